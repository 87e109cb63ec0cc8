"""The draft of the causal situation that is gathered from the records."""

from datetime import date

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Case, Report
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Appointment
from remit.apps.plans import actions as plans
from remit.apps.plans.models import MonthlyPlan
from remit.engines.attribution import attribute
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import House, at, hold, house, opened
from tests.case_builders import REASONS, Bench, bench, opened_case, pack

pytestmark = pytest.mark.django_db
APRIL = Month(2025, 4)


def late_case(home: House, who: Bench, plan: MonthlyPlan) -> Case:
    """A case that the clock's report on a late plan has opened."""
    report = actions.receive_report(
        home.roads,
        title=Words("计划逾期", "Plan is late"),
        source=Report.Source.CLOCK,
        by=None,
        at=at(2025, 4, 4),
        about=plan.ref,
        happened_on=plan.due,
    )
    found = actions.conclude_verification(
        report, "well_founded", reasons=REASONS, by=who.officer, at=at(2025, 4, 7)
    )
    return actions.open_case(found.report, pack=pack(), by=who.officer, at=at(2025, 4, 8))


def shares(case: Case, **answers: bool) -> dict[str, str]:
    """The share of each person in the draft, by sign-in name."""
    draft = queries.situation(case, answers=answers)
    assert draft.situation is not None
    report = attribute(draft.situation)
    return {person.name.en: str(person.share) for person in report.persons}


def succeeded(home: House, on: date) -> Appointment:
    """A newcomer who takes over Roads on the day."""
    organisation.end_appointment(home.roads_head, by=None, at=at(2025, 3, 1), until=on)
    return hold(home.roads_head.post, "nora", since=on)


def test_a_late_plan_is_shared_with_the_superior_who_did_not_remind() -> None:
    home = house()
    who = bench(home)
    case = late_case(home, who, opened(home, APRIL))
    assert shares(case) == {"Rosa-H": "1/2", "Clerk-H": "1/2"}
    draft = queries.situation(case)
    assert draft.scene is not None
    assert (draft.scene.doer, draft.scene.superior) == (home.roads_head, home.clerk)
    assert draft.scene.predecessor is None
    assert draft.situation is not None
    assert (draft.situation.outcome.amount, draft.situation.outcome.unit) == (4, "d")


def test_a_reminder_on_record_takes_the_superior_out() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    plans.remind(plan, by=None, at=at(2025, 3, 28))
    case = late_case(home, who, plan)
    assert shares(case) == {"Rosa-H": "1", "Clerk-H": "0"}
    stepped_in = next(q for q in queries.situation(case).questions if q.id == "stepped_in")
    assert (stepped_in.suggested, len(stepped_in.refs)) == (True, 1)
    assert "28 March 2025" in stepped_in.because.en
    assert shares(case, stepped_in=False) == {"Rosa-H": "1/2", "Clerk-H": "1/2"}


def test_means_refused_move_the_whole_share_to_who_refused_them() -> None:
    home = house()
    who = bench(home)
    case = late_case(home, who, opened(home, APRIL))
    assert shares(case, refused=True) == {"Rosa-H": "0", "Clerk-H": "1"}


def test_a_newcomer_who_was_not_told_has_no_share() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    succeeded(home, date(2025, 3, 29))
    case = late_case(home, who, plan)
    assert shares(case) == {"Nora": "0", "Clerk-H": "1/2", "Rosa-H": "1/2"}
    assert shares(case, concealed=False) == {"Nora": "1/3", "Clerk-H": "1/3", "Rosa-H": "1/3"}


def test_a_newcomer_who_was_reminded_counts_as_told() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    succeeded(home, date(2025, 3, 29))
    plans.remind(plan, by=None, at=at(2025, 3, 30))
    case = late_case(home, who, plan)
    assert shares(case) == {"Nora": "1/2", "Clerk-H": "0", "Rosa-H": "1/2"}


def test_what_nobody_was_told_of_is_nobody_s_fault() -> None:
    home = house()
    who = bench(home)
    case = late_case(home, who, opened(home, APRIL))
    assert shares(case, told=False, stepped_in=True) == {"Rosa-H": "0", "Clerk-H": "0"}


def test_a_duty_alone_is_enough_for_a_draft() -> None:
    home = house()
    who = bench(home)
    duty = organisation.list_duty(
        home.roads_head.post, "3", Words("修路", "keep the roads"), by=None, at=at(2025, 1, 7)
    )
    case = opened_case(home, who)
    case.report.duty = duty
    case.report.save()
    assert shares(case) == {"Rosa-H": "1/2", "Clerk-H": "1/2"}


def test_without_a_duty_or_with_a_vacant_post_the_draft_says_why_there_is_none() -> None:
    home = house()
    who = bench(home)
    bare = queries.situation(opened_case(home, who))
    assert (bare.situation, bare.findings[0].id) == (None, "cases.no_duty_named")
    plan = opened(home, APRIL)
    organisation.end_appointment(
        home.roads_head, by=None, at=at(2025, 3, 1), until=date(2025, 3, 25)
    )
    vacant = queries.situation(late_case(home, who, plan))
    assert (vacant.situation, vacant.findings[0].id) == (None, "cases.post_vacant")


def test_the_thread_leads_from_the_plan_to_the_case() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    case = late_case(home, who, plan)
    links = {link.kind: link.ref for link in queries.thread(case)}
    assert (links["plan"], links["case"]) == (plan.ref, case.ref)
    assert (links["decision"], links["matter"]) == ("", "")


def test_owners_carry_their_seat_tenure_and_unit_into_what_is_kept() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    newcomer = succeeded(home, date(2025, 3, 29))
    case = late_case(home, who, plan)
    drafted = queries.situation(case, answers={"concealed": False}).situation
    assert drafted is not None
    kept = actions.adopt_attribution(case, drafted, by=who.officer, at=at(2025, 4, 9))
    owners = {owner["key"]: owner for owner in kept.situation["owners"]}
    heir, maker = owners[newcomer.ref], owners[home.roads_head.ref]
    assert heir["seat"] == maker["seat"] == home.roads_head.post.ref
    assert (maker["since"], maker["until"], heir["since"]) == (
        "2025-01-06",
        "2025-03-29",
        "2025-03-29",
    )
    assert heir["unit"] == {"zh": "道路科", "en": "Roads"}
    # The tenure is half-open: the last day in the post is the day before it ends.
    assert {c["on"] for c in kept.situation["choices"] if c["owner"] == maker["key"]} == {
        "2025-03-28"
    }
    assert [(u["unit"]["en"], u["share"]) for u in kept.report["units"]] == [
        ("Roads", "1/2"),
        ("Trial Town", "1/2"),
    ]


def limits(case: Case, **answers: bool | None) -> dict[str, tuple[str, str, str]]:
    """The share of each person in the draft with its limits, by sign-in name."""
    draft = queries.situation(case, answers=answers)
    assert draft.situation is not None
    report = attribute(draft.situation)
    return {
        person.name.en: (str(person.share), str(person.interval.low), str(person.interval.high))
        for person in report.persons
        if person.interval
    }


def test_what_is_disputed_is_reckoned_as_the_records_suggest_with_both_limits() -> None:
    home = house()
    who = bench(home)
    case = late_case(home, who, opened(home, APRIL))
    assert limits(case) == {}
    assert limits(case, told=None) == {
        "Rosa-H": ("1/2", "0", "1/2"),
        "Clerk-H": ("1/2", "1/2", "1"),
    }
    assert limits(case, refused=None) == {
        "Rosa-H": ("1/2", "0", "1/2"),
        "Clerk-H": ("1/2", "1/2", "1"),
    }
    assert limits(case, stepped_in=None) == {
        "Rosa-H": ("1/2", "1/2", "1"),
        "Clerk-H": ("1/2", "0", "1/2"),
    }


def test_a_reminder_on_record_that_is_disputed_excuses_the_superior_meanwhile() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    plans.remind(plan, by=None, at=at(2025, 3, 28))
    case = late_case(home, who, plan)
    assert limits(case, stepped_in=None) == {
        "Rosa-H": ("1", "1/2", "1"),
        "Clerk-H": ("0", "0", "1/2"),
    }


def test_a_disputed_handover_leaves_the_newcomer_a_share_of_nothing_to_a_third() -> None:
    home = house()
    who = bench(home)
    plan = opened(home, APRIL)
    succeeded(home, date(2025, 3, 29))
    case = late_case(home, who, plan)
    assert limits(case, concealed=None)["Nora"] == ("0", "0", "1/3")
