"""The pages of insight."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from remit.apps.lab import queries as lab
from remit.apps.organisation import queries as organisation
from remit.engines.words import Words
from remit.web.access import holds, page
from remit.web.deeds import pressed
from remit.web.insight import (
    breaches,
    compare,
    flow,
    handovers,
    load,
    paper,
    paradox,
    stored,
    storm,
    waiting,
)
from remit.web.insight import events as behind
from remit.web.insight import overview as first
from remit.web.insight.analysis import SHOWN, Analyse, Analysis, Section
from remit.web.insight.looking import MEASURE, READ, Look, filters, look
from remit.web.insight.notices import notices
from remit.web.insight.ways import ways
from remit.web.lists import Shown, show, workbook
from remit.web.standpoint import StandingRequest
from remit.web.wording import pick

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from remit.web.components import Table

ANALYSES: Mapping[str, Analyse] = {
    each.KIND: each.analyse
    for each in (flow, waiting, handovers, load, breaches, paper, storm, paradox, compare)
}


@page(holds(READ))
def overview(request: StandingRequest) -> HttpResponse:
    """Where work stalls, who is overloaded, who passes it on, where paper replaces work."""
    seen = look(request)
    context = {**_shell(seen, "overview"), "cards": first.cards(seen), "notices": notices(seen)}
    return render(request, "insight/overview.html", context)


@page(holds(READ))
def analysis(request: StandingRequest, kind: str) -> HttpResponse:
    """One question answered, with charts and tables; a table alone as a workbook."""
    seen = look(request)
    found = _found(seen, kind)
    if request.GET.get("format") == "xlsx":
        return _workbook(found, request.GET.get("table", ""))
    sections = [_shortened(section) for section in found.sections]
    context = {**_shell(seen, kind), "analysis": found, "sections": sections}
    return render(request, "insight/analysis.html", context)


@page(holds(MEASURE), methods=("POST",))
def store(request: StandingRequest, kind: str) -> HttpResponse:
    """Stores what an analysis finds now."""
    seen = replace(look(request, request.POST.dict()), for_all=True)
    found = _found(seen, kind)
    if not found.keeps or seen.foreign:
        raise Http404
    said = Words("已保存，并写入台账。", "Stored, with an entry in the ledger.")
    run = pressed(request, lambda: stored.keep(seen, found), said=pick(said))
    return redirect("insight_run", run.pk) if run else redirect(seen.page(kind))


@page(holds(READ))
def events(request: StandingRequest) -> HttpResponse:
    """The events behind a number."""
    seen = look(request)
    given = {name: text.replace("\x00", "") for name, text in request.GET.dict().items()}
    number = given.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    heading, table = behind.listed(seen, given, at)
    context = {**_shell(seen, "", choose=False), "heading": heading, "table": table}
    return render(request, "insight/events.html", context)


@page(holds(READ))
def runs(request: StandingRequest) -> HttpResponse:
    """The stored runs over the units in reach."""
    rows = lab.runs(_reach(request)).filter(kind__in=stored.KINDS)
    return show(request, "insight/runs.html", stored.RUNS, rows, {"ways": ways(None, "runs")})


@page(holds(READ))
def run(request: StandingRequest, pk: int) -> HttpResponse:
    """One stored run; whether the same events would give the same again."""
    row = get_object_or_404(lab.runs(_reach(request)), pk=pk, kind__in=stored.KINDS)
    again = _digest(request, {name: str(text) for name, text in row.asked.items()}, row.kind)
    context = stored.shown(row, request.standpoint, again=again)
    return render(request, "insight/run.html", {**context, "ways": ways(None, "runs")})


def _digest(request: StandingRequest, asked: Mapping[str, str], kind: str) -> str:
    """The digest of the same events as they are now."""
    return replace(look(request, asked), for_all=True).digest if kind in ANALYSES else ""


def _reach(request: StandingRequest) -> list[tuple[str, str]]:
    standpoint = request.standpoint
    return organisation.reach(standpoint.acting, READ, on=standpoint.today)


def _found(seen: Look, kind: str) -> Analysis:
    if kind not in ANALYSES:
        raise Http404
    return ANALYSES[kind](seen)


def _shell(seen: Look, current: str, *, choose: bool = True) -> dict[str, object]:
    """What all pages have around their content."""
    return {
        "seen": seen,
        "log": seen.log_words,
        "filters": filters(seen) if choose else (),
        "ways": ways(seen, current),
        "events": len(seen.table),
        "every": seen.events("all"),
    }


def _shortened(section: Section) -> Section:
    """The section with the first rows of its table; the workbook has all."""
    if section.chart:
        return replace(section, chart=replace(section.chart, table=_short(section.chart.table)))
    return replace(section, table=_short(section.table)) if section.table else section


def _short(table: "Table") -> "Table":
    return replace(table, rows=table.rows[:SHOWN], total=len(table.rows))


def _workbook(found: Analysis, table: str) -> HttpResponse:
    """The whole table of a section as a workbook."""
    own = {section.id: section.whole for section in found.sections if section.whole}
    tables = {each.id.removesuffix("-table"): each for each in own.values()}
    whole = tables.get(table)
    if whole is None:
        raise Http404
    shown = [
        Shown(column, lambda row, place=place: row.cells[place])  # type: ignore[misc]  # rows of a table
        for place, column in enumerate(whole.columns)
    ]
    return workbook(f"{found.kind}-{table}", shown, cast("QuerySet[Model]", whole.rows))
