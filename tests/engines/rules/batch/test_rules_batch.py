"""Many cases at once: every case must come out as `determine` says of it alone."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.rules import Fact, FactsRefused, FactStatus, Pack, determine
from remit.engines.rules.batch import (
    NO_RANK,
    OPEN,
    Cases,
    cases_of,
    compile_pack,
    determine_all,
    determine_compiled,
    number_column,
)
from tests.engines.rules.batch.made_up import dated_packs, rows_of, shipped
from tests.engines.rules.small_packs import ACT_ON, BAND, ON, pack, rule
from tests.engines.rules.test_rules_unknown import KNOWN, packs

Row = Mapping[str, object]


def facts(row: Row) -> dict[str, Fact]:
    return {name: Fact(value) for name, value in row.items()}  # type: ignore[arg-type]


def agree(small: Pack, rows: Sequence[Row], decided: Sequence[date], acts: Sequence[date]) -> None:
    cases = cases_of(small, [facts(row) for row in rows])
    batch = determine_all(
        small, cases, np.array(decided, "datetime64[D]"), np.array(acts, "datetime64[D]")
    )
    for number, (row, on, act_on) in enumerate(zip(rows, decided, acts, strict=True)):
        alone = determine(small, facts(row), on, act_on)
        assert batch.outcomes(number) == alone.outcomes
        assert batch.settled[number] == alone.settled
        assert batch.low[number] == alone.low.rank
        assert batch.high[number] == alone.high.rank
        assert batch.count[number] == len(alone.outcomes)


@given(packs(), st.lists(KNOWN, min_size=1, max_size=12))
def test_every_case_of_a_random_pack_comes_out_as_alone(small: Pack, rows: list[Row]) -> None:
    agree(small, rows, [ON] * len(rows), [ACT_ON] * len(rows))


@given(dated_packs(), st.lists(KNOWN, min_size=1, max_size=8), st.data())
def test_dated_rules_and_a_transition_judge_each_case_by_its_own_days(
    small: Pack, rows: list[Row], data: st.DataObject
) -> None:
    days = st.sampled_from([date(2019, 1, 1) + timedelta(days=200 * n) for n in range(10)])
    acts = [data.draw(days) for _ in rows]
    decided = [act + timedelta(days=data.draw(st.integers(0, 700))) for act in acts]
    agree(small, rows, decided, acts)


@pytest.mark.parametrize("name", ["cn-administrative-discipline", "enterprise-accountability"])
@pytest.mark.parametrize("openness", [0, 0.1, 0.4])
def test_cases_under_shipped_packs_come_out_as_alone(name: str, openness: float) -> None:
    rules = shipped(name)
    rows = rows_of(rules, 60, openness, seed=3)
    agree(rules, rows, [ON] * len(rows), [ACT_ON] * len(rows))


def test_a_contested_fact_is_open() -> None:
    small = pack(BAND)
    contested = Fact(value=True, status=FactStatus.CONTESTED)
    batch = determine_all(small, cases_of(small, [{"a": contested}, {"a": True}]), ON, ACT_ON)
    assert batch.settled.tolist() == [False, True]


def test_two_rules_with_opposite_conditions_and_one_effect_leave_nothing_open() -> None:
    band = {"band": ["warning", "demotion"]}
    small = pack(rule("yes", {"b": True}, band), rule("no", {"b": False}, band))
    batch = determine_all(small, cases_of(small, [{}]), ON, ACT_ON)
    assert batch.settled.tolist() == [True]
    assert (batch.low.tolist(), batch.high.tolist()) == ([2], [4])


def test_an_exemption_that_may_be_given_or_may_be_open_is_possible() -> None:
    small = pack(BAND, rule("spare", {"b": True}, {"exempt": True}, "may"))
    rows = [{"a": True, "b": True}, {"a": True}, {"a": True, "b": False}, {"a": False, "b": True}]
    batch = determine_all(small, cases_of(small, rows), ON, ACT_ON)
    assert batch.exempt_possible.tolist() == [True, True, False, False]


def test_columns_can_be_given_directly() -> None:
    small = pack(BAND)
    columns = {"a": np.array([0, 1, OPEN], dtype=np.int32)}
    cases = Cases(3, columns, {"a": (True, False)})
    batch = determine_all(small, cases, ON, ACT_ON)
    assert batch.low.tolist() == [2, 0, 0]
    assert [cases.fact_values(n) for n in range(3)] == [{"a": True}, {"a": False}, {}]


def test_no_cases_give_no_results() -> None:
    small = pack(BAND)
    assert determine_all(small, cases_of(small, []), ON, ACT_ON).low.tolist() == []


def test_a_pack_compiled_for_a_day_judges_by_the_rules_of_that_day() -> None:
    later = rule("later", {"b": True}, {"band": ["talk", "talk"]}, since=date(2026, 1, 1))
    small = pack(BAND, later)
    cases = cases_of(small, [{"a": False, "b": True}])
    before = determine_compiled(compile_pack(small, date(2025, 12, 31)), cases)
    since = determine_compiled(compile_pack(small, date(2026, 1, 1)), cases)
    assert [batch.outcomes(0)[0].status for batch in (before, since)] == ["no_basis", "measure"]


def test_faults_of_all_rows_are_told_at_once() -> None:
    small = pack(BAND)
    with pytest.raises(FactsRefused) as refused:
        cases_of(small, [{"a": "yes"}, {"unheard_of": True}, {"grade": "top"}, {"loss": True}])
    assert [f.id.split(".")[1] for f in refused.value.findings] == [
        "impossible_value", "unknown_name", "impossible_value", "impossible_value",
    ]  # fmt: skip


def test_columns_of_another_length_and_places_that_do_not_exist_are_refused() -> None:
    with pytest.raises(FactsRefused) as refused:
        Cases(
            2,
            {"a": np.array([0], dtype=np.int32), "b": np.array([0, 7], dtype=np.int32)},
            {"a": (True, False), "b": (True, False)},
        )
    assert [f.id for f in refused.value.findings] == ["cases.wrong_length", "cases.no_such_cell"]


@given(
    st.lists(st.fractions(-20, 20, max_denominator=4), unique=True), st.lists(st.integers(-20, 20))
)
def test_a_column_of_numbers_is_cut_as_rows_are(bounds: list[Fraction], numbers: list[int]) -> None:
    band = {"band": ["talk", "talk"]}
    bounded = [rule(f"r{n}", {"loss": {"above": b}}, band) for n, b in enumerate(bounds)]
    cases = cases_of(pack(BAND, *bounded), [{"loss": number} for number in numbers])
    column = number_column(cases.cells["loss"], np.array(numbers, dtype=np.int64))
    assert column.tolist() == cases.columns["loss"].tolist()


def test_cases_cut_for_another_pack_are_refused_and_accepted_once_cut_for_both() -> None:
    band = {"band": ["warning", "warning"]}
    coarse = pack(rule("ten", {"loss": {"at_least": 10}}, band))
    fine = pack(rule("five", {"loss": {"at_least": 5}}, band))
    rows = [{"loss": Fraction(n)} for n in (4, 5, 7, 10, 11)]
    with pytest.raises(FactsRefused):
        determine_all(fine, cases_of(coarse, rows), ON, ACT_ON)
    cases = cases_of(coarse, rows, fine)
    assert determine_all(coarse, cases, ON, ACT_ON).high.tolist() == [0, 0, 0, 2, 2]
    assert determine_all(fine, cases, ON, ACT_ON).high.tolist() == [0, 2, 2, 2, 2]


def test_a_case_past_the_bound_has_no_result_and_a_finding_says_so() -> None:
    steps = [
        rule(f"r{n}", {"loss": {"at_least": n}}, {"band": ["talk", "warning"]}) for n in range(1, 3)
    ]
    small = pack(*steps)
    batch = determine_all(small, cases_of(small, [{}]), ON, ACT_ON)
    assert batch.findings == ()
    lost = type(batch)(small, ((),), np.zeros(4, dtype=np.intp))
    assert lost.low.tolist() == [NO_RANK] * 4
    assert "4 of the cases" in lost.findings[0].message.en
