"""Cells of the lists of cases and reports."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.cases import queries
from remit.engines.procedure import STEPS
from remit.web.cases.presenters.clocks import is_lapsed, shown
from remit.web.components import Cell, Task, Text
from remit.web.wording import day

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Concerned, Report

RECEIVE = STEPS["received"].power
Choices = Sequence[tuple[str, Text]]

STAGE_STATES = {
    "open": "running", "proposed": "soon", "decided": "done", "appealed": "soon", "closed": "note",
}  # fmt: skip
STAGES: Choices = (
    ("open", gettext_lazy("being looked into")),
    ("proposed", gettext_lazy("waiting for a decision")),
    ("decided", gettext_lazy("decided")),
    ("appealed", gettext_lazy("under appeal")),
    ("closed", gettext_lazy("closed")),
)
REPORT_CHIPS = {
    "received": "waiting", "well_founded": "running", "unfounded": "done", "insufficient": "note",
}  # fmt: skip
REPORT_STATES: Choices = (
    ("received", gettext_lazy("received")),
    ("well_founded", gettext_lazy("well-founded")),
    ("unfounded", gettext_lazy("unfounded")),
    ("insufficient", gettext_lazy("not enough to go on")),
)
SOURCES: Choices = (
    ("citizen", gettext_lazy("a citizen")),
    ("office", gettext_lazy("an office")),
    ("clock", gettext_lazy("a time limit that passed")),
)


def stage(case: "Case") -> Cell:
    """How far a case has come, as a chip."""
    return Cell(dict(STAGES)[case.stage], state=STAGE_STATES[case.stage])


def next_step(case: "Case") -> Text | None:
    """The name of the step to be taken next; none in a closed case."""
    step = queries.next_of(case)
    return step.name if step else None


def clock(case: "Case", *, on: date) -> Cell | None:
    """The clock that ends first and what it is for, if one runs."""
    found = queries.next_clock(case, on=on)
    if found is None or is_lapsed(found):
        return None
    drawn = shown(found, queries.calendar(case.unit), on=on)
    return Cell(drawn, note=drawn.title)


def report_state(report: "Report") -> Cell:
    """What is known of a report, as a chip."""
    return Cell(dict(REPORT_STATES)[report.state], state=REPORT_CHIPS[report.state])


def report_deed(report: "Report") -> Cell | None:
    """What a report waits for."""
    if report.state == "received":
        return Cell(_("Verify"), reverse("conclude_verification", args=[report.pk]))
    if getattr(report, "case", None) is not None:
        return Cell(report.case.number, reverse("case", args=[report.case.pk]))
    if report.state == "well_founded":
        return Cell(_("Open a case"), reverse("open_case", args=[report.pk]))
    return None


def own(rows: "Iterable[Concerned]") -> list[Task]:
    """The cases that concern the reader, as lines to open."""
    return [
        Task(
            row.case.title,
            reverse("case", args=[row.case.pk]),
            STAGE_STATES[row.case.stage],
            dict(STAGES)[row.case.stage],
            f"{row.appointment.post.name} · {row.case.number} · {day(row.case.act_on)}",
        )
        for row in rows
    ]


def joined(what: str, how: str) -> str:
    """A word and what it came to, with the colon of the reader's language."""
    return _("%(what)s: %(how)s") % {"what": what, "how": how}


def day_of(at: datetime) -> date:
    """The calendar day of an instant."""
    return timezone.localtime(at).date()
