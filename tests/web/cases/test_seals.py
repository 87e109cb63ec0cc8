"""What the pages show of effect: accepted first, then sealed; and what is left of an erased case."""

import pytest

from remit.apps.cases import actions
from remit.apps.cases.models import Decision
from remit.apps.correspondence.models import Letter
from tests.apps.cases.canaries import whole_case
from tests.builders import House, at, hold, post, seal_all
from tests.case_builders import Bench, decided, pack, proposed
from tests.web.cases.reading import reader

pytestmark = pytest.mark.django_db


def just_decided(home: House, who: Bench) -> Decision:
    """A decision to which the second decider has agreed a moment ago."""
    decision = proposed(home, who)
    seal_all()
    actions.confirm_decision(decision, pack=pack(), by=who.first, at=at(2025, 4, 14))
    return actions.confirm_decision(decision, pack=pack(), by=who.second, at=at(2025, 4, 15))


def test_the_case_says_what_is_accepted_and_what_is_sealed(home: House, who: Bench) -> None:
    case = just_decided(home, who).concerned.case_id
    page = reader(who.officer).reads("case", case)
    assert "accepted, being sealed" in page
    assert "Shares adopted" in page
    seal_all()
    assert "accepted, being sealed" not in reader(who.officer).reads("case", case)
    assert "正在封存" not in reader(who.officer, "zh-hans").reads("case", case)


def test_who_did_the_deed_or_may_read_the_ledger_finds_the_receipt(home: House, who: Bench) -> None:
    case = decided(home, who).concerned.case_id
    receipt = "/receipt"
    own = reader(who.officer).get("case", case).content.decode()
    assert own.count(receipt) == 1, "the officer adopted the shares; others took the decision"
    auditor = hold(post(home.root, "auditor", "ledger.read", "cases.investigate"), "abe")
    assert reader(auditor).get("case", case).content.decode().count(receipt) == 2


def test_the_person_reads_a_decision_once_it_is_sealed(home: House, who: Bench) -> None:
    decision = just_decided(home, who)
    person, case = reader(home.roads_head), decision.concerned.case_id
    letter = Letter.objects.get(about=decision.ref)
    assert person.get("decision", decision.pk).status_code == 404
    assert person.get("letter", letter.pk).status_code == 404
    assert "You have been heard" in person.reads("case", case)
    seal_all()
    assert person.get("decision", decision.pk).status_code == 200
    assert person.get("letter", letter.pk).status_code == 200
    assert "A decision was taken" in person.reads("case", case)


def test_serving_too_early_is_refused_in_words(home: House, who: Bench) -> None:
    decision = just_decided(home, who)
    answer = reader(who.officer).sends("serve_decision", decision.pk)
    assert "Sealing takes seconds" in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "erased by law"), ("zh-hans", "已依法删除")])
def test_the_pages_of_an_erased_case_open_and_say_so(language: str, said: str) -> None:
    case = whole_case()
    person = case.concerned.get().appointment
    actions.erase_case(case, under="retention.erasure:4", by=None, at=at(2045, 1, 1))
    seal_all()
    officer, own = reader(case.officer, language), reader(person, language)
    assert said in officer.reads("case", case.pk)
    assert own.get("case", case.pk).status_code == 404
    for name in ("cases", "reports", "letters", "my_cases"):
        assert officer.get(name).status_code == 200
        assert own.get(name).status_code == 200
    assert said in officer.reads("cases")
    assert said in officer.reads("report", case.report_id)
    for name in ("facts", "attribution", "case_history", "close_case"):
        assert officer.get(name, case.pk).status_code in (403, 404)
    assert officer.get("concerned", case.concerned.get().pk).status_code == 404
    assert own.get("decision", case.concerned.get().decisions.latest("id").pk).status_code == 404
