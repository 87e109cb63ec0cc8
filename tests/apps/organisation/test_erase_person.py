"""Erasing a person by law: nothing says who it was, what was done in office stays, every proof holds."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction
from django.test import Client

from remit.apps.ledger import queries as ledger
from remit.apps.ledger.actions import NotYetSealed
from remit.apps.ledger.models import Entry
from remit.apps.organisation import actions, queries
from remit.apps.organisation.actions import PersonErased, PersonStillInPost, SignInNameTaken
from remit.apps.organisation.models import ERASED, Appointment, Person, Token
from remit.apps.plans import actions as plans
from remit.engines import merkle
from remit.engines.dates import Month
from remit.engines.sealing import numbers_in, read_extra
from remit.engines.words import Words
from remit.jobs.ledger import seal
from tests.builders import House, at, entries, house, opened, post, row_faults_in

pytestmark = pytest.mark.django_db

CAME, LEFT, NOW = at(2025, 2, 3), at(2025, 5, 1), at(2026, 6, 1)
UNDER = "retention.erasure:4"
PASSWORD = "correct horse battery"
CANARIES = ("金丝雀", "Canaria", "canary", "birdcage", "feathers")


@dataclass
class Gone:
    """Somebody who was in office from February to April 2025, and what is kept of it."""

    home: House
    person: Person
    tenure: Appointment


@pytest.fixture
def gone() -> Gone:
    """Every deed that leaves something of a person, then the end of the tenure; all sealed."""
    home = house()
    person = actions.enrol_person(
        "canary", Words("金丝雀", "Canaria"), unit=home.root, by=None, at=CAME,
        email="canary@example.org", language="en", password=PASSWORD,
    )  # fmt: skip
    actions.end_appointment(home.roads_head, by=None, at=CAME, until=CAME.date())
    tenure = actions.appoint(
        home.roads_head.post, person, by=None, at=CAME, since=CAME.date(), reason="feathers"
    )
    actions.set_password(person, PASSWORD, by=tenure, at=CAME)
    actions.choose_language(person, "zh-hans", at=CAME)
    actions.issue_token(tenure, "birdcage", "secret", at=CAME)
    actions.revoke_token(
        actions.issue_token(tenure, "birdcage", "old", at=CAME), by=tenure, at=CAME
    )
    plan = opened(home, Month(2025, 3))
    plans.remind(plan, by=home.clerk, at=at(2025, 2, 24))
    plans.submit_plan(plan, by=tenure, at=at(2025, 2, 25))
    actions.end_appointment(tenure, by=None, at=LEFT, until=LEFT.date())
    seal(LEFT)
    return Gone(home, Person.objects.get(pk=person.pk), Appointment.objects.get(pk=tenure.pk))


def erase(gone: Gone) -> Person:
    """The erasure, carried out and sealed."""
    erased = actions.erase_person(gone.person, under=UNDER, by=gone.home.clerk, at=NOW)
    seal(NOW)
    return erased


def tables_with_a_canary() -> set[str]:
    """The tables of the database in which something of the person can be read."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said = str([[_plain(value) for value in row] for row in cursor.fetchall()])
            if any(canary in said or ascii(canary)[1:-1] in said for canary in CANARIES):
                found.add(table)
    return found


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value


def test_nothing_in_the_database_says_who_it_was(gone: Gone) -> None:
    assert tables_with_a_canary() >= {"organisation_person", "organisation_token"}
    erased = erase(gone)
    assert tables_with_a_canary() == set()
    assert (erased.login, erased.is_active) == (f"erased-{erased.pk}", False)
    assert not erased.has_usable_password()


def test_what_was_done_in_office_stays_with_the_post_and_a_tenure_without_a_name(
    gone: Gone,
) -> None:
    erase(gone)
    (submitted,) = entries("plans.plan_submitted")
    assert submitted.actor == gone.tenure.ref
    tenure = Appointment.objects.get(pk=gone.tenure.pk)
    assert (tenure.post, tenure.since, tenure.until) == (
        gone.home.roads_head.post,
        CAME.date(),
        LEFT.date(),
    )
    assert str(tenure.person) == ERASED.en
    assert queries.holder(tenure.post, on=date(2025, 3, 1)) == tenure


def test_the_entry_tells_the_approval_the_numbers_and_the_rows_anew(gone: Gone) -> None:
    forgotten = set(Entry.objects.filter(matter=gone.person.ref).values_list("seq", flat=True))
    erase(gone)
    (entry,) = entries("organisation.person_erased")
    assert (entry.subject, entry.actor, entry.matter) == (
        gone.person.ref,
        gone.home.clerk.ref,
        "",
    )
    assert entry.body["under"] == UNDER
    assert set(numbers_in(entry.body["forgotten"])) == forgotten
    tokens = {token.ref for token in Token.objects.all()}
    assert len(tokens) == 2
    assert entry.rows.keys() >= {gone.person.ref, gone.tenure.ref, *tokens}
    assert row_faults_in("organisation", "plans", "correspondence") == set()


def test_the_audit_finds_nothing_and_receipts_taken_before_still_hold(gone: Gone) -> None:
    numbers = list(Entry.objects.filter(matter=gone.person.ref).values_list("seq", flat=True))
    texts = [found.text for seq in numbers if seq and (found := ledger.receipt_of(seq))]
    assert len(texts) == len(numbers) > 5
    erase(gone)
    assert ledger.audit([ledger.verifier()]) == ()
    for text in texts:
        leaf, opening = read_extra(merkle.parse_receipt(text).extra)
        assert opening is not None
        assert merkle.verify_receipt(text, leaf, [ledger.verifier()])


def test_a_person_that_was_blotted_out_without_the_deed_is_found(gone: Gone) -> None:
    Person.objects.filter(pk=gone.person.pk).update(name_en="Somebody")
    Entry.objects.filter(matter=gone.person.ref).update(
        actor="", subject="", matter="", path="", body={}, rows={}
    )
    found = {finding.id for finding in ledger.audit([ledger.verifier()])}
    assert {"ledger.entry_changed", "ledger.row_untold"} <= found


def test_nobody_signs_in_as_an_erased_person_and_no_program_acts_for_one(gone: Gone) -> None:
    client = Client()
    client.force_login(gone.person)
    assert "_auth_user_id" in client.session
    erase(gone)
    assert client.get("/").wsgi_request.user.is_anonymous
    for login in ("canary", f"erased-{gone.person.pk}"):
        assert authenticate(username=login, password=PASSWORD) is None
    for at_ in (CAME, NOW):
        assert queries.bearer(sha256(b"secret").hexdigest(), at=at_) is None
    assert not Token.objects.filter(until__isnull=True).exists()


def test_who_is_in_a_post_or_will_be_is_not_erased(gone: Gone) -> None:
    later = post(gone.home.works, "later")
    actions.appoint(later, gone.person, by=None, at=NOW, since=date(2026, 7, 1))
    seal(NOW)
    for person in (gone.person, gone.home.clerk.person):
        with pytest.raises(PersonStillInPost) as refused:
            actions.erase_person(person, under=UNDER, by=None, at=NOW)
        assert refused.value.findings[0].message.zh
    assert tables_with_a_canary()
    assert entries("organisation.person_erased") == []


def test_what_is_not_sealed_yet_is_not_erased(gone: Gone) -> None:
    actions.choose_language(gone.person, "en", at=NOW)
    with pytest.raises(NotYetSealed):
        actions.erase_person(gone.person, under=UNDER, by=None, at=NOW)
    assert Person.objects.get(pk=gone.person.pk).name_en == "Canaria"


def test_an_erased_person_is_not_erased_appointed_or_let_in_again(gone: Gone) -> None:
    erased = erase(gone)
    with pytest.raises(PersonErased) as refused:
        actions.erase_person(erased, under=UNDER, by=None, at=NOW)
    assert refused.value.findings[0].message.en
    with pytest.raises(PersonErased):
        actions.appoint(post(gone.home.works, "new"), gone.person, by=None, at=NOW)
    with pytest.raises(PersonErased):
        actions.set_password(erased, PASSWORD, by=None, at=NOW)
    with pytest.raises(PersonErased):
        actions.choose_language(erased, "en", at=NOW)


def test_nobody_is_enrolled_under_a_sign_in_name_that_stands_for_an_erased_person(
    gone: Gone,
) -> None:
    with pytest.raises(SignInNameTaken):
        actions.enrol_person("erased-999", Words("", "X"), unit=gone.home.root, by=None, at=NOW)


def test_an_erased_person_keeps_nothing_and_anybody_else_has_a_name(gone: Gone) -> None:
    erased = erase(gone)
    for pk, column, value in (
        (erased.pk, "email", "canary@example.org"),
        (erased.pk, "is_active", True),
        (gone.home.clerk.person_id, "name_en", ""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=pk).update(**{column: value})


def test_names_are_told_in_both_languages_wherever_they_are_read(gone: Gone) -> None:
    erase(gone)
    person = Person.objects.get(pk=gone.person.pk)
    assert Person.name.words(person) == ERASED
    told = queries.with_actors(Entry.objects.filter(verb="plans.plan_submitted")).get()
    assert (told.actor_zh, told.actor_en) == (ERASED.zh, ERASED.en)  # type: ignore[attr-defined]
    clerk = queries.with_actors(Entry.objects.filter(actor=gone.home.clerk.ref)).first()
    assert clerk is not None
    assert clerk.actor_en == "Clerk-H"  # type: ignore[attr-defined]


def test_a_workbook_leaves_out_who_nobody_could_enrol(gone: Gone) -> None:
    in_office = date(2025, 3, 1)
    before = queries.as_workbook(gone.home.root, on=in_office)
    erase(gone)
    after = queries.as_workbook(gone.home.root, on=in_office)
    assert {row.login for row in before.people} - {row.login for row in after.people} == {"canary"}
    assert len(before.appointments) - len(after.appointments) == 1
    assert queries.import_plan(gone.home.root, after).sound
    assert not queries.people_of(gone.home.root, on=date.max).filter(pk=gone.person.pk).exists()
