"""From promises and conduct to deeds: targets set, plans submitted, results reported, summaries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from remit.apps.correspondence.actions import note_reading
from remit.apps.correspondence.queries import addressed_to
from remit.apps.organisation.queries import day
from remit.apps.plans import actions, queries
from remit.apps.plans.models import MonthlyPlan, PlanItem
from remit.demo.moments import Moment
from remit.demo.promises import (
    NO_WORDS,
    Conduct,
    Promise,
    Work,
    chance,
    part,
    spread,
    told,
    usual,
)
from remit.demo.register import Deed, Register
from remit.engines.dates import Month
from remit.engines.words import Words

FIRST, LAST = -15, 0
# An office that opens next month's plans early does so days before the end, due days after it.
OPENED_BEFORE, DUE_AFTER = 4, 3
PUNCTUAL = Conduct()


@dataclass(frozen=True, slots=True)
class Season:
    """One organisation's work over the whole history, about to be told."""

    house: str
    work: Work
    register: Register

    @property
    def places(self) -> tuple[str, ...]:
        """The places that plan; the organisation itself only sets targets."""
        return tuple(place for place in self.work.promises if place)

    def deeds(self) -> Iterator[Deed]:
        """Everything that was promised, submitted, reported and published."""
        yield from self._targets()
        for place in self.places:
            conduct = self.work.conduct.get(place, PUNCTUAL)
            for month in range(FIRST, LAST + 1):
                yield from self._month(place, month, conduct)
        for month in sorted(set(range(FIRST, LAST)) - set(self.work.unpublished)):
            at = self.register.timeline.instant(Moment(month + 1, 4, 10))
            yield Deed(at, self.house, partial(self._publish, month))
            at = self.register.timeline.instant(Moment(month + 1, 6, 17))
            yield Deed(at, self.house, self._read)
        yield from self._early()

    def _targets(self) -> Iterator[Deed]:
        """A year's targets in the November before it, the first year's with the foundation."""
        timeline = self.register.timeline
        first, last = timeline.month(FIRST), timeline.month(LAST + 1)
        begun = timeline.instant(Moment(FIRST - 1, 6, 14))
        for year in range(first.year, last.year + 1):
            november = timeline.offset(Month(year - 1, 11))
            at = max(begun, timeline.instant(Moment(november, 15, 14)))
            yield Deed(at, self.house, partial(self._set_year, year))
        seat, month = self.work.campaign
        if seat:
            at = timeline.instant(Moment(month, 19, 15))
            yield Deed(at, self.house, partial(self._set_campaign, seat))

    def _set_year(self, year: int, at: datetime) -> None:
        for place, promises in self.work.promises.items():
            for promise in promises:
                if not promise.only:
                    self._set(place, promise, year, self._parts(place, promise, year), at)

    def _set_campaign(self, seat: str, at: datetime) -> None:
        month = self.register.timeline.month
        for place, promises in self.work.promises.items():
            for promise in promises:
                parts = {month(offset): Decimal(n) for offset, n in promise.only.items()}
                for year in sorted({each.year for each in parts}):
                    own = {m: n for m, n in parts.items() if m.year == year}
                    self._set(place, promise, year, own, at, seat=seat)

    def _parts(self, place: str, promise: Promise, year: int) -> dict[Month, Decimal]:
        """The months' amounts from the first planned month on; the organisation's own has none."""
        if not place:
            return {}
        months = [Month(year, number) for number in range(1, 13)]
        amounts = [Decimal(promise.annual)] * 12
        if promise.shape != "rate":
            amounts = spread(promise.annual, promise.shape)
        first = self.register.timeline.month(FIRST)
        pairs = zip(months, amounts, strict=True)
        return {m: n for m, n in pairs if m >= first and (n or promise.ceiling)}

    def _set(
        self,
        place: str,
        promise: Promise,
        year: int,
        parts: Mapping[Month, Decimal],
        at: datetime,
        seat: str = "",
    ) -> None:
        register = self.register
        target = actions.set_target(
            register.units[place],
            register.posts[promise.seat],
            year,
            promise.kind,
            promise.title,
            annual=_annual(promise, parts),
            measure=promise.measure,
            by=register.acting(seat or self.work.sets, at),
            at=at,
            months=parts,
            indicator=promise.indicator,
            duty=register.duties.get((promise.seat, promise.duty)),
            parent=register.targets.get(("", promise.under, year)),
            ceiling=promise.ceiling,
        )
        register.targets[place, promise.key, year] = target
        register.promises[target.pk] = promise

    def _month(self, place: str, month: int, conduct: Conduct) -> Iterator[Deed]:
        timeline = self.register.timeline
        if month not in conduct.missing:
            at = self._submission(place, month, conduct)
            yield Deed(at, self.house, partial(self._submit, place, month, conduct))
        if month < LAST and month not in conduct.silent:
            reported = timeline.instant(Moment(month + 1, 1 + chance(2, place, month), 16))
            yield Deed(reported, self.house, partial(self._report, place, month, conduct))

    def _submission(self, place: str, month: int, conduct: Conduct) -> datetime:
        """When the plan came: as told, or within the six days before."""
        due = self.register.timeline.first(month) - timedelta(1)
        days = conduct.late.get(month, -chance(6, "came", place, month))
        clock = time(9 + chance(8, "hour", place, month), chance(60, "minute", place, month))
        return self.register.timeline.at(due + timedelta(days), clock)

    def _submit(self, place: str, month: int, conduct: Conduct, at: datetime) -> None:
        plan = self._plan(place, month)
        by = self.register.acting(plan.post.code, at)
        for extra in conduct.extras:
            if extra.month == month:
                actions.add_item(
                    plan, extra.text, planned=Decimal(extra.planned), measure=extra.measure, by=by,
                    at=at,
                )  # fmt: skip
        for release in conduct.releases:
            if release.month == month:
                for item in self._lines(plan, release.key):
                    actions.drop_item(item, by=by, at=at, reason=release.reason)
        actions.submit_plan(plan, by=by, at=at)

    def _report(self, place: str, month: int, conduct: Conduct, at: datetime) -> None:
        plan = self._plan(place, month)
        by = self.register.acting(plan.post.code, at)
        results = [self._result(item, place, month, conduct) for item in queries.items(plan)]
        actions.report_results(plan, results, by=by, at=at)

    def _result(self, item: PlanItem, place: str, month: int, conduct: Conduct) -> actions.Result:
        """What came of a line, with the reason where it fell short."""
        promise, key = self._promise(item), self._key(item)
        slip = None if item.carried_from_id else told(conduct.slips, month, key)
        done = part(item.planned, slip.percent) if slip else _done(item, promise, place, month)
        short = done > item.planned if item.ceiling else done < item.planned
        note = slip.note if slip and slip.note != NO_WORDS else self._note(place, month, key)
        return actions.Result(item, done, note if short else NO_WORDS)

    def _note(self, place: str, month: int, key: str) -> Words:
        notes = self.work.notes
        return notes[chance(len(notes), "note", place, month, key)]

    def _publish(self, month: int, at: datetime) -> None:
        by = self.register.acting(self.work.publishes, at)
        actions.publish_summary(
            self.register.root, self.register.timeline.month(month), by=by, at=at
        )

    def _read(self, at: datetime) -> None:
        """Those who read their letters open what has come."""
        for seat in self.work.readers:
            reader = self.register.acting(seat, at).person.ref
            come = addressed_to(reader).filter(delivered_at__isnull=False, read_at__isnull=True)
            for letter in come:
                note_reading(letter, actor=reader, at=at)

    def _early(self) -> Iterator[Deed]:
        if not self.work.early:
            return
        timeline = self.register.timeline
        opened = timeline.before_end(OPENED_BEFORE)
        yield Deed(opened, self.house, self._open)
        for place in self.work.early:
            at = timeline.before_end(1 + chance(2, "early", place), 10)
            yield Deed(at, self.house, partial(self._submit, place, LAST + 1, PUNCTUAL))

    def _open(self, at: datetime) -> None:
        timeline = self.register.timeline
        actions.open_month(
            self.register.root,
            timeline.month(LAST + 1),
            due=day(timeline.before_end(-DUE_AFTER)),
            by=self.register.acting(self.work.publishes, at),
            at=at,
        )

    def _plan(self, place: str, month: int) -> MonthlyPlan:
        unit, wanted = self.register.units[place], self.register.timeline.month(month)
        plan = queries.plan(unit, wanted)
        if plan is None:
            raise LookupError(f"{place} has no plan for {wanted}.")
        return plan

    def _lines(self, plan: MonthlyPlan, key: str) -> list[PlanItem]:
        """The plan's lines of a promise that were carried over, or else the line itself."""
        lines = [item for item in queries.items(plan) if self._key(item) == key]
        return [item for item in lines if item.carried_from_id] or lines

    def _key(self, item: PlanItem) -> str:
        promise = self._promise(item)
        return promise.key if promise else ""

    def _promise(self, item: PlanItem) -> Promise | None:
        """What the line's target was told as; None for a line of the place's own."""
        return self.register.promises.get(item.target_id or 0)


def _done(item: PlanItem, promise: Promise | None, place: str, month: int) -> Decimal:
    """What came of a line that nothing is told about; more than half of what was carried over."""
    if promise is None or item.ceiling:
        return item.planned
    if promise.shape == "rate":
        return min(Decimal(100), item.planned + chance(4, "rate", place, month, promise.key))
    if item.carried_from_id:
        return part(item.planned, 60 + 20 * chance(3, "rest", place, month, promise.key))
    return usual(item.planned, place, month, promise.key)


def _annual(promise: Promise, parts: Mapping[Month, Decimal]) -> Decimal:
    """The year's amount: what its months add up to, where it has months and is no rate."""
    if not parts or promise.shape == "rate" or promise.ceiling:
        return Decimal(promise.annual)
    return sum(parts.values(), Decimal(0))
