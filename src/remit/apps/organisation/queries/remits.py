"""The remit of a post, the tree of units, the lists of posts and people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Length, Substr

from remit.apps.ledger.models import Entry
from remit.apps.organisation.models import (
    ERASED,
    STEP,
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
    Range,
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
    """The people enrolled, or in a post up to the day, where the person may read."""
    return _people_within(scope(person, on=on), on) | Person.objects.filter(pk=person.pk)


def people_of(root: Unit, *, on: date) -> QuerySet[Person]:
    """The people enrolled by an organisation, or in one of its posts up to the day, but erased ones."""
    return _people_within([subtree(root.path)], on).filter(erased=False)


def _people_within(ranges: list[Range], on: date) -> QuerySet[Person]:
    held = Appointment.objects.filter(within(ranges, "post__unit__path"), since__lte=on)
    return Person.objects.filter(Q(pk__in=held.values("person")) | within(ranges, "home__path"))


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


def powers_with_loans(powers: QuerySet[Power], *, on: date) -> QuerySet[Power]:
    """The powers; `delegations.all()` holds those in force on the day only."""
    loans = Delegation.objects.filter(in_force(on)).select_related("to_post")
    return powers.prefetch_related(Prefetch("delegations", queryset=loans))


def appointment_by_ref(ref: str, reader: Person, *, on: date) -> Appointment | None:
    """The person in a post that an entry's actor stands for, where the reader may know them."""
    kind, _, number = ref.partition(":")
    if kind != "organisation.appointment" or not number.isdecimal():
        return None
    return appointments_visible_to(reader, on=on).filter(pk=int(number)).first()


def with_actors(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with the names of the acting person as `actor_zh` and `actor_en`."""
    prefix = "organisation.appointment:"
    number = Cast(Substr(OuterRef("actor"), len(prefix) + 1), BigIntegerField())
    acting = Appointment.objects.filter(pk=number)

    def named(column: str, erased: str) -> Case:
        kept = When(person__erased=False, then=f"person__{column}")
        name = acting.values(said=Case(kept, default=Value(erased)))
        return Case(When(actor__startswith=prefix, then=Subquery(name[:1])), default=Value(""))

    return entries.annotate(
        actor_zh=named("name_zh", ERASED.zh), actor_en=named("name_en", ERASED.en)
    )


def powers_to_lend(by: Appointment, *, on: date) -> QuerySet[Power]:
    """The powers on the own list of the acting person's post."""
    return Power.objects.filter(in_force(on), post=by.post).order_by("number")


def posts_to_lend_to(by: Appointment, *, on: date) -> QuerySet[Post]:
    """The posts of the organisation to which the acting person's post may lend a power."""
    ranges = [subtree(by.post.unit.root_path)]
    rows = Post.objects.filter(in_force(on), within(ranges, "unit__path")).exclude(pk=by.post_id)
    return rows.select_related("unit").order_by("unit__path", "id")


def lent_by(by: Appointment, *, on: date) -> QuerySet[Delegation]:
    """The delegations of the acting person's post that hold on the day or later."""
    rows = Delegation.objects.filter(Q(until__isnull=True) | Q(until__gt=on), power__post=by.post)
    return rows.select_related("power__post__unit", "to_post__unit")


def tokens_of(person: Person) -> QuerySet[Token]:
    """The keys of a person's programs, ended ones too."""
    return Token.objects.filter(appointment__person=person).select_related(
        "appointment__post__unit"
    )


def organisation_of(unit: Unit) -> Unit:
    """The organisation a unit belongs to."""
    return unit if unit.path == unit.root_path else Unit.objects.get(path=unit.root_path)


def line_above(unit: Unit) -> list[Unit]:
    """The units above a unit, the organisation first."""
    ends = range(STEP, len(unit.path), STEP)
    return list(Unit.objects.filter(path__in=[unit.path[:end] for end in ends]).order_by("path"))


def units_under(unit: Unit) -> QuerySet[Unit]:
    """A unit and all units under it."""
    return Unit.objects.filter(within([subtree(unit.path)]))


def upper_levels(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The organisations among the units and what lies directly under them."""
    return units.annotate(depth=Length("path")).filter(depth__lte=2 * STEP)
