"""What the person concerned reads of a case: what concerns oneself, and nobody else's name."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries
from remit.web.cases.presenters import clocks, file, persons, shares
from remit.web.cases.presenters.registers import day_of, stage
from remit.web.components import Answer
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Concerned, Decision


def page(row: "Concerned", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the person's own page."""
    case, on = row.case, standpoint.on
    facts = file.lines(queries.current_facts(row), queries.pack_of(case), on=on)
    attribution = case.attributions.filter(superseded_by__isnull=True).first()
    told = [d for d in queries.told(row) if d.decided_at and day_of(d.decided_at) <= on]
    # Until a decision has effect, shares and rules are the officer's working paper.
    latest = told[0] if told else None
    running = [c for c in queries.clocks(case, on=on) if c.concerned in (None, row)]
    over = row.pk in clocks.lapsed(running)
    return {
        "case": case,
        "row": row,
        "stage": stage(case),
        "alleged": alleged(row),
        "facts": file.telling(facts),
        "settled": [row for row in facts if row not in file.telling(facts)],
        "heard": persons.heard(row, on=on),
        "bar": shares.bar(attribution.report, only=row.person.ref)
        if latest and attribution
        else None,
        "reasons": shares.reasons(attribution.report, only=row.person.ref)
        if latest and attribution
        else [],
        "ruling": persons.ruled(latest.determination, latest.measure) if latest else None,
        "decisions": [persons.decision_task(decision) for decision in told],
        "next": following(row, latest, over=over),
        "appeal": "" if over else appeal_of(latest, standpoint),
        "clocks": clocks.running(running, queries.calendar(case.unit), on=on),
    }


def alleged(row: "Concerned") -> list[Answer]:
    """What the case is about, without who reported it."""
    case = row.case
    return [
        Answer(_("What was reported"), case.title),
        Answer(_("Unit"), case.unit.name),
        Answer(_("Day of the act"), case.act_on),
        *file.about(case.report),
        *persons.particulars(row),
        Answer(_("Officer you can turn to"), case.officer.person.name, note=case.officer.post.name),
    ]


def following(row: "Concerned", latest: "Decision | None", *, over: bool) -> str:
    """What comes next, in a sentence to the person; `over`: the time to appeal has passed."""
    if row.case.stage == "closed":
        return _("The case is closed.")
    if latest is None:
        heard = row.hearings.exists()
        if heard:
            return _("You have been heard. Two people who did not work on the case will decide.")
        return _("Nothing is decided. You will be heard before anything is.")
    if queries.open_appeals(latest).exists():
        return _("Your appeal is with two people new to the case.")
    if latest.state == "served" and over:
        return _("The decision was served on you, and the time to appeal has passed.")
    if latest.state == "served":
        return _("The decision was served on you. If you think it is wrong, you can appeal.")
    return _("A decision was taken. Its letter is on the way to you.")


def appeal_of(latest: "Decision | None", standpoint: Standpoint) -> str:
    """Where the person asks for the decision to be looked at again; empty when not now."""
    if latest is None or standpoint.past or latest.state != "served":
        return ""
    pending = queries.open_appeals(latest).exists()
    return "" if pending else reverse("file_appeal", args=[latest.pk])
