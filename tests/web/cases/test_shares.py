"""The page of shares: all that was reckoned for the office, one's own part for the person concerned."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from xml.etree.ElementTree import fromstring

import pytest
from django.utils.html import escape

from remit.apps.cases import actions
from remit.apps.cases.models import Attribution, Concerned, Decision
from remit.apps.correspondence.models import Letter
from remit.engines.attribution import (
    Degree,
    Equation,
    Evidence,
    Is,
    Level,
    Situation,
    State,
    parse_situation,
)
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import House, at, hold, opened, post
from tests.case_builders import (
    REASONS,
    Bench,
    Four,
    agreed,
    concealed_and_idle,
    determined,
    lateness,
    named,
    pack,
    received,
)
from tests.web.cases.reading import reader

pytestmark = pytest.mark.django_db
ADOPTED = at(2025, 4, 10)
DISPUTED = Evidence(State.DISPUTED)
ROADS, OFFICE = Words("道路科", "Roads"), Words("办公室", "Office")


def adopted(home: House, who: Bench, situation: Situation) -> Attribution:
    """The shares of a situation, adopted in a case about the head of Roads."""
    case = named(home, who).case
    return actions.adopt_attribution(case, situation, by=who.officer, at=ADOPTED)


def late(home: House) -> Situation:
    """The plan was late by what the head of Roads and the clerk above left undone."""
    return lateness(Concerned(appointment=home.roads_head), home.clerk)


def four(home: House) -> Situation:
    """An inherited problem of four people, with a disputed fact about one of them."""
    maker = hold(post(home.roads, "maker"), "mara")
    auditor = hold(post(home.root, "auditor"), "abe")
    given = concealed_and_idle(Four(maker, home.roads_head, auditor, home.clerk))
    return replace(
        given, choices=tuple(replace(c, evidence=DISPUTED) if c.id == "missed" else c for c in given.choices)
    )  # fmt: skip


def served_on(home: House, who: Bench, situation: Situation) -> Decision:
    """A decision about the head of Roads that rests on a situation and was served."""
    concerned = determined(home, who)
    actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    actions.determine(concerned, pack=pack(), by=who.officer, at=ADOPTED)
    decision = actions.propose_decision(
        concerned, "talk", pack=pack(), reasons=REASONS, departure=Words("", ""), by=who.officer,
        at=at(2025, 4, 11),
    )  # fmt: skip
    return actions.serve_decision(
        agreed(decision, who, at(2025, 4, 15)), by=None, at=at(2025, 4, 16)
    )


def test_each_person_s_part_in_the_cause_and_closeness_is_told(home: House, who: Bench) -> None:
    case = adopted(home, who, late(home)).case_id
    page = reader(who.officer).reads("attribution", case)
    assert "What part each person had" in page
    assert "Rosa-H Cause 1 nobody else was needed 50%" in page
    assert "Clerk-H Cause 1 nobody else was needed 50%" in page


def test_disputed_facts_give_an_interval_and_name_the_fact_that_decides(
    home: House, who: Bench
) -> None:
    case = adopted(home, who, four(home)).case_id
    page = reader(who.officer).reads("attribution", case)
    assert "If disputed facts fall otherwise" in page
    assert "8.3% – 33.3% decides most: whether “missed it”" in page
    assert "missed it (Omission); owed was: found it [disputed]" in page
    chinese = reader(who.officer, "zh-hans").reads("attribution", case)
    assert "影响最大：“missed it”是否属实" in chinese


def test_what_was_enough_and_what_would_have_helped_stand_in_sentences(
    home: House, who: Bench
) -> None:
    case = adopted(home, who, late(home)).case_id
    page = reader(who.officer).reads("attribution", case)
    assert "What together was enough" in page
    assert "Rosa-H did not submit the plan" in page
    assert "What would have helped most Making sure that somebody had submitted the plan" in page


def test_what_has_nothing_to_say_is_not_on_the_page(home: House, who: Bench) -> None:
    case = adopted(home, who, late(home)).case_id
    page = reader(who.officer).reads("attribution", case)
    for empty in ("Lies between", "Degree by the rules", "What could be known then", "Exempted",
                  "If disputed facts fall otherwise", "How grave the harm became",
                  "What units share", "The system's account", "Inherited problem left", "Every duty"):  # fmt: skip
        assert empty not in page, empty


def test_levels_units_and_degrees_by_the_rules_are_told_when_there_are_several(
    home: House, who: Bench
) -> None:
    given = late(home)
    head, clerk = given.owners
    grave = replace(
        given,
        owners=(replace(head, unit=ROADS), replace(clerk, unit=OFFICE)),
        equations=(*given.equations, Equation("worse", Is("harm"))),
        outcome=replace(
            given.outcome, worse=(Level("worse", Fraction(50), Words("第二个月", "the second month")),)
        ),
        degrees=(Degree(head.person, Fraction(2), Words("主要责任", "main responsibility")),),
    )  # fmt: skip
    page = reader(who.officer).reads("attribution", adopted(home, who, grave).case_id)
    assert "the second month 50 % yes" in page
    assert "Roads 50% Rosa-H 50% Office 50% Clerk-H 50%" in page
    assert "66.7% main responsibility weight 2; with equal degrees 50%" in page
    assert "orders count by the people's degrees of responsibility" in page


def test_a_choice_of_a_seat_is_told_of_whoever_held_it_on_the_day(home: House, who: Bench) -> None:
    given = late(home)
    head, clerk = given.owners
    ended = date(2025, 3, 1)
    seated = replace(
        given,
        owners=(
            replace(clerk, key="before", seat="seat", until=ended),
            replace(head, seat="seat", since=ended),
            clerk,
        ),
        choices=tuple(
            replace(choice, owner="seat", on=ended) if choice.id == "undone" else choice
            for choice in given.choices
        ),
    )
    page = reader(who.officer).reads("attribution", adopted(home, who, seated).case_id)
    told = "did not submit the plan (Omission); owed was: submitted the plan"
    assert f"Rosa-H {told} head · from 1 March 2025 until further notice" in page
    assert page.count(told) == 1


def test_the_certificate_gives_method_sum_size_and_the_digests(home: House, who: Bench) -> None:
    kept = adopted(home, who, late(home))
    page = reader(who.officer).reads("attribution", kept.case_id)
    proof = kept.report["certificate"]
    assert "The shares are fractions, without rounding." in page
    assert "People who departed from a duty: 2. Nodes of the decision diagram: 2." in page
    assert "Σ = 1 = harm 1" in page
    for digest in ("inputs", "model", "evidence", "baseline"):
        assert proof[digest] in page


def test_the_pictures_stand_in_the_page_without_styles_and_can_be_kept(
    home: House, who: Bench
) -> None:
    case = adopted(home, who, late(home)).case_id
    officer = reader(who.officer)
    page = officer.get("attribution", case).content.decode()
    for kind in ("causes", "waterfall"):
        answer = officer.get("share_picture", case, kind)
        drawn = answer.content.decode()
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert drawn.strip() in page
        assert not [e for e in fromstring(drawn).iter() if e.get("style")]
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert officer.get("share_picture", case, "other").status_code == 404


def test_a_name_cannot_break_out_of_a_picture(home: House, who: Bench) -> None:
    head, clerk = late(home).owners
    name = "</svg><script>alert(1)</script>"
    hostile = replace(late(home), owners=(replace(head, name=Words(name, name)), clerk))
    page = reader(who.officer).get("attribution", adopted(home, who, hostile).case_id)
    assert "<script>alert" not in page.content.decode()
    assert escape("</svg><script>") in page.content.decode()


def test_shares_that_the_engine_no_longer_comes_to_are_shown_without_pictures(
    home: House, who: Bench
) -> None:
    kept = adopted(home, who, late(home))
    kept.report["persons"][0]["share"] = "2/3"
    kept.save()
    officer = reader(who.officer)
    page = officer.reads("attribution", kept.case_id)
    assert "66.7%" in page
    assert "In pictures" not in page
    assert officer.get("share_picture", kept.case_id, "causes").status_code == 404


def test_before_shares_are_adopted_there_is_no_picture_to_keep(home: House, who: Bench) -> None:
    case = named(home, who).case_id
    assert reader(who.officer).get("share_picture", case, "causes").status_code == 404


def test_the_person_concerned_reads_the_own_share_and_nothing_of_others(
    home: House, who: Bench
) -> None:
    decision = served_on(home, who, four(home))
    case, report = decision.concerned.case_id, decision.attribution.report
    person = reader(home.roads_head)
    page = person.reads("case", case)
    assert "You head 8.3%" in page
    assert "your share lies between 8.3 % and 33.3 %" in page
    assert "Others 91.7%" in page
    assert "41.7%" not in page
    letter = Letter.objects.get(about=decision.ref)
    pages = (page, person.reads("decision", decision.pk), letter.text, str(letter.content))
    others = [row["name"]["en"] for row in report["persons"] if row["name"]["en"] != "Rosa-H"]
    told = [*report["cut_sets"]["sentences"], *report["prevention"]["sentences"]]
    assert len(others) == 3
    assert told
    for hidden in (*others, *(sentence["en"] for sentence in told), "<svg xmlns"):
        assert not [text for text in pages if hidden in text], hidden
    for kind in ("causes", "waterfall"):
        assert person.get("share_picture", case, kind).status_code == 404


def test_colleagues_and_other_organisations_do_not_find_the_pictures(
    home: House, who: Bench
) -> None:
    case = adopted(home, who, late(home)).case_id
    assert reader(home.works_head).get("share_picture", case, "causes").status_code == 404


def test_an_answer_can_be_disputed_and_is_kept_so(home: House, who: Bench) -> None:
    plan = opened(home, Month(2025, 3))
    report = received(home, about=plan.ref)
    actions.conclude_verification(
        report, "well_founded", reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
    )
    report.refresh_from_db()
    case = actions.open_case(report, pack=pack(), by=who.officer, at=at(2025, 4, 3))
    officer = reader(who.officer)
    answers = {"told": "yes", "refused": "disputed", "stepped_in": "disputed"}
    tried = officer.reads("adopt_attribution", case.pk, **answers)
    assert "disputed: the sides say different things" in tried
    assert "0% – 100%" in tried
    officer.does("adopt_attribution", case.pk, **answers)
    kept = parse_situation(Attribution.objects.get(case=case).situation)
    disputed = {fact.id for fact in kept.facts if fact.evidence.state is State.DISPUTED}
    assert disputed == {"refusal", "stepped_in"}
    page = officer.reads("attribution", case.pk)
    assert "head · Roads · from 6 January 2025" in page
    assert kept.owners[0].since == date(2025, 1, 6)
