"""Two sets of real decisions, beside plain counts made from their files alone."""

import csv
import gzip
import json
import re
from itertools import combinations
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest

from answers import precedents
from answers.precedents import FOR_PLAINTIFF
from benchmarks import precedents as speed
from remit.engines.precedents import Side, Status, consistency, constrain, contradictions

pytestmark = pytest.mark.acceptance


@pytest.fixture
def secrets_file(acceptance_data: Path) -> Path:
    return acceptance_data / precedents.TRADE_SECRETS


@pytest.fixture
def discipline_file(acceptance_data: Path) -> Path:
    return acceptance_data / precedents.DISCIPLINE


def forcing(one: dict[str, Any], case: dict[str, Any]) -> bool:
    """The result model on sets: what favours the winner is there again, and nothing new is
    against it."""
    for_winner = set(FOR_PLAINTIFF)
    if one["outcome"] == "defendant":
        for_winner = {*one["base_factors"], *case["base_factors"]} - for_winner
    before, now = set(one["base_factors"]), set(case["base_factors"])
    return before & for_winner <= now and now - for_winner <= before


def test_13_trade_secret_cases_are_forced_by_the_others_and_all_rightly(secrets_file: Path) -> None:
    base = precedents.trade_secrets(secrets_file)
    assert len(base.precedents) == 32
    named = {name for case in json.loads(secrets_file.read_text()) for name in case["base_factors"]}
    assert {aspect.id for aspect in base.aspects} == named
    assert precedents.foreseen(base) == {
        "forced": 13,
        "right": 13,
        "wrong": 0,
        "free": 19,
        "in conflict": 0,
    }
    assert list(contradictions(base)) == []


def test_the_cases_named_are_those_that_force_by_sets_of_factors(secrets_file: Path) -> None:
    base = precedents.trade_secrets(secrets_file)
    every = json.loads(secrets_file.read_text())
    for case in every:
        expected = {one["case"] for one in every if one is not case and forcing(one, case)}
        values = next(each.values for each in base.precedents if each.id == case["case"])
        found = constrain(base, values, without={case["case"]})
        assert {each.precedent.id for each in found.by} == expected


def test_a_forced_case_says_by_which_and_what_would_have_to_count(secrets_file: Path) -> None:
    base = precedents.trade_secrets(secrets_file)
    (bryce,) = (each for each in base.precedents if "Bryce" in each.id)
    found = constrain(base, bryce.values, without={bryce.id})
    assert found.words.en == "The precedents leave “the plaintiff” alone."
    first = found.by[0]
    assert (first.precedent.id, first.side) == (
        "National Instruments Labs Inc v Hycel Inc",
        Side.HEAVIER,
    )
    assert first.words.en.endswith(
        "To decide for the defendant, one of these differences would have to count for the "
        "defendant: AgreedNotToDisclose: no there, yes here; SecurityMeasures: no there, yes here."
    )


def test_a_case_with_one_deciding_factor_unknown_stays_open(secrets_file: Path) -> None:
    base = precedents.trade_secrets(secrets_file)
    (bryce,) = (each for each in base.precedents if "Bryce" in each.id)
    values = {name: value for name, value in bryce.values.items() if name != "KnewInfoConfidential"}
    found = constrain(base, values, without={bryce.id})
    assert found.status is Status.OPEN
    assert all(each.waits_for == ("KnewInfoConfidential",) for each in found.waiting)


def test_shares_of_pairs_and_the_medians_of_others_are_as_known(discipline_file: Path) -> None:
    found = precedents.agreed(consistency(precedents.discipline(discipline_file)))
    assert found == precedents.AGREEMENT


def test_the_figures_are_those_of_every_single_pair_and_decision(discipline_file: Path) -> None:
    decided = precedents.discipline(discipline_file)
    within = consistency(decided).within
    gaps = [abs(a - b) for given in decided.values() for a, b in combinations(given, 2)]
    misses = [
        abs(median(given[:place] + given[place + 1 :]) - own)
        for given in decided.values()
        if len(given) > 1
        for place, own in enumerate(given)
    ]
    assert (len(gaps), gaps.count(0), sum(gap >= 3 for gap in gaps)) == (
        within.pairs,
        within.same,
        within.distant,
    )
    assert within.spread is not None
    assert within.median_error is not None
    assert float(within.spread) == pytest.approx(mean(gaps))
    assert float(within.median_error) == pytest.approx(mean(misses))
    assert sum(miss <= 1 for miss in misses) == within.close


def step(penalty: str) -> int | None:
    """The step that a penalty is, by its number of days."""
    if "SUSPENSION" in penalty and (days := re.match(r"\d+", penalty)):
        return 2 + sum(int(days[0]) > most for most in (3, 10, 20, 30))
    named = {"VIOLATION NOTED": 0, "NO ACTION": 0, "REPRIMAND": 1, "OVER 30": 6, "SEPARATION": 7}
    return next((step for words, step in named.items() if words in penalty), None)


def test_steps_are_those_laid_down_for_each_penalty(discipline_file: Path) -> None:
    with gzip.open(discipline_file, "rt", newline="") as rows:
        told = [(row["final_penalty"], row["final_level"]) for row in csv.DictReader(rows)]
    assert len(told) == 3140
    assert [step(penalty) for penalty, _ in told] == [
        int(float(level)) if level else None for _, level in told
    ]


def test_both_boards_meet_their_goals(acceptance_data: Path) -> None:
    assert [row.met for row in precedents.rows()] == [True, True]
    assert [row.met for row in speed.rows()] == [True]


def test_without_the_data_both_boards_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REMIT_ACCEPTANCE_DATA", str(tmp_path))
    (measured,) = speed.rows()
    assert {row.met for row in precedents.rows()} == {None}
    assert measured.met is None
    assert all("REMIT_ACCEPTANCE_DATA" in row.errata for row in precedents.rows())
    assert "REMIT_ACCEPTANCE_DATA" in measured.note
