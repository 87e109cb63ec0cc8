"""Proposing to erase what is kept beyond its period, once a night."""

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from remit.apps.ledger.actions import advance
from remit.apps.organisation.queries import day
from remit.apps.retention import actions, queries
from remit.engines.dates import day_words
from remit.engines.findings import Refusal
from remit.engines.words import Words
from remit.jobs.nights import due

if TYPE_CHECKING:
    from remit.apps.retention.models import Erasure

logger = logging.getLogger(__name__)

# The hour of the local day from which on the night's work is done.
FROM_HOUR = 3


def propose(now: datetime) -> int:
    """Proposes what is due and carries out what needs no people; returns how many deeds were done.

    The calendar is read like the ledger: the position noted is the number of the day looked at, so
    that a night on which the clock stood still is made up for once.
    """
    today = day(now)
    if not due(now, queries.looked_on(), hour=FROM_HOUR):
        return 0
    done = sum(_proposed(stood, now) for stood in queries.to_propose(on=today))
    done += sum(_carried_out(erasure, now) for erasure in queries.to_carry_out())
    advance(queries.CLOCK, today.toordinal())
    return done


def _proposed(stood: queries.Stood, now: datetime) -> bool:
    thing, governing, over = stood.kept.thing, stood.standing.governing, stood.standing.over
    if governing is None or over is None:
        return False
    ended = day_words(over)
    reasons = Words(
        f"“{governing.name.zh}”的留存期（{governing.period.zh}）已于{ended.zh}届满。",
        f"The period of “{governing.name.en}” ({governing.period.en}) is over since {ended.en}.",
    )
    try:
        actions.propose_erasure(
            thing.kind, thing.ref, basis=governing.basis_words, reasons=reasons, by=None, at=now
        )
    except Refusal as refusal:
        logger.warning("no erasure of %s was proposed: %s", thing.ref, refusal)
        return False
    return True


def _carried_out(erasure: "Erasure", now: datetime) -> bool:
    """Whether it was erased; what is not sealed yet is tried again the next night."""
    try:
        actions.carry_out_erasure(erasure, at=now)
    except Refusal as refusal:
        logger.warning("%s was not carried out: %s", erasure.ref, refusal)
        return False
    return True
