"""Expressions turned into closures, once, so that each decision only calls them.

A closure takes a scope and returns a value. A name that nobody has stated is unknown, or, where the
caller has said that the facts are whole, null. Where an operation has no result, null is returned and
the scope keeps a finding with the place.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from remit.engines.findings import Finding, warning
from remit.engines.tables.expressions import (
    COMPARISONS,
    ELEMENT,
    SUBJECT,
    Binary,
    Both,
    Called,
    Either,
    Expression,
    Literal,
    Member,
    Name,
    Negative,
    Operator,
    Opposite,
    Within,
    inside,
    parts_of,
    path,
)
from remit.engines.tables.functions import EACH, Function, applied
from remit.engines.tables.operations import (
    NoResult,
    arithmetic,
    compared,
    conjunction,
    disjunction,
    equal,
    negation,
)
from remit.engines.tables.values import Unknown, Value, kind_of

NO_RESULT = "tables.no_result"
MOST_TURNS = 1_000_000


class Run:
    """What all scopes of one decision share: the findings, and how much may still be reckoned."""

    __slots__ = ("findings", "left")

    def __init__(self, left: int = MOST_TURNS) -> None:
        """`left`: how many turns of loops and calls may still be taken."""
        self.findings: list[Finding] = []
        self.left = left

    def spend(self, turns: int) -> None:
        """Takes turns of loops and calls from what is left; raises NoResult when nothing is."""
        self.left -= turns
        if self.left < 0:
            raise NoResult(
                "循环和函数调用的次数过多。", "There are too many turns of loops and calls."
            )


class Scope:
    """What can be seen while one decision is reckoned, and what was found on the way."""

    __slots__ = ("element", "findings", "names", "run", "subject", "whole")

    def __init__(
        self, names: Mapping[str, Value], *, whole: bool = False, run: Run | None = None
    ) -> None:
        """`whole`: the names are all that can be said; what is not among them is null."""
        self.names = names
        self.whole = whole
        self.subject: Value = None
        self.element: Value = None
        self.run = run or Run()
        self.findings = self.run.findings

    def missing(self, name: str) -> Value:
        """What stands for a name that nobody has stated."""
        return None if self.whole else Unknown(frozenset({name}))

    def note(self, place: str, fault: NoResult) -> None:
        """Keeps that an operation had no result."""
        self.findings.append(
            warning(
                NO_RESULT,
                place,
                f"{fault.zh}结果为空值。请更正数值或表达式。",
                f"{fault.en} The result is null. Correct the value or the expression.",
            )
        )


Code = Callable[[Scope], Value]


class Defined(NamedTuple):
    """A function that a model defines: its parameters, and its body once that is compiled."""

    parameters: tuple[str, ...]
    body: Code


class Compiler(NamedTuple):
    """Turns expressions into closures; `place` goes into findings."""

    place: str
    library: Mapping[str, Function]
    defined: Mapping[str, Defined]

    def code(self, expression: Expression) -> Code:
        """The closure that reckons the expression."""
        match expression:
            case Literal(value):
                return lambda _: value
            case Name(name):
                return _reading(name)
            case Member():
                return self._member(expression)
            case Called(function, arguments):
                return self._called(function, arguments)
            case Binary(operator, left, right):
                return self._binary(operator, left, right)
        return self._logic(expression)

    def _logic(self, expression: Expression) -> Code:
        """The closure of and, or, not, sign, span or list."""
        match expression:
            case Both(parts):
                codes = self._codes(parts)
                return lambda scope: conjunction(code(scope) for code in codes)
            case Either(parts):
                codes = self._codes(parts)
                return lambda scope: disjunction(code(scope) for code in codes)
            case Opposite(part):
                inner = self.code(part)
                return lambda scope: negation(inner(scope))
            case Negative(part):
                inner = self.code(part)
                return self._guarded(lambda scope: arithmetic(Operator.MINUS, 0, inner(scope)))
            case Within():
                return self._within(expression)
        codes = self._codes(parts_of(expression))
        return lambda scope: tuple([code(scope) for code in codes])

    def _codes(self, parts: tuple[Expression, ...]) -> list[Code]:
        return [self.code(part) for part in parts]

    def _guarded(self, code: Code) -> Code:
        place = self.place

        def guarded(scope: Scope) -> Value:
            try:
                return code(scope)
            except NoResult as fault:
                scope.note(place, fault)
                return None

        return guarded

    def _member(self, expression: Member) -> Code:
        whole, name = self.code(expression.of), expression.name
        place, above = path(expression), path(expression.of)

        def member(scope: Scope) -> Value:
            of = whole(scope)
            if isinstance(of, Mapping):
                return of[name] if name in of else scope.missing(place or name)
            if of is None:
                return None
            if isinstance(of, Unknown):
                return Unknown(frozenset({place}) if of.facts == {above} else of.facts)
            kind = kind_of(of).value
            raise NoResult(f"{kind} 没有“{name}”。", f"A {kind} has no “{name}”.")

        return self._guarded(member)

    def _binary(self, sign: Operator, left: Expression, right: Expression) -> Code:
        one, other = self.code(left), self.code(right)
        match sign:
            case Operator.EQUAL:
                return lambda scope: equal(one(scope), other(scope))
            case Operator.UNEQUAL:
                return lambda scope: negation(equal(one(scope), other(scope)))
            case Operator.IN:
                return lambda scope: _in(one(scope), other(scope))
        way = compared if sign in COMPARISONS else arithmetic
        return self._guarded(lambda scope: way(sign, one(scope), other(scope)))

    def _within(self, expression: Within) -> Code:
        part, low, high = self._codes((expression.part, expression.low, expression.high))
        above = Operator.AT_LEAST if expression.low_closed else Operator.ABOVE
        below = Operator.AT_MOST if expression.high_closed else Operator.BELOW

        def within(scope: Scope) -> Value:
            value = part(scope)
            ends = (compared(above, value, low(scope)), compared(below, value, high(scope)))
            return conjunction(ends)

        return self._guarded(within)

    def _called(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        if name in self.defined:
            return self._defined(self.defined[name], arguments)
        if name in EACH:
            return self._guarded(_each(name, *self._codes(arguments)))
        if name not in self.library:
            return self._guarded(_no_function(name))
        function, codes = self.library[name], self._codes(arguments)
        return self._guarded(lambda scope: applied(function, tuple(code(scope) for code in codes)))

    def _defined(self, function: Defined, arguments: tuple[Expression, ...]) -> Code:
        codes = self._codes(arguments)

        def called(scope: Scope) -> Value:
            scope.run.spend(1)
            values = [code(scope) for code in codes]
            names = dict(zip(function.parameters, values, strict=True))
            return function.body(Scope(names, whole=scope.whole, run=scope.run))

        return self._guarded(called)


def _reading(name: str) -> Code:
    if name == SUBJECT:
        return lambda scope: scope.subject
    if name == ELEMENT:
        return lambda scope: scope.element

    def reading(scope: Scope) -> Value:
        try:
            return scope.names[name]
        except KeyError:
            return scope.missing(name)

    return reading


def _no_function(name: str) -> Code:
    def no_function(_: Scope) -> Value:
        raise NoResult(f"不认识函数 {name}()。", f"The function {name}() is not known.")

    return no_function


def _in(item: Value, where: Value) -> Value:
    """Whether a list holds the item; what is no list holds only itself."""
    if isinstance(where, tuple):
        return disjunction(equal(item, other) for other in where)
    return equal(item, where)


def _each(name: str, source: Code, condition: Code) -> Code:
    """One of JDM's functions that look at every element of a list."""

    def each(scope: Scope) -> Value:
        items = source(scope)
        if isinstance(items, Unknown):
            return Unknown(items.facts)
        if not isinstance(items, tuple):
            kind = kind_of(items).value
            raise NoResult(f"{name}() 不能用于：{kind}。", f"{name}() needs a list, no {kind}.")
        scope.run.spend(len(items))
        around = scope.element
        found: list[Value] = []
        for scope.element in items:
            found.append(condition(scope))
        scope.element = around
        return _gathered(name, items, found)

    return each


def _gathered(name: str, items: tuple[Value, ...], found: list[Value]) -> Value:
    if name == "some":
        return disjunction(found)
    if name == "all":
        return conjunction(found)
    if name == "map":
        return tuple(found)
    facts = [each.facts for each in found if isinstance(each, Unknown)]
    if facts:
        return Unknown(frozenset().union(*facts))
    return tuple(item for item, holds in zip(items, found, strict=True) if holds is True)


def constant(expression: Expression, library: Mapping[str, Function]) -> Literal | None:
    """The value of an expression that depends on nothing; None if it does, or has no result."""
    for part in inside(expression):
        if isinstance(part, Name) or (isinstance(part, Called) and part.function not in library):
            return None
    scope = Scope({})
    value = Compiler("", library, {}).code(expression)(scope)
    return None if scope.findings else Literal(value)
