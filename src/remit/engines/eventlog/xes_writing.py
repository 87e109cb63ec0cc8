"""Events written as a XES log (IEEE 1849-2016), as a stream, one trace for each item.

The standard extensions carry what they can: concept (name of case and event), time (instant), org
(resource = person, role = post, group = unit) and lifecycle (transition). What they cannot say, the
place of an event in the whole log and the kind of deed, stands beside them under `seq` and `kind`;
a log that says it was written so is read back exactly (`logged_of`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from xml.sax.saxutils import quoteattr

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.logged import KINDS, Logged, from_instant, instant, place, writable
from remit.engines.eventlog.trace import ACTIVITY, TIMESTAMP, Event, Trace

MARK = {"exchange": "remit 1"}
"""The attribute of a log by which it says that its events carry `seq` and `kind`."""
TRANSITION = "lifecycle:transition"
TRANSITIONS = {"work": "complete", "pass": "reassign", "wait": "suspend"}
"""The standard transition for a kind, where there is one; else the kind's own word."""
NAMED = {"post": "org:role", "person": "org:resource", "unit": "org:group"}
# What XML 1.0 has no way to write, not even as a number.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINES = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Lifecycle": "lifecycle"}  # fmt: skip
HEAD = "".join(
    f'\t<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    for name, prefix in EXTENSIONS.items()
)


def pieces(events: Iterable[Logged]) -> Iterator[str]:
    """The log in XES, piece by piece; the events of an item must come together. Raises UnwritableLog."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xes.features="">\n'
    yield HEAD
    yield f'\t<global scope="trace">\n{_string(ACTIVITY, "", 2)}\t</global>\n'
    yield '\t<global scope="event">\n'
    yield _string(ACTIVITY, "", 2) + _date("1970-01-01T00:00:00Z", 2) + _string(TRANSITION, "", 2)
    yield f'\t</global>\n\t<classifier name="Activity" keys="{ACTIVITY}"/>\n'
    yield "".join(_string(key, value, 1) for key, value in MARK.items())
    for item, about in groupby(writable(events, "XES", UNFIT), key=lambda event: event.item):
        yield f"\t<trace>\n{_string(ACTIVITY, item, 2)}"
        yield from map(_event, about)
        yield "\t</trace>\n"
    yield "</log>\n"


def _event(event: Logged) -> str:
    named = {key: getattr(event, role) for role, key in NAMED.items()}
    return (
        "\t\t<event>\n"
        + _string(ACTIVITY, event.activity)
        + _date(instant(event))
        + "".join(_string(key, text) for key, text in named.items() if text)
        + _string(TRANSITION, TRANSITIONS.get(event.kind, event.kind))
        + f'\t\t\t<int key="seq" value="{event.seq:d}"/>\n'
        + _string("kind", event.kind)
        + "\t\t</event>\n"
    )


def _string(key: str, value: str, depth: int = 3) -> str:
    tabs = "\t" * depth
    return f"{tabs}<string key={quoteattr(key)} value={quoteattr(value, LINES)}/>\n"


def _date(text: str, depth: int = 3) -> str:
    tabs = "\t" * depth
    # The offset in figures: readers of XES know it longer than the letter Z.
    text = text.removesuffix("Z") + "+00:00"
    return f'{tabs}<date key="{TIMESTAMP}" value="{text}"/>\n'


def is_ours(head: Mapping[str, str]) -> bool:
    """Whether the attributes of a log say that it was written here."""
    return all(head.get(key) == value for key, value in MARK.items())


def logged_of(traces: Iterable[Trace]) -> Iterator[Logged]:
    """The events of a log that was written here, each as it was. Raises UnreadableLog."""
    return (_logged(trace, event) for trace in traces for event in trace.events)


def _logged(trace: Trace, event: Event) -> Logged:
    attributes = event.attributes
    post, person, unit = (attributes.get(key, "") for key in NAMED.values())
    kind = attributes.get("kind", "")
    try:
        if kind not in KINDS:
            raise ValueError(kind)
        ts_us, _ = from_instant(attributes[TIMESTAMP])
        about = (trace.name, attributes[ACTIVITY], post, person, unit, kind)
        return Logged(ts_us, place(attributes["seq"]), *about)
    except (KeyError, ValueError) as wrong:
        subject = f"{trace.name}/{event.seq}"
        raise UnreadableLog(fault("xes.not_ours", subject, reason=wrong)) from wrong
