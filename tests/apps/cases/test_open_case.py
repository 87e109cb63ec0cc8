"""Opening a case, naming whom it concerns, who sees it."""

from datetime import date

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Case, Report
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.actions import PowerNotHeld
from tests.builders import at, entries, hold, house, post
from tests.case_builders import (
    ACT,
    OFFICER,
    REASONS,
    bench,
    named,
    opened_case,
    pack,
    received,
    well_founded,
)

pytestmark = pytest.mark.django_db
OPENED = at(2025, 4, 3)


def test_a_well_founded_report_opens_a_case_under_a_rule_pack() -> None:
    home = house()
    who = bench(home)
    case = opened_case(home, who)
    assert (case.officer, case.act_on, case.pack_id) == (who.officer, ACT, "trial")
    assert (case.number, case.title) == (f"2025-{case.pk:04d}", "Roads not mended")
    (entry,) = entries("cases.case_opened")
    assert entry.subject == case.ref
    assert entry.body["pack_digest"] == pack().digest


@pytest.mark.parametrize("outcome", [None, "unfounded", "insufficient"])
def test_a_report_that_is_not_well_founded_opens_none(outcome: str | None) -> None:
    home = house()
    who = bench(home)
    report = received(home)
    if outcome:
        actions.conclude_verification(
            report, outcome, reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
        )
    with pytest.raises(actions.ReportNotWellFounded):
        actions.open_case(report, pack=pack(), by=who.officer, at=OPENED)
    assert not Case.objects.exists()


def test_a_report_opens_one_case() -> None:
    home = house()
    who = bench(home)
    case = opened_case(home, who)
    with pytest.raises(actions.StepOutOfOrder):
        actions.open_case(case.report, pack=pack(), by=who.officer, at=OPENED)


def test_opening_needs_the_power_and_an_officer_who_may_investigate() -> None:
    home = house()
    who = bench(home)
    report = well_founded(home, who)
    with pytest.raises(PowerNotHeld):
        actions.open_case(report, pack=pack(), by=who.first, at=OPENED)
    with pytest.raises(PowerNotHeld):
        actions.open_case(report, pack=pack(), by=who.officer, officer=who.first, at=OPENED)


def test_a_case_needs_the_day_of_the_act() -> None:
    home = house()
    who = bench(home)
    report = well_founded(home, who)
    Report.objects.filter(pk=report.pk).update(happened_on=None)
    for day in (None, date(2025, 4, 4)):
        with pytest.raises(actions.DayOfActMissing):
            actions.open_case(report, pack=pack(), by=who.officer, at=OPENED, act_on=day)


def test_a_successor_does_not_answer_for_what_happened_before() -> None:
    home = house()
    who = bench(home)
    case = opened_case(home, who)
    organisation.end_appointment(
        home.roads_head, by=None, at=at(2025, 4, 1), until=date(2025, 4, 1)
    )
    newcomer = hold(home.roads_head.post, "newcomer", since=date(2025, 4, 1))
    with pytest.raises(actions.NotInPostThen):
        actions.name_concerned(case, newcomer, by=who.officer, at=OPENED)
    left = actions.name_concerned(case, home.roads_head, by=who.officer, at=OPENED)
    assert left.person == home.roads_head.person


def test_somebody_of_another_organisation_cannot_be_named() -> None:
    home, other = house(), house("O")
    who = bench(home)
    case = opened_case(home, who)
    with pytest.raises(actions.NotInPostThen):
        actions.name_concerned(case, other.roads_head, by=who.officer, at=OPENED)


def test_a_person_is_named_once_and_never_by_him_or_herself() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    with pytest.raises(actions.NamedAlready):
        actions.name_concerned(concerned.case, home.roads_head, by=who.officer, at=OPENED)
    with pytest.raises(actions.ConflictOfInterest):
        actions.name_concerned(concerned.case, who.officer, by=who.officer, at=OPENED)


def test_an_officer_whom_the_case_concerns_may_no_longer_work_on_it() -> None:
    home = house()
    who = bench(home)
    other = hold(post(home.root, "officer-2", *OFFICER), "otto")
    case = opened_case(home, who)
    actions.name_concerned(case, who.officer, by=other, at=OPENED)
    with pytest.raises(actions.ConflictOfInterest):
        actions.name_concerned(case, home.roads_head, by=who.officer, at=OPENED)


def test_cases_are_seen_by_powers_that_reach_them_and_by_whom_they_concern() -> None:
    home, other = house(), house("O")
    who = bench(home)
    case = named(home, who).case
    day = at(2025, 4, 5).date()
    for person in (who.officer, who.first, who.third, home.roads_head):
        assert list(queries.visible_to(person.person, on=day)) == [case]
    for person in (home.clerk, home.works_head, other.clerk):
        assert not queries.visible_to(person.person, on=day)


def test_a_power_over_one_unit_does_not_open_the_cases_of_another() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    near = hold(post(home.roads, "officer-2", *OFFICER), "rita")
    far = hold(post(home.works, "officer-3", *OFFICER), "walt")
    day = at(2025, 4, 5).date()
    assert list(queries.visible_to(near.person, on=day)) == [case]
    assert not queries.visible_to(far.person, on=day)


def test_the_person_concerned_reads_the_own_part_and_others_the_whole_file() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    day = at(2025, 4, 5).date()
    own = queries.standing(home.roads_head.person, concerned.case, on=day)
    assert (own.whole, own.own) == (False, concerned)
    officer = queries.standing(who.officer.person, concerned.case, on=day)
    assert (officer.whole, officer.own) == (True, None)
    assert list(queries.my_cases(home.roads_head.person)) == [concerned]


def test_the_list_of_cases_takes_the_same_few_queries_however_many_there_are(
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    home = house()
    who = bench(home)
    for _ in range(4):
        opened_case(home, who)
    day = at(2025, 4, 5).date()
    with django_assert_num_queries(2):
        rows = list(queries.visible_to(who.officer.person, on=day))
        assert [(row.unit.name, row.officer.person.name, row.officer.post.name) for row in rows]
    assert len(rows) == 4
