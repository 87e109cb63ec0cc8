"""The remit of a post, the tree of units, the lists of posts and people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from remit.apps.organisation.models import (
    Appointment,
    Delegation,
    Duty,
    Means,
    Person,
    Post,
    Power,
    Token,
    Unit,
)
from remit.apps.organisation.queries.standing import (
    holders,
    in_force,
    powers_of,
    scope,
    subtree,
    units_visible_to,
    within,
)


@dataclass(frozen=True, slots=True)
class Remit:
    """What a post must do, may decide and with what means on one day, and who holds it."""

    post: Post
    on: date
    held_by: tuple[Appointment, ...]
    duties: tuple[Duty, ...]
    powers: tuple[Power, ...]
    lent: tuple[Delegation, ...]
    borrowed: tuple[Delegation, ...]
    means: tuple[Means, ...]
    tenures: tuple[Appointment, ...]


def remit(post: Post, *, on: date) -> Remit:
    """The remit of a post as of a day."""
    return Remit(
        post=post,
        on=on,
        held_by=tuple(holders([post], on=on).get(post.pk, ())),
        duties=tuple(Duty.objects.filter(in_force(on), post=post).order_by("number")),
        powers=tuple(powers_of(post, on=on).select_related("post").order_by("number")),
        lent=_delegations(on, power__post=post),
        borrowed=_delegations(on, to_post=post),
        means=tuple(Means.objects.filter(in_force(on), post=post).order_by("number")),
        tenures=tuple(
            post.appointments.filter(since__lte=on).select_related("person").order_by("since")
        ),
    )


def _delegations(on: date, **which: Post) -> tuple[Delegation, ...]:
    rows = Delegation.objects.filter(in_force(on), **which)
    return tuple(rows.select_related("power__post__unit", "to_post__unit").order_by("since", "id"))


@dataclass(frozen=True, slots=True)
class Staffed:
    """A post in the tree with the people in it."""

    post: Post
    held_by: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree with its posts and the units under it."""

    unit: Unit
    posts: tuple[Staffed, ...]
    branches: tuple["Branch", ...]


def tree(person: Person, *, on: date) -> tuple[Branch, ...]:
    """The organisations a person sees, with all units, posts and holders of the day; few queries."""
    return branches(units_visible_to(person, on=on), on=on)


def branches(units: QuerySet[Unit], *, on: date) -> tuple[Branch, ...]:
    """The units as trees, with posts and holders of the day. Every unit above one shown is given too."""
    rows = list(units.filter(in_force(on)).order_by("path"))
    posts: dict[int, list[Staffed]] = {}
    for post in posts_with_holders(Post.objects.filter(in_force(on), unit__in=rows), on=on):
        posts.setdefault(post.unit_id, []).append(Staffed(post, tuple(post.appointments.all())))
    under: dict[int | None, list[Unit]] = {}
    shown = {row.pk for row in rows}
    for row in rows:
        under.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row)

    def grown(above: int | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(unit, tuple(posts.get(unit.pk, ())), grown(unit.pk))
            for unit in under.get(above, ())
        )

    return grown(None)


def posts_with_holders(posts: QuerySet[Post], *, on: date) -> QuerySet[Post]:
    """The posts with unit and superior; `appointments.all()` holds those in force on the day only."""
    filling = Appointment.objects.filter(in_force(on)).select_related("person").order_by("id")
    return posts.select_related("unit", "superior").prefetch_related(
        Prefetch("appointments", queryset=filling)
    )


def vacant(posts: QuerySet[Post], *, on: date) -> QuerySet[Post]:
    """The posts that nobody fills on the day, neither as incumbent nor acting."""
    filling = Appointment.objects.filter(in_force(on), post=OuterRef("pk"))
    return posts.filter(~Exists(filling.exclude(kind=Appointment.Kind.DEPUTY)))


def people_visible_to(person: Person, *, on: date) -> QuerySet[Person]:
    """The people who fill or filled a post, up to the day, where the person may read."""
    ranges = scope(person, on=on)
    held = Appointment.objects.filter(within(ranges, "post__unit__path"), since__lte=on)
    return Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk=person.pk))


def tenures(of: Person, reader: Person, *, on: date) -> QuerySet[Appointment]:
    """The posts somebody has held up to the day, as far as the reader may see, latest first."""
    ranges = scope(reader, on=on)
    return (
        Appointment.objects.filter(within(ranges, "post__unit__path"), person=of, since__lte=on)
        .select_related("post__unit", "person")
        .order_by("-since", "id")
    )


def appointments_visible_to(person: Person, *, on: date) -> QuerySet[Appointment]:
    """The appointments a person may read."""
    return Appointment.objects.filter(
        within(scope(person, on=on), "post__unit__path")
    ).select_related("post__unit", "person")


def powers_visible_to(person: Person, *, on: date) -> QuerySet[Power]:
    """The powers in force on the day that a person may read, with their posts."""
    return Power.objects.filter(
        in_force(on), within(scope(person, on=on), "post__unit__path")
    ).select_related("post__unit")


def powers_to_lend(by: Appointment | None, *, on: date) -> QuerySet[Power]:
    """The powers on the own list of the acting person's post."""
    if by is None:
        return Power.objects.none()
    return Power.objects.filter(in_force(on), post=by.post).order_by("number")


def tokens_of(person: Person) -> QuerySet[Token]:
    """The keys of a person's programs, ended ones too."""
    return Token.objects.filter(appointment__person=person).select_related(
        "appointment__post__unit"
    )


def organisation_of(unit: Unit) -> Unit:
    """The organisation a unit belongs to."""
    return Unit.objects.get(path=unit.root_path)


def line_above(unit: Unit) -> list[Unit]:
    """The units above a unit, the organisation first."""
    length = len(unit.path)
    step = len(unit.root_path)
    return list(
        Unit.objects.filter(path__in=[unit.path[:end] for end in range(step, length, step)])
    )


def units_under(unit: Unit) -> QuerySet[Unit]:
    """A unit and all units under it."""
    return Unit.objects.filter(within([subtree(unit.path)]))
