"""A wait cut into pieces: every instant goes to the first cause that explains it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import NamedTuple

from remit.engines.measures.spans import Span, common
from remit.engines.measures.waiting.tasks import Task
from remit.engines.words import Words

BATCH = 2


class Cause(StrEnum):
    """Why an instant was waited, in order of precedence."""

    SUSPENDED = "suspended"
    PREEMPTED = "preempted"
    BATCHING = "batching"
    CONTENTION = "contention"
    PRIORITISATION = "prioritisation"
    UNAVAILABILITY = "unavailability"
    EXTRANEOUS = "extraneous"

    @property
    def words(self) -> Words:
        """The cause as a reader is told it."""
        return _CAUSES[self]


_CAUSES = {
    Cause.SUSPENDED: Words("依法中止计时", "the clock stood still by law"),
    Cause.PREEMPTED: Words("被专项任务占用", "a campaign took the time"),
    Cause.BATCHING: Words("等待集中办理", "waiting to be dealt with in one go"),
    Cause.CONTENTION: Words("排在先到的工作之后", "work that had come before"),
    Cause.PRIORITISATION: Words("后到的工作先办", "work that had come later and was done first"),
    Cause.UNAVAILABILITY: Words("非工作时间", "outside working hours"),
    Cause.EXTRANEOUS: Words("记录之外的原因", "reasons outside the record"),
}


class Piece(NamedTuple):
    """One stretch of a wait, its cause, and the events of the work that stood in the way."""

    cause: Cause
    span: Span
    behind: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """The time from when a task was enabled until it started, cut into pieces without gaps."""

    task: Task
    span: Span
    pieces: tuple[Piece, ...]

    @property
    def total(self) -> int:
        """Microseconds waited."""
        return self.span.length

    def part(self, cause: Cause) -> int:
        """Microseconds waited for this cause."""
        return sum(piece.span.length for piece in self.pieces if piece.cause is cause)


Off = Callable[[str, Span], Iterable[Span]]
"""The stretches of a span in which a holder does not work."""


def always_there(_holder: str, _span: Span) -> Iterable[Span]:
    """Nobody is ever off."""
    return ()


def waits(
    tasks: Iterable[Task],
    *,
    off: Off = always_there,
    suspended: Mapping[str, Sequence[Span]] | None = None,
    batch: int = BATCH,
) -> list[Wait]:
    """Every wait, in the order of tasks, with its pieces; tasks must know when they were enabled.

    `suspended` gives by item when the clock stood still; `batch` is the least number of tasks that
    make a batch.
    """
    every = list(tasks)
    known = _Known(_days(every), _ready(every, batch), off, suspended or {})
    return [
        Wait(task, span, tuple(_pieces(task, span, known)))
        for task in every
        if task.enabled is not None and task.enabled <= task.start
        for span in (Span(task.enabled, task.start),)
    ]


@dataclass(frozen=True, slots=True)
class _Day:
    """All that one holder did, in order of start; `latest` is the latest end so far."""

    tasks: list[Task] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    latest: list[int] = field(default_factory=list)

    def during(self, span: Span) -> Iterator[Task]:
        """The tasks under way at some time in the span."""
        first = bisect_right(self.latest, span.since)
        for task in self.tasks[first : bisect_left(self.starts, span.until)]:
            if task.end > span.since:
                yield task


def _days(tasks: Sequence[Task]) -> Mapping[str, _Day]:
    by_holder: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_holder[task.holder].append(task)
    return {holder: _day(own if holder else []) for holder, own in by_holder.items()}


def _day(tasks: list[Task]) -> _Day:
    ordered = sorted(tasks, key=lambda task: (task.start, task.end, task.seq))
    latest = list(accumulate((task.end for task in ordered), max))
    return _Day(ordered, [task.start for task in ordered], latest)


def _ready(tasks: Sequence[Task], least: int) -> dict[int, int]:
    """By event: when the batch it belongs to was complete."""
    alike: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for task in tasks:
        if task.holder and task.enabled is not None:
            alike[task.holder, task.activity].append(task)
    return {
        task.seq: max(each.enabled or 0 for each in group)
        for own in alike.values()
        for group in _batches(sorted(own, key=lambda task: (task.start, task.end, task.seq)))
        if len(group) >= least
        for task in group
    }


def _batches(tasks: list[Task]) -> Iterator[list[Task]]:
    """Runs without a gap of tasks that could all have begun when the first of them did."""
    group: list[Task] = []
    until = 0
    for task in tasks:
        if group and not (task.start <= until and (task.enabled or 0) <= group[0].start):
            yield group
            group = []
        until = max(until, task.end) if group else task.end
        group.append(task)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Known:
    """All that may explain a wait."""

    days: Mapping[str, _Day]
    ready: Mapping[int, int]
    off: Off
    stopped: Mapping[str, Sequence[Span]]

    def reasons(self, task: Task, span: Span) -> Iterator[Piece]:
        """What explains some of the wait, in order of precedence."""
        yield from (Piece(Cause.SUSPENDED, each) for each in self.stopped.get(task.item, ()))
        busy = self._busy(task, span)
        yield from busy[Cause.PREEMPTED]
        if task.seq in self.ready:
            yield Piece(Cause.BATCHING, Span(span.since, self.ready[task.seq]))
        yield from busy[Cause.CONTENTION]
        yield from busy[Cause.PRIORITISATION]
        if task.holder:
            yield from (Piece(Cause.UNAVAILABILITY, each) for each in self.off(task.holder, span))

    def _busy(self, task: Task, span: Span) -> Mapping[Cause, list[Piece]]:
        found: dict[Cause, list[Piece]] = defaultdict(list)
        for other in self.days[task.holder].during(span):
            if other.seq != task.seq:
                cause = _why(task, other, span.since)
                found[cause].append(Piece(cause, Span(other.start, other.end), (other.seq,)))
        return found


def _why(task: Task, other: Task, since: int) -> Cause:
    if other.campaign and not task.campaign:
        return Cause.PREEMPTED
    later = other.enabled is not None and other.enabled > since
    return Cause.PRIORITISATION if later else Cause.CONTENTION


def _pieces(task: Task, span: Span, known: _Known) -> Iterator[Piece]:
    """One sweep over the wait; at each instant the first reason in force has it."""
    if not span.length:
        return
    given = [*known.reasons(task, span), Piece(Cause.EXTRANEOUS, span)]
    reasons = [
        (part, rank) for rank, each in enumerate(given) for part in common(span, [each.span])
    ]
    reasons.sort()
    cuts = sorted({instant for part, _ in reasons for instant in part})
    begun, in_force = 0, list[tuple[int, int]]()
    found: list[tuple[int, Span]] = []
    for since, until in pairwise(cuts):
        while begun < len(reasons) and reasons[begun][0].since <= since:
            part, rank = reasons[begun]
            heappush(in_force, (rank, part.until))
            begun += 1
        while in_force[0][1] <= since:
            heappop(in_force)
        _append(found, in_force[0][0], Span(since, until))
    yield from (given[rank]._replace(span=part) for rank, part in found)


def _append(found: list[tuple[int, Span]], rank: int, span: Span) -> None:
    """Adds a stretch; what goes on for the same reason is one piece."""
    if found and found[-1][0] == rank:
        found[-1] = (rank, Span(found[-1][1].since, span.until))
    else:
        found.append((rank, span))
