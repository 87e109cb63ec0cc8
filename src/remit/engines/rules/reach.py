"""Every outcome that is still possible, exactly, and the facts that decide between them.

Idea: rules that share an open fact, or of which one overrides another, form a group; groups are
independent of each other. Inside a group the open facts are gone through one by one; situations in
which the same effects have fired and the same conditions are left are the same and are merged, so
that six circumstances with one effect cost little more than one. Numbers are cut into the cells
that the rules' thresholds make. Nothing is sampled: past the bound the answer is a refusal to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from remit.engines.rules.conditions import Condition, Value, atoms, facts_of, given
from remit.engines.rules.pack import Effect, EffectKind, Rule
from remit.engines.rules.vocabulary import FactType, Term
from remit.engines.words import Words

MOST_STATES = 20_000
# The effects that stand, for each law that comes into question.
Marks = tuple[frozenset[Effect], ...]


class TooManyUnknowns(Exception):
    """More situations are possible than the bound allows; carries the open facts."""

    def __init__(self, facts: Sequence[str]) -> None:
        super().__init__(", ".join(facts))
        self.facts = tuple(facts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer to an open fact: a value, or a stretch of numbers with a value inside it."""

    value: Value
    words: Words


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that hang together, with what is left of their conditions, and their open facts.

    `laws` says for each rule in which of the laws it is; `twins` gives for each rule the first one in
    the same laws that does the same and is overridden by the same.
    """

    rules: tuple[Rule, ...]
    left: tuple[Condition, ...]
    facts: tuple[str, ...]
    twins: tuple[int, ...]
    laws: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class _State:
    fired: frozenset[int]
    left: tuple[tuple[int, Condition], ...]


def groups(
    rules: Sequence[Rule], left: Sequence[Condition], days: Sequence[date]
) -> tuple[Group, ...]:
    """The rules that may still fire, grouped by shared open facts and by overriding.

    `days` are those whose law is asked for.
    """
    live = [(r, c) for r, c in zip(rules, left, strict=True) if c is not False]
    leader = list(range(len(live)))

    def lead(index: int) -> int:
        while leader[index] != index:
            index = leader[index]
        return index

    for first, second in _linked(live):
        leader[lead(second)] = lead(first)
    members: dict[int, list[int]] = {}
    for index in range(len(live)):
        members.setdefault(lead(index), []).append(index)
    return tuple(_group([live[index] for index in indices], days) for indices in members.values())


def _linked(live: Sequence[tuple[Rule, Condition]]) -> Iterable[tuple[int, int]]:
    seen: dict[str, int] = {}
    for index, (rule, condition) in enumerate(live):
        for fact in facts_of(condition):
            yield seen.setdefault(fact, index), index
        for other, (defeated, _) in enumerate(live):
            if defeated.label in rule.overrides or defeated.id in rule.overrides:
                yield index, other


def _group(pairs: Sequence[tuple[Rule, Condition]], days: Sequence[date]) -> Group:
    open_facts = dict.fromkeys(fact for _, condition in pairs for fact in facts_of(condition))
    rules = tuple(rule for rule, _ in pairs)
    laws = tuple(tuple(day in rule.valid for day in days) for rule in rules)
    return Group(rules, tuple(c for _, c in pairs), tuple(open_facts), _twins(rules, laws), laws)


def _twins(rules: Sequence[Rule], laws: Sequence[tuple[bool, ...]]) -> tuple[int, ...]:
    targets = {name for rule in rules for name in rule.overrides}
    first: dict[object, int] = {}
    return tuple(
        first.setdefault(
            (
                frozenset(e for e in rule.effects if e.kind is not EffectKind.NOTE),
                rule.overrides,
                frozenset({rule.id, rule.label} & targets),
                laws[index],
            ),
            index,
        )
        for index, rule in enumerate(rules)
    )


def cells(term: Term, rules: Sequence[Rule]) -> tuple[Cell, ...]:
    """The answers to a fact that the rules can tell apart."""
    if term.type is FactType.BOOL:
        return tuple(Cell(value, term.says(value)) for value in (True, False))
    if term.type is FactType.ENUM:
        return tuple(Cell(code, words) for code, words in term.values)
    found = {
        bound
        for rule in rules
        for atom in atoms(rule.condition)
        if atom.fact == term.id
        for bound in atom.values
        if isinstance(bound, Fraction)
    }
    return _stretches(term, sorted(found))


def _stretches(term: Term, bounds: Sequence[Fraction]) -> tuple[Cell, ...]:
    if not bounds:
        return (Cell(Fraction(0), Words("任何数值", "any number")),)
    first, last = term.says(bounds[0]), term.says(bounds[-1])
    found = [Cell(bounds[0] - 1, Words(f"{first.zh}以下", f"below {first.en}"))]
    for number, bound in enumerate(bounds):
        exactly = term.says(bound)
        found.append(Cell(bound, Words(f"恰为{exactly.zh}", f"exactly {exactly.en}")))
        if number + 1 < len(bounds):
            above = term.says(bounds[number + 1])
            words = Words(f"{exactly.zh}至{above.zh}之间", f"between {exactly.en} and {above.en}")
            found.append(Cell((bound + bounds[number + 1]) / 2, words))
    found.append(Cell(bounds[-1] + 1, Words(f"{last.zh}以上", f"above {last.en}")))
    return tuple(found)


def possible(group: Group, answers: Mapping[str, Sequence[Cell]]) -> frozenset[Marks]:
    """Every set of effects the group can have."""
    return frozenset(_marks(group, state) for state in _states(group, group.facts, answers))


def possible_by(
    group: Group, fact: str, answers: Mapping[str, Sequence[Cell]]
) -> tuple[tuple[Marks, ...], ...]:
    """For every way the other open facts can lie, the effects under each answer to `fact`.

    Rows are distinct; columns are the cells of `fact` in their order.
    """
    others = [other for other in group.facts if other != fact]
    rows = {
        tuple(_marks(group, _answered(state, fact, cell.value)) for cell in answers[fact])
        for state in _states(group, others, answers)
    }
    return tuple(rows)


def _states(
    group: Group, facts: Iterable[str], answers: Mapping[str, Sequence[Cell]]
) -> tuple[_State, ...]:
    start = _settled(frozenset(), tuple(zip(group.twins, group.left, strict=True)))
    states = {start: None}
    for fact in facts:
        values = [cell.value for cell in answers[fact]]
        states = dict.fromkeys(_answered(state, fact, v) for state in states for v in values)
        if len(states) > MOST_STATES:
            raise TooManyUnknowns(group.facts)
    return tuple(states)


def _answered(state: _State, fact: str, value: Value) -> _State:
    left = tuple((index, given(condition, fact, value)) for index, condition in state.left)
    return _settled(state.fired, left)


def _settled(fired: frozenset[int], left: Sequence[tuple[int, Condition]]) -> _State:
    new = frozenset(index for index, condition in left if condition is True)
    return _State(fired | new, tuple((i, c) for i, c in left if not isinstance(c, bool)))


def _marks(group: Group, state: _State) -> Marks:
    fired = sorted(state.fired)
    return tuple(
        _effects([group.rules[index] for index in fired if group.laws[index][law]])
        for law in range(len(group.laws[0]))
    )


def _effects(fired: Sequence[Rule]) -> frozenset[Effect]:
    return frozenset(
        effect
        for rule in standing(fired)
        for effect in rule.effects
        if effect.kind is not EffectKind.NOTE
    )


def standing(fired: Sequence[Rule]) -> tuple[Rule, ...]:
    """The fired rules that no other standing rule overrides.

    Overriding has no loops (the pack was checked), so the answer is unique.
    """
    decided: dict[str, bool] = {}

    def stands(rule: Rule) -> bool:
        if rule.id not in decided:
            decided[rule.id] = not any(stands(other) for other in overriding(rule, fired))
        return decided[rule.id]

    return tuple(rule for rule in fired if stands(rule))


def overriding(rule: Rule, fired: Sequence[Rule]) -> tuple[Rule, ...]:
    """The fired rules that name this one, by id or label, as overridden."""
    return tuple(o for o in fired if rule.id in o.overrides or rule.label in o.overrides)


def combined(parts: Sequence[frozenset[Marks]], laws: int) -> frozenset[Marks]:
    """Every union, law by law, of one set of effects from each group."""
    unions: frozenset[Marks] = frozenset({(frozenset(),) * laws})
    for part in parts:
        unions = frozenset(joined(a, b) for a, b in product(unions, part))
        if len(unions) > MOST_STATES:
            raise TooManyUnknowns(())
    return unions


def joined(one: Marks, other: Marks) -> Marks:
    """The effects of both, law by law."""
    return tuple(a | b for a, b in zip(one, other, strict=True))


def always(condition: Condition, answers: Mapping[str, Sequence[Cell]]) -> bool | None:
    """True or False when the condition comes out so whatever the open facts are, else None."""
    left = {condition}
    for fact in facts_of(condition):
        left = {given(c, fact, cell.value) for c in left for cell in answers[fact]}
        if len(left) > MOST_STATES:
            return None
    values = {value for value in left if isinstance(value, bool)}
    return values.pop() if len(values) == 1 else None
