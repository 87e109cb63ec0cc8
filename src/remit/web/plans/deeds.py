"""What is done about plans: lines, submission, results, opening and closing a month."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from remit.apps.organisation import queries as organisation
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.plans import forms, presenters
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit
    from remit.apps.plans.models import MonthlyPlan, PlanItem

FORM = ("GET", "POST")


def _plan(standpoint: Standpoint, pk: int) -> "MonthlyPlan":
    return get_object_or_404(queries.visible_to(standpoint.reader, on=standpoint.today), pk=pk)


def _item(standpoint: Standpoint, pk: int) -> "PlanItem":
    return get_object_or_404(
        queries.items_visible_to(standpoint.reader, on=standpoint.today), pk=pk
    )


def _root(standpoint: Standpoint) -> "Unit":
    """The organisation of the post acted for."""
    return organisation.root_of(standpoint.doer.post.unit)


@page(holds(queries.SUBMIT), methods=FORM)
def add_item(request: StandingRequest, pk: int) -> HttpResponse:
    """A new line in an open plan."""
    standpoint = request.standpoint
    plan = _plan(standpoint, pk)
    form = forms.ItemForm(request.POST or None)

    def deed() -> "PlanItem":
        entered = form.cleaned_data
        return actions.add_item(
            plan,
            forms.written(entered["text"]),
            planned=entered["planned"],
            measure=forms.written(entered["measure"]),
            by=standpoint.doer,
            at=standpoint.at,
        )

    if deeds.carried_out(request, form, deed, said=_("The line is in the plan.")):
        return redirect("plan", plan.pk)
    context = presenters.entering(form, _("Add a line"), _("Add the line"), plan)
    return render(request, "plans/enter.html", context)


@page(holds(queries.SUBMIT), methods=FORM)
def revise_item(request: StandingRequest, pk: int) -> HttpResponse:
    """Another planned value for a line."""
    standpoint = request.standpoint
    item = _item(standpoint, pk)
    form = forms.ReviseForm(request.POST or None, initial={"planned": item.planned})

    def deed() -> "PlanItem":
        planned = form.cleaned_data["planned"]
        return actions.revise_item(item, planned=planned, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The line is changed.")):
        return redirect("plan", item.plan_id)
    context = presenters.entering(form, item.text, _("Change the value"), item.plan)
    return render(request, "plans/enter.html", context)


@page(holds(queries.SUBMIT), methods=FORM)
def drop_item(request: StandingRequest, pk: int) -> HttpResponse:
    """A line taken out of an open plan, with the reason."""
    standpoint = request.standpoint
    item = _item(standpoint, pk)
    form = forms.ReasonForm(request.POST or None)

    def deed() -> "PlanItem":
        reason = forms.written(form.cleaned_data["reason"])
        return actions.drop_item(item, reason=reason, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The line is taken out, with the reason.")):
        return redirect("plan", item.plan_id)
    heading = _("Take out: %(line)s") % {"line": item.text}
    context = presenters.entering(form, heading, _("Take the line out"), item.plan)
    return render(request, "plans/enter.html", context)


@page(holds(queries.SUBMIT), methods=("POST",))
def submit_plan(request: StandingRequest, pk: int) -> HttpResponse:
    """The plan handed in."""
    standpoint = request.standpoint
    plan = _plan(standpoint, pk)
    deeds.pressed(
        request,
        lambda: actions.submit_plan(plan, by=standpoint.doer, at=standpoint.at),
        said=_("The plan is submitted. Thank you."),
    )
    return redirect("plan", plan.pk)


@page(SIGNED_IN, methods=("POST",))
def remind(request: StandingRequest, pk: int) -> HttpResponse:
    """A reminder to whoever answers for the plan."""
    standpoint = request.standpoint
    plan = _plan(standpoint, pk)
    deeds.pressed(
        request,
        lambda: actions.remind(plan, by=standpoint.doer, at=standpoint.at),
        said=_("The reminder is written and will be sent."),
    )
    return redirect("plan", plan.pk)


@page(holds(queries.REPORT_RESULTS), methods=FORM)
def report_results(request: StandingRequest, pk: int) -> HttpResponse:
    """What came of each line of a plan."""
    standpoint = request.standpoint
    plan = _plan(standpoint, pk)
    form = forms.ResultsForm(request.POST or None, items=list(queries.items(plan)))

    def deed() -> "MonthlyPlan":
        results = [actions.Result(item, done, note) for item, done, note in form.reported()]
        return actions.report_results(plan, results, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The results are reported.")):
        return redirect("plan", plan.pk)
    context = presenters.entering(form, _("Report results"), _("Report the results"), plan)
    return render(request, "plans/enter.html", context)


@page(holds(queries.OPEN_MONTH), methods=FORM)
def open_month(request: StandingRequest) -> HttpResponse:
    """A month opened for planning."""
    standpoint = request.standpoint
    following = Month.of(standpoint.today) + 1
    initial = {"month": str(following), "due": following.first - timedelta(days=1)}
    form = forms.OpenMonthForm(request.POST or None, initial=initial)

    def deed() -> "tuple[MonthlyPlan, ...]":
        entered = form.cleaned_data
        return actions.open_month(
            _root(standpoint),
            entered["month"],
            due=entered["due"],
            by=standpoint.doer,
            at=standpoint.at,
        )

    if deeds.carried_out(request, form, deed, said=_("The plans are open.")):
        return redirect("plans")
    context = presenters.entering(form, _("Open a month for planning"), _("Open the month"))
    return render(request, "plans/enter.html", context)


@page(holds(queries.PUBLISH_SUMMARY), methods=FORM)
def publish_summary(request: StandingRequest) -> HttpResponse:
    """A month compared, published and mailed."""
    standpoint = request.standpoint
    initial = {"month": str(Month.of(standpoint.today) - 1)}
    form = forms.PublishForm(request.POST or None, initial=initial)
    heading = _("Publish the summary of a month")
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=heading, deed=_("Publish and mail it"))

    def deed() -> object:
        month = form.cleaned_data["month"]
        return actions.publish_summary(
            _root(standpoint), month, by=standpoint.doer, at=standpoint.at
        )

    if deeds.carried_out(request, form, deed, said=_("The summary is published and mailed.")):
        return redirect("summaries")
    return render(
        request, "plans/enter.html", presenters.entering(form, heading, _("Compare the month"))
    )
