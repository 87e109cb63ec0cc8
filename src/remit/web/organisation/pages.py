"""Who holds what: the tree of units, posts and their remits, people and their tenures."""

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.organisation import queries
from remit.web.access import SIGNED_IN, page
from remit.web.components import Cell, Column, Empty, Filter
from remit.web.lists import Listing, Narrowing, Shown, show
from remit.web.organisation import presenters
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.organisation.models import Person, Post

# A larger organisation is shown by its two upper levels; each unit opens the ones below.
WHOLE_TREE = 300


def _named(rows: "QuerySet[Post]", text: str) -> "QuerySet[Post]":
    names = ("name_zh", "name_en", "code", "unit__name_zh", "unit__name_en")
    wanted = Q()
    for name in names:
        wanted |= Q(**{f"{name}__icontains": text})
    return rows.filter(wanted)


def _holders(post: "Post") -> Cell:
    """Who fills a post, or that it is vacant; deputies stand in the second line."""
    filling = [a for a in post.appointments.all() if a.kind != "deputy"]
    deputies = ", ".join(a.person.name for a in post.appointments.all() if a.kind == "deputy")
    if not filling:
        return Cell(_("vacant"), state="soon", note=deputies)
    first = filling[-1]
    return Cell(first.person.name, reverse("person", args=[first.person_id]), note=deputies)


def _posts(standpoint: Standpoint) -> "Listing[Post]":
    """The list of posts; whether one is vacant depends on the day looked at."""

    def filled(rows: "QuerySet[Post]", state: str) -> "QuerySet[Post]":
        empty = queries.vacant(rows, on=standpoint.on)
        return empty if state == "vacant" else rows.exclude(pk__in=empty.values("pk"))

    return Listing(
        id="posts",
        caption=_("Posts"),
        sort="unit",
        href=lambda post: reverse("post", args=[post.pk]),
        shown=[
            Shown(Column("post", _("Post")), lambda post: post.name, ("name_zh", "name_en")),
            Shown(
                Column("unit", _("Unit")),
                lambda post: Cell(post.unit.name, reverse("unit", args=[post.unit_id])),
                ("unit__path",),
            ),
            Shown(Column("holder", _("Held by"), sortable=False), _holders),
            Shown(
                Column("superior", _("Superior"), sortable=False),
                lambda post: post.superior.name if post.superior else None,
            ),
            Shown(Column("code", _("Code")), lambda post: post.code, ("code",)),
        ],
        narrowings=[
            Narrowing(Filter("q", _("Contains")), _named),
            Narrowing(
                Filter(
                    "filled",
                    _("Filled"),
                    choices=(("filled", _("filled")), ("vacant", _("vacant"))),
                    kind="select",
                ),
                filled,
            ),
        ],
        empty=Empty(
            _("No posts yet"),
            _("Posts come with the workbook of the organisation."),
            reverse("import_workbook"),
            _("Hand in a workbook"),
            icon="organisation",
        ),
    )


PEOPLE: "Listing[Person]" = Listing(
    id="people",
    caption=_("People"),
    sort="name",
    href=lambda person: reverse("person", args=[person.pk]),
    shown=[
        Shown(Column("name", _("Name")), lambda person: person.name, ("name_zh", "name_en")),
        Shown(Column("posts", _("Posts"), sortable=False), presenters.people_hint),
    ],
    narrowings=[
        Narrowing(
            Filter("q", _("Contains")),
            lambda rows, text: rows.filter(Q(name_zh__icontains=text) | Q(name_en__icontains=text)),
        )
    ],
    empty=Empty(_("Nobody yet"), _("People come with the workbook of the organisation.")),
)


@page(SIGNED_IN)
def organisation(request: StandingRequest) -> HttpResponse:
    """Who holds what, where does a post stand empty?"""
    standpoint = request.standpoint
    units = queries.units_visible_to(standpoint.reader, on=standpoint.on)
    total = units.count()
    shown = units if total <= WHOLE_TREE else queries.upper_levels(units)
    context = {
        "trees": presenters.trees(queries.branches(shown, on=standpoint.on)),
        "units": total,
        "cut": total > WHOLE_TREE,
        "maintains": "organisation.maintain" in standpoint.codes,
    }
    return render(request, "organisation/organisation.html", context)


@page(SIGNED_IN)
def unit(request: StandingRequest, pk: int) -> HttpResponse:
    """One unit with its posts and the units under it."""
    standpoint = request.standpoint
    units = queries.units_visible_to(standpoint.reader, on=standpoint.on)
    row = get_object_or_404(units.select_related("parent"), pk=pk)
    context = {
        "unit": row,
        "above": queries.line_above(row),
        "trees": presenters.trees(queries.branches(queries.units_under(row), on=standpoint.on)),
    }
    return render(request, "organisation/unit.html", context)


@page(SIGNED_IN)
def posts(request: StandingRequest) -> HttpResponse:
    """Every post that the reader sees, with who holds it."""
    standpoint = request.standpoint
    rows = queries.posts_visible_to(standpoint.reader, on=standpoint.on)
    rows = queries.posts_with_holders(
        rows.filter(queries.in_force(standpoint.on)), on=standpoint.on
    )
    return show(request, "organisation/posts.html", _posts(standpoint), rows)


@page(SIGNED_IN)
def post(request: StandingRequest, pk: int) -> HttpResponse:
    """The remit of a post as of the day looked at."""
    standpoint = request.standpoint
    rows = queries.posts_visible_to(standpoint.reader, on=standpoint.on)
    row = get_object_or_404(rows.select_related("superior__unit"), pk=pk)
    return render(request, "organisation/post.html", presenters.whole_remit(row, standpoint))


@page(SIGNED_IN, place="remit")
def my_remit(request: StandingRequest) -> HttpResponse:
    """The remit of the post the reader acts for."""
    acting = request.standpoint.acting
    if acting is None:
        return render(request, "organisation/no_remit.html")
    context = presenters.whole_remit(acting.post, request.standpoint)
    return render(request, "organisation/post.html", {**context, "mine": True})


@page(SIGNED_IN)
def people(request: StandingRequest) -> HttpResponse:
    """Everybody who fills or filled a post where the reader may read."""
    standpoint = request.standpoint
    rows = queries.people_visible_to(standpoint.reader, on=standpoint.on)
    filling = queries.appointments_visible_to(standpoint.reader, on=standpoint.on)
    rows = rows.prefetch_related(
        Prefetch("appointments", queryset=filling.filter(queries.in_force(standpoint.on)))
    )
    return show(request, "organisation/people.html", PEOPLE, rows)


@page(SIGNED_IN)
def person(request: StandingRequest, pk: int) -> HttpResponse:
    """The posts a person holds and held, as far as the reader may see."""
    standpoint = request.standpoint
    row = get_object_or_404(queries.people_visible_to(standpoint.reader, on=standpoint.on), pk=pk)
    tenures = list(queries.tenures(row, standpoint.reader, on=standpoint.on))
    by, on = standpoint.by, standpoint.on
    reach = queries.reach(by, "organisation.maintain", on=on) if by else []
    context = {
        "whom": row,
        "tenures": [presenters.tenure_event(tenure, by_person=False) for tenure in tenures],
        "to_end": [
            tenure
            for tenure in tenures
            if tenure.until is None
            and any(low <= tenure.post.unit.path < high for low, high in reach)
        ],
    }
    return render(request, "organisation/person.html", context)
