"""Laws of holder runs, whatever the events: they tile the time, and nothing is lost or counted twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.eventlog.holding import Role, matter
from remit.engines.eventlog.shape import PLAIN, RECEIPT
from tests.engines.eventlog.written import trace

START = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.integers(0, 40).map(lambda hours: START + timedelta(hours=hours))
events = st.lists(
    st.tuples(st.none() | moments, st.sampled_from(["Li", "Wu", "Sun", "", "SYSTEM"])), max_size=12
)
somebody = ("Li", "Wu", "Sun")


@given(events)
def test_holdings_tile_the_time_from_the_first_holder_to_the_end(
    written: list[tuple[datetime | None, str]],
) -> None:
    read = matter(trace(written), PLAIN)
    named = [at for at, who in written if at and who in somebody]
    dated = [at for at, _ in written if at]
    assert bool(read.holdings) == bool(named)
    if named:
        assert read.holdings[0].since == min(named)
        assert read.holdings[-1].until == max(dated)
    for earlier, later in pairwise(read.holdings):
        assert earlier.until == later.since
        assert earlier.since <= later.since
        assert earlier.holder != later.holder


@given(events, moments)
def test_time_held_by_all_is_the_time_since_the_first_holder(
    written: list[tuple[datetime | None, str]], on: datetime
) -> None:
    read = matter(trace(written), PLAIN)
    if read.holdings:
        assert read.ended is not None
        known = max(min(on, read.ended) - read.holdings[0].since, timedelta())
        assert sum((h.held(on) for h in read.holdings), timedelta()) == known


@given(events)
def test_every_event_of_somebody_is_counted_in_exactly_one_run(
    written: list[tuple[datetime | None, str]],
) -> None:
    counted = sum(holding.events for holding in matter(trace(written), PLAIN).holdings)
    assert counted == sum(bool(at) and who in somebody for at, who in written)


@given(st.permutations([(START + timedelta(hours=n), "Li" if n % 3 else "Wu") for n in range(8)]))
def test_the_order_in_which_events_were_written_does_not_matter(
    written: list[tuple[datetime | None, str]],
) -> None:
    ordered = sorted(written, key=lambda pair: pair[0] or START)
    assert matter(trace(written), PLAIN).holdings == matter(trace(ordered), PLAIN).holdings


@given(moments, moments, st.none() | moments, moments)
def test_late_days_are_none_exactly_where_nothing_is_late(
    opened: datetime, deadline: datetime, closed: datetime | None, on: datetime
) -> None:
    dates = {"deadline": deadline.isoformat()}
    if closed:
        dates["enddate"] = closed.isoformat()
    read = matter(trace([(opened, "Li")], **dates), RECEIPT)
    assert (read.late_days(on) > 0) == read.is_late(on)
    assert read.is_late(on) == (min(closed or on, on) > deadline)
    assert read.held_by(Role.ANSWERS) == ()
