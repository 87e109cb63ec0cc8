"""One table of events that every measure reads: whole numbers in columns, and the words they stand for.

Texts become codes in the order of the texts, so that the codes do not depend on the order in which
events came in; -1 is nobody, or nothing. The rows always stand by (item, instant, place in the log):
what follows what is thereby settled once, ties included.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from remit.engines.eventlog.shape import LogShape
from remit.engines.eventlog.trace import Event, Trace

NOBODY = -1
CODED = ("item", "activity", "post", "person", "unit")
"""The columns that hold codes; `labels` says what each code stands for."""
COLUMNS = ("ts_us", "seq", *CODED, "kind")
TYPES: dict[str, type[np.signedinteger[Any]]] = {
    "ts_us": np.int64,
    "seq": np.int64,
    **dict.fromkeys(CODED, np.int32),
    "kind": np.int8,
}


class Kind(IntEnum):
    """What class of deed an event is; WORK moves the item itself forward."""

    OTHER = 0
    WORK = 1
    PAPER = 2
    """Only gives evidence of work: a report, a form, a photograph."""
    PASS = 3
    """Hands the item on."""
    RETURN = 4
    ESCALATE = 5
    WAIT = 6
    """Stops the clock: somebody outside is waited for."""
    SYSTEM = 7
    """Done by a machine: nobody holds the item by it."""


TRANSITIONS: Mapping[str, Kind] = {
    "reassign": Kind.PASS,
    "assigned": Kind.PASS,
    "awaiting assignment": Kind.PASS,
    "suspend": Kind.WAIT,
    "wait": Kind.WAIT,
    "wait - user": Kind.WAIT,
    "wait - customer": Kind.WAIT,
    "wait - vendor": Kind.WAIT,
    "wait - implementation": Kind.WAIT,
    "resolved": Kind.OTHER,
    "closed": Kind.OTHER,
    "cancelled": Kind.OTHER,
    "unmatched": Kind.OTHER,
}
"""The kind of an event by its lifecycle transition in small letters; work where not named here."""


class EventRow(NamedTuple):
    """One event in words; an empty text is nobody, or nothing."""

    ts_us: int
    seq: int
    item: str
    activity: str
    post: str = ""
    person: str = ""
    unit: str = ""
    kind: Kind = Kind.WORK


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """Events as columns of one length, in the order of (item, ts_us, seq).

    `ts_us` counts microseconds since 1970-01-01 UTC, `seq` is the place in the log (it settles ties
    and names the event), the coded columns hold places in their `labels`, -1 for nobody or nothing.

    >>> table = EventTable.from_rows([EventRow(7, 1, "a", "file"), EventRow(5, 0, "a", "ask")])
    >>> table.ts_us.tolist(), table.label("activity", int(table.activity[0]))
    ([5, 7], 'ask')
    """

    ts_us: NDArray[np.int64]
    seq: NDArray[np.int64]
    item: NDArray[np.int32]
    activity: NDArray[np.int32]
    post: NDArray[np.int32]
    person: NDArray[np.int32]
    unit: NDArray[np.int32]
    kind: NDArray[np.int8]
    labels: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        """Brings the rows into order. Raises ValueError where the columns differ in length."""
        columns = {name: np.asarray(getattr(self, name), TYPES[name]) for name in COLUMNS}
        if len({len(column) for column in columns.values()}) > 1:
            raise ValueError("The columns of a table of events must be of one length.")
        order = np.lexsort((columns["seq"], columns["ts_us"], columns["item"]))
        for name, column in columns.items():
            ordered = column[order]
            ordered.flags.writeable = False
            object.__setattr__(self, name, ordered)

    def __len__(self) -> int:
        return len(self.ts_us)

    @classmethod
    def from_rows(cls, rows: Iterable[EventRow]) -> Self:
        """The table of these events, which may come in any order."""
        every = list(rows)
        coded = {name: _coded([getattr(row, name) for row in every]) for name in CODED}
        return cls(
            ts_us=np.array([row.ts_us for row in every], np.int64),
            seq=np.array([row.seq for row in every], np.int64),
            kind=np.array([row.kind for row in every], np.int8),
            labels={name: labels for name, (_, labels) in coded.items()},
            **{name: codes for name, (codes, _) in coded.items()},
        )

    @classmethod
    def from_traces(
        cls, traces: Iterable[Trace], shape: LogShape, kinds: Mapping[str, Kind] = TRANSITIONS
    ) -> Self:
        """The table of a log's events read in `shape`; an event without an instant is left out.

        `person` is the doer, `post` the doer's role; `seq` counts all events of the log from 0,
        those left out too; `kinds` gives the kind by the lifecycle transition in small letters.
        """
        return cls.from_rows(_from_traces(traces, shape, kinds))

    def column(self, name: str) -> NDArray[np.signedinteger[Any]]:
        """The column called `name`."""
        column: NDArray[np.signedinteger[Any]] = getattr(self, name)
        return column

    def label(self, name: str, code: int) -> str:
        """The text that `code` stands for in the column `name`; empty for nobody or nothing."""
        return "" if code == NOBODY else self.labels[name][code]

    def code(self, name: str, label: str) -> int:
        """The code of a text in the column `name`, -1 where no event has it."""
        labels = self.labels[name]
        return labels.index(label) if label in labels else NOBODY

    def row_of(self, place: int) -> EventRow:
        """The event at this place of the table, in words."""
        texts = {name: self.label(name, int(self.column(name)[place])) for name in CODED}
        kind = Kind(int(self.kind[place]))
        return EventRow(int(self.ts_us[place]), int(self.seq[place]), **texts, kind=kind)

    def rows(self) -> Iterator[EventRow]:
        """Every event in words, in the order of the table."""
        return (self.row_of(place) for place in range(len(self)))

    def items(self) -> Iterator[slice]:
        """The places of each item's events, item after item."""
        starts = np.flatnonzero(np.diff(self.item, prepend=np.int32(-2))).tolist()
        return (slice(start, end) for start, end in pairwise([*starts, len(self)]))


def _coded(texts: list[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    labels = tuple(sorted(set(texts) - {""}))
    codes = {"": NOBODY} | {label: code for code, label in enumerate(labels)}
    return np.array([codes[text] for text in texts], np.int32), labels


def _from_traces(
    traces: Iterable[Trace], shape: LogShape, kinds: Mapping[str, Kind]
) -> Iterator[EventRow]:
    seq = 0
    for trace in traces:
        item = trace.name or f"#{trace.ordinal}"
        for event in trace.events:
            if (ts_us := event.ts_us) is not None:
                yield EventRow(ts_us, seq, item, *_about(event, shape, kinds))
            seq += 1


def _about(
    event: Event, shape: LogShape, kinds: Mapping[str, Kind]
) -> tuple[str, str, str, str, Kind]:
    """What a log's event says from `activity` on."""
    attributes = event.attributes
    person = shape.holder(attributes, *shape.doer)
    machine = not person and any(attributes.get(key, "") in shape.system for key in shape.doer)
    transition = shape.text(attributes, shape.transition).lower()
    return (
        shape.text(attributes, shape.activity),
        shape.holder(attributes, shape.role),
        person,
        shape.text(attributes, shape.unit),
        Kind.SYSTEM if machine else kinds.get(transition, Kind.WORK),
    )
