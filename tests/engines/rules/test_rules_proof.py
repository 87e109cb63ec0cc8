"""The proof says for every rule what became of it, and a letter can print it."""

from datetime import date

from remit.engines.rules import RuleStatus, parse_facts, render_proof
from remit.engines.rules.determine import determine
from tests.engines.rules.small_packs import ON, both, cite, determined, pack, rule

SMALL = pack(
    rule("band", {"all": [{"a": True}, {"grade": "high"}]}, {"band": ["warning", "demotion"]}),
    rule("free", {"any": [{"b": True}, {"c": True}]}, {"exempt": True}),
    rule("never-free", {"loss": {"above": 100}}, {"note": both("mind this")}, overrides=["free"]),
    duties=[{"duty": "hear", "text": both("Hear the person."), "cite": cite(43)}],
    clocks=[
        {
            "clock": "appeal",
            "name": both("Appeal"),
            "start_event": both("Service"),
            "starts": "served",
            "ends": "appealed",
            "amount": 1,
            "unit": "month",
            "cite": cite(56),
        }
    ],
)
FACTS: dict[str, object] = {
    "a": {"value": True, "evidence": ["E1", "E2"]},
    "grade": "high",
    "b": False,
    "c": True,
    "loss": 200,
}


def test_an_applied_rule_names_its_facts_and_evidence() -> None:
    proof = determined(SMALL, FACTS).proof[0]
    assert proof.status is RuleStatus.APPLIED
    assert [(use.fact, use.evidence) for use in proof.used] == [("a", ("E1", "E2")), ("grade", ())]
    assert proof.sentence.en == (
        "Law, art. 20 (band): applies. a? yes (evidence E1, E2); grade? high."
    )
    assert proof.sentence.zh == (
        "《中Law》第二十条（中band）：适用。中a?是（证据 E1, E2）；中grade?中high。"
    )


def test_a_defeated_rule_names_what_goes_before_it() -> None:
    proof = determined(SMALL, FACTS).proof[1]
    assert proof.status is RuleStatus.DEFEATED
    assert proof.defeated_by == ("never-free",)
    assert [use.fact for use in proof.used] == ["c"]


def test_a_rule_that_did_not_fire_names_its_first_failing_fact() -> None:
    result = determined(SMALL, {**FACTS, "a": False, "grade": "low"})
    assert [use.fact for use in result.proof[0].lacking] == ["a"]
    assert result.proof[0].sentence.en.endswith("does not apply. a? no.")
    both_missing = determined(SMALL, {**FACTS, "b": False, "c": False})
    assert [use.fact for use in both_missing.proof[1].lacking] == ["b", "c"]


def test_an_open_rule_names_the_facts_it_waits_for() -> None:
    result = determined(SMALL, {"a": True})
    assert [use.fact for use in result.proof[0].lacking] == ["grade"]
    assert result.proof[0].sentence.en.endswith("it depends on “grade?”.")


def test_a_rule_that_an_open_rule_may_defeat_is_open_itself() -> None:
    facts = {name: value for name, value in FACTS.items() if name != "loss"}
    proof = determined(SMALL, facts).proof[1]
    assert proof.status is RuleStatus.OPEN
    assert [use.fact for use in proof.lacking] == ["loss"]


def test_the_lines_of_a_letter_hold_law_result_reasons_notes_and_duties() -> None:
    result = determined(SMALL, FACTS)
    assert render_proof(result, "en") == (
        "By the pack “Small pack” (version 1): rules of substance as of the day of the act, "
        "15 October 2025; procedure and time limits as of 2 March 2026.",
        "Result: warning to demotion.",
        "Law, art. 20 (band): applies. a? yes (evidence E1, E2); grade? high.",
        "Law, art. 20 (never-free): applies. loss? 200 CNY.",
        "Law, art. 20 (free): its conditions are met, but Law, art. 20 goes before it. c? yes.",
        "mind this",
        "Hear the person. (Law, art. 43)",
    )
    chinese = render_proof(result, "zh-hans")
    assert len(chinese) == 7
    assert chinese[1] == "结论：中warning至中demotion。"


def test_an_open_case_says_what_is_possible_and_what_to_ask_first() -> None:
    lines = render_proof(determined(SMALL, {"a": True, "b": False, "c": False}), "en")
    assert lines[1] == (
        "Facts are open, and 2 results are possible: no provision gives a measure / "
        "warning to demotion. Ask first: grade?"
    )


def test_a_provision_that_was_not_read_says_so_in_every_sentence() -> None:
    believed = pack(rule("band", {"a": True}, {"band": ["talk", "talk"]}, verification="believed"))
    result = determined(believed, {"a": True})
    assert "(text not seen: check it)" in result.proof[0].sentence.en
    assert [finding.id for finding in result.findings] == ["rules.unverified_provision"]


def test_clocks_and_duties_are_those_of_the_day_of_the_decision() -> None:
    facts = parse_facts(SMALL, FACTS)
    assert [limit.id for limit in determine(SMALL, facts, ON, ON).clocks] == ["appeal"]
    early = determine(SMALL, facts, date(2020, 6, 30), date(2020, 6, 30))
    assert (early.clocks, early.duties) == ((), ())
    assert determine(SMALL, facts, ON, ON).clocks[0].citation.en == "Law, art. 56"
