"""From a written-down organisation to deeds: its foundation, and what changed in it later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from remit.apps.organisation import actions
from remit.apps.organisation.models import Appointment, Power
from remit.demo.cast import PASSWORD, member
from remit.demo.moments import Moment
from remit.demo.register import Deed, Register
from remit.demo.remits import House, Loan, Must, Seat, Tenure

FOUNDED = -16
FOUNDING = Moment(FOUNDED, 3, 8)
AGE = 12


def deeds(house: House, register: Register) -> Iterator[Deed]:
    """The foundation as one deed, then each later change in its own."""
    founding = Founding(house, register)
    instant = register.timeline.instant
    yield Deed(instant(FOUNDING), house.code, founding.found)
    for tenure in house.tenures:
        if tenure.since > FOUNDED:
            at = instant(Moment(tenure.since - 1, 25, 10))
            yield Deed(at, house.code, partial(founding.appoint, tenure))
        if tenure.until is not None and tenure.until > FOUNDED:
            at = instant(Moment(tenure.until - 1, 24, 9))
            yield Deed(at, house.code, partial(founding.end, tenure))
    for seat in house.seats:
        for duty in seat.must:
            if duty.since is not None:
                at = instant(Moment(duty.since, 2))
                yield Deed(at, house.code, partial(founding.oblige, seat, duty))
    for loan in house.loans:
        at = instant(Moment(loan.since, 18, 11))
        yield Deed(at, house.code, partial(founding.lend, loan))


@dataclass(frozen=True, slots=True)
class Founding:
    """An organisation about to be founded, and what changes in it later."""

    house: House
    register: Register

    def found(self, at: datetime) -> None:
        """Founds it: places, posts, people, tenures and lists as they stood that day."""
        register, old = self.register, self.register.timeline.years_ago(AGE)
        register.units[""] = actions.found_organisation(
            self.house.code, self.house.name, at=at, since=old, invented=True
        )
        for place in self.house.places:
            register.units[place.code] = actions.create_unit(
                register.units[place.under], place.code, place.name, by=None, at=at, since=old
            )
        for seat in self.house.seats:
            register.posts[seat.code] = actions.create_post(
                register.units[seat.place],
                seat.code,
                seat.name,
                by=None,
                at=at,
                superior=register.posts[seat.superior] if seat.superior else None,
                heads_unit=seat.heads,
                since=old,
            )
        for tenure in self.house.tenures:
            self._enrol(tenure.login, at)
            if tenure.since <= FOUNDED:
                self._appoint(tenure, None, at)
        for seat in self.house.seats:
            self._list(seat, at)

    def appoint(self, tenure: Tenure, at: datetime) -> None:
        """A tenure that begins later, settled the week before by whoever keeps the posts."""
        self._appoint(tenure, self._keeper(at), at)

    def end(self, tenure: Tenure, at: datetime) -> None:
        """A tenure ends."""
        if tenure.until is not None:
            actions.end_appointment(
                self.register.tenure(tenure.seat, tenure.login),
                by=self._keeper(at),
                at=at,
                until=self.register.timeline.first(tenure.until),
                reason=tenure.reason,
            )

    def oblige(self, seat: Seat, duty: Must, at: datetime) -> None:
        """A later duty is put on a list."""
        self.register.duties[seat.code, duty.number] = actions.list_duty(
            self.register.posts[seat.code],
            duty.number,
            duty.text,
            by=self._keeper(at),
            at=at,
            basis=duty.basis,
        )

    def lend(self, loan: Loan, at: datetime) -> None:
        """A power is lent by whoever holds it."""
        actions.delegate_power(
            Power.objects.get(post=self.register.posts[loan.owner], code=loan.code),
            self.register.posts[loan.to],
            by=self.register.acting(loan.owner, at),
            at=at,
            until=self.register.timeline.first(loan.until),
            reason=loan.reason,
        )

    def _keeper(self, at: datetime) -> Appointment:
        return self.register.acting(self.house.keeper, at)

    def _enrol(self, login: str, at: datetime) -> None:
        if login in self.register.people:
            return
        one = member(login)
        self.register.people[login] = actions.enrol_person(
            login,
            one.name,
            unit=self.register.root,
            by=None,
            at=at,
            email=one.email,
            language=one.language,
            password=PASSWORD if one.signs_in else None,
        )

    def _appoint(self, tenure: Tenure, by: Appointment | None, at: datetime) -> None:
        """Appoints; a tenure that was over before the foundation is entered with its end."""
        first = self.register.timeline.first
        over = tenure.until is not None and tenure.until <= FOUNDED
        actions.appoint(
            self.register.posts[tenure.seat],
            self.register.people[tenure.login],
            by=by,
            at=at,
            since=first(tenure.since),
            until=first(tenure.until) if tenure.until is not None and over else None,
            kind=tenure.kind,
        )

    def _list(self, seat: Seat, at: datetime) -> None:
        """The seat's three lists as they stood at the foundation, in force for a year before it."""
        post, old = self.register.posts[seat.code], self.register.timeline.first(FOUNDED - AGE)
        for duty in seat.must:
            if duty.since is None:
                self.register.duties[seat.code, duty.number] = actions.list_duty(
                    post, duty.number, duty.text, by=None, at=at, basis=duty.basis, since=old
                )
        for number, power in enumerate(seat.may, start=1):
            actions.list_power(
                post, f"{number:02}", power.text, by=None, at=at, code=power.code,
                basis=power.basis, since=old,
            )  # fmt: skip
        for number, means in enumerate(seat.has, start=1):
            actions.grant_means(
                post, f"{number:02}", means.text, by=None, at=at, amount=means.quantity,
                measure=means.measure, basis=means.basis, since=old,
            )  # fmt: skip
