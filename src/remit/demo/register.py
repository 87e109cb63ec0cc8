"""What the deeds have made so far, by the stories' own codes, and the deed as a value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from remit.apps.cases.models import Case, Concerned, Report
from remit.apps.organisation.models import Appointment, Duty, Person, Post, Unit
from remit.apps.organisation.queries import day, holder
from remit.apps.plans.models import Target
from remit.demo.moments import Timeline
from remit.demo.promises import Promise


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done at an instant in one organisation; deeds are done in the order of time."""

    at: datetime
    house: str
    do: Callable[[datetime], object]

    def take_place(self) -> None:
        """Does it."""
        self.do(self.at)


@dataclass(slots=True)
class Register:
    """The rows of one organisation by the codes that its story uses. `people` is shared by all.

    `promises` holds what the targets, by their primary keys, were told as.
    """

    timeline: Timeline
    people: dict[str, Person]
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    duties: dict[tuple[str, str], Duty] = field(default_factory=dict)
    targets: dict[tuple[str, str, int], Target] = field(default_factory=dict)
    promises: dict[int, Promise] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    concerned: dict[tuple[str, str], Concerned] = field(default_factory=dict)

    @property
    def root(self) -> Unit:
        """The organisation."""
        return self.units[""]

    def acting(self, seat: str, at: datetime) -> Appointment:
        """Who fills the seat at the instant."""
        return self.filling(seat, day(at))

    def filling(self, seat: str, on: date) -> Appointment:
        """Who fills the seat on the day; a story that asks for an empty seat is wrong."""
        held = holder(self.posts[seat], on=on)
        if held is None:
            raise LookupError(f"Nobody fills {seat} on {on}.")
        # The post at hand spares each deed two questions to the database.
        held.post = self.posts[seat]
        return held

    def tenure(self, seat: str, login: str) -> Appointment:
        """The person's tenure in the seat, past or present."""
        return Appointment.objects.select_related("post__unit", "person").get(
            post=self.posts[seat], person=self.people[login]
        )
