"""What the county's analyst stores: where work waits, as the page of insight finds it."""

from datetime import datetime

from remit.apps.lab.models import Run
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import day
from remit.demo.real import ANALYST
from remit.web.insight import flow, stored
from remit.web.insight.looking import DEEDS, Look
from remit.web.standpoint import Standpoint

POST = "analyst"


def store_a_run(at: datetime) -> None:
    """Stores the first run, unless one is stored."""
    if Run.objects.exists():
        return
    by = Appointment.objects.get(person__login=ANALYST, post__code=POST)
    standpoint = Standpoint(by.person, at, day(at), by.pk)
    seen = Look(standpoint, by.post.unit, DEEDS, for_all=True)
    stored.keep(seen, flow.analyse(seen))
