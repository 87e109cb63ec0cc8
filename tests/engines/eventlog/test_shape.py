"""Which attribute means what, and how a log's family is recognised."""

import pytest

from remit.engines.eventlog.shape import (
    CLAIMS,
    PERMITS,
    PLAIN,
    RECEIPT,
    TICKETS,
    LogShape,
    keys_of,
    recognise,
)
from tests.engines.eventlog.written import case, event, log, read

STANDARD = {"concept:name", "org:resource", "time:timestamp", "lifecycle:transition"}


@pytest.mark.parametrize(
    ("keys", "shape"),
    [
        ({"activityNameEN", "monitoringResource", "startDate", "planned"}, PERMITS),
        ({"deadline", "enddate_planned", "responsible", "startdate"}, RECEIPT),
        ({"resource country", "org:group"}, TICKETS),
        ({"org:role", "variant-index", "id"}, CLAIMS),
        ({"org:role", "org:group"}, PLAIN),
        ({"deadline"}, PLAIN),
    ],
    ids=lambda value: value.name if isinstance(value, LogShape) else "",
)
def test_a_log_is_recognised_by_the_attributes_it_has(keys: set[str], shape: LogShape) -> None:
    assert recognise(STANDARD | keys) is shape


def test_attributes_of_cases_and_of_events_count_wherever_they_first_appear() -> None:
    traces = read(log(case("c1", event(who="Li")), case("c2", event(), colour="red")))
    assert keys_of(traces) == {"concept:name", "org:resource", "colour"}
    assert keys_of([]) == frozenset()


@pytest.mark.parametrize("text", ["", "EMPTY", "UNKNOWN", "  "])
def test_texts_that_stand_for_nothing_are_nothing(text: str) -> None:
    assert PLAIN.text({"org:group": text}, "org:group") == ""


def test_an_attribute_that_the_log_does_not_have_is_empty() -> None:
    assert PLAIN.text({}, "org:group") == ""
    assert PLAIN.text({"None": "x"}, None) == ""


def test_a_first_name_that_several_people_bear_is_told_apart_by_a_second_attribute() -> None:
    attributes = {"org:resource": "Anna", "resource country": "Sweden"}
    assert TICKETS.holder(attributes, *TICKETS.doer) == "Anna, Sweden"
    assert TICKETS.holder({"org:resource": "Anna"}, *TICKETS.doer) == "Anna"


def test_a_system_is_nobody() -> None:
    assert PLAIN.holder({"org:resource": "SYSTEM"}, *PLAIN.doer) == ""
