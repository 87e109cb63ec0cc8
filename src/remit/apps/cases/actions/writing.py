"""Letters to the people whom a case concerns."""

from datetime import datetime

from remit.apps.cases.models import Concerned
from remit.apps.cases.queries.letters import Draft
from remit.apps.correspondence.actions import Addressee, write_letter
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import actor
from remit.apps.organisation.models import Appointment, Person


def write_to_concerned(
    concerned: Concerned, draft: Draft, *, about: str, by: Appointment | None, at: datetime
) -> Letter:
    """Writes a letter to the person concerned, in the person's language."""
    person = concerned.person
    name = Person.name.words(person).pick(person.language)
    return write_letter(
        Addressee(person.ref, name, person.email, person.language),
        kind=draft.kind,
        subject=draft.subject,
        text=draft.text,
        about=about,
        path=concerned.case.unit.path,
        actor=actor(by),
        at=at,
        link=draft.link,
        content=draft.content,
        matter=concerned.case.ref,
    )
