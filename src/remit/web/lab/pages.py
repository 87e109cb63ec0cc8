"""The pages of the laboratory: sliders and their answer, stored runs, the parameters."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from remit.apps.lab import queries as lab
from remit.apps.organisation import queries as organisation
from remit.engines.words import Words
from remit.web.access import holds, page
from remit.web.deeds import pressed
from remit.web.insight.looking import MEASURE, READ
from remit.web.lab import (
    answer,
    asking,
    bearing,
    boxes,
    calibration,
    campaigns,
    claims,
    compare,
    fronts,
    odd,
    questions,
    report,
    sheets,
    stored,
    weeks,
)
from remit.web.lab.standing import Standing, standing, ways
from remit.web.lab.words import W
from remit.web.lists import show
from remit.web.standpoint import StandingRequest
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.web.components import Table
    from remit.web.lab.bench import Tried


QUESTIONS: Mapping[str, Callable[[Standing, Mapping[str, str]], asking.Question]] = {
    "phase": questions.phase,
    "matters": questions.matters,
    "front": fronts.front,
    "boxes": boxes.backfire,
    "calibrate": calibration.calibration,
}


@page(holds(READ))
def first(request: StandingRequest) -> HttpResponse:
    """What would another design do, to whom, how sure? The answer alone where a slider was moved."""
    here = standing(request)
    context: dict[str, Any] = {"w": W, "here": here, **answered(request, here, here.tried())}
    if sheets.wanted(request):
        return sheets.sent(request, context["sections"], context["figures"], context["bearing"])
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return render(request, "lab/_answer.html", context)
    return render(request, "lab/lab.html", {**context, "ways": ways("try", here)})


def answered(request: StandingRequest, here: Standing, tried: "Tried") -> dict[str, Any]:
    """What the answer shows."""
    return {
        "tried": tried,
        "finding": answer.sentence(tried),
        "how": effort_words(tried),
        "figures": _sheet(request, answer.figures(tried)),
        "sections": sheets.linked(request, answer.sections(tried)),
        "bearing": _sheet(request, bearing.table(tried)),
        "groups": bearing.groups(tried),
        "pdf": here.address("lab_report"),
    }


def _sheet(request: StandingRequest, table: "Table") -> "Table":
    return replace(table, xlsx=sheets.address(request, table.id))


def effort_words(tried: "Tried") -> Words:
    """On what the answer rests and how long it took."""
    how, took, (since, until) = tried.effort, f"{tried.seconds:.2f}", tried.read
    return Words(
        f"{tried.posts.words.zh} × {how.weeks} 周 × {how.seeds} 个配对种子；指标取第 {since} 至 {until} 周；新算 {tried.reckoned} 次，"
        f"用时 {took} 秒；由{how.words.zh}计算。",
        f"{tried.posts.words.en} × {how.weeks} weeks × {how.seeds} paired seeds; figures over weeks {since} to {until}; {tried.reckoned} new runs"
        f" in {took} s by {how.words.en}.",
    )


@page(holds(MEASURE), methods=("POST",))
def store(request: StandingRequest) -> HttpResponse:
    """Keeps a design with what it came to."""
    here = standing(request, request.POST.dict())
    said = Words("已保存，并写入台账。", "Stored, with an entry in the ledger.")
    run = pressed(request, lambda: stored.keep(here, here.tried()), said=pick(said))
    return redirect("lab_run", run.pk) if run else redirect(here.address("lab"))


@page(holds(READ))
def pdf(request: StandingRequest) -> HttpResponse:
    """The design report, one page, in the reader's language."""
    here = standing(request)
    made = report.made(here, here.tried())
    return HttpResponse(
        made, content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="before-you-punish.pdf"'},
    )  # fmt: skip


@page(holds(READ))
def parameters(request: StandingRequest) -> HttpResponse:
    """Every parameter: unit, range, where it comes from, and whether it was read here or is assumed."""
    here = standing(request)
    context = {"w": W, "here": here, "tables": odd.tables(here), "ways": ways("parameters", here)}
    return render(request, "lab/parameters.html", context)


@page(holds(READ))
def two(request: StandingRequest) -> HttpResponse:
    """Two designs beside each other."""
    here = standing(request)
    among = compare.choices(here)
    names = compare.chosen(request.GET.dict(), among)
    tried = compare.tried(here, among, names)
    context: dict[str, Any] = {
        "w": W, "here": here, "asks": compare.filters(among, names), **answered(request, here, tried),
        "differing": compare.differing(tried.comparison.before, tried.comparison.after),
        "ways": ways("compare", here),
    }  # fmt: skip
    if sheets.wanted(request):
        return sheets.sent(request, context["sections"], context["figures"], context["bearing"])
    return render(request, "lab/compare.html", context)


@page(holds(READ))
def question(request: StandingRequest, kind: str) -> HttpResponse:
    """One question that takes many runs; reckoned only when the button was pressed."""
    if kind not in QUESTIONS:
        raise Http404
    here = standing(request)
    given = request.GET.dict()
    asked = QUESTIONS[kind](here, given)
    go = given.get("go") == "1" and asked.missing is None
    sections, took = asking.answered(asked) if go else ([], None)
    if sheets.wanted(request):
        return sheets.sent(request, sections)
    context: dict[str, Any] = {
        "w": W, "here": here, "question": asked, "sections": sheets.linked(request, sections), "took": took,
        "takes": asking.takes(here, asked.runs), "ways": ways(kind, here),
    }  # fmt: skip
    return render(request, "lab/question.html", context)


@page(holds(READ))
def scoreboard(request: StandingRequest) -> HttpResponse:
    """What texts claim and which of it the model bears out."""
    return render(request, "lab/claims.html", {**claims.context(), "ways": ways("claims"), "w": W})


@page(holds(READ))
def storm(request: StandingRequest) -> HttpResponse:
    """The forecast of a campaign before it is declared."""
    here = standing(request, {**request.GET.dict(), "storm": "1"})
    planned = campaigns.campaign(request.GET.dict(), here)
    tried = here.tried(during=True)
    asks = campaigns.filters(planned)
    context: dict[str, Any] = {
        "w": W, "here": here, **answered(request, here, tried), "sections": sheets.linked(request, weeks.sections(tried)),
        "asks": asks, "kept": {**here.query, **{each.name: each.value for each in asks}},
        "effects": campaigns.effects(tried), "ways": ways("storm", here),
    }  # fmt: skip
    if sheets.wanted(request):
        return sheets.sent(request, context["sections"], context["figures"])
    return render(request, "lab/storm.html", context)


@page(holds(MEASURE), methods=("POST",))
def store_storm(request: StandingRequest) -> HttpResponse:
    """Keeps the forecast of a campaign."""
    given = {**request.POST.dict(), "storm": "1"}
    here = standing(request, given)
    planned = campaigns.campaign(given, here)
    said = Words("预测已保存，并写入台账。", "The forecast is kept, with an entry in the ledger.")
    run = pressed(request, lambda: campaigns.keep(here, planned), said=pick(said))
    return redirect("lab_run", run.pk) if run else redirect(here.address("lab_storm"))


@page(holds(READ))
def runs(request: StandingRequest) -> HttpResponse:
    """The stored designs and forecasts over the units in reach."""
    rows = lab.runs(_reach(request)).filter(kind__in=stored.KINDS)
    return show(request, "lab/runs.html", stored.RUNS, rows, {"ways": ways("runs"), "w": W})


@page(holds(READ))
def run(request: StandingRequest, pk: int) -> HttpResponse:
    """One stored run as it was kept, and the way to try the same again."""
    row = get_object_or_404(lab.runs(_reach(request)).filter(kind__in=stored.KINDS), pk=pk)
    return render(
        request,
        "lab/run.html",
        {**stored.shown(row, request.standpoint), "ways": ways("runs"), "w": W},
    )


def _reach(request: StandingRequest) -> "list[organisation.Range]":
    return organisation.reach(request.standpoint.acting, READ, on=request.standpoint.today)
