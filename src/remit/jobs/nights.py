"""When the work of a night is due: once a local day, from an hour on."""

from datetime import date, datetime

from django.utils import timezone

from remit.apps.organisation.queries import day


def due(now: datetime, last: date | None, *, hour: int) -> bool:
    """Whether it was last done on an earlier day, and the hour has come.

    A machine that was off at night makes up for it as soon as it runs again.
    """
    return timezone.localtime(now).hour >= hour and (last is None or last < day(now))
