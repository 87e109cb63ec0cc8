"""Change of law: the law of the act, the lighter law, cases concluded before."""

from collections.abc import Mapping
from datetime import date

import pytest

from remit.engines.rules import (
    Determination,
    Law,
    Pack,
    RuleStatus,
    determine,
    parse_facts,
    render_proof,
)
from tests.engines.rules.small_packs import cite, codes, pack, rule

CHANGE = date(2024, 1, 1)
BEFORE, AFTER = date(2023, 6, 1), date(2024, 6, 1)


def changed(choice: str = "lighter_law", **more: object) -> Pack:
    """The old law demotes for a and warns for b; the new one warns for a and demotes for b; c is new."""
    return pack(
        rule("old-a", {"a": True}, {"set": "demotion"}, until=CHANGE),
        rule("old-b", {"b": True}, {"set": "warning"}, until=CHANGE),
        rule("new-a", {"a": True}, {"set": "warning"}, since=CHANGE),
        rule("new-b", {"b": True}, {"set": "demotion"}, since=CHANGE),
        rule("new-c", {"c": True}, {"set": "dismissal"}, since=CHANGE),
        transition=[{"since": CHANGE, "rule": choice, "cite": cite(67), **more}],
    )


def judged(
    law: Pack, facts: Mapping[str, object], act_on: date, on: date, concluded: date | None = None
) -> Determination:
    return determine(law, parse_facts(law, facts), on, act_on, concluded)


KNOWN = {"a": False, "b": False, "c": False}


@pytest.mark.parametrize(
    ("fact", "act_on", "on", "measure", "law"),
    [
        ("a", BEFORE, BEFORE, "demotion", Law.ACT),
        ("a", BEFORE, CHANGE, "warning", Law.DECISION),
        ("a", AFTER, AFTER, "warning", Law.ACT),
        ("b", BEFORE, BEFORE, "warning", Law.ACT),
        ("b", BEFORE, AFTER, "warning", Law.ACT),
        ("b", AFTER, AFTER, "demotion", Law.ACT),
        ("c", BEFORE, AFTER, "none", Law.ACT),
        ("c", AFTER, AFTER, "dismissal", Law.ACT),
    ],
)
def test_the_lighter_of_two_laws_applies_to_an_act_before_the_change(
    fact: str, act_on: date, on: date, measure: str, law: Law
) -> None:
    found = judged(changed(), KNOWN | {fact: True}, act_on, on)
    assert (found.high.code, found.laws) == (measure, (law,))


def test_other_choices_take_the_law_of_the_act_or_of_the_decision() -> None:
    facts = KNOWN | {"a": True}
    assert judged(changed("law_of_act"), facts, BEFORE, AFTER).high.code == "demotion"
    assert judged(changed("law_of_decision"), facts, BEFORE, AFTER).high.code == "warning"


def test_without_a_provision_the_law_of_the_act_applies() -> None:
    law = pack(rule("old", {"a": True}, {"set": "demotion"}, until=CHANGE))
    found = judged(law, {"a": True}, BEFORE, AFTER)
    assert (found.high.code, found.transition) == ("demotion", None)


def test_a_case_concluded_before_the_change_stays_under_the_rules_of_then() -> None:
    facts = KNOWN | {"a": True}
    stays, moves = changed(concluded="law_then"), changed()
    assert judged(stays, facts, BEFORE, AFTER, date(2023, 12, 31)).high.code == "demotion"
    assert judged(stays, facts, BEFORE, AFTER, CHANGE).high.code == "warning"
    assert judged(moves, facts, BEFORE, AFTER, date(2023, 12, 31)).high.code == "warning"


def test_which_law_is_lighter_may_be_open_and_every_result_is_still_told() -> None:
    found = judged(changed(), {"b": False, "c": False}, BEFORE, AFTER)
    assert found.laws == (Law.ACT, Law.DECISION)
    assert codes(found) == [("no_basis", "none", "none"), ("measure", "warning", "warning")]
    assert [deciding.fact for deciding in found.deciding] == ["a"]
    assert "open facts decide which is lighter" in render_proof(found, "en")[0]


def test_the_rules_of_the_other_law_say_by_what_provision_they_are_left_out() -> None:
    found = judged(changed(), KNOWN | {"a": True}, BEFORE, AFTER)
    left_out = [p for p in found.proof if p.status is RuleStatus.OTHER_LAW]
    assert [p.rule.id for p in left_out] == ["old-a", "old-b"]
    assert "art. 67" in left_out[0].sentence.en
    assert "第六十七条" in left_out[0].sentence.zh


def test_shall_be_lighter_in_the_old_law_beats_may_in_the_new_one() -> None:
    law = pack(
        rule("band", {"a": True}, {"band": ["warning", "demerit"]}),
        rule("shall", {"b": True}, {"lean": "lighter"}, until=CHANGE),
        rule("may", {"b": True}, {"lean": "lighter"}, "may", since=CHANGE),
        transition=[{"since": CHANGE, "rule": "lighter_law", "cite": cite(67)}],
    )
    found = judged(law, {"a": True, "b": True}, BEFORE, AFTER)
    assert (found.laws, found.outcomes[0].leanings) == ((Law.ACT,), ("lighter shall",))


def test_an_act_of_a_day_without_rules_is_pointed_out() -> None:
    found = judged(changed(), KNOWN, date(1999, 1, 1), date(1999, 2, 1))
    assert [finding.id for finding in found.findings] == ["rules.no_rules_then"]
