"""Ending what time ends in a case."""

import logging
from datetime import datetime

from remit.apps.cases import actions, queries
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal

logger = logging.getLogger(__name__)


def end_effects(now: datetime) -> int:
    """Ends the effect of the measures whose period is over; returns of how many."""
    ended = 0
    for decision in queries.effects_ending(on=day(now)):
        try:
            actions.end_effect(decision, at=now)
        except Refusal as refusal:
            logger.warning("the effect of %s did not end: %s", decision.ref, refusal)
            continue
        ended += 1
    return ended
