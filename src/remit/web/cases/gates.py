"""Which file a reader may open: the whole of a case, or only what concerns the reader.

Who may see is settled as of today, whatever day is looked at. What one may not see is not there.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from remit.apps.cases import queries
from remit.web.standpoint import StandingRequest

if TYPE_CHECKING:
    from remit.apps.cases.models import Appeal, Case, Concerned, Decision, Report
    from remit.apps.organisation.models import Person

BEHIND = (
    "report__unit",
    "report__duty__post",
    "report__verification__by__person",
    "opened_by__person",
)


def report(request: StandingRequest, pk: int, *, erased: bool = False) -> "Report":
    """A report the reader may open; one that was erased only with `erased`."""
    standpoint = request.standpoint
    rows = queries.reports_visible_to(standpoint.reader, on=standpoint.today)
    rows = rows if erased else rows.filter(erased_at__isnull=True)
    return get_object_or_404(rows.select_related("verification__by__person", "case"), pk=pk)


def seen(
    request: StandingRequest, *, erased: bool = False, **where: Any
) -> tuple["Case", queries.Standing]:
    """A case the reader may open, and how the reader stands to it; an erased one only with `erased`."""
    standpoint = request.standpoint
    rows = queries.visible_to(standpoint.reader, on=standpoint.today).select_related(*BEHIND)
    rows = rows if erased else rows.filter(erased_at__isnull=True)
    case = get_object_or_404(rows, **where)
    return case, queries.standing(standpoint.reader, case, on=standpoint.today)


def whole(request: StandingRequest, **where: Any) -> "Case":
    """A case of which the reader may open the whole file."""
    case, standing = seen(request, **where)
    if not standing.whole:
        raise Http404
    return case


def concerned(request: StandingRequest, pk: int) -> "Concerned":
    """A person concerned by a case, for a reader of the whole file."""
    return _person(whole(request, concerned=pk), pk)


def decision(request: StandingRequest, pk: int) -> tuple["Decision", queries.Standing]:
    """A decision, for a reader of the whole file or for the person it was served on."""
    case, standing = seen(request, concerned__decisions=pk)
    row = (
        _person(case, decisions=pk)
        .decisions.select_related(
            "determination", "attribution", "proposed_by__person", "supersedes", "superseded_by"
        )
        .get(pk=pk)
    )
    if standing.whole:
        return row, standing
    # The person concerned reads what has effect, and as it has effect.
    told = {one.pk: one.state for one in queries.told(standing.own)} if standing.own else {}
    if row.pk not in told:
        raise Http404
    row.state = told[row.pk]
    return row, standing


def whole_decision(request: StandingRequest, pk: int) -> "Decision":
    """A decision, for a reader of the whole file."""
    row, standing = decision(request, pk)
    if not standing.whole:
        raise Http404
    return row


def appeal(request: StandingRequest, pk: int) -> "Appeal":
    """An appeal, for a reader of the whole file."""
    case = whole(request, concerned__decisions__appeals=pk)
    decision = _person(case, decisions__appeals=pk).decisions.get(appeals=pk)
    return decision.appeals.select_related("proposed_by__person", "decided_by__person").get(pk=pk)


def own_person(request: StandingRequest) -> "Person":
    """Who does a deed that is the person's own, whatever post is held; nobody on a past day."""
    if request.standpoint.past:
        raise PermissionDenied("a past day is read-only")
    return request.standpoint.reader


def _person(case: "Case", pk: int | None = None, **where: Any) -> "Concerned":
    rows = case.concerned.select_related("appointment__person", "appointment__post__unit")
    try:
        return rows.get(**({"pk": pk} if pk else where))
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def require_own(decision: "Decision", standing: queries.Standing) -> None:
    """Lets through only the person the decision is about; for everybody else it is not there."""
    if standing.own is None or standing.own.pk != decision.concerned_id:
        raise Http404
