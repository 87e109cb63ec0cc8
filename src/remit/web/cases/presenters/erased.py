"""What is left to be read of a case or report that was erased by law."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from remit.web.components import Answer

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Report


def of_case(case: "Case") -> dict[str, Any]:
    """The context of the page of an erased case."""
    facts = [
        Answer(_("Unit"), case.unit.name),
        Answer(_("Stage"), case.get_stage_display()),
        Answer(_("Day of the act"), case.act_on),
        Answer(_("Case opened"), case.opened_at),
        Answer(_("Case closed"), case.closed_at),
        Answer(_("Erased"), case.erased_at),
    ]
    return {"number": case.number, "erased_at": case.erased_at, "facts": facts}


def of_report(report: "Report") -> dict[str, Any]:
    """The context of the page of an erased report."""
    facts = [
        Answer(_("Unit"), report.unit.name),
        Answer(_("State"), report.get_state_display()),
        Answer(_("Received"), report.received_at),
        Answer(_("Erased"), report.erased_at),
    ]
    return {"number": "", "erased_at": report.erased_at, "facts": facts}
