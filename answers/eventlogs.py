"""Counts known for real event logs of public bodies and enterprises.

Counted over the attributes as written. The receipt log's open and late cases follow from its own
dates (late: the end date is after the deadline; open: there is none).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.eventlog.holding import matter
from remit.engines.eventlog.shape import RECEIPT
from remit.engines.eventlog.trace import ACTIVITY, Trace
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog

COUNTED = {
    "activities": ACTIVITY,
    "people": "org:resource",
    "groups": "org:group",
    "roles": "org:role",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one log from elsewhere."""

    set: str
    file: str
    doi: str
    figures: dict[str, float] = field(default_factory=dict)
    errata: str = ""


LOGS = (
    Published(
        "CoSeLoG receipt phase",
        "receipt",
        "10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6",
        {
            "events": 8_577, "cases": 1_434, "activities": 27, "people": 48, "groups": 10,
            "open": 105, "late": 377,
        },
        "open and late were counted from its dates by others, not by its publisher;"
        " open cases have no end date, 1970-01-01 is only a declared default",
    ),
    Published(
        "BPI Challenge 2012",
        "bpic2012",
        "10.4121/uuid:3926db30-f712-4394-aebc-75976070e91f",
        {"events": 262_200, "cases": 13_087, "activities": 24, "people": 68},
    ),
    Published(
        "BPI Challenge 2013, incidents",
        "bpic2013_incidents",
        "10.4121/uuid:500573e6-accc-4b0c-9576-aa5468b10cee",
        {
            "events": 65_533, "cases": 7_554, "activities": 4, "people": 1_440, "groups": 649,
            "roles": 23,
        },
        "24 roles in another copy, which counts the empty one",
    ),
    Published(
        "BPI Challenge 2013, closed problems",
        "bpic2013_closed_problems",
        "10.4121/uuid:c2c3b154-ab26-4b31-a0e8-8f2350ddac11",
        {
            "events": 6_660, "cases": 1_487, "activities": 4, "people": 585, "groups": 15,
            "roles": 28,
        },
    ),
    Published(
        "BPI Challenge 2013, open problems",
        "bpic2013_open_problems",
        "10.4121/uuid:3537c19d-6c64-4b1d-815d-915ab0e479da",
        {
            "events": 2_351, "cases": 819, "activities": 3, "people": 240, "groups": 11,
            "roles": 25,
        },
    ),
    Published(
        "BPI Challenge 2015, municipality 1",
        "bpic2015_1",
        "10.4121/uuid:31a308ef-c844-48da-948c-305d167a0ec1",
        {"events": 52_217, "cases": 1_199, "activities": 398, "people": 23},
    ),
    *(
        Published(
            f"BPI Challenge 2020, {name}, cleaned",
            f"bpic2020_{file}.cleaned",
            "10.4121/uuid:52fb97d4-4588-43c9-9d04-3604d4613b51",
            {"events": events, "cases": cases, "activities": activities},
            "about 1.5-2 % of the cases were removed by those who cleaned it",
        )
        for name, file, events, cases, activities in (
            ("domestic declarations", "DomesticDeclarations", 55_628, 10_357, 14),
            ("international declarations", "InternationalDeclarations", 70_727, 6_323, 33),
            ("permits", "PermitLog", 81_092, 6_426, 49),
            ("prepaid travel", "PrepaidTravelCost", 17_507, 2_007, 29),
            ("requests for payment", "RequestForPayment", 36_072, 6_760, 16),
        )
    ),
    Published(
        "Sepsis pathway",
        "sepsis",
        "10.4121/uuid:915d2bfb-7e84-49ad-a286-dc35f063a460",
        {"events": 15_214, "cases": 1_050, "activities": 16, "groups": 26},
    ),
)  # fmt: skip


def rows() -> list[Row]:
    """One row per log."""
    folder = acceptance_data() / "eventlogs"
    return [_row(log, folder / f"{log.file}.xes.gz") for log in LOGS]


def _row(log: Published, path: Path) -> Row:
    source = f"doi {log.doi}"
    if not path.exists():
        return Row(log.set, source, log.figures, {}, "file missing: set REMIT_ACCEPTANCE_DATA")
    with path.open("rb") as file:
        got = figures(XesLog(unpacked(file)), log.figures)
    return Row(log.set, source, log.figures, got, log.errata)


def figures(traces: Iterable[Trace], wanted: Iterable[str]) -> dict[str, float]:
    """The wanted counts over a log, read once."""
    counts: dict[str, float] = {"events": 0, "cases": 0, "open": 0, "late": 0}
    seen: dict[str, set[str]] = {name: set() for name in COUNTED if name in wanted}
    for trace in traces:
        counts["cases"] += 1
        counts["events"] += len(trace.events)
        for name, values in seen.items():
            key = COUNTED[name]
            values.update(e.attributes[key] for e in trace.events if key in e.attributes)
        if "late" in wanted:
            receipt = matter(trace, RECEIPT)
            counts["open"] += receipt.closed is None
            counts["late"] += receipt.closed is not None and receipt.is_late(receipt.closed)
    every = counts | {name: len(values) for name, values in seen.items()}
    return {name: every[name] for name in wanted}
