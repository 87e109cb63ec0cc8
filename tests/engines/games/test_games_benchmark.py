"""What is measured beside the peer is the same game for both."""

from importlib.util import find_spec

import numpy as np
import pytest

from benchmarks import shares
from remit.engines.games import shapley
from tests.engines.games import plainly


def test_the_peer_is_handed_the_outcomes_of_our_game() -> None:
    game = shares.incident(12, shares.SMALL_SHARED)
    coalitions = np.arange(1 << 12)[:, None] >> np.arange(12) & 1
    v = plainly.table(game, list(game.players.values()))
    assert (shares.outcomes(game, coalitions == 1) == v).all()
    assert 0 < v.mean() < 1


@pytest.mark.parametrize("players", shares.TIMES_LESS)
def test_everybody_matters_in_the_incidents_that_are_measured(players: int) -> None:
    assert min(shapley(shares.incident(players, shares.SMALL_SHARED)).shares.values()) > 0


@pytest.mark.skipif(find_spec("shapiq") is not None, reason="the peer is installed")
def test_without_the_peer_the_row_says_so() -> None:
    row = shares._small(16)
    assert (row.figure, row.met) == (None, None)
    assert "shapiq" in row.note
