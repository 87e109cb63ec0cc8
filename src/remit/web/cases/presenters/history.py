"""What was done in a case, from the ledger's entries."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
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
    """The entries up to the end of the day as a timeline; like deeds of one day stand together."""
    until = (entry for entry in entries if _day(entry) <= on)
    alike = groupby(until, key=lambda entry: (_day(entry), entry.verb, entry.actor))
    return [_event(list(rows), names) for _key, rows in alike]


def _event(rows: "list[Entry]", names: Mapping[str, str]) -> Event:
    first, last = rows[0], rows[-1]
    words = _verb(first.verb)
    if len(rows) > 1:
        words = _("%(what)s (%(n)d times)") % {"what": words, "n": len(rows)}
    numbers = dict.fromkeys(_number(entry) for entry in (first, last))
    note = f"{_('Entry')} {' – '.join(numbers)} · {first.verb}"
    return Event(first.at, words, _actor(first.actor, names), note=note)


def _day(entry: "Entry") -> date:
    return timezone.localtime(entry.at).date()


def _verb(verb: str) -> Text:
    return VERBS.get(verb, verb)


def _actor(actor: str, names: Mapping[str, str]) -> str:
    return _("by the clock") if actor == "clock" else names.get(actor, actor)


def _number(entry: "Entry") -> str:
    return f"#{entry.seq}" if entry.seq else _("not numbered yet")
