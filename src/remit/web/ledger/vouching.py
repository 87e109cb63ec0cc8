"""Who vouches for the ledger, as a lay reader sees it: its witnesses, and the audit of every night."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from remit.apps.ledger import queries
from remit.apps.ledger.queries import WitnessState
from remit.engines.findings import Finding
from remit.web.components import Task
from remit.web.ledger.proofs import age
from remit.web.wording import number

if TYPE_CHECKING:
    from remit.apps.ledger.models import Audit

# More would bury the page; the command tells all.
MOST_ALARMS = 10


@dataclass(frozen=True, slots=True)
class Vouching:
    """Each witness with its state, whether one is silent, the last audit, and all alarms."""

    witnesses: tuple[Task, ...]
    silent: bool
    audit: "Audit | None"
    alarms: tuple[Finding, ...]

    @property
    def told(self) -> tuple[Finding, ...]:
        """The alarms that are shown."""
        return self.alarms[:MOST_ALARMS]

    @property
    def untold(self) -> int:
        """How many alarms are not shown."""
        return max(0, len(self.alarms) - MOST_ALARMS)


def of(now: datetime) -> Vouching:
    """Who vouches for the ledger at an instant."""
    states = queries.states(queries.witness_verifiers(), now)
    audit = queries.last_audit()
    return Vouching(
        witnesses=tuple(_line(one, now) for one in states),
        silent=any(one.silent for one in states),
        audit=audit,
        alarms=queries.alarms(states, audit),
    )


def _line(state: WitnessState, now: datetime) -> Task:
    chip, words = "done", _("in time")
    if state.silent:
        chip, words = "late", _("silent")
    elif state.at is None:
        chip, words = "waiting", _("nothing signed yet")
    return Task(state.verifier.name, "", chip, words, _hint(state, now))


def _hint(state: WitnessState, now: datetime) -> str:
    said = {
        "size": number(state.size),
        "behind": number(state.behind),
        "ago": age(state.at, now) if state.at else "",
    }
    if state.at is None:
        return _("Known here, and has not signed a checkpoint yet.")
    if state.behind:
        return (
            _("Has signed for the first %(size)s entries, %(ago)s; %(behind)s came since.") % said
        )
    return _("Has signed for all %(size)s entries, %(ago)s.") % said
