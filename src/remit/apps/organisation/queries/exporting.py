"""An organisation as the workbook that would create it."""

from datetime import date

from remit.apps.organisation.models import Appointment, Duty, Means, Person, Post, Power, Unit
from remit.apps.organisation.queries.importing import place_of
from remit.apps.organisation.queries.remits import people_of
from remit.apps.organisation.queries.standing import in_force, subtree, within
from remit.engines.words import Words
from remit.engines.workbook import (
    AppointmentRow,
    Line,
    ListedRow,
    PersonRow,
    Place,
    PostRow,
    UnitRow,
    Workbook,
)

NOWHERE = Line("", 0, {}, {})
Lists = type[Duty] | type[Power] | type[Means]


def as_workbook(root: Unit, *, on: date) -> Workbook:
    """What is in force in the organisation on the day, as rows of a workbook.

    People whose names were erased by law are left out with their tenures: nobody could enrol them.
    """
    ranges = [subtree(root.path)]
    posts = list(
        Post.objects.filter(in_force(on), within(ranges, "unit__path"))
        .select_related("unit", "superior__unit")
        .order_by("unit__path", "id")
    )
    places = {post.pk: place_of(post) for post in posts}
    units = Unit.objects.filter(in_force(on), within(ranges)).exclude(pk=root.pk)
    people = people_of(root, on=on).order_by("id")
    filling = Appointment.objects.filter(in_force(on), post__in=places, person__erased=False)
    return Workbook(
        units=tuple(_unit(unit, root) for unit in units.select_related("parent").order_by("path")),
        posts=tuple(_post(post) for post in posts),
        people=tuple(_person(person) for person in people),
        appointments=tuple(
            _appointment(row, places)
            for row in filling.select_related("person").order_by("post", "id")
        ),
        duties=_listed(Duty, places, on),
        powers=_listed(Power, places, on),
        means=_listed(Means, places, on),
    )


def _unit(unit: Unit, root: Unit) -> UnitRow:
    parent = unit.parent.code if unit.parent and unit.parent != root else ""
    return UnitRow(NOWHERE, unit.code, parent, Words(unit.name_zh, unit.name_en), unit.since)


def _post(post: Post) -> PostRow:
    return PostRow(
        NOWHERE,
        place_of(post),
        Words(post.name_zh, post.name_en),
        place_of(post.superior) if post.superior else None,
        post.heads_unit,
        post.since,
    )


def _person(person: Person) -> PersonRow:
    name = Words(person.name_zh, person.name_en)
    return PersonRow(NOWHERE, person.login, name, person.email, person.language)


def _appointment(row: Appointment, places: dict[int, Place]) -> AppointmentRow:
    return AppointmentRow(
        NOWHERE,
        places[row.post_id],
        row.person.login,
        str(row.kind),
        row.since,
        row.until,
        row.reason,
    )


def _listed(model: Lists, places: dict[int, Place], on: date) -> tuple[ListedRow, ...]:
    rows = model.objects.filter(in_force(on), post__in=places).order_by("post", "number")
    return tuple(
        ListedRow(
            line=NOWHERE,
            post=places[row.post_id],
            number=row.number,
            text=Words(row.text_zh, row.text_en),
            basis=row.basis,
            since=row.since,
            code=getattr(row, "code", ""),
            amount=getattr(row, "amount", None),
            measure=getattr(row, "measure", ""),
        )
        for row in rows
    )
