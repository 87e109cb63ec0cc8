"""Buck-passing: small logs read aloud, and what its figures promise."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.headings import Direction, direction, headings
from remit.engines.measures.passing import Passing, holders, net_passed, passing, ratio
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import EventRow, EventTable, Kind
from tests.engines.measures.drawn import LOGS

DAY = 86_400_000_000
ABOVE = {"mayor": "", "head": "mayor", "clerk": "head", "other clerk": "head", "pair": "pair"}


def story(*steps: tuple[str, Kind]) -> EventTable:
    """One item that goes from hand to hand, a day for each."""
    return EventTable.from_rows(
        EventRow(day * DAY, day, "i", "step", person=person, kind=kind)
        for day, (person, kind) in enumerate(steps)
    )


def told(*steps: tuple[str, Kind]) -> Passing:
    return passing(DuckRunner.over(story(*steps)))


def test_there_and_back_without_work_is_an_idle_return() -> None:
    found = told(("Li", Kind.WORK), ("Wu", Kind.PASS), ("Li", Kind.WORK))
    assert found.handovers == 2
    assert found.bounce.exact == Fraction(1, 2)
    assert found.idle.behind == found.bounce.behind == (1,)
    assert found.waste.exact == Fraction(1, 2)
    assert found.kept_up.exact == 0


def test_to_and_fro_again_is_kept_up() -> None:
    work = Kind.WORK
    found = told(("Li", work), ("Wu", work), ("Li", work), ("Wu", work))
    assert found.bounce.exact == Fraction(2, 3)
    assert found.kept_up.exact == Fraction(1, 2)
    assert found.idle.exact == 0
    assert found.worst
    assert found.worst.circuits == 2


def test_what_nobody_did_hands_nothing_over() -> None:
    found = told(("Li", Kind.WORK), ("", Kind.SYSTEM), ("Li", Kind.WORK))
    assert (found.handovers, found.items, found.worst) == (0, 0, None)
    assert not found.bounce.enough


def test_the_one_who_passes_on_without_work_is_the_net_passer() -> None:
    runner = DuckRunner.over(story(("Li", Kind.PASS), ("Wu", Kind.WORK), ("Bo", Kind.WORK)))
    nets = {each.holder: each.net for each in holders(runner)}
    labels = ("Bo", "Li", "Wu")
    assert {labels[code]: net.exact for code, net in nets.items()} == {"Li": 1, "Wu": -1, "Bo": 0}
    assert nets[1].behind == nets[2].behind == (0,)
    assert not nets[1].enough


@given(LOGS)
def test_what_is_given_without_work_is_taken_by_somebody(rows: list[EventRow]) -> None:
    every = holders(DuckRunner.over(EventTable.from_rows(rows)))
    assert sum(each.passed_idle for each in every) == sum(each.received_idle for each in every)
    assert sum(each.passed for each in every) == sum(each.received for each in every)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 100))
def test_the_interval_of_the_net_holds_it_and_mirrors(given_: int, taken: int, items: int) -> None:
    net, mirrored = net_passed(given_, taken, items), net_passed(taken, given_, items)
    assert net.exact == -(mirrored.exact or 0)
    if given_ + taken:
        assert net.estimate.low <= net.value <= net.estimate.high
        assert net.estimate.low == pytest.approx(-mirrored.estimate.high)


def test_readings_say_who_prevails_only_where_it_is_clear() -> None:
    assert "passes on more" in net_passed(30, 5, 20).reading.en
    assert "is passed to" in net_passed(5, 30, 20).reading.en
    assert "neither" in net_passed(10, 10, 20).reading.en
    assert net_passed(3, 1, 20).reading.en == "Not enough data: 4 of at least 10."


def test_equal_shares_in_every_item_leave_no_doubt_about_the_ratio() -> None:
    assert ratio([1, 2, 30], [4, 8, 120]).told() == "0.25 (0.25 – 0.25)"
    assert not ratio([], []).known


@pytest.mark.parametrize(
    ("giver", "taker", "whither"),
    [
        ("clerk", "mayor", Direction.UP),
        ("mayor", "clerk", Direction.DOWN),
        ("clerk", "other clerk", Direction.SIDEWAYS),
        ("clerk", "court", Direction.EXTERNAL),
        ("clerk", "pair", Direction.EXTERNAL),
    ],
)
def test_a_handover_goes_up_down_sideways_or_outside(
    giver: str, taker: str, whither: Direction
) -> None:
    assert direction(giver, taker, ABOVE) is whither


def test_headings_count_every_handover_once() -> None:
    table = story(
        ("clerk", Kind.PASS), ("head", Kind.WORK), ("clerk", Kind.WORK), ("court", Kind.WORK)
    )
    passes = DuckRunner.over(table).rows("passes")
    found = headings(passes, lambda code: table.label("person", code), ABOVE)
    counted = {each.direction: (each.handovers, each.idle.exact) for each in found}
    assert counted == {
        Direction.UP: (1, 1),
        Direction.DOWN: (1, 0),
        Direction.SIDEWAYS: (0, None),
        Direction.EXTERNAL: (1, 0),
    }
