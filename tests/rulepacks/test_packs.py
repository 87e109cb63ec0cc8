"""Every shipped rule pack: it can be read, is cited, passes its tests, and its tests guard it.

The searches over all tests and facts of a pack take every so-many-th case here; the profile `thorough`
takes them all.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from remit.engines.findings import Severity
from remit.engines.rules import (
    Citation,
    Determination,
    Pack,
    PackTest,
    RuleStatus,
    compared,
    determine,
    pack_tests,
    parse_facts,
    parse_pack,
)
from remit.engines.rules.checks import check_pack
from remit.engines.rules.mutants import mutants, mutation

FOLDER = Path(__file__).parents[2] / "rulepacks"
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.yaml"))
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
T = TypeVar("T")


def documents(name: str) -> dict[str, str]:
    root = FOLDER / name
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.yaml"))
    }


@cache
def loaded(name: str) -> tuple[Pack, tuple[PackTest, ...]]:
    texts = documents(name)
    return parse_pack(texts), pack_tests(texts)


def some(things: Sequence[T], most: int) -> Sequence[T]:
    """Every so-many-th, at most so many; all of them in a thorough run."""
    return things if THOROUGH else things[:: max(1, len(things) // most)]


def provisions(pack: Pack) -> Iterator[Citation]:
    """Every place that a pack cites."""
    yield from (cited for rule in pack.rules for cited in rule.citations)
    yield from (rung.citation for rung in pack.ladder if rung.citation)
    yield from (duty.citation for duty in pack.duties)
    yield from (clock.citation for clock in pack.clocks)
    yield from (cited for term in pack.vocabulary for _, cited in term.cites)


@cache
def found(name: str) -> tuple[Determination, ...]:
    """What the pack says in each of its tests."""
    pack, tests = loaded(name)
    return tuple(
        determine(pack, parse_facts(pack, t.facts), t.on, t.act_on, t.concluded_on) for t in tests
    )


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_does_what_its_lawyer_wrote_down(name: str) -> None:
    results = zip(loaded(name)[1], found(name), strict=True)
    assert [f.message.en for test, result in results for f in compared(test, result)] == []


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_fires_in_two_of_its_tests_and_fails_in_another(name: str) -> None:
    seen: defaultdict[str, Counter[RuleStatus]] = defaultdict(Counter)
    for result in found(name):
        for proof in result.proof:
            seen[proof.rule.id][proof.status] += 1
    for rule, counted in seen.items():
        fired = counted[RuleStatus.APPLIED] + counted[RuleStatus.DEFEATED]
        assert fired >= 2, f"{rule} fires in {fired} tests"
        assert counted[RuleStatus.NOT_APPLIED], f"{rule} fails in no test"


@pytest.mark.parametrize("name", PACKS)
def test_its_tests_notice_a_small_fault_in_nearly_every_rule(name: str) -> None:
    pack, tests = loaded(name)
    counted = mutation(pack, tests, some(tuple(mutants(pack)), 60))
    told = [f"{mutant.rule.id}: {mutant.change.en}" for mutant in counted.survivors]
    assert len(told) <= counted.total / 20, told


@pytest.mark.parametrize("name", PACKS)
def test_forgetting_any_fact_of_a_test_keeps_its_true_outcome_possible(name: str) -> None:
    pack, tests = loaded(name)
    for test in some(tests, 20):
        facts = parse_facts(pack, test.facts)
        true = set(determine(pack, facts, test.on, test.act_on).outcomes)
        for forgotten in some(tuple(facts), 12):
            less = {fact: value for fact, value in facts.items() if fact != forgotten}
            assert true <= set(determine(pack, less, test.on, test.act_on).outcomes), forgotten


@pytest.mark.parametrize("name", PACKS)
def test_nothing_can_be_proved_wrong_with_it(name: str) -> None:
    flaws = check_pack(loaded(name)[0])
    assert [flaw.words.en for flaw in flaws if flaw.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_says_where_it_comes_from(name: str) -> None:
    assert len((FOLDER / name / "SOURCES.md").read_text(encoding="utf-8")) > 200
    assert all(cited.article for cited in provisions(loaded(name)[0]))


def test_the_shipped_packs_are_here_and_hold_enough() -> None:
    assert set(PACKS) >= {
        "cn-accountability-regulation",
        "cn-administrative-discipline",
        "cn-state-enterprise-investment",
        "enterprise-accountability",
        "just-culture",
        "starter",
        "us-douglas-factors",
    }
    cited = {(name, c.reference) for name in PACKS for c in provisions(loaded(name)[0])}
    assert len(cited) >= 150
