"""Hit policies: what a table comes to when certain rows apply (DMN 1.5, 8.2.8 to 8.2.11).

UNIQUE never lets the first of several rows win, ANY never one of several different results, and
PRIORITY never one of several equally ranked: the table then has no answer, a finding names all the
rows, and what depends on it waits for this decision.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from remit.engines.findings import Finding, error, warning
from remit.engines.tables.compiled import CompiledTable, numbers_in
from remit.engines.tables.expressions import Operator
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.model import HitPolicy
from remit.engines.tables.operations import NoResult, arithmetic, compared
from remit.engines.tables.reckoning import Code, Scope
from remit.engines.tables.values import Unknown, Value, distinct, key, show, waiting_for

SOURCE = "DMN 1.5, 8.2.8"
RowValues = tuple[Value, ...]


class Settled(NamedTuple):
    """What came out: the value, the rows that count, those whose outputs failed, and findings."""

    value: Value
    counted: int
    faulty: int = 0
    findings: tuple[Finding, ...] = ()


class _Hits(NamedTuple):
    """The rows that apply, with their outputs."""

    ready: CompiledTable
    rows: list[int]
    values: list[RowValues]
    faulty: int

    @property
    def all(self) -> int:
        return sum(1 << row for row in self.rows)

    def shaped(self, place: int) -> Value:
        return shaped(self.ready, self.ready.outputs[self.rows[place]], self.values[place])

    def chosen(self, place: int) -> Settled:
        """One row counts, and all that come to the same."""
        if len(self.rows) == 1:
            return Settled(self.shaped(0), 1 << self.rows[0], self.faulty)
        wanted = key(self.values[place])
        pairs = zip(self.rows, self.values, strict=True)
        same = sum(1 << row for row, values in pairs if key(values) == wanted)
        return Settled(self.shaped(place), same, self.faulty)


def settle(ready: CompiledTable, rows: int, scope: Scope) -> Settled:
    """What the table comes to when exactly these rows apply."""
    policy = ready.table.hit_policy
    hits = _hits(ready, rows, scope, first_only=policy is HitPolicy.FIRST)
    if not hits.rows:
        return _nothing(ready, scope, hits.faulty)
    if policy in _COMPARING and hits.rows[1:] and (open_ := waiting_for(*hits.values)):
        return Settled(open_, hits.all, hits.faulty)
    return _SETTLED[policy](hits)


def _hits(ready: CompiledTable, rows: int, scope: Scope, *, first_only: bool) -> _Hits:
    """The rows with their outputs. In JDM a row whose output cannot be reckoned does not apply."""
    found: list[int] = []
    values: list[RowValues] = []
    faulty = 0
    for row in numbers_in(rows):
        noted = len(scope.findings)
        outputs = ready.fixed[row] or _reckoned(ready.outputs[row], scope)
        if len(scope.findings) > noted and ready.table.dialect is Dialect.JDM:
            faulty |= 1 << row
            continue
        found.append(row)
        values.append(outputs)
        if first_only:
            break
    return _Hits(ready, found, values, faulty)


def _reckoned(codes: Sequence[Code | None], scope: Scope) -> RowValues:
    return tuple([None if code is None else code(scope) for code in codes])


def shaped(ready: CompiledTable, codes: Sequence[Code | None], values: RowValues) -> Value:
    """The outputs as one value: in DMN a context if there are several, in JDM always, along paths.

    In JDM an empty cell (no code) writes nothing.
    """
    outputs = ready.table.outputs
    if ready.table.dialect is Dialect.JDM:
        written = zip(outputs, codes, values, strict=True)
        return at_paths([(output.name, value) for output, code, value in written if code])
    if len(values) == 1:
        return values[0]
    return {output.name: value for output, value in zip(outputs, values, strict=True)}


def at_paths(entries: Sequence[tuple[str, Value]]) -> Value:
    """A context with the values at their dotted paths.

    >>> at_paths([("a.b", 1), ("a.c", 2), ("d", None)])
    {'a': {'b': 1, 'c': 2}, 'd': None}
    """
    found: dict[str, Value] = {}
    for path, value in entries:
        *above, last = path.split(".")
        context = found
        for name in above:
            inner = context.get(name)
            inner = dict(inner) if isinstance(inner, Mapping) else {}
            context[name] = inner
            context = inner
        context[last] = value
    return found


def _nothing(ready: CompiledTable, scope: Scope, faulty: int) -> Settled:
    """No row applies: the default if there is one, an empty list or count, or null with a finding."""
    if any(ready.defaults):
        values = _reckoned(ready.defaults, scope)
        return Settled(shaped(ready, ready.defaults, values), 0, faulty)
    policy = ready.table.hit_policy
    if policy.is_list:
        return Settled((), 0, faulty)
    if policy is HitPolicy.COUNT:
        return Settled(0, 0, faulty)
    found = warning(
        "tables.no_row",
        ready.name,
        f"“{ready.name}”中没有适用的行，结果为空。请补充一行或默认值。",
        f"No row of “{ready.name}” applies; the result is empty. Add a row or a default.",
        SOURCE,
    )
    return Settled(None, 0, faulty, (found,))


def _no_answer(hits: _Hits, id: str, zh: str, en: str) -> Settled:
    name = hits.ready.name
    found = error(id, name, zh, en, SOURCE)
    return Settled(Unknown(frozenset({name})), hits.all, hits.faulty, (found,))


def _named(hits: _Hits, rows: Sequence[int]) -> str:
    return ", ".join(hits.ready.table.rows[row].id for row in rows)


def _unique(hits: _Hits) -> Settled:
    if len(hits.rows) == 1:
        return hits.chosen(0)
    rows, name = _named(hits, hits.rows), hits.ready.name
    return _no_answer(
        hits,
        "tables.not_unique",
        f"“{name}”要求只有一行适用，但这些行同时适用：{rows}。请修改条件或命中策略。",
        f"Only one row of “{name}” may apply, but these do: {rows}. Change tests or hit policy.",
    )


def _any(hits: _Hits) -> Settled:
    if len(distinct(tuple(values) for values in hits.values)) == 1:
        return hits.chosen(0)
    rows, name = _named(hits, hits.rows), hits.ready.name
    return _no_answer(
        hits,
        "tables.not_alike",
        f"“{name}”中这些行同时适用而结果不同：{rows}。请使其一致或修改命中策略。",
        f"These rows of “{name}” apply with different results: {rows}. Make them agree.",
    )


def _ranks(hits: _Hits) -> list[tuple[int, ...]] | None:
    """The rank of each row's outputs, smaller first; None where an output has none."""
    rankings = [[key(value) for value in output.ranking] for output in hits.ready.table.outputs]
    try:
        return [
            tuple(r.index(key(v)) for r, v in zip(rankings, values, strict=True) if r)
            for values in hits.values
        ]
    except ValueError:
        return None


def _unranked(hits: _Hits) -> Settled:
    name = hits.ready.name
    return _no_answer(
        hits,
        "tables.no_rank",
        f"“{name}”有输出值不在输出值列表中，无法确定优先次序。请补上。",
        f"An output of “{name}” is not in its list of output values and has no rank. Add it.",
    )


def _priority(hits: _Hits) -> Settled:
    ranks = _ranks(hits)
    if ranks is None:
        return _unranked(hits)
    best = min(ranks)
    ahead = [place for place, rank in enumerate(ranks) if rank == best]
    if len(distinct(tuple(hits.values[place]) for place in ahead)) == 1:
        return hits.chosen(ahead[0])
    rows, name = _named(hits, [hits.rows[place] for place in ahead]), hits.ready.name
    return _no_answer(
        hits,
        "tables.not_ranked",
        f"“{name}”中这些行优先次序相同而结果不同：{rows}。请补充输出值的次序。",
        f"These rows of “{name}” rank alike with different results: {rows}. Rank their outputs.",
    )


def _first(hits: _Hits) -> Settled:
    return Settled(hits.shaped(0), 1 << hits.rows[0], hits.faulty)


def _in_order(hits: _Hits) -> Settled:
    values = tuple(hits.shaped(place) for place in range(len(hits.rows)))
    return Settled(values, hits.all, hits.faulty)


def _output_order(hits: _Hits) -> Settled:
    ranks = _ranks(hits)
    if ranks is None:
        return _unranked(hits)
    places = sorted(range(len(ranks)), key=lambda place: ranks[place])
    return Settled(tuple(hits.shaped(place) for place in places), hits.all, hits.faulty)


def _count(hits: _Hits) -> Settled:
    return Settled(len(hits.rows), hits.all, hits.faulty)


def _folded(join: Callable[[Value, Value], Value]) -> Callable[[_Hits], Settled]:
    """A policy that joins all outputs, two by two."""

    def folded(hits: _Hits) -> Settled:
        values = [hits.shaped(place) for place in range(len(hits.rows))]
        try:
            return Settled(reduce(join, values), hits.all, hits.faulty)
        except NoResult as fault:
            told = ", ".join(map(show, values))
            return _no_answer(
                hits,
                "tables.not_collected",
                f"无法汇总这些结果（{told}）：{fault.zh}",
                f"These results cannot be collected ({told}): {fault.en}",
            )

    return folded


def _nearer(sign: Operator) -> Callable[[Value, Value], Value]:
    def nearer(one: Value, other: Value) -> Value:
        found = compared(sign, other, one)
        if found is None:
            raise NoResult("空值不能比较大小。", "Null has no order.")
        return other if found else one

    return nearer


_COMPARING = frozenset(
    {
        HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER, HitPolicy.LEAST,
        HitPolicy.GREATEST,
    }
)  # fmt: skip
"""The policies that hold outputs against one another, which cannot be done with unknown ones."""
_SETTLED: Mapping[HitPolicy, Callable[[_Hits], Settled]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.ANY: _any,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.FIRST: _first,
    HitPolicy.RULE_ORDER: _in_order,
    HitPolicy.OUTPUT_ORDER: _output_order,
    HitPolicy.COLLECT: _in_order,
    HitPolicy.SUM: _folded(lambda one, other: arithmetic(Operator.PLUS, one, other)),
    HitPolicy.LEAST: _folded(_nearer(Operator.BELOW)),
    HitPolicy.GREATEST: _folded(_nearer(Operator.ABOVE)),
    HitPolicy.COUNT: _count,
}
