"""What was read is told with the row it left; matters themselves can be read again from the file."""

import pytest
from django.apps import apps
from django.db import connection

from remit.apps.ledger.queries import ledgered, ref_of
from remit.apps.matters.models import Matter, Source
from remit.apps.organisation.models import Unit
from tests.apps.matters.logs import READ, imported
from tests.builders import row_faults_in, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Unit:
    """An organisation with nothing in it."""
    return unit(None, "T", "某市", "A Town")


def test_reading_a_log_leaves_no_row_untold(root: Unit) -> None:
    imported(root)
    assert Matter.objects.exists()
    assert row_faults_in("matters", "organisation") == set()


def test_of_this_app_only_what_a_log_said_as_a_whole_is_told_row_by_row() -> None:
    ours = set(apps.get_app_config("matters").get_models())
    assert ours & set(ledgered()) == {Source}


def test_a_source_that_was_changed_past_the_system_is_found(root: Unit) -> None:
    source = imported(root)
    Source.objects.filter(pk=source.pk).update(sha256="b" * 64)
    assert row_faults_in("matters") == {("ledger.row_changed", ref_of(source))}


def test_a_source_that_was_put_in_past_the_system_is_found(root: Unit) -> None:
    forged = Source.objects.create(
        organisation=root, file="x", sha256="c" * 64, shape="permits", matters=0, events=0, people=0,
        named=0, known_until=READ, read_at=READ,
    )  # fmt: skip
    assert row_faults_in("matters") == {("ledger.row_untold", ref_of(forged))}


def test_a_source_that_was_deleted_past_the_system_is_found(root: Unit) -> None:
    source = imported(root)
    ref = ref_of(source)
    Matter.objects.update(source=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matters_source WHERE id = %s", [source.pk])
    assert row_faults_in("matters") == {("ledger.row_missing", ref)}
