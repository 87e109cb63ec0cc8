"""What the paradox index is reckoned from: what posts were to do, did, and were held to account for.

One row for each post that answers for plans and each quarter. A liability event is somebody named as
concerned in a case; what was assigned and done are lines of plans, for normative hours are not recorded;
the fault rate is that of reports which somebody else verified as well founded. Cases that the reader may
not open are not counted, and neither are those that concern the reader.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Q, QuerySet

from remit.apps.cases import queries as cases
from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries as plans
from remit.engines.dates import Month
from remit.engines.measures.paradox import Peer, Row
from remit.web.insight.looking import CASE, Look
from remit.web.insight.naming import POST, Names

if TYPE_CHECKING:
    from remit.apps.cases.models import Case

CLOCK, FOUNDED = "clock", "well_founded"
"""A report by the clock is of a duty left undone; a founded one was confirmed by verification."""
MONTHS, WAITED = 3, 1


class Named(NamedTuple):
    """One liability event: somebody in a post named as concerned in a case, of a report from a source."""

    case: int
    post: int
    at: datetime
    source: str

    @property
    def omission(self) -> bool:
        """Whether the case began with a time limit that passed."""
        return self.source == CLOCK


class Line(NamedTuple):
    """One line of a plan: who answers for it, its month and unit, and whether it was done as reported."""

    post: int
    month: date
    unit: int
    done: bool


Place = tuple[int, int]
"""A post and a quarter."""


def quarter(day: date) -> int:
    """The quarters since the year 0."""
    return day.year * 12 // MONTHS + (day.month - 1) // MONTHS


@dataclass
class Liabilities:
    """The records of a look that the index and its companions rest on."""

    seen: Look

    @cached_property
    def named(self) -> list[Named]:
        """The liability events of cases the reader may open."""
        if self.seen.for_all:
            return []
        rows = _cases(self.seen).filter(concerned__appointment__isnull=False).order_by()
        found = rows.values_list(
            "pk", "concerned__appointment__post_id", "concerned__named_at", "report__source"
        )
        every = (Named(*row) for row in found)
        return [each for each in every if self._inside(organisation.day(each.at))]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of plans of the unit that were not let go; without a result once it is long over."""
        reader, on = self.seen.standpoint.reader, self.seen.standpoint.today
        rows = plans.items_visible_to(reader, on=on).filter(
            plan__unit__path__startswith=self.seen.unit.path,
            plan__month__lte=self.seen.standpoint.on,
            dropped_at__isnull=True,
        )
        known = Q(reported_at__isnull=False) | Q(plan__month__lt=self._long_over)
        met = Q(ceiling=False, done__gte=F("planned")) | Q(ceiling=True, done__lte=F("planned"))
        found = (
            rows.filter(known)
            .annotate(met=met)
            .order_by()
            .values_list("plan__post", "plan__month", "plan__unit", "met")
        )
        every = (Line(post, month, unit, bool(done)) for post, month, unit, done in found)
        return [each for each in every if self._inside(each.month)]

    @property
    def _long_over(self) -> date:
        """Lines of earlier months count as not done where no result was ever reported."""
        return (Month.of(self.seen.standpoint.on) - WAITED).first

    @cached_property
    def founded(self) -> list[tuple[int, date]]:
        """The reports that verification confirmed: about which unit, and of which day."""
        if self.seen.for_all:
            return []
        reader, on = self.seen.standpoint.reader, self.seen.standpoint.today
        rows = cases.reports_visible_to(reader, on=on).filter(
            unit__path__startswith=self.seen.unit.path, state=FOUNDED
        )
        days = [
            (unit, happened or organisation.day(received))
            for unit, happened, received in rows.order_by().values_list(
                "unit", "happened_on", "received_at"
            )
        ]
        return [(unit, day) for unit, day in days if self._inside(day)]

    @cached_property
    def names(self) -> Names:
        """The posts of the organisation."""
        return Names(self.seen)

    @property
    def rows(self) -> list[Row]:
        """One row for each post that answers for plans, and each quarter in which it had lines."""
        assigned, done, months = self._promised()
        accused = Counter((each.post, quarter(organisation.day(each.at))) for each in self.named)
        faults = self._faults()
        return [
            Row(
                unit=self.superior(post), post=f"{POST}{post}", period=period,
                liability=accused[post, period], time=len(months[post, period]),
                assigned=lines, done=done[post, period],
                ratings=(faults[post, period] / lines,),
                behind=tuple(self._behind(post, period)),
            )
            for (post, period), lines in sorted(assigned.items())
        ]  # fmt: skip

    @property
    def peers(self) -> list[Peer]:
        """One row for each post that answers for plans, over all the time."""
        by_post: dict[str, list[Row]] = {}
        for row in self.rows:
            by_post.setdefault(row.post, []).append(row)
        return [
            Peer(
                own[0].unit, sum(row.done for row in own), sum(row.time for row in own),
                sum(row.liability for row in own),
            )
            for own in by_post.values()
        ]  # fmt: skip

    def superior(self, post: int) -> str:
        """The unit of the post's superior; the post's own where it has none above."""
        posts = self.names.posts
        own = posts.get(f"{POST}{post}")
        above = posts.get(f"{POST}{own.superior_id}") if own and own.superior_id else own
        return above.unit.ref if above else ""

    def _promised(self) -> tuple[Counter[Place], Counter[Place], dict[Place, set[date]]]:
        """Lines assigned, lines done, and the months with lines, by post and quarter."""
        assigned, done = Counter[Place](), Counter[Place]()
        months: dict[Place, set[date]] = {}
        for line in self.lines:
            place = (line.post, quarter(line.month))
            assigned[place] += 1
            done[place] += line.done
            months.setdefault(place, set()).add(line.month)
        return assigned, done, months

    def _faults(self) -> Counter[Place]:
        """The confirmed reports of the units whose plans a post answers for, by quarter."""
        answers = {(line.unit, line.post) for line in self.lines}
        found = Counter[Place]()
        for unit, day in self.founded:
            for own, post in answers:
                if own == unit:
                    found[post, quarter(day)] += 1
        return found

    def _behind(self, post: int, period: int) -> Iterable[str]:
        for each in self.named:
            if (each.post, quarter(organisation.day(each.at))) == (post, period):
                yield f"{CASE}{each.case}"

    def _inside(self, day: date) -> bool:
        seen = self.seen
        since, until = seen.since or date.min, seen.until or date.max
        return since <= day < until and day <= seen.standpoint.on


def _cases(seen: Look) -> "QuerySet[Case]":
    """The cases of the unit that the reader may open and is not concerned by."""
    reader, on = seen.standpoint.reader, seen.standpoint.today
    rows = cases.visible_to(reader, on=on).filter(unit__path__startswith=seen.unit.path)
    return rows.exclude(pk__in=cases.my_cases(reader).values("case"))
