"""Conditions over facts, with unknown as a value of its own.

Idea: a condition is simplified by one fact after the other. What is left is True, False, or a
shorter condition over facts that are still open: strong Kleene logic, and the base of the exact
search over open facts in `search`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

Value = bool | str | Fraction


class Test(StrEnum):
    """How a fact is compared."""

    __test__ = False

    IN = "in"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Atom:
    """One fact compared: with a list of allowed values, or with a bound."""

    fact: str
    test: Test
    values: tuple[Value, ...]

    def holds(self, value: Value) -> bool:
        """Whether the fact, having this value, passes."""
        if self.test is Test.IN:
            return value in self.values and any(
                type(value) is type(v) and value == v for v in self.values
            )
        bound = self.values[0]
        if not isinstance(value, Fraction) or not isinstance(bound, Fraction):
            return False
        return _COMPARED[self.test](value, bound)


_COMPARED: Mapping[Test, Callable[[Fraction, Fraction], bool]] = {
    Test.ABOVE: lambda value, bound: value > bound,
    Test.AT_LEAST: lambda value, bound: value >= bound,
    Test.BELOW: lambda value, bound: value < bound,
    Test.AT_MOST: lambda value, bound: value <= bound,
}


@dataclass(frozen=True, slots=True)
class Every:
    """True when every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """True when at least one part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class No:
    """True when the part is not."""

    part: "Condition"


Condition = Atom | Every | Some | No | bool


def atoms(condition: Condition) -> Iterator[Atom]:
    """Every comparison in a condition, in the order written."""
    match condition:
        case Atom():
            yield condition
        case Every(parts) | Some(parts):
            for part in parts:
                yield from atoms(part)
        case No(part):
            yield from atoms(part)


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition asks for, each once."""
    return tuple(dict.fromkeys(atom.fact for atom in atoms(condition)))


@lru_cache(maxsize=65_536, typed=True)
def given(condition: Condition, fact: str, value: Value) -> Condition:
    """The condition once the fact has the value.

    >>> both = Every((Atom("a", Test.IN, (True,)), Atom("b", Test.IN, (True,))))
    >>> given(both, "a", False), given(both, "a", True)
    (False, Atom(fact='b', test=<Test.IN: 'in'>, values=(True,)))
    """
    match condition:
        case Atom():
            return condition.holds(value) if condition.fact == fact else condition
        case Every(parts):
            return _every(tuple(given(part, fact, value) for part in parts))
        case Some(parts):
            return _some(tuple(given(part, fact, value) for part in parts))
        case No(part):
            inner = given(part, fact, value)
            return not inner if isinstance(inner, bool) else No(inner)
    return condition


def given_all(condition: Condition, values: Mapping[str, Value]) -> Condition:
    """The condition once all these facts are known."""
    for fact in facts_of(condition):
        if fact in values:
            condition = given(condition, fact, values[fact])
    return condition if atoms_left(condition) else _folded(condition)


def atoms_left(condition: Condition) -> bool:
    """Whether anything is still open."""
    return next(atoms(condition), None) is not None


def _folded(condition: Condition) -> Condition:
    match condition:
        case Every(parts):
            return _every(tuple(_folded(part) for part in parts))
        case Some(parts):
            return _some(tuple(_folded(part) for part in parts))
        case No(part):
            inner = _folded(part)
            return not inner if isinstance(inner, bool) else No(inner)
    return condition


def _every(parts: tuple[Condition, ...]) -> Condition:
    if any(part is False for part in parts):
        return False
    left = tuple(part for part in parts if part is not True)
    if not left:
        return True
    return left[0] if len(left) == 1 else Every(left)


def _some(parts: tuple[Condition, ...]) -> Condition:
    if any(part is True for part in parts):
        return True
    left = tuple(part for part in parts if part is not False)
    if not left:
        return False
    return left[0] if len(left) == 1 else Some(left)


Truth = Callable[[Mapping[str, Value]], bool | None]


def truth(condition: Condition) -> Truth:
    """A function that says how the condition comes out for some known facts, or None.

    Strong Kleene logic: "b or not b" is None while b is open. Made once, it is asked many times.

    >>> asked = truth(Some((Atom("a", Test.IN, (True,)), Atom("b", Test.IN, (True,)))))
    >>> asked({"a": True}), asked({"a": False}), asked({"a": False, "b": False})
    (True, None, False)
    """
    match condition:
        case Atom():
            return _truth_of_atom(condition)
        case Every(parts):
            return _all_of(tuple(truth(part) for part in parts))
        case Some(parts):
            return _any_of(tuple(truth(part) for part in parts))
        case No(part):
            inner = truth(part)
            return lambda known: None if (said := inner(known)) is None else not said
    always = bool(condition)
    return lambda _known: always


def _truth_of_atom(atom: Atom) -> Truth:
    fact, holds = atom.fact, atom.holds
    if atom.test is Test.IN and all(isinstance(value, str) for value in atom.values):
        allowed = frozenset(atom.values)
        return lambda known: None if (value := known.get(fact)) is None else value in allowed
    return lambda known: None if (value := known.get(fact)) is None else holds(value)


def _all_of(parts: tuple[Truth, ...]) -> Truth:
    def asked(known: Mapping[str, Value]) -> bool | None:
        result: bool | None = True
        for part in parts:
            said = part(known)
            if said is False:
                return False
            if said is None:
                result = None
        return result

    return asked


def _any_of(parts: tuple[Truth, ...]) -> Truth:
    def asked(known: Mapping[str, Value]) -> bool | None:
        result: bool | None = False
        for part in parts:
            said = part(known)
            if said:
                return True
            if said is None:
                result = None
        return result

    return asked


def support(condition: Condition, values: Mapping[str, Value], *, wanted: bool) -> tuple[str, ...]:
    """The facts that make a decided condition come out as `wanted`, in the order written.

    Where one part suffices the first such part is given; where all are needed, all.
    """
    match condition:
        case Atom(fact):
            return (fact,)
        case No(part):
            return support(part, values, wanted=not wanted)
        case Every(parts) | Some(parts):
            decisive = [part for part in parts if given_all(part, values) is wanted]
            if isinstance(condition, Every) is not wanted:
                decisive = decisive[:1]
            found = (fact for part in decisive for fact in support(part, values, wanted=wanted))
            return tuple(dict.fromkeys(found))
    return ()
