"""Object-centric event logs (OCEL 2.0): events that refer to any number of objects, each somehow.

The standard (Berti et al., OCEL 2.0 Specification, 2023, ocel-standard.org) knows no case: an event
has a type, a time, attributes and qualified relations to objects, and every object has a type. This
module holds such a log and refuses one whose identifiers are not unique, whatever file it is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from remit.engines.eventlog.faults import Faults
from remit.engines.eventlog.limits import Limits
from remit.engines.findings import Finding
from remit.engines.words import Words


class Relation(NamedTuple):
    """That an event has to do with an object; `qualifier` says how and may be empty."""

    object: str
    qualifier: str


class OcelEvent(NamedTuple):
    """An event as written: `time` is the text, `attributes` hold each value's text."""

    id: str
    type: str
    time: str
    attributes: Mapping[str, str]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Ocel:
    """A log: its events in the order in which they were written, and each object's type."""

    events: tuple[OcelEvent, ...]
    objects: Mapping[str, str]
    remarks: tuple[Finding, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its objects, in the order in which they were first met."""
        return tuple(dict.fromkeys(self.objects.values()))


class Gathering:
    """A log being put together from a file; all faults are told at once."""

    def __init__(self, limits: Limits) -> None:
        """Nothing gathered yet."""
        self.limits, self.faults = limits, Faults(limits, "ocel")
        self._objects: dict[str, str] = {}
        self._events: dict[str, OcelEvent] = {}
        self._added = [0, 0]

    def object(self, name: str, kind: str) -> None:
        """Adds an object of a type."""
        place = self._added[0]
        if name in self._objects:
            self.faults.add("ocel.doubled_object", f"objects[{place}]", name=name[:80])
        self._objects[name] = kind
        self._added[0] += 1
        if place >= (limit := self.limits.entries):
            what = Words("对象", "objects")
            self.faults.stop("ocel.entries", f"objects[{place}]", what=what, limit=limit)

    def event(self, event: OcelEvent) -> None:
        """Adds an event."""
        place = self._added[1]
        if event.id in self._events:
            self.faults.add("ocel.doubled_event", f"events[{place}]", name=event.id[:80])
        if len(event.relations) > (most := self.limits.relations):
            self.faults.add("ocel.relations", f"events[{place}]", name=event.id[:80], limit=most)
        self._events[event.id] = event
        self._added[1] += 1
        if place >= (limit := self.limits.entries):
            what = Words("事件", "events")
            self.faults.stop("ocel.entries", f"events[{place}]", what=what, limit=limit)

    def log(self) -> Ocel:
        """The whole log. Raises UnreadableLog with all faults."""
        self.faults.refuse_if_any()
        events = tuple(map(self._known, self._events.values()))
        return Ocel(events, self._objects, self.faults.remarks)

    def _known(self, event: OcelEvent) -> OcelEvent:
        """The event without relations to objects that are not in the log."""
        if all(each.object in self._objects for each in event.relations):
            return event
        known = tuple(each for each in event.relations if each.object in self._objects)
        for _ in range(len(event.relations) - len(known)):
            self.faults.count("ocel.unknown_object", event.id)
        return event._replace(relations=known)
