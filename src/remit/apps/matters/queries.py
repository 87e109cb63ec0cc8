"""Which matters there are, who held them for how long, and what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from remit.apps.matters.models import Holding, Matter, Source, Step
from remit.apps.organisation.models import Person, Post, Unit
from remit.apps.organisation.queries import scope, subtree, within


def visible_to(person: Person, *, on: date) -> QuerySet[Matter]:
    """The matters of the organisations in which the person fills a post on the day."""
    rows = Matter.objects.filter(within(scope(person, on=on)))
    return rows.select_related("lead", "unit")


def sources_visible_to(person: Person, *, on: date) -> QuerySet[Source]:
    """The logs read into those organisations."""
    return Source.objects.filter(within(scope(person, on=on), "organisation__path"))


def source_by_ref(ref: str) -> Source | None:
    """The log that was read, by its reference in entries."""
    prefix, _, key = ref.partition(":")
    return Source.objects.filter(pk=int(key)).first() if prefix == "matters.source" else None


def of(source: Source) -> QuerySet[Matter]:
    """The matters read from one log."""
    return Matter.objects.filter(source=source)


def late() -> Q:
    """The condition that a matter was closed, or is still open, past its date."""
    return Q(days_late__gt=0)


def holdings(matter: Matter) -> list[Holding]:
    """Who had the matter, by role and time."""
    return list(matter.holdings.select_related("post"))


def steps(matter: Matter) -> QuerySet[Step]:
    """What was done in the matter, in order."""
    return matter.steps.select_related("doer", "watcher").order_by("number")


@dataclass(frozen=True, slots=True)
class Load:
    """What one post had: matters, steps done and late, and for how long matters lay with it."""

    post: Post
    matters: int
    held: timedelta
    steps: int
    steps_late: int


def loads(organisation: Unit, *, role: str = Holding.Role.DOER) -> list[Load]:
    """The load of every post of the organisation that held a matter in the role, longest first.

    A matter still held counts until the last instant its log knows of.
    """
    lasted = ExpressionWrapper(
        Coalesce("until", "matter__known_until") - F("since"), output_field=DurationField()
    )
    held = (
        Holding.objects.filter(within([subtree(organisation.path)], "matter__path"), role=role)
        .values("post")
        .annotate(matters=Count("matter", distinct=True), held=Sum(lasted))
    )
    done = _steps_by(organisation, "watcher" if role == Holding.Role.WATCHER else "doer")
    posts = Post.objects.in_bulk([row["post"] for row in held])
    found = [
        Load(posts[row["post"]], row["matters"], row["held"], *done.get(row["post"], (0, 0)))
        for row in held
    ]
    return sorted(found, key=lambda load: load.held, reverse=True)


def _steps_by(organisation: Unit, who: str) -> dict[int, tuple[int, int]]:
    rows = (
        Step.objects.filter(within([subtree(organisation.path)], "matter__path"))
        .values(who)
        .annotate(steps=Count("id"), steps_late=Count("id", filter=Q(days_late__gt=0)))
    )
    return {row[who]: (row["steps"], row["steps_late"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Extent:
    """How many matters there are, how many are open, how many late; the same for steps.

    `late` counts those closed late and, in `late_open`, those still open past their date.
    """

    matters: int
    open: int
    late: int
    late_open: int
    steps: int
    steps_late: int
    known_until: datetime | None


def extent(rows: QuerySet[Matter]) -> Extent:
    """The extent of a set of matters."""
    found = rows.aggregate(
        matters=Count("id"),
        open=Count("id", filter=Q(closed__isnull=True)),
        late=Count("id", filter=late()),
        late_open=Count("id", filter=late() & Q(closed__isnull=True)),
        steps=Coalesce(Sum("steps_taken"), 0),
        steps_late=Coalesce(Sum("steps_late"), 0),
    )
    last = rows.order_by("-known_until").values_list("known_until", flat=True).first()
    return Extent(known_until=last, **found)


def led_by(posts: Iterable[Post]) -> QuerySet[Matter]:
    """The open matters that these posts answer for, most overdue first."""
    return Matter.objects.filter(lead__in=[p.pk for p in posts], closed__isnull=True).order_by(
        "-days_late", "opened"
    )
