"""Deciding that something is kept after all."""

import pytest

from remit.apps.cases.actions import ConflictOfInterest
from remit.apps.cases.models import Case
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.retention import actions
from remit.apps.retention.queries import CONFIRM
from remit.engines.words import Words
from tests.builders import FOUNDED, House, at, entries, post
from tests.retention_builders import LATER, Keepers, proposed_erasure

KEEP_IT = Words("诉讼尚未终结", "A lawsuit is still running.")


def test_a_confirmer_keeps_it_with_reasons(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    done = actions.refuse_erasure(erasure, reasons=KEEP_IT, by=keep.first, at=LATER)
    assert (done.state, done.refused_by, done.refused_en) == ("refused", keep.first, KEEP_IT.en)
    (entry,) = entries("retention.erasure_refused")
    assert (entry.actor, entry.body["what"]) == (keep.first.ref, case.ref)
    case.refresh_from_db()
    assert case.erased_at is None


def test_what_was_refused_may_be_proposed_again(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    actions.refuse_erasure(erasure, reasons=KEEP_IT, by=keep.first, at=LATER)
    assert proposed_erasure(case, keep.proposer, at(2035, 6, 1)).state == "proposed"


def test_it_is_not_refused_without_reasons_or_power(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    with pytest.raises(actions.NothingSaid):
        actions.refuse_erasure(erasure, reasons=Words("", " "), by=keep.first, at=LATER)
    with pytest.raises(PowerNotHeld):
        actions.refuse_erasure(erasure, reasons=KEEP_IT, by=keep.proposer, at=LATER)


def test_the_person_concerned_does_not_refuse(home: House, case: Case, keep: Keepers) -> None:
    concerned = organisation.appoint(
        post(home.root, "confirmer-3", CONFIRM), home.roads_head.person, by=None, at=FOUNDED
    )
    erasure = proposed_erasure(case, keep.proposer)
    with pytest.raises(ConflictOfInterest):
        actions.refuse_erasure(erasure, reasons=KEEP_IT, by=concerned, at=LATER)


def test_what_was_refused_is_not_confirmed(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    actions.refuse_erasure(erasure, reasons=KEEP_IT, by=keep.first, at=LATER)
    with pytest.raises(actions.ErasureSettled):
        actions.confirm_erasure(erasure, by=keep.second, at=LATER)
