"""What was done in a case, from the ledger's entries."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.web.components import Event, Text

if TYPE_CHECKING:
    from remit.apps.ledger.models import Entry

VERBS: Mapping[str, Text] = {
    "cases.report_received": gettext_lazy("Report received"),
    "cases.verification_concluded": gettext_lazy("Report looked into"),
    "cases.case_opened": gettext_lazy("Case opened"),
    "cases.person_named": gettext_lazy("Person concerned named"),
    "cases.fact_stated": gettext_lazy("Fact stated"),
    "cases.evidence_added": gettext_lazy("Evidence added"),
    "cases.person_heard": gettext_lazy("Person heard"),
    "cases.hearing_waived": gettext_lazy("Hearing waived"),
    "cases.attribution_adopted": gettext_lazy("Shares adopted"),
    "cases.determination_made": gettext_lazy("Rules were applied"),
    "cases.decision_proposed": gettext_lazy("Measure proposed"),
    "cases.decision_sent_back": gettext_lazy("Proposal sent back"),
    "cases.decision_confirmed": gettext_lazy("First decider agreed"),
    "cases.decision_made": gettext_lazy("Second decider agreed: decided"),
    "cases.decision_served": gettext_lazy("Decision served"),
    "cases.appeal_filed": gettext_lazy("Appeal filed"),
    "cases.appeal_outcome_proposed": gettext_lazy("Outcome of the appeal proposed"),
    "cases.appeal_decided": gettext_lazy("Appeal decided"),
    "cases.effect_ended": gettext_lazy("Effect ended"),
    "cases.person_rehabilitated": gettext_lazy("Name cleared"),
    "cases.case_closed": gettext_lazy("Case closed"),
}


def events(entries: "Iterable[Entry]", names: Mapping[str, str], *, on: date) -> list[Event]:
    """The entries up to the end of the day as a timeline, each with who did it."""
    return [
        Event(entry.at, _verb(entry.verb), _actor(entry.actor, names), note=_note(entry))
        for entry in entries
        if timezone.localtime(entry.at).date() <= on
    ]


def _verb(verb: str) -> Text:
    return VERBS.get(verb, verb)


def _actor(actor: str, names: Mapping[str, str]) -> str:
    return _("by the clock") if actor == "clock" else names.get(actor, actor)


def _note(entry: "Entry") -> str:
    number = f"#{entry.seq}" if entry.seq else _("not numbered yet")
    return f"{_('Entry')} {number} · {entry.verb}"
