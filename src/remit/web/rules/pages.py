"""The installed rule packs, one pack part by part, and one rule."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from remit.apps.cases import queries
from remit.apps.cases.queries import rulings
from remit.engines.rules import EffectKind, Pack, Rule
from remit.web.access import SIGNED_IN, page
from remit.web.components import Table
from remit.web.rules.gates import CASEWORK, pack_of
from remit.web.rules.presenters import findings, packs, parts, provisions, single
from remit.web.rules.presenters.provisions import Search
from remit.web.standpoint import StandingRequest


@page(SIGNED_IN, place="house")
def rules(request: StandingRequest) -> HttpResponse:
    """The installed rule packs with what is in force on the day looked at."""
    rows, on = list(queries.packs().values()), request.standpoint.on
    context = {"table": packs.register(rows, on=on), "figures": packs.figures(rows, on=on)}
    reads = bool(CASEWORK & request.standpoint.held)
    return render(request, "rules/rules.html", {**context, "reads_cases": reads})


@page(SIGNED_IN, place="house")
def rule_pack(request: StandingRequest, id: str) -> HttpResponse:
    """The provisions of a pack by instrument and article, as in force on the day looked at."""
    pack, on = pack_of(id), request.standpoint.on
    asked = {name: request.GET.get(name, "").strip() for name in ("instrument", "q", "show")}
    search = Search(asked["instrument"], asked["q"], asked["show"] == "all")
    found = provisions.sources(pack, search, on=on)
    return _part(
        request,
        pack,
        "rule_pack",
        {
            "sources": found,
            "filters": provisions.controls(pack, search),
            "filtered": any(asked.values()),
            "elsewhen": sum(on not in rule.valid for rule in pack.rules),
            "state": packs.state(pack, today=request.standpoint.today),
        },
    )


@page(SIGNED_IN, place="house")
def rule_measures(request: StandingRequest, id: str) -> HttpResponse:
    """The ladder of measures, the duties of procedure, the time limits, and which law judges."""
    pack, on = pack_of(id), request.standpoint.on
    context = {
        "measures": parts.measures(pack),
        "duties": pack.duties_on(on),
        "limits": parts.limits(pack.clocks_on(on)),
        "changes": parts.changes(pack),
        "concurrence": pack.concurrence,
    }
    return _part(request, pack, "rule_measures", context)


@page(SIGNED_IN, place="house")
def rule_facts(request: StandingRequest, id: str) -> HttpResponse:
    """The facts a pack asks for, with their answers and what usually shows them."""
    pack = pack_of(id)
    return _part(
        request, pack, "rule_facts", {"asked": parts.asked(pack, on=request.standpoint.on)}
    )


@page(SIGNED_IN, place="house")
def rule_findings(request: StandingRequest, id: str) -> HttpResponse:
    """What can be proved wrong with a pack as it stands for acts of the day looked at."""
    pack = pack_of(id)
    found = findings.flaws(pack, on=request.standpoint.on)
    return _part(request, pack, "rule_findings", {"flaws": found})


@page(SIGNED_IN, place="house")
def rule(request: StandingRequest, id: str, rule: str) -> HttpResponse:
    """One rule: its words, how it stood over time, its tests, and who departed from it."""
    pack, on = pack_of(id), request.standpoint.on
    row = _rule(pack, rule)
    context = {
        "pack": pack,
        "provision": provisions.provision(pack, row, on=on),
        "sheet": _sheet(pack, row),
        "history": single.history(pack, row, on=on),
        "successions": single.changes(pack, row),
        "tests": single.tests(pack, row, rulings.tests_of(pack)),
        "departures": _departures(request, pack, row),
    }
    return render(request, "rules/rule.html", context)


def _part(
    request: StandingRequest, pack: Pack, name: str, context: dict[str, object]
) -> HttpResponse:
    """One part of a pack, with the way to the others."""
    on = request.standpoint.on
    shared = {"pack": pack, "sections": parts.parts(pack, name), "facts": parts.facts(pack, on=on)}
    reads = bool(CASEWORK & request.standpoint.held)
    return render(request, f"rules/{name}.html", {**shared, **context, "reads_cases": reads})


def _rule(pack: Pack, id: str) -> Rule:  # the word of the packs
    found = next((rule for rule in pack.rules if rule.id == id), None)
    if found is None:
        raise Http404
    return found


def _sheet(pack: Pack, row: Rule) -> provisions.Sheet | None:
    """The table of which the rule is a row."""
    for table in pack.tables:
        if table.id == row.table:
            return provisions.sheet(pack, table, [r for r in pack.rules if r.table == table.id])
    return None


def _departures(request: StandingRequest, pack: Pack, row: Rule) -> Table | None:
    """How often decisions depart from the rule, for whoever reads cases."""
    standpoint = request.standpoint
    if not CASEWORK & standpoint.held or not row.has(EffectKind.BAND):
        return None
    rows = rulings.decisions_visible_to(standpoint.reader, on=standpoint.today)
    rows = rows.filter(determination__pack_id=pack.id, decided_at__lt=standpoint.end_of_day)
    return single.departures(rulings.departure_register(rows, rule=row.id))
