"""What the company's clerk proposes to erase: a report that could not be borne out, long looked into."""

from datetime import datetime

from remit.apps.cases.models import Report
from remit.apps.organisation.models import Appointment
from remit.apps.retention.actions import propose_erasure
from remit.apps.retention.models import Erasure
from remit.engines.words import Words

CLERK = "you.min"
BASIS = Words("《个人信息保护法》第四十七条", "Personal Information Protection Law, article 47")
REASONS = Words(
    "核实已结束，依据不足，此后没有出现新的情况；继续保存已无必要。",
    "It was looked into, could not be borne out, and nothing new has come up since: there is no need to "
    "keep it any longer.",
)


def propose_an_erasure(at: datetime) -> None:
    """Proposes one erasure, unless one was proposed: the company's head is asked to confirm it."""
    if Erasure.objects.exists():
        return
    by = Appointment.objects.get(person__login=CLERK, until=None)
    report = Report.objects.filter(
        state=Report.State.INSUFFICIENT, unit__path__startswith=by.post.unit.root_path
    ).earliest("pk")
    propose_erasure("report_insufficient", report.ref, basis=BASIS, reasons=REASONS, by=by, at=at)
