"""What whoever runs the installation asks, from the command line: no reader stands behind it."""

from django.db.models import QuerySet

from remit.apps.cases.models import Appeal, Case, Concerned, Decision, Rehabilitation
from remit.apps.correspondence.models import Letter
from remit.apps.correspondence.queries import about


def everything() -> QuerySet[Case]:
    """All cases of the installation, newest first."""
    return Case.objects.select_related("unit").order_by("-opened_at", "-id")


def letters_of(case: Case) -> QuerySet[Letter]:
    """The letters written in the case and about its report, oldest first."""
    people = Concerned.objects.filter(case=case)
    refs = [
        *(row.ref for row in Decision.objects.filter(concerned__in=people)),
        *(row.ref for row in Appeal.objects.filter(decision__concerned__in=people)),
        *(row.ref for row in Rehabilitation.objects.filter(concerned__in=people)),
    ]
    return about(case.report.ref, case.ref, *refs).order_by("id")
