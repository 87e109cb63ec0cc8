"""Who sees which reports and cases."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from remit.apps.cases.models import Case, Concerned, Report
from remit.apps.organisation.models import Appointment, Delegation, Person, Power
from remit.apps.organisation.queries import Range, in_force, subtree, within
from remit.engines.procedure import STEPS

REPORT_STEPS = ("received", "verified", "opened")
CASE_STEPS = tuple(code for code in STEPS if code not in ("received", "verified"))


def powers(*steps: str) -> frozenset[str]:
    """The power codes that the steps of a case take."""
    return frozenset(STEPS[step].power for step in steps) - {""}


def reach(person: Person, codes: frozenset[str], *, on: date) -> list[Range]:
    """The ranges of unit paths over which the person has any of the powers on the day."""
    posts = Appointment.objects.filter(in_force(on), person=person).values("post")
    lent = Delegation.objects.filter(in_force(on), to_post__in=posts).values("power")
    held = Power.objects.filter(in_force(on), code__in=codes)
    paths = held.filter(Q(post__in=posts) | Q(pk__in=lent)).values_list(
        "post__unit__path", flat=True
    )
    return [subtree(path) for path in sorted(set(paths))]


def visible_to(person: Person, *, on: date) -> QuerySet[Case]:
    """The cases a person may open: those its powers reach that day, and those that concern it."""
    own = Concerned.objects.filter(appointment__person=person).values("case")
    seen = within(reach(person, powers(*CASE_STEPS), on=on), "unit__path") | Q(pk__in=own)
    return Case.objects.filter(seen).select_related("unit", "officer__person", "officer__post")


def reports_visible_to(person: Person, *, on: date) -> QuerySet[Report]:
    """The reports a person may open: those its powers reach that day, and those it made."""
    seen = within(reach(person, powers(*REPORT_STEPS), on=on), "unit__path")
    return Report.objects.filter(seen | Q(reported_by=person)).select_related("unit", "duty")


def report_by_receipt(code: str) -> Report | None:
    """The report a citizen's receipt stands for; None when there is none."""
    wanted = code.strip().upper()
    rows = Report.objects.select_related("unit", "verification").exclude(receipt="")
    return rows.filter(receipt=wanted).first()


def my_cases(person: Person) -> QuerySet[Concerned]:
    """Where cases concern the person, newest first, whatever posts the person holds by now."""
    return (
        Concerned.objects.filter(appointment__person=person)
        .select_related("case__unit", "appointment__post")
        .order_by("-named_at", "-id")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to a case: reads the `whole` file, and is concerned by it (`own`) or not."""

    whole: bool
    own: Concerned | None


def standing(person: Person, case: Case, *, on: date) -> Standing:
    """How the person stands to the case that day. Whoever is concerned never reads the whole file."""
    own = case.concerned.filter(appointment__person=person).first()
    ranges = reach(person, powers(*CASE_STEPS), on=on)
    reached = any(low <= case.unit.path < high for low, high in ranges)
    return Standing(whole=reached and own is None, own=own)
