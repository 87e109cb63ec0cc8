"""A pack reckoned plainly on complete cases: what the checks say is held against it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from remit.engines.rules import Pack, Rule
from remit.engines.rules.checks import FlawKind, PackFlaw
from remit.engines.rules.conditions import Atom, Every, No, Some, Test
from remit.engines.rules.outcome import Outcome, outcome_of
from tests.engines.rules.test_rules_unknown import VALUES

Case = Mapping[str, object]


def cases(fixed: Case | None = None, facts: tuple[str, ...] = tuple(VALUES)) -> Iterator[Case]:
    """Every case over these facts that agrees with what is fixed."""
    fixed = fixed or {}
    axes = [(fixed[fact],) if fact in fixed else VALUES[fact] for fact in facts]
    for values in product(*axes):
        yield dict(zip(facts, values, strict=True))


def holds(condition: object, case: Case) -> bool:
    """Whether a condition is true in a complete case."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, No):
        return not holds(condition.part, case)
    if isinstance(condition, Every | Some):
        parts = [holds(part, case) for part in condition.parts]
        return all(parts) if isinstance(condition, Every) else any(parts)
    assert isinstance(condition, Atom)
    value, bound = case[condition.fact], condition.values[0]
    if condition.test is Test.IN:
        return value in condition.values
    assert isinstance(value, Fraction)
    assert isinstance(bound, Fraction)
    return {
        Test.ABOVE: value > bound,
        Test.AT_LEAST: value >= bound,
        Test.BELOW: value < bound,
        Test.AT_MOST: value <= bound,
    }[condition.test]


def standing(pack: Pack, case: Case) -> tuple[Rule, ...]:
    """The rules that stand: of those that fire, the overridden go in rounds until nothing changes."""
    fired = [rule for rule in pack.rules if holds(rule.condition, case)]
    up: set[str] = {rule.id for rule in fired}
    while True:
        over = {name for rule in fired if rule.id in up for name in rule.overrides}
        left = {rule.id for rule in fired if not {rule.id, rule.label} & over}
        if left == up:
            return tuple(rule for rule in fired if rule.id in up)
        up = left


def outcome(pack: Pack, case: Case) -> Outcome:
    """What the standing rules come to."""
    return outcome_of(pack, [e for rule in standing(pack, case) for e in rule.effects])


def of_kind(flaws: tuple[PackFlaw, ...], *kinds: FlawKind) -> tuple[PackFlaw, ...]:
    """The flaws of some kinds."""
    return tuple(flaw for flaw in flaws if flaw.kind in kinds)


def milder(usual: Outcome, worse: Outcome) -> bool:
    """Whether the second range lies below the first, without conflicts."""
    if "conflict" in (usual.status.value, worse.status.value):
        return False
    pairs = ((usual.low.rank, worse.low.rank), (usual.high.rank, worse.high.rank))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)
