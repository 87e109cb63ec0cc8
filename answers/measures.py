"""Figures of real logs that others have published or recorded, and those counted with PM4Py.

PM4Py 2.7.23 counted what the rows called "PM4Py" expect; where it is installed (`make bench`), the
tests compare every pair and every set of items with it anew. The recorded counters are those of the
two ticket systems themselves: the expected share is the least that counting reassignments must reach.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.cli.measuring.reading import read
from remit.engines.eventlog.shape import CLAIMS, PLAIN, LogShape
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.passing import Passing, passing
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import EventTable, Kind

DAY = 86_400_000_000
SUBSTANTIVE: Mapping[str, Kind] = dict.fromkeys(("assigned", "awaiting assignment", "cancelled", "closed", "in call", "resolved", "unmatched", "wait", "wait - customer", "wait - implementation", "wait - user", "wait - vendor"), Kind.OTHER)  # fmt: skip
"""Only "In Progress" is work: so the idle legs of the published count."""
BPTLAB = "bptlab/bpi-challenge-2020, notebooks with outputs"
PM4PY = "PM4Py 2.7.23 on the same file"
CLEANED = "bpic2020_{}.cleaned.xes.gz"


@dataclass(frozen=True, slots=True)
class Answer:
    """One set: its file, where the figures come from, what they are, and how ours are reckoned."""

    set: str
    source: str
    file: str
    expected: Mapping[str, float]
    reckon: Callable[[Path], Mapping[str, float]]
    errata: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A log, two activities of which the second is to follow within days, what PM4Py counts there."""

    set: str
    file: str
    first: str
    second: str
    days: int
    figures: Mapping[str, float]
    errata: str = ""


def runner(
    file: Path, shape: LogShape = PLAIN, kinds: Mapping[str, Kind] | None = None
) -> DuckRunner:
    """The events of an XES log, ready to be asked."""
    with file.open("rb") as stream:
        log = XesLog(unpacked(stream))
        table = (
            EventTable.from_traces(log, shape, kinds)
            if kinds
            else EventTable.from_traces(log, shape)
        )
    return DuckRunner.over(table)


@dataclass(frozen=True, slots=True)
class Named:
    """A log with the codes of its activities."""

    runner: DuckRunner
    codes: Mapping[str, int]


def named(file: Path, shape: LogShape = PLAIN) -> Named:
    """The log with the codes of its activities; a table is read as the command does."""
    if file.suffix == ".parquet":
        log = read(file)
        count = len(log.runner.rows("activities"))
        return Named(log.runner, {log.label("activity", code): code for code in range(count)})
    with file.open("rb") as stream:
        table = EventTable.from_traces(XesLog(unpacked(stream)), shape)
    labels = table.labels["activity"]
    return Named(DuckRunner.over(table), {label: code for code, label in enumerate(labels)})


def like_pm4py(first: str, second: str, days: int) -> Callable[[Path], Mapping[str, float]]:
    """How many pairs follow, pairs hand over, cases keep the timed rule, and break the four eyes."""

    def reckon(file: Path) -> Mapping[str, float]:
        log = named(file)
        pair = {"first": log.codes[first], "second": log.codes[second]}
        ask = log.runner.rows
        return {
            "pairs": len(ask("follows")),
            "handover pairs": len(ask("handovers")),
            "rule cases": len(ask("rule_kept", **pair, within_us=days * DAY)),
            "four-eyes cases": len({row[0] for row in ask("four_eyes_last", **pair)}),
        }

    return reckon


def tickets(file: Path) -> Mapping[str, float]:
    """Buck-passing between teams and between people, as counted before."""
    log = runner(file, PLAIN, SUBSTANTIVE)
    teams, people = passing(log, "unit"), passing(log, "person")
    return {
        **_between_teams(teams),
        "by person": people.handovers,
        "returns by person": _returns(people),
    }


def _returns(found: Passing) -> int:
    return sum(each.returns for each in found.rounds)


def _between_teams(found: Passing) -> Mapping[str, float]:
    rounds = found.rounds
    return {
        "handovers": found.handovers,
        "cases": found.items,
        "returns": _returns(found),
        "cases with returns": sum(each.returns > 0 for each in rounds),
        "ABAB": sum(each.kept_up for each in rounds),
        "cases with ABAB": sum(each.kept_up > 0 for each in rounds),
        "revisits": sum(each.circuits for each in rounds),
        "cases with revisits": sum(each.circuits > 0 for each in rounds),
        "worst": max(each.returns for each in rounds),
        "middle team-days": round(sum(each.middle_us for each in rounds) / DAY),
        "team-days": round(sum(each.held_us for each in rounds) / DAY),
        "idle legs": sum(each.idle for each in rounds),
    }


def claims(file: Path) -> Mapping[str, float]:
    """Rejections and approvals by role, submissions before payment, and what was never approved."""
    log = named(file, CLAIMS)
    counts = dict.fromkeys(log.codes, 0)
    labels = {code: label for label, code in log.codes.items()}
    for code, events, _items in log.runner.rows("activities"):
        counts[labels[code]] = events
    found: dict[str, float] = {}
    for role in ("ADMINISTRATION", "BUDGET OWNER", "SUPERVISOR", "PRE_APPROVER", "DIRECTOR"):
        found[f"{role} rejected"] = counts.get(f"Declaration REJECTED by {role}", 0)
        found[f"{role} approved"] = sum(
            counts.get(f"Declaration {word} by {role}", 0)
            for word in ("APPROVED", "FINAL_APPROVED")
        )
    with file.open("rb") as stream:
        return found | _told_of_cases(_cases(stream))


def _cases(stream: object) -> list[list[str]]:
    """The activities of each case in order."""
    log = XesLog(unpacked(stream))  # type: ignore[arg-type] # an open file
    return [
        [row.activity for row in sorted(rows, key=lambda row: (row.ts_us, row.seq))]
        for rows in _rows(EventTable.from_traces(log, CLAIMS))
    ]


def _rows(table: EventTable) -> Iterator[list]:  # type: ignore[type-arg] # rows of one item
    return (
        [table.row_of(place) for place in range(part.start, part.stop)] for part in table.items()
    )


def _told_of_cases(cases: list[list[str]]) -> Mapping[str, float]:
    submitted = Counter(
        min(case.count("Declaration SUBMITTED by EMPLOYEE"), 4)
        for case in cases
        if "Payment Handled" in case
    )
    return {
        "by EMPLOYEE": sum(_withdrawn(case) for case in cases),
        **{f"paid after {times}": submitted[times] for times in (1, 2, 3, 4)},
        "never approved": sum(not any("FINAL_APPROVED" in step for step in case) for case in cases),
    }


def _withdrawn(case: list[str]) -> int:
    """Rejections by the employee that do not answer another rejection."""
    steps = [step for step in case if step.startswith("Declaration ")]
    return sum(
        step == "Declaration REJECTED by EMPLOYEE" and "REJECTED" not in before
        for before, step in zip(["", *steps], steps, strict=False)
    )


def payments(file: Path) -> Mapping[str, float]:
    """How often payment directly follows approval, and is directly handled."""
    log = named(file, CLAIMS)
    follows = {row[:2]: row[2] for row in log.runner.rows("follows")}
    code = log.codes
    return {
        "approved, then to pay": follows[
            code["Declaration FINAL_APPROVED by SUPERVISOR"], code["Request Payment"]
        ],
        "to pay, then paid": follows[code["Request Payment"], code["Payment Handled"]],
    }


def permits(file: Path) -> Mapping[str, float]:
    """Permits that were paid more than once."""
    with file.open("rb") as stream:
        cases = _cases(stream)
    return {"paid more than once": sum(case.count("Payment Handled") > 1 for case in cases)}


def reassigned(file: Path) -> Mapping[str, float]:
    """Incidents whose recorded counter is the number of their reassignments, in per cent."""
    attributes = file.with_name("bpic2014_incident_attributes_sample.parquet")
    log = named(file)
    code = log.codes["Reassignment"]
    rows = duckdb.execute(
        "WITH counted AS (SELECT incident_id, count(*) AS n FROM read_parquet($activity)"
        " WHERE incident_activity_type = 'Reassignment' GROUP BY ALL)"
        " SELECT sum(coalesce(n, 0)), sum(x_reassignments), avg((coalesce(n, 0) = x_reassignments)::INT)"
        " FROM read_parquet($attributes) LEFT JOIN counted USING (incident_id)",
        {"activity": str(file), "attributes": str(attributes)},
    ).fetchall()
    ((_, recorded, share),) = rows
    ours = next(row[1] for row in log.runner.rows("activities") if row[0] == code)
    return {"ours": ours, "recorded": recorded, "exact, in 100": round(100 * share, 2)}


def regrouped(file: Path) -> Mapping[str, float]:
    """Tickets whose recorded counter is the number of changes of group, in per cent."""
    log = read(file)
    runs = {
        log.label("item", row[0]): row[1] - 1 for row in log.runner.rows("circuits", holder="unit")
    }
    recorded = duckdb.execute(
        "SELECT number, max(reassignment_count::INT) FROM read_parquet(?) GROUP BY ALL", [str(file)]
    ).fetchall()
    exact = sum(runs.get(number, 0) == count for number, count in recorded)
    return {"tickets": len(recorded), "at least 95 in 100": int(exact >= 0.95 * len(recorded))}


def _roles(*pairs: tuple[str, int, int]) -> Mapping[str, float]:
    return {
        f"{role} {what}": count
        for role, rejected, approved in pairs
        for what, count in (("rejected", rejected), ("approved", approved))
    }


def _rest(employee: int, paid: tuple[int, ...], never: int) -> Mapping[str, float]:
    after = {f"paid after {times}": count for times, count in enumerate(paid, start=1)}
    return {"by EMPLOYEE": employee, **after, "never approved": never}


COMPARED = (
    Compared(
        "Receipt phase", "receipt.xes.gz",
        "Confirmation of receipt", "T05 Print and send confirmation of receipt", 5,
        {"pairs": 99, "handover pairs": 286, "rule cases": 1_091, "four-eyes cases": 863},
    ),
    Compared(
        "Traffic fines", "road_traffic_fines.parquet", "Create Fine", "Send Fine", 90,
        {"pairs": 70, "handover pairs": 91, "rule cases": 54_215, "four-eyes cases": 0},
        "sending a fine is recorded without a person: nobody can have done both",
    ),
    Compared(
        "BPI Challenge 2013", "bpic2013_incidents.xes.gz", "Accepted", "Completed", 5,
        {"pairs": 11, "handover pairs": 11_015, "rule cases": 6_802, "four-eyes cases": 2_402},
        "PM4Py looks at whoever completed last; whoever completed at any time makes it 7,426",
    ),
    Compared(
        "BPI Challenge 2015", "bpic2015_1.xes.gz", "01_HOOFD_010", "01_HOOFD_180", 30,
        {"pairs": 4_699, "handover pairs": 166, "rule cases": 463, "four-eyes cases": 125},
    ),
)  # fmt: skip
"""The logs on which PM4Py's own answers are compared with ours, each with a rule."""

ANSWERS = (
    *(
        Answer(
            f"{log.set}: four operations", PM4PY, log.file, log.figures,
            like_pm4py(log.first, log.second, log.days), log.errata,
        )
        for log in COMPARED
    ),
    Answer(
        "BPI Challenge 2013: buck-passing", "counted before in plain loops", "bpic2013_incidents.xes.gz",
        {
            "handovers": 9_454, "cases": 3_820, "returns": 2_394, "cases with returns": 1_177,
            "ABAB": 817, "cases with ABAB": 402, "revisits": 3_286, "cases with revisits": 1_258,
            "worst": 17, "middle team-days": 8_321, "team-days": 25_560, "idle legs": 223,
            "by person": 20_649, "returns by person": 1_783,
        },
        tickets,
        "people by first name alone; with their country two returns less",
    ),
    Answer(
        "BPI Challenge 2020: domestic declarations", BPTLAB, CLEANED.format("DomesticDeclarations"),
        {
            **_roles(("ADMINISTRATION", 936, 8_061), ("BUDGET OWNER", 57, 2_747),
                     ("SUPERVISOR", 286, 9_999), ("PRE_APPROVER", 86, 685), ("DIRECTOR", 0, 0)),
            **_rest(7, (8_945, 845, 109, 12), 419),
        },
        claims,
        "rejections by the employee count only where no other rejection came before",
    ),
    Answer(
        "BPI Challenge 2020: international declarations", BPTLAB,
        CLEANED.format("InternationalDeclarations"),
        {
            **_roles(("ADMINISTRATION", 1_519, 4_944), ("BUDGET OWNER", 40, 1_795),
                     ("SUPERVISOR", 123, 6_182), ("PRE_APPROVER", 82, 593), ("DIRECTOR", 4, 252)),
            **_rest(5, (4_709, 1_110, 220, 39), 21),
        },
        claims,
        "never approved: neither the declaration nor the permit before it",
    ),
    Answer(
        "BPI Challenge 2020: payments", BPTLAB, CLEANED.format("DomesticDeclarations"),
        {"approved, then to pay": 9_912, "to pay, then paid": 9_911}, payments,
    ),
    Answer(
        "BPI Challenge 2020: permits", BPTLAB, CLEANED.format("PermitLog"),
        {"paid more than once": 1_202}, permits,
    ),
    Answer(
        "BPI Challenge 2014: reassignments", "the system's own counter",
        "bpic2014_incident_activity_sample.parquet",
        {"ours": 4_452, "recorded": 4_542, "exact, in 100": 97.25}, reassigned,
    ),
    Answer(
        "ServiceNow: changes of group", "the system's own counter", "servicenow_incident_sample.parquet",
        {"tickets": 890, "at least 95 in 100": 1}, regrouped,
    ),
)  # fmt: skip


def rows() -> list[Row]:
    """One row per set."""
    folder = acceptance_data() / "eventlogs"
    return [row(answer, folder / answer.file) for answer in ANSWERS]


def row(answer: Answer, file: Path) -> Row:
    """The figures of one set beside ours."""
    empty = Row(
        answer.set, answer.source, answer.expected, {}, "file missing: set REMIT_ACCEPTANCE_DATA"
    )
    return replace(empty, got=answer.reckon(file), errata=answer.errata) if file.exists() else empty
