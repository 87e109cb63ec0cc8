"""What differs between two packs, said provision by provision."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given

from remit.engines.rules import Pack, parse_pack
from remit.engines.rules.parts import Part, Trait
from remit.engines.rules.versions import Change, differences
from tests.engines.rules.small_packs import BAND, both, cite, header, pack, rule
from tests.engines.rules.test_rules_unknown import packs

RULES = {"rules": [BAND]}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[Trait]:
    """The traits in which one rule differs."""
    (difference,) = differences(pack(before), pack(after))
    assert (difference.part, difference.change) == (Part.PROVISION, Change.CHANGED)
    return [detail.trait for detail in difference.details]


@given(packs())
def test_a_pack_does_not_differ_from_itself(small: Pack) -> None:
    assert differences(small, small) == ()


@given(packs(), packs())
def test_what_one_way_adds_the_other_way_removes(first: Pack, second: Pack) -> None:
    there = {(d.part, d.id, d.change) for d in differences(first, second)}
    back = {(d.part, d.id, d.change) for d in differences(second, first)}
    turned = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    assert {(part, name, turned.get(change, change)) for part, name, change in there} == back


def test_the_order_of_provisions_is_no_difference() -> None:
    other = rule("other", {"b": True}, {"exempt": True})
    assert differences(pack(BAND, other), pack(other, BAND)) == ()


@pytest.mark.parametrize(
    ("change", "trait"),
    [
        ({"title": both("another title")}, Trait.TEXT),
        ({"when": {"a": False}}, Trait.CONDITION),
        ({"then": {"band": ["talk", "demotion"]}}, Trait.EFFECT),
        ({"modality": "may"}, Trait.MODALITY),
        ({"until": date(2030, 1, 1)}, Trait.VALIDITY),
        ({"cite": cite(21)}, Trait.CITATION),
        ({"verification": "excerpt"}, Trait.VERIFICATION),
    ],
)
def test_every_trait_of_a_provision_is_compared(change: Mapping[str, object], trait: Trait) -> None:
    assert changed(BAND, {**BAND, **change}) == [trait]


def test_a_change_says_what_was_and_what_is() -> None:
    (difference,) = differences(pack(BAND), pack({**BAND, "modality": "may"}))
    assert difference.words.en == "Changed provision “band”: may or shall from “shall” to “may”."
    assert difference.words.zh == "规定“中band”有改动：可以或者应当由“应当”改为“可以”。"


def test_what_is_new_comes_before_what_is_gone() -> None:
    new = rule("new", {"b": True}, {"exempt": True})
    found = differences(pack(BAND), pack(new))
    assert [(d.id, d.change) for d in found] == [("new", "added"), ("band", "removed")]
    assert [d.words.en for d in found] == ["New provision: “new”.", "Removed provision: “band”."]


def test_facts_measures_duties_and_clocks_are_compared() -> None:
    vocabulary = [
        {"fact": "a", "type": "bool", "question": both("a?")},
        {"fact": "late", "type": "bool", "question": both("late?")},
    ]
    ladder = [
        {"measure": "warning", "name": both("warning"), "kind": "grave", "cite": cite(7)},
        {
            "measure": "demotion",
            "name": both("demotion"),
            "kind": "grave",
            "cite": cite(7),
            "months": 24,
        },
    ]
    first = pack(BAND, vocabulary=vocabulary, ladder=ladder, duties=[duty("hear them")])
    second = pack(
        BAND,
        vocabulary=[vocabulary[0] | {"question": both("was it a?")}],
        ladder=[ladder[0], ladder[1] | {"months": 18}],
        duties=[duty("hear them twice")],
        clocks=[clock(30)],
    )
    found = differences(first, second)
    assert [(d.part, d.id, d.change) for d in found] == [
        ("fact", "a", "changed"),
        ("fact", "late", "removed"),
        ("measure", "demotion", "changed"),
        ("duty", "hearing", "changed"),
        ("clock", "appeal", "added"),
    ]
    assert "from “24 months” to “18 months”" in found[2].words.en


def test_a_rung_put_in_between_moves_only_the_one_above_it() -> None:
    ladder = header()["ladder"]
    assert isinstance(ladder, list)
    middle = {"measure": "censure", "name": both("censure"), "kind": "grave", "cite": cite(7)}
    found = differences(pack(BAND), pack(BAND, ladder=[*ladder[:2], middle, *ladder[2:]]))
    assert [(d.id, d.change) for d in found] == [("censure", "added"), ("demerit", "changed")]
    assert [detail.trait for detail in found[1].details] == [Trait.PLACE]


def test_a_transition_and_a_rule_on_concurrence_are_compared() -> None:
    change = {"since": date(2021, 1, 1), "rule": "lighter_law", "cite": cite(67)}
    without = {key: value for key, value in header().items() if key != "concurrence"}
    second = parse_pack({"pack.yaml": without | {"transition": [change]}, "rules/a.yaml": RULES})
    assert [(d.part, d.change, d.title.en) for d in differences(pack(BAND), second)] == [
        ("concurrence", "removed", "of several ranges the heaviest"),
        ("transition", "added", "1 January 2021"),
    ]


def duty(text: str) -> dict[str, object]:
    return {"duty": "hearing", "text": both(text), "cite": cite(8)}


def clock(days: int) -> dict[str, object]:
    return {
        "clock": "appeal",
        "name": both("appeal"),
        "start_event": both("service"),
        "starts": "served",
        "ends": "appealed",
        "amount": days,
        "unit": "calendar_day",
        "cite": cite(9),
    }
