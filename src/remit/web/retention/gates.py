"""Which erasures a reader may see, and whether he or she may confirm one."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from remit.apps.organisation import queries as organisation
from remit.apps.retention import queries
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.retention.models import Erasure

PROPOSE, CONFIRM = queries.PROPOSE, queries.CONFIRM


def ranges(standpoint: Standpoint) -> list[organisation.Range]:
    """The units over which the reader may propose or confirm."""
    return queries.ranges_of(standpoint.acting, on=standpoint.today)


def countries(standpoint: Standpoint) -> frozenset[str]:
    """The countries of the organisations that the reader sees."""
    units = organisation.units_visible_to(standpoint.reader, on=standpoint.today)
    roots = units.filter(parent__isnull=True)
    return frozenset(roots.values_list("country", flat=True))


def erasure_of(standpoint: Standpoint, pk: int) -> "Erasure":
    """An erasure in the reader's units; raises Http404."""
    return get_object_or_404(queries.erasures_in(ranges(standpoint)), pk=pk)


def reaches(standpoint: Standpoint, path: str) -> bool:
    """Whether the unit lies where the reader may propose or confirm."""
    return any(low <= path < high for low, high in ranges(standpoint))


def may_confirm(standpoint: Standpoint, erasure: "Erasure") -> bool:
    """Whether the reader's agreement is still wanted: another person's than those who gave theirs."""
    given = [row.by for row in erasure.confirmations.all()]
    if erasure.proposed_by is not None:
        given.append(erasure.proposed_by)
    new = standpoint.reader.pk not in {one.person_id for one in given}
    return queries.needed(erasure) > 0 and CONFIRM in standpoint.codes and new


def may_refuse(standpoint: Standpoint, erasure: "Erasure") -> bool:
    """Whether the reader may decide that the thing is kept."""
    return queries.needed(erasure) > 0 and CONFIRM in standpoint.codes
