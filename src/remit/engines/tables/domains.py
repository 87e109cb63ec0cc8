"""What one expression may come to, cut into cells at the values that the rows mention.

Idea: inside a cell every test gives the same answer, so one value stands for all of them, and a row
is known by the cells it takes. Columns that read the same expression share one domain. On an ordered
line the cells are the mentioned values and the gaps between them; a gap without a value (between two
neighbouring days) is none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, cast

from remit.engines.tables.celltests import passes
from remit.engines.tables.expressions import Among, CellTest, Point, Span
from remit.engines.tables.values import ORDERED, TYPES, Kind, Months, Value, kind_of, number

OUTSIDE = -1
Locate = Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Domain:
    """The cells of one expression: a value of each, and where any value lies.

    `allowed` has a bit for each cell that may occur. `locate` finds the cell by the value's type;
    a value of another kind lies OUTSIDE. `lines` gives, by kind, the first cell and the examples of
    all its cells, on ordered lines in their order.
    """

    examples: tuple[Value, ...]
    allowed: int
    locate: Mapping[type, Locate]
    lines: Mapping[Kind, tuple[int, list[Any]]]

    def cell(self, value: Value) -> int:
        """The number of the cell in which a known value lies, or OUTSIDE."""
        locate = self.locate.get(type(value))
        return locate(value) if locate else OUTSIDE

    def cells(self, test: Among) -> int:
        """The cells whose values pass, a bit for each."""
        if test.negated:
            passing = (n for n, value in enumerate(self.examples) if passes(test, value))
            return sum(1 << n for n in passing)
        found = 0
        for part in test.parts:
            found |= self._span(part) if isinstance(part, Span) else self._point(part)
        return found

    def _point(self, point: Point) -> int:
        cell = self.cell(point.value)
        return 1 << cell if cell != OUTSIDE else 0

    def _span(self, span: Span) -> int:
        first, values = self.lines.get(kind_of(span.ends[0]), (0, []))
        low, high = 0, len(values)
        if span.low:
            side = bisect_left if span.low.closed else bisect_right
            low = side(values, span.low.value)
        if span.high:
            side = bisect_right if span.high.closed else bisect_left
            high = side(values, span.high.value)
        return ((1 << high) - (1 << low)) << first if low < high else 0


def domain(
    tests: Iterable[CellTest], kind: Kind | None, allowed: CellTest, *, optional: bool
) -> Domain:
    """The domain that these tests cut; of one `kind` if it is declared, and possibly null."""
    sets = [test for test in (*tests, allowed) if isinstance(test, Among)]
    cuts, ordered = _cuts(sets)
    kinds = dict.fromkeys([kind] if kind else cuts)
    if optional or Kind.NULL in cuts:
        kinds[Kind.NULL] = None
    examples: list[Value] = []
    locate: dict[type, Locate] = {}
    lines: dict[Kind, tuple[int, list[Any]]] = {}
    for each in kinds:
        line, values = _line(each, cuts.get(each, set()), len(examples), ordered=each in ordered)
        lines[each] = (len(examples), values)
        examples += values
        locate |= line
    inside = sum(1 << n for n, value in enumerate(examples) if _allows(allowed, value))
    return Domain(tuple(examples), inside, locate, lines)


def _allows(allowed: CellTest, value: Value) -> bool:
    return value is None or not isinstance(allowed, Among) or passes(allowed, value)


def _cuts(sets: Iterable[Among]) -> tuple[dict[Kind, set[Value]], set[Kind]]:
    """The values that are mentioned, by kind, and the kinds in which some are ends of spans."""
    cuts: dict[Kind, set[Value]] = {}
    ordered: set[Kind] = set()
    for part in (part for test in sets for part in test.parts):
        ends = [part.value] if isinstance(part, Point) else part.ends
        for end in ends:
            cuts.setdefault(kind_of(end), set()).add(end)
        if isinstance(part, Span):
            ordered.update(kind_of(end) for end in ends)
    return cuts, ordered


def _line(
    kind: Kind, cuts: set[Value], first: int, *, ordered: bool
) -> tuple[dict[type, Locate], list[Value]]:
    """The cells of one kind, numbered from `first`: how a value finds its own, and an example of each."""
    if kind is Kind.NULL:
        return {type(None): lambda _: first}, [None]
    if kind is Kind.BOOLEAN:
        return {bool: lambda value: first + value}, [False, True]
    if kind is Kind.STRING and not ordered:
        return _texts(cast("set[str]", cuts), first)
    if kind in ORDERED:
        return _ordered(kind, sorted(cast("set[Any]", cuts)), first)
    return {}, []


def _texts(cuts: set[str], first: int) -> tuple[dict[type, Locate], list[Value]]:
    """The mentioned texts, and one cell for all others."""
    texts = sorted(cuts)
    numbers = {text: first + n for n, text in enumerate(texts)}
    other = first + len(texts)
    return {str: lambda value: numbers.get(value, other)}, [*texts, _other_text(cuts)]


def _other_text(cuts: set[str]) -> str:
    candidate, count = "other", 1
    while candidate in cuts:
        count += 1
        candidate = f"other {count}"
    return candidate


def _ordered(kind: Kind, cuts: list[Any], first: int) -> tuple[dict[type, Locate], list[Value]]:
    """Gap, value, gap, value, ..., gap; gaps without a value are left out."""
    examples: list[Value] = []
    numbers: list[int] = []
    for place in range(2 * len(cuts) + 1):
        low = cuts[place // 2 - 1] if place > 1 else None
        high = cuts[place // 2] if place // 2 < len(cuts) else None
        found = high if place % 2 else _between(kind, low, high)
        numbers.append(first + len(examples) if found is not None else OUTSIDE)
        examples += [] if found is None else [found]

    def locate(value: Any) -> int:
        place = bisect_left(cuts, value)
        return numbers[2 * place + (place < len(cuts) and cuts[place] == value)]

    return dict.fromkeys(TYPES[kind], locate), examples


def _between(kind: Kind, low: Any, high: Any) -> Value:
    """A value between two others, where there is one; None stands for no end."""
    match kind:
        case Kind.NUMBER:
            return _number_between(low, high)
        case Kind.STRING:
            return _text_between(low, high)
        case Kind.MONTHS:
            found = _whole_between(low and low.count, high and high.count)
            return None if found is None else Months(found)
    return _moment_between(kind, low, high)


def _number_between(low: Any, high: Any) -> Value:
    if low is None or high is None:
        return _whole_between(low, high)
    if low // 1 + 1 < high:
        return int(low // 1 + 1)
    return number(Fraction(low + high) / 2)


def _whole_between(low: Any, high: Any) -> int | None:
    if low is None:
        return 0 if high is None or high > 0 else int(high // 1 - 1)
    found = int(low // 1 + 1)
    return found if high is None or found < high else None


def _text_between(low: Any, high: Any) -> str | None:
    """A text after `low` and before `high`, in the order of code points; a readable one if possible."""
    start = low or ""
    if low is None and high is None:
        return "other"
    if low is None:
        return "" if high else None
    for end in ("0", "\0"):
        if high is None or start + end < high:
            return str(start + end)
    return None


_MIDDLES: Mapping[Kind, Any] = {
    Kind.DATE: date(2026, 1, 1),
    Kind.INSTANT: datetime(2026, 1, 1),  # noqa: DTZ001 - values carry no time zone
    Kind.DURATION: timedelta(),
}
_DAY, _SECOND, _FINEST = timedelta(days=1), timedelta(seconds=1), timedelta(microseconds=1)


def _moment_between(kind: Kind, low: Any, high: Any) -> Value:
    if kind is Kind.TIME:
        return _time_between(low, high)
    if low is None and high is None:
        return cast("Value", _MIDDLES[kind])
    for step in (_DAY,) if kind is Kind.DATE else (_DAY, _SECOND, _FINEST):
        try:
            found = high - step if low is None else low + step
        except OverflowError:
            continue
        if low is None or high is None or found < high:
            return cast("Value", found)
    return None


def _time_between(low: time | None, high: time | None) -> time | None:
    if low is None:
        return None if high == time.min else time.min
    start = datetime.combine(_MIDDLES[Kind.DATE], low)
    for later in (start + _SECOND, start + _FINEST):
        if later.date() == start.date() and (high is None or later.time() < high):
            return later.time()
    return None
