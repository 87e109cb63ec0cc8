"""Cases under the rule packs that are shipped: each can be opened, determined, decided, appealed."""

from datetime import date

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Appeal, Decision
from remit.apps.cases.queries.packs import limits_kept
from remit.apps.correspondence.models import Letter
from remit.engines.rules import Pack
from remit.engines.words import Words
from tests.builders import House, at, house, seal_all
from tests.case_builders import REASONS, Bench, bench, lateness, well_founded

pytestmark = pytest.mark.django_db
DISCIPLINE, ENTERPRISE = "cn-administrative-discipline", "enterprise-accountability"


def decided_under(home: House, who: Bench, pack: Pack, measure: str) -> Decision:
    """A served decision about the head of Roads under the pack, with no fact stated."""
    report = well_founded(home, who)
    case = actions.open_case(report, pack=pack, by=who.officer, at=at(2025, 4, 3))
    concerned = actions.name_concerned(case, home.roads_head, by=who.officer, at=at(2025, 4, 4))
    actions.hear(concerned, said=REASONS, by=who.officer, at=at(2025, 4, 8))
    situation = lateness(concerned, home.clerk)
    actions.adopt_attribution(case, situation, by=who.officer, at=at(2025, 4, 9))
    actions.determine(concerned, pack=pack, by=who.officer, at=at(2025, 4, 10))
    deed = {"pack": pack, "reasons": REASONS, "departure": REASONS, "by": who.officer}
    decision = actions.propose_decision(concerned, measure, at=at(2025, 4, 11), **deed)
    for decider in (who.first, who.second):
        decision = actions.confirm_decision(decision, pack=pack, by=decider, at=at(2025, 4, 15))
    seal_all()
    done = actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    seal_all()
    return done


def appealed(home: House, who: Bench, decision: Decision, pack: Pack, month: int) -> Appeal:
    """An appeal of that month, upheld in the same month."""
    person, when = home.roads_head.person, at(2025, month, 10)
    words = Words("", "Please look again.")
    return actions.file_appeal(decision, grounds=words, by=person, at=when, pack=pack)


@pytest.mark.parametrize("name", [DISCIPLINE, ENTERPRISE])
def test_a_shipped_pack_names_what_must_be_asked_and_admits_nothing_unasked(name: str) -> None:
    home = house()
    pack = queries.packs()[name]
    decision = decided_under(home, bench(home), pack, pack.ladder[1].code)
    result = decision.determination.result
    assert (result["settled"], decision.departs) == (False, True)
    assert result["deciding"]
    letter = Letter.objects.get(about=decision.ref)
    assert letter.content["rights"]


def test_discipline_gives_a_month_for_re_examination_and_a_month_for_review() -> None:
    home = house()
    who = bench(home)
    pack = queries.packs()[DISCIPLINE]
    decision = decided_under(home, who, pack, "warning")
    appeal = appealed(home, who, decision, pack, 5)
    assert (appeal.stage, str(appeal.due)) == ("reexamination", "2025-06-10")
    actions.propose_on_appeal(
        appeal, "upheld", pack=pack, reasons=REASONS, by=who.third, at=at(2025, 5, 12)
    )
    actions.decide_appeal(appeal, pack=pack, by=who.fourth, at=at(2025, 5, 13))
    seal_all()
    letter = Letter.objects.get(about=appeal.ref)
    assert "the last day is 13 June 2025" in letter.content["rights"][0]
    review = appealed(home, who, decision, pack, 6)
    assert (review.stage, str(review.due)) == ("review", "2025-08-10")


def test_a_review_is_for_people_new_to_the_re_examination_too() -> None:
    home = house()
    who = bench(home)
    pack = queries.packs()[DISCIPLINE]
    decision = decided_under(home, who, pack, "warning")
    appeal = appealed(home, who, decision, pack, 5)
    deed = {"pack": pack, "reasons": REASONS, "by": who.third}
    actions.propose_on_appeal(appeal, "upheld", at=at(2025, 5, 12), **deed)
    actions.decide_appeal(appeal, pack=pack, by=who.fourth, at=at(2025, 5, 13))
    seal_all()
    review = appealed(home, who, decision, pack, 6)
    with pytest.raises(actions.ConflictOfInterest):
        actions.propose_on_appeal(review, "upheld", at=at(2025, 6, 12), **deed)


def test_a_time_limit_that_no_step_of_a_case_ends_is_not_kept_as_a_clock() -> None:
    pack = queries.packs()["cn-administrative-discipline"]
    on = date(2026, 6, 1)
    told = {limit.ends for limit in pack.clocks_on(on)}
    kept = {limit.ends for limit in limits_kept(pack, on=on)}
    assert "formalities_done" in told - kept
    assert "appealed:reexamination" in kept
