"""What the pages of plans show, built from rows."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.apps.correspondence import queries as correspondence
from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries
from remit.engines.dates import Month, Period
from remit.web.components import (
    Answer,
    Cell,
    Clock,
    Column,
    Event,
    Row,
    Step,
    Table,
)
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.plans.models import MonthlyPlan, PlanItem

CHIPS = {"open": "waiting", "submitted": "done", "set": "done", "withdrawn": "draft"}
ACCENT = "#0f6b5c"


def month_words(first: date) -> str:
    """The month of its first day in the reader's words."""
    return Month.of(first).words.pick(get_language() or "en")


def clock(plan: "MonthlyPlan", on: Any) -> Clock:
    """Until when the plan is to be submitted, in working days of the organisation's country."""
    calendar = organisation.calendar(plan.unit.country)
    between = calendar.working_days(Period(min(on, plan.due), max(on, plan.due)))
    days = between if on <= plan.due else -between
    return Clock(due=plan.due, days=days, runner=plan.post.name, done_on=plan.submitted_on)


def may(standpoint: Standpoint) -> Mapping[str, bool]:
    """Which deeds about plans the reader may do somewhere."""
    return {
        "set_target": queries.SET_TARGET in standpoint.codes,
        "open_month": queries.OPEN_MONTH in standpoint.codes,
        "publish": queries.PUBLISH_SUMMARY in standpoint.codes,
    }


def entering(
    form: forms.Form, heading: str, submit: str, plan: "MonthlyPlan | None" = None
) -> Mapping[str, object]:
    """The context of a page with one form."""
    back = reverse("plan", args=[plan.pk]) if plan else reverse("plans")
    about = f"{plan.unit.name} · {month_words(plan.month)}" if plan else ""
    return {"form": form, "heading": heading, "submit": submit, "cancel": back, "about": about}


def whole_plan(plan: "MonthlyPlan", standpoint: Standpoint) -> Mapping[str, object]:
    """Everything the page of one plan shows."""
    by, on = standpoint.by, standpoint.on
    unit = plan.unit
    lines = list(queries.items(plan, dropped=True))
    reach = {
        code: organisation.may(by, code, unit, on=on)
        for code in (queries.SUBMIT, queries.REPORT_RESULTS, queries.OPEN_MONTH)
    }
    is_open = plan.state == "open"
    return {
        "plan": plan,
        "month": month_words(plan.month),
        "clock": clock(plan, on),
        "facts": _plan_facts(plan, on),
        "table": _lines(lines, revisable=is_open and reach[queries.SUBMIT]),
        "dropped": queries.dropped(plan),
        "letters": _letters(plan),
        "may_submit": is_open and reach[queries.SUBMIT],
        "may_report": bool(lines) and reach[queries.REPORT_RESULTS] and _begun(plan, on),
        "may_remind": is_open and reach[queries.OPEN_MONTH],
        "may_accuse": "cases.receive" in standpoint.codes and queries.days_late(plan, on=on) > 0,
        "days_late": queries.days_late(plan, on=on),
    }


def _begun(plan: "MonthlyPlan", on: date) -> bool:
    return plan.month <= on and queries.summary(plan.unit, Month.of(plan.month)) is None


def _plan_facts(plan: "MonthlyPlan", on: date) -> list[Answer]:
    held = queries.responsible(plan, on=on)
    submitted = plan.submitted_by.person.name if plan.submitted_by else ""
    return [
        Answer(_("Post that answers for it"), plan.post.name),
        Answer(_("Held by"), held.person.name if held else _("nobody: the post is vacant")),
        Answer(_("Due"), plan.due),
        Answer(_("Submitted"), plan.submitted_on or _("not yet"), note=submitted),
    ]


def _lines(lines: "list[PlanItem]", *, revisable: bool) -> Table:
    columns = [
        Column("line", _("Line"), sortable=False),
        Column("planned", _("Planned"), "number", sortable=False),
        Column("done", _("Done"), "number", sortable=False),
        Column("gap", _("Difference"), "number", sortable=False),
        Column("note", _("Why, and what helps"), sortable=False),
    ]
    if revisable:
        columns.append(Column("deeds", _("Change"), sortable=False))
    return Table(
        id="lines",
        caption=_("Lines of the plan"),
        columns=columns,
        rows=[_line(line, revisable=revisable) for line in lines],
        per_page=max(len(lines), 1),
    )


def _line(line: "PlanItem", *, revisable: bool) -> Row:
    cells: list[Any] = [
        Cell(line.text, reverse("plan_item", args=[line.pk]), note=_origin(line)),
        Cell(queries.trimmed(line.planned), note=line.measure),
        None if line.done is None else queries.trimmed(line.done),
        None if line.done is None else queries.trimmed(line.done - line.planned),
        line.reason if line.dropped_at else line.note,
    ]
    if revisable:
        address = reverse("revise_item", args=[line.pk])
        cells.append("" if line.dropped_at else Cell(_("Change"), address))
    return Row(cells)


def _origin(line: "PlanItem") -> str:
    if line.dropped_at:
        return _("taken out of the plan")
    if line.carried_from_id:
        return _("carried over; first planned for %(month)s") % {
            "month": month_words(line.first_month)
        }
    return line.target.title if line.target else _("the unit's own line")


def _letters(plan: "MonthlyPlan") -> list[Event]:
    letters = correspondence.about(plan.ref).order_by("written_at")
    return [
        Event(x.written_at, x.subject, who=x.to_name, href=reverse("letter", args=[x.pk]))
        for x in letters
    ]


def whole_item(item: "PlanItem") -> Mapping[str, object]:
    """Everything the page of one line shows: where it comes from and what became of it."""
    thread = queries.thread(item)
    return {
        "item": item,
        "steps": thread_steps(thread, item),
        "rows": _history(thread),
        "facts": [
            Answer(_("Plan"), f"{item.plan.unit.name} · {month_words(item.plan.month)}"),
            Answer(_("Planned"), f"{queries.trimmed(item.planned)} {item.measure}"),
            Answer(
                _("Done"), _("not reported") if item.done is None else queries.trimmed(item.done)
            ),
            Answer(_("Why it fell short"), item.note or _("nothing noted")),
        ],
    }


def thread_steps(thread: "queries.Thread", item: "PlanItem") -> list[Step]:
    """The thread from the duty to the line, and on to what may follow."""
    duty = thread.duty
    steps = (
        [Step("duty", f"{duty.number} {duty.text}", reverse("post", args=[duty.post_id]))]
        if (duty)
        else [Step("duty")]
    )
    steps += [Step("target", t.title, reverse("target", args=[t.pk])) for t in thread.targets] or [
        Step("target")
    ]
    steps.append(Step("plan", item.text, current=True))
    return [*steps, Step("matter"), Step("case"), Step("decision")]


def _history(thread: "queries.Thread") -> Table:
    return Table(
        id="history",
        caption=_("The line from month to month"),
        columns=[
            Column("month", _("Month"), sortable=False),
            Column("planned", _("Planned"), "number", sortable=False),
            Column("done", _("Done"), "number", sortable=False),
            Column("note", _("Why, and what helps"), sortable=False),
        ],
        rows=[
            Row(
                [
                    Cell(month_words(x.plan.month), reverse("plan", args=[x.plan_id])),
                    queries.trimmed(x.planned),
                    None if x.done is None else queries.trimmed(x.done),
                    x.note,
                ]
            )
            for x in thread.lines
        ],
    )
