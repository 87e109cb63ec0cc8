"""The facts of a case held against what the model declares, before anything is decided."""

import difflib
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from remit.engines.findings import Finding, Refusal, error
from remit.engines.tables.celltests import passes
from remit.engines.tables.expressions import Among
from remit.engines.tables.model import ANY, ANYTHING, ItemType, Model
from remit.engines.tables.values import (
    MOST_DEPTH,
    PLAIN,
    TYPES,
    Kind,
    NoValue,
    Unknown,
    Value,
    as_value,
    kind_of,
    show,
)


class FactsRefused(Refusal):
    """Facts that the model does not know, or of a wrong kind."""


def stated(model: Model, facts: Mapping[str, object]) -> dict[str, Value]:
    """The facts as values, unknown ones named; raises FactsRefused with all faults."""
    faults: list[Finding] = []
    found: dict[str, Value] = {}
    for name, raw in facts.items():
        if type(raw) in PLAIN:
            found[name] = cast("Value", raw)
            continue
        try:
            found[name] = labelled(as_value(raw), name)
        except NoValue as fault:
            faults.append(_no_value(name, fault))
    faults += _undeclared(model, found) + _misfits(model, found)
    if faults:
        raise FactsRefused(*faults)
    return found


def labelled(value: Value, place: str) -> Value:
    """The value with each nameless unknown in it named by its place."""
    if isinstance(value, Unknown):
        return value if value.facts else Unknown(frozenset({place}), value.among)
    if isinstance(value, Mapping):
        return {name: labelled(item, f"{place}.{name}") for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(labelled(item, f"{place}[{n}]") for n, item in enumerate(value, 1))
    return value


def _no_value(name: str, fault: NoValue) -> Finding:
    return error(
        "tables.no_value",
        name,
        f"“{name}”的值无法使用（{fault}）。请改正。",
        f"The value of “{name}” cannot be used ({fault}). Correct it.",
    )


def _undeclared(model: Model, facts: Mapping[str, Value]) -> list[Finding]:
    if model.declared is None or facts.keys() <= model.declared.keys():
        return []
    return [
        unknown_name("tables.unknown_fact", name, name, model.declared)
        for name in facts
        if name not in model.declared
    ]


def unknown_name(id: str, place: str, name: str, known: Mapping[str, object]) -> Finding:
    """The finding that a name is not known, with the nearest that is."""
    near = difflib.get_close_matches(name, list(known), n=1)
    zh, en = (f"是否指“{near[0]}”？", f" Did you mean “{near[0]}”?") if near else ("", "")
    return error(
        id,
        place,
        f"不认识“{name}”。{zh}请改正或先定义。",
        f"“{name}” is not known.{en} Correct it, or define it first.",
    )


def _misfits(model: Model, facts: Mapping[str, Value]) -> list[Finding]:
    faults: list[Finding] = []
    for name, types in _quick(model):
        if name in facts and type(facts[name]) not in types:
            _look(model, (model.declared or {})[name], name, facts[name], faults, 0)
    return faults


@lru_cache(maxsize=64)
def _quick(model: Model) -> tuple[tuple[str, frozenset[type]], ...]:
    """For each declared fact the types whose values need no further look."""
    found = []
    for name, type_name in (model.declared or {}).items():
        item = model.types.get(type_name, ANY)
        kinds: tuple[Kind, ...] = ()
        if item.kind and item.allowed == ANYTHING and not item.is_list:
            kinds = (item.kind, Kind.NULL, Kind.UNKNOWN)
        if type_name:
            found.append((name, frozenset(each for kind in kinds for each in TYPES[kind])))
    return tuple(found)


def _is_allowed(item: ItemType, value: Value) -> bool:
    return not isinstance(item.allowed, Among) or passes(item.allowed, value)


def _look(
    model: Model, type_name: str, place: str, value: Value, faults: list[Finding], depth: int
) -> None:
    """Notes what in the value, at any depth, is not as its type says."""
    item = model.types.get(type_name, ANY)
    if value is None or isinstance(value, Unknown) or depth > MOST_DEPTH:
        return
    if item.is_list and isinstance(value, tuple):
        for number, element in enumerate(value, 1):
            _look_at_one(model, item, f"{place}[{number}]", element, faults, depth + 1)
    else:
        _look_at_one(model, item, place, value, faults, depth)


def _look_at_one(
    model: Model, item: ItemType, place: str, value: Value, faults: list[Finding], depth: int
) -> None:
    if value is None or isinstance(value, Unknown):
        return
    wanted = Kind.CONTEXT if item.components else item.kind
    if wanted and kind_of(value) is not wanted:
        faults.append(_wrong(place, value, wanted.value))
    elif not _is_allowed(item, value):
        faults.append(_wrong(place, value, getattr(item.allowed, "written", "")))
    elif item.components and isinstance(value, Mapping):
        for name, type_name in item.components:
            if name in value:
                _look(model, type_name, f"{place}.{name}", value[name], faults, depth + 1)


def _wrong(place: str, value: Value, wanted: str) -> Finding:
    told = show(value)
    return error(
        "tables.wrong_fact",
        place,
        f"“{place}”的值 {told} 不符合要求（{wanted}）。请更正。",
        f"The value {told} of “{place}” is not as declared ({wanted}). Correct it.",
    )
