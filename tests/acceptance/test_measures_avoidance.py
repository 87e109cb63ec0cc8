"""Clock stops of the support teams of BPI Challenge 2013, against figures counted before.

A person is a first name and a country: first names alone are not unique in this log.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from remit.engines.eventlog.instants import microseconds
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.avoidance import Funnel, funnel, stopped, stops_by_person
from remit.engines.measures.table import EventRow, EventTable

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("logs")]


def rows(path: Path) -> Iterator[EventRow]:
    with path.open("rb") as file:
        for number, trace in enumerate(XesLog(unpacked(file))):
            for event in trace.events:
                told = event.attributes
                assert event.at
                yield EventRow(
                    ts_us=microseconds(event.at),
                    seq=number * 10_000 + event.seq,
                    item=str(number),
                    activity=told["lifecycle:transition"],
                    person=f"{told['org:resource']}, {told.get('resource country', '')}",
                )


@pytest.fixture(scope="module")
def incidents(acceptance_data: Path) -> EventTable:
    return EventTable.from_rows(rows(acceptance_data / "eventlogs" / "bpic2013_incidents.xes.gz"))


@pytest.fixture(scope="module")
def stops(incidents: EventTable) -> NDArray[np.bool_]:
    return incidents.activity == incidents.labels["activity"].index("Wait - User")


@pytest.fixture(scope="module")
def people(incidents: EventTable, stops: NDArray[np.bool_]) -> Funnel:
    return funnel(stops_by_person(incidents, stops))


def test_533_people_with_twenty_actions_stop_the_clock_in_6_5_of_100(people: Funnel) -> None:
    assert len(people.points) == 533
    assert round(100 * people.share.value, 1) == 6.5


def test_they_differ_seven_times_as_much_as_by_chance_and_76_lie_beyond_three(
    people: Funnel,
) -> None:
    assert round(people.overdispersion, 1) == 7.2
    assert len(people.beyond) == 76


def test_few_of_them_stay_striking_when_people_are_allowed_to_differ(people: Funnel) -> None:
    assert 0 < people.correlation < 0.2
    assert 0 < len(people.striking) < 30


def test_items_stood_19_309_days_and_266_stops_were_shorter_than_five_minutes(
    incidents: EventTable, stops: NDArray[np.bool_]
) -> None:
    got = stopped(incidents, stops)
    assert round(got.days) == 19_309
    assert len(got.short) == 266


def test_every_stop_behind_the_share_can_be_looked_up(
    incidents: EventTable, stops: NDArray[np.bool_], people: Funnel
) -> None:
    numbers = set(incidents.seq[stops].tolist())
    assert set(people.share.behind) <= numbers
    assert len(people.share.behind) == sum(point.counted.times for point in people.points)
