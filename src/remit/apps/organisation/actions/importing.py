"""Creating what a workbook says: all of it, or nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions.authority import asked_once, enter
from remit.apps.organisation.actions.lists import grant_means, list_duty, list_power
from remit.apps.organisation.actions.people import appoint, enrol_person
from remit.apps.organisation.actions.structure import create_post, create_unit
from remit.apps.organisation.models import Appointment, Person, Unit
from remit.apps.organisation.queries import Existing, ImportPlan, import_plan
from remit.engines.findings import Refusal
from remit.engines.workbook import ListedRow, Workbook


class WorkbookNotSound(Refusal):
    """A workbook with a fault changes nothing."""


@transaction.atomic
def import_workbook(
    root: Unit, book: Workbook, *, by: Appointment | None, at: datetime
) -> ImportPlan:
    """Creates what the workbook adds to the organisation; what exists alike is left as it is."""
    with asked_once(by, root, at=at):
        plan = import_plan(root, book)
        if not plan.sound:
            raise WorkbookNotSound(*plan.findings)
        importing = _Importing(Existing(root), by=by, at=at)
        importing.structure(plan.workbook)
        importing.people(plan.workbook)
        importing.lists(plan.workbook)
    body: dict[str, Json] = {**plan.counts, "equal": plan.equal}
    enter("organisation.workbook_imported", root.ref, root.path, by, at, body)
    return plan


class _Importing:
    """The single deeds of an import; what is created is found by the rows that follow."""

    def __init__(self, existing: Existing, *, by: Appointment | None, at: datetime) -> None:
        self.existing = existing
        self.by = by
        self.at = at

    def structure(self, book: Workbook) -> None:
        """Creates units and posts, those above first."""
        units, posts = self.existing.units, self.existing.posts
        for unit in book.units:
            above = units[unit.parent] if unit.parent else self.existing.root
            units[unit.code] = create_unit(
                above, unit.code, unit.name, by=self.by, at=self.at, since=unit.since
            )
        for post in book.posts:
            posts[post.place] = create_post(
                units[post.place[0]],
                post.place[1],
                post.name,
                by=self.by,
                at=self.at,
                superior=posts[post.superior] if post.superior else None,
                heads_unit=post.heads_unit,
                since=post.since,
            )

    def people(self, book: Workbook) -> None:
        """Enrols people and appoints them."""
        people: dict[str, Person] = self.existing.people(row.person for row in book.appointments)
        for person in book.people:
            people[person.login] = enrol_person(
                person.login,
                person.name,
                unit=self.existing.root,
                by=self.by,
                at=self.at,
                email=person.email,
                language=person.language,
            )
        for row in book.appointments:
            appoint(
                self.existing.posts[row.post],
                people[row.person],
                by=self.by,
                at=self.at,
                since=row.since,
                until=row.until,
                kind=row.kind,
                reason=row.reason,
            )

    def lists(self, book: Workbook) -> None:
        """Lists duties, powers and means."""
        for duty in book.duties:
            self._list(list_duty, duty)
        for power in book.powers:
            self._list(list_power, power, code=power.code)
        for means in book.means:
            self._list(grant_means, means, amount=means.amount, measure=means.measure)

    def _list(self, deed: Callable[..., object], row: ListedRow, **more: Any) -> None:
        post = self.existing.posts[row.post]
        deed(
            post,
            row.number,
            row.text,
            by=self.by,
            at=self.at,
            basis=row.basis,
            since=row.since,
            **more,
        )
