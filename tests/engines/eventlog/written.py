"""Small logs written by hand, for the tests of the reader and of what is made of it."""

import io
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import quoteattr

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.trace import Event, Trace
from remit.engines.eventlog.xes import XesLog

DATES = ("time:timestamp", "planned", "dueDate", "startDate", "endDate", "enddate", "deadline")


def attribute(key: str, value: str) -> str:
    tag = "date" if key in DATES else "string"
    return f"<{tag} key={quoteattr(key)} value={quoteattr(value)}/>"


def event(**attributes: str) -> str:
    """An event; `at`, `who` and `what` stand for the standard keys."""
    short = {"at": "time:timestamp", "who": "org:resource", "what": "concept:name"}
    inside = "".join(attribute(short.get(key, key), value) for key, value in attributes.items())
    return f"<event>{inside}</event>"


def case(name: str, *events: str, **attributes: str) -> str:
    head = attribute("concept:name", name) if name else ""
    return (
        f"<trace>{head}{''.join(attribute(*pair) for pair in attributes.items())}"
        f"{''.join(events)}</trace>"
    )


def log(*inside: str, attributes: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><log{attributes}>{"".join(inside)}</log>'.encode()
    )


def read(content: bytes, limits: Limits = SANE) -> list[Trace]:
    return list(XesLog(io.BytesIO(content), limits))


def faults(content: bytes, limits: Limits = SANE) -> list[tuple[str, str]]:
    """The ids and places of the faults for which a log is refused, none when it is read."""
    try:
        read(content, limits)
    except UnreadableLog as refused:
        return [(finding.id, finding.subject) for finding in refused.findings]
    return []


def ids(content: bytes, limits: Limits = SANE) -> list[str]:
    return [fault for fault, _ in faults(content, limits)]


def day(number: int, hour: int = 0) -> datetime:
    """A moment in March 2024."""
    return datetime.fromisoformat(f"2024-03-{number:02}T{hour:02}:00:00+00:00")


def on(number: int, hour: int = 0) -> str:
    return day(number, hour).isoformat()


def trace(
    events: Iterable[tuple[datetime | None, str]], name: str = "c1", **attributes: str
) -> Trace:
    """A case in which somebody did something at each moment."""
    written = (
        Event(seq, at, {"org:resource": who, "concept:name": f"step {seq}"})
        for seq, (at, who) in enumerate(events)
    )
    return Trace(1, name, attributes, tuple(written))
