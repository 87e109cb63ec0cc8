"""Proposing to erase: by whom, on which basis, and what is never proposed."""

import pytest
from django.db import IntegrityError, transaction

from remit.apps.cases import actions as cases
from remit.apps.cases.models import Case
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.retention import actions
from remit.apps.retention.models import Erasure
from remit.engines.words import Words
from tests.builders import House, at, entries, seal_all
from tests.case_builders import Bench, opened_case, served, well_founded
from tests.retention_builders import (
    BASIS,
    CASE_OVER,
    LATER,
    WHY,
    Keepers,
    proposed_erasure,
    unfounded,
)

DAY_BEFORE, ON_THE_DAY = at(2035, 4, 19), at(2035, 4, 20)


def test_a_keeper_proposes_to_erase_a_closed_case(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    assert (erasure.state, erasure.what, erasure.automatic) == ("proposed", case.ref, False)
    assert erasure.class_id == "cn-case-without-measure"
    (entry,) = entries("retention.erasure_proposed")
    assert (entry.subject, entry.actor, entry.matter) == (erasure.ref, keep.proposer.ref, "")
    assert entry.body == {
        "kind": "case_without_measure",
        "what": case.ref,
        "class": "cn-case-without-measure",
        "basis": BASIS.en,
        "automatic": False,
    }


def test_a_person_may_propose_it_before_its_period_is_over(case: Case, keep: Keepers) -> None:
    assert proposed_erasure(case, keep.proposer, at(2025, 6, 1)).state == "proposed"


def test_the_clock_proposes_on_the_first_day_after_the_period_and_not_before(case: Case) -> None:
    assert ON_THE_DAY.date() == CASE_OVER
    with pytest.raises(actions.NotOverYet):
        proposed_erasure(case, None, DAY_BEFORE)
    erasure = proposed_erasure(case, None, ON_THE_DAY)
    assert erasure.proposed_by is None
    assert entries("retention.erasure_proposed")[0].actor == "clock"


def test_without_the_power_nobody_proposes(case: Case, keep: Keepers, who: Bench) -> None:
    for by in (keep.first, who.officer):
        with pytest.raises(PowerNotHeld):
            proposed_erasure(case, by)
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("basis", [Words("", ""), Words(" ", "\n")])
def test_nothing_is_proposed_without_a_legal_basis(case: Case, keep: Keepers, basis: Words) -> None:
    with pytest.raises(actions.WithoutLegalBasis):
        proposed_erasure(case, keep.proposer, basis=basis)
    assert proposed_erasure(case, keep.proposer).basis_en == BASIS.en


def test_the_database_itself_keeps_the_basis(case: Case, keep: Keepers) -> None:
    erasure = proposed_erasure(case, keep.proposer)
    erasure.basis_zh = erasure.basis_en = ""
    with pytest.raises(IntegrityError, match="erasure_has_a_legal_basis"), transaction.atomic():
        erasure.save()


def test_reasons_name_nobody_whom_the_matter_concerns(
    home: House, case: Case, keep: Keepers
) -> None:
    name = home.roads_head.person.name_en
    for basis, reasons in ((BASIS, Words("", f"{name} asks for it")), (Words("", name), WHY)):
        with pytest.raises(actions.ReasonsNameSomebody):
            actions.propose_erasure(
                "case_without_measure",
                case.ref,
                basis=basis,
                reasons=reasons,
                by=keep.proposer,
                at=LATER,
            )


def test_reasons_are_needed(case: Case, keep: Keepers) -> None:
    with pytest.raises(actions.NothingSaid):
        actions.propose_erasure(
            "case_without_measure",
            case.ref,
            basis=BASIS,
            reasons=Words("", ""),
            by=keep.proposer,
            at=LATER,
        )


def test_it_is_proposed_once(case: Case, keep: Keepers) -> None:
    proposed_erasure(case, keep.proposer)
    with pytest.raises(actions.ProposedAlready):
        proposed_erasure(case, keep.both)


def test_an_open_case_is_not_erased(home: House, who: Bench, keep: Keepers) -> None:
    with pytest.raises(actions.NothingToErase):
        proposed_erasure(opened_case(home, who), keep.proposer)


def test_a_report_that_led_to_a_case_is_not_erased_by_itself(
    home: House, who: Bench, keep: Keepers
) -> None:
    report = well_founded(home, who)
    for kind in ("report_unfounded", "report_insufficient"):
        with pytest.raises(actions.NothingToErase):
            actions.propose_erasure(
                kind, report.ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
            )


def test_somebody_in_post_is_not_erased(home: House, keep: Keepers) -> None:
    for ref in (home.clerk.person.ref, "organisation.person:0", "organisation.person:x", "else"):
        with pytest.raises(actions.NothingToErase):
            actions.propose_erasure(
                "person_left", ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
            )


def test_what_the_archives_must_keep_is_never_proposed(
    home: House, who: Bench, keep: Keepers
) -> None:
    decision = served(home, who)
    cases.end_effect(decision, at=at(2025, 10, 15))
    seal_all(at(2025, 10, 15))
    case = cases.close_case(decision.concerned.case, by=who.officer, at=at(2025, 10, 16))
    with pytest.raises(actions.KeptByLaw) as told:
        actions.propose_erasure(
            "case_with_measure",
            case.ref,
            basis=BASIS,
            reasons=WHY,
            by=keep.proposer,
            at=at(2095, 1, 1),
        )
    assert "Order" in str(told.value) or "Archives Law" in str(told.value)


def test_only_an_unfounded_report_is_automatic_and_only_for_the_clock(
    home: House, who: Bench, keep: Keepers
) -> None:
    report = unfounded(home, who)
    by_person = actions.propose_erasure(
        "report_unfounded", report.ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
    )
    assert not by_person.automatic
    with pytest.raises(IntegrityError, match="erasure_automatic"), transaction.atomic():
        Erasure.objects.filter(pk=by_person.pk).update(automatic=True)
