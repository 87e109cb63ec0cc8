"""The desk: what waits for the reader, until when, and what the reader answers for; search."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from remit.apps.correspondence import queries as correspondence
from remit.apps.organisation import queries as organisation
from remit.web.access import SIGNED_IN, page
from remit.web.desk import finding, waiting
from remit.web.standpoint import ACTING, StandingRequest

LATEST = 5


@page(SIGNED_IN)
def home(request: StandingRequest) -> HttpResponse:
    """What is waiting for me, until when, and what do I answer for today?"""
    standpoint = request.standpoint
    acting = standpoint.acting
    duties = organisation.duties_visible_to(standpoint.reader, on=standpoint.on)
    letters = correspondence.unread(standpoint.reader.ref)
    unread = letters.filter(written_at__lt=standpoint.end_of_day)
    return render(
        request,
        "desk/home.html",
        {
            "tasks": waiting.tasks(standpoint),
            "acting": acting,
            "duties": duties.filter(post=acting.post).order_by("number") if acting else (),
            "letters": unread[:LATEST],
            "unread": unread.count(),
        },
    )


@page(SIGNED_IN)
def search(request: StandingRequest) -> HttpResponse:
    """Posts, people, units, duties, plans, matters and cases that hold the words asked for."""
    text = request.GET.get("q", "").strip()
    groups = finding.search(request.standpoint, text)
    return render(request, "desk/search.html", {"asked": text, "groups": groups})


@page(SIGNED_IN, methods=("POST",))
def act_for(request: StandingRequest) -> HttpResponse:
    """Chooses the post the reader acts for; one the reader does not hold is never acted for."""
    chosen = request.POST.get("post", "")
    if chosen.isdecimal():
        request.session[ACTING] = int(chosen)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "home"
    return redirect(target)
