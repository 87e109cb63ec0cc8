"""The pages of a decision."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries
from remit.apps.correspondence import queries as correspondence
from remit.engines.procedure import STEPS
from remit.engines.rules import Pack
from remit.web.cases.forms import MeasureForm
from remit.web.cases.presenters import file, people, persons, shares
from remit.web.cases.presenters.clocks import running
from remit.web.cases.presenters.registers import joined
from remit.web.cases.presenters.ruling import chosen_from, is_stale, ruling
from remit.web.components import Answer, Event
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Concerned, Decision, Determination
    from remit.apps.correspondence.models import Letter

NEEDED = STEPS["decided"].persons


def page(row: "Decision", standing: queries.Standing, standpoint: Standpoint) -> dict[str, Any]:
    """The context of the page of a decision, for the office or for the person concerned."""
    case, pack = row.concerned.case, queries.pack_of(row.concerned.case)
    letter = letter_of(row)
    appeals = list(row.appeals.all())
    return {
        "case": case,
        "row": row.concerned,
        "decision": row,
        "standing": standing,
        "chip": persons.DECISION_CHIPS[row.state],
        "sections": file.sections(case, row.concerned.ref) if standing.whole else [],
        "thread": file.thread(queries.thread(case), "decision"),
        "facts": particulars(row),
        "reasons": shares.reasons(row.attribution.report, only=row.concerned.person.ref),
        "ruling": ruling(row.determination, pack, chosen=row.measure),
        "events": _events(row, standpoint, whole=standing.whole),
        "letter": correspondence.page_values(letter.content) if letter and letter.content else None,
        "pdf": reverse("decision_letter", args=[row.pk]) if letter and letter.pdf else "",
        "appeals": appeals,
        "clocks": _clocks(row, standpoint.on),
        "deeds": _deeds(row, standing, standpoint),
    }


def proposing(
    row: "Concerned", determination: "Determination", pack: Pack, form: MeasureForm
) -> dict[str, Any]:
    """The context of the form that proposes a measure."""
    return {
        "case": row.case,
        "row": row,
        "form": form,
        "sections": file.sections(row.case, row.ref),
        "ruling": ruling(determination, pack),
        "rungs": chosen_from(form, determination.result),
        "stale": is_stale(determination),
    }


def confirming(row: "Decision", pack: Pack, *, on: date) -> dict[str, Any]:
    """The context of the page on which a proposal is read and agreed to."""
    return {
        "case": row.concerned.case,
        "row": row.concerned,
        "decision": row,
        "facts": particulars(row),
        "heard": persons.heard(row.concerned, on=on),
        "reasons": shares.reasons(row.attribution.report, only=row.concerned.person.ref),
        "ruling": ruling(row.determination, pack, chosen=row.measure),
        "before": [c.by.person.name for c in row.confirmations.select_related("by__person")],
    }


def tell_confirmed(request: HttpRequest, row: "Decision") -> None:
    """Says whether the decision is taken or waits for the second person."""
    if row.state == "proposed":
        messages.success(request, _("You have agreed. One more person decides."))
    else:
        messages.success(request, _("Decided. The letter is written and will be served."))


def particulars(row: "Decision") -> list[Answer]:
    """What is decided for whom, why, from when until when."""
    lines = [
        Answer(
            _("Person concerned"),
            row.concerned.person.name,
            note=row.concerned.appointment.post.name,
        ),
        Answer(_("What follows"), row.measure_name or _("no measure")),
    ]
    if effect := persons.effect(row):
        lines.append(Answer(_("Effect"), effect))
    lines.append(Answer(_("Reasons"), row.reasons))
    if row.departs:
        lines.append(Answer(_("Why outside what the rules admit"), row.departure))
    if row.state == "sent_back" and row.sent_back_by:
        lines.append(Answer(_("Sent back"), row.sent_back, note=row.sent_back_by.person.name))
    return lines


def letter_of(row: "Decision") -> "Letter | None":
    """The letter in which the decision was written to the person."""
    rows = correspondence.about(row.ref).filter(to_ref=row.concerned.person.ref)
    return rows.defer(None).order_by("id").first()


def _events(row: "Decision", standpoint: Standpoint, *, whole: bool) -> list[Event]:
    proposed = Event(row.proposed_at, _("Proposed"), row.proposed_by.person.name if whole else "")
    agreed = [
        Event(c.at, _("Agreed"), c.by.person.name)
        for c in row.confirmations.select_related("by__person")
    ]
    waiting = [Event(None, _("A decider agrees"), open=True)] * max(0, NEEDED - len(agreed))
    names = people.names([row.served_by], standpoint)
    events = [proposed, *agreed, *(waiting if row.state == "proposed" else [])]
    if row.served_at:
        events.append(Event(row.served_at, _("Served"), names.get(row.served_by, _("by letter"))))
    open_ = set() if whole else {appeal.pk for appeal in queries.open_appeals(row)}
    for appeal in row.appeals.all():
        href = reverse("appeal", args=[appeal.pk]) if whole else ""
        events.append(Event(appeal.filed_at, _("Appeal filed"), href=href))
        if appeal.decided_at and appeal.pk not in open_:
            said = joined(_("Appeal decided"), appeal.get_outcome_display())
            events.append(Event(appeal.decided_at, said, href=href))
    if row.effect_ended_at:
        events.append(Event(row.effect_ended_at, _("Effect ended")))
    return events


def _clocks(row: "Decision", on: date) -> list[Any]:
    case = row.concerned.case
    found = [c for c in queries.clocks(case, on=on) if c.concerned in (None, row.concerned)]
    return running(found, queries.calendar(case.unit), on=on)


def _deeds(
    row: "Decision", standing: queries.Standing, standpoint: Standpoint
) -> list[dict[str, Any]]:
    """The buttons of the page, the weightiest first; the deeds themselves ask again."""
    if standpoint.past:
        return []
    own = standing.own is not None and standing.own.pk == row.concerned_id
    offered = [
        ("confirm_decision", _("Agree to the decision"), "decided", row.state == "proposed"),
        ("send_back", _("Send it back"), "decided", row.state == "proposed"),
        ("serve_decision", _("Note the service"), "served", row.state == "decided"),
    ]
    powers = [
        {"href": reverse(name, args=[row.pk]), "words": words}
        for name, words, step, fits in offered
        if standing.whole and fits and STEPS[step].power in standpoint.codes
    ]
    if own and row.state == "served" and not queries.open_appeals(row).exists():
        words = _("Ask for it to be looked at again")
        powers.append({"href": reverse("file_appeal", args=[row.pk]), "words": words})
    return powers
