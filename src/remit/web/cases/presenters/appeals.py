"""The pages of an appeal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries
from remit.engines.procedure import STEPS
from remit.web.cases.presenters import file, persons
from remit.web.cases.presenters.clocks import days_left
from remit.web.cases.presenters.decisions import particulars
from remit.web.cases.presenters.registers import joined
from remit.web.cases.presenters.ruling import ruling
from remit.web.components import Answer, Clock, Event
from remit.web.standpoint import Standpoint
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Appeal


def page(row: "Appeal", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the page of an appeal."""
    decision = row.decision
    case = decision.concerned.case
    return {
        "appeal": row,
        "decision": decision,
        "case": case,
        "row": decision.concerned,
        "sections": file.sections(case, decision.concerned.ref),
        "facts": particulars(decision),
        "proposal": proposal(row),
        "events": _events(row),
        "clock": _clock(row, standpoint),
        "ruling": ruling(decision.determination, queries.pack_of(case), chosen=decision.measure),
        "may": not standpoint.past and STEPS["appeal_decided"].power in standpoint.codes,
    }


def result(row: "Appeal") -> Mapping[str, Any]:
    """What the rules admit by the determination in force for the person."""
    current = persons.current(row.decision.concerned) or row.decision.determination
    found: Mapping[str, Any] = current.result
    return found


def proposal(row: "Appeal") -> list[Answer]:
    """What the appeal should come to, or came to."""
    if not row.outcome:
        return []
    lines = [Answer(_("Outcome"), row.get_outcome_display())]
    if row.measure:
        pack = queries.pack_of(row.decision.concerned.case)
        lines.append(Answer(_("New measure"), pick(queries.measure_words(pack, row.measure))))
    lines.append(Answer(_("Reasons"), row.reasons))
    if row.departure:
        lines.append(Answer(_("Why outside what the rules admit"), row.departure))
    return lines


def _events(row: "Appeal") -> list[Event]:
    person = row.decision.concerned.person.name
    events = [Event(row.filed_at, row.get_stage_display(), person)]
    proposed = Event(None, _("The first of two says what it should come to"), open=True)
    if row.proposed_by is not None:
        said = joined(_("Outcome proposed"), row.get_outcome_display())
        proposed = Event(row.proposed_at, said, row.proposed_by.person.name)
    decided = Event(None, _("The second of two agrees"), open=True)
    if row.decided_by is not None:
        href = reverse("decision", args=[row.new_decision_id]) if row.new_decision_id else ""
        said = joined(_("Decided"), row.get_outcome_display())
        decided = Event(row.decided_at, said, row.decided_by.person.name, href=href)
    return [*events, proposed, decided]


def _clock(row: "Appeal", standpoint: Standpoint) -> Clock | None:
    if row.due is None:
        return None
    calendar = queries.calendar(row.decision.concerned.case.unit)
    done = row.decided_at.date() if row.decided_at else None
    left = days_left(row.due, calendar, on=standpoint.on)
    return Clock(row.due, left, done_on=done, title=_("To be decided"))
