"""Every shipped rule pack: it can be read, it is cited, it passes the tests beside its rules."""

from collections import defaultdict
from pathlib import Path

import pytest

from remit.engines.rules import (
    Pack,
    PackTest,
    RuleStatus,
    determine,
    pack_tests,
    parse_facts,
    parse_pack,
    run_test,
)

FOLDER = Path(__file__).parents[2] / "rulepacks"
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.yaml"))


def documents(name: str) -> dict[str, str]:
    root = FOLDER / name
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.yaml"))
    }


LOADED: dict[str, Pack] = {name: parse_pack(documents(name)) for name in PACKS}
TESTS = [(name, test) for name in PACKS for test in pack_tests(documents(name))]


@pytest.mark.parametrize(
    ("name", "test"), TESTS, ids=[f"{name}: {test.name}" for name, test in TESTS]
)
def test_a_pack_does_what_its_lawyer_wrote_down(name: str, test: PackTest) -> None:
    assert [finding.message.en for finding in run_test(LOADED[name], test)] == []


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_of_a_pack_fires_in_one_of_its_tests_and_fails_in_another(name: str) -> None:
    pack, seen = LOADED[name], defaultdict(set)
    for test in (test for owner, test in TESTS if owner == name):
        facts = parse_facts(pack, test.facts)
        for proof in determine(pack, facts, test.on, test.act_on).proof:
            seen[proof.rule.id].add(proof.status)
    fired = {RuleStatus.APPLIED, RuleStatus.DEFEATED}
    for rule in pack.rules:
        assert seen[rule.id] & fired, f"{rule.id} fires in no test"
        assert RuleStatus.NOT_APPLIED in seen[rule.id], f"{rule.id} fails in no test"


@pytest.mark.parametrize("name", PACKS)
def test_forgetting_any_fact_of_a_test_keeps_its_true_outcome_possible(name: str) -> None:
    pack = LOADED[name]
    for test in [test for owner, test in TESTS if owner == name][::4]:
        facts = parse_facts(pack, test.facts)
        true = set(determine(pack, facts, test.on, test.act_on).outcomes)
        for forgotten in facts:
            less = {fact: value for fact, value in facts.items() if fact != forgotten}
            assert true <= set(determine(pack, less, test.on, test.act_on).outcomes), forgotten


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_says_where_it_comes_from(name: str) -> None:
    sources = (FOLDER / name / "SOURCES.md").read_text(encoding="utf-8")
    assert len(sources) > 200
    for rule in LOADED[name].rules:
        assert all(citation.article for citation in rule.citations), rule.id


def test_the_shipped_packs_are_here() -> None:
    assert {"cn-administrative-discipline", "enterprise-accountability"} <= set(PACKS)
