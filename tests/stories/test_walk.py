"""From duty to decision, told in words: a month is missed, and everything that follows from it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from remit.apps.cases import actions as cases
from remit.apps.cases import queries as files
from remit.apps.cases.models import Appeal, Case, Concerned, Decision, Report
from remit.apps.correspondence.models import Letter
from remit.apps.ledger.queries import about
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.organisation.models import Appointment
from remit.apps.plans import actions as plans
from remit.apps.plans import queries as months
from remit.apps.plans.models import MonthlyPlan, Target
from remit.demo.register import Register
from remit.demo.statements import stated
from remit.engines.dates import Month
from remit.engines.words import Words
from remit.jobs.clock import tick
from remit.jobs.ledger import seal
from tests.stories.conftest import ZONE

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
PEOPLE = Words("人", "people")
PACK = "cn-administrative-discipline"
NOT_FOUND = (
    "confessed", "denounced", "averted_loss", "minor_role", "returned_gains", "misled_or_coerced",
    "repentant", "reoffended", "obstructed", "evidence_destroyed", "shielded", "incited",
    "refused_return", "acted_on_order", "objected_to_order", "superior_insisted",
    "order_manifestly_unlawful", "leadership_accountability", "trial_error", "reservation_voiced",
    "unforeseeable",
)  # fmt: skip
FOUND: dict[str, bool | str] = {
    "bad_consequence": True, "cooperated": True, "gravity": "ordinary", "crime": "none",
    "person_status": "village_manager",
}  # fmt: skip


def on(month: int, day: int, hour: int = 9) -> datetime:
    """An hour of a day in 2026."""
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def told(town: Register, login: str, kind: str) -> list[Letter]:
    """The letters of a kind that reached a person, oldest first."""
    rows = Letter.objects.filter(to_ref=town.people[login].ref, kind=kind, state="delivered")
    return list(rows.order_by("id"))


def test_a_missed_month_becomes_a_decision_and_an_appeal_changes_it(town: Register) -> None:
    target = the_head_sets_a_target(town)
    plan = the_clock_opens_the_month(town, target)
    the_chair_lets_the_day_pass_and_is_reminded(town, plan)
    the_plan_comes_six_days_late(town, plan)
    the_office_publishes_what_came_of_it(town, plan)
    report = the_office_reports_the_missed_duty(town, plan)
    case = the_officer_opens_a_case(town, report)
    concerned = the_chair_is_named_and_heard(town, case)
    the_shares_are_adopted(town, case)
    decision = two_others_decide(town, concerned)
    the_letter_says_why(town, decision)
    appeal = the_chair_appeals(town, decision)
    two_new_people_change_the_decision(town, appeal)
    the_ledger_tells_all_of_it(town, case, decision, appeal)


def the_head_sets_a_target(town: Register) -> Target:
    return plans.set_target(
        town.units["yunling"], town.posts["yunling.head"], 2026, "tasks",
        Words("上门接种约定和陪同", "Home vaccination arranged and attended"), annual=Decimal(20),
        measure=PEOPLE, by=town.acting("head", on(1, 5)), at=on(1, 5),
        months={MARCH: Decimal(10), APRIL: Decimal(10)}, duty=town.duties["yunling.head", "2"],
    )  # fmt: skip


def the_clock_opens_the_month(town: Register, target: Target) -> MonthlyPlan:
    tick(on(2, 22, 8))
    plan = months.plan(town.units["yunling"], MARCH)
    assert plan is not None
    assert plan.due == date(2026, 2, 28)
    assert [item.target for item in months.items(plan)] == [target]
    return plan


def the_chair_lets_the_day_pass_and_is_reminded(town: Register, plan: MonthlyPlan) -> None:
    for day in (on(2, 25, 8), on(3, 1, 8)):
        tick(day)
    before, after = told(town, "he.chi", "reminder")
    assert "还有3天" in before.subject
    assert "已逾期1天" in after.subject
    assert after.link == plan.address


def the_plan_comes_six_days_late(town: Register, plan: MonthlyPlan) -> None:
    stranger = town.acting("liuwan.head", on(3, 6))
    with pytest.raises(PowerNotHeld):
        plans.submit_plan(plan, by=stranger, at=on(3, 6))
    plans.submit_plan(plan, by=town.acting("yunling.head", on(3, 6)), at=on(3, 6))
    assert months.days_late(plan, on=date(2026, 3, 6)) == 6


def the_office_publishes_what_came_of_it(town: Register, plan: MonthlyPlan) -> None:
    tick(on(3, 25, 8))
    (line,) = months.items(plan)
    why = Words("主任外出，没有约定日期。", "The chair was away; no day was agreed.")
    chair = town.acting("yunling.head", on(3, 31))
    plans.report_results(plan, [plans.Result(line, Decimal(3), why)], by=chair, at=on(3, 31))
    clerk = town.acting("office.clerk", on(4, 1))
    plans.publish_summary(town.root, MARCH, by=clerk, at=on(4, 1))
    tick(on(4, 1, 10))
    (mail,) = told(town, "he.chi", "summary")
    assert "2026年3月" in mail.subject
    assert bytes(mail.pdf or b"").startswith(b"%PDF")
    following = months.plan(town.units["yunling"], APRIL)
    assert following is not None
    rest = months.items(following).get(carried_from=line)
    assert (rest.planned, rest.first_month) == (Decimal(7), MARCH.first)


def the_office_reports_the_missed_duty(town: Register, plan: MonthlyPlan) -> Report:
    return cases.receive_report(
        town.units["yunling"],
        title=Words("云岭村三月计划逾期，七人未接种", "Yunling's March plan was late; seven not vaccinated"),
        source="office", by=town.acting("office.clerk", on(4, 2)), at=on(4, 2), about=plan.ref,
        duty=town.duties["yunling.head", "2"], happened_on=plan.due,
    )  # fmt: skip


def the_officer_opens_a_case(town: Register, report: Report) -> Case:
    officer = town.acting("officer", on(4, 7))
    reasons = Words("逾期属实，须查明原因。", "It was late; why must be shown.")
    cases.conclude_verification(report, "well_founded", reasons=reasons, by=officer, at=on(4, 7))
    case = cases.open_case(report, pack=files.packs()[PACK], by=officer, at=on(4, 9))
    assert case.act_on == date(2026, 2, 28)
    return case


def the_chair_is_named_and_heard(town: Register, case: Case) -> Concerned:
    officer, pack = town.acting("officer", on(4, 9)), files.pack_of(case)
    concerned = cases.name_concerned(
        case, town.acting("yunling.head", on(2, 28)), by=officer, at=on(4, 9)
    )
    act = Words("没有报送计划，也没有约定接种。", "Neither sent the plan nor arranged vaccination.")
    fact = cases.state_fact(
        case, pack=pack, statement=act, code="act", value="neglect", by=officer, at=on(4, 10)
    )
    cases.add_evidence(
        fact,
        text=Words("计划记录", "The plan"),
        reference=case.report.about,
        by=officer,
        at=on(4, 10),
    )
    for code, value in {**FOUND, **dict.fromkeys(NOT_FOUND, False)}.items():
        cases.state_fact(
            case,
            pack=pack,
            statement=stated(code, value),
            code=code,
            value=value,
            by=officer,
            at=on(4, 10),
        )
    said = Words(
        "三张表要填，我以为可以缓一缓。",
        "There were three forms to fill in; I thought it could wait.",
    )
    answer = Words("提醒两次仍未报送。", "Two reminders were left unanswered.")
    cases.hear(concerned, said=said, answer=answer, by=officer, at=on(4, 14))
    return concerned


def the_shares_are_adopted(town: Register, case: Case) -> None:
    draft = files.situation(case, answers={"stepped_in": False})
    assert draft.situation is not None
    adopted = cases.adopt_attribution(
        case, draft.situation, by=town.acting("officer", on(4, 16)), at=on(4, 16)
    )
    shares = {row["person"]: row["share"] for row in adopted.report["persons"]}
    assert shares == {town.people["he.chi"].ref: "1/2", town.people["lu.ping"].ref: "1/2"}


def two_others_decide(town: Register, concerned: Concerned) -> Decision:
    officer, pack = town.acting("officer", on(4, 17)), files.pack_of(concerned.case)
    determination = cases.determine(concerned, pack=pack, by=officer, at=on(4, 17))
    assert determination.result["high"] == "major_demerit"
    reasons = Words("份额二分之一，配合调查。", "Half the share; cooperated.")
    decision = cases.propose_decision(
        concerned, "demerit", pack=pack, reasons=reasons, by=officer, at=on(4, 20)
    )
    superior = town.acting("deputy.health", on(4, 21))
    for barred in (officer, superior):
        with pytest.raises((PowerNotHeld, cases.ConflictOfInterest)):
            cases.confirm_decision(decision, pack=pack, by=barred, at=on(4, 21))
    first, second = panel(town, "decider", on(4, 22))
    decision = cases.confirm_decision(decision, pack=pack, by=first, at=on(4, 22))
    assert decision.state == "proposed"
    decision = cases.confirm_decision(decision, pack=pack, by=second, at=on(4, 23))
    assert decision.state == "decided"
    seal(on(4, 23))
    return decision


def the_letter_says_why(town: Register, decision: Decision) -> None:
    tick(on(4, 24, 8))
    (letter,) = told(town, "he.chi", "decision")
    assert bytes(letter.pdf or b"").startswith(b"%PDF")
    for words in ("记过", "份额", "第三十九条", "2026年4月23日"):
        assert words in letter.text
    cases.serve_decision(decision, by=town.acting("officer", on(4, 24)), at=on(4, 24, 10))
    seal(on(4, 24, 10))


def the_chair_appeals(town: Register, decision: Decision) -> Appeal:
    pack = files.pack_of(decision.concerned.case)
    grounds = Words("四月我已挨户补齐七人。", "In April I had all seven vaccinated, door by door.")
    decision.refresh_from_db()
    with pytest.raises(cases.NotConcerned):
        cases.file_appeal(
            decision, grounds=grounds, by=town.people["lu.ping"], at=on(5, 8), pack=pack
        )
    appeal = cases.file_appeal(
        decision, grounds=grounds, by=town.people["he.chi"], at=on(5, 8), pack=pack
    )
    assert appeal.due == date(2026, 6, 8)
    return appeal


def two_new_people_change_the_decision(town: Register, appeal: Appeal) -> None:
    pack = files.pack_of(appeal.decision.concerned.case)
    first, second = panel(town, "appeal", on(5, 20))
    reasons = Words("补种属实，变更为警告。", "The vaccination is confirmed; changed to a warning.")
    cases.propose_on_appeal(
        appeal, "changed", pack=pack, reasons=reasons, measure="warning", by=first, at=on(5, 20)
    )
    settled = cases.decide_appeal(appeal, pack=pack, by=second, at=on(5, 21))
    new, old = settled.new_decision, Decision.objects.get(pk=appeal.decision_id)
    assert new is not None
    assert (old.state, old.measure) == ("superseded", "demerit")
    assert (new.supersedes_id, new.measure, new.effect_since) == (
        old.pk,
        "warning",
        date(2026, 4, 23),
    )


def the_ledger_tells_all_of_it(
    town: Register, case: Case, decision: Decision, appeal: Appeal
) -> None:
    tick(on(5, 22, 8))
    entries = about(case.report.about, case.report.ref, case.ref, decision.ref, appeal.ref)
    assert list(dict.fromkeys(entries.values_list("verb", flat=True))) == [
        "plans.plan_opened", "plans.plan_reminded", "plans.plan_submitted", "plans.results_reported",
        "cases.report_received", "cases.verification_concluded", "cases.case_opened",
        "cases.attribution_adopted", "cases.decision_proposed", "cases.decision_confirmed",
        "cases.decision_made", "cases.decision_served", "cases.appeal_filed",
        "cases.appeal_outcome_proposed", "cases.appeal_decided",
    ]  # fmt: skip
    assert not entries.filter(seq__isnull=True).exists()
    assert "警告" in told(town, "he.chi", "decision")[-1].text


def panel(town: Register, seats: str, at: datetime) -> tuple[Appointment, Appointment]:
    """The two who decide, or decide on appeal."""
    return town.acting(f"{seats}.1", at), town.acting(f"{seats}.2", at)
