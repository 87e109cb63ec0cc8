"""Held and late time in plain SQL over the logs' own attributes, for comparison with ours.

ElementTree takes the rows out of the files and DuckDB reckons: no line of the reader or of the
reckoning is shared. `{on}` is the instant as known, `{who}` a column of MOMENTS; both are filled in.
"""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb

CASE = {
    "opened": ("startDate", "startdate"),
    "closed": ("endDate", "enddate"),
    "answers": ("Responsible_actor", "responsible"),
    "planned_end": ("endDatePlanned", "enddate_planned"),
    "deadline": ("deadline",),
}
EVENT = {
    "moment": ("time:timestamp",),
    "doer": ("org:resource",),
    "watcher": ("monitoringResource",),
    "planned": ("planned",),
    "due": ("dueDate",),
    "finished": ("dateFinished",),
}
MOMENTS = r"""
create table moments as
select trace, seq, doer, watcher, answers,
       epoch_us(moment::timestamptz) as moment,
       epoch_us(regexp_replace(moment, '[+-]\d\d:\d\d$', '')::timestamp)
         - epoch_us(moment::timestamptz) as ahead,
       epoch_us(finished::timestamp) - ahead as finished,
       epoch_us(coalesce(due, planned)::timestamptz) as target,
       epoch_us(closed::timestamptz) as closed,
       epoch_us(opened::timestamptz) as opened,
       epoch_us(coalesce(deadline, planned_end)::timestamptz) as deadline
from written;
create table ends as
select trace, any_value(answers) as answers, any_value(deadline) as deadline,
       any_value(closed) as closed, least(min(moment), any_value(opened)) as opened,
       if(any_value(closed) is null, null, greatest(max(moment), any_value(closed))) as ended
from moments group by trace;
"""
HELD = """
with starts as (
  select trace, seq, moment, {who} as who,
         lag({who}) over (partition by trace order by moment, seq) as before
  from moments where {who} is not null
), spans as (
  select trace, who, moment as since, lead(moment) over (partition by trace order by moment, seq) as until
  from starts where before is distinct from who
)
select who, count(distinct trace), count(*),
       sum(greatest(0, least(coalesce(until, ended, {on}), {on}) - since))::bigint
from spans join ends using (trace) group by who
"""
ANSWERED = """
select answers, count(*), count(*),
       sum(greatest(0, least(coalesce(ended, {on}), {on}) - opened))::bigint
from ends where answers is not null group by answers
"""
LATE_STEPS = """
select {who}, count(*) from moments
where least(coalesce(finished, moment), {on}) > target group by {who}
"""
LATE_CASES = """
select answers, count(*) from ends
where least(coalesce(closed, {on}), {on}) > deadline and answers is not null group by answers
"""


def written(path: Path) -> Iterator[list[str | None]]:
    """Every event of a log with what its case says, in the order of CASE and EVENT."""
    with gzip.open(path) as file:
        for _, element in ET.iterparse(file):
            if element.tag.endswith("trace"):
                yield from flat(element)
                element.clear()


def flat(trace: ET.Element) -> Iterator[list[str | None]]:
    case = {child.get("key", ""): child.get("value") for child in trace}
    about = [first(case, keys) for keys in CASE.values()]
    for seq, event in enumerate(child for child in trace if child.tag.endswith("event")):
        own = {child.get("key", ""): child.get("value") for child in event}
        name = case["concept:name"]
        yield [name, str(seq), *about, *(first(own, keys) for keys in EVENT.values())]


def first(attributes: dict[str, str | None], keys: tuple[str, ...]) -> str | None:
    return next((attributes[key] for key in keys if key in attributes), None)


def laid_out(path: Path, table: Path) -> duckdb.DuckDBPyConnection:
    with table.open("w", newline="") as out:
        csv.writer(out).writerows([["trace", "seq", *CASE, *EVENT]])
        csv.writer(out).writerows(written(path))
    sql = duckdb.connect()
    sql.execute(
        "create table written as select * replace (seq::int as seq)"
        " from read_csv(?, all_varchar = true)",
        [str(table)],
    )
    sql.execute(MOMENTS)
    return sql
