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

    from remit.apps.lab.models import Log
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
LOG = "log:"
# What one page or another asks besides.
MORE = ("matter", "from", "to", "beside", "measure", "from2", "to2", "hours", "aim")


@dataclass
class Look:
    """One look at events: the unit with all under it, the log, the period [since, until).

    Events of cases and reports that the reader may not open are left out, so that no measure tells
    of them; `hidden` counts them. `for_all` leaves out every case: what is stored is read by others.
    `reachable` are the units whose measures the reader may look at.
    """

    standpoint: Standpoint
    unit: "Unit"
    log: str
    since: date | None = None
    until: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    for_all: bool = False
    hidden: int = 0
    reachable: "tuple[Unit, ...]" = ()

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
        if self.brought:
            return lab.log_table(self.brought, **span)
        whole = lab.table(self.log, [organisation.subtree(self.unit.path)], **span)
        seen = self._seen(whole)
        self.hidden = int((~seen).sum())
        return chosen(whole, seen)

    @property
    def foreign(self) -> bool:
        """Whether a log of another system is looked at, whose names are those of its file."""
        return self.log.startswith(LOG)

    @cached_property
    def brought(self) -> "Log | None":
        """That log, where it is one of the unit or of those under it, and may be looked at."""
        found = lab.log_called(self.log, _reach(self.standpoint)) if self.foreign else None
        return found if found and found.unit.path.startswith(self.unit.path) else None

    @property
    def log_words(self) -> Words:
        """What the log looked at is called."""
        name = self.brought.name if self.brought else self.log
        return LOGS.get(self.log, Words(name, name))

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
        # Whoever a case concerns never reads its whole file.
        concerning = cases.my_cases(reader).values_list("case", "case__report")
        return frozenset(found).difference(
            *((f"{CASE}{case}", f"{REPORT}{report}") for case, report in concerning)
        )

    @cached_property
    def runner(self) -> DuckRunner:
        """What answers metrics over these events."""
        return DuckRunner.over(self.table)

    @cached_property
    def digest(self) -> str:
        """The digest of the events looked at: equal digests give equal results."""
        return lab.digest([self.table])

    @property
    def chained(self) -> bool:
        """Whether what follows what can be read as it was kept when the events came in.

        That is so where every event of an item is looked at: all the time, all the organisation (the
        steps of a matter are in one place), and none left out between two others.
        """
        bounded = self.since or self.until or self.standpoint.past
        whole = self.log == STEPS or self.unit.path == self.unit.root_path
        there = bool(len(self.table)) and not self.foreign
        return there and not bounded and whole and not self.hidden

    @property
    def may_store(self) -> bool:
        """Whether the reader may keep what is found: what names people of a foreign log is not kept."""
        by, on = self.standpoint.by, self.standpoint.on
        return not self.foreign and organisation.may(by, MEASURE, self.unit, on=on)


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
    rows = organisation.units_visible_to(standpoint.reader, on=standpoint.today)
    return rows.filter(organisation.within(_reach(standpoint))).order_by("path")


def _reach(standpoint: Standpoint) -> "list[organisation.Range]":
    return organisation.reach(standpoint.acting, READ, on=standpoint.today)


def look(request: StandingRequest, asked: Mapping[str, str] | None = None) -> Look:
    """What the request asks to look at; raises PermissionDenied where no unit is in reach."""
    given = request.GET.dict() if asked is None else asked
    reachable = tuple(units(request.standpoint))
    if not reachable:
        raise PermissionDenied(READ)
    unit, log = _of_log(request.standpoint, given, reachable) or chosen_place(given, reachable)
    since, until = day_in(given, "since"), day_in(given, "until")
    more = {name: given[name].replace("\x00", "") for name in MORE if given.get(name)}
    return Look(request.standpoint, unit, log, since, until, more, reachable=reachable)


def _of_log(
    standpoint: Standpoint, given: Mapping[str, str], reachable: "tuple[Unit, ...]"
) -> "tuple[Unit, str] | None":
    """The log of another system that is asked for, with its unit or the one above it that is asked for."""
    wanted, log = given.get("unit", ""), given.get("log", "")
    found = lab.log_called(log, _reach(standpoint)) if log.startswith(LOG) else None
    own = [row for row in reachable if found and found.unit.path.startswith(row.path)]
    asked = [row for row in own if str(row.pk) == wanted]
    chosen = asked if wanted else own
    return (chosen[-1], log) if chosen else None


def chosen_place(given: Mapping[str, str], reachable: "tuple[Unit, ...]") -> "tuple[Unit, str]":
    """The unit and the log asked for; where one is not said, the first that has events to tell of."""
    wanted, log = given.get("unit", ""), given.get("log", "")
    asked = [row for row in reachable if str(row.pk) == wanted]
    if asked and log in LOGS:
        return asked[0], log
    tops = [row.path for row in reachable if not _under_another(row, reachable)]
    counts = lab.places([organisation.subtree(path) for path in tops])
    choices = asked or reachable
    there = [(row, _fullest(counts, row, [log])) for row in choices if log in LOGS]
    there += [(row, _fullest(counts, row, LOGS)) for row in choices]
    found = next(((row, best) for row, best in there if best), None)
    return found or (choices[0], log if log in LOGS else DEEDS)


def _under_another(unit: "Unit", units: "tuple[Unit, ...]") -> bool:
    return any(unit.path != row.path and unit.path.startswith(row.path) for row in units)


def _fullest(counts: Mapping[tuple[str, str], int], unit: "Unit", among: Iterable[str]) -> str:
    """Which of the logs has most to tell of a unit with all under it; nothing where none has."""
    sums = {
        log: sum(
            n for (own, path), n in counts.items() if own == log and path.startswith(unit.path)
        )
        for log in among
    }
    best = max(sums, key=lambda log: sums[log])
    return best if sums[best] else ""


def day_in(given: Mapping[str, str], name: str) -> date | None:
    """A day of a query, where it is one."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        return None


def _logs(seen: Look) -> "list[tuple[str, Words]]":
    """The logs to choose from: the house's own, and those brought in for the unit or those under it."""
    rows = lab.measured_logs(_reach(seen.standpoint)).filter(unit__path__startswith=seen.unit.path)
    own = [(lab.log_name(row), Words(f"日志：{row.name}", f"log: {row.name}")) for row in rows]
    return [*LOGS.items(), *own]


def filters(seen: Look) -> list[Filter]:
    """The controls that choose what is looked at."""
    rows = seen.reachable
    top = min(len(row.path) for row in rows)
    choices = [(str(row.pk), INDENT * ((len(row.path) - top) // 6) + row.name) for row in rows]
    return [
        Filter("log", Words("记录", "Events"), seen.log, _logs(seen), "select"),
        Filter("unit", Words("单位", "Unit"), str(seen.unit.pk), choices, "select"),
        Filter("since", Words("自", "From"), seen.query.get("since", ""), kind="date"),
        Filter("until", Words("至（不含）", "Before"), seen.query.get("until", ""), kind="date"),
    ]
