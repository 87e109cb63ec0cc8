"""Appealing, and deciding an appeal by two people new to the case."""

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Appeal, Decision
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.actions import PowerNotHeld
from remit.engines.rules import determine, parse_facts, parse_pack
from remit.engines.words import Words
from tests.builders import House, at, entries, hold, house, post, seal_all
from tests.case_builders import PACK, REASONS, RULES, Bench, bench, decided, pack, served

pytestmark = pytest.mark.django_db
FILED, PROPOSED, ANSWERED = at(2025, 5, 7), at(2025, 5, 12), at(2025, 5, 14)
GROUNDS = Words("", "I was not told.")


def filed(home: House, decision: Decision) -> Appeal:
    """The person's appeal, filed in time."""
    person = home.roads_head.person
    return actions.file_appeal(decision, grounds=GROUNDS, by=person, at=FILED, pack=pack())


def answered(appeal: Appeal, who: Bench, outcome: str, measure: str = "") -> Appeal:
    """The appeal after one member proposed the outcome and the other agreed."""
    actions.propose_on_appeal(
        appeal, outcome, pack=pack(), reasons=REASONS, by=who.third, at=PROPOSED, measure=measure
    )
    done = actions.decide_appeal(appeal, pack=pack(), by=who.fourth, at=ANSWERED)
    seal_all(ANSWERED)
    return done


def test_an_appeal_leaves_the_decision_in_effect_and_starts_the_panel_s_clock() -> None:
    home = house()
    decision = served(home, bench(home))
    appeal = filed(home, decision)
    decision.refresh_from_db()
    assert (decision.state, appeal.stage) == ("served", "reexamination")
    assert str(appeal.due) == "2025-06-07"
    assert decision.concerned.case.stage == "appealed"
    (entry,) = entries("cases.appeal_filed")
    assert (entry.actor, entry.body["decision"]) == (home.roads_head.person.ref, decision.ref)


def test_a_changed_decision_supersedes_the_first_and_never_edits_it() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    before = {f.name: getattr(decision, f.name) for f in Decision._meta.fields if f.name != "state"}
    appeal = answered(filed(home, decision), who, "changed", "talk")
    new = appeal.new_decision
    assert new is not None
    decision.refresh_from_db()
    after = {f.name: getattr(decision, f.name) for f in Decision._meta.fields if f.name != "state"}
    assert before == after
    assert (decision.state, new.supersedes, new.measure) == ("superseded", decision, "talk")
    assert [row.by for row in new.confirmations.all()] == [who.third, who.fourth]
    assert (new.effect_since, new.effect_until) == (decision.effect_since, None)
    assert entries("cases.appeal_decided")[0].body["new_decision"] == new.ref
    assert new.concerned.case.stage == "decided"


def test_an_upheld_decision_stays_and_its_person_gets_a_letter() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    appeal = answered(filed(home, decision), who, "upheld")
    decision.refresh_from_db()
    assert (decision.state, appeal.new_decision) == ("served", None)
    letter = Letter.objects.get(about=appeal.ref)
    assert "The decision is upheld." in letter.text
    assert "I was not told." in letter.text
    assert "no further appeal with a time limit" in letter.text


def test_a_revoked_decision_leaves_no_measure_and_the_name_is_cleared() -> None:
    home = house()
    who = bench(home)
    appeal = answered(filed(home, served(home, who)), who, "revoked")
    new = appeal.new_decision
    assert new is not None
    assert (new.measure, new.burdens, new.effect_since) == ("none", False, None)
    row = actions.rehabilitate(new.concerned, reasons=REASONS, by=who.officer, at=ANSWERED)
    assert (row.cause, row.decision) == ("revoked", new)
    assert "Your name is cleared" in Letter.objects.get(about=row.ref).subject
    with pytest.raises(actions.StepOutOfOrder):
        actions.rehabilitate(new.concerned, reasons=REASONS, by=who.officer, at=ANSWERED)


def test_facts_restated_on_appeal_are_determined_anew() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    appeal = filed(home, decision)
    actions.state_fact(
        decision.concerned.case,
        pack=pack(),
        by=who.third,
        at=PROPOSED,
        concerned=decision.concerned,
        code="told",
        value=False,
    )
    done = answered(appeal, who, "changed", "none")
    assert done.new_decision is not None
    assert done.new_decision.determination != decision.determination
    assert done.new_decision.determination.result["exempt"] is True
    assert not done.new_decision.departs


def test_a_decision_of_before_a_change_of_law_is_reviewed_under_the_rules_of_then() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    appeal = filed(home, decision)
    # Since 10 May nobody answers for a missed plan; decided on 15 April, reviewed on 12 May.
    ended = RULES.replace("when: {missed: true}", "when: {missed: true}, until: 2025-05-10")
    change = (
        "{since: 2025-05-10, rule: lighter_law, concluded: law_then, cite: {in: r, article: 20}}"
    )
    changed = parse_pack(
        {"pack.yaml": f"{PACK}transition:\n  - {change}\n", "rules/all.yaml": ended}
    )
    actions.state_fact(
        decision.concerned.case,
        pack=changed,
        by=who.third,
        at=PROPOSED,
        concerned=decision.concerned,
        code="means",
        value=None,
        status="unknown",
    )
    actions.propose_on_appeal(
        appeal, "changed", pack=changed, reasons=REASONS, by=who.third, at=PROPOSED,
        measure="talk", departure=REASONS,
    )  # fmt: skip
    done = actions.decide_appeal(appeal, pack=changed, by=who.fourth, at=ANSWERED)
    assert done.new_decision is not None
    assert done.new_decision.determination.result["high"] == "warning"
    facts = parse_facts(changed, {"missed": True, "means": True, "told": True})
    new_case = determine(changed, facts, PROPOSED.date(), decision.concerned.case.act_on)
    assert new_case.outcomes[0].status == "no_basis"


def test_nobody_is_treated_more_heavily_for_having_appealed() -> None:
    home = house()
    who = bench(home)
    appeal = filed(home, served(home, who))
    for measure in ("demerit", "warning"):
        with pytest.raises(actions.HeavierOnAppeal):
            actions.propose_on_appeal(
                appeal,
                "changed",
                pack=pack(),
                reasons=REASONS,
                by=who.third,
                at=PROPOSED,
                measure=measure,
                departure=REASONS,
            )


def test_only_the_person_concerned_appeals() -> None:
    home = house()
    who = bench(home)
    decision = served(home, who)
    for person in (home.clerk.person, who.officer.person):
        with pytest.raises(actions.NotConcerned):
            actions.file_appeal(decision, grounds=GROUNDS, by=person, at=FILED, pack=pack())
    assert not Appeal.objects.exists()


def test_an_appeal_is_in_time_on_its_last_day_and_late_on_the_next() -> None:
    home = house()
    decision = served(home, bench(home))
    person = home.roads_head.person
    with pytest.raises(actions.AppealOutOfTime) as refusal:
        actions.file_appeal(decision, grounds=GROUNDS, by=person, at=at(2025, 5, 17), pack=pack())
    assert "2025-05-16" in refusal.value.findings[0].message.en
    last = at(2025, 5, 16, 23, 59)
    assert actions.file_appeal(decision, grounds=GROUNDS, by=person, at=last, pack=pack())


def test_an_appeal_follows_the_service_and_is_filed_once() -> None:
    home = house()
    decision = decided(home, bench(home))
    person = home.roads_head.person
    with pytest.raises(actions.StepOutOfOrder):
        actions.file_appeal(decision, grounds=GROUNDS, by=person, at=FILED, pack=pack())
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    seal_all()
    filed(home, decision)
    with pytest.raises(actions.StepOutOfOrder):
        filed(home, decision)


def test_an_appeal_says_why() -> None:
    home = house()
    decision = served(home, bench(home))
    person = home.roads_head.person
    with pytest.raises(actions.NothingSaid):
        actions.file_appeal(decision, grounds=Words("", ""), by=person, at=FILED, pack=pack())


def test_who_took_part_before_does_not_decide_the_appeal() -> None:
    home = house()
    who = bench(home)
    appeal = filed(home, served(home, who))
    deed = {"pack": pack(), "reasons": REASONS, "at": PROPOSED}
    with pytest.raises(PowerNotHeld):
        actions.propose_on_appeal(appeal, "upheld", by=who.first, **deed)
    for number, person in enumerate((who.officer, who.first, who.second, home.clerk)):
        twin = hold(post(home.root, f"panel-{number + 3}", "cases.decide_appeal"), f"t{number}")
        type(twin).objects.filter(pk=twin.pk).update(person=person.person)
        twin.refresh_from_db()
        with pytest.raises(actions.ConflictOfInterest):
            actions.propose_on_appeal(appeal, "upheld", by=twin, **deed)


def test_one_member_alone_decides_no_appeal() -> None:
    home = house()
    who = bench(home)
    appeal = filed(home, served(home, who))
    with pytest.raises(actions.AppealProposalMissing):
        actions.decide_appeal(appeal, pack=pack(), by=who.third, at=PROPOSED)
    actions.propose_on_appeal(
        appeal, "upheld", pack=pack(), reasons=REASONS, by=who.third, at=PROPOSED
    )
    with pytest.raises(actions.TooFewPersons):
        actions.decide_appeal(appeal, pack=pack(), by=who.third, at=PROPOSED)
    appeal.refresh_from_db()
    assert appeal.decided_at is None


def test_an_appeal_is_decided_once() -> None:
    home = house()
    who = bench(home)
    appeal = answered(filed(home, served(home, who)), who, "upheld")
    with pytest.raises(actions.StepOutOfOrder):
        actions.decide_appeal(appeal, pack=pack(), by=who.fourth, at=ANSWERED)


def test_the_panel_sees_what_waits_for_it() -> None:
    home = house()
    who = bench(home)
    appeal = filed(home, served(home, who))
    day = PROPOSED.date()
    for member in (who.third, who.fourth):
        assert list(queries.waiting_for(member.person, on=day).on_appeal) == [appeal]
    actions.propose_on_appeal(
        appeal, "upheld", pack=pack(), reasons=REASONS, by=who.third, at=PROPOSED
    )
    assert not queries.waiting_for(who.third.person, on=day).on_appeal
    assert list(queries.waiting_for(who.fourth.person, on=day).on_appeal) == [appeal]
