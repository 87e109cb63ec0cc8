"""What `remit measure` found, before it is told: the extent, holders, passing, waits, what to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from remit.cli.measuring.reading import Log
from remit.engines.eventlog.instants import DAY_US, EPOCH
from remit.engines.findings import Finding
from remit.engines.measures.gaps import Gaps, gaps
from remit.engines.measures.passing import Circuit, Holder, Passing, passing
from remit.engines.measures.running import Runner
from remit.engines.words import Words

LEAST = 10
"""Fewer steps or handovers than this are no habit, and are not listed among the slowest."""
HIGH_BOUNCE = 0.1
FEW_HELD = 0.5


@dataclass(frozen=True, slots=True)
class Extent:
    """What a log holds."""

    events: int
    items: int
    activities: int
    held: int
    holders: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """From whom to whom, or from what to what: how often, how long, and how often without work."""

    source: str
    target: str
    gaps: Gaps
    idle: int = 0
    returned: int = 0

    @property
    def mean_days(self) -> float:
        """The mean time in days."""
        return float(self.gaps.mean_us) / DAY_US

    @property
    def total_days(self) -> float:
        """All the time in days."""
        return self.gaps.sum_us / DAY_US


@dataclass(frozen=True, slots=True)
class Report:
    """One log, measured; `named` says who a holder's code is, `item` what an item is called."""

    log: str
    holder: str
    extent: Extent
    passing: Passing
    handovers: tuple[Pair, ...]
    steps: tuple[Pair, ...]
    named: Callable[[int], str]
    item: Callable[[int], str]
    remarks: tuple[Finding, ...] = ()

    @property
    def longest(self) -> list[Holder]:
        """The holders, whoever had most items first."""
        return sorted(self.passing.holders, key=lambda each: (-each.items, each.holder))

    @property
    def givers(self) -> list[Holder]:
        """The holders who clearly pass on more without work than comes to them so."""
        return [
            each for each in self.passing.holders if each.net.enough and each.net.estimate.low > 0
        ]

    @property
    def slowest(self) -> list[Pair]:
        """The handovers before which the giver had the item longest, on average."""
        habits = [pair for pair in self.handovers if pair.gaps.n >= LEAST]
        return sorted(habits, key=lambda pair: -pair.mean_days)

    @property
    def waits(self) -> list[Pair]:
        """The steps before which most time went by in all."""
        habits = [pair for pair in self.steps if pair.gaps.n >= LEAST]
        return sorted(habits, key=lambda pair: -pair.total_days)


def report(log: Log, runner: Runner, holder: str) -> Report:
    """The log measured by a runner over its events, held by the column `holder`."""
    ((events, items, activities, held, holders, first, last),) = runner.rows(
        "extent", holder=holder
    )
    extent = Extent(events, items, activities, held, holders, _at(first), _at(last))

    def named(code: int) -> str:
        return log.label(holder, code)

    def item(code: int) -> str:
        return log.label("item", code)

    return Report(
        log=log.name,
        holder=holder,
        extent=extent,
        passing=passing(runner, holder),
        handovers=_handovers(runner, holder, named),
        steps=_steps(log, runner),
        named=named,
        item=item,
        remarks=log.remarks,
    )


def _at(ts_us: int) -> datetime:
    return (EPOCH + timedelta(microseconds=ts_us)).astimezone(UTC)


def _handovers(runner: Runner, holder: str, named: Callable[[int], str]) -> tuple[Pair, ...]:
    return tuple(
        Pair(named(giver), named(taker), gaps(spans), idle, returned)
        for giver, taker, idle, returned, *spans in runner.rows("passes", holder=holder)
        if spans[0] >= LEAST
    )


def _steps(log: Log, runner: Runner) -> tuple[Pair, ...]:
    return tuple(
        Pair(log.label("activity", source), log.label("activity", target), gaps(spans))
        for source, target, *spans in runner.rows("follows")
        if spans[0] >= LEAST
    )


def advice(found: Report) -> list[Words]:
    """What to look at next, the weightiest first."""
    every = (_few_held(found), _bouncing(found), _giver(found), _worst(found), _slow(found))
    return [words for words in every if words]


def _few_held(found: Report) -> Words | None:
    share = found.extent.held / found.extent.events if found.extent.events else 0
    if share >= FEW_HELD:
        return None
    return Words(
        f"只有{share:.0%}的事件写明了经办人，关于谁经办、谁转出的数字只反映这一部分。",
        f"Only {share:.0%} of the events name anybody: what is said of holders speaks of these alone.",
    )


def _bouncing(found: Report) -> Words | None:
    bounce = found.passing.bounce
    if not bounce.enough or bounce.estimate.low < HIGH_BOUNCE:
        return None
    return Words(
        f"移交后退回的比例偏高（{bounce.value:.0%}）：先看职责划分是否清楚、移交时材料是否齐全。",
        f"Many handovers come straight back ({bounce.value:.0%}): see whether it is clear who must do what,"
        " and whether what the next one needs is handed over too.",
    )


def _giver(found: Report) -> Words | None:
    if not found.givers:
        return None
    first = found.givers[0]
    name = found.named(first.holder)
    return Words(
        f"{name}未办理即转出明显多于接收。先问是否本就承担分派职责，再看转出的事项。",
        f"{name} passes on without work clearly more than comes in so. Ask first whether handing out work is"
        " the task there, then look at the items.",
    )


def _worst(found: Report) -> Words | None:
    worst: Circuit | None = found.passing.worst
    if worst is None or not worst.returns:
        return None
    return Words(
        f"事项{found.item(worst.item)}退回{worst.returns}次，经过{worst.holders}个经办人，值得通读一遍。",
        f"Item {found.item(worst.item)} came back {worst.returns} times among {worst.holders} holders:"
        " worth reading from end to end.",
    )


def _slow(found: Report) -> Words | None:
    if not found.waits:
        return None
    wait = found.waits[0]
    return Words(
        f"最多的时间花在“{wait.source}”到“{wait.target}”之间：共{wait.total_days:,.0f}天，"
        f"平均每次{wait.mean_days:,.1f}天。",
        f"Most time goes by between “{wait.source}” and “{wait.target}”: {wait.total_days:,.0f} days in all,"
        f" {wait.mean_days:,.1f} days each on average.",
    )
