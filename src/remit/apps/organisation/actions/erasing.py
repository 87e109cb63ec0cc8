"""Erasing what is kept of a person, as the law asks; what was done in office stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from remit.apps.ledger.actions import Json, forget
from remit.apps.ledger.queries import ref_of
from remit.apps.organisation.actions.authority import enter
from remit.apps.organisation.actions.people import refuse_erased
from remit.apps.organisation.models import ERASED_LOGIN, Appointment, Person, Token
from remit.apps.organisation.queries import day, rows_behind
from remit.engines.findings import Refusal, error


class PersonStillInPost(Refusal):
    """Who fills a post answers for it by name."""


@transaction.atomic
def erase_person(person: Person, *, under: str, by: Appointment | None, at: datetime) -> Person:
    """Erases what is kept of a person; tenures stay, without a name. Returns the person as it is now.

    `under` is the reference of the approved erasure; who may approve one is asked where it is kept.
    Raises PersonStillInPost, PersonErased, NotYetSealed.
    """
    refuse_erased(person)
    _refuse_in_post(person, at)
    tokens = list(Token.objects.filter(appointment__person=person))
    tenures = list(Appointment.objects.filter(person=person))
    subjects = {person.ref, *(token.ref for token in tokens)}
    forgotten, told = forget(matters={person.ref}, subjects=subjects, at=at)
    _blank(person, at)
    refs = {*told, *map(ref_of, (person, *tokens, *tenures))}
    path = person.home.root_path if person.home else ""
    body: dict[str, Json] = {"under": under, "forgotten": forgotten}
    rows = rows_behind(sorted(refs))
    enter("organisation.person_erased", person.ref, path, by, at, body, rows=rows)
    person.refresh_from_db()
    return person


def _blank(person: Person, at: datetime) -> None:
    """Takes out everything that says who the person is; programs stop acting for the person."""
    nobody = Person(login=f"{ERASED_LOGIN}{person.pk}", is_active=False, erased=True)
    nobody.set_unusable_password()
    columns = (
        "login", "name_zh", "name_en", "email", "language", "is_active", "erased", "password",
        "last_login",
    )  # fmt: skip
    Person.objects.filter(pk=person.pk).update(**{name: getattr(nobody, name) for name in columns})
    Appointment.objects.filter(person=person).update(reason="")
    tokens = Token.objects.filter(appointment__person=person)
    tokens.filter(Q(until__isnull=True) | Q(until__gt=at)).update(until=at)
    tokens.update(label="")


def _refuse_in_post(person: Person, at: datetime) -> None:
    running = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gt=day(at)), person=person
    )
    if tenure := running.select_related("post").first():
        post = tenure.post
        zh = f"该人员自 {tenure.since} 起任“{post.name_zh or post.name}”，任期未结束，不能删除其信息。请先结束任期。"
        en = (
            f"The person fills '{post.name_en or post.name}' from {tenure.since} on, and who fills a "
            "post answers for it by name. End the tenure first."
        )
        raise PersonStillInPost(error("organisation.person_still_in_post", person.ref, zh, en))
