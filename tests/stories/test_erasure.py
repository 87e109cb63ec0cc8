"""A case that was kept long enough, told in words: its period ends, two people agree, it is gone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from remit.apps.cases.models import Case
from remit.apps.ledger import queries as ledger
from remit.apps.retention import actions
from remit.apps.retention.models import Erasure
from remit.engines import merkle
from remit.engines.sealing import read_extra
from remit.jobs import retention
from tests.builders import at, entries, house, seal_all
from tests.case_builders import bench
from tests.retention_builders import closed_case, keepers

pytestmark = pytest.mark.django_db
NIGHT = at(2035, 4, 20, 3, 10)
MORNING = NIGHT + timedelta(hours=6)
CANARIES = (
    "Roads not mended", "道路未修", "there was nobody to do it", "当时没有人手", "accepted in part",
    "fact missed", "for good reasons", "did not submit the plan",
)  # fmt: skip


def rows() -> Iterator[str]:
    """Every row of every table as the database holds it, then as Remit reads it."""
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                yield " ".join(
                    bytes(c).decode("utf-8", "replace")
                    if isinstance(c, memoryview | bytes)
                    else str(c)
                    for c in row
                )
        for found in model._default_manager.all():
            yield str({f.attname: getattr(found, f.attname) for f in model._meta.concrete_fields})


def found_in_the_database() -> set[str]:
    """The canaries that are there somewhere."""
    whole = "\n".join(rows())
    return {canary for canary in CANARIES if canary in whole}


def receipts(case: Case) -> dict[str, str]:
    """The receipts of everything done in the case, as they would be handed out, by entry."""
    told = [entry for entry in ledger.about(case.ref, case.report.ref) if entry.seq]
    found = {str(entry.pk): ledger.receipt(entry) for entry in told}
    return {pk: receipt.text for pk, receipt in found.items() if receipt}


def verify(receipt: str) -> None:
    """A stranger checks a receipt with the ledger's key alone."""
    leaf, _opening = read_extra(merkle.parse_receipt(receipt).extra)
    merkle.verify_receipt(receipt, leaf, [ledger.verifier()])


def test_a_case_is_erased_by_two_people_and_every_proof_still_stands() -> None:
    home = house()
    keep = keepers(home)
    case = closed_case(home, bench(home))
    seal_all()
    assert found_in_the_database() == set(CANARIES)
    handed_out = receipts(case)
    assert len(handed_out) > 3

    assert retention.propose(NIGHT) == 1
    erasure = Erasure.objects.get()
    assert (erasure.what, erasure.proposed_by) == (case.ref, None)
    seal_all(MORNING)

    actions.confirm_erasure(erasure, by=keep.first, at=MORNING)
    assert found_in_the_database() == set(CANARIES)
    with pytest.raises(actions.AnotherMustConfirm):
        actions.confirm_erasure(erasure, by=keep.first, at=MORNING)
    actions.confirm_erasure(erasure, by=keep.second, at=MORNING)
    seal_all(MORNING)

    assert found_in_the_database() == set()
    case.refresh_from_db()
    assert case.number == f"2025-{case.pk:04d}"
    for receipt in handed_out.values():
        verify(receipt)
    (told,) = entries("cases.case_erased")
    assert told.body["under"] == erasure.ref
    after = ledger.receipt(told)
    assert after is not None
    verify(after.text)
    assert ledger.audit([ledger.verifier()]) == ()

    assert retention.propose(NIGHT + timedelta(days=1)) == 0
