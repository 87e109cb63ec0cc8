"""Many cases as columns: one whole number per case and fact.

Idea: the rules of a pack tell only some answers to a fact apart. A column holds, for every case, the
place of its answer among those `cells`, or OPEN where nobody knows the answer or it is contested.
Numbers are cut at the bounds that the rules name: below the first bound, exactly at it, between it
and the next, and so on, so that a place stands for all numbers that no rule tells apart. Cases may
be cut for several packs at once, and are then judged under each of them without being read again.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import cast

import numpy as np
from numpy.typing import NDArray

from remit.engines.reading import Reading
from remit.engines.rules.cells import cells
from remit.engines.rules.conditions import Value, atoms
from remit.engines.rules.facts import Fact, FactsRefused, FactStatus, as_value
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.vocabulary import FactType, Term

OPEN = -1
MOST_FAULTS = 50
Codes = NDArray[np.int32]
Given = Fact | Value | int | None


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """`size` cases; a fact without a column is open in all of them.

    `columns` give for every case the place of its answer in `cells` of that fact, or OPEN. Raises
    FactsRefused where a column has another length or a place that does not exist.
    """

    size: int
    columns: Mapping[str, Codes]
    cells: Mapping[str, tuple[Value, ...]]

    def __post_init__(self) -> None:
        reading = Reading("cases")
        for fact, column in self.columns.items():
            if len(column) != self.size:
                _wrong_length(reading, fact, len(column), self.size)
            elif self.size and not _within(column, len(self.cells.get(fact, ()))):
                _no_such_cell(reading, fact)
        if reading.findings:
            raise FactsRefused(*reading.findings)

    def fact_values(self, case: int) -> dict[str, Value]:
        """The known answers of one case, numbers by one that the rules treat alike."""
        return {
            fact: self.cells[fact][column[case]]
            for fact, column in self.columns.items()
            if column[case] != OPEN
        }

    def some(self, chosen: NDArray[np.intp]) -> "Cases":
        """The chosen cases, in the order of their numbers."""
        picked = {fact: column[chosen] for fact, column in self.columns.items()}
        return Cases(len(chosen), picked, self.cells)


def cases_of(pack: Pack, rows: Sequence[Mapping[str, Given]], *others: Pack) -> Cases:
    """The rows as columns, cut finely enough for the pack and the `others`.

    A row states facts by value or with their proof (`Fact`); what it does not state is open. Raises
    FactsRefused with the faults of all rows, at most fifty.
    """
    reading, terms = Reading("cases"), _terms((pack, *others))
    cut = {fact: cells_of(term, (pack, *others)) for fact, term in terms.items()}
    readers = {fact: _reader(term, cut[fact]) for fact, term in terms.items()}
    columns = {fact: np.full(len(rows), OPEN, dtype=np.int32) for fact in terms}
    for number, row in enumerate(rows):
        for fact, given in row.items():
            if fact not in readers:
                reading.unknown(f"[{number}]", fact, terms)
            elif (code := readers[fact](given)) is None:
                _impossible(reading, f"[{number}].{fact}", given)
            else:
                columns[fact][number] = code
        if len(reading.findings) >= MOST_FAULTS:
            break
    if reading.findings:
        raise FactsRefused(*reading.findings)
    return Cases(len(rows), columns, cut)


def cells_of(term: Term, packs: Sequence[Pack]) -> tuple[Value, ...]:
    """One value for each answer to a fact that some rule of the packs can tell apart."""
    rules = [rule for pack in packs for rule in pack.rules]
    return tuple(cell.value for cell in cells(term, rules))


def number_column(cut: Sequence[Value], numbers: NDArray[np.int64]) -> Codes:
    """The places of whole numbers among the cells of a fact, exactly.

    >>> number_column((Fraction(4), Fraction(5), Fraction(6)), np.array([3, 5, 9])).tolist()
    [0, 1, 2]
    """
    bounds = [bound for bound in cut[1::2] if isinstance(bound, Fraction)]
    if not bounds:
        return np.zeros(len(numbers), dtype=np.int32)
    whole = lcm(*(bound.denominator for bound in bounds))
    marks = np.array([int(bound * whole) for bound in bounds], dtype=np.int64)
    given = numbers * whole if whole > 1 else numbers
    below = np.searchsorted(marks, given).astype(np.int32)
    reached = np.append(marks, marks[-1])[below] == given
    places: Codes = 2 * below + reached
    return places


def bounds_of(fact: str, rules: Sequence[Rule]) -> frozenset[Fraction]:
    """The numbers at which the rules cut a fact."""
    return frozenset(
        value
        for rule in rules
        for atom in atoms(rule.condition)
        if atom.fact == fact
        for value in atom.values
        if isinstance(value, Fraction)
    )


def _terms(packs: Sequence[Pack]) -> dict[str, Term]:
    """The facts of all packs; where several know a fact, its answers are put together."""
    found: dict[str, Term] = {}
    for term in (term for pack in packs for term in pack.vocabulary):
        known = found.get(term.id)
        found[term.id] = term if known is None else _joined(known, term)
    return found


def _joined(first: Term, second: Term) -> Term:
    if first.type is not second.type:
        reading = Reading("cases")
        reading.fault(
            "fact_of_two_kinds",
            first.id,
            f"事实“{first.id}”在两个规则包中类型不同。请先统一类型，再作比较。",
            f"The fact “{first.id}” has another type in each pack. Make the types agree, then "
            "compare.",
        )
        raise FactsRefused(*reading.findings)
    values = dict((*second.values, *first.values))
    ordered = dict.fromkeys(code for code, _ in (*first.values, *second.values))
    return Term(
        first.id, first.type, first.question, tuple((code, values[code]) for code in ordered)
    )


def _reader(term: Term, cut: tuple[Value, ...]) -> Callable[[Given], int | None]:
    """From what a row says to its place; None for what cannot be."""
    place = _number_place(cut) if term.type is FactType.NUMBER else _code_place(cut)

    def read(given: Given) -> int | None:
        known = _heard(term, given) if isinstance(given, Fact) else given
        return OPEN if known is None else place(known)

    return read


def _heard(term: Term, fact: Fact) -> Value | None:
    """The value to reckon with; what somebody asserted who may not assert it is open."""
    unheard = fact.status is FactStatus.ASSERTED and not term.heeds(fact.party)
    return None if unheard else fact.known


def _code_place(cut: tuple[Value, ...]) -> Callable[[Value | int], int | None]:
    kind, places = type(cut[0]), {value: place for place, value in enumerate(cut)}
    return lambda value: places.get(value) if type(value) is kind else None


def _number_place(cut: tuple[Value, ...]) -> Callable[[Value | int], int | None]:
    bounds = cast("Sequence[Fraction]", cut[1::2])

    def place(value: Value | int) -> int | None:
        number = value if isinstance(value, Fraction) else as_value(value)
        if not isinstance(number, Fraction):
            return None
        below = bisect_left(bounds, number)
        return 2 * below + (below < len(bounds) and bounds[below] == number)

    return place


def _within(column: Codes, cells: int) -> bool:
    return bool(column.min() >= OPEN and column.max() < cells)


def _wrong_length(reading: Reading, fact: str, length: int, size: int) -> None:
    reading.fault(
        "wrong_length",
        fact,
        f"事实“{fact}”这一列有{length}个值，而案件有{size}件。请补齐或者删去多余的值。",
        f"The column of “{fact}” has {length} values for {size} cases. Give one for each case.",
    )


def _no_such_cell(reading: Reading, fact: str) -> None:
    reading.fault(
        "no_such_cell",
        fact,
        f"事实“{fact}”这一列含有没有对应取值的编号。请按该事实的取值重新编号；未查明的写 {OPEN}。",
        f"The column of “{fact}” holds a place that none of its answers has. Number the answers "
        f"anew, and write {OPEN} where the answer is open.",
    )


def _impossible(reading: Reading, where: str, given: object) -> None:
    value = given.value if isinstance(given, Fact) else given
    reading.fault(
        "impossible_value",
        where,
        f"这项事实不能是“{value}”。请按规则包的词汇表填写。",
        f"This fact cannot be “{value}”. Use an answer that the pack's vocabulary knows.",
    )
