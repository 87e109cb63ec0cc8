"""Gzip, unpacked as a stream and within limits: a small file must not become an endless one."""

import zlib
from typing import NoReturn, Protocol

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.limits import SANE, Limits

MAGIC = b"\x1f\x8b"
CHUNK = 65_536
GZIP = 16 + zlib.MAX_WBITS


class Readable(Protocol):
    """Anything that hands out bytes: an open file, an upload, a socket."""

    def read(self, size: int, /) -> bytes: ...


class _Pushback:
    """A stream with some bytes put back in front of it."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int, /) -> bytes:
        if not self._head:
            return self._rest.read(size)
        piece, self._head = self._head[:size], self._head[size:]
        # Whoever looks at the beginning of a file must not be shown these few bytes alone.
        return piece if len(piece) == size else piece + self._rest.read(size - len(piece))


class _Gunzip:
    """The unpacked bytes of a gzip stream of one or more members."""

    def __init__(self, packed: Readable, limits: Limits) -> None:
        self._packed, self._limits = packed, limits
        self._member = zlib.decompressobj(GZIP)
        self._waiting = b""
        self._taken = self._given = 0
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """Up to `size` unpacked bytes, none at the end. Raises UnreadableLog."""
        while not self._ended:
            if piece := self._unpack(size):
                return piece
        return b""

    def _unpack(self, size: int) -> bytes:
        if self._member.eof and not self._next_member():
            return b""
        packed = self._member.unconsumed_tail or self._waiting or self._refill()
        self._waiting = b""
        if not packed:
            self._refuse("gzip.truncated")
        try:
            piece = self._member.decompress(packed, size)
        except zlib.error as reason:
            self._refuse("gzip.damaged", reason=reason)
        self._given += len(piece)
        self._guard()
        return piece

    def _refill(self) -> bytes:
        packed = self._packed.read(CHUNK)
        self._taken += len(packed)
        if self._taken > self._limits.total_bytes:
            self._refuse("xes.total_bytes", limit=self._limits.total_bytes)
        return packed

    def _next_member(self) -> bool:
        """Whether another member follows; padding of zeros after the last one is no fault."""
        rest = self._member.unused_data.lstrip(b"\0")
        while len(rest) < len(MAGIC) and (more := self._refill()):
            rest = (rest + more).lstrip(b"\0")
        if rest and not rest.startswith(MAGIC):
            self._refuse("gzip.trailing")
        self._ended = not rest
        self._member, self._waiting = zlib.decompressobj(GZIP), rest
        return not self._ended

    def _guard(self) -> None:
        limits = self._limits
        if self._given > limits.total_bytes:
            self._refuse("xes.total_bytes", limit=limits.total_bytes)
        if self._given > max(limits.ratio_from, self._taken * limits.ratio):
            self._refuse("gzip.expansion", limit=limits.ratio)

    def _refuse(self, id: str, **facts: object) -> NoReturn:
        raise UnreadableLog(fault(id, f"byte {self._taken}", bytes=self._taken, **facts))


def _first(stream: Readable, size: int) -> bytes:
    """The first `size` bytes, fewer only where the stream ends; a socket may hand out one by one."""
    head = b""
    while len(head) < size and (more := stream.read(size - len(head))):
        head += more
    return head


def gunzip(packed: Readable, limits: Limits = SANE) -> Readable:
    """The unpacked stream of a gzip stream.

    Raises UnreadableLog where it is no gzip, and while it is read where it is damaged, breaks off,
    grows beyond `limits.total_bytes` or by more than `limits.ratio`.
    """
    head = _first(packed, len(MAGIC))
    if not head.startswith(MAGIC):
        raise UnreadableLog(fault("gzip.not_gzip", "byte 0"))
    return _Gunzip(_Pushback(head, packed), limits)


def unpacked(stream: Readable, limits: Limits = SANE) -> Readable:
    """`stream` itself, or what it unpacks to when its first bytes say that it is gzip."""
    head = _first(stream, len(MAGIC))
    whole = _Pushback(head, stream)
    return gunzip(whole, limits) if head == MAGIC else whole
