"""Stored runs."""

from django.db.models import QuerySet

from remit.apps.lab.models import Run
from remit.apps.organisation.queries import Range, within


def runs(ranges: list[Range]) -> QuerySet[Run]:
    """The runs over units whose paths lie in the ranges, newest first."""
    return Run.objects.filter(within(ranges, "unit__path")).select_related("unit", "by__person")


def run_of(pk: int, ranges: list[Range]) -> Run | None:
    """The run with a key, where it may be seen."""
    return runs(ranges).filter(pk=pk).first()
