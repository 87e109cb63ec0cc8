"""What class of deed an entry's verb is. A verb without a line here is work of whoever did it."""

from remit.engines.measures.table import Kind

_KINDS = {
    "plans.plan_submitted": Kind.PAPER,
    "plans.results_reported": Kind.PAPER,
    "plans.summary_published": Kind.PAPER,
    "plans.plan_opened": Kind.SYSTEM,
    "plans.plan_reminded": Kind.SYSTEM,
    "cases.evidence_added": Kind.PAPER,
    "cases.decision_sent_back": Kind.RETURN,
    "cases.appeal_filed": Kind.ESCALATE,
    "cases.case_opened": Kind.PASS,
    "organisation.power_delegated": Kind.PASS,
}
_MACHINE = ("correspondence.", "ledger.", "lab.")


def kind_of(verb: str, actor: str) -> Kind:
    """The kind of a deed; what the clock does, and mails, are the system's."""
    if actor == "clock" or verb.startswith(_MACHINE):
        return Kind.SYSTEM
    return _KINDS.get(verb, Kind.WORK)
