"""The second tamper matrix: rows changed behind the ledger's back, and who notices.

An organisation with posts, powers and a target is founded and sealed; a witness has seen it. Somebody with
the whole database, and at times with the keys of the installation, changes what rows say.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from remit.apps.ledger import queries
from remit.apps.ledger.models import Checkpoint, Entry, Sealed, Tile
from remit.apps.ledger.queries import ref_of, row_digest
from remit.apps.organisation.models import Appointment, Person, Post, Power
from remit.cli.published import source
from remit.cli.witness import Watch, look
from remit.cli.witnessed import Alarmed
from tests.builders import FOUNDED, house
from tests.stories.attacks import KEY, seal_all
from tests.stories.test_tampering import CLEAN, NOW, publish

pytestmark = pytest.mark.django_db
Attack = Callable[[], object]


def edit_a_row() -> None:
    Power.objects.filter(pk=Power.objects.earliest("pk").pk).update(
        code="plans.open_month", text_en="all"
    )


def give_an_appointment_to_another_person() -> None:
    first, second = Appointment.objects.order_by("pk")[:2]
    Appointment.objects.filter(pk=first.pk).update(person=second.person_id)


def predate_an_appointment() -> None:
    Appointment.objects.filter(pk=Appointment.objects.earliest("pk").pk).update(
        since=FOUNDED.date().replace(year=2020)
    )


def insert_a_row() -> None:
    row = Power.objects.latest("pk")
    row.pk, row.number = None, "99"
    row.save(force_insert=True)


def delete_a_row() -> None:
    Power.objects.latest("pk").delete()


def rename_a_person() -> None:
    Person.objects.filter(pk=Person.objects.earliest("pk").pk).update(name_en="Somebody Else")


def edit_a_row_and_what_its_entry_tells() -> None:
    post = Post.objects.earliest("pk")
    Post.objects.filter(pk=post.pk).update(heads_unit=not post.heads_unit)
    tell_anew(Post.objects.get(pk=post.pk))


def with_the_keys_edit_a_row_and_sign_everything_anew() -> None:
    edit_a_row_and_what_its_entry_tells()
    for table in (Sealed, Tile, Checkpoint):
        table.objects.all().delete()
    seal_all()


def tell_anew(row: Post) -> None:
    """Makes the last entry that told of a row tell of it as it now stands."""
    entry = next(e for e in Entry.objects.order_by("-id") if ref_of(row) in e.rows)
    entry.rows[ref_of(row)] = row_digest(row)
    entry.save(update_fields=["rows"])


MATRIX: dict[Attack, tuple[str, str]] = {
    edit_a_row: (CLEAN, "ledger.row_changed"),
    give_an_appointment_to_another_person: (CLEAN, "ledger.row_changed"),
    predate_an_appointment: (CLEAN, "ledger.row_changed"),
    insert_a_row: (CLEAN, "ledger.row_untold"),
    delete_a_row: (CLEAN, "ledger.row_missing"),
    rename_a_person: (CLEAN, "ledger.row_changed"),
    edit_a_row_and_what_its_entry_tells: (CLEAN, "ledger.entry_changed"),
    with_the_keys_edit_a_row_and_sign_everything_anew: ("forked", CLEAN),
}


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """A witness that has seen the sealed house."""
    house()
    seal_all()
    folder = tmp_path / "published"
    publish(folder)
    found = Watch(
        str(folder), source(str(folder)), KEY.verifier, tmp_path / "state.json", None, None
    )
    look(found, NOW)
    return found


def noticed(watch: Watch) -> tuple[str, str]:
    """The witness's alarm and the audit's faults."""
    publish(Path(watch.named))
    verdict = look(watch, NOW + 60)
    found = ", ".join(sorted({finding.id for finding in queries.audit([KEY.verifier])}))
    return verdict.alarm.kind.value if isinstance(verdict, Alarmed) else CLEAN, found or CLEAN


def test_a_house_that_nobody_touched_is_whole(watch: Watch) -> None:
    assert noticed(watch) == (CLEAN, CLEAN)


@pytest.mark.parametrize("attack", MATRIX, ids=lambda attack: attack.__name__)
def test_a_row_changed_behind_the_ledger_is_noticed(attack: Attack, watch: Watch) -> None:
    with transaction.atomic():
        attack()
        assert noticed(watch) == MATRIX[attack]
        transaction.set_rollback(True)
