"""Packs as lawyers write them: every fault is told at once, and defaults are refused."""

from collections.abc import Mapping

import pytest

from remit.engines.rules import (
    PackRefused,
    PackTestsRefused,
    check_pack_tests,
    pack_tests,
    parse_pack,
)
from remit.engines.rules.cells import MOST_STATES
from tests.engines.rules.small_packs import BAND, both, determined, documents, header, pack, rule


def faults(given: Mapping[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(PackRefused) as refused:
        parse_pack(given)
    return [(finding.subject, finding.id) for finding in refused.value.findings]


def test_a_default_is_refused_because_what_was_not_said_is_unknown() -> None:
    vocabulary = [{"fact": "a", "type": "bool", "question": both("a?"), "default": False}]
    assert faults(documents(BAND, vocabulary=vocabulary)) == [
        ("pack.yaml.vocabulary[0]", "rules.default_given")
    ]


def test_all_faults_of_a_rule_are_told_at_once() -> None:
    bad = {
        "rule": "bad",
        "title": {"en": "only English"},
        "when": {"a": "perhaps", "unheard": True, "loss": {"over": 3}},
        "then": {"band": ["dismissal", "talk"], "fine": 100},
        "verification": "sworn",
    }
    found = faults(documents(bad))
    assert set(found) == {
        ("rules/all.yaml#bad", "rules.uncited"),
        ("rules/all.yaml#bad", "rules.missing"),
        ("rules/all.yaml#bad.title", "rules.missing"),
        ("rules/all.yaml#bad.verification", "rules.unknown_name"),
        ("rules/all.yaml#bad.when.a", "rules.unknown_name"),
        ("rules/all.yaml#bad.when.unheard", "rules.unknown_name"),
        ("rules/all.yaml#bad.when.loss", "rules.unknown_name"),
        ("rules/all.yaml#bad.then", "rules.unknown_name"),
        ("rules/all.yaml#bad.then.band", "rules.band_reversed"),
    }


def test_an_unknown_instrument_measure_or_label_is_found_with_the_nearest_name() -> None:
    wrong = rule("wrong", {"a": True}, {"band": ["waning", "demotion"]}, overrides=["bandd"])
    wrong["cite"] = {"in": "lwa", "article": 3}
    with pytest.raises(PackRefused) as refused:
        parse_pack(documents(BAND, wrong))
    messages = [finding.message.en for finding in refused.value.findings]
    assert any("Did you mean “law”?" in message for message in messages)
    assert any("Did you mean “warning”?" in message for message in messages)
    assert any("Did you mean “band”?" in message for message in messages)


def test_rules_that_override_each_other_in_a_loop_are_refused_and_the_loop_named() -> None:
    one = rule("one", {"a": True}, {"exempt": True}, overrides=["two"])
    two = rule("two", {"a": True}, {"exempt": True}, overrides=["one"])
    found = faults(documents(one, two))
    assert [kind for _, kind in found] == ["rules.override_loop"]


def test_a_rule_that_overrides_itself_by_its_label_is_a_loop() -> None:
    own = rule("own", {"a": True}, {"exempt": True}, label="x", overrides=["x"])
    assert [kind for _, kind in faults(documents(own))] == ["rules.override_loop"]


def test_the_same_name_twice_is_found() -> None:
    assert [kind for _, kind in faults(documents(BAND, BAND))] == ["rules.defined_twice"]


def test_a_bound_on_a_fact_that_is_no_number_is_found() -> None:
    odd = rule("odd", {"a": {"above": 3}}, {"exempt": True})
    assert ("rules/all.yaml#odd.when.a", "rules.wrong_kind") in faults(documents(odd))


def test_text_that_is_no_yaml_names_document_line_and_column() -> None:
    given = {"pack.yaml": header(), "rules/x.yaml": "rules:\n  - {rule: [x}\n"}
    assert faults(given) == [("rules/x.yaml:2:14", "rules.unreadable")]


def test_a_pack_without_its_header_is_refused() -> None:
    assert faults({"rules/x.yaml": "rules: []"}) == [("documents", "rules.missing")]


def test_the_digest_changes_with_a_rule_and_not_with_a_test() -> None:
    one = parse_pack(documents(BAND))
    assert parse_pack({**documents(BAND), "tests/x.yaml": "tests: []"}).digest == one.digest
    assert pack(BAND, rule("x", {"b": True}, {"exempt": True})).digest != one.digest


TESTS = """
on: 2026-03-02
act_on: 2025-10-15
background: {b: false}
tests:
  - test: the band
    facts: {a: true}
    expect: {range: [warning, demotion], settled: true}
  - test: wrong on purpose
    facts: {a: false}
    expect: {range: [warning, demotion], status: no_basis}
"""


def test_a_failing_pack_test_says_what_was_expected_and_what_came() -> None:
    given = {**documents(BAND), "tests/all.yaml": TESTS}
    found = check_pack_tests(parse_pack(given), given)
    assert [finding.message.en for finding in found] == [
        "“wrong on purpose”: range should be ['warning', 'demotion'] but is ['none', 'none']."
    ]


def test_a_pack_test_that_expects_nothing_or_has_no_day_is_refused() -> None:
    given = {"tests/x.yaml": {"tests": [{"test": "empty", "facts": {"a": True}}]}}
    with pytest.raises(PackTestsRefused) as refused:
        pack_tests(given)
    assert [f.message.en for f in refused.value.findings] == [
        "“expect” is missing. Add it.",
        "“on” is missing. Add it.",
        "“act_on” is missing. Add it.",
    ]


FACTS = [f"f{number}" for number in range(40)]
WIDE: dict[str, object] = {
    "vocabulary": [{"fact": name, "type": "bool", "question": both(name)} for name in FACTS],
    "ladder": [
        {"measure": f"m{n}", "name": both("m"), "kind": "k", "cite": {"in": "law", "article": 1}}
        for n in range(40)
    ],
}


def test_forty_open_facts_with_forty_results_are_gone_through() -> None:
    rules = [
        rule(f"r{n}", {"all": [{FACTS[n]: True}, {FACTS[-1]: True}]}, {"set": f"m{n}"})
        for n in range(39)
    ]
    assert len(determined(pack(*rules, **WIDE), {}).outcomes) == 40


def test_more_results_than_can_be_gone_through_are_refused_and_never_guessed() -> None:
    band = rule("band", "always", {"set": "m0"})
    rules = [rule(f"r{n}", {FACTS[n]: True}, {"concur": f"m{n}"}, "may") for n in range(40)]
    wide = pack(band, *rules, **WIDE)
    result = determined(wide, {})
    assert MOST_STATES < 2**40
    assert result.outcomes == ()
    assert [finding.id for finding in result.findings] == ["rules.too_many_unknowns"]
    assert not result.admits(wide.measure("m1"))
