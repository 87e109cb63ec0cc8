"""Events written as an object-centric log (OCEL 2.0), in JSON and as the tables of its SQLite form.

Each event refers to one object of type "item" and, where it names them, to one of each type "post",
"person" and "unit", with the type as the qualifier. The identifier of an object is its type, a
colon, and what it is called. Attributes of an event are its place in the log (`seq`) and its kind.
"""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remit.engines.eventlog.logged import HOLDERS, Logged, instant, writable

ITEM = "item"
ROLES = (ITEM, *HOLDERS)
EVENT_ATTRIBUTES = {"seq": "integer", "kind": "string"}
FORM = "OCEL"


def json_pieces(events: Iterable[Logged]) -> Iterator[str]:
    """The log in JSON, piece by piece, each event as it comes. Raises UnwritableLog."""
    objects: dict[str, str] = {}
    activities: dict[str, None] = {}
    yield '{"events": ['
    between = "\n"
    for place, event in enumerate(writable(events, FORM)):
        related = _related(event)
        objects.update((name, role) for role, name in related)
        activities[event.activity] = None
        yield between + _json(_as_json(place, event, related))
        between = ",\n"
    yield '\n],\n"objects": ['
    yield from _listed(
        {"id": name, "type": role, "attributes": []} for name, role in objects.items()
    )
    attributes = [{"name": name, "type": kind} for name, kind in EVENT_ATTRIBUTES.items()]
    yield '],\n"eventTypes": ['
    yield from _listed({"name": name, "attributes": attributes} for name in activities)
    yield '],\n"objectTypes": ['
    yield from _listed({"name": name, "attributes": []} for name in ROLES)
    yield "]}\n"


def _related(event: Logged) -> list[tuple[str, str]]:
    """Role and identifier of each object; the item even where it has no name."""
    named = {role: getattr(event, role) for role in ROLES}
    return [(role, f"{role}:{text}") for role, text in named.items() if text or role == ITEM]


def _as_json(place: int, event: Logged, related: list[tuple[str, str]]) -> dict[str, object]:
    return {
        "id": f"e{place}",
        "type": event.activity,
        "time": instant(event),
        "attributes": [
            {"name": "seq", "value": event.seq},
            {"name": "kind", "value": event.kind},
        ],
        "relationships": [{"objectId": name, "qualifier": role} for role, name in related],
    }


def _listed(values: Iterable[dict[str, object]]) -> Iterator[str]:
    between = "\n"
    for value in values:
        yield between + _json(value)
        between = ",\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class TableOf(NamedTuple):
    """A table of the relational form: its columns with their SQL types."""

    name: str
    columns: dict[str, str]


TEXT = "TEXT"
FIXED = (
    TableOf("event", {"ocel_id": TEXT, "ocel_type": TEXT}),
    TableOf("object", {"ocel_id": TEXT, "ocel_type": TEXT}),
    TableOf("event_map_type", {"ocel_type": TEXT, "ocel_type_map": TEXT}),
    TableOf("object_map_type", {"ocel_type": TEXT, "ocel_type_map": TEXT}),
    TableOf(
        "event_object", {"ocel_event_id": TEXT, "ocel_object_id": TEXT, "ocel_qualifier": TEXT}
    ),
    TableOf(
        "object_object", {"ocel_source_id": TEXT, "ocel_target_id": TEXT, "ocel_qualifier": TEXT}
    ),
)
"""The tables that every log has."""
OF_EVENTS = {"ocel_id": TEXT, "ocel_time": "TIMESTAMP", "seq": "INTEGER", "kind": TEXT}
OF_OBJECTS = {"ocel_id": TEXT, "ocel_time": "TIMESTAMP", "ocel_changed_field": TEXT}
TAKEN = ("object", "map_type")
"""What the name of a type may not become: `event_object` is a table of its own."""
Row = tuple[str | int, ...]


def tables(events: Iterable[Logged]) -> Iterator[TableOf | tuple[str, Row]]:
    """The relational form: each table before its first row, rows by the table's name.

    Raises UnwritableLog.
    """
    maps = _Maps()
    objects: dict[str, str] = {}
    yield from FIXED
    for role in ROLES:
        yield TableOf(f"object_{role}", OF_OBJECTS)
        yield "object_map_type", (role, role)
    for place, event in enumerate(writable(events, FORM)):
        if event.activity not in maps.known:
            map_ = maps.new(event.activity)
            yield TableOf(f"event_{map_}", OF_EVENTS)
            yield "event_map_type", (event.activity, map_)
        yield from _rows(f"e{place}", event, maps.known[event.activity])
        for role, name in _related(event):
            yield "event_object", (f"e{place}", name, role)
            if name not in objects:
                objects[name] = role
                yield "object", (name, role)
                yield f"object_{role}", (name, "1970-01-01T00:00:00Z", "")


def _rows(id: str, event: Logged, map_: str) -> Iterator[tuple[str, Row]]:
    yield "event", (id, event.activity)
    yield f"event_{map_}", (id, instant(event), event.seq, event.kind)


class _Maps:
    """The name of each type inside the names of tables: letters and digits, each once."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self._taken = set(TAKEN)

    def new(self, kind: str) -> str:
        """The name of a type not seen before; SQLite does not tell capital letters from small."""
        plain = "".join(letter for letter in kind if letter.isalnum())[:40] or "type"
        name, times = plain, 1
        while name.casefold() in self._taken:
            times += 1
            name = f"{plain}{times}"
        self._taken.add(name.casefold())
        self.known[kind] = name
        return name
