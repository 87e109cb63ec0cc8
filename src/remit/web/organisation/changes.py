"""Changing who holds what: appointing, ending a tenure, enrolling, lending powers."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from remit.apps.organisation import actions, queries
from remit.engines.words import Words
from remit.web import deeds
from remit.web.access import holds, page
from remit.web.organisation.forms import AppointForm, DelegateForm, EndForm, EnrolForm
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment, Delegation, Person

FORM = ("GET", "POST")
MAINTAINS = holds("organisation.maintain")
DELEGATES = holds("organisation.delegate")


@page(MAINTAINS, methods=FORM)
def appoint(request: StandingRequest, pk: int) -> HttpResponse:
    """Appoints somebody to a post."""
    standpoint = request.standpoint
    on = standpoint.on
    post = get_object_or_404(queries.posts_visible_to(standpoint.reader, on=on), pk=pk)
    people = queries.people_of(queries.organisation_of(post.unit), on=on).order_by("id")
    form = AppointForm(request.POST or None, people=people, today=standpoint.today)
    title = _("Appoint to %(post)s") % {"post": post.name}
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=title, deed=_("Appoint"))

    def deed() -> "Appointment":
        return actions.appoint(post, **form.cleaned_data, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The appointment is made.")):
        return redirect("post", post.pk)
    context = {"form": form, "post": post, "heading": title}
    return render(request, "organisation/appoint.html", context)


@page(MAINTAINS, methods=FORM)
def end_appointment(request: StandingRequest, pk: int) -> HttpResponse:
    """Ends a tenure."""
    standpoint = request.standpoint
    rows = queries.appointments_visible_to(standpoint.reader, on=standpoint.on)
    tenure = get_object_or_404(rows, pk=pk)
    form = EndForm(request.POST or None)
    words = {"person": tenure.person.name, "post": tenure.post.name}
    title = _("End the tenure of %(person)s as %(post)s") % words
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=title, deed=_("End the tenure"))

    def deed() -> "Appointment":
        return actions.end_appointment(
            tenure, **form.cleaned_data, by=standpoint.doer, at=standpoint.at
        )

    if deeds.carried_out(request, form, deed, said=_("The end of the tenure is kept.")):
        return redirect("post", tenure.post_id)
    context = {"form": form, "heading": title, "submit": _("Continue")}
    return render(request, "organisation/form.html", context)


@page(MAINTAINS, methods=FORM)
def enrol_person(request: StandingRequest) -> HttpResponse:
    """Enrols a person who is to be appointed."""
    standpoint = request.standpoint
    form = EnrolForm(request.POST or None, initial={"language": standpoint.reader.language})

    def deed() -> "Person":
        given = form.cleaned_data
        return actions.enrol_person(
            given["login"],
            Words(given["name_zh"], given["name_en"]),
            unit=standpoint.doer.post.unit,
            by=standpoint.doer,
            at=standpoint.at,
            email=given["email"],
            language=given["language"],
        )

    if person := deeds.carried_out(request, form, deed, said=_("The person is enrolled.")):
        return redirect("person", person.pk)
    context = {"form": form, "heading": _("Enrol a person"), "submit": _("Enrol")}
    return render(request, "organisation/form.html", context)


@page(DELEGATES, methods=FORM)
def delegate_power(request: StandingRequest) -> HttpResponse:
    """Lends a power of the own post to another post."""
    standpoint = request.standpoint
    by, on = standpoint.doer, standpoint.on
    form = DelegateForm(
        request.POST or None,
        powers=queries.powers_to_lend(by, on=on),
        posts=queries.posts_to_lend_to(by, on=on),
        today=standpoint.today,
    )
    title = _("Lend a power")
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=title, deed=_("Lend the power"))

    def deed() -> "Delegation":
        return actions.delegate_power(**form.cleaned_data, by=by, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The power is lent.")):
        return redirect("my_remit")
    context = {"form": form, "heading": title, "submit": _("Continue"), "place": by.post}
    return render(request, "organisation/delegate.html", context)


@page(DELEGATES, methods=("POST",))
def end_delegation(request: StandingRequest, pk: int) -> HttpResponse:
    """Takes a lent power back."""
    standpoint = request.standpoint
    by = standpoint.doer
    delegation = get_object_or_404(queries.lent_by(by, on=standpoint.on), pk=pk)
    deeds.pressed(
        request,
        lambda: actions.end_delegation(delegation, by=by, at=standpoint.at),
        said=_("The power is taken back."),
    )
    return redirect("my_remit")
