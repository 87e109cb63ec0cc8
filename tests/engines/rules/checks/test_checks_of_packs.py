"""Each kind of flaw in a small pack as a lawyer would write it."""

from datetime import date
from fractions import Fraction

import pytest

from remit.engines.dates import Period
from remit.engines.findings import Severity
from remit.engines.rules import PackRefused, parse_pack
from remit.engines.rules.checks import FlawKind, check_pack
from remit.engines.rules.checks.sources import first_outside
from remit.engines.words import Words
from tests.engines.rules.small_packs import BAND, both, cite, documents, header, pack, rule


def law(name: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "title": both(name.title()),
        "issuer": both("Issuer"),
        "since": date(2020, 7, 1),
        "verification": "read",
        **more,
    }


def test_a_flawless_pack_has_no_flaws() -> None:
    assert check_pack(pack(BAND, rule("cap", {"b": True}, {"cap": "warning"}))) == ()


def test_a_condition_that_contradicts_itself_is_told() -> None:
    never = rule("never", {"loss": {"above": 10, "below": 5}}, {"cap": "warning"})
    (flaw,) = check_pack(pack(BAND, never))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.UNREACHABLE, Severity.ERROR, ("never",),
    )  # fmt: skip
    assert "Law, art. 20 (never, never)" in flaw.words.en
    assert "《中Law》第二十条" in flaw.words.zh


def test_a_rule_that_others_always_go_before_is_told_with_them_and_a_case() -> None:
    yes = rule("yes", {"a": True, "b": True}, {"exempt": True}, overrides=["band"])
    no = rule("no", {"b": False}, {"exempt": True}, overrides=["band"])
    (flaw,) = check_pack(pack(BAND, yes, no))
    assert flaw.rules == ("band", "yes", "no")
    assert flaw.example == {"a": True}
    assert flaw.says[0] == (
        "band",
        Words("应当给予中warning至中demotion", "shall: warning to demotion"),
    )


def test_what_overrides_but_is_itself_overridden_hides_nothing() -> None:
    beaten = rule("beaten", {"a": True}, {"exempt": True}, overrides=["band"])
    back = rule("back", {"a": True, "c": True}, {"lean": "heavier"}, overrides=["beaten"])
    assert check_pack(pack(BAND, beaten, back)) == ()


def test_two_rules_with_one_condition_and_one_effect_are_an_error() -> None:
    other = rule("other", {"all": [{"a": True}]}, {"band": ["warning", "demotion"]})
    (flaw,) = check_pack(pack(BAND, other))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.DUPLICATE, Severity.ERROR, ("band", "other"),
    )  # fmt: skip
    assert flaw.finding.id == "rules.duplicate"
    assert flaw.finding.subject == "band, other"


def test_a_rule_that_adds_nothing_to_a_wider_one_is_a_warning() -> None:
    narrow = rule("narrow", {"a": True, "b": True}, {"band": ["warning", "demotion"]})
    (flaw,) = check_pack(pack(BAND, narrow))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.DUPLICATE, Severity.WARNING, ("narrow", "band"),
    )  # fmt: skip
    assert flaw.example == {"a": True, "b": True}


def test_the_same_rule_in_the_old_law_and_the_new_is_no_duplicate() -> None:
    old = rule("old", {"a": True}, {"lean": "lighter"}, until=date(2024, 1, 1))
    new = rule("new", {"a": True}, {"lean": "lighter"}, since=date(2024, 1, 1))
    assert check_pack(pack(old, new)) == ()


def test_two_bands_in_one_case_conflict_only_without_a_provision_on_concurrence() -> None:
    other = rule("other", {"b": True}, {"band": ["dismissal", "dismissal"]})
    assert check_pack(pack(BAND, other)) == ()
    files = documents(BAND, other)
    alone = {name: value for name, value in header().items() if name != "concurrence"}
    (flaw,) = check_pack(parse_pack({**files, "pack.yaml": alone}))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.CONFLICT, Severity.ERROR, ("band", "other"),
    )  # fmt: skip
    assert flaw.example == {"a": True, "b": True}


def test_a_flaw_is_told_of_the_first_day_on_which_it_shows() -> None:
    other = rule("other", {"b": True}, {"band": ["talk", "talk"]}, since=date(2024, 1, 1))
    alone = {name: value for name, value in header().items() if name != "concurrence"}
    clashing = parse_pack({**documents(BAND, other), "pack.yaml": alone})
    assert [flaw.day for flaw in check_pack(clashing)] == [date(2024, 1, 1)]
    assert check_pack(clashing, date(2023, 12, 31)) == ()
    assert [flaw.day for flaw in check_pack(clashing, date(2026, 1, 1))] == [date(2026, 1, 1)]


def test_exemption_beside_a_heavier_choice_is_no_conflict() -> None:
    let_off = rule("let-off", {"b": True}, {"exempt": True})
    heavier = rule("heavier", {"b": True}, {"lean": "heavier"})
    assert check_pack(pack(BAND, let_off, heavier)) == ()


def test_a_milder_measure_for_a_worse_answer_is_told_with_both_cases() -> None:
    head = header()
    vocabulary = head["vocabulary"]
    assert isinstance(vocabulary, list)
    vocabulary[4]["worse"] = "higher"
    small = rule("small", {"loss": {"below": 10}}, {"band": ["demotion", "dismissal"]})
    large = rule("large", {"loss": {"at_least": 10}}, {"band": ["warning", "dismissal"]})
    (flaw,) = check_pack(parse_pack({**documents(small, large), "pack.yaml": head}))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.INVERSION, Severity.WARNING, ("small", "large"),
    )  # fmt: skip
    assert (flaw.example, flaw.worse_example) == ({"loss": Fraction(9)}, {"loss": Fraction(10)})
    assert "from “demotion to dismissal” to “warning to dismissal”" in flaw.words.en


def test_a_rule_that_outlives_the_law_it_cites_is_an_error_on_the_first_such_day() -> None:
    old = law("old", until=date(2024, 1, 1))
    late = rule("late", {"a": True}, {"cap": "warning"}, until=date(2025, 1, 1))
    late["cite"] = {"in": "old", "article": 3}
    written = pack(BAND, late, instruments=[law("law"), old])
    (flaw,) = check_pack(written)
    assert (flaw.kind, flaw.severity, flaw.day) == (
        FlawKind.EXPIRED, Severity.ERROR, date(2024, 1, 1),
    )  # fmt: skip
    assert "no longer in force" in flaw.words.en
    assert check_pack(written, date(2023, 12, 31)) == ()
    assert [flaw.day for flaw in check_pack(written, date(2024, 6, 1))] == [date(2024, 6, 1)]


def test_a_second_source_that_has_expired_is_a_warning() -> None:
    old = law("old", until=date(2024, 1, 1))
    held = rule("held", {"a": True}, {"cap": "warning"})
    held["cite"] = [cite(20), {"in": "old", "article": 3}]
    (flaw,) = check_pack(pack(BAND, held, instruments=[law("law"), old]))
    assert flaw.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("force", "instrument", "expected"),
    [
        (Period(date(2020, 1, 1)), Period(date(2020, 1, 1)), None),
        (Period(date(2020, 1, 1)), Period(date(2020, 1, 2)), date(2020, 1, 1)),
        (
            Period(date(2020, 1, 1), date(2021, 1, 1)),
            Period(date(2019, 1, 1), date(2021, 1, 1)),
            None,
        ),
        (Period(date(2020, 1, 1)), Period(date(2019, 1, 1), date(2021, 1, 1)), date(2021, 1, 1)),
        (Period(date(2022, 1, 1)), Period(date(2019, 1, 1), date(2021, 1, 1)), date(2022, 1, 1)),
        (Period(date(2022, 1, 1), date(2022, 1, 1)), Period(date(2023, 1, 1)), None),
    ],
)
def test_the_first_day_outside_of_a_law(
    force: Period, instrument: Period, expected: date | None
) -> None:
    assert first_outside(force, instrument) == expected


def test_rules_whose_wording_was_never_seen_are_listed_for_each_law() -> None:
    seen = rule("seen", {"b": True}, {"cap": "warning"})
    unseen = rule("unseen", {"c": True}, {"cap": "talk"}) | {"verification": "believed"}
    (flaw,) = check_pack(pack(BAND, seen, unseen))
    assert (flaw.kind, flaw.severity, flaw.rules) == (
        FlawKind.UNVERIFIED, Severity.NOTE, ("unseen",),
    )  # fmt: skip


def test_a_gap_is_told_only_where_the_table_says_that_it_is_complete() -> None:
    files = documents()
    rows = [
        {"row": "mild", "title": both("mild"), "cells": ["low"], "then": ["talk", "talk"]},
        {
            "row": "hard",
            "title": both("hard"),
            "cells": ["high"],
            "then": ["demotion", "dismissal"],
        },
    ]
    table = {
        "table": "grades", "title": both("Grades"), "cite": cite(5), "verification": "read",
        "modality": "shall", "hit": "unique", "columns": ["grade"], "then": "band", "rows": rows,
        "when": {"a": True},
    }  # fmt: skip
    assert check_pack(parse_pack({**files, "rules/all.yaml": {"tables": [table]}})) == ()
    whole = {**table, "complete": True}
    (flaw,) = check_pack(parse_pack({**files, "rules/all.yaml": {"tables": [whole]}}))
    assert (flaw.kind, flaw.rules, flaw.example) == (
        FlawKind.GAP, ("grades",), {"a": True, "grade": "mid"},
    )  # fmt: skip
    assert "Law, art. 5 (Grades, grades)" in flaw.words.en


def refused(*rules: dict[str, object]) -> list[str]:
    with pytest.raises(PackRefused) as fault:
        parse_pack(documents(*rules))
    return [f"{finding.subject}: {finding.message.en}" for finding in fault.value.findings]


def test_the_parser_names_the_loop_of_overriding() -> None:
    one = rule("one", {"a": True}, {"exempt": True}, overrides=["two"])
    two = rule("two", {"a": True}, {"exempt": True}, overrides=["three"])
    three = rule("three", {"a": True}, {"exempt": True}, overrides=["one"])
    (told,) = refused(one, two, three)
    assert all(name in told for name in ("one", "two", "three", "→"))


def test_the_parser_names_the_label_nearest_to_one_that_nobody_bears() -> None:
    (told,) = refused(BAND, rule("other", {"a": True}, {"exempt": True}, overrides=["bnad"]))
    assert told.startswith("other.overrides")
    assert "Did you mean “band”?" in told


def test_the_parser_says_where_a_rule_without_a_source_stands() -> None:
    uncited = {key: value for key, value in BAND.items() if key != "cite"}
    (told,) = refused(uncited)
    assert told.startswith("rules/all.yaml#band: No source is cited.")
