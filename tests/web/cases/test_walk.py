"""From a missed plan to a changed decision, through the pages, by the right people."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from remit.apps.cases.models import Appeal, Concerned, Decision
from remit.engines.dates import Month
from tests.builders import House, opened
from tests.case_builders import Bench, determined
from tests.web.cases.reading import Reader, number, reader

pytestmark = pytest.mark.django_db
MONTH = Month(2025, 3)


def reported(home: House) -> int:
    """The number of a report of the office about the plan of Roads."""
    plan = opened(home, MONTH)
    clerk = reader(home.clerk)
    form = clerk.reads("receive_report", about=plan.ref)
    assert "On which day was it due, or did it happen?" in form
    address = clerk.client.post(
        f"/cases/reports/new?about={plan.ref}",
        {
            "confirmed": "yes",
            "unit": home.roads.pk,
            "title_en": "The plan of Roads did not come",
            "text": "Nothing arrived by the due date.",
            "happened_on": plan.due.isoformat(),
        },
    ).url
    return number(address)


def case_open(home: House, who: Bench) -> int:
    """The number of a case on the report."""
    report, officer = reported(home), reader(who.officer)
    assert "Waiting: Verified" in officer.reads("report", report)
    officer.does(
        "conclude_verification", report, outcome="well_founded", reasons_en="The mailbox was empty."
    )
    address = officer.does(
        "open_case",
        report,
        title_en="The late plan of Roads",
        act_on=date(2025, 2, 28).isoformat(),
        pack_id="trial",
        officer=who.officer.pk,
    )
    return number(address)


def known(home: House, who: Bench) -> Concerned:
    """The head of Roads, named, with facts and evidence, heard, shares adopted, rules applied."""
    case, officer = case_open(home, who), reader(who.officer)
    officer.does("name_concerned", case, appointment=home.roads_head.pk)
    concerned = Concerned.objects.get(case=case)
    for code in ("missed", "means", "told"):
        _state(officer, case, code, concerned)
    officer.does(
        "hear", concerned.pk, held_on=timezone.localdate().isoformat(), said_en="I was ill."
    )
    officer.does("adopt_attribution", case, told="yes", refused="no", stepped_in="no")
    officer.does("determine", concerned.pk)
    return concerned


def _state(officer: Reader, case: int, code: str, concerned: Concerned) -> None:
    answer = officer.client.post(
        f"/cases/{case}/facts/state?code={code}",
        {"value": "yes", "status": "agreed", "concerned": concerned.pk, "said_by": "record"},
    )
    fact = number(answer.url)
    paper = SimpleUploadedFile("minutes.txt", b"It was so.", "text/plain")
    officer.does("add_evidence", fact, text_en="The minutes", file=paper)


def decided(home: House, who: Bench) -> Decision:
    """A warning that two deciders agreed to and that was served."""
    concerned, officer = known(home, who), reader(who.officer)
    address = officer.does(
        "propose_decision", concerned.pk, measure="warning", reasons_en="It was owed and left."
    )
    decision = number(address)
    for decider in (who.first, who.second):
        reader(decider).does("confirm_decision", decision)
    officer.does("serve_decision", decision)
    return Decision.objects.get(pk=decision)


def test_a_missed_plan_becomes_a_case_with_its_alleged_known_and_missing(
    home: House, who: Bench
) -> None:
    page = reader(who.officer).reads("case", case_open(home, who))
    assert "The plan of Roads did not come" in page
    assert "Nobody is named yet" in page
    assert "Plan of March 2025" in page


def test_the_shares_page_says_whose_share_is_whose_and_how_it_was_reckoned(
    home: House, who: Bench
) -> None:
    concerned = known(home, who)
    page = reader(who.officer).reads("attribution", concerned.case_id)
    assert "Share of the harm: half" in page
    assert "Everybody in the boat" in page
    assert "without rounding" in page


def test_the_person_page_draws_the_ladder_with_what_the_rules_admit(
    home: House, who: Bench
) -> None:
    page = reader(who.officer).reads("concerned", known(home, who).pk)
    assert "The rules admit: reminder talk to warning" in page
    assert "demerit in effect for 12 months · Internal Rule, art. 1 outside" in page
    assert "Missed plan" in page


def test_an_open_fact_is_asked_for_with_what_each_answer_leads_to(home: House, who: Bench) -> None:
    concerned = determined(home, who, told=None)
    page = reader(who.officer).reads("concerned", concerned.pk)
    assert "What is still to be asked Was the person told?" in page
    assert "no → exempt: no measure" in page
    assert "turns on open facts" in page


def test_new_facts_ask_for_the_rules_to_be_applied_again(home: House, who: Bench) -> None:
    concerned, officer = determined(home, who), reader(who.officer)
    _state(officer, concerned.case_id, "told", concerned)
    assert "Facts have changed since the rules were applied" in officer.reads(
        "concerned", concerned.pk
    )


def test_outside_the_range_a_reason_is_asked_for_and_then_kept(home: House, who: Bench) -> None:
    concerned, officer = known(home, who), reader(who.officer)
    proposal = {"measure": "demerit", "reasons_en": "Again."}
    refused = officer.sends("propose_decision", concerned.pk, **proposal)
    assert "lies outside what the rules admit" in refused.content.decode()
    officer.does("propose_decision", concerned.pk, **proposal, departure_en="The third time.")
    assert Decision.objects.get().departure_en == "The third time."


def test_two_decide_and_the_letter_can_be_read(home: House, who: Bench) -> None:
    decision = decided(home, who)
    page = reader(who.officer).reads("decision", decision.pk)
    assert decision.state == "served"
    assert "Dan Agreed" in page
    assert "Dora Agreed" in page
    assert "in effect:" in page


def test_the_person_appeals_and_two_others_make_it_lighter(home: House, who: Bench) -> None:
    decision, person = decided(home, who), reader(home.roads_head)
    assert "If you think it is wrong, you can appeal" in person.reads(
        "case", decision.concerned.case_id
    )
    person.does("file_appeal", decision.pk, grounds_en="I was ill and said so.")
    appeal = Appeal.objects.get()
    reader(who.third).does(
        "propose_on_appeal", appeal.pk, outcome="changed", measure="talk", reasons_en="Ill indeed."
    )
    reader(who.fourth).does("decide_appeal", appeal.pk)
    assert "decision changed" in reader(who.third).reads("appeal", appeal.pk)
    assert "reminder talk" in person.reads("case", decision.concerned.case_id)
    decision.refresh_from_db()
    assert decision.state == "superseded"


def test_a_changed_decision_lets_the_name_be_cleared_and_the_history_tells_all(
    home: House, who: Bench
) -> None:
    decision = decided(home, who)
    reader(home.roads_head).does("file_appeal", decision.pk, grounds_en="I was ill.")
    appeal = Appeal.objects.get()
    reader(who.third).does("propose_on_appeal", appeal.pk, outcome="revoked", reasons_en="Ill.")
    reader(who.fourth).does("decide_appeal", appeal.pk)
    officer = reader(who.officer)
    officer.does("rehabilitate", decision.concerned_id, reasons_en="The decision was revoked.")
    officer.does("close_case", decision.concerned.case_id)
    history = officer.reads("case_history", decision.concerned.case_id)
    for told in (
        "Report received",
        "Person heard",
        "Appeal decided",
        "Name cleared",
        "Case closed",
    ):
        assert told in history
