"""Founding organisations, creating units and posts."""

from datetime import date, datetime

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions.authority import enter, require_maintenance
from remit.apps.organisation.models import STEP, Appointment, Post, Unit
from remit.apps.organisation.queries import day
from remit.engines.words import Words


@transaction.atomic
def found_organisation(
    code: str,
    name: Words,
    *,
    at: datetime,
    country: str = "CN",
    since: date | None = None,
    invented: bool = False,
) -> Unit:
    """Founds an organisation as a root unit."""
    unit = _place(
        Unit(
            code=code,
            name_zh=name.zh,
            name_en=name.en,
            country=country,
            since=since or day(at),
            invented=invented,
        )
    )
    enter(
        "organisation.organisation_founded",
        unit.ref,
        unit.path,
        None,
        at,
        {"code": code},
        rows=[unit],
    )
    return unit


@transaction.atomic
def create_unit(
    parent: Unit,
    code: str,
    name: Words,
    *,
    by: Appointment | None,
    at: datetime,
    since: date | None = None,
) -> Unit:
    """Creates a unit under another."""
    require_maintenance(by, parent, at=at)
    unit = _place(
        Unit(
            parent=parent,
            code=code,
            name_zh=name.zh,
            name_en=name.en,
            country=parent.country,
            since=since or day(at),
            invented=parent.invented,
        )
    )
    body: dict[str, Json] = {"parent": parent.ref}
    enter("organisation.unit_created", unit.ref, unit.path, by, at, body, rows=[unit])
    return unit


@transaction.atomic
def create_post(
    unit: Unit,
    code: str,
    name: Words,
    *,
    by: Appointment | None,
    at: datetime,
    superior: Post | None = None,
    heads_unit: bool = False,
    since: date | None = None,
) -> Post:
    """Creates a post in a unit, under a superior post."""
    require_maintenance(by, unit, at=at)
    post = Post.objects.create(
        unit=unit,
        code=code,
        name_zh=name.zh,
        name_en=name.en,
        superior=superior,
        heads_unit=heads_unit,
        since=since or day(at),
    )
    body: dict[str, Json] = {"superior": superior.ref if superior else None}
    enter("organisation.post_created", post.ref, unit.path, by, at, body, rows=[post])
    return post


def _place(unit: Unit) -> Unit:
    """Saves a unit and gives it its path, which needs the unit's own number."""
    unit.path = "0" * STEP
    unit.save()
    above = unit.parent.path if unit.parent else ""
    unit.path = f"{above}{unit.pk:0{STEP}d}"
    unit.save(update_fields=["path"])
    return unit
