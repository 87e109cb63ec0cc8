"""Annual targets: what was promised for the year, cascaded, month by month."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.organisation import queries as organisation
from remit.apps.plans import actions, queries
from remit.engines.dates import Month
from remit.web import deeds
from remit.web.access import SIGNED_IN, holds, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.plans import forms, presenters, promises
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.plans.models import Target


def _contains(rows: "QuerySet[Target]", text: str) -> "QuerySet[Target]":
    return rows.filter(
        Q(title_zh__icontains=text)
        | Q(title_en__icontains=text)
        | Q(unit__name_zh__icontains=text)
        | Q(unit__name_en__icontains=text)
    )


def _of_year(rows: "QuerySet[Target]", text: str) -> "QuerySet[Target]":
    return rows.filter(year=int(text)) if text.isdecimal() and len(text) == 4 else rows


TARGETS: "Listing[Target]" = Listing(
    id="targets",
    caption=gettext_lazy("Annual targets"),
    sort="-year",
    href=lambda target: reverse("target", args=[target.pk]),
    shown=[
        Shown(
            Column("title", gettext_lazy("Target")),
            lambda t: Cell(t.title, note=t.indicator),
            ("title_zh",),
        ),
        Shown(Column("unit", gettext_lazy("Unit")), lambda t: t.unit.name, ("unit__path",)),
        Shown(Column("year", gettext_lazy("Year"), "number"), lambda t: str(t.year), ("year",)),
        Shown(
            Column("kind", gettext_lazy("Class")), lambda t: str(t.get_kind_display()), ("kind",)
        ),
        Shown(
            Column("annual", gettext_lazy("Value of the year"), "number"),
            lambda t: Cell(t.annual, note=t.measure),
            ("annual",),
        ),
        Shown(Column("post", gettext_lazy("Answers for it")), lambda t: t.post.name),
        Shown(
            Column("state", gettext_lazy("State")),
            lambda t: Cell(t.get_state_display(), state=presenters.CHIPS[t.state]),
            ("state",),
        ),
    ],
    narrowings=[
        Narrowing(Filter("q", gettext_lazy("Contains")), _contains),
        Narrowing(Filter("year", gettext_lazy("Year")), _of_year),
    ],
    empty=Empty(
        gettext_lazy("No targets yet"),
        gettext_lazy("Targets of the year come first; monthly plans are drawn from them."),
    ),
)


@page(SIGNED_IN)
def targets(request: StandingRequest) -> HttpResponse:
    """The annual targets the reader may see."""
    standpoint = request.standpoint
    rows = queries.targets_visible_to(standpoint.reader, on=standpoint.today)
    return show(request, "plans/targets.html", TARGETS, rows, {"may": presenters.may(standpoint)})


@page(SIGNED_IN)
def target(request: StandingRequest, pk: int) -> HttpResponse:
    """One target: its months, what came of them, and what it serves."""
    standpoint = request.standpoint
    rows = queries.targets_visible_to(standpoint.reader, on=standpoint.today)
    found = get_object_or_404(rows, pk=pk)
    return render(request, "plans/target.html", promises.whole_target(found, standpoint))


@page(holds(queries.SET_TARGET), methods=("GET", "POST"))
def set_target(request: StandingRequest) -> HttpResponse:
    """A new annual target."""
    standpoint = request.standpoint
    form = forms.TargetForm(
        request.POST or None, initial={"year": standpoint.today.year}, **_choices(standpoint)
    )
    if deeds.unconfirmed(request, form):
        return deeds.check(request, form, title=_("Set a target"), deed=_("Set the target"))
    if found := deeds.carried_out(
        request, form, lambda: _set(form, standpoint), said=_("The target is set.")
    ):
        return redirect("target", found.pk)
    context = presenters.entering(form, _("Set a target"), _("Continue"))
    return render(request, "plans/enter.html", context)


@page(holds(queries.SET_TARGET), methods=("GET", "POST"))
def withdraw_target(request: StandingRequest, pk: int) -> HttpResponse:
    """A target that no longer binds, with the reason."""
    standpoint = request.standpoint
    rows = queries.targets_visible_to(standpoint.reader, on=standpoint.today)
    found = get_object_or_404(rows, pk=pk)
    form = forms.ReasonForm(request.POST or None)

    def deed() -> "Target":
        reason = forms.written(form.cleaned_data["reason"])
        return actions.withdraw_target(found, reason=reason, by=standpoint.doer, at=standpoint.at)

    if deeds.carried_out(request, form, deed, said=_("The target is withdrawn.")):
        return redirect("target", found.pk)
    heading = _("Withdraw: %(title)s") % {"title": found.title}
    context = presenters.entering(form, heading, _("Withdraw the target"))
    return render(request, "plans/enter.html", context)


def _choices(standpoint: Standpoint) -> dict[str, Any]:
    """What the form of a target may point to: the reach of the power to set targets."""
    reach = organisation.reach(standpoint.by, queries.SET_TARGET, on=standpoint.on)
    reader, today = standpoint.reader, standpoint.today
    units = organisation.units_visible_to(reader, on=today)
    posts = organisation.posts_visible_to(reader, on=today)
    return {
        "units": units.filter(organisation.within(reach)),
        "posts": posts.filter(organisation.within(reach, "unit__path")),
        "duties": organisation.duties_visible_to(reader, on=today).filter(
            organisation.within(reach, "post__unit__path")
        ),
        "parents": queries.targets_visible_to(reader, on=today).filter(state="set"),
        "kinds": list(queries.KINDS),
    }


def _set(form: forms.TargetForm, standpoint: Standpoint) -> "Target":
    entered = form.cleaned_data
    values = enumerate(entered["months"], start=1)
    return actions.set_target(
        entered["unit"],
        entered["post"],
        entered["year"],
        entered["kind"],
        forms.written(entered["title"]),
        annual=entered["annual"],
        measure=forms.written(entered["measure"]),
        indicator=forms.written(entered["indicator"]),
        months={Month(entered["year"], number): value for number, value in values if value},
        duty=entered["duty"],
        parent=entered["parent"],
        ceiling=entered["ceiling"],
        by=standpoint.doer,
        at=standpoint.at,
    )
