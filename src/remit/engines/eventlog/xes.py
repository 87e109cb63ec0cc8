"""XES event logs (IEEE 1849-2016), read as a stream on the standard library's expat.

One pass, one trace in memory at a time. Values stay the text that was written, because what a
value means is known by its key only (`shape`); the one exception is `time:timestamp`, which orders
the events and is therefore turned into an aware datetime at once, so that an unreadable one is
found here. What `<global>` declares are defaults of the log's maker, not values of any case: they
are kept in the head and never copied into events.

Every fault that does not stop the parser is gathered and told together at the end. From the first
fault on no further trace is handed out.
"""

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import NoReturn
from xml.parsers import expat

from remit.engines.eventlog.assembly import Assembly, Head
from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import CHUNK, Readable
from remit.engines.findings import Finding

PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
UNFINISHED = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


class XesLog:
    """A log on a stream of XES bytes; iterating over it reads the stream, once, trace by trace.

    Iterating raises UnreadableLog when the log is refused: at once where reading cannot go on,
    else at the end with every fault. What was handed out before must then not be kept.
    Timestamps that name no zone are read in `zone`.
    """

    def __init__(self, stream: Readable, limits: Limits = SANE, zone: tzinfo = UTC) -> None:
        self._stream, self._limits = stream, limits
        self._assembly = Assembly(limits, zone)
        self._fed = 0

    @property
    def head(self) -> Head:
        """What the log says of itself."""
        return self._assembly.head

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """Warnings about what was read so far; complete when the iteration has ended."""
        return self._assembly.faults.remarks

    def __iter__(self) -> Iterator[Trace]:
        while chunk := self._next_chunk():
            self._feed(chunk)
            done, self._assembly.done = self._assembly.done, []
            yield from done
        self._finish()

    def _next_chunk(self) -> bytes:
        try:
            return self._stream.read(CHUNK)
        except UnreadableLog as packing:
            raise UnreadableLog(*self._assembly.faults.errors, *packing.findings) from packing

    def _feed(self, chunk: bytes) -> None:
        if not self._fed:
            self._refuse_packed(chunk)
        self._fed += len(chunk)
        self._parse(chunk, last=False)
        self._guard()

    def _refuse_packed(self, chunk: bytes) -> None:
        for magic, form in PACKED.items():
            if chunk.startswith(magic):
                self._stop("xes.compressed", format=form)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._assembly.parser.Parse(chunk, last)
        except expat.ExpatError as broken:
            self._refuse_broken(broken, last=last)
        except (LookupError, ValueError) as unknown:
            # How expat tells, before the first element, of an encoding it does not know.
            if self._assembly.level:
                raise
            self._stop("xes.encoding", reason=str(unknown))

    def _refuse_broken(self, broken: expat.ExpatError, *, last: bool) -> NoReturn:
        if not self._assembly.level:
            kind = "xes.not_xml"
        elif last and broken.code in UNFINISHED:
            kind = "xes.truncated"
        else:
            kind = "xes.malformed"
        self._stop(
            kind,
            line=broken.lineno,
            column=broken.offset + 1,
            reason=expat.ErrorString(broken.code),
            traces=self._assembly.traces,
        )

    def _guard(self) -> None:
        assembly, limits = self._assembly, self._limits
        if self._fed > limits.total_bytes:
            self._stop("xes.total_bytes", limit=limits.total_bytes)
        if self._fed - assembly.parser.CurrentByteIndex > limits.tag_bytes:
            self._stop("xes.tag_bytes", limit=limits.tag_bytes)
        if self._fed - assembly.part_began > limits.part_bytes:
            self._stop("xes.part_bytes", limit=limits.part_bytes)

    def _finish(self) -> None:
        if not self._fed:
            self._stop("xes.empty")
        self._parse(b"", last=True)
        self._assembly.faults.refuse_if_any()
        if not self._assembly.traces:
            self._stop("xes.no_traces")

    def _stop(self, id: str, **facts: object) -> NoReturn:
        self._assembly.faults.stop(id, self._assembly.place, **facts)
