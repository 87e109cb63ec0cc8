"""What stands beside the paradox index: omission, exemption, the margin, and plain ratios."""

import numpy as np
import pytest

from remit.engines.measures.paradox import (
    Answered,
    Peer,
    among_peers,
    by_task,
    exemption_effect,
    net_index,
    net_marginal,
    omission_ratio,
    panel,
)
from tests.engines.measures.paradox_rows import made_up

CHANCE = 20261122


def chance() -> np.random.Generator:
    return np.random.default_rng(CHANCE)


def test_doing_nothing_is_safer_where_the_ratio_lies_below_one() -> None:
    got = omission_ratio(Answered(4, 200, (1, 2)), Answered(40, 300, (3,)))
    assert got.value == pytest.approx((4 / 200) / (40 / 300))
    assert "safer" in got.reading.en
    assert "更安全" in got.reading.zh
    assert got.behind == (1, 2, 3)
    other = omission_ratio(Answered(40, 200), Answered(4, 200))
    assert "more than doing it wrong" in other.reading.en
    assert "alike" in omission_ratio(Answered(9, 200), Answered(11, 200)).reading.en


def test_too_few_events_say_nothing_of_omission() -> None:
    assert not omission_ratio(Answered(1, 10), Answered(2, 10)).enough
    assert not omission_ratio(Answered(0, 10), Answered(0, 10)).enough


def test_exempting_who_did_most_lowers_the_index() -> None:
    rng = np.random.default_rng(3)
    rows = [
        row._replace(exempted=float(rng.binomial(int(row.liability), row.done / row.assigned)))
        for row in made_up(5, units=80, effect=1.5, rate=1.0)
    ]
    effect, share = exemption_effect(panel(rows), chance())
    assert effect.enough
    assert effect.estimate.low > 0
    assert share is not None
    assert 0.2 < share < 1.5
    assert "Exemptions lower" in effect.reading.en


def test_no_share_is_told_where_there_is_no_paradox_to_remove() -> None:
    rows = [row._replace(exempted=0.0) for row in made_up(6, units=60, effect=-1, rate=0.6)]
    effect, share = exemption_effect(panel(rows), chance())
    assert share is None
    assert effect.value == pytest.approx(0)
    assert exemption_effect(panel([]), chance())[1] is None


def test_the_margin_is_the_slope_times_the_events_per_hour_less_the_rewards() -> None:
    rows = made_up(5, units=80, effect=1.5, rate=1.0)
    known = panel(rows)
    plain = net_marginal(known, chance())
    assert plain.estimate.low > 0
    assert "does not pay" in plain.reading.en.replace("\n", " ")
    rewarded = panel([row._replace(rewards=row.liability) for row in rows])
    assert net_marginal(rewarded, chance()).value == pytest.approx(0, abs=1e-9)
    twice = net_marginal(rewarded, chance(), reward_weight=2.0)
    assert twice.value == pytest.approx(-plain.value)
    assert "more rewards" in twice.reading.en
    assert not net_marginal(panel([]), chance()).enough


def test_by_task_is_the_ratio_of_two_rates() -> None:
    got = by_task((30, 100.0), (10, 100.0), [7])
    assert got.value == 3
    assert got.estimate.low > 1
    assert got.behind == (7,)
    assert "sanctioned more" in got.reading.en
    assert "sanctioned less" in by_task((10, 100.0), (40, 100.0)).reading.en


def simpson() -> list[Peer]:
    """Inside every group who does more is sanctioned more; harsh groups do less and punish more."""
    rows = []
    for group in range(30):
        harsh = group >= 15
        for post in range(10):
            volume = (10 if harsh else 100) + 5 * post
            rate = (8 if harsh else 1) * (1 + post / 3)
            rows.append(Peer(f"g{group}", volume, 1.0, round(rate), harm=1.0, behind=(group,)))
    return rows


def test_pooling_turns_the_comparison_over_and_is_told_to_mislead() -> None:
    got = among_peers(simpson(), chance(), draws=300)
    assert got.among_peers.estimate.low > 1
    assert got.pooled.value < 1
    assert got.misleading
    assert got.by_harm.value == pytest.approx(got.among_peers.value)


def test_groups_that_are_alike_do_not_mislead() -> None:
    rows = [row._replace(group="g" + row.group, sanctions=2.0) for row in simpson()]
    got = among_peers(rows, chance(), draws=200)
    assert not got.misleading
    assert got.among_peers.value == pytest.approx(1)


def test_no_sanction_at_all_gives_no_ratio() -> None:
    got = among_peers([Peer("a", 1, 1, 0), Peer("a", 2, 1, 0)], chance(), draws=20)
    assert not got.among_peers.enough
    assert not among_peers([], chance(), draws=20).pooled.enough


def test_the_net_index_is_the_difference_of_two_elasticities() -> None:
    rows = made_up(5, units=80, effect=1.5, rate=1.0)
    assert not net_index(panel(rows), chance()).enough
    even = panel([row._replace(rewards=row.liability) for row in rows])
    assert net_index(even, chance()).value == pytest.approx(0, abs=1e-9)
    other = [row._replace(rewards=2.0) for row in rows]
    got = net_index(panel(other), chance())
    assert got.estimate.low > 0.5
    assert "costs more" in got.reading.en
    assert not net_index(panel([]), chance()).enough
