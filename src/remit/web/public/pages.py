"""For citizens: how to report, what became of it, by which rules responsibility is determined."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from remit.apps.cases import queries
from remit.web.access import PUBLIC, page
from remit.web.house import presenters
from remit.web.standpoint import StandingRequest


@page(PUBLIC)
def public(request: StandingRequest) -> HttpResponse:
    """How do I report, what became of my report, what is public?"""
    return render(request, "public/public.html")


@page(PUBLIC)
def public_rules(request: StandingRequest) -> HttpResponse:
    """The rule packs in force, open to everybody."""
    packs = [presenters.pack(p, on=request.standpoint.on) for p in queries.packs().values()]
    return render(request, "public/rules.html", {"packs": packs})


@page(PUBLIC)
def public_rule_pack(request: StandingRequest, id: str) -> HttpResponse:
    """One rule pack, open to everybody."""
    found = queries.packs().get(id)
    if found is None:
        raise Http404
    context = presenters.whole_pack(found, on=request.standpoint.on)
    return render(request, "public/rule_pack.html", context)
