"""Cells of the condition columns: from their text to a test, and whether a value passes it.

S-FEEL: DMN 1.5, 9.2 (simple unary tests). JDM: the same ends and spans, joined by commas, `and` and `or`;
a cell that speaks of the value (`$`) or is a condition by its form holds when the condition does.
Wherever all its values are constant a test becomes a plain set of values.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from remit.engines.tables.expressions import (
    SUBJECT,
    Among,
    Anything,
    Binary,
    Both,
    Bound,
    CellTest,
    Either,
    Expression,
    Holds,
    Name,
    Operator,
    Opposite,
    Point,
    Span,
    names_in,
)
from remit.engines.tables.functions import FEEL, JDM, Function
from remit.engines.tables.grammar import ENDS, Parser, is_condition, parser
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.operations import NoResult, compared, conjunction, disjunction
from remit.engines.tables.reckoning import constant
from remit.engines.tables.values import ORDERED, Value, key, kind_of

IT = Name(SUBJECT)
LIBRARIES: Mapping[Dialect, Mapping[str, Function]] = {Dialect.FEEL: FEEL, Dialect.JDM: JDM}
_JDM_CONDITIONS = frozenset({"some", "all", "contains"})


class _Condition(NamedTuple):
    """A test under construction: as a condition on the value, and as a set where it is one."""

    condition: Expression
    parts: tuple[Point | Span, ...] | None
    negated: bool = False


def parse_test(text: str, dialect: Dialect, names: Iterable[str] = ()) -> CellTest:
    """The test that a cell says; an empty cell tests nothing. Raises Unparsable.

    >>> parse_test("[1..5), 7", Dialect.FEEL).parts[1]
    Point(value=7)
    """
    written = " ".join(text.split())
    if written in ("", "-"):
        return Anything(written)
    parsing = parser(text, dialect, names)
    found = _negated(parsing) if _is_negation(parsing) else _alternatives(parsing, "")
    parsing.end()
    if found.parts is None:
        return Holds(found.condition, written)
    return Among(found.parts, written, found.negated)


def _is_negation(parsing: Parser) -> bool:
    feel = parsing.dialect is Dialect.FEEL
    return feel and parsing.sign() == "not" and parsing.sign(1) == "("


def _negated(parsing: Parser) -> _Condition:
    parsing.take()
    parsing.take()
    inner = _alternatives(parsing, ")")
    parsing.expect(")")
    return _Condition(Opposite(inner.condition), inner.parts, negated=True)


def _alternatives(parsing: Parser, closing: str) -> _Condition:
    found = [_choice(parsing)]
    while parsing.sign() != closing and parsing.skip(","):
        found.append(_choice(parsing))
    return _any_of(found)


def _choice(parsing: Parser) -> _Condition:
    """What stands between two commas: in JDM also several conditions joined by `and` and `or`."""
    found = [_conjunction(parsing)]
    while parsing.skip("or"):
        found.append(_conjunction(parsing))
    return _any_of(found)


def _any_of(found: list[_Condition]) -> _Condition:
    if len(found) == 1:
        return found[0]
    condition = Either(tuple(each.condition for each in found))
    parts: list[Point | Span] = []
    for each in found:
        if each.parts is None or each.negated:
            return _Condition(condition, None)
        parts += each.parts
    return _Condition(condition, tuple(parts))


def _conjunction(parsing: Parser) -> _Condition:
    found = [_simple(parsing)]
    while parsing.skip("and"):
        found.append(_simple(parsing))
    if len(found) == 1:
        return found[0]
    spans = [each.parts[0] for each in found if each.parts and not each.negated]
    condition = Both(tuple(each.condition for each in found))
    both = _overlap(spans) if len(spans) == len(found) else None
    return _Condition(condition, (both,) if both else None)


def _overlap(spans: list[Point | Span]) -> Span | None:
    """One span from several of one kind that are open on different sides."""
    lows = [span.low for span in spans if isinstance(span, Span) and span.low and not span.high]
    highs = [span.high for span in spans if isinstance(span, Span) and span.high and not span.low]
    if len(lows) != 1 or len(highs) != 1 or len(spans) != 2:
        return None
    same = kind_of(lows[0].value) is kind_of(highs[0].value)
    return Span(lows[0], highs[0]) if same else None


def _simple(parsing: Parser) -> _Condition:
    sign = parsing.sign()
    if sign in ENDS:
        parsing.take()
        return _end(parsing, Operator(sign), parsing.expression(_ABOVE_COMPARISON))
    if parsing.dialect is Dialect.JDM and sign in ("=", "!="):
        parsing.take()
        return _equal(parsing, parsing.expression(_ABOVE_COMPARISON), negated=sign == "!=")
    if parsing.dialect is Dialect.JDM and (
        sign == "in" or (sign, parsing.sign(1)) == ("not", "in")
    ):
        return _listed(parsing)
    if parsing.at_span():
        return _span(parsing)
    return _value(parsing, parsing.expression(_ABOVE_AND))


_ABOVE_AND, _ABOVE_COMPARISON = 2, 3


def _end(parsing: Parser, sign: Operator, end: Expression) -> _Condition:
    condition = Binary(sign, IT, end)
    bound = _bound(parsing, end, closed=sign in (Operator.AT_LEAST, Operator.AT_MOST))
    if not bound:
        return _Condition(condition, None)
    is_low = sign in (Operator.ABOVE, Operator.AT_LEAST)
    return _Condition(condition, (Span(bound, None) if is_low else Span(None, bound),))


def _bound(parsing: Parser, end: Expression, *, closed: bool) -> Bound | None:
    found = constant(end, LIBRARIES[parsing.dialect])
    if not found or kind_of(found.value) not in ORDERED:
        return None
    return Bound(found.value, closed)


def _span(parsing: Parser) -> _Condition:
    within = parsing.span(IT)
    low = _bound(parsing, within.low, closed=within.low_closed)
    high = _bound(parsing, within.high, closed=within.high_closed)
    if not low or not high or kind_of(low.value) is not kind_of(high.value):
        return _Condition(within, None)
    return _Condition(within, (Span(low, high),))


def _equal(parsing: Parser, value: Expression, *, negated: bool = False) -> _Condition:
    condition = Binary(Operator.UNEQUAL if negated else Operator.IN, IT, value)
    found = constant(value, LIBRARIES[parsing.dialect])
    if not found or isinstance(found.value, Mapping | tuple):
        return _Condition(condition, None)
    return _Condition(condition, (Point(found.value),), negated)


def _listed(parsing: Parser) -> _Condition:
    """JDM's `in [...]` and `not in [...]`."""
    negated = parsing.skip("not")
    parsing.take()
    if parsing.at_span():
        found = _span(parsing)
    else:
        found = _members(parsing, parsing.expression(_ABOVE_COMPARISON))
    condition = Opposite(found.condition) if negated else found.condition
    return _Condition(condition, found.parts, negated)


def _members(parsing: Parser, where: Expression) -> _Condition:
    found = constant(where, LIBRARIES[parsing.dialect])
    items = found.value if found and isinstance(found.value, tuple) else ()
    plain = bool(items) and not any(isinstance(item, Mapping | tuple) for item in items)
    parts = tuple(Point(item) for item in items) if plain else None
    return _Condition(Binary(Operator.IN, IT, where), parts)


def _value(parsing: Parser, value: Expression) -> _Condition:
    """A value to be equal to, or a condition."""
    called = getattr(value, "function", "")
    condition = is_condition(value) or (
        parsing.dialect is Dialect.JDM and called in _JDM_CONDITIONS
    )
    if condition or SUBJECT in names_in(value):
        return _Condition(value, None)
    return _equal(parsing, value)


def passes(test: Among, value: Value) -> bool:
    """Whether a known value is in the set."""
    found = disjunction(_contains(part, value) for part in test.parts)
    return (found is False) if test.negated else (found is True)


def _contains(part: Point | Span, value: Value) -> Value:
    if isinstance(part, Point):
        return key(part.value) == key(value)
    try:
        return conjunction(compared(sign, value, end) for sign, end in _sides(part))
    except NoResult:
        return None


def _sides(span: Span) -> Iterator[tuple[Operator, Value]]:
    if span.low:
        yield Operator.AT_LEAST if span.low.closed else Operator.ABOVE, span.low.value
    if span.high:
        yield Operator.AT_MOST if span.high.closed else Operator.BELOW, span.high.value
