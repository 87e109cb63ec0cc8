"""The page of one person concerned, and what it shares with the person's own page."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries
from remit.web.cases.presenters import clocks, file, people, steps
from remit.web.cases.presenters.overview import may_investigate
from remit.web.cases.presenters.registers import day_of
from remit.web.cases.presenters.ruling import Ruling, is_stale, ruling
from remit.web.components import Answer, Event, Task
from remit.web.standpoint import Standpoint
from remit.web.wording import period

if TYPE_CHECKING:
    from remit.apps.cases.models import Concerned, Decision, Determination

DECISION_CHIPS = {
    "proposed": "soon",
    "sent_back": "stopped",
    "decided": "running",
    "served": "done",
    "superseded": "note",
}


def page(row: "Concerned", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the page of one person concerned."""
    case, on = row.case, standpoint.on
    states = steps.of_person(steps.as_of(queries.next_steps(case, on=on), standpoint), row)
    names = people.names((ref for state in states for ref in state.by), standpoint)
    determination = latest(row, on=on)
    decisions = [d for d in row.decisions.order_by("-id") if day_of(d.proposed_at) <= on]
    chosen = next((d.measure for d in decisions if d.state != "sent_back"), "")
    return {
        "case": case,
        "row": row,
        "sections": file.sections(case, row.ref),
        "tasks": steps.tasks(states, case, names, clocks.lapsed(queries.clocks(case, on=on))),
        "next": steps.upcoming(states, case, standpoint),
        "heard": heard(row, on=on),
        "determination": determination,
        "stale": determination is not None and not standpoint.past and is_stale(determination),
        "ruling": ruled(determination, chosen),
        "decisions": [decision_task(decision) for decision in decisions],
        "cleared": [
            Event(r.at, r.get_cause_display(), note=r.reasons)
            for r in row.rehabilitations.all()
            if day_of(r.at) <= on
        ],
        "may_investigate": may_investigate(case, standpoint),
        "may_determine": _may(states, "determined", standpoint),
        "may_hear": _may(states, "heard", standpoint),
    }


def current(row: "Concerned") -> "Determination | None":
    """The determination in force for the person."""
    return row.determinations.filter(superseded_by__isnull=True).first()


def latest(row: "Concerned", *, on: date) -> "Determination | None":
    """The determination that was in force on the day."""
    rows = row.determinations.order_by("-id")
    return next((found for found in rows if day_of(found.at) <= on), None)


def ruled(determination: "Determination | None", chosen: str) -> Ruling | None:
    """What the determination says, with the measure chosen marked."""
    if determination is None:
        return None
    pack = queries.pack_of(determination.concerned.case)
    return ruling(determination, pack, chosen=chosen)


def heard(row: "Concerned", *, on: date) -> list[Event]:
    """What the person said, and what was made of it."""
    return [
        Event(
            hearing.held_on,
            _("Asked, and did not want to be heard: %(why)s") % {"why": hearing.said}
            if hearing.waived
            else hearing.said,
            hearing.by.person.name,
            note=_("What was made of it: %(answer)s") % {"answer": hearing.answer}
            if hearing.answer
            else "",
        )
        for hearing in row.hearings.select_related("by__person")
        if hearing.held_on <= on
    ]


def decision_task(decision: "Decision") -> Task:
    """A decision as a line to open."""
    return Task(
        decision.measure_name,
        reverse("decision", args=[decision.pk]),
        DECISION_CHIPS[decision.state],
        decision.get_state_display(),
        effect(decision),
    )


def effect(decision: "Decision") -> str:
    """From when until when the measure has effect."""
    if decision.effect_since is None:
        return ""
    if decision.effect_until is None:
        return _("without a period")
    return _("in effect: %(period)s") % {
        "period": period(decision.effect_since, decision.effect_until)
    }


def particulars(row: "Concerned") -> list[Answer]:
    """Who the person is in this case."""
    appointment = row.appointment
    return [
        Answer(_("Post held then"), appointment.post.name, note=appointment.post.unit.name),
        Answer(_("In the post"), period(appointment.since, appointment.until)),
    ]


def _may(states: "list[queries.StepState]", code: str, standpoint: Standpoint) -> bool:
    state = next((s for s in states if s.step.code == code), None)
    open_ = state is not None and (state.state == "possible" or state.again)
    return state is not None and open_ and steps.mine(state, standpoint)
