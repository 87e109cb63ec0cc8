"""OCEL 2.0 in JSON, read whole and within limits.

Four arrays: `eventTypes`, `objectTypes`, `events`, `objects`. The types only declare attributes and
are not needed to understand an event, so that they may be missing; what is kept of an object is its
type.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NoReturn

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import SURROGATE, whole
from remit.engines.eventlog.ocel import Gathering, Ocel, OcelEvent, Relation
from remit.engines.eventlog.unpacking import Readable
from remit.engines.words import Words

ARRAY, MAPPING = Words("数组", "an array"), Words("对象", "an object")
TEXT, PLAIN = Words("文本", "a text"), Words("单个值", "a plain value")
SHELLS, SHELL = 8, Words("对象和数组", "objects and arrays")
"""Events, objects, attributes and relations for each event that is allowed."""
Where = tuple[str | int, ...]
"""The path of a value in the document; put into words only where something is wrong."""
FIRST_EDITION = ("ocel:events", "ocel:objects", "ocel:global-log")


def from_json(stream: Readable, limits: Limits = SANE) -> Ocel:
    """The log in a stream of JSON. Raises UnreadableLog with all faults."""
    document = _parsed(whole(stream, limits), limits)
    return _Json(limits).log(document)


def _parsed(content: bytes, limits: Limits) -> object:
    # Each takes many times its two bytes once it is built.
    if content.count(b"{") + content.count(b"[") > SHELLS * limits.entries:
        _refuse("ocel.entries", what=SHELL, limit=SHELLS * limits.entries)

    def number(text: str) -> int | float:
        if len(text) > limits.digits:
            _refuse("ocel.digits", limit=limits.digits)
        return float(text) if not text.lstrip("-").isdigit() else int(text)

    try:
        return json.loads(
            content,
            parse_int=number,
            parse_float=number,
            parse_constant=lambda text: _refuse("ocel.not_a_number", text=text),
            object_pairs_hook=_once,
        )
    except RecursionError:
        _refuse("ocel.depth")
    except UnicodeDecodeError as garbled:
        _refuse("ocel.not_json", reason=f"{garbled.reason}, byte {garbled.start}")
    except json.JSONDecodeError as broken:
        _refuse("ocel.not_json", reason=f"{broken.msg}, {broken.lineno}:{broken.colno}")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        _refuse("ocel.doubled_key", text=name[:80])
    return found


def _refuse(id: str, **facts: object) -> NoReturn:
    raise UnreadableLog(fault(id, "JSON", **facts))


class _Json:
    """The document walked; `where` is the path to a value in it."""

    def __init__(self, limits: Limits) -> None:
        self._gathering = Gathering(limits)
        self._faults = self._gathering.faults

    def log(self, document: object) -> Ocel:
        top = self._mapping(document, ("$",))
        self._check_parts(top)
        for where, written in self._each(top, "objects", ()):
            name, kind = (self._text(written, key, where) for key in ("id", "type"))
            self._gathering.object(name, kind)
        for where, written in self._each(top, "events", ()):
            self._gathering.event(self._event(written, where))
        return self._gathering.log()

    def _check_parts(self, top: Mapping[str, object]) -> None:
        if any(name in top for name in FIRST_EDITION):
            self._faults.stop("ocel.version_1", "$")
        for part in ("events", "objects"):
            if part not in top:
                self._faults.add("ocel.missing_part", "$", part=part)
        self._faults.refuse_if_any()

    def _event(self, written: Mapping[str, object], where: Where) -> OcelEvent:
        name, kind, time = (self._text(written, key, where) for key in ("id", "type", "time"))
        attributes = {
            self._text(each, "name", inside): self._value(each.get("value"), inside)
            for inside, each in self._each(written, "attributes", where)
        }
        relations = tuple(
            Relation(self._text(each, "objectId", inside), self._qualifier(each, inside))
            for inside, each in self._each(written, "relationships", where)
        )
        return OcelEvent(name, kind, time, attributes, relations)

    def _each(
        self, holder: Mapping[str, object], key: str, where: Where
    ) -> Iterator[tuple[Where, Mapping[str, object]]]:
        """Each object of the array under a key, none where there is no such key."""
        value = holder.get(key, [])
        if not isinstance(value, list):
            self._wrong((*where, key), ARRAY)
            return
        for place, each in enumerate(value):
            inside = (*where, key, place)
            yield inside, self._mapping(each, inside)

    def _mapping(self, value: object, where: Where) -> Mapping[str, object]:
        if isinstance(value, dict):
            return value
        self._wrong(where, MAPPING)
        return {}

    def _qualifier(self, written: Mapping[str, object], where: Where) -> str:
        return self._text(written, "qualifier", where) if "qualifier" in written else ""

    def _text(self, holder: Mapping[str, object], key: str, where: Where) -> str:
        value = holder.get(key)
        # Half a character, as JSON can escape it, is no text: it could never be shown or written.
        if isinstance(value, str) and (value.isascii() or not SURROGATE.search(value)):
            return value
        self._wrong((*where, key), TEXT)
        return ""

    def _value(self, value: object, where: Where) -> str:
        if isinstance(value, str):
            return self._text({"value": value}, "value", where)
        if isinstance(value, dict | list):
            self._wrong(where, PLAIN)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else str(value)

    def _wrong(self, where: Where, expected: Words) -> None:
        self._faults.add("ocel.wrong_kind", _path(where), expected=expected)


def _path(where: Where) -> str:
    """The path to a value as people write it.

    >>> _path(("events", 3, "id"))
    'events[3].id'
    """
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return "".join(steps).removeprefix(".")
