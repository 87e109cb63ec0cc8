"""An item's time as a row of segments without gap, and the budgets they had."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median_low
from typing import NamedTuple

from remit.engines.words import Words

UNRECORDED = "unrecorded"
"""Holds what lies outside every recorded step."""
PLAN = "plan"
"""Answers for budgets that promise more time than the deadline leaves."""
NAMES = {
    UNRECORDED: Words("无记录时段", "no recorded step"),
    PLAN: Words("预算本身超出期限", "budgets that exceed the deadline"),
}


class Segment(NamedTuple):
    """The item in one holder's hands in [since, until), in microseconds, with its budget.

    `events` are the entries behind it.
    """

    holder: str
    since: int
    until: int
    budget: int = 0
    events: tuple[int, ...] = ()

    @property
    def actual(self) -> int:
        """How long it took."""
        return self.until - self.since

    @property
    def over(self) -> int:
        """How much longer than its budget; negative where time was given back."""
        return self.actual - self.budget


@dataclass(frozen=True, slots=True)
class Case:
    """An item with its deadline: received, due and ended in microseconds since 1970 (UTC).

    Raises ValueError where it ended before it was received.
    """

    item: str
    received: int
    due: int
    ended: int
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        if self.ended < self.received:
            raise ValueError(
                f"{self.item} ended at {self.ended}, before it was received at {self.received}. "
                "Correct the two instants."
            )

    @property
    def late(self) -> int:
        """How long after the deadline it ended; 0 where it did not."""
        return max(0, self.ended - self.due)

    @property
    def slack(self) -> int:
        """What the deadline leaves beyond all budgets; negative where they exceed it."""
        return self.due - self.received - sum(segment.budget for segment in self.segments)


def completed(case: Case) -> Case:
    """The case with everything between its recorded segments, before and after them, unrecorded.

    Raises ValueError where segments overlap or leave the case: time would be counted twice.

    >>> case = Case("permit", 0, 10, 16, (Segment("Li", 2, 8),))
    >>> [(each.holder, each.actual) for each in completed(case).segments]
    [('unrecorded', 2), ('Li', 6), ('unrecorded', 8)]
    """
    return replace(case, segments=tuple(_gapless(case)))


def _gapless(case: Case) -> Iterator[Segment]:
    at = case.received
    for segment in sorted(case.segments, key=lambda each: (each.since, each.until)):
        if segment.since < at or segment.until > case.ended:
            raise ValueError(
                f"The segment {segment.since}-{segment.until} of {case.item} overlaps another, or "
                "lies outside the case: its time would be counted twice. Correct the intervals."
            )
        if segment.since > at:
            yield Segment(UNRECORDED, at, segment.since)
        yield segment
        at = segment.until
    if case.ended > at:
        yield Segment(UNRECORDED, at, case.ended)


def norms(observed: Iterable[tuple[Hashable, int]], least: int = 1) -> Mapping[Hashable, int]:
    """The (lower) median time by key, for keys seen often enough: budgets where nobody set any.

    Observe cases that kept their deadline only, or lateness becomes the norm.
    """
    times: dict[Hashable, list[int]] = defaultdict(list)
    for key, time in observed:
        times[key].append(time)
    return {key: median_low(own) for key, own in times.items() if len(own) >= least}
