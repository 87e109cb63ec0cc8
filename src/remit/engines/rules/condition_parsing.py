"""Conditions as a lawyer writes them: facts and values, all, any, not, bounds."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from remit.engines.reading import Mapped, exact
from remit.engines.rules.conditions import Atom, Condition, Every, No, Some, Test, Value
from remit.engines.rules.facts import as_value, fits
from remit.engines.rules.names import Names
from remit.engines.rules.vocabulary import FactType, Term

_BOUNDS = tuple(test.value for test in Test if test is not Test.IN)


def read_condition(names: Names, raw: object, at: str) -> Condition:
    """A condition: a list or mapping means "all of these"; `always` has no condition."""
    if raw == "always":
        return True
    if isinstance(raw, str):
        return read_cell(names, raw, raw=True, at=at)
    if isinstance(raw, list):
        return Every(tuple(read_condition(names, part, f"{at}[{n}]") for n, part in enumerate(raw)))
    source = names.reading.mapping(raw, at)
    if not source:
        names.reading.missing(at, "fact / all / any / not")
    parts = tuple(_part(names, key, value, f"{at}.{key}") for key, value in source.items())
    return parts[0] if len(parts) == 1 else Every(parts)


def _part(names: Names, key: str, value: object, at: str) -> Condition:
    if key == "not":
        return No(read_condition(names, value, at))
    if key in ("all", "any"):
        listed = value if isinstance(value, list) else [value]
        parts = tuple(read_condition(names, part, f"{at}[{n}]") for n, part in enumerate(listed))
        return Every(parts) if key == "all" else Some(parts)
    return read_cell(names, key, raw=value, at=at)


def read_cell(names: Names, fact: str, *, raw: object, at: str) -> Condition:
    """One fact compared: with a value, a list of values, or bounds."""
    term = names.terms.get(fact)
    if term is None:
        names.reading.unknown(at, fact, [*names.terms, "all", "any", "not"])
        return False
    if isinstance(raw, Mapping):
        return _bounds(names, term, cast("Mapped", raw), at)
    listed = raw if isinstance(raw, list) else [raw]
    values = [_value(names, term, one, at) for one in listed]
    return Atom(fact, Test.IN, tuple(value for value in values if value is not None))


def _value(names: Names, term: Term, raw: object, at: str) -> Value | None:
    value = as_value(raw)
    if value is not None and fits(term, value):
        return value
    names.reading.unknown(at, str(raw), _allowed(term))
    return None


def _allowed(term: Term) -> Sequence[str]:
    if term.type is FactType.ENUM:
        return [code for code, _ in term.values]
    return ["true", "false"] if term.type is FactType.BOOL else ["0"]


def _bounds(names: Names, term: Term, source: Mapped, at: str) -> Condition:
    names.reading.only(source, _BOUNDS, at)
    if term.type is not FactType.NUMBER:
        names.reading.fault(
            "wrong_kind",
            at,
            f"“{term.id}”不是数字，不能与界限比较。",
            f"“{term.id}” is no number and cannot be compared with a bound.",
        )
    parts = [
        Atom(term.id, Test(key), (bound,))
        for key in source
        if key in _BOUNDS and (bound := _bound(names, source, key, at)) is not None
    ]
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _bound(names: Names, source: Mapped, key: str, at: str) -> Fraction | None:
    number = exact(source[key])
    if number is None:
        names.reading.number(source, key, at)
    return number
