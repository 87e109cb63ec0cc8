"""From a case's events to who held it from when until when, what was planned, and what is late.

Holder runs follow the definition used for handovers: events in the order of (timestamp, place in
the trace); events that name nobody, or a system, are dropped *first*; then equal neighbours
collapse. A holder holds from the first event of the run until the instant the next different
holder starts, half-open; the last one until the matter ends. Two events at the same instant give
a run of no length, which is kept: it is a handover nevertheless.

A matter ends when it is recorded as closed, but not before its last event; without such a record
it is still open where the log has closing dates at all, and ends with its last event where not.

Everything is reckoned as known at an instant `on`: what was done later counts as not done yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import chain, islice, pairwise
from math import ceil

from remit.engines.eventlog.faults import remark
from remit.engines.eventlog.instants import DAY, moment
from remit.engines.eventlog.shape import LogShape, keys_of, recognise
from remit.engines.eventlog.trace import Event, Trace
from remit.engines.findings import Finding

SAMPLE = 50
BEGUN = frozenset({"schedule", "assign", "reassign", "start", "suspend", "resume"})
"""Transitions of the standard lifecycle after which an activity is not finished yet."""


class Role(StrEnum):
    """In what sense somebody has a matter: does it, watches over it, or answers for it."""

    DOER = "doer"
    WATCHER = "watcher"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody has a matter in [since, until); `until` None means still.

    `events` counts the events of the run, 0 where the case alone names the holder.
    """

    role: Role
    holder: str
    since: datetime
    until: datetime | None
    events: int

    def held(self, on: datetime) -> timedelta:
        """For how long, as known at `on`."""
        until = on if self.until is None else min(self.until, on)
        return max(until - self.since, timedelta())


@dataclass(frozen=True, slots=True)
class Step:
    """Something finished in a matter, with the date it was meant for where the log has one."""

    seq: int
    activity: str
    label: str
    local_label: str
    doer: str
    watcher: str
    unit: str
    planned: datetime | None
    due: datetime | None
    done: datetime

    @property
    def target(self) -> datetime | None:
        """When it should have been done: the due date, else the planned one."""
        return self.due or self.planned

    def is_late(self, on: datetime) -> bool:
        """Whether it was, or at `on` is, later than its target."""
        return _overrun(self.target, self.done, on) > timedelta()

    def late_days(self, on: datetime) -> int:
        """Days of lateness as known at `on`, each day begun counted whole; 0 where not late."""
        return ceil(_overrun(self.target, self.done, on) / DAY)


@dataclass(frozen=True, slots=True)
class Matter:
    """A case of a log, understood.

    `opened` is the recorded opening, else the first event; `first` and `last` are the instants of
    its events, None where none has a timestamp; `closed` is None while open or not recorded;
    `ended` is when holding ends, None where it goes on.
    """

    ref: str
    opened: datetime | None
    planned: datetime | None
    due: datetime | None
    closed: datetime | None
    first: datetime | None
    last: datetime | None
    ended: datetime | None
    answers: str
    department: str
    group: str
    events: int
    steps: tuple[Step, ...]
    holdings: tuple[Holding, ...]
    remarks: tuple[Finding, ...]

    @property
    def target(self) -> datetime | None:
        """When it should have been closed: the deadline, else the planned end."""
        return self.due or self.planned

    def is_late(self, on: datetime) -> bool:
        """Whether it was closed, or at `on` is still open, later than its target."""
        return _overrun(self.target, self.closed, on) > timedelta()

    def late_days(self, on: datetime) -> int:
        """Days of lateness as known at `on`, each day begun counted whole; 0 where not late."""
        return ceil(_overrun(self.target, self.closed, on) / DAY)

    def held_by(self, role: Role) -> tuple[Holding, ...]:
        """Who had the matter in that sense, in order of time."""
        return tuple(holding for holding in self.holdings if holding.role is role)


def matters(log: Iterable[Trace], shape: LogShape | None = None) -> Iterator[Matter]:
    """Every case of the log as a matter, in the log's order, as the log is read.

    Without a `shape` it is recognised from the first cases, which are held back until then.
    """
    traces = iter(log)
    sample = list(islice(traces, SAMPLE)) if shape is None else []
    known = shape or recognise(keys_of(sample))
    for trace in chain(sample, traces):
        yield matter(trace, known)


def matter(trace: Trace, shape: LogShape) -> Matter:
    """The case as a matter, read in `shape`."""
    dated = _in_order(trace)
    first, last = (dated[0][0], dated[-1][0]) if dated else (None, None)
    dates = _Dates(trace, shape, (first and first.tzinfo) or UTC)
    opened = dates.of_case(shape.opened) or first
    closed = dates.of_case(shape.closed)
    ended = _end(shape, closed, last or opened)
    return Matter(
        ref=trace.name or f"#{trace.ordinal}",
        opened=opened,
        planned=dates.of_case(shape.planned_end),
        due=dates.of_case(shape.deadline),
        closed=closed,
        first=first,
        last=last,
        ended=ended,
        answers=shape.holder(trace.attributes, shape.answers),
        department=shape.text(trace.attributes, shape.department),
        group=shape.text(trace.attributes, shape.group),
        events=len(trace.events),
        steps=tuple(_steps(trace, shape, dates)),
        holdings=(
            *_run_by(Role.DOER, shape, shape.doer, dated, ended),
            *_run_by(Role.WATCHER, shape, (shape.watcher,), dated, ended),
            *_answering(trace, shape, (opened, first), ended),
        ),
        remarks=tuple(dates.remarks),
    )


def runs(
    role: Role, held: Iterable[tuple[datetime, str]], until: datetime | None
) -> tuple[Holding, ...]:
    """The holdings that follow from who was named when, in order of time, the last one to `until`.

    >>> day = lambda n: datetime(2024, 3, n, tzinfo=UTC)
    >>> first, second = runs(Role.DOER, [(day(1), "Li"), (day(2), "Li"), (day(5), "Wu")], day(9))
    >>> first.holder, first.since.day, first.until.day, first.events
    ('Li', 1, 5, 2)
    >>> second.holder, second.held(on=day(7)).days
    ('Wu', 2)
    """
    starts: list[tuple[datetime, str]] = []
    counts: list[int] = []
    for at, holder in held:
        if starts and starts[-1][1] == holder:
            counts[-1] += 1
        elif holder:
            starts.append((at, holder))
            counts.append(1)
    ends: list[datetime | None] = [at for at, _ in starts[1:]]
    return tuple(
        Holding(role, holder, since, end, events)
        for (since, holder), end, events in zip(starts, [*ends, until], counts, strict=False)
    )


def handovers(holdings: Iterable[Holding]) -> Iterator[tuple[str, str]]:
    """From whom to whom a matter passed, for holdings of one role in order of time."""
    return ((giver.holder, taker.holder) for giver, taker in pairwise(holdings))


def _in_order(trace: Trace) -> list[tuple[datetime, Event]]:
    """The events that have a timestamp, by timestamp and then by place."""
    dated = [(event.at, event) for event in trace.events if event.at is not None]
    return sorted(dated, key=lambda pair: pair[0])


def _end(shape: LogShape, closed: datetime | None, last: datetime | None) -> datetime | None:
    if closed is None and shape.closed is not None:
        return None
    return max(filter(None, (closed, last)), default=None)


def _run_by(
    role: Role,
    shape: LogShape,
    keys: tuple[str | None, ...],
    dated: list[tuple[datetime, Event]],
    ended: datetime | None,
) -> tuple[Holding, ...]:
    held = ((at, shape.holder(event.attributes, *keys)) for at, event in dated)
    return runs(role, held, ended)


def _answering(
    trace: Trace, shape: LogShape, starts: tuple[datetime | None, ...], ended: datetime | None
) -> tuple[Holding, ...]:
    holder = shape.holder(trace.attributes, shape.answers)
    since = min(filter(None, starts), default=None)
    if not holder or since is None:
        return ()
    return (Holding(Role.ANSWERS, holder, since, ended, 0),)


def _steps(trace: Trace, shape: LogShape, dates: "_Dates") -> Iterator[Step]:
    for event in trace.events:
        attributes = event.attributes
        if shape.text(attributes, shape.transition).lower() in BEGUN:
            continue
        done = dates.of_event(event, shape.finished) or event.at
        if done is None:
            continue
        activity = shape.text(attributes, shape.activity)
        yield Step(
            seq=event.seq,
            activity=activity,
            label=shape.text(attributes, shape.label) or activity,
            local_label=shape.text(attributes, shape.local_label) or activity,
            doer=shape.holder(attributes, *shape.doer),
            watcher=shape.holder(attributes, shape.watcher),
            unit=shape.text(attributes, shape.unit),
            planned=dates.of_event(event, shape.planned),
            due=dates.of_event(event, shape.due),
            done=done,
        )


class _Dates:
    """The dates of one case; what is no date is read as none and told in `remarks`.

    A date that names no zone is read with the offset of its event's timestamp.
    """

    def __init__(self, trace: Trace, shape: LogShape, zone: tzinfo) -> None:
        self.remarks: list[Finding] = []
        self._trace, self._shape, self._zone = trace, shape, zone

    def of_case(self, key: str | None) -> datetime | None:
        text = self._shape.text(self._trace.attributes, key)
        return self._read(key, text, self._zone)

    def of_event(self, event: Event, key: str | None) -> datetime | None:
        text = self._shape.text(event.attributes, key)
        zone = event.at.tzinfo if event.at else None
        return self._read(key, text, zone or self._zone)

    def _read(self, key: str | None, text: str, zone: tzinfo) -> datetime | None:
        if not text:
            return None
        try:
            return moment(text, zone)
        except ValueError:
            subject = self._trace.name or f"#{self._trace.ordinal}"
            self.remarks.append(remark("log.unreadable_date", subject, key=key, text=text[:40]))
            return None


def _overrun(target: datetime | None, done: datetime | None, on: datetime) -> timedelta:
    """How long after its target something was done, or had not been done at `on`."""
    if target is None:
        return timedelta()
    known = on if done is None else min(done, on)
    return max(known - target, timedelta())
