"""Working together: every indicator on records whose story is known."""

import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest

from remit.engines.measures.statistics import Measured
from remit.engines.measures.synergy import (
    LEAST,
    Means,
    Origin,
    Pulse,
    Quarter,
    Records,
    Rule,
    Synergy,
    composite,
    outcome_model,
    synergy,
)
from remit.engines.measures.synergy.process import alpha
from tests.engines.measures.synergy_records import ON, START, UNITS, group, item, open_items, whole


def chance() -> np.random.Generator:
    return np.random.default_rng(8)


def reckoned(records: Records | None = None, **more: object) -> dict[str, Measured]:
    known = replace(records or whole(), **more)  # type: ignore[arg-type]
    every = synergy(known, chance()).indicators
    return {name.removeprefix("synergy."): one for name, one in every.items()}


def test_there_are_at_least_twenty_indicators_each_with_interval_and_words_in_both_languages() -> (
    None
):
    every = reckoned(items=open_items(whole(), 6))
    assert len(every) >= 25
    for name, one in every.items():
        assert one.enough, name
        assert one.estimate.low <= one.value + 1e-9, name
        assert one.value <= one.estimate.high + 1e-9, name
        assert one.reading.zh.endswith("。"), name
        assert one.reading.en.endswith("."), name


def test_nothing_is_shown_under_five() -> None:
    every = reckoned(whole(items=4), meetings=whole().meetings[:4], groups=whole().groups[:1])
    assert LEAST == 5
    for name in ("s1_match", "s3_interdependence", "i2_clarity", "f1_presence", "i5_sunset"):
        assert not every[name].estimate.known
        assert every[name].exact is None
        assert every[name].behind == ()
        assert every[name].reading.en.startswith("Not enough data")


def test_groups_cannot_be_put_in_order() -> None:
    first = synergy(whole(), chance())
    assert isinstance(first, Synergy)
    with pytest.raises(TypeError):
        sorted([first, first])


def test_match_falls_where_the_work_is_without_the_power() -> None:
    assert reckoned()["s1_match"].value == pytest.approx(1)
    alone = {
        "police": Means(*[Fraction(1)] * 3),
        **dict.fromkeys(UNITS[1:], Means(*[Fraction(0)] * 3)),
    }
    assert reckoned(means=alone)["s1_match"].value == pytest.approx(1 / 3)


def test_history_is_smoothed_over_pairs_and_lowered_by_returns() -> None:
    items = open_items(whole(), 6)
    assert reckoned(items=items)["s2_history"].value == pytest.approx(5 / 6)
    returned = (items[0]._replace(returned=True), items[1]._replace(disputed=True), *items[2:])
    assert reckoned(items=returned)["s2_history"].value == pytest.approx(5 / 6 - 2 / 12)


def test_interdependence_counts_only_what_waits_for_others() -> None:
    waiting = [item(0, waits_for=frozenset({"police"})), item(1, waits_for=frozenset({"works"}))]
    items = (*waiting, *whole().items[2:])
    assert reckoned(items=items)["s3_interdependence"].exact == Fraction(1, 12)


def test_leadership_counts_presence_decisions_and_a_fair_floor() -> None:
    meetings = tuple(
        m._replace(led_in_person=n > 2, agenda=("police",)) for n, m in enumerate(whole().meetings)
    )
    every = reckoned(meetings=meetings)
    assert every["f1_presence"].exact == Fraction(9, 12)
    assert every["f3_fair_floor"].value == pytest.approx(1 / 3)
    assert every["f2_unblocking"].exact == 1
    assert every["f2_days"].value == 4


def test_escalations_without_a_decision_count_once_their_time_is_over() -> None:
    waiting = tuple(e._replace(decided=None) for e in whole().escalations[:3])
    fresh = tuple(e._replace(decided=None, raised=ON) for e in whole().escalations[3:5])
    every = reckoned(escalations=(*waiting, *fresh, *whole().escalations[5:]))
    assert every["f2_unblocking"].exact == Fraction(4, 7)


def test_attention_that_halves_every_four_weeks_is_measured_so() -> None:
    weeks = tuple(round(400 * 2 ** (-week / 4)) for week in range(20))
    got = reckoned(leader_weeks=weeks)["f4_half_life"]
    assert got.value == pytest.approx(4, abs=0.1)
    assert got.estimate.low < 4 < got.estimate.high
    steady = reckoned(leader_weeks=(5,) * 12)["f4_half_life"]
    assert steady.value > 100 or steady.value == float("inf")


def test_design_counts_rules_clarity_inclusion_openness_and_sunset() -> None:
    groups = (
        group(0, settled=frozenset({Rule.MANDATE, Rule.CONVENER})),
        group(1, represented=frozenset({"police"})),
        group(2, end=ON - timedelta(1)),
        group(3, last_event=ON - timedelta(180)),
        group(4),
        group(5),
    )
    every = reckoned(groups=groups, items=(item(0, leads=2), item(1, tested=False), item(2, due=None), *whole().items[3:]))  # fmt: skip
    assert every["i1_rules"].exact == Fraction(52, 60)
    assert every["i2_clarity"].exact == Fraction(9, 12)
    assert every["i2_clarity"].behind == (0, 1, 2)
    assert every["i3_inclusion"].exact == Fraction(16, 18)
    assert every["i3_inclusion"].behind == ("g1 school", "g1 works")
    assert every["i5_sunset"].exact == Fraction(4, 6)
    assert every["i5_sunset"].behind == ("g2", "g3")


def test_dialogue_is_presence_times_meetings_held_of_those_planned() -> None:
    meetings = tuple(m._replace(present=2) for m in whole().meetings[:6])
    assert reckoned(meetings=meetings)["c1_dialogue"].exact == Fraction(2, 3) * Fraction(6, 12)
    assert reckoned()["c1_dialogue"].exact == 1


def test_trust_is_smoothed_and_names_the_broken_promises() -> None:
    got = reckoned()["c2_trust"]
    assert (got.exact, got.behind) == (Fraction(10, 12), ("p0",))


def test_commitment_counts_returns_and_resources() -> None:
    items = (item(0, returned=True, delivered=Fraction(0)), *whole().items[1:])
    every = reckoned(items=items)
    assert every["c3_commitment"].exact == Fraction(11, 12)
    assert every["c3_resources"].value == pytest.approx(11 / 12)


def test_alpha_is_that_of_krippendorff_s_own_example() -> None:
    """Two coders, ten units, nominal: Krippendorff, Computing Krippendorff's Alpha, 2011, A."""
    first, second = "0100000010", "1110010000"
    assert alpha([[a, b] for a, b in zip(first, second, strict=True)]) == pytest.approx(
        0.095, abs=5e-4
    )


def test_alpha_with_four_coders_and_gaps_is_that_of_krippendorff_s_own_example() -> None:
    """Four observers, twelve units, nominal, missing answers: the same paper, C."""
    coders = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    units = [[coder[unit] for coder in coders if coder[unit] != "."] for unit in range(12)]
    assert alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_members_who_all_see_it_differently_share_no_understanding() -> None:
    pulses = tuple(Pulse(n, m, (m, m, m)) for n in range(8) for m in "abc")
    assert reckoned(pulses=pulses)["c4_understanding"].value < 0
    assert reckoned()["c4_understanding"].value == 1


def test_small_wins_come_in_the_first_third() -> None:
    items = (item(0, milestone=START + timedelta(21)), item(1, milestone=None), *whole().items[2:])
    assert reckoned(items=items)["c5_small_wins"].exact == Fraction(10, 12)


def test_a_closing_counts_only_when_verified() -> None:
    items = (item(0, verified=None), item(1, first_pass=False), *whole().items[2:])
    every = reckoned(items=items)
    assert every["o1_verified"].exact == Fraction(11, 12)
    assert every["o1_verified"].behind == (0,)
    assert every["o2_first_pass"].exact == Fraction(10, 11)


def test_reopening_counts_within_180_days_and_only_once_they_can_be_known() -> None:
    done = START + timedelta(60)
    items = (
        item(0, reopened=done + timedelta(180)),
        item(1, reopened=done + timedelta(181)),
        item(2, verified=ON - timedelta(9)),
        *whole().items[3:],
    )
    assert reckoned(items=items)["o3_reopened"].exact == Fraction(1, 11)


def test_gap_satisfaction_and_burden() -> None:
    items = (item(0, achieved=Fraction(0), weight=Fraction(9)), *whole().items[1:])
    every = reckoned(items=items)
    assert every["o4_gap"].value == pytest.approx(9 / 20)
    assert every["o5_satisfaction"].value == pytest.approx(0.75)
    assert every["o6_burden"].value == pytest.approx(48 / 12)


def test_stages_tell_time_returns_openness_lessons_and_rounds() -> None:
    items = tuple(one._replace(rounds=2, origin=Origin.MEMBER) for one in whole().items[:6])
    every = reckoned(items=(*items, *whole().items[6:]))
    assert every["stage_days.close"].value == 9
    assert every["stage_returns.start"].exact == Fraction(1, 6)
    assert every["openness"].exact == Fraction(1, 2)
    assert every["loop"].exact == 1
    assert every["rounds"].value == pytest.approx(1.5)


def test_a_part_is_drawn_together_by_the_geometric_mean_only() -> None:
    known = synergy(whole(), chance())
    got = composite("process", known.process)
    shares = [one.value for one in known.process if one.unit == "share"]
    assert got.value == pytest.approx(float(np.exp(np.log(shares).mean())))
    assert got.estimate.low < got.value
    outcome = composite("outcome", known.outcome)
    assert outcome.value > 0.8
    assert not composite("nothing", []).enough


def test_outcomes_are_modelled_only_from_thirty_group_quarters_on() -> None:
    rng = np.random.default_rng(1)
    rows = []
    for n in range(60):
        c, s, f, i = rng.uniform(0, 1, 4)
        rows.append(Quarter(f"q{n}", 0.2 + 0.5 * c + float(rng.normal(0, 0.05)), c, s, f, i))
    got = outcome_model(rows)
    assert got["process_before"].value == pytest.approx(0.5, abs=0.1)
    assert not got["starting"].estimate.low > 0.1
    assert not any(one.enough for one in outcome_model(rows[:29]).values())


def test_two_hundred_groups_and_a_hundred_thousand_records_take_no_more_than_five_seconds() -> None:
    base = whole()
    many = replace(
        base,
        items=tuple(item(n) for n in range(60_000)),
        meetings=base.meetings * 1_000,
        groups=tuple(group(n) for n in range(200)),
        promises=base.promises * 2_800,
    )
    began = time.process_time()
    synergy(many, chance())
    assert time.process_time() - began <= 5


def test_the_day_looked_from_is_an_argument() -> None:
    early = reckoned(on=date(2025, 7, 1))
    assert early["o1_verified"].n == 0
