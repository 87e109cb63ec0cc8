"""What the pages of one report show."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries as plans
from remit.engines.procedure import STEPS
from remit.engines.words import Words
from remit.web.cases.presenters.file import about as about_lines
from remit.web.cases.presenters.people import together
from remit.web.cases.presenters.registers import joined, report_state
from remit.web.components import Answer, Event
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Report
    from remit.apps.organisation.models import Appointment


def page(report: "Report", standpoint: Standpoint) -> dict[str, Any]:
    """The context of a report's page."""
    waits_for = _step(report)
    code = STEPS[waits_for].power if waits_for else ""
    may = organisation.holding(code, report.unit, on=standpoint.today) if code else []
    return {
        "report": report,
        "state": report_state(report),
        "facts": _facts(report),
        "events": _events(report),
        "waits_for": STEPS[waits_for].name if waits_for else "",
        "who": together(f"{row.person.name} ({row.post.name})" for row in may),
        "deed": _deed(report, waits_for, standpoint, code),
        "case": getattr(report, "case", None),
    }


def prefilled(about: str, standpoint: Standpoint) -> dict[str, Any]:
    """What a report about a plan starts with."""
    kind, _colon, number = about.partition(":")
    if kind != "plans.plan" or not number.isdecimal():
        return {}
    rows = plans.visible_to(standpoint.reader, on=standpoint.today).filter(pk=int(number))
    plan = rows.first()
    if plan is None:
        return {}
    zh = f"{plan.month:%Y}年{plan.month.month}月计划未按期提交"
    title = Words(zh, f"The plan for {plan.month:%B %Y} was not submitted in time")
    return {"unit": plan.unit_id, "title": title, "happened_on": plan.due}


def opening(
    report: "Report", officers: "list[Appointment]", standpoint: Standpoint
) -> dict[str, Any]:
    """What the form that opens a case starts with."""
    own = next((row for row in officers if row == standpoint.by), None)
    return {
        "title": Words(report.title_zh, report.title_en),
        "act_on": report.happened_on,
        "officer": own.pk if own else "",
    }


def _facts(report: "Report") -> list[Answer]:
    lines = [
        Answer(_("What was reported"), report.title, note=report.text),
        Answer(_("Unit"), report.unit.name),
        Answer(_("Day of the act"), report.happened_on or _("not given")),
        *about_lines(report),
        Answer(_("Reported by"), _reporter(report), note=report.contact),
    ]
    if report.receipt:
        lines.append(Answer(_("Receipt code"), report.receipt))
    return lines


def _reporter(report: "Report") -> str:
    source = str(report.get_source_display())
    return joined(source, report.reported_by.name) if report.reported_by else source


def _events(report: "Report") -> list[Event]:
    received = Event(report.received_at, _("Report received"))
    verification = getattr(report, "verification", None)
    if verification is None:
        return [received, Event(None, _("Looked into"), open=True)]
    said = joined(_("Looked into"), verification.get_outcome_display())
    found = Event(verification.at, said, verification.by.person.name, note=verification.reasons)
    case = getattr(report, "case", None)
    if case is None:
        return [received, found]
    href = reverse("case", args=[case.pk])
    return [received, found, Event(case.opened_at, _("Case opened"), href=href, note=case.number)]


def _step(report: "Report") -> str:
    if report.state == "received":
        return "verified"
    open_ = report.state == "well_founded" and getattr(report, "case", None) is None
    return "opened" if open_ else ""


def _deed(report: "Report", step: str, standpoint: Standpoint, code: str) -> dict[str, str]:
    if not step or not organisation.may(standpoint.by, code, report.unit, on=standpoint.today):
        return {}
    if step == "verified":
        href = reverse("conclude_verification", args=[report.pk])
        return {"href": href, "words": _("Conclude the verification")}
    return {"href": reverse("open_case", args=[report.pk]), "words": _("Open a case")}
