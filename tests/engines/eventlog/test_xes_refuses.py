"""What the reader refuses, and how it says so."""

import io
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter

import pytest

from remit.engines.eventlog.faults import TEXTS, UnreadableLog
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.xes import XesLog
from tests.engines.eventlog.written import case, event, faults, ids, log, on

GOOD = case("c1", event(at=on(1), who="Li"))


class Endless:
    """A stream that repeats one piece for ever after its head."""

    def __init__(self, head: bytes, piece: bytes) -> None:
        self._pieces = self._repeat(head, piece)

    @staticmethod
    def _repeat(head: bytes, piece: bytes) -> Iterator[bytes]:
        yield head
        while True:
            yield piece

    def read(self, _size: int, /) -> bytes:
        return next(self._pieces)


def refused(stream: Endless, limits: Limits = SANE) -> str:
    with pytest.raises(UnreadableLog) as refusal:
        list(XesLog(stream, limits))
    return refusal.value.findings[-1].id


def test_an_empty_file_is_refused() -> None:
    assert ids(b"") == ["xes.empty"]


@pytest.mark.parametrize(
    "content", [b"case,activity\n1,receive\n", b"   ", b"<?xml version='1.0'?>"]
)
def test_what_is_not_xml_is_refused_as_such(content: bytes) -> None:
    assert ids(content) == ["xes.not_xml"]


@pytest.mark.parametrize("encoding", [b"U-TF-8", b"gbk"])
def test_a_log_in_an_encoding_that_cannot_be_read_is_refused_as_such(encoding: bytes) -> None:
    assert ids(b'<?xml version="1.0" encoding="' + encoding + b'"?><log/>') == ["xes.encoding"]


@pytest.mark.parametrize("magic", [b"\x1f\x8b", b"PK\x03\x04", b"BZh9", b"\xfd7zXZ\0"])
def test_a_file_that_is_still_packed_is_refused_as_such(magic: bytes) -> None:
    assert ids(magic + b"rest") == ["xes.compressed"]


def test_xml_of_another_kind_is_refused_with_its_root() -> None:
    with pytest.raises(UnreadableLog, match="<html>"):
        list(XesLog(io.BytesIO(b"<html><trace/></html>")))


def test_a_log_without_a_case_is_refused() -> None:
    assert ids(log()) == ["xes.no_traces"]
    assert ids(b"<log><logentry revision='1'/></log>") == ["xes.no_traces"]


def test_a_doctype_and_every_entity_are_listed_before_any_is_used() -> None:
    content = (
        b'<!DOCTYPE log SYSTEM "http://example.org/log.dtd" [<!ENTITY a "aaaa">'
        b'<!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">'
        b'<!ENTITY % p PUBLIC "-//X" "http://example.org/p">]>'
        b'<log><trace><string key="&f;" value="&b;"/></trace></log>'
    )
    assert ids(content) == [
        "xes.doctype",
        "xes.external_entity",
        "xes.entity",
        "xes.entity",
        "xes.external_entity",
        "xes.external_entity",
    ]


def test_entities_without_end_are_refused_without_reading_on() -> None:
    many = b"".join(b'<!ENTITY a%d "aaaa">' % number for number in range(200))
    assert refused(Endless(b"<!DOCTYPE log [", many)) == "xes.more"
    assert refused(Endless(b"<!DOCTYPE log [", b"<!ELEMENT log ANY>" * 99)) == "xes.part_bytes"


def test_an_entity_that_nobody_declared_is_malformed() -> None:
    assert ids(log('<trace><string key="a" value="&nobody;"/></trace>')) == ["xes.malformed"]


def test_broken_xml_is_refused_with_line_and_column() -> None:
    content = b"<log>\n<trace>\n  <event></trace></log>"
    assert faults(content) == [("xes.malformed", "3:12")]
    with pytest.raises(UnreadableLog, match="line 3, column 12 \\(mismatched tag\\)"):
        list(XesLog(io.BytesIO(content)))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.97])
def test_a_log_that_breaks_off_is_refused_as_truncated(kept: float) -> None:
    content = log(*[GOOD] * 50)
    assert ids(content[: int(len(content) * kept)]) == ["xes.truncated"]


def test_all_faults_of_a_log_are_told_at_once_with_their_places() -> None:
    content = log(
        "\n" + case("c1", event(at="yesterday"), event(at=on(1))),
        "\n<trace><event><string value='1'/></event><trace/></trace>",
        "\n" + case("c3", event(at=on(1), note="x" * 80)),
        "\n<trace><event><event/></event></trace>",
    )
    found = faults(content, Limits(value_chars=60))
    assert [(fault, place.split(":")[0]) for fault, place in found] == [
        ("xes.unreadable_date", "2"),
        ("xes.attribute_without_key", "3"),
        ("xes.misplaced", "3"),
        ("xes.value_chars", "4"),
        ("xes.misplaced", "5"),
    ]


def test_an_element_inside_an_attribute_that_belongs_elsewhere_is_misplaced() -> None:
    assert ids(log('<trace><string key="a" value="b"><event/></string></trace>')) == [
        "xes.misplaced"
    ]


def test_from_the_first_fault_on_no_case_is_handed_out() -> None:
    handed: list[str] = []
    reading = XesLog(io.BytesIO(log(GOOD, case("bad", event(at="?")), case("c3"))))
    with pytest.raises(UnreadableLog):
        handed.extend(trace.name for trace in reading)
    assert handed == ["c1"]


def test_faults_gathered_before_the_end_breaks_off_are_not_lost() -> None:
    content = log(case("c1", event(at="?")), GOOD)[:-20]
    assert ids(content) == ["xes.unreadable_date", "xes.truncated"]


def test_the_list_of_faults_has_an_end() -> None:
    content = log(*[case("c1", event(at="?"))] * 50)
    assert ids(content, Limits(findings=5)) == ["xes.unreadable_date"] * 5 + ["xes.more"]


def test_too_many_events_in_a_case_are_told_once_for_each_case() -> None:
    events = [event(at=on(1))] * 5
    content = log(case("c1", *events), case("c2", *events[:2]), case("c3", *events))
    with pytest.raises(UnreadableLog) as refusal:
        list(XesLog(io.BytesIO(content), Limits(events_per_trace=2)))
    assert [finding.message.en[:9] for finding in refusal.value.findings] == [
        "Case “c1”",
        "Case “c3”",
    ]


def test_a_case_at_the_limit_is_read() -> None:
    content = log(case("c1", event(at=on(1)), event(at=on(2))))
    assert ids(content, Limits(events_per_trace=2, traces=1)) == []


def test_too_many_cases_are_refused() -> None:
    assert ids(log(*[GOOD] * 3), Limits(traces=2)) == ["xes.traces"]


@pytest.mark.parametrize(
    "opening", ['<string key="a" value="b">', "<foreign>"], ids=["attributes", "unknown elements"]
)
def test_nesting_without_end_is_refused(opening: str) -> None:
    stream = Endless(b"<log><trace>", opening.encode())
    assert refused(stream) == "xes.depth"


def test_nesting_at_the_limit_is_read() -> None:
    nested = '<string key="a" value="b">' * 3 + "</string>" * 3
    assert ids(log(f"<trace>{nested}</trace>"), Limits(depth=3)) == []
    assert ids(log(f"<trace>{nested}</trace>"), Limits(depth=2)) == ["xes.depth"]


@pytest.mark.parametrize("opening", [b'<log><string key="', b"<log><!-- ", b"<log><?x "])
def test_a_tag_or_comment_without_end_is_refused(opening: bytes) -> None:
    assert refused(Endless(opening, b"x" * 65_536)) == "xes.tag_bytes"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"<log>", b'<string key="a" value="b"/>'),
        (b"<log><trace>", b'<event><string key="a" value="b"/></event>'),
        (b"<log>", b"text " * 1000),
    ],
    ids=["head", "case", "text"],
)
def test_a_head_or_a_case_without_end_is_refused(head: bytes, piece: bytes) -> None:
    assert refused(Endless(head, piece), replace(SANE, part_bytes=20_000)) == "xes.part_bytes"


def test_a_log_without_end_is_refused() -> None:
    limits = replace(SANE, total_bytes=50_000)
    assert refused(Endless(b"<log>", GOOD.encode()), limits) == "xes.total_bytes"


def test_every_fault_is_worded_in_both_languages_with_the_same_facts() -> None:
    for fault, words in TEXTS.items():
        assert words.zh.endswith("。"), fault
        assert words.en.endswith("."), fault
        assert facts(words.zh) == facts(words.en), fault


def facts(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)}
