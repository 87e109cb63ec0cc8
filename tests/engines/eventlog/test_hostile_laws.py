"""Whatever the bytes, a log is read or refused: nothing else ever happens."""

import gzip
import io
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.holding import matters
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from tests.engines.eventlog.written import case, event, log, on

GOOD = log(*[case(f"c{n}", event(at=on(n), who="Li", note="<&>")) for n in range(1, 9)])
PACKED = gzip.compress(GOOD, mtime=0)
PIECES = st.lists(
    st.sampled_from(
        [
            b"<log>", b"</log>", b"<trace>", b"</trace>", b"<event>", b"</event>", b"<values>",
            b"</values>", b'<string key="a" value="b">', b"</string>", b"<list/>", b"<global>",
            b"</global>", b'<date key="time:timestamp" value="2024"/>', b"<x>", b"</x>", b"text",
            b"<!-- -->", b"<classifier/>", b"<!DOCTYPE log>", b"<![CDATA[ ]]>", b"\xff",
        ]
    ),
    max_size=12,
).map(b"".join)  # fmt: skip


def read_or_refused(content: bytes) -> None:
    with suppress(UnreadableLog):
        list(matters(XesLog(unpacked(io.BytesIO(content)))))


@given(st.binary(max_size=60) | PIECES | PIECES.map(lambda inside: b"<log>" + inside + b"</log>"))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=3), st.integers(0, 40))
def test_a_log_in_which_something_was_overwritten_is_read_or_refused(
    place: int, instead: bytes, length: int
) -> None:
    read_or_refused(GOOD[:place] + instead + GOOD[place + length :])


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_packed_log_with_one_wrong_byte_is_never_read_as_another_log(place: int, by: int) -> None:
    damaged = bytearray(PACKED)
    damaged[place] ^= by
    with suppress(UnreadableLog):
        content = unpacked(io.BytesIO(damaged))
        assert b"".join(iter(lambda: content.read(999), b"")) in (GOOD, bytes(damaged))
