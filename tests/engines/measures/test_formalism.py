"""Formalism: paper beside work, paper before the look, paper that is rewarded, paper made later."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest

from remit.engines.measures.formalism import (
    Evidence,
    Recorded,
    Scheme,
    Scored,
    Spent,
    back_dating,
    bunching,
    index,
    paper_share,
    reward_for_paper,
)

JANUARY = date(2026, 1, 1)
SPRING = date(2026, 4, 1)


def spent(hours: int, *, paper: bool, post: str = "p1", count: int = 1) -> list[Spent]:
    return [Spent(post, Fraction(hours), paper, f"{post}-{paper}-{n}") for n in range(count)]


def test_the_paper_share_is_exact_and_names_the_paper() -> None:
    hours = [
        *spent(1, paper=True, count=10),
        *spent(2, paper=False, count=10),
        *spent(3, paper=True, post="p2", count=5),
    ]
    got = paper_share(hours, np.random.default_rng(1))
    assert got.exact == Fraction(25, 45)
    assert got.enough
    assert got.estimate.low <= got.value <= got.estimate.high
    assert len(got.behind) == 15
    assert "evidence" in got.reading.en
    assert "留痕" in got.reading.zh


def test_hours_of_nothing_have_no_share() -> None:
    assert not paper_share([], np.random.default_rng(1)).enough
    assert paper_share(spent(0, paper=True), np.random.default_rng(1)).exact is None


def made(days: list[date]) -> list[Evidence]:
    return [Evidence(day, number) for number, day in enumerate(days)]


def test_bunching_is_the_rate_before_due_days_over_that_of_other_days() -> None:
    due = date(2026, 2, 10)
    every_day = [JANUARY + timedelta(n) for n in range(90)]
    pile = [due - timedelta(n % 4) for n in range(40)]
    got = bunching(made(every_day + pile), [due], JANUARY, SPRING)
    assert got.value == pytest.approx((44 / 4) / (86 / 86))
    assert got.estimate.low > 1
    assert len(got.behind) == 44
    assert "piles up" in got.reading.en


def test_even_evidence_is_no_bunching_and_days_outside_do_not_count() -> None:
    every_day = [JANUARY + timedelta(n) for n in range(-20, 120)]
    got = bunching(made(every_day), [date(2026, 2, 10), date(2026, 2, 11)], JANUARY, SPRING)
    assert got.value == pytest.approx(1)
    assert got.n == 90
    assert "没有明显突击" in got.reading.zh


def scored(paper: float, outcome: float, *, seed: int = 1) -> list[Scored]:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(120):
        volume, good = float(rng.integers(0, 50)), float(rng.normal())
        score = 50 + paper * float(np.log1p(volume)) + outcome * good + float(rng.normal(0, 1))
        rows.append(Scored(score, volume, (good,), number))
    return rows


def test_a_score_that_follows_paper_shows_it_and_its_part_in_the_score() -> None:
    got = reward_for_paper(scored(4, 1))
    assert got.elasticity.estimate.low > 3.5
    assert got.elasticity.value == pytest.approx(4, abs=0.5)
    assert got.dominance is not None
    assert got.dominance > 0.85
    assert "rewarded" in got.elasticity.reading.en


def test_a_score_that_follows_outcomes_does_not_reward_paper() -> None:
    got = reward_for_paper(scored(0, 3))
    assert not got.elasticity.estimate.clear_of(0)
    assert got.dominance is not None
    assert got.dominance < 0.05


def test_too_few_scores_and_scores_that_never_differ_say_nothing() -> None:
    assert not reward_for_paper([]).elasticity.enough
    assert not reward_for_paper(scored(4, 1)[:6]).elasticity.enough
    same = [Scored(1.0, 5.0, (1.0,), n) for n in range(40)]
    assert reward_for_paper(same).dominance is None


def test_back_dating_counts_what_was_entered_after_the_limit() -> None:
    at = datetime(2026, 3, 1)  # noqa: DTZ001
    entries = [Recorded(at, at + timedelta(days=n), n) for n in range(30)]
    got = back_dating(entries, timedelta(days=7))
    assert got.exact == Fraction(22, 30)
    assert got.behind == tuple(range(8, 30))


def test_the_index_needs_both_signs_and_leaves_out_what_cannot_be_judged() -> None:
    rewarded = reward_for_paper(scored(4, 1)).elasticity
    not_rewarded = reward_for_paper(scored(0, 3)).elasticity
    due = date(2026, 2, 10)
    piled = bunching(made([due] * 30 + [JANUARY] * 5), [due], JANUARY, SPRING)
    unjudged = bunching([], [due], JANUARY, SPRING)
    schemes = [
        *(Scheme(f"both {n}", rewarded, piled) for n in range(3)),
        *(Scheme(f"one {n}", not_rewarded, piled) for n in range(3)),
        Scheme("unjudged", rewarded, unjudged),
    ]
    got = index(schemes)
    assert got.exact == Fraction(1, 2)
    assert got.behind == ("both 0", "both 1", "both 2")
