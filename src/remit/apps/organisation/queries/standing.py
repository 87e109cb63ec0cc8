"""Who holds what on a day, who may what, who sees what."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

import holidays
from django.db.models import Q, QuerySet
from django.utils import timezone

from remit.apps.organisation.models import (
    STEP,
    Appointment,
    Delegation,
    Duty,
    Person,
    Post,
    Power,
    Token,
    Unit,
)
from remit.engines.dates import Calendar

Range = tuple[str, str]


def day(at: datetime) -> date:
    """The calendar day of an instant, in the installation's time zone."""
    return timezone.localtime(at).date()


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a row of [since, until) holds on the day."""
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": on})
    )


def subtree(path: str) -> Range:
    """The half-open range of paths of a unit and all units under it."""
    return path, f"{path[:-STEP]}{int(path[-STEP:]) + 1:0{STEP}d}"


def within(ranges: Iterable[Range], field: str = "path") -> Q:
    """The condition that a path column lies in one of the ranges; false for none."""
    wanted = Q(pk__in=[])
    for low, high in ranges:
        wanted |= Q(**{f"{field}__gte": low, f"{field}__lt": high})
    return wanted


def organisations() -> QuerySet[Unit]:
    """The roots: one for each organisation of the installation."""
    return Unit.objects.filter(parent__isnull=True).order_by("id")


def root_of(unit: Unit) -> Unit:
    """The organisation that a unit belongs to."""
    return Unit.objects.get(path=unit.root_path)


def person(login: str) -> Person | None:
    """The person with this login."""
    return Person.objects.filter(login=login).first()


def appointments_of(person: Person, *, on: date) -> QuerySet[Appointment]:
    """The posts that a person fills on the day, own posts first."""
    return (
        Appointment.objects.filter(in_force(on), in_force(on, "post__"), person=person)
        .select_related("post__unit", "person")
        .order_by("-kind", "id")
    )


def holder(post: Post, *, on: date) -> Appointment | None:
    """Who fills the post on the day: the one acting, else the incumbent; None when vacant."""
    filled = {a.kind: a for a in holders([post], on=on).get(post.pk, ())}
    return filled.get(Appointment.Kind.ACTING) or filled.get(Appointment.Kind.INCUMBENT)


def holders(posts: Iterable[Post], *, on: date) -> dict[int, list[Appointment]]:
    """All appointments in force on the day, by post."""
    found: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(in_force(on), post__in=[p.pk for p in posts])
    for row in rows.select_related("person"):
        found.setdefault(row.post_id, []).append(row)
    return found


def scope(person: Person, *, on: date) -> list[Range]:
    """The organisations that a person sees: those in which the person fills a post on the day."""
    paths = appointments_of(person, on=on).values_list("post__unit__path", flat=True)
    return [subtree(path) for path in sorted({path[:STEP] for path in paths})]


def units_visible_to(person: Person, *, on: date) -> QuerySet[Unit]:
    """The units a person may read."""
    return Unit.objects.filter(within(scope(person, on=on)))


def posts_visible_to(person: Person, *, on: date) -> QuerySet[Post]:
    """The posts a person may read."""
    return Post.objects.filter(within(scope(person, on=on), "unit__path")).select_related("unit")


def duties_visible_to(person: Person, *, on: date) -> QuerySet[Duty]:
    """The duties in force on the day that a person may read."""
    rows = Duty.objects.filter(in_force(on), within(scope(person, on=on), "post__unit__path"))
    return rows.select_related("post")


def powers_of(post: Post, *, on: date) -> QuerySet[Power]:
    """The powers a post has of its own or by delegation on the day."""
    lent = Delegation.objects.filter(in_force(on), to_post=post).values("power")
    return Power.objects.filter(in_force(on)).filter(Q(post=post) | Q(pk__in=lent))


def may(by: Appointment | None, code: str, unit: Unit, *, on: date) -> bool:
    """Whether the acting person's post has the power `code` over the unit on the day.

    A power reaches the unit of the post that owns it and all units under it; a delegated power reaches
    as far as its owner's does. A person no longer in the post may nothing.
    """
    if by is None or not _holds(by, on):
        return False
    owners = powers_of(by.post, on=on).filter(code=code).values_list("post__unit__path", flat=True)
    return any(unit.path.startswith(path) for path in owners)


def reach(by: Appointment | None, code: str, *, on: date) -> list[Range]:
    """The ranges of unit paths over which the acting person has the power `code`."""
    if by is None or not _holds(by, on):
        return []
    owners = powers_of(by.post, on=on).filter(code=code).values_list("post__unit__path", flat=True)
    return [subtree(path) for path in sorted(set(owners))]


def codes(by: Appointment | None, *, on: date) -> frozenset[str]:
    """The codes of all powers of the acting person's post on the day."""
    if by is None or not _holds(by, on):
        return frozenset()
    return frozenset(powers_of(by.post, on=on).exclude(code="").values_list("code", flat=True))


def holding(code: str, unit: Unit, *, on: date) -> list[Appointment]:
    """The people who have the power `code` over the unit on the day, nearest unit first."""
    above = [unit.path[: end + STEP] for end in range(0, len(unit.path), STEP)]
    powers = Power.objects.filter(in_force(on), code=code, post__unit__path__in=above)
    posts = set(powers.values_list("post", flat=True)) | set(
        Delegation.objects.filter(in_force(on), power__in=powers).values_list("to_post", flat=True)
    )
    return list(
        Appointment.objects.filter(in_force(on), post__in=posts)
        .select_related("post__unit", "person")
        .order_by("-post__unit__path", "id")
    )


def superior_line(post: Post) -> list[Post]:
    """The posts above a post, nearest first."""
    line: list[Post] = []
    above = post.superior
    while above is not None and above not in line:
        line.append(above)
        above = above.superior
    return line


def bearer(digest: str, *, at: datetime) -> Appointment | None:
    """The appointment a token acts for, or None when the token is unknown, expired or orphaned."""
    token = (
        Token.objects.filter(in_force_at(at), digest=digest, appointment__person__is_active=True)
        .select_related("appointment__post__unit", "appointment__person")
        .first()
    )
    if token is None or not _holds(token.appointment, day(at)):
        return None
    return token.appointment


def in_force_at(at: datetime) -> Q:
    """The condition that a row of [since, until) holds at the instant."""
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))


def _holds(by: Appointment, on: date) -> bool:
    return by.since <= on and (by.until is None or on < by.until)


# The years for which public holidays are looked up.
YEARS = range(2000, 2041)


@cache
def calendar(country: str) -> Calendar:
    """The working calendar of a country (ISO 3166 code); Monday to Friday where none is known."""
    try:
        days = holidays.country_holidays(country, years=YEARS)
    except NotImplementedError:
        return Calendar()
    moved = frozenset(getattr(days, "weekend_workdays", ()))
    # Where days off are swapped by yearly notice, nothing is known after the last notice.
    known_until = date(max(moved).year + 1, 1, 1) if moved else None
    return Calendar(frozenset(days), moved, frozenset(days.weekend), known_until)
