"""Where the reader stands: who, in which post, as of which day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from remit.apps.organisation import queries as organisation

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment, Person

ON = "on"
ACTING = "acting"


@dataclass
class Standpoint:
    """The reader of a request. `on` is the day looked at, `at` the instant of a deed.

    A day in the past is read-only: `by` is then None, so no power is held.
    """

    person: "Person | None"
    at: datetime
    on: date
    acting_id: int | None

    @property
    def today(self) -> date:
        """The calendar day of the request."""
        return organisation.day(self.at)

    @property
    def past(self) -> bool:
        """Whether the reader looks at a day other than today."""
        return self.on != self.today

    @property
    def end_of_day(self) -> datetime:
        """The first instant after the day looked at."""
        after = self.on + timedelta(days=1)
        return timezone.make_aware(datetime.combine(after, time.min))

    @cached_property
    def appointments(self) -> list["Appointment"]:
        """The posts the reader fills today."""
        if self.person is None:
            return []
        return list(organisation.appointments_of(self.person, on=self.today))

    @cached_property
    def acting(self) -> "Appointment | None":
        """The post the reader acts for today: the one chosen, else the first."""
        chosen = (a for a in self.appointments if a.pk == self.acting_id)
        return next(chosen, self.appointments[0] if self.appointments else None)

    @property
    def by(self) -> "Appointment | None":
        """Who a deed of this request is done by; None on a past day."""
        return None if self.past else self.acting

    @property
    def reader(self) -> "Person":
        """The person who is signed in. Raises PermissionDenied for a visitor."""
        if self.person is None:
            raise PermissionDenied("nobody is signed in")
        return self.person

    @property
    def doer(self) -> "Appointment":
        """Who a person's deed is done by. Raises PermissionDenied on a past day and without a post."""
        if self.by is None:
            raise PermissionDenied("a past day is read-only" if self.past else "no post is held")
        return self.by

    @cached_property
    def held(self) -> frozenset[str]:
        """The codes of the powers the reader holds today: what may be read, whatever day is shown."""
        return organisation.codes(self.acting, on=self.today)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the powers the reader may use in this request; none on a past day."""
        return frozenset() if self.past else self.held


class StandingRequest(HttpRequest):
    """A request that knows where its reader stands."""

    standpoint: Standpoint


class StandpointMiddleware:
    """Puts a Standpoint on each request, and the person's language when none was chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = timezone.now()
        today = organisation.day(at)
        person = request.user if request.user.is_authenticated else None
        standing = cast(StandingRequest, request)
        standing.standpoint = Standpoint(
            person=person,
            at=at,
            on=_chosen_day(request, today),
            acting_id=request.session.get(ACTING),
        )
        if person and not request.COOKIES.get("django_language"):
            translation.activate(person.language)
            request.LANGUAGE_CODE = translation.get_language() or "en"
        return self.get_response(request)


def _chosen_day(request: HttpRequest, today: date) -> date:
    """The day looked at: from `?on=`, kept in the session until `?on=today`."""
    asked = request.GET.get(ON)
    if asked is not None:
        day = _date(asked)
        request.session[ON] = day.isoformat() if day and day != today else None
    return _date(request.session.get(ON)) or today


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
