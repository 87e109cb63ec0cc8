"""One missed deadline: who has what part in it, and how late the item was when each received it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from numpy.random import Generator

from remit.engines.measures.breaches.cases import NAMES, PLAN, UNRECORDED, Case, Segment, completed
from remit.engines.measures.breaches.sharing import ORDERS, shared
from remit.engines.measures.spans import lasting
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Share:
    """A segment's part of the lateness, in microseconds, with its standard error where drawn.

    `behind` is the inherited lateness: by how much the time left on receipt fell short of all
    budgets still to come, 0 where it sufficed. It is charged to nobody here: the part is never more
    than the segment's own overrun.
    """

    segment: Segment
    part: Fraction
    error: float
    behind: int

    @property
    def events(self) -> tuple[int, ...]:
        """The entries behind it."""
        return self.segment.events


@dataclass(frozen=True, slots=True)
class Breach:
    """A missed deadline with its shares, in order of time; `case` has the unrecorded time filled in.

    The shares speak of this case alone: they are no measure of a person, and not to be ranked.
    """

    case: Case
    shares: tuple[Share, ...]
    orders: int = 0
    unit: str = "microsecond"

    @property
    def late(self) -> int:
        """The lateness: the sum of all parts, exactly."""
        return self.case.late

    @property
    def n(self) -> int:
        """How many segments there are."""
        return len(self.case.segments)

    @property
    def by_holder(self) -> Mapping[str, Fraction]:
        """Each holder's parts together, those of nobody by their pseudo-names."""
        found: dict[str, Fraction] = defaultdict(Fraction)
        for share in self.shares:
            found[share.segment.holder] += share.part
        return dict(found)

    @property
    def unrecorded(self) -> Fraction:
        """Which fraction of the lateness lies outside every recorded step; 0 where not late."""
        if not self.late:
            return Fraction(0)
        return self.by_holder.get(UNRECORDED, Fraction(0)) / self.late

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return _reading(self)


def breach(case: Case, *, chance: Generator | None = None, orders: int = ORDERS) -> Breach:
    """The shares of the case's lateness; nobody has any where the deadline was kept.

    `chance` draws orders where more than twelve segments overran. Raises ValueError where segments
    overlap, NoChanceGiven where chance is needed and missing.
    """
    whole = _with_plan(completed(case))
    given_back = sum(max(0, -segment.over) for segment in whole.segments)
    over = [max(0, segment.over) for segment in whole.segments]
    players = _players(whole.segments)
    brought = [sum(over[place] for place in places) for places in players]
    result = shared(brought, whole.slack + given_back, chance, orders)
    shares = [
        Share(
            whole.segments[place],
            part * Fraction(over[place], all_of_it or 1),
            error * over[place] / (all_of_it or 1),
            behind,
        )
        for places, all_of_it, part, error in zip(
            players, brought, result.parts, result.errors, strict=True
        )
        for place, behind in zip(places, _behind(whole, places), strict=True)
    ]
    shares.sort(key=lambda share: (share.segment.since, share.segment.until))
    return Breach(whole, tuple(shares), result.orders)


def _players(segments: Sequence[Segment]) -> list[list[int]]:
    """Every segment plays for itself; all unrecorded ones are one player and part as they are long."""
    places = range(len(segments))
    outside = [place for place in places if segments[place].holder == UNRECORDED]
    own = [[place] for place in places if segments[place].holder != UNRECORDED]
    return [*own, outside] if outside else own


def _with_plan(case: Case) -> Case:
    """Budgets beyond the deadline: the excess is an overrun of whoever set them, not of a holder."""
    if case.slack >= 0:
        return case
    plan = Segment(PLAN, case.received, case.received, case.slack)
    return Case(case.item, case.received, case.due, case.ended, (plan, *case.segments))


def _behind(case: Case, places: Iterable[int]) -> list[int]:
    """By how much the segments were received too late for the budgets from them onwards."""
    needed = list(accumulate(segment.budget for segment in reversed(case.segments)))[::-1]
    return [
        0
        if case.segments[place].holder == PLAN
        else max(0, needed[place] - (case.due - case.segments[place].since))
        for place in places
    ]


def _reading(breach: Breach) -> Words:
    late = lasting(breach.late)
    if not breach.late:
        return Words("未超期。", "The deadline was kept.")
    told = [(holder, part) for holder, part in breach.by_holder.items() if part]
    zh = "；".join(f"{_name(h).zh}{lasting(round(p)).zh}" for h, p in told)
    en = "; ".join(f"{_name(h).en} {lasting(round(p)).en}" for h, p in told)
    note = _inherited(breach)
    drawn = "" if not breach.orders else f"份额由{breach.orders:,}次随机排序估算。"
    drawn_en = "" if not breach.orders else f" The parts were drawn from {breach.orders:,} orders."
    return Words(
        f"本事项超期{late.zh}，其中：{zh}。{note.zh}{drawn}以上仅就本事项而言，不作为对个人的评价。",
        f"{late.en} late: {en}.{note.en}{drawn_en} This speaks of this item alone, and is no "
        "appraisal of anybody.",
    )


def _inherited(breach: Breach) -> Words:
    told = [s for s in breach.shares if s.behind and s.segment.holder not in NAMES]
    zh = "".join(f"{s.segment.holder}接手时已缺{lasting(s.behind).zh}。" for s in told)
    en = "".join(f" {s.segment.holder} received it {lasting(s.behind).en} short." for s in told)
    return Words(zh, en)


def _name(holder: str) -> Words:
    return NAMES.get(holder, Words(holder, holder))
