"""Forms: texts in two languages, what is wrong said at its place, answers checked before a deed."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from remit.apps.cases.models import Fact, Report
from remit.engines.words import Words
from remit.web.cases.words import WordsField
from tests.builders import House
from tests.case_builders import Bench, named, opened_case, received, stated
from tests.web.cases.reading import reader, words

pytestmark = pytest.mark.django_db


class Said(forms.Form):
    """One text."""

    said = WordsField(label="What was said")


def test_the_reader_s_language_is_the_open_box_and_carries_the_label() -> None:
    assert Said()["said"].as_widget().index("said_en") < Said()["said"].as_widget().index("said_zh")
    with translation.override("zh-hans"):
        drawn = Said()["said"].as_widget()
    assert drawn.index("said_zh") < drawn.index("said_en")
    assert 'id="id_said"' in drawn


def test_one_language_is_enough_and_none_is_too_few() -> None:
    form = Said({"said_zh": " 好 ", "said_en": ""})
    assert form.is_valid()
    assert form.cleaned_data["said"] == Words("好", "")
    assert not Said({"said_zh": " ", "said_en": ""}).is_valid()


def test_checked_answers_carry_both_languages_along() -> None:
    hidden = Said({"said_zh": "好", "said_en": "good"})["said"].as_hidden()
    assert 'value="好"' in hidden
    assert 'value="good"' in hidden


def test_a_report_is_checked_before_it_is_registered(home: House) -> None:
    clerk = reader(home.clerk)
    fields = {"unit": home.roads.pk, "title_en": "Nothing came", "happened_on": "2025-04-01"}
    answer = clerk.client.post("/cases/reports/new", fields)
    assert "Check the report" in words(answer)
    assert "Nothing came" in words(answer)
    assert not Report.objects.exists()


def test_what_is_missing_is_said_at_its_field_and_above(home: House) -> None:
    answer = reader(home.clerk).sends("receive_report", unit=home.roads.pk)
    text = answer.content.decode()
    assert "Something has to be put right first" in text
    assert 'href="#id_title"' in text


def test_a_refusal_is_told_in_the_reader_s_language(home: House, who: Bench) -> None:
    case = opened_case(home, who)
    officer = reader(who.officer, language="zh-hans")
    named(home, who)
    officer.does("name_concerned", case.pk, appointment=home.roads_head.pk)
    answer = officer.sends("name_concerned", case.pk, appointment=home.roads_head.pk)
    assert "该人已经列入本案" in words(answer)


def test_a_day_before_the_opening_is_refused_at_the_day(home: House, who: Bench) -> None:
    concerned = named(home, who)
    answer = reader(who.officer).sends(
        "hear", concerned.pk, held_on="2025-01-10", said_en="I was ill."
    )
    assert "“Person heard” is dated before the step it follows" in words(answer)


def test_a_known_fact_needs_its_answer_an_unknown_one_does_not(home: House, who: Bench) -> None:
    concerned, officer = named(home, who), reader(who.officer)
    path = f"/cases/{concerned.case_id}/facts/state?code=told"
    about = {"concerned": concerned.pk, "said_by": "record"}
    answer = officer.client.post(path, {"status": "agreed", **about})
    assert "Answer the question" in words(answer)
    officer.client.post(path, {"status": "unknown", **about})
    assert Fact.objects.get().status == "unknown"


def test_a_question_the_rules_do_not_know_is_not_there(home: House, who: Bench) -> None:
    case = opened_case(home, who)
    assert reader(who.officer).get("state_fact", case.pk, code="nonsense").status_code == 404


def test_a_file_of_a_kind_that_is_not_accepted_is_refused_at_the_file(
    home: House, who: Bench
) -> None:
    concerned, officer = named(home, who), reader(who.officer)
    stated(concerned, who, means=True)
    paper = SimpleUploadedFile("run.exe", b"MZ", "application/x-msdownload")
    answer = officer.sends("add_evidence", Fact.objects.all()[0].pk, file=paper)
    assert "This kind of file is not accepted" in words(answer)


def test_a_report_verified_twice_is_refused_in_words(home: House, who: Bench) -> None:
    report, officer = received(home), reader(who.officer)
    result = {"outcome": "unfounded", "reasons_en": "It was there."}
    officer.does("conclude_verification", report.pk, **result)
    answer = officer.sends("conclude_verification", report.pk, **result)
    assert "has been taken already" in words(answer)


def test_checked_texts_are_read_in_the_reader_s_language_with_the_other_beneath(
    home: House, who: Bench
) -> None:
    report = received(home)
    fields = {"outcome": "unfounded", "reasons_en": "It was there.", "reasons_zh": "已经报送。"}
    answer = reader(who.officer).client.post(f"/cases/reports/{report.pk}/conclude", fields)
    assert "Why? It was there. 已经报送。" in words(answer)
