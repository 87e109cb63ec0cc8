"""Claims: each has a regime, a control and words; those that are said to hold do; the board is of this version."""

from collections.abc import Callable
from math import isnan
from pathlib import Path

import numpy as np
import pytest

from answers.laboratory import NOT_BORNE_OUT, of_board
from remit.engines.measures.statistics import Estimate
from remit.engines.storm.claims import CLAIMS, Bench, Claim, Text, Verdict, failures, judge
from remit.engines.storm.claims.board import (
    VARIED,
    Setting,
    board,
    line,
    shipped,
    sources,
    verdict,
)
from remit.engines.storm.claims.claim import Effect, Span
from remit.engines.storm.claims.judging import interval, weeks_of
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.sampling import environments
from remit.engines.storm.running import kernel_there, simulate
from remit.engines.storm.tree import Tree

EXPLANATION = (Path(__file__).parents[3] / "docs/explanation/laboratory.md").read_text("utf-8")
COUNTY = Tree.regular(10, 10, times=4)
SEEDS = range(8)
IDS = [each.id for each in CLAIMS]
needs_kernel = pytest.mark.skipif(not kernel_there(), reason="minutes without the compiled kernel")


@pytest.fixture(scope="module")
def bench() -> Bench:
    """A bench whose runs all claims share."""
    return Bench(lambda design, seed: simulate(COUNTY, design, seed))


def test_there_are_thirty_claims_or_more_each_under_its_own_name() -> None:
    assert len(CLAIMS) >= 30
    assert len(set(IDS)) == len(CLAIMS)
    assert {each.text for each in CLAIMS} == set(Text)


@pytest.mark.parametrize("claim", CLAIMS, ids=IDS)
def test_every_claim_has_regime_control_and_words_in_both_languages(claim: Claim) -> None:
    for words in (claim.words, claim.regime, claim.controlled, claim.text.words):
        assert words.zh
        assert words.en
    assert bool(claim.conditional.zh) == bool(claim.conditional.en)
    assert claim.sign in {1, -1}
    assert claim.control != claim.effect
    assert claim.control.figure == claim.effect.figure in FIGURES
    assert claim.control.span == claim.effect.span
    assert len(set(claim.axes)) == 2


@pytest.mark.parametrize("claim", CLAIMS, ids=IDS)
def test_every_value_a_claim_sets_is_in_range_and_its_weights_cancel_out(claim: Claim) -> None:
    for effect in (claim.effect, claim.control):
        for _, changes in effect.terms:
            for name, value in changes.items():
                assert parameter(name).low <= value <= parameter(name).high, name
        weights = [weight for weight, _ in effect.terms]
        assert sum(weights) == pytest.approx(0) or weights == [1.0]
    for name in claim.axes:
        parameter(name)


@needs_kernel
@pytest.mark.parametrize("claim", CLAIMS, ids=IDS)
def test_a_claim_holds_unless_it_is_named_as_not_borne_out(claim: Claim, bench: Bench) -> None:
    found = judge(claim, bench, SEEDS)
    assert found.holds == (claim.id not in NOT_BORNE_OUT), (found.effect, found.control)


def test_the_controls_that_are_nothing_by_construction_are_those_the_explanation_names() -> None:
    nothing = {
        each["id"]
        for each in shipped()["claims"]  # type: ignore[attr-defined]
        if max(abs(each["control"][end]) for end in ("low", "high")) < 1e-6
    }
    assert nothing == {"L1", "E4", "P12"}
    assert "The controls of L1, E4 and P12 are nothing by construction" in EXPLANATION


def test_a_claim_that_holds_in_few_environments_says_where_it_holds() -> None:
    for each in shipped()["claims"]:  # type: ignore[attr-defined]
        assert each["robust"] >= 0.6 or each["conditional"]["en"], each["id"]


def test_a_ratio_of_nothing_has_no_logarithm_and_is_left_out() -> None:
    bench = made_up(lambda design: -1e-6)
    found = bench.effect(Effect("by_task", ((1.0, {}),), ratio=True), [1, 2, 3], {})
    assert np.isnan(found[0])
    assert interval(found).n == 2


@needs_kernel
def test_the_shipped_board_is_what_comes_out(bench: Bench) -> None:
    told = {each["id"]: each for each in shipped()["claims"]}  # type: ignore[attr-defined]
    for name in ("S1", "P2", "O4"):
        claim = CLAIMS[IDS.index(name)]
        value = judge(claim, bench, range(8)).effect.value
        assert value == pytest.approx(told[name]["effect"]["value"], rel=0.02)


def test_the_shipped_board_is_of_these_equations() -> None:
    told = shipped()
    assert told["version"] == VERSION
    assert [each["id"] for each in told["claims"]] == IDS  # type: ignore[attr-defined]
    assert told["sources"] == sources(), (
        "Reckon it anew: remit lab claims --robust --json > src/remit/engines/storm/claims/board.json"
    )


def test_the_shipped_board_tells_how_robust_every_claim_is() -> None:
    for each in shipped()["claims"]:  # type: ignore[attr-defined]
        assert 0 <= each["robust"] <= 1
        assert {len(point) for point in each["fails"]} <= {2}


def told(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, low, high, 4, "share", "paired seeds")


def verdict_of(sign: int, effect: Estimate, control: float) -> Verdict:
    claim = next(each for each in CLAIMS if each.sign == sign)
    return Verdict(claim, effect, told(control, control, control))


@pytest.mark.parametrize(
    ("sign", "effect", "control", "holds"),
    [
        (1, told(0.2, 0.1, 0.3), 0.05, True),
        (1, told(0.2, -0.1, 0.5), 0.05, False),
        (1, told(0.2, 0.1, 0.3), 0.15, False),
        (1, told(0.2, 0.1, 0.3), -0.4, True),
        (-1, told(-0.2, -0.3, -0.1), -0.05, True),
        (-1, told(-0.2, -0.3, -0.1), -0.15, False),
        (-1, told(0.2, 0.1, 0.3), 0.0, False),
    ],
)
def test_a_claim_holds_where_the_whole_interval_has_its_sign_and_the_control_is_small(
    sign: int, effect: Estimate, control: float, holds: bool
) -> None:
    assert verdict_of(sign, effect, control).holds == holds


def made_up(figure: Callable[[Design], float]) -> Bench:
    """A bench that answers with a figure of the design alone."""

    class Made(Bench):
        def figure(self, design: Design, seed: int, span: Span, name: str) -> float:
            del span, name
            return figure(design) + 1e-6 * seed

    return Made(lambda design, seed: simulate(COUNTY, design, seed))


def test_a_map_tells_where_on_its_axes_a_claim_turns_over() -> None:
    effect = Effect("papered", ((-1.0, {}), (1.0, {"regime.reward": 1.5})))
    claim = Claim(
        "Z1", Text.STORM, Text.STORM.words, Text.STORM.words, effect, effect, Text.STORM.words,
        axes=("regime.precision", "regime.clarity"),
    )  # fmt: skip
    bench = made_up(lambda design: (design.regime.precision - 0.5) * (design.regime.reward - 1.2))
    failing = failures(claim, bench, [1])
    assert {round(point[0], 2) for point in failing} == {0.15, 0.5}
    assert len(failing) == 6


def test_a_verdict_with_environments_tells_their_share() -> None:
    effect = Effect("papered", ((-1.0, {}), (1.0, {"regime.reward": 1.5})))
    claim = Claim("Z2", Text.STORM, Text.STORM.words, Text.STORM.words, effect, effect, Text.STORM.words)  # fmt: skip
    among = [{"world.load": load} for load in (5.0, 8.0, 12.0, 15.0)]
    bench = made_up(lambda design: (design.regime.reward - 1.2) * (design.world.load - 6))
    found = verdict(claim, bench, [1, 2], among)
    assert found.robust == 0.75
    assert line(found)["robust"] == 0.75
    assert isnan(verdict(claim, bench, [1, 2]).robust)


def test_environments_stay_in_range_and_leave_storms_alone() -> None:
    for changes in environments(20, np.random.default_rng(3), parts=VARIED):
        assert {name.partition(".")[0] for name in changes} == {"regime", "world", "people"}
        for name, value in changes.items():
            assert parameter(name).low <= value <= parameter(name).high
            usual = parameter(name).default
            assert 0.6 * usual - 1e-9 <= value <= 1.4 * usual + 1e-9


def test_equal_chance_gives_equal_environments() -> None:
    one, other = (environments(5, np.random.default_rng(9), parts=VARIED) for _ in range(2))
    assert one == other


def test_a_figure_without_a_storm_is_read_over_the_weeks_where_one_would_be() -> None:
    storm = Design().changed({"storm.start": 120, "storm.weeks": 40})
    assert weeks_of(storm, Span.STORM) == weeks_of(Design(), Span.STORM) == (120, 160)
    assert weeks_of(storm, Span.AFTER) == weeks_of(Design(), Span.AFTER) == (160, 250)


def test_one_seed_gives_no_interval() -> None:
    assert not interval(np.array([0.3])).known
    assert interval(np.array([0.3, np.nan, 0.5])).n == 2


def test_the_board_counts_what_holds() -> None:
    lines = [verdict_of(1, told(0.2, 0.1, 0.3), 0.0), verdict_of(1, told(0.2, -0.1, 0.3), 0.0)]
    found = board(lines, Setting(444, 250, 4, 0, 2))
    assert (found["listed"], found["hold"]) == (2, 1)


def test_the_shipped_board_agrees_with_what_is_expected_but_for_named_exceptions() -> None:
    rows = of_board(shipped()["claims"])  # type: ignore[arg-type]
    assert all(row.met for row in rows)
    assert sum(row.expected["claims"] for row in rows) == len(CLAIMS)
    assert set(NOT_BORNE_OUT) <= set(IDS)
    assert "P15 not borne out" in " ".join(row.errata for row in rows)


def test_a_claim_that_ceases_to_hold_or_comes_to_hold_is_told() -> None:
    lines = [{**each} for each in shipped()["claims"]]  # type: ignore[attr-defined]
    for each in lines:
        each["holds"] = each["id"] not in {"O5", *NOT_BORNE_OUT}
    rows = of_board(lines)
    assert [row.set for row in rows if not row.met] == ["Claims: overload"]
    assert any("O5 holds no longer" in row.errata for row in rows)
    for each in lines:
        each["holds"] = True
    assert [row.set for row in of_board(lines) if not row.met] == ["Claims: paradox"]
