"""The engine against a second one that shares none of its reckoning, and against every case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.rules import Fact, Pack, determine, parse_pack
from tests.engines.rules.checks.plain import cases, outcome
from tests.engines.rules.comparing import as_result, compare
from tests.engines.rules.comparing import cases as random_cases
from tests.engines.rules.second_engine import SecondEngine
from tests.engines.rules.small_packs import ACT_ON, BAND, ON, pack, rule
from tests.engines.rules.test_rules_unknown import KNOWN, packs

FOLDER = Path(__file__).parents[3] / "rulepacks"
PACKS = sorted(path.parent for path in FOLDER.glob("*/pack.yaml"))


def shipped(root: Path) -> Pack:
    return parse_pack(
        {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(root.rglob("*.yaml"))
        }
    )


def test_a_known_case_has_one_answer_set() -> None:
    off = rule("off", {"b": True}, {"exempt": True})
    engine = SecondEngine(pack(BAND, off), ACT_ON)
    (alone,) = engine.results({"a": True, "b": False})
    assert (alone.status, alone.low, alone.high) == ("measure", "warning", "demotion")
    assert {result.status for result in engine.results({"a": True})} == {"measure", "exempt"}


@given(packs(), KNOWN, st.sampled_from((ACT_ON, ON)))
def test_both_engines_and_going_through_every_case_agree_on_random_packs(
    small: Pack, known: Mapping[str, bool | str | Fraction], day: date
) -> None:
    facts = {name: Fact(value) for name, value in known.items()}
    found = frozenset(map(as_result, determine(small, facts, day, day).outcomes))
    of_the_day = replace(small, rules=tuple(rule for rule in small.rules if day in rule.valid))
    assert SecondEngine(small, day).results(known) == found
    assert frozenset(as_result(outcome(of_the_day, case)) for case in cases(known)) == found


@pytest.mark.parametrize("root", PACKS, ids=[root.name for root in PACKS])
def test_both_engines_and_going_through_every_case_agree_on_shipped_packs(root: Path) -> None:
    found = compare(shipped(root), 200, seed=1)
    assert found.differing == ()
    assert found.plain > 50
    assert found.declined < 50


def test_a_rule_that_is_missing_in_one_engine_is_noticed_within_the_random_cases() -> None:
    whole = shipped(FOLDER / "enterprise-accountability")
    asked = list(islice(random_cases(whole, seed=1), 200))
    for lost in whole.rules:
        less = replace(whole, rules=tuple(rule for rule in whole.rules if rule != lost))
        one, other = SecondEngine(whole, asked[0].day), SecondEngine(less, asked[0].day)
        assert any(one.results(case.known) != other.results(case.known) for case in asked), lost.id
