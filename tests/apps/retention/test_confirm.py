"""Confirming an erasure: by another person, with the power, never by whom it concerns."""

import pytest
from django.db import IntegrityError, transaction

from remit.apps.cases.actions import ConflictOfInterest
from remit.apps.cases.models import Case, Hearing
from remit.apps.ledger.actions import NotYetSealed
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.organisation.models import Appointment
from remit.apps.retention import actions
from remit.apps.retention.models import Erasure
from remit.apps.retention.queries import CONFIRM, needed
from remit.engines.words import Words
from tests.builders import FOUNDED, House, at, entries, hold, post
from tests.case_builders import Bench
from tests.retention_builders import (
    BASIS,
    LATER,
    WHY,
    Keepers,
    proposed_erasure,
    sealed,
    unfounded,
)

AGREED = at(2035, 5, 8)


def confirmed(erasure: Erasure, by: Appointment) -> Erasure:
    """The erasure after the person agreed."""
    return actions.confirm_erasure(erasure, by=by, at=AGREED)


def test_another_person_confirms_and_it_is_carried_out_at_once(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    sealed()
    done = confirmed(erasure, keep.first)
    assert (done.state, done.confirmed_by, done.confirmed_at) == ("confirmed", keep.first, AGREED)
    case.refresh_from_db()
    assert case.erased_at == AGREED
    assert not Hearing.objects.get().said_en
    (entry,) = entries("retention.erasure_confirmed")
    assert (entry.actor, entry.body["carried_out"]) == (keep.first.ref, True)
    (erased,) = entries("cases.case_erased")
    assert erased.body["under"] == erasure.ref


def test_what_the_clock_proposed_takes_two_people(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, None)
    sealed()
    first = confirmed(erasure, keep.first)
    assert (first.state, needed(first)) == ("proposed", 1)
    case.refresh_from_db()
    assert case.erased_at is None
    assert entries("retention.erasure_confirmed")[0].body["carried_out"] is False
    assert confirmed(erasure, keep.second).state == "confirmed"


def test_nobody_confirms_what_he_or_she_proposed(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.both)
    sealed()
    with pytest.raises(actions.AnotherMustConfirm):
        confirmed(erasure, keep.both)
    assert confirmed(erasure, keep.first).state == "confirmed"


def test_another_post_makes_no_other_person(home: House, case: Case, keep: Keepers) -> None:
    second_post = post(home.root, "confirmer-3", CONFIRM)
    again = organisation.appoint(second_post, keep.proposer.person, by=None, at=FOUNDED)
    erasure = proposed_erasure(case, keep.proposer)
    sealed()
    with pytest.raises(actions.AnotherMustConfirm):
        confirmed(erasure, again)


def test_nobody_confirms_twice(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, None)
    sealed()
    confirmed(erasure, keep.first)
    with pytest.raises(actions.AnotherMustConfirm):
        confirmed(erasure, keep.first)


def test_without_the_power_nobody_confirms(case: Case, keep: Keepers, who: Bench) -> None:
    erasure = proposed_erasure(case, keep.both)
    sealed()
    for by in (keep.proposer, who.officer):
        with pytest.raises(PowerNotHeld):
            confirmed(erasure, by)


def test_the_person_concerned_does_not_confirm(home: House, case: Case, keep: Keepers) -> None:
    concerned = organisation.appoint(
        post(home.root, "confirmer-3", CONFIRM), home.roads_head.person, by=None, at=FOUNDED
    )
    erasure = proposed_erasure(case, keep.proposer)
    sealed()
    with pytest.raises(ConflictOfInterest):
        confirmed(erasure, concerned)
    assert confirmed(erasure, keep.second).state == "confirmed"


def test_nobody_confirms_the_erasure_of_his_or_her_own_name(home: House, keep: Keepers) -> None:
    gone = hold(post(home.root, "former"), "fay", until=at(2025, 3, 1).date())
    erasure = actions.propose_erasure(
        "person_left", gone.person.ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
    )
    returned = organisation.appoint(
        post(home.root, "confirmer-3", CONFIRM), gone.person, by=None, at=FOUNDED
    )
    sealed()
    with pytest.raises(ConflictOfInterest):
        confirmed(erasure, returned)
    with pytest.raises(actions.NothingToErase):
        confirmed(erasure, keep.first)


def test_a_person_who_left_is_erased(home: House, keep: Keepers) -> None:
    gone = hold(post(home.root, "former"), "fay", until=at(2025, 3, 1).date())
    erasure = actions.propose_erasure(
        "person_left", gone.person.ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
    )
    sealed()
    confirmed(erasure, keep.first)
    gone.person.refresh_from_db()
    assert gone.person.erased
    assert "fay" not in gone.person.login


def test_what_is_not_sealed_yet_is_not_erased_and_nothing_is_noted(
    case: Case, keep: Keepers
) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    with pytest.raises(NotYetSealed):
        confirmed(erasure, keep.first)
    erasure.refresh_from_db()
    assert (erasure.state, erasure.confirmations.count()) == ("proposed", 0)
    sealed()
    assert confirmed(erasure, keep.first).state == "confirmed"


def test_what_is_settled_is_not_confirmed_again(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    sealed()
    confirmed(erasure, keep.first)
    with pytest.raises(actions.ErasureSettled):
        confirmed(erasure, keep.second)


def test_the_clock_carries_out_only_what_its_class_lets_it(
    home: House, who: Bench, case: Case
) -> None:
    report = unfounded(home, who)
    automatic = actions.propose_erasure(
        "report_unfounded", report.ref, basis=BASIS, reasons=WHY, by=None, at=LATER
    )
    by_people = proposed_erasure(case, None)
    sealed()
    with pytest.raises(actions.NotAutomatic):
        actions.carry_out_erasure(by_people, at=AGREED)
    done = actions.carry_out_erasure(automatic, at=AGREED)
    assert (done.state, done.confirmed_by) == ("confirmed", None)
    report.refresh_from_db()
    assert (report.text, report.contact) == ("", "")
    assert entries("retention.erasure_confirmed")[0].actor == "clock"


def test_the_database_itself_asks_for_who_confirmed(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    erasure.state, erasure.confirmed_at = "confirmed", AGREED
    with pytest.raises(IntegrityError, match="erasure_confirmed_by_whom"), transaction.atomic():
        erasure.save()
    erasure.confirmed_by = keep.proposer
    with pytest.raises(IntegrityError, match="erasure_confirmed_by_another"), transaction.atomic():
        erasure.save()


def test_bodies_hold_no_names(home: House, case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer, basis=Words("某法", "A Law"))
    sealed()
    confirmed(erasure, keep.first)
    said = str(
        [e.body for verb in ("proposed", "confirmed") for e in entries(f"retention.erasure_{verb}")]
    )
    for by in (home.roads_head, keep.proposer, keep.first):
        assert by.person.name_en not in said
        assert by.person.login not in said
