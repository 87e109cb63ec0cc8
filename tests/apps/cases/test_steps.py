"""Which steps a case has taken, which come next, which clocks run."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Case
from remit.apps.cases.queries import packs as installed
from tests.builders import at, house
from tests.case_builders import (
    REASONS,
    bench,
    decided,
    named,
    opened_case,
    pack,
    proposed,
    served,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_pack")]


def states(case: Case) -> dict[str, str]:
    """The state of each step on the last day of April."""
    return {row.step.code: row.state for row in queries.next_steps(case, on=at(2025, 4, 30).date())}


def test_installed_packs_are_read_from_their_folder() -> None:
    assert set(installed()) == {"trial"}
    home = house()
    case = opened_case(home, bench(home))
    assert queries.pack_of(case) == pack()
    case.pack_id = "gone"
    with pytest.raises(queries.RulePackMissing):
        queries.pack_of(case)


def test_a_new_case_waits_for_the_hearing_and_the_shares() -> None:
    home = house()
    case = named(home, bench(home)).case
    assert states(case) == {
        "received": "done",
        "verified": "done",
        "opened": "done",
        "attributed": "possible",
        "heard": "possible",
        "determined": "missing",
        "proposed": "missing",
        "decided": "missing",
        "served": "missing",
        "appealed": "missing",
        "appeal_decided": "missing",
        "effect_ended": "missing",
        "rehabilitated": "missing",
        "closed": "missing",
    }


def test_a_step_names_who_may_take_it_and_leaves_out_who_is_barred() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    rows = queries.next_steps(decision.concerned.case, on=at(2025, 4, 30).date())
    step = next(row for row in rows if row.step.code == "decided")
    assert (step.state, set(step.may)) == ("possible", {who.first, who.second})
    assert not step.findings


def test_a_step_that_lacks_people_says_so() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    actions.name_concerned(decision.concerned.case, who.first, by=who.officer, at=at(2025, 4, 12))
    rows = queries.next_steps(decision.concerned.case, on=at(2025, 4, 30).date())
    step = next(row for row in rows if row.step.code == "decided" and row.concerned)
    assert (step.state, set(step.may)) == ("missing", {who.second})
    assert step.findings[0].id == "procedure.too_few_persons"


def test_a_proposal_sent_back_is_possible_again() -> None:
    home = house()
    who = bench(home)
    decision = proposed(home, who)
    actions.send_back(decision, reasons=REASONS, by=who.first, at=at(2025, 4, 14))
    found = states(decision.concerned.case)
    assert (found["proposed"], found["decided"]) == ("possible", "missing")


def test_done_steps_tell_the_day_and_who_took_them() -> None:
    home = house()
    who = bench(home)
    decision = decided(home, who)
    rows = queries.next_steps(decision.concerned.case, on=at(2025, 4, 30).date())
    step = next(row for row in rows if row.step.code == "decided")
    assert (str(step.on), step.by) == ("2025-04-15", (who.first.person.ref, who.second.person.ref))
    assert not step.again


def test_clocks_start_with_their_step_and_stop_with_the_step_they_wait_for() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    case, day = decision.concerned.case, at(2025, 4, 30).date()
    found = {row.clock.due.limit.id: row.clock for row in queries.clocks(case, on=day)}
    assert (found["whole"].state, str(found["whole"].ended)) == ("kept", "2025-04-15")
    assert (found["appeal"].state, str(found["appeal"].due.last_day)) == ("running", "2025-05-16")
    late = {row.clock.due.limit.id: row for row in queries.clocks(case, on=at(2025, 5, 17).date())}
    assert late["appeal"].clock.state == "missed"
    assert late["appeal"].concerned == decision.concerned


def test_a_clock_that_runs_alike_for_everybody_is_told_once() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    actions.name_concerned(case, home.clerk, by=who.officer, at=at(2025, 4, 5))
    (only,) = queries.clocks(case, on=at(2025, 4, 30).date())
    assert (only.concerned, only.clock.due.limit.id) == (None, "whole")


def test_steps_take_no_more_queries_for_more_people(
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    for appointment in (home.clerk, home.works_head):
        actions.name_concerned(case, appointment, by=who.officer, at=at(2025, 4, 5))
    fresh = Case.objects.get(pk=case.pk)
    with django_assert_max_num_queries(60):
        queries.next_steps(fresh, on=at(2025, 4, 30).date())
