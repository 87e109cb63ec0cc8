"""Stating facts, adding evidence, hearing what people say."""

from datetime import date
from hashlib import sha256

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Fact
from remit.apps.organisation.actions import PowerNotHeld
from remit.engines.rules import FactsRefused
from remit.engines.words import Words
from tests.builders import at, entries, house
from tests.case_builders import bench, decided, named, pack

pytestmark = pytest.mark.django_db
STATED = at(2025, 4, 7)
SAID = Words("没有人手", "nobody was there")
PDF = b"%PDF-1.7 minutes"


def test_a_fact_restated_supersedes_the_earlier_one_which_stays() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    fact = {"pack": pack(), "by": who.officer, "concerned": concerned, "code": "means"}
    first = actions.state_fact(concerned.case, value=True, at=STATED, **fact)
    second = actions.state_fact(concerned.case, value=False, at=STATED, **fact)
    first.refresh_from_db()
    assert first.superseded_by == second
    assert queries.known_facts(concerned) == {"means": {"value": False, "status": "agreed"}}
    assert entries("cases.fact_stated")[1].body["supersedes"] == first.ref


def test_a_fact_about_the_person_goes_before_one_about_the_case() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    fact = {"pack": pack(), "by": who.officer, "at": STATED, "code": "told"}
    actions.state_fact(concerned.case, concerned=concerned, value=False, **fact)
    actions.state_fact(concerned.case, value=True, **fact)
    assert queries.known_facts(concerned)["told"]["value"] is False


def test_who_says_so_and_by_what_evidence_reaches_the_rules() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    fact = actions.state_fact(
        concerned.case,
        pack=pack(),
        by=who.officer,
        at=STATED,
        code="means",
        value=False,
        status=Fact.Status.ASSERTED,
        said_by=concerned.person,
    )
    actions.add_evidence(fact, text=SAID, by=who.officer, at=STATED)
    known = {"value": False, "status": "asserted", "by": "Rosa-H", "evidence": ["E1"]}
    assert queries.known_facts(concerned) == {"means": known}


def test_a_fact_the_pack_does_not_know_is_refused_and_so_is_an_impossible_value() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    for code, value in (("unheard_of", True), ("means", "often")):
        with pytest.raises(FactsRefused):
            actions.state_fact(case, pack=pack(), by=who.officer, at=STATED, code=code, value=value)
    with pytest.raises(actions.NothingSaid):
        actions.state_fact(case, pack=pack(), by=who.officer, at=STATED)
    assert not Fact.objects.exists()


def test_a_fact_is_not_stated_about_somebody_of_another_case() -> None:
    home = house()
    who = bench(home)
    concerned, other = named(home, who), named(home, who)
    with pytest.raises(actions.NotInThisCase):
        actions.state_fact(
            concerned.case,
            pack=pack(),
            by=who.officer,
            at=STATED,
            concerned=other,
            statement=SAID,
        )


def test_only_who_investigates_states_facts() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    for outsider in (who.first, home.clerk):
        with pytest.raises(PowerNotHeld):
            actions.state_fact(case, pack=pack(), by=outsider, at=STATED, statement=SAID)


def test_evidence_is_numbered_and_a_file_is_kept_with_its_digest() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    fact = actions.state_fact(case, pack=pack(), by=who.officer, at=STATED, statement=SAID)
    record = actions.add_evidence(fact, reference="ledger.entry:7", by=who.officer, at=STATED)
    paper = actions.add_evidence(
        fact, file=PDF, file_name="C:\\temp\\minutes.pdf", by=who.officer, at=STATED
    )
    assert (record.label, paper.label, paper.file_name) == ("E1", "E2", "minutes.pdf")
    assert (paper.size, paper.sha256) == (len(PDF), sha256(PDF).hexdigest())
    assert paper.media_type == "application/pdf"
    assert entries("cases.evidence_added")[1].body["sha256"] == paper.sha256


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("program.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("picture.png", PDF),
        ("note.txt", b"\xff\xfe\x00"),
        ("empty.pdf", b""),
        ("large.pdf", b"%PDF-" + b"0" * (10 * 2**20)),
        ("", PDF),
    ],
)
def test_a_file_of_another_kind_or_size_is_refused(name: str, content: bytes) -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    fact = actions.state_fact(case, pack=pack(), by=who.officer, at=STATED, statement=SAID)
    with pytest.raises(actions.FileNotAccepted) as refusal:
        actions.add_evidence(fact, file=content, file_name=name, by=who.officer, at=STATED)
    assert refusal.value.findings[0].subject == "file"
    assert not fact.evidence.exists()


def test_evidence_cannot_be_empty() -> None:
    home = house()
    who = bench(home)
    case = named(home, who).case
    fact = actions.state_fact(case, pack=pack(), by=who.officer, at=STATED, statement=SAID)
    with pytest.raises(actions.NothingSaid):
        actions.add_evidence(fact, by=who.officer, at=STATED)


def test_the_person_is_heard_and_may_waive_it() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    heard = actions.hear(concerned, said=SAID, by=who.officer, at=STATED)
    waived = actions.waive_hearing(
        concerned, reason=Words("本人书面放弃", ""), by=who.officer, at=STATED
    )
    assert (heard.waived, waived.waived, heard.held_on) == (False, True, STATED.date())
    assert entries("cases.person_heard")[0].subject == concerned.ref
    assert len(entries("cases.hearing_waived")) == 1


def test_a_hearing_has_words_and_a_day_between_opening_and_today() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    with pytest.raises(actions.NothingSaid):
        actions.hear(concerned, said=Words("", ""), by=who.officer, at=STATED)
    with pytest.raises(actions.HeardTooEarly):
        actions.hear(concerned, said=SAID, by=who.officer, at=STATED, held_on=date(2025, 4, 8))
    with pytest.raises(actions.StepOutOfOrder):
        actions.hear(concerned, said=SAID, by=who.officer, at=STATED, held_on=date(2025, 4, 2))


def test_after_the_decision_nobody_is_heard_any_more() -> None:
    home = house()
    who = bench(home)
    decision = decided(home, who)
    with pytest.raises(actions.StepOutOfOrder):
        actions.hear(decision.concerned, said=SAID, by=who.officer, at=at(2025, 4, 16))
