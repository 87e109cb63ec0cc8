"""Search over posts, people, units, plans, matters and cases: what the reader may open, grouped.

A text is found where it occurs in either language; Chinese needs no blanks between words.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.apps.cases import queries as cases
from remit.apps.matters import queries as matters
from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries as plans
from remit.web.components import Task, Text
from remit.web.plans.presenters import month_words
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case
    from remit.apps.matters.models import Matter
    from remit.apps.organisation.models import Duty, Person, Post, Unit
    from remit.apps.plans.models import MonthlyPlan

# Hits shown of each group; a search for more is narrowed or made in the list itself.
SHOWN = 8
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` leads to the list with the same search."""

    heading: Text
    hits: tuple[Task, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of things that can be searched."""

    heading: Text
    rows: Callable[[Standpoint], QuerySet[Any]]
    columns: tuple[str, ...]
    hit: Callable[[Any], Task]
    list_name: str = ""


def search(standpoint: Standpoint, text: str) -> list[Group]:
    """The groups in which something was found; none for an empty text."""
    words = text.replace("\x00", " ").split()[:5]
    if not words:
        return []
    return [group for place in PLACES if (group := _group(place, standpoint, words)).hits]


def _group(place: Place, standpoint: Standpoint, words: Iterable[str]) -> Group:
    """What one place holds; a row must hold every word, in whichever column."""
    rows = place.rows(standpoint)
    for word in words:
        rows = rows.filter(_holds(word[:LONGEST], place.columns))
    found = list(rows.distinct()[: SHOWN + 1])
    more = f"{reverse(place.list_name)}?q={' '.join(words)}" if place.list_name else ""
    return Group(
        place.heading, tuple(_hits(place, found[:SHOWN])), more if len(found) > SHOWN else ""
    )


def _hits(place: Place, rows: Iterable[Model]) -> Iterator[Task]:
    for row in rows:
        yield place.hit(row)


def _holds(word: str, columns: Iterable[str]) -> Q:
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__icontains": word})
    return wanted


def _post(post: "Post") -> Task:
    return Task(post.name, reverse("post", args=[post.pk]), hint=post.unit.name)


def _person(person: "Person") -> Task:
    return Task(person.name, reverse("person", args=[person.pk]))


def _unit(unit: "Unit") -> Task:
    return Task(unit.name, reverse("unit", args=[unit.pk]))


def _duty(duty: "Duty") -> Task:
    return Task(duty.text, reverse("post", args=[duty.post_id]), hint=duty.post.name)


def _plan(plan: "MonthlyPlan") -> Task:
    label = f"{plan.unit.name} · {month_words(plan.month)}"
    return Task(label, reverse("plan", args=[plan.pk]), hint=plan.post.name)


def _matter(matter: "Matter") -> Task:
    return Task(str(matter), reverse("matter", args=[matter.pk]))


def _case(case: "Case") -> Task:
    return Task(
        f"{case.number} · {case.title}", reverse("case", args=[case.pk]), hint=case.unit.name
    )


PLACES = (
    Place(
        _("Posts"),
        lambda s: organisation.posts_visible_to(s.reader, on=s.on).order_by("unit__path", "id"),
        ("name_zh", "name_en", "code"),
        _post,
        "posts",
    ),
    Place(
        _("People"),
        lambda s: organisation.people_visible_to(s.reader, on=s.on).order_by("id"),
        ("name_zh", "name_en"),
        _person,
    ),
    Place(
        _("Units"),
        lambda s: organisation.units_visible_to(s.reader, on=s.on).order_by("path"),
        ("name_zh", "name_en", "code"),
        _unit,
    ),
    Place(
        _("Duties"),
        lambda s: organisation.duties_visible_to(s.reader, on=s.on).order_by("post", "number"),
        ("text_zh", "text_en", "basis"),
        _duty,
    ),
    Place(
        _("Plans"),
        lambda s: plans.visible_to(s.reader, on=s.on).order_by("-month", "id"),
        ("unit__name_zh", "unit__name_en", "items__text_zh", "items__text_en"),
        _plan,
        "plans",
    ),
    Place(
        _("Matters"),
        lambda s: matters.visible_to(s.reader, on=s.on).order_by("-id"),
        ("code", "title_zh", "title_en"),
        _matter,
        "matters",
    ),
    Place(
        _("Cases"),
        lambda s: cases.visible_to(s.reader, on=s.today).order_by("-id"),
        ("title_zh", "title_en"),
        _case,
        "cases",
    ),
)
