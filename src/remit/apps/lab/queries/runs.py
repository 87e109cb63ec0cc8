"""Stored runs."""

from datetime import date

from django.db.models import QuerySet

from remit.apps.lab.models import Run
from remit.apps.ledger.models import Position
from remit.apps.organisation.models import STEP, Unit
from remit.apps.organisation.queries import Range, within

LATEST = 50
ALARMS = "alarms"
"""The kind of the clock's runs, and the name under which it notes the day it looked at."""


def runs(ranges: list[Range]) -> QuerySet[Run]:
    """The runs over units whose paths lie in the ranges, newest first."""
    return Run.objects.filter(within(ranges, "unit__path")).select_related(
        "unit", "by__person", "by__post"
    )


def run_of(pk: int, ranges: list[Range]) -> Run | None:
    """The run with a key, where it may be seen."""
    return runs(ranges).filter(pk=pk).first()


def latest(kind: str, ranges: list[Range]) -> list[Run]:
    """The latest run of a kind over each organisation that has a unit in the ranges."""
    found: dict[str, Run] = {}
    roots = {low[:STEP] for low, _ in ranges}
    rows = Run.objects.filter(kind=kind, unit__path__in=roots).select_related("unit", "by__post")
    for row in rows.order_by("-at", "-id")[:LATEST]:
        found.setdefault(row.unit.path, row)
    return list(found.values())


def latest_alarms(root: Unit) -> list[tuple[str, list[str]]]:
    """What stood out in the clock's latest run over an organisation, and about which posts."""
    row = Run.objects.filter(kind=ALARMS, unit=root).order_by("-at", "-id").first()
    return [(each["id"], each["about"]) for each in row.result["alarms"]] if row else []


def noticed_on() -> date | None:
    """The day on which the clock last looked at what stands out."""
    position = Position.objects.filter(reader=ALARMS).first()
    return date.fromordinal(position.seq) if position else None
