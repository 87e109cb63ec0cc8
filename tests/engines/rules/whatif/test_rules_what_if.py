"""What other rules would have changed, against judging every case twice by itself."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.rules import Determination, Fact, Pack, determine, parse_pack
from remit.engines.rules.batch import Days, cases_of
from remit.engines.rules.whatif import (
    Direction,
    WhatIf,
    direction_chart,
    direction_picture,
    matrix_chart,
    matrix_picture,
    what_if,
    what_if_mapping,
)
from tests.engines.rules.small_packs import ACT_ON, BAND, ON, both, cite, header, pack, rule
from tests.engines.rules.test_rules_unknown import KNOWN, packs

Row = Mapping[str, object]
DAYS = Days(ON, ACT_ON)
ROWS = st.lists(KNOWN, min_size=1, max_size=10)
MILDER_BAND = rule("band", {"a": True}, {"band": ["talk", "demerit"]})


def compared(before: Pack, after: Pack, rows: Sequence[Row], **more: object) -> WhatIf:
    cases = cases_of(before, rows, after)  # type: ignore[arg-type]
    return what_if(before, after, cases, DAYS, **more)  # type: ignore[arg-type]


def alone(small: Pack, row: Row) -> Determination:
    return determine(small, {k: Fact(v) for k, v in row.items()}, ON, ACT_ON)  # type: ignore[arg-type]


def only(answer: WhatIf) -> Direction:
    (direction,) = answer.directions
    return direction


@given(packs(), packs(), ROWS)
def test_the_cases_that_change_are_those_with_other_outcomes(
    before: Pack, after: Pack, rows: list[Row]
) -> None:
    pairs = [(alone(before, row), alone(after, row)) for row in rows]
    answer = compared(before, after, rows, most=len(rows))
    changed = [n for n, (old, new) in enumerate(pairs) if old.outcomes != new.outcomes]
    assert [example.case for example in answer.examples] == changed
    assert answer.changed == len(changed)
    moved = sum(
        Fraction(new.low.rank + new.high.rank - old.low.rank - old.high.rank, 2)
        for old, new in pairs
    )
    assert answer.mean_shift == moved / len(rows)
    newly = sum(not old.settled and new.settled for old, new in pairs)
    assert answer.directions.get(Direction.DECIDABLE, 0) == newly


@given(packs(), packs(), ROWS)
def test_every_change_has_a_rule_or_a_general_part_behind_it(
    before: Pack, after: Pack, rows: list[Row]
) -> None:
    answer = compared(before, after, rows, most=len(rows))
    for example in answer.examples:
        general = (before.concurrence, before.transitions), (after.concurrence, after.transitions)
        assert example.rules or general[0] != general[1] or before.transitions
        assert bool(example.rules) is not example.reason.en.startswith("the general part")
    named = Counter(rule for example in answer.examples for rule in example.rules)
    assert {one.id: one.cases for one in answer.rules} == named


@given(packs(), packs(), ROWS, st.data())
def test_matrix_directions_and_groups_add_up_to_all_cases(
    before: Pack, after: Pack, rows: list[Row], data: st.DataObject
) -> None:
    labels = [data.draw(st.sampled_from(["north", "south"])) for _ in rows]
    answer = compared(before, after, rows, attributes={"region": labels})
    assert sum(flow.cases for flow in answer.flows) == len(rows)
    assert sum(answer.directions.values()) == len(rows)
    groups = answer.attributes["region"]
    assert sum(group.cases for group in groups) == len(rows)
    assert sum(group.changed for group in groups) == answer.changed
    mean = sum(group.mean_shift * group.cases for group in groups) / len(rows)
    assert mean == answer.mean_shift


@given(packs(), packs(), ROWS)
def test_the_way_back_turns_every_shift_round(before: Pack, after: Pack, rows: list[Row]) -> None:
    there, back = compared(before, after, rows), compared(after, before, rows)
    assert there.mean_shift == -back.mean_shift
    assert there.changed == back.changed
    turned = {Direction.DECIDABLE: Direction.UNDECIDABLE, Direction.WIDER: Direction.NARROWER}
    for way, other in turned.items():
        assert there.directions.get(way, 0) == back.directions.get(other, 0)


@given(packs(), ROWS)
def test_a_pack_compared_with_itself_changes_nothing(small: Pack, rows: list[Row]) -> None:
    answer = compared(small, small, rows)
    assert (answer.changed, answer.rules, answer.examples) == (0, (), ())
    assert answer.title.en == f"None of {len(rows)} cases would come out differently"


BANDED = {"a": True}


@pytest.mark.parametrize(
    ("then", "direction", "shift"),
    [
        ({"band": ["talk", "demerit"]}, Direction.MILDER, -1),
        ({"band": ["warning", "demerit"]}, Direction.MILDER, Fraction(-1, 2)),
        ({"band": ["warning", "dismissal"]}, Direction.HEAVIER, Fraction(1, 2)),
        ({"band": ["demerit", "demerit"]}, Direction.NARROWER, 0),
        ({"band": ["talk", "dismissal"]}, Direction.WIDER, 0),
    ],
)
def test_the_direction_is_that_of_the_ends_of_the_range(
    then: Row, direction: Direction, shift: Fraction
) -> None:
    answer = compared(pack(BAND), pack(rule("band", {"a": True}, then)), [BANDED])
    assert (only(answer), answer.mean_shift) == (direction, shift)


def test_an_exemption_that_shall_be_given_is_newly_exempt() -> None:
    spare = rule("spare", {"b": True}, {"exempt": True})
    answer = compared(pack(BAND), pack(BAND, spare), [{"a": True, "b": True}])
    assert only(answer) is Direction.EXEMPT
    assert answer.examples[0].reason.en == "“spare” now applies"


def test_a_fact_that_begins_to_matter_makes_a_case_undecidable() -> None:
    spare = rule("spare", {"b": True}, {"exempt": True})
    answer = compared(pack(BAND), pack(BAND, spare), [{"a": True}])
    assert only(answer) is Direction.UNDECIDABLE
    assert answer.examples[0].reason.en == "“spare” may now apply"
    assert [finding.id for finding in answer.findings] == ["whatif.open_cases"]


def test_another_rule_on_concurrence_is_told_as_the_general_part() -> None:
    other = rule("other", {"b": True}, {"band": ["talk", "talk"]})
    bare = {key: value for key, value in header().items() if key != "concurrence"}
    clash = parse_pack({"pack.yaml": bare, "rules/all.yaml": {"rules": [BAND, other]}})
    answer = compared(pack(BAND, other), clash, [{"a": True, "b": True}])
    assert answer.examples[0].reason.en.startswith("the general part of the packs differs")
    assert [flow.after.status for flow in answer.flows] == ["conflict"]


def test_a_leaning_alone_is_a_change_otherwise() -> None:
    lean = rule("lean", {"b": True}, {"lean": "lighter"}, "may")
    answer = compared(pack(BAND), pack(BAND, lean), [{"a": True, "b": True}])
    assert (only(answer), answer.mean_shift) == (Direction.OTHERWISE, 0)


def test_a_rule_with_another_effect_is_behind_the_change_though_it_fires_as_before() -> None:
    answer = compared(pack(BAND), pack(MILDER_BAND), [BANDED, {"a": False}])
    (behind,) = answer.rules
    assert (behind.id, behind.gained, behind.lost, behind.altered) == ("band", 0, 0, 1)
    assert answer.examples[0].reason == ("“中band”效果改变", "“band” says something else")


def test_a_rung_put_in_between_is_no_change_of_measure() -> None:
    ladder = header()["ladder"]
    assert isinstance(ladder, list)
    middle = {"measure": "censure", "name": both("censure"), "kind": "grave", "cite": cite(7)}
    finer = pack(BAND, ladder=[*ladder[:2], middle, *ladder[2:]])
    assert only(compared(pack(BAND), finer, [BANDED])) is Direction.UNCHANGED


def test_a_measure_that_is_dropped_keeps_its_place_between_its_neighbours() -> None:
    ladder = header()["ladder"]
    assert isinstance(ladder, list)
    heavy = rule("band", {"a": True}, {"band": ["demotion", "demotion"]})
    mild = rule("band", {"a": True}, {"band": ["demerit", "demerit"]})
    answer = compared(pack(heavy), pack(mild, ladder=[*ladder[:3], ladder[4]]), [BANDED])
    assert (only(answer), answer.mean_shift) == (Direction.MILDER, -1)


def test_one_pack_on_two_days_compares_the_law_of_then_with_that_of_now() -> None:
    change = date(2021, 1, 1)
    old = rule("old", {"a": True}, {"band": ["warning", "demerit"]}, until=change)
    new = rule("new", {"a": True}, {"band": ["talk", "warning"]}, since=change)
    small = pack(old, new)
    then, now = date(2020, 8, 1), date(2021, 8, 1)
    cases = cases_of(small, [BANDED, {"a": False}])
    answer = what_if(small, small, cases, Days(then, then), days_after=Days(now, now))
    assert answer.directions == {Direction.UNCHANGED: 1, Direction.MILDER: 1}
    assert answer.examples[0].reason.en in (
        "“old” no longer applies; “new” now applies",
        "“new” now applies; “old” no longer applies",
    )
    assert answer.before.days.en == "act of 1 August 2020"


def test_cases_with_days_of_their_own_are_compared_each_under_its_law() -> None:
    late = rule("late", {"a": True}, {"band": ["talk", "talk"]}, since=date(2025, 1, 1))
    acts = np.array(["2024-12-31", "2025-01-01"], "datetime64[D]")
    cases = cases_of(pack(late), [BANDED, BANDED], pack(BAND))
    answer = what_if(pack(late), pack(BAND), cases, Days(ON, acts))
    assert [example.before.en for example in answer.examples] == [
        "no provision gives a measure", "talk",
    ]  # fmt: skip


def test_labels_for_another_number_of_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="1 labels for 2 cases"):
        compared(pack(BAND), pack(MILDER_BAND), [BANDED, BANDED], attributes={"unit": ["x"]})


def test_the_sentences_name_the_group_and_the_rule_most_affected() -> None:
    rows = [BANDED] * 30 + [{"a": False}] * 30
    labels = ["works"] * 30 + ["office"] * 30
    answer = compared(pack(BAND), pack(MILDER_BAND), rows, attributes={"unit": labels})
    assert [sentence.en for sentence in answer.sentences] == [
        "30 of 60 cases (50.0 %) would come out differently: 30 milder",
        "Over all cases the middle of the range moves by 0.50 rungs on average, to the milder side.",
        "By “unit”, the part that changes is largest for “works” (100.0 %) and smallest for “office” "
        "(0.0 %).",
        "The rule most often behind a change is “band”: 30 cases (100.0 % of those that change).",
    ]
    assert answer.title.zh == "60件案件中有30件（50.0%）结果不同：30件变轻"


def test_small_groups_are_marked() -> None:
    answer = compared(
        pack(BAND), pack(MILDER_BAND), [BANDED] * 3, attributes={"unit": ["x", "x", "y"]}
    )
    assert "whatif.small_groups" in [finding.id for finding in answer.findings]


@given(packs(), packs(), ROWS)
def test_the_comparison_can_be_written_and_drawn(
    before: Pack, after: Pack, rows: list[Row]
) -> None:
    answer = compared(before, after, rows, attributes={"n": [str(len(row)) for row in rows]})
    assert json.loads(json.dumps(what_if_mapping(answer)))["changed"] == answer.changed
    for language in ("zh-hans", "en"):
        for draw in (direction_picture, matrix_picture):
            root = ET.fromstring(draw(answer, language, 390))
            assert float(root.get("width", "")) <= 390
        charts = (direction_chart(answer, language), matrix_chart(answer, language))
        json.dumps(charts)
        assert answer.title.pick(language) == charts[0]["description"]


def test_the_bars_are_as_long_as_their_numbers_and_start_at_zero() -> None:
    spare = rule("spare", {"b": True}, {"exempt": True})
    rows = [{"a": True, "b": True}] + [{"a": True, "b": False}] * 3
    answer = compared(pack(BAND), pack(MILDER_BAND, spare), rows)
    root = ET.fromstring(direction_picture(answer, "en", 960))
    ways = [group for group in root if group.get("class") == "way"]
    lengths = [
        float(rect.get("width", "")) for g in ways for rect in g if rect.tag.endswith("rect")
    ]
    starts = {rect.get("x") for g in ways for rect in g if rect.tag.endswith("rect")}
    assert lengths[1] == pytest.approx(3 * lengths[0], abs=0.01)
    assert len(starts) == 1


def test_a_chart_of_directions_is_zero_based_and_labels_every_bar() -> None:
    chart = direction_chart(compared(pack(BAND), pack(MILDER_BAND), [BANDED]), "en")
    text = json.dumps(chart)
    assert '"zero": true' in text
    assert chart["data"] == {
        "values": [
            {
                "way": "milder",
                "cases": 1,
                "told": "1 (100.0 %)",
                "share": "100.0 %",
                "colour": "#0f6b5c",
            }
        ]
    }
