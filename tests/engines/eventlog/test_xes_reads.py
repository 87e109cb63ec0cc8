"""What the reader makes of well-formed logs."""

import io
from datetime import timedelta, timezone

import pytest

from remit.engines.eventlog.xes import XesLog
from tests.engines.eventlog.written import attribute, case, day, event, log, on, read

ONE = case("c1", event(at=on(1, 9), who="Li", what="receive"), event(at=on(2), who="Wu"))


def test_a_case_comes_with_its_name_its_attributes_and_its_events_in_order() -> None:
    (trace,) = read(log(case("c1", event(at=on(1), who="Li"), event(who="Wu"), colour="red")))
    assert (trace.ordinal, trace.name) == (1, "c1")
    assert trace.attributes == {"concept:name": "c1", "colour": "red"}
    assert [(e.seq, e.attributes["org:resource"]) for e in trace.events] == [(0, "Li"), (1, "Wu")]


def test_a_timestamp_becomes_a_moment_that_keeps_its_own_offset() -> None:
    (trace,) = read(log(case("c1", event(at="2024-03-31T09:30:00.125+08:00"))))
    at = trace.events[0].at
    assert at is not None
    assert at.utcoffset() == timedelta(hours=8)
    assert trace.events[0].ts_us == 1_711_848_600_125_000


def test_an_event_without_a_timestamp_is_kept_and_told() -> None:
    reading = XesLog(io.BytesIO(log(case("c1", event(who="Li"), event(at=on(2), who="Wu")))))
    (trace,) = reading
    assert (trace.events[0].at, trace.events[0].ts_us) == (None, None)
    assert [(r.id, r.message.en[:1]) for r in reading.remarks] == [("xes.event_without_date", "1")]


@pytest.mark.parametrize("text", ["1970-01-01T00:00:00+01:00", "0001-01-01T00:00:00", ""])
def test_a_placeholder_for_a_timestamp_is_no_timestamp(text: str) -> None:
    assert read(log(case("c1", event(at=text))))[0].events[0].at is None


def test_a_timestamp_without_a_zone_is_read_in_the_zone_given_and_told() -> None:
    content = log(case("c1", event(at="2024-03-01 09:00:00"), event(at="2024-03-01T02:00:00Z")))
    reading = XesLog(io.BytesIO(content), zone=timezone(timedelta(hours=8)))
    (trace,) = reading
    assert [e.at for e in trace.events] == [day(1, 1), day(1, 2)]
    assert [r.id for r in reading.remarks] == ["xes.date_without_zone"]


def test_a_timestamp_that_names_utc_is_not_told_as_lacking_a_zone() -> None:
    reading = XesLog(io.BytesIO(log(case("c1", event(at="2024-03-01T02:00:00Z")))))
    (trace,) = reading
    assert trace.events[0].at == day(1, 2)
    assert reading.remarks == ()


@pytest.mark.parametrize(
    "content",
    [
        log(ONE, attributes=' xmlns="http://www.xes-standard.org/"'),
        log(ONE, attributes=' xmlns="http://www.xes-standard.org" xes.version="1.0"'),
        b"\xef\xbb\xbf" + log(ONE),
        log(ONE).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        log(ONE)
        .replace(b"<log", b'<x:log xmlns:x="http://www.xes-standard.org/"')
        .replace(b"</", b"</x:")
        .replace(b"<trace", b"<x:trace")
        .replace(b"<event", b"<x:event")
        .replace(b"<string", b"<x:string")
        .replace(b"<date", b"<x:date"),
    ],
    ids=["namespace", "namespace without slash", "byte order mark", "UTF-16", "prefix"],
)
def test_every_way_of_writing_the_same_log_reads_the_same(content: bytes) -> None:
    assert read(content) == read(log(ONE))


def test_the_order_of_attributes_does_not_matter() -> None:
    swapped = log('<trace><event><string value="Li" key="org:resource"/></event></trace>')
    assert read(swapped)[0].events[0].attributes == {"org:resource": "Li"}


def test_defaults_that_the_log_declares_are_not_values() -> None:
    defaults = (
        f'<global scope="event">{attribute("org:resource", "UNKNOWN")}</global>'
        f'<global scope="trace">{attribute("enddate", "1970-01-01T00:00:00+01:00")}</global>'
    )
    reading = XesLog(io.BytesIO(log(defaults, case("c1", event(at=on(1))))))
    (trace,) = reading
    assert "org:resource" not in trace.events[0].attributes
    assert "enddate" not in trace.attributes
    assert reading.head.defaults["event"] == {"org:resource": "UNKNOWN"}


def test_the_head_tells_extensions_classifiers_and_the_log_s_own_attributes() -> None:
    head = (
        '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>'
        '<classifier name="Activity" keys="concept:name"/>' + attribute("source", "town hall")
    )
    reading = XesLog(io.BytesIO(log(head, ONE)))
    list(reading)
    assert reading.head.extensions == {"time": "http://www.xes-standard.org/time.xesext"}
    assert reading.head.classifiers == {"Activity": "concept:name"}
    assert reading.head.attributes == {"source": "town hall"}


def test_nested_attributes_lists_and_containers_stay_within_reach() -> None:
    inside = (
        '<string key="cost:total" value="9"><string key="cost:driver" value="fuel"/></string>'
        '<list key="parts"><values><string key="part" value="roof"/>'
        '<string key="part" value="wall"/></values></list>'
        '<container key="at"><float key="x" value="1.5"/></container>'
    )
    (trace,) = read(log(f"<trace><event>{inside}</event></trace>"))
    assert trace.events[0].attributes == {
        "cost:total": "9",
        "cost:total/cost:driver": "fuel",
        "parts": "",
        "parts/part": "roof",
        "parts/part[2]": "wall",
        "at": "",
        "at/x": "1.5",
    }


def test_a_key_given_twice_loses_neither_value() -> None:
    (trace,) = read(log(f"<trace>{attribute('a', '1')}{attribute('a', '2')}</trace>"))
    assert trace.attributes == {"a": "1", "a[2]": "2"}


def test_oddities_are_counted_and_told_with_their_first_place() -> None:
    content = log(
        event(at=on(1)),
        event(at=on(1)),
        "<note><deep/></note>",
        case("", event(at=on(1))),
        case("c1", event(at=on(1))),
        case("c1", event(at=on(1))),
    )
    reading = XesLog(io.BytesIO(content))
    assert len(list(reading)) == 3
    assert [remark.id for remark in reading.remarks] == [
        "xes.event_without_case",
        "xes.unknown_element",
        "xes.trace_without_name",
        "xes.repeated_name",
    ]
    assert reading.remarks[0].message.en.startswith("2 events")
    assert reading.remarks[0].subject.startswith("1:")


def test_cases_are_handed_out_before_the_whole_log_has_been_read() -> None:
    class Endless:
        """A log whose cases never end."""

        reads = 0

        def read(self, _size: int, /) -> bytes:
            self.reads += 1
            return ONE.encode() if self.reads > 1 else b"<log>"

    cases = iter(XesLog(Endless()))
    assert [next(cases).name for _ in range(3)] == ["c1", "c1", "c1"]
