"""What deserves a look, told once a night to whoever has to answer: at most a handful for each organisation."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from remit.apps.lab import queries
from remit.apps.lab.actions import store_run
from remit.apps.ledger.actions import Json, advance
from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries as plans
from remit.engines.dates import Month
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.alarms import Alarm, alarms
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.spans import instant
from remit.engines.measures.table import COLUMNS, EventTable
from remit.engines.words import Words
from remit.jobs.nights import due

if TYPE_CHECKING:
    from remit.apps.organisation.models import Post, Unit

# The local hour from which on the night's look is taken, and how many days it takes in.
FROM_HOUR = 3
DAYS, BACK = 92, 3
ENGINE = "remit.engines.measures.alarms"
# Cases are seen by who works on them alone, and machines are nobody's load.
LEFT_OUT = ("cases.", "correspondence.", "ledger.", "lab.", "retention.")
PAGES = {"alarms.risen": "load", "alarms.kept_up": "handovers", "alarms.heaped": "paper"}


def notice(now: datetime) -> int:
    """Looks once a local day at the last three months; returns how many runs were stored.

    A run is stored where other things stand out than in the latest one, so that nothing is told twice.
    """
    today = organisation.day(now)
    if not due(now, queries.noticed_on(), hour=FROM_HOUR):
        return 0
    done = sum(_noticed(root, now) for root in organisation.organisations())
    advance(queries.ALARMS, today.toordinal())
    return done


def _noticed(root: "Unit", now: datetime) -> bool:
    """Whether something else stands out now, and was stored."""
    posts = _posts(root)
    since = now - timedelta(days=DAYS)
    tables = {log: _table(log, root, since, now) for log in queries.LOGS}
    told = [
        _told(each, log, root, posts, since)
        for log, table in tables.items()
        if len(table)
        for each in _found(table, root, now)
    ]
    if queries.latest_alarms(root) == [_same(each) for each in told]:
        return False
    store_run(
        root, queries.ALARMS, _title(len(told)), asked={"since": since.date().isoformat()},
        inputs=queries.digest(tables.values()), events=sum(map(len, tables.values())),
        engine=f"{ENGINE} {version('remit')}",
        result={"finding": {"zh": _title(len(told)).zh, "en": _title(len(told)).en}, "alarms": list(told)},
        by=None, at=now,
    )  # fmt: skip
    return True


def _title(n: int) -> Words:
    if not n:
        return Words("没有需要留意的情况", "Nothing asks for a look")
    return Words(
        f"有{n}项值得看一看", f"{n} {'thing deserves' if n == 1 else 'things deserve'} a look"
    )


def _table(log: str, root: "Unit", since: datetime, until: datetime) -> EventTable:
    """The events looked at: none of cases, none of machines."""
    whole = queries.table(log, [organisation.subtree(root.path)], since=since, until=until)
    if not len(whole):
        return whole
    items, deeds = (
        np.array([not label.startswith(LEFT_OUT) for label in whole.labels[name]], bool)
        for name in ("item", "activity")
    )
    kept = items[whole.item] & deeds[whole.activity]
    return replace(whole, **{name: whole.column(name)[kept] for name in COLUMNS})


def _found(table: EventTable, root: "Unit", now: datetime) -> Iterator[Alarm]:
    days = [_day(at) for at in table.ts_us.tolist()]
    months = [Month.of(organisation.day(now)) - back for back in range(BACK + 1)]
    due = {plan.due for month in months for plan in plans.plans_of(root, month)}
    yield from alarms(table, DuckRunner.over(table), until_us=microseconds(now), due=due, days=days)


def _day(at: int) -> date:
    return organisation.day(instant(at))


def _posts(root: "Unit") -> "Mapping[str, Post]":
    """All posts of an organisation by reference."""
    units = organisation.units_under(root).prefetch_related("posts__unit", "posts__superior")
    return {post.ref: post for unit in units for post in unit.posts.all()}


def _told(
    each: Alarm, log: str, root: "Unit", posts: "Mapping[str, Post]", since: datetime
) -> dict[str, Json]:
    """An alarm as a run keeps it: posts by reference, and who has to answer."""
    post = posts.get(each.about[0]) if each.about else None
    unit = post.unit if post else root
    answers = _answers(post, unit, posts)
    query = {"log": log, "unit": str(unit.pk), "since": organisation.day(since).isoformat()}
    return {
        "id": each.id, "about": list(each.about), "path": unit.path, "kind": PAGES[each.id],
        "query": urlencode(query), "n": each.estimate.n, "figure": each.estimate.told(),
        "zh": each.reading.zh, "en": each.reading.en, "answers": answers.ref if answers else "",
    }  # fmt: skip


def _same(told: Mapping[str, Json]) -> tuple[Json, ...]:
    return told["id"], told["about"]


def _answers(post: "Post | None", unit: "Unit", posts: "Mapping[str, Post]") -> "Post | None":
    """The head of the unit, or of the nearest unit above it; of a head's own load, the superior."""
    if post and post.heads_unit and post.superior:
        return post.superior
    heads = [
        each for each in posts.values() if each.heads_unit and unit.path.startswith(each.unit.path)
    ]
    return max(heads, key=lambda each: len(each.unit.path), default=None)
