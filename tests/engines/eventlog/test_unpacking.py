"""Gzip is unpacked as a stream; damaged and hostile files are refused."""

import gzip
import io

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.limits import MEBIBYTE, SANE, Limits
from remit.engines.eventlog.unpacking import Readable, gunzip, unpacked
from remit.engines.eventlog.xes import XesLog
from tests.engines.eventlog.written import case, event, log, on

CONTENT = log(*[case(f"c{n}", event(at=on(1), who=f"p{n * n}")) for n in range(3000)])
PACKED = gzip.compress(CONTENT)


def drained(stream: Readable, size: int = 10_000) -> bytes:
    pieces = []
    while piece := stream.read(size):
        assert len(piece) <= size
        pieces.append(piece)
    return b"".join(pieces)


def refused(packed: bytes, limits: Limits = SANE) -> str:
    with pytest.raises(UnreadableLog) as refusal:
        drained(gunzip(io.BytesIO(packed), limits))
    (finding,) = refusal.value.findings
    return finding.id


def test_what_was_packed_comes_out_again_in_pieces_no_larger_than_asked() -> None:
    assert drained(gunzip(io.BytesIO(PACKED))) == CONTENT


@pytest.mark.parametrize("size", [1, 7])
def test_a_source_that_hands_out_few_bytes_at_a_time_is_read_whole(size: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            return super().read(size)

    assert drained(gunzip(Dripping(PACKED))) == CONTENT


def test_a_file_of_several_members_and_padding_is_one_stream() -> None:
    halves = gzip.compress(CONTENT[:9999]) + gzip.compress(CONTENT[9999:]) + b"\0" * 70_000
    assert drained(gunzip(io.BytesIO(halves))) == CONTENT


def test_a_plain_file_and_a_packed_one_are_told_apart_by_their_content() -> None:
    assert drained(unpacked(io.BytesIO(PACKED))) == CONTENT
    assert drained(unpacked(io.BytesIO(CONTENT))) == CONTENT
    assert drained(unpacked(io.BytesIO(b""))) == b""


def test_a_file_that_is_no_gzip_is_refused() -> None:
    with pytest.raises(UnreadableLog, match="not a gzip file"):
        gunzip(io.BytesIO(CONTENT))


@pytest.mark.parametrize("kept", [12, len(PACKED) // 2, len(PACKED) - 4])
def test_a_file_that_breaks_off_is_refused(kept: int) -> None:
    assert refused(PACKED[:kept]) == "gzip.truncated"


def test_a_damaged_file_is_refused() -> None:
    middle = len(PACKED) // 2
    damaged = PACKED[:middle] + b"\xff" * 20 + PACKED[middle + 20 :]
    assert refused(damaged) == "gzip.damaged"
    assert refused(PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:]) == "gzip.damaged"


def test_something_else_after_the_packed_content_is_refused() -> None:
    assert refused(PACKED + b"<html>") == "gzip.trailing"


def test_a_small_file_that_grows_without_measure_is_refused() -> None:
    bomb = gzip.compress(b"\0" * (20 * MEBIBYTE))
    assert refused(bomb) == "gzip.expansion"
    assert refused(bomb, Limits(total_bytes=MEBIBYTE)) == "xes.total_bytes"


def test_padding_without_end_is_refused() -> None:
    padded = gzip.compress(b"x") + b"\0" * (3 * MEBIBYTE)
    assert refused(padded, Limits(total_bytes=MEBIBYTE)) == "xes.total_bytes"


def test_faults_of_the_log_and_of_its_packing_are_told_together() -> None:
    content = log(case("c1", event(at="?")), "<!--" + "ab" * 50_000 + "-->")
    packed = gzip.compress(content, compresslevel=0)
    with pytest.raises(UnreadableLog) as refusal:
        list(XesLog(gunzip(io.BytesIO(packed[:-3]))))
    assert [f.id for f in refusal.value.findings] == ["xes.unreadable_date", "gzip.truncated"]
