"""One table applied: which rows apply, why the others do not, and what comes out.

With unknown inputs the rows that may apply are not taken one by one: for each case that is left open,
the rows that apply in it together are found from the cells, and the hit policy is asked in each. So a
result is unknown only if two cases differ, and then it says for which facts. No possible result is left
out; one that is impossible may be kept where two inputs depend on one fact in different ways.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from remit.engines.findings import Finding, error, warning
from remit.engines.tables.compiled import (
    CompiledTable,
    Fate,
    Passed,
    Read,
    RowProof,
    is_allowed,
    numbers_in,
    passed,
)
from remit.engines.tables.domains import OUTSIDE
from remit.engines.tables.hits import Settled, settle
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.model import HitPolicy
from remit.engines.tables.reckoning import Run, Scope
from remit.engines.tables.values import Unknown, Value, blend, distinct, key, kind_of, show

MOST_SITUATIONS = 20_000


class Step(NamedTuple):
    """One decision as it was reckoned.

    For a table `inputs` are the values of its columns and `rows` says of every row why it applied or
    not. `possible` are all results left open, none twice; empty where they are too many to list.
    `part` says on which element of a list a step of JDM worked.
    """

    decision: str
    value: Value
    inputs: tuple[Value, ...] = ()
    rows: tuple[RowProof, ...] = ()
    possible: tuple[Value, ...] = ()
    part: str = ""


class _Sorted(NamedTuple):
    """The rows that apply for sure and those that may, with the proofs of all others."""

    sure: int
    maybe: int
    proofs: list[RowProof]
    passed: list[Passed]


def apply_table(ready: CompiledTable, scope: Scope, part: str = "") -> Step:
    """The table applied to what the scope holds; its findings go to the scope."""
    scope.subject = None
    values = [read.code(scope) for read in ready.reads]
    cells = [read.domain.cell(value) for read, value in zip(ready.reads, values, strict=True)]
    inputs = tuple([values[column.read] for column in ready.columns])
    if fault := _refused(ready, values, cells):
        scope.findings.extend(fault)
        return Step(ready.name, Unknown(frozenset({ready.name})), inputs, (), (), part)
    if ready.by_cells and OUTSIDE not in cells:
        settled, rows = _by_cells(ready, tuple(cells))
    else:
        found = _sorted(ready, scope, inputs)
        if found.sure != found.maybe:
            return _with_open_rows(ready, scope, inputs, values, found, part)
        settled = settle(ready, found.sure, scope)
        rows = _finished(ready, found.proofs, found.sure, settled)
    if settled.findings:
        scope.findings.extend(settled.findings)
    return Step(ready.name, settled.value, inputs, rows, (settled.value,), part)


@lru_cache(maxsize=16_384)
def _by_cells(ready: CompiledTable, cells: tuple[int, ...]) -> tuple[Settled, tuple[RowProof, ...]]:
    """What the table comes to in these cells, all known, and what became of its rows."""
    rows = ready.all_rows
    proofs = list(ready.applied)
    for column in ready.columns:
        mask = column.masks[cells[column.read]]
        for row in numbers_in(rows & ~mask):
            proofs[row] = column.missed[row]
        rows &= mask
    settled = settle(ready, rows, Scope({}))
    return settled, _finished(ready, proofs, rows, settled)


def _refused(ready: CompiledTable, values: list[Value], cells: list[int]) -> list[Finding]:
    return [
        _not_allowed(ready, read, value)
        for read, value, cell in zip(ready.reads, values, cells, strict=True)
        if not is_allowed(read, value, cell)
    ]


def _not_allowed(ready: CompiledTable, read: Read, value: Value) -> Finding:
    name, told = read.input.name, show(value)
    allowed = getattr(read.input.allowed, "written", "") or read.input.kind or ""
    return error(
        "tables.not_allowed",
        f"{ready.name}: {name}",
        f"“{name}”的值 {told}（{kind_of(value).value}）不在允许范围（{allowed}）。请更正。",
        f"The value {told} ({kind_of(value).value}) of “{name}” is not allowed ({allowed})."
        " Correct it.",
    )


def _sorted(ready: CompiledTable, scope: Scope, inputs: tuple[Value, ...]) -> _Sorted:
    sure = maybe = ready.all_rows
    proofs = list(ready.applied)
    through: list[Passed] = []
    for column, value in zip(ready.columns, inputs, strict=True):
        found = passed(column, ready.reads[column.read].domain, value, scope, maybe)
        dropped = maybe & ~found.maybe
        for row in numbers_in(dropped):
            proofs[row] = column.missed[row]
        maybe ^= dropped
        sure &= found.sure
        through.append(found)
    return _Sorted(sure, maybe, proofs, through)


def _finished(
    ready: CompiledTable, proofs: list[RowProof], rows: int, settled: Settled
) -> tuple[RowProof, ...]:
    """The proofs of all rows, those marked that apply without counting."""
    for row in numbers_in(rows & ~settled.counted):
        fate = Fate.FAULTY if settled.faulty >> row & 1 else Fate.OUTRANKED
        proofs[row] = RowProof(ready.table.rows[row].id, fate)
    return tuple(proofs)


def _with_open_rows(
    ready: CompiledTable,
    scope: Scope,
    inputs: tuple[Value, ...],
    values: list[Value],
    found: _Sorted,
    part: str,
) -> Step:
    for row in numbers_in(found.maybe & ~found.sure):
        found.proofs[row] = _open_proof(ready, found, row)
    try:
        cases = _Cases.of(ready, scope, values, found)
        facts = cases.deciding()
    except _TooMany:
        return _too_many(ready, scope, inputs, found, part)
    results = cases.results()
    scope.findings.extend(results[0].findings if len(results) == 1 else _possibly(results))
    possible = distinct(settled.value for settled in results)
    jdm = ready.table.dialect is Dialect.JDM
    value = blend(({} if jdm and each is None else each for each in possible), facts)
    return Step(ready.name, value, inputs, tuple(found.proofs), possible, part)


def _open_proof(ready: CompiledTable, found: _Sorted, row: int) -> RowProof:
    """The first input of an open row that is missing."""
    number = next(n for n, through in enumerate(found.passed) if not through.sure >> row & 1)
    missed = ready.columns[number].missed[row]
    return missed._replace(fate=Fate.OPEN, facts=found.passed[number].facts)


def _possibly(results: Iterable[Settled]) -> list[Finding]:
    """What would be found in some of the cases, each finding once."""
    found = {finding.message: finding for settled in results for finding in settled.findings}
    return [
        warning(
            f"{f.id}_possibly", f.subject, f"可能出现：{f.message.zh}", f"Possibly: {f.message.en}"
        )
        for f in found.values()
    ]


def _too_many(
    ready: CompiledTable, scope: Scope, inputs: tuple[Value, ...], found: _Sorted, part: str
) -> Step:
    facts = frozenset().union(*(through.facts for through in found.passed))
    scope.findings.append(
        warning(
            "tables.too_open",
            ready.name,
            f"未知的事实过多，“{ready.name}”的可能结果无法一一列出。请先查明部分事实。",
            f"Too much is unknown to list the possible results of “{ready.name}”."
            " Settle some facts first.",
        )
    )
    return Step(ready.name, Unknown(facts), inputs, tuple(found.proofs), (), part)


class _TooMany(Exception):
    """More situations than can be gone through."""


class _Choice(NamedTuple):
    """Something left open: the sets of rows it may let through, and the facts it waits for."""

    ways: frozenset[int]
    facts: frozenset[str]


class _Cases(NamedTuple):
    """The cases that unknown inputs leave open: what comes out for each set of rows that may apply."""

    base: int
    choices: list[_Choice]
    settled: Mapping[int, Settled]

    @classmethod
    def of(
        cls, ready: CompiledTable, scope: Scope, values: list[Value], found: _Sorted
    ) -> "_Cases":
        """All cases; raises _TooMany."""
        choices = [
            _Choice(ready.joint(number, value), value.facts)
            for number, value in enumerate(values)
            if isinstance(value, Unknown)
        ]
        choices += _conditions(ready, found)
        base = found.maybe
        if ready.table.hit_policy is HitPolicy.FIRST and found.sure:
            base &= ((found.sure & -found.sure) << 1) - 1
        situations = sorted(_combined(base, choices))
        return cls(base, choices, {rows: _supposed(ready, rows, scope) for rows in situations})

    def results(self) -> list[Settled]:
        """What may come out, each result once."""
        return list({_label(settled): settled for settled in self.settled.values()}.values())

    def deciding(self) -> frozenset[str]:
        """The facts on which the result depends; raises _TooMany."""
        labels = {rows: _label(settled) for rows, settled in self.settled.items()}
        facts: frozenset[str] = frozenset()
        for number, choice in enumerate(self.choices):
            others = _combined(self.base, self.choices[:number] + self.choices[number + 1 :])
            if len(others) * len(choice.ways) > MOST_SITUATIONS:
                raise _TooMany
            if any(len({labels[rows & way] for way in choice.ways}) > 1 for rows in others):
                facts |= choice.facts
        return facts


def _supposed(ready: CompiledTable, rows: int, scope: Scope) -> Settled:
    """What would come out if exactly these rows applied."""
    run = Run(scope.run.left)
    settled = settle(ready, rows, Scope(scope.names, whole=scope.whole, run=run))
    scope.run.left = run.left
    return settled._replace(findings=(*run.findings, *settled.findings))


def _label(settled: Settled) -> object:
    return key(settled.value), settled.findings


def _conditions(ready: CompiledTable, found: _Sorted) -> list[_Choice]:
    """Each condition that is open by itself: its row is let through or not."""
    choices = []
    for column, through in zip(ready.columns, found.passed, strict=True):
        for bit, _ in column.conditions:
            if bit & found.maybe and not bit & through.sure:
                choices.append(_Choice(frozenset({-1, ~bit}), through.facts))
    return choices


def _combined(base: int, choices: Iterable[_Choice]) -> frozenset[int]:
    reached = {base}
    for choice in choices:
        if len(reached) * len(choice.ways) > MOST_SITUATIONS:
            raise _TooMany
        reached = {rows & way for rows in reached for way in choice.ways}
    return frozenset(reached)
