"""A look at the events of a house as one of its people sees them, without a browser."""

from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day
from remit.web.insight.looking import DEEDS, Look
from remit.web.standpoint import Standpoint
from tests.builders import at

NOW = at(2026, 1, 10)


def looked(by: Appointment, unit: Unit, log: str = DEEDS, **more: str) -> Look:
    """What somebody sees of a unit in January 2026."""
    standpoint = Standpoint(by.person, NOW, day(NOW), by.pk)
    return Look(standpoint, unit, log, more=more)
