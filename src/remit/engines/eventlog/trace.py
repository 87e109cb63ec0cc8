"""One case of an event log and its events, as written: nothing interpreted but the timestamp."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from remit.engines.eventlog.instants import microseconds

ACTIVITY = "concept:name"
TIMESTAMP = "time:timestamp"


class Event(NamedTuple):
    """Something recorded in a case.

    `seq` is its place in the trace from 0, `at` its timestamp with the offset that was written
    (None where it has none), `attributes` every attribute's text by key; an attribute inside
    another has the key "outer/inner", and the second one of a key is "key[2]".
    """

    seq: int
    at: datetime | None
    attributes: Mapping[str, str]

    @property
    def ts_us(self) -> int | None:
        """The timestamp in microseconds since 1970-01-01 UTC."""
        return None if self.at is None else microseconds(self.at)


class Trace(NamedTuple):
    """One case: `ordinal` counts from 1, `name` may be empty, `events` stand as written."""

    ordinal: int
    name: str
    attributes: Mapping[str, str]
    events: tuple[Event, ...]
