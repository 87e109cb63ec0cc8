"""A second engine for rule packs, by answer-set programming: what `determine` says is held against it.

A pack becomes a logic program once: facts choose one of their cells, conditions hold or do not, rules
fire, a rule stands unless a standing rule overrides it, and the range of measures follows from the
effects of those that stand. A case fixes the known facts by assumptions; the answer sets, seen only in
the result, are the results that are possible. Nothing of the engine's evaluation is used, only the pack's
values. Stable models: Gelfond and Lifschitz (1988); projection: Gebser, Kaufmann and Schaub (2009).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import clingo

from remit.engines.rules import EffectKind, FactType, Pack, Rule
from remit.engines.rules.conditions import Atom, Every, No, Some, Test

Value = bool | str | Fraction

LOGIC = """
1 { has(F, C) : cell(F, C) } 1 :- fact(F).

holds(N) :- passes(N, F, C), has(F, C).
holds(N) :- every(N), holds(M) : part(N, M).
holds(N) :- some(N), part(N, M), holds(M).
holds(N) :- no(N), part(N, M), not holds(M).

fires(R) :- rule(R, N), holds(N).
beaten(R) :- overrides(O, R), stands(O).
stands(R) :- fires(R), not beaten(R).

given(K, M, L, H) :- effect(R, K, M, L, H), stands(R).

banded :- given(band, _, _, _).
exempt :- banded, given(exempt, shall, _, _).
status(no_basis) :- not banded.
status(exempt) :- exempt.
measured :- banded, not exempt.
clash :- measured, not concurrence, given(band, _, L, H), given(band, _, X, Y), (L, H) != (X, Y).
status(conflict) :- clash.
status(measure) :- measured, not clash.

end(band, low, X) :- measured, not clash, X = #max { L : given(band, _, L, _) }.
end(band, low, X) :- clash, X = #min { L : given(band, _, L, _) }.
end(band, high, X) :- measured, X = #max { H : given(band, _, _, H) }.

steps(Way, M, X) :- way(Way), modality(M), X = #max { 0; S : given(shift, M, Way, S) }.
end(milder, E, Y) :- end(band, E, X), steps(down, shall, S), stepped(X, -S, Y).
end(shifted, E, Y) :- end(milder, E, X), steps(up, shall, S), stepped(X, S, Y).
end(wide, low, Y) :- end(shifted, low, X), steps(down, may, S), stepped(X, -S, Y).
end(wide, high, Y) :- end(shifted, high, X), steps(up, may, S), stepped(X, S, Y).
end(open, low, 0) :- measured, given(exempt, may, _, _).
end(open, low, X) :- end(wide, low, X), not given(exempt, may, _, _).
end(open, high, X) :- end(wide, high, X).
capped(X) :- X = #min { H : given(cap, _, _, H) }, X != #sup.
result(E, X) :- end(open, E, Y), capped(C), X = #min { C; Y }.
result(E, X) :- end(open, E, X), not capped(_).
result(low, 0) :- not measured.
result(high, 0) :- not measured.

lean(L, M) :- measured, given(lean, M, L, _).
beside(H, shall) :- measured, given(concur, shall, _, H).
beside(H, may) :- measured, given(concur, may, _, H), not given(concur, shall, _, H).

way(down). way(up). modality(may). modality(shall).
"""
RESULTS = """
#project status/1. #project result/2. #project lean/2. #project beside/2.
#show status/1. #show result/2. #show lean/2. #show beside/2.
"""


class Result(NamedTuple):
    """One possible result: status, the ends of the range, leanings, and measures beside it."""

    status: str
    low: str
    high: str
    leanings: frozenset[str]
    beside: frozenset[tuple[str, str]]


class SecondEngine:
    """A pack's rules of one day as a logic program, ready for cases."""

    def __init__(self, pack: Pack, act_on: date) -> None:
        self.pack, self.day = pack, act_on
        self.rules = [rule for rule in pack.rules if _in_force(rule, act_on)]
        self.cells = {term.id: _cells(pack, self.rules, term.id) for term in pack.vocabulary}
        self.nodes: dict[object, int] = {}
        self.program = LOGIC + "\n".join(self._program())
        self.control = _grounded(self.program + RESULTS, "--project")

    def results(self, known: Mapping[str, Value]) -> frozenset[Result]:
        """Every result that is possible, whatever the facts are that are not known."""
        assumed = [(self._has(f, value), True) for f, value in known.items() if self.cells[f]]
        with self.control.solve(yield_=True, assumptions=assumed) as models:
            return frozenset(self._result(model) for model in models)

    def standing(self) -> frozenset[str]:
        """The rules that stand in some case, by name: what is true in at least one answer set."""
        control = _grounded(self.program + "#show stands/1.", "--enum-mode=brave")
        with control.solve(yield_=True) as models:
            found = [model.symbols(shown=True) for model in models]
        return frozenset(symbol.arguments[0].string for symbol in found[-1])

    @cached_property
    def quiet(self) -> dict[str, Value]:
        """For each fact that is asked for the answer that satisfies fewest comparisons."""
        found = {}
        atoms = [atom for rule in self.rules for atom in _atoms(rule.condition)]
        for fact, values in self.cells.items():
            asking = [atom for atom in atoms if atom.fact == fact]
            if values:
                found[fact] = min(values, key=lambda v: sum(passes(a, v) for a in asking))
        return found

    def _has(self, fact: str, value: Value) -> clingo.Symbol:
        kept = self.cells[fact]
        cell = _place(kept, value) if isinstance(value, Fraction) else kept.index(value)
        return clingo.Function("has", [clingo.String(fact), clingo.Number(cell)])

    def _result(self, model: clingo.Model) -> Result:
        ends: dict[str, str] = {}
        status, leanings, beside = "", set(), set()
        for symbol in model.symbols(shown=True):
            first, *rest = symbol.arguments
            if symbol.name == "status":
                status = first.name
            elif symbol.name == "result":
                ends[first.name] = self.pack.ladder[rest[0].number].code
            elif symbol.name == "lean":
                leanings.add(f"{first.name} {rest[0].name}")
            else:
                beside.add((self.pack.ladder[first.number].code, rest[0].name))
        return Result(status, ends["low"], ends["high"], frozenset(leanings), frozenset(beside))

    def _program(self) -> Iterator[str]:
        for fact, kept in self.cells.items():
            if kept:
                yield f"fact({quoted(fact)})."
                yield from (f"cell({quoted(fact)}, {cell})." for cell in range(len(kept)))
        for rule in self.rules:
            yield f"rule({quoted(rule.id)}, {self._node(rule.condition)})."
            yield from _effects(rule)
            for other in self.rules:
                if {other.id, other.label} & set(rule.overrides):
                    yield f"overrides({quoted(rule.id)}, {quoted(other.id)})."
        yield from self._conditions()
        yield from _ladder(self.pack)
        if self.pack.concurrence is not None:
            yield "concurrence."

    def _node(self, condition: object) -> int:
        """The number of a condition; its parts are numbered too."""
        if condition not in self.nodes:
            self.nodes[condition] = len(self.nodes)
            for part in _parts(condition):
                self._node(part)
        return self.nodes[condition]

    def _conditions(self) -> Iterator[str]:
        for condition, number in self.nodes.items():
            if isinstance(condition, Atom):
                for cell, value in enumerate(self.cells[condition.fact]):
                    if passes(condition, value):
                        yield f"passes({number}, {quoted(condition.fact)}, {cell})."
                continue
            every = condition is True or isinstance(condition, Every)
            yield f"{'no' if isinstance(condition, No) else 'every' if every else 'some'}({number})."
            for part in _parts(condition):
                yield f"part({number}, {self.nodes[part]})."


def _grounded(program: str, option: str) -> clingo.Control:
    control = clingo.Control([option, "--models=0", "--warn=none"])
    control.add("base", [], program)
    control.ground([("base", [])])
    return control


def _effects(rule: Rule) -> Iterator[str]:
    for effect in rule.effects:
        first, second = f"{effect.low}", f"{effect.high}"
        if effect.kind is EffectKind.SHIFT:
            first, second = ("down" if effect.steps < 0 else "up"), f"{abs(effect.steps)}"
        elif effect.kind is EffectKind.LEAN:
            first = effect.lean
        elif effect.kind is EffectKind.NOTE:
            continue
        named = f"{quoted(rule.id)}, {effect.kind.value}, {effect.modality.value}"
        yield f"effect({named}, {first}, {second})."


def _ladder(pack: Pack) -> Iterator[str]:
    """For every rung and number of steps the rung where they lead, among measures of the same kind."""
    most = max([1, *(abs(e.steps) for rule in pack.rules for e in rule.effects)])
    for start in pack.ladder:
        kin = [measure.rank for measure in pack.ladder if measure.kind == start.kind]
        for steps in range(-most, most + 1):
            place = kin.index(start.rank) + steps
            end = kin[min(place, len(kin) - 1)] if place >= 0 else 0
            yield f"stepped({start.rank}, {steps}, {end})."


def _parts(condition: object) -> tuple[object, ...]:
    if isinstance(condition, Every | Some):
        return condition.parts
    return (condition.part,) if isinstance(condition, No) else ()


def passes(atom: Atom, value: Value) -> bool:
    """Whether a value of its fact satisfies a comparison."""
    if atom.test is Test.IN:
        return any(type(one) is type(value) and one == value for one in atom.values)
    (bound,) = atom.values
    assert isinstance(value, Fraction)
    assert isinstance(bound, Fraction)
    allowed = {"above": (1,), "at_least": (0, 1), "below": (-1,), "at_most": (-1, 0)}
    return (value > bound) - (value < bound) in allowed[atom.test.value]


def _cells(pack: Pack, rules: Iterable[Rule], fact: str) -> tuple[Value, ...]:
    """A value for every answer that the rules can tell apart; none where none asks for the fact."""
    asked = [atom for rule in rules for atom in _atoms(rule.condition) if atom.fact == fact]
    term = pack.term(fact)
    if not asked:
        return ()
    if term.type is FactType.BOOL:
        return (True, False)
    if term.type is FactType.ENUM:
        return tuple(code for code, _ in term.values)
    cuts = sorted({v for atom in asked for v in atom.values if isinstance(v, Fraction)})
    between = [(low + high) / 2 for low, high in pairwise(cuts)]
    return tuple(sorted([*cuts, *between, cuts[0] - 1, cuts[-1] + 1]))


def _place(values: Sequence[Value], number: Fraction) -> int:
    """The cell of a number: cells are a stretch, a cut, a stretch, and so on."""
    cuts = [value for value in values[1::2] if isinstance(value, Fraction)]
    place = bisect_left(cuts, number)
    return 2 * place + (place < len(cuts) and cuts[place] == number)


def _atoms(condition: object) -> Iterator[Atom]:
    if isinstance(condition, Atom):
        yield condition
    for part in _parts(condition):
        yield from _atoms(part)


def _in_force(rule: Rule, day: date) -> bool:
    return rule.valid.since <= day and (rule.valid.until is None or day < rule.valid.until)


def quoted(name: str) -> str:
    """A name as a string of the logic program."""
    return f'"{name}"'
