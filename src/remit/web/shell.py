"""What every page shows around its content: navigation, day, language, the post acted for."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from remit.web.components import AsOf, NavItem, PostChoice
from remit.web.standpoint import StandingRequest, Standpoint


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the navigation; its pages live in the folder of the same name."""

    key: str
    label: str
    url_name: str


PLACES = (
    Place("desk", gettext_noop("Desk"), "home"),
    Place("plans", gettext_noop("Plans"), "plans"),
    Place("matters", gettext_noop("Matters"), "matters"),
    Place("cases", gettext_noop("Cases"), "cases"),
    Place("insight", gettext_noop("Insight"), "insight"),
    Place("lab", gettext_noop("Laboratory"), "lab"),
    Place("remit", gettext_noop("My remit"), "my_remit"),
    Place("organisation", gettext_noop("Organisation"), "organisation"),
    Place("public", gettext_noop("Public"), "public"),
    Place("house", gettext_noop("House"), "house"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html: nothing but the language before anybody has signed in."""
    standpoint = getattr(cast(StandingRequest, request), "standpoint", None)
    if standpoint is None or standpoint.person is None:
        return {}
    here = _place(request)
    return {
        "standpoint": standpoint,
        "as_of": AsOf(standpoint.on, standpoint.today),
        "person": standpoint.person.name,
        "posts": _posts(standpoint),
        "nav": [
            NavItem(reverse(p.url_name), _(p.label), p.key, current=p.key == here) for p in PLACES
        ],
    }


def _posts(standpoint: Standpoint) -> list[PostChoice]:
    return [
        PostChoice(a.pk, f"{a.post.name} · {a.post.unit.name}", current=a == standpoint.acting)
        for a in standpoint.appointments
    ]


def _place(request: HttpRequest) -> str:
    """The key of the place a page belongs to: declared by its view, else its folder."""
    if request.resolver_match is None:
        return ""
    view = request.resolver_match.func
    declared: str = getattr(view, "place", "") or view.__module__.split(".")[2]
    return declared
