"""Every row of the organisation is as its last entry left it, and what is done past the system is found."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import ref_of
from remit.apps.organisation import actions
from remit.apps.organisation.models import Appointment, Delegation, Duty, Person, Power, Unit
from remit.engines.words import Words
from remit.engines.workbook import read_organisation
from tests.builders import FOUNDED, House, at, hold, house, post, row_faults_in, unit
from tests.engines.test_workbook import workbook

pytestmark = pytest.mark.django_db

NOW, LATER = at(2025, 6, 1), at(2025, 6, 20)
TEXT = Words("日报", "Daily forms")
MODELS = sorted(model.__name__ for model in apps.get_app_config("organisation").get_models())
# One column of each kind, and what somebody would write into it.
FORGED = {
    "Unit": ("name_zh", "另一单位"),
    "Person": ("email", "other@example.org"),
    "Post": ("heads_unit", True),
    "Appointment": ("since", date(2025, 1, 2)),
    "Duty": ("text_en", "Nothing"),
    "Power": ("code", "cases.decide"),
    "Means": ("amount", "1.00"),
    "Delegation": ("reason", "-"),
    "Token": ("digest", "0" * 64),
}


@pytest.fixture
def walk() -> House:
    """An organisation in which every deed of the app was done."""
    home = house()
    lists(home)
    loans(home)
    people(home)
    actions.import_workbook(
        unit(None, "LS", "临山县", "Linshan County"), read_organisation(workbook()), by=None, at=NOW
    )
    return home


def lists(home: House) -> None:
    """Duties, powers and means come and go."""
    where, clerk = home.roads_head.post, home.clerk
    duty = actions.list_duty(where, "9", TEXT, by=clerk, at=NOW)
    power = actions.list_power(where, "9", TEXT, by=clerk, at=NOW, code="")
    means = actions.grant_means(where, "9", TEXT, by=clerk, at=NOW, measure="人")
    actions.grant_means(where, "10", TEXT, by=clerk, at=NOW)
    for line in (duty, power, means):
        actions.end_listing(line, by=clerk, at=LATER, until=LATER.date())


def loans(home: House) -> None:
    """A power is lent and taken back, by a person, to a post."""
    owner = hold(post(home.root, "owner", "organisation.delegate", "plans.submit"), "owner")
    power = Power.objects.get(post=owner.post, code="plans.submit")
    for head in (home.roads_head, home.works_head):
        loan = actions.delegate_power(
            power, head.post, by=owner, at=NOW, until=None, reason="leave"
        )
    actions.end_delegation(loan, by=owner, at=LATER)


def people(home: House) -> None:
    """A tenure ends, a deputy comes, a program is let in and out, a password and a language are chosen."""
    leaving = hold(post(home.works, "second"), "leaving")
    actions.appoint(home.works_head.post, leaving.person, by=home.clerk, at=NOW, kind="deputy")
    actions.end_appointment(leaving, by=home.clerk, at=NOW, until=LATER.date(), reason="moved")
    token = actions.issue_token(home.clerk, "statistics", "secret", at=NOW)
    actions.revoke_token(token, by=home.clerk, at=LATER)
    actions.set_password(leaving.person, "correct horse battery", by=None, at=NOW)
    actions.choose_language(leaving.person, "zh-hans", at=NOW)


def first(model: str) -> Model:
    """The oldest row of a model."""
    row = apps.get_model("organisation", model)._default_manager.order_by("pk").first()
    assert row is not None
    return row


def test_all_deeds_leave_no_row_untold(walk: House) -> None:
    assert {first(model)._meta.label for model in MODELS} == {
        f"organisation.{model}" for model in FORGED
    }
    assert row_faults_in("organisation") == set()


@pytest.mark.parametrize("model", MODELS)
def test_a_row_that_was_changed_past_the_system_is_found(walk: House, model: str) -> None:
    row, (column, value) = first(model), FORGED[model]
    type(row)._default_manager.filter(pk=row.pk).update(**{column: value})
    assert row_faults_in("organisation") == {("ledger.row_changed", ref_of(row))}


def test_a_row_that_was_put_in_past_the_system_is_found(walk: House) -> None:
    line = Duty.objects.create(post=walk.clerk.post, number="99", text_en="x", since=NOW.date())
    assert row_faults_in("organisation") == {("ledger.row_untold", ref_of(line))}


def test_a_row_that_was_deleted_past_the_system_is_found(walk: House) -> None:
    loan = Delegation.objects.order_by("pk").first()
    assert loan is not None
    ref = ref_of(loan)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisation_delegation WHERE id = %s", [loan.pk])
    assert row_faults_in("organisation") == {("ledger.row_missing", ref)}


def test_signing_in_is_no_change_of_a_person(walk: House) -> None:
    Person.objects.filter(pk=walk.clerk.person.pk).update(last_login=NOW, password="rehashed")
    assert row_faults_in("organisation") == set()


def test_an_entry_tells_the_whole_row_though_the_deed_had_an_older_one_at_hand() -> None:
    owner = hold(post(unit(None, "T", "某镇", "Town"), "clerk"), "clara")
    older = Person.objects.get(pk=owner.person_id)
    actions.choose_language(owner.person, "zh-hans", at=NOW)
    actions.set_password(older, "correct horse battery", by=owner, at=NOW)
    assert older.language == "en"
    assert row_faults_in("organisation") == set()


def test_what_is_kept_of_a_person_belongs_to_the_persons_own_matter(walk: House) -> None:
    about = {
        "organisation.person_enrolled", "organisation.person_appointed",
        "organisation.appointment_ended", "organisation.token_issued",
        "organisation.token_revoked", "organisation.password_set", "organisation.language_chosen",
    }  # fmt: skip
    told = Entry.objects.filter(matter__startswith="organisation.person:")
    assert set(told.values_list("verb", flat=True)) == about
    assert not Entry.objects.filter(verb__in=about, matter="").exists()
    ended = Entry.objects.get(verb="organisation.appointment_ended")
    tenure = Appointment.objects.get(pk=ended.subject.partition(":")[2])
    assert ended.matter == tenure.person.ref


def test_units_are_told_with_the_path_they_were_given() -> None:
    root = unit(None, "T", "某镇", "Town")
    assert Unit.objects.get(pk=root.pk).path == root.path
    actions.create_unit(root, "a", TEXT, by=None, at=FOUNDED)
    assert row_faults_in("organisation") == set()
