"""What the reader looks at: which events of which unit, in which period, and what may be seen of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from numpy.typing import NDArray

from remit.apps.cases import queries as cases
from remit.apps.lab import queries as lab
from remit.apps.organisation import queries as organisation
from remit.engines.measures.running import DuckRunner
from remit.engines.measures.table import COLUMNS, EventTable
from remit.engines.words import Words
from remit.web.components import Filter
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.organisation.models import Unit

Mask = NDArray[np.bool_]
READ, MEASURE = "insight.read", "insight.measure"
DEEDS, STEPS = "deeds", "steps"
LOGS = {
    DEEDS: Words("本系统中的办理记录", "deeds in this system"),
    STEPS: Words("导入事项的环节", "steps of imported matters"),
}
# Mails and the ledger's own entries are no work that waits anywhere.
MACHINERY = ("correspondence.", "ledger.", "lab.", "retention.")
CASE, REPORT = "cases.case:", "cases.report:"
INDENT = "\u2003"
# What one page or another asks besides.
MORE = ("matter", "from", "to", "beside", "measure", "from2", "to2")


@dataclass
class Look:
    """One look at events: the unit with all under it, the log, the period [since, until).

    Events of cases and reports that the reader may not open are left out, so that no measure tells
    of them; `hidden` counts them. `for_all` leaves out every case: what is stored is read by others.
    """

    standpoint: Standpoint
    unit: "Unit"
    log: str
    since: date | None = None
    until: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    for_all: bool = False
    hidden: int = 0

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to look at the same."""
        days = {"since": self.since, "until": self.until}
        told = {name: day.isoformat() for name, day in days.items() if day}
        return {"log": self.log, "unit": str(self.unit.pk), **told}

    @property
    def asked(self) -> dict[str, str]:
        """The query with what one page alone asks."""
        return {**self.query, **{name: self.more[name] for name in MORE if self.more.get(name)}}

    def address(self, name: str) -> str:
        """The address of another page that looks at the same."""
        return f"{reverse(name)}?{urlencode(self.query)}"

    def page(self, kind: str, **more: str) -> str:
        """The address of an analysis that looks at the same."""
        return f"{reverse('insight_analysis', args=[kind])}?{urlencode({**self.query, **more})}"

    def workbook(self, kind: str, table: str) -> str:
        """The address of a table of an analysis as a workbook."""
        query = urlencode({**self.asked, "format": "xlsx", "table": table})
        return f"{reverse('insight_analysis', args=[kind])}?{query}"

    def events(self, which: str, **more: str) -> str:
        """The address of the events behind a number."""
        return f"{reverse('insight_events')}?{urlencode({**self.query, 'which': which, **more})}"

    @cached_property
    def table(self) -> EventTable:
        """The events looked at."""
        span = {"since": _midnight(self.since), "until": _midnight(self.until)}
        if self.standpoint.past:
            last = self.standpoint.end_of_day
            span["until"] = min(span["until"] or last, last)
        whole = lab.table(self.log, [organisation.subtree(self.unit.path)], **span)
        seen = self._seen(whole)
        self.hidden = int((~seen).sum())
        return chosen(whole, seen)

    def _seen(self, table: EventTable) -> Mask:
        labels = table.labels["item"]
        may = self._open_to_reader(labels)
        items = np.array([_shown(label, may) for label in labels], bool)
        deeds = np.array([not x.startswith(MACHINERY) for x in table.labels["activity"]], bool)
        if not (len(items) and len(deeds)):
            return np.zeros(len(table), bool)
        seen: Mask = items[table.item] & deeds[table.activity]
        return seen

    def _open_to_reader(self, labels: Iterable[str]) -> frozenset[str]:
        reader, on = self.standpoint.reader, self.standpoint.today
        found: set[str] = set()
        if self.for_all:
            return frozenset()
        for prefix, rows in ((CASE, cases.visible_to), (REPORT, cases.reports_visible_to)):
            keys = [int(x.removeprefix(prefix)) for x in labels if x.startswith(prefix)]
            if keys:
                own = rows(reader, on=on).values_list("pk", flat=True)
                found |= {f"{prefix}{key}" for key in set(own) & set(keys)}
        return frozenset(found)

    @cached_property
    def runner(self) -> DuckRunner:
        """What answers metrics over these events."""
        return DuckRunner.over(self.table)

    @cached_property
    def digest(self) -> str:
        """The digest of the events looked at: equal digests give equal results."""
        return lab.digest([self.table])

    @property
    def may_store(self) -> bool:
        """Whether the reader may keep what is found."""
        by, on = self.standpoint.by, self.standpoint.on
        return organisation.may(by, MEASURE, self.unit, on=on)


def chosen(table: EventTable, mask: Mask) -> EventTable:
    """The events of a table for which the mask holds."""
    columns: dict[str, Any] = {name: table.column(name)[mask] for name in COLUMNS}
    return replace(table, **columns)


def _shown(label: str, may: frozenset[str]) -> bool:
    return not label.startswith("cases.") or label in may


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def units(standpoint: Standpoint) -> "QuerySet[Unit]":
    """The units whose measures the reader may look at."""
    ranges = organisation.reach(standpoint.acting, READ, on=standpoint.today)
    rows = organisation.units_visible_to(standpoint.reader, on=standpoint.today)
    return rows.filter(organisation.within(ranges)).order_by("path")


def look(request: StandingRequest, asked: Mapping[str, str] | None = None) -> Look:
    """What the request asks to look at; raises PermissionDenied where no unit is in reach."""
    given = request.GET.dict() if asked is None else asked
    reachable = list(units(request.standpoint))
    if not reachable:
        raise PermissionDenied(READ)
    wanted = given.get("unit", "")
    unit = next((row for row in reachable if str(row.pk) == wanted), reachable[0])
    since, until = day_in(given, "since"), day_in(given, "until")
    log = _log(given.get("log", ""), unit)
    more = {name: given[name].replace("\x00", "") for name in MORE if given.get(name)}
    return Look(request.standpoint, unit, log, since, until, more)


def day_in(given: Mapping[str, str], name: str) -> date | None:
    """A day of a query, where it is one."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        return None


def _log(asked: str, unit: "Unit") -> str:
    """The log asked for, else the one that has more to tell of the unit."""
    if asked in LOGS:
        return asked
    counts = lab.logs([organisation.subtree(unit.path)])
    return max(LOGS, key=lambda log: counts.get(log, 0))


def filters(seen: Look) -> list[Filter]:
    """The controls that choose what is looked at."""
    rows = list(units(seen.standpoint))
    top = min(len(row.path) for row in rows)
    choices = [(str(row.pk), INDENT * ((len(row.path) - top) // 6) + row.name) for row in rows]
    return [
        Filter("log", Words("记录", "Events"), seen.log, tuple(LOGS.items()), "select"),
        Filter("unit", Words("单位", "Unit"), str(seen.unit.pk), choices, "select"),
        Filter("since", Words("自", "From"), seen.query.get("since", ""), kind="date"),
        Filter("until", Words("至（不含）", "Before"), seen.query.get("until", ""), kind="date"),
    ]
