"""One event as logs are exchanged: between all formats that are read and written here.

Plain text and whole numbers, so that every format can say it. Who gives it a meaning in numbers (a
table of events) stands above this package.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from remit.engines.eventlog.faults import UnreadableLog, fault
from remit.engines.eventlog.instants import EPOCH
from remit.engines.eventlog.limits import Limits
from remit.engines.eventlog.unpacking import CHUNK, Readable
from remit.engines.findings import Refusal

HOLDERS = ("post", "person", "unit")
KINDS = ("other", "work", "paper", "pass", "return", "escalate", "wait", "system")
"""The words for the class of deed an event is; a lifecycle transition may stand instead."""
FIGURES = 20
MOST = 2**63
"""Places are kept in eight bytes."""
SURROGATE = re.compile("[\ud800-\udfff]")


class UnwritableLog(Refusal):
    """A log that the format asked for cannot carry; what was written of it must not be kept."""


class Logged(NamedTuple):
    """One event; an empty text is nobody, or nothing.

    `ts_us` counts microseconds since 1970-01-01 UTC, `seq` is its place in the log, `kind` is one
    of KINDS or a lifecycle transition in small letters.
    """

    ts_us: int
    seq: int
    item: str
    activity: str
    post: str = ""
    person: str = ""
    unit: str = ""
    kind: str = "work"

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said in words."""
        return self[2:7]


def instant(event: Logged) -> str:
    """The event's instant in ISO 8601, in UTC and to the microsecond. Raises UnwritableLog.

    >>> instant(Logged(1_500_000, 0, "a", "ask"))
    '1970-01-01T00:00:01.500000Z'
    """
    try:
        at = EPOCH + timedelta(microseconds=event.ts_us)
    except OverflowError as beyond:
        found = fault("log.unwritable_instant", f"event {event.seq}", seq=event.seq)
        raise UnwritableLog(found) from beyond
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def from_instant(text: str) -> tuple[int, bool]:
    """Microseconds since 1970-01-01 UTC of an ISO 8601 text, and whether it names its zone.

    Raises ValueError; without a zone it is read in UTC.
    """
    at = datetime.fromisoformat(text)
    zoned = at.tzinfo is not None
    return ((at if zoned else at.replace(tzinfo=UTC)) - EPOCH) // timedelta(microseconds=1), zoned


def place(text: str) -> int:
    """The place of an event in its log. Raises ValueError also where no column of numbers holds it."""
    number = int(text) if len(text) <= FIGURES else MOST
    if not -MOST <= number < MOST:
        raise ValueError(text[:FIGURES])
    return number


def is_place(text: str) -> bool:
    """Whether the text is one."""
    try:
        place(text)
    except ValueError:
        return False
    return True


def writable(
    events: Iterable[Logged], form: str, unfit: re.Pattern[str] = SURROGATE
) -> Iterator[Logged]:
    """The events, as far as the format can carry their texts. Raises UnwritableLog at the first not."""
    known: set[str] = set()
    for event in events:
        for text in event.texts:
            if text not in known:
                if unfit.search(text):
                    shown = ascii(text)[1:41]
                    subject = f"event {event.seq}"
                    raise UnwritableLog(
                        fault("log.unwritable_text", subject, text=shown, format=form)
                    )
                known.add(text)
        yield event


def whole(stream: Readable, limits: Limits) -> bytes:
    """All bytes of a stream. Raises UnreadableLog where there are more than `document_bytes`."""
    pieces, size = [], 0
    while piece := stream.read(CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > limits.document_bytes:
            limit = limits.document_bytes
            raise UnreadableLog(fault("log.document_bytes", f"byte {size}", limit=limit))
    return b"".join(pieces)
