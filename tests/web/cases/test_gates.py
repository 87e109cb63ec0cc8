"""Who may open what: the office its reach, the person concerned the own part, nobody else anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from remit.apps.cases.models import Evidence, Fact
from tests.builders import House, at, hold, house, post
from tests.case_builders import Bench, named, proposed, received, served, stated
from tests.web.cases.reading import Reader, reader

pytestmark = pytest.mark.django_db
OFFICE = ("case", "facts", "attribution", "case_history")


def test_a_visitor_is_asked_to_sign_in(home: House) -> None:
    answer = Reader(None).get("cases")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in")


@pytest.mark.parametrize("name", OFFICE)
def test_a_colleague_without_a_power_over_cases_does_not_find_the_case(
    home: House, who: Bench, name: str
) -> None:
    case = named(home, who).case_id
    assert reader(home.works_head).get(name, case).status_code == 404


@pytest.mark.parametrize("name", OFFICE)
def test_an_officer_of_another_organisation_does_not_find_the_case(
    home: House, who: Bench, name: str
) -> None:
    case = named(home, who).case_id
    other = hold(post(house("B").root, "officer", "cases.investigate"), "otto")
    assert reader(other).get(name, case).status_code == 404


def test_who_does_not_hold_the_power_of_a_deed_is_refused(home: House, who: Bench) -> None:
    decision = proposed(home, who)
    assert reader(who.officer).sends("confirm_decision", decision.pk).status_code == 403
    assert reader(who.first).sends("determine", decision.concerned_id).status_code == 403
    assert reader(home.works_head).sends("hear", decision.concerned_id).status_code == 403


def test_the_same_decider_twice_is_refused_in_words(home: House, who: Bench) -> None:
    decision, dan = proposed(home, who), reader(who.first)
    dan.does("confirm_decision", decision.pk)
    answer = dan.sends("confirm_decision", decision.pk)
    assert answer.status_code == 200
    assert "Something has to be put right first" in answer.content.decode()


def test_the_person_concerned_reads_the_own_part_and_nothing_else(home: House, who: Bench) -> None:
    decision = served(home, who)
    person = reader(home.roads_head)
    page = person.reads("case", decision.concerned.case_id)
    assert "not a finding of fault" in page
    assert "Your share of the harm" in page
    assert home.clerk.person.name not in page
    for name in OFFICE[1:]:
        assert person.get(name, decision.concerned.case_id).status_code == 404
    assert person.get("concerned", decision.concerned_id).status_code == 404


def test_a_proposal_is_not_shown_to_the_person_before_it_is_decided(
    home: House, who: Bench
) -> None:
    decision = proposed(home, who)
    person = reader(home.roads_head)
    assert person.get("decision", decision.pk).status_code == 404
    assert "Your share of the harm" not in person.reads("case", decision.concerned.case_id)


def test_only_the_person_concerned_finds_the_form_of_the_appeal(home: House, who: Bench) -> None:
    decision = served(home, who)
    assert reader(who.officer).get("file_appeal", decision.pk).status_code == 404
    assert reader(home.roads_head).get("file_appeal", decision.pk).status_code == 200


def test_a_past_day_is_read_only(home: House, who: Bench) -> None:
    case = named(home, who).case_id
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    officer = reader(who.officer)
    page = officer.reads("case", case, on=yesterday)
    assert "State a fact" not in page
    assert officer.sends("state_fact", case, statement_en="It was.").status_code == 403


def test_a_past_day_shows_what_was_known_then(home: House, who: Bench) -> None:
    concerned = named(home, who)
    stated(concerned, who)
    page = reader(who.officer).reads("facts", concerned.case_id, on="2025-04-05")
    assert "fact missed" not in page
    assert "fact missed" in reader(who.officer).reads("facts", concerned.case_id, on="2025-04-08")


def test_a_past_day_shows_the_steps_as_they_stood(home: House, who: Bench) -> None:
    decision = served(home, who)
    officer = reader(who.officer)
    page = officer.reads("concerned", decision.concerned_id, on="2025-04-09")
    assert "there was nobody to do it" in page
    assert "Nothing is proposed yet" in page
    assert "Decided not yet" in page


def test_an_evidence_file_is_sent_to_be_kept_and_only_to_readers_of_the_whole_file(
    home: House, who: Bench
) -> None:
    concerned = named(home, who)
    stated(concerned, who)
    evidence = Evidence.objects.create(
        case=concerned.case, fact=Fact.objects.first(), number=1, file=b"It was so.",
        file_name="minutes.txt", media_type="text/plain", size=10, sha256="0" * 64,
        added_by=who.officer, added_at=at(2025, 4, 8),
    )  # fmt: skip
    answer = reader(who.officer).get("evidence_file", evidence.pk)
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.txt"'
    assert answer.content == b"It was so."
    assert reader(home.roads_head).get("evidence_file", evidence.pk).status_code == 404


def test_a_report_of_another_organisation_is_not_there(home: House, who: Bench) -> None:
    report = received(house("B"))
    assert reader(who.officer).get("report", report.pk).status_code == 404
