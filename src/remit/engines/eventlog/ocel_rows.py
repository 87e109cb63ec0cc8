"""From an object-centric log to events of items, and which object is which.

One type of object is the item: the one asked for, else the one to which most events refer among
those that do not say who acted. An event that refers to several items counts once for each: this is
flattening (van der Aalst, Object-Centric Process Mining, 2019), and it is told how often it happens.
Whose name is a post, a person or a unit is said by the qualifier of the relation, else by the type
of the object, each by its last word ("sales person", "employees").
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from remit.engines.eventlog.faults import Faults, UnreadableLog, fault, note
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import HOLDERS, KINDS, Logged, from_instant, is_place
from remit.engines.eventlog.ocel import Ocel, OcelEvent, Relation
from remit.engines.findings import Finding
from remit.engines.words import Words

SAID = {
    "post": ("post", "role", "position", "岗位", "职务"),
    "person": (
        "person", "resource", "employee", "worker", "user", "agent", "clerk", "人员", "经办人",
        "办理人", "责任人",
    ),
    "unit": (
        "unit", "group", "department", "team", "organisation", "organization", "单位", "部门", "科室",
    ),
}  # fmt: skip
WORDS = {word: role for role, words in SAID.items() for word in words}
LAST_WORD = re.compile(r"[^\W_]+$")
TRANSITIONS = ("lifecycle:transition", "lifecycle", "transition")
Rows = tuple[list[Logged], tuple[Finding, ...]]


@lru_cache(maxsize=10_000)
def role_of(word: str) -> str:
    """What a qualifier or a type says of an object: "post", "person", "unit", or nothing.

    >>> role_of("Sales Person"), role_of("employees"), role_of("orders")
    ('person', 'person', '')
    """
    last = LAST_WORD.search(word.strip().casefold())
    text = last.group() if last else ""
    return WORDS.get(text) or WORDS.get(text.removesuffix("s"), "")


def rows_of(log: Ocel, item: str = "", limits: Limits = SANE) -> Rows:
    """The events of items of the type asked for, and remarks. Raises UnreadableLog.

    A log that was written here has the same events, places and kinds again.
    """
    reading = _Rows(log, item, limits)
    rows = list(reading.rows())
    reading.faults.refuse_if_any()
    return rows, (*log.remarks, *reading.told, *reading.faults.remarks)


class _Rows:
    """One reading of a log, with what was odd in it."""

    def __init__(self, log: Ocel, item: str, limits: Limits) -> None:
        self.faults = Faults(limits, "ocel")
        self.told: tuple[Finding, ...] = ()
        self._log, self._limits, self._counted = log, limits, 0
        self._item = self._item_type(item)
        self._names = _names(log)
        self._ours = _ours(log)

    def _item_type(self, asked: str) -> str:
        types = ", ".join(self._log.types)[:400]
        if asked and asked not in self._log.types:
            raise UnreadableLog(fault("ocel.unknown_item_type", asked, asked=asked, types=types))
        found = [asked] if asked else _candidates(self._log)
        if not found and self._log.events:
            raise UnreadableLog(fault("ocel.no_item_type", "item", types=types))
        if len(found) > 1:
            others = ", ".join(found[1:])[:400]
            self.told = (note("ocel.item_type", found[0], type=found[0], others=others),)
        return found[0] if found else ""

    def rows(self) -> Iterator[Logged]:
        for place, event in enumerate(self._log.events):
            items = self._items(event)
            if not items:
                self.faults.count("ocel.event_without_item", event.id)
                continue
            if len(items) > 1:
                self.faults.count("ocel.event_of_many", event.id)
            ts_us = self._instant(event)
            seq = int(event.attributes["seq"]) if self._ours else place
            self._count(len(items))
            about = (event.type, *self._holders(event), self._kind(event))
            yield from (Logged(ts_us, seq, name, *about) for name in items)

    def _count(self, items: int) -> None:
        self._counted += items
        if self._counted > (limit := self._limits.entries):
            what = Words("事件（每个事项各计一次）", "events, one for each item")
            self.faults.stop("ocel.entries", "events", what=what, limit=limit)

    def _items(self, event: OcelEvent) -> list[str]:
        objects = self._log.objects
        return [
            self._names[name]
            for name in dict.fromkeys(each.object for each in event.relations)
            if objects[name] == self._item
        ]

    def _instant(self, event: OcelEvent) -> int:
        try:
            ts_us, zoned = from_instant(event.time)
        except (ValueError, OverflowError):
            self.faults.add("ocel.unreadable_date", event.id, text=event.time[:40])
            return 0
        if not zoned:
            self.faults.count("ocel.date_without_zone", event.id, zone="UTC")
        return ts_us

    def _holders(self, event: OcelEvent) -> list[str]:
        named: dict[str, dict[str, None]] = {role: {} for role in HOLDERS}
        for relation in event.relations:
            if role := self._role(relation):
                named[role][relation.object] = None
        for found in named.values():
            if len(found) > 1:
                self.faults.count("ocel.many_holders", event.id)
        return [self._names[next(iter(found))] if found else "" for found in named.values()]

    def _role(self, relation: Relation) -> str:
        kind = self._log.objects[relation.object]
        if kind == self._item:
            return ""
        return role_of(relation.qualifier) or role_of(kind)

    def _kind(self, event: OcelEvent) -> str:
        if self._ours:
            return event.attributes["kind"]
        return next((event.attributes[k] for k in TRANSITIONS if k in event.attributes), "").lower()


def _candidates(log: Ocel) -> list[str]:
    """The types that can be the item, the one to which most events refer first."""
    counts: Counter[str] = Counter()
    for event in log.events:
        counts.update(
            {
                log.objects[each.object]
                for each in event.relations
                if not role_of(each.qualifier) and not role_of(log.objects[each.object])
            }
        )
    places = {kind: place for place, kind in enumerate(log.types)}
    return sorted(counts, key=lambda kind: (-counts[kind], places[kind]))


def _names(log: Ocel) -> Mapping[str, str]:
    """What each object is called: its identifier, without its type where all of that type begin so."""
    plain = {kind for name, kind in log.objects.items() if not name.startswith(f"{kind}:")}
    return {
        name: name if kind in plain else name.removeprefix(f"{kind}:")
        for name, kind in log.objects.items()
    }


def _ours(log: Ocel) -> bool:
    """Whether every event says its place and its kind as logs written here do."""
    places = {event.attributes.get("seq", "") for event in log.events}
    return len(places) == len(log.events) and all(
        event.attributes.get("kind") in KINDS
        and event.attributes["seq"].removeprefix("-").isdecimal()
        and is_place(event.attributes["seq"])
        for event in log.events
    )
