"""The lists: what each row says, how they are narrowed and sorted, how little they ask the database."""

from datetime import timedelta
from io import BytesIO

import pytest
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from remit.apps.cases import actions
from remit.apps.cases.models import Case
from remit.engines.words import Words
from tests.builders import House, at
from tests.case_builders import ACT, REASONS, Bench, named, pack, received, served
from tests.web.cases.reading import reader

pytestmark = pytest.mark.django_db


def many(home: House, who: Bench, count: int) -> None:
    """Cases about the two departments, opened one after the other."""
    for number in range(count):
        report = actions.receive_report(
            (home.roads, home.works)[number % 2],
            title=Words("", f"Report {number}"),
            source="office",
            by=home.clerk,
            at=at(2025, 4, 1),
            happened_on=ACT,
        )
        found = actions.conclude_verification(
            report, "well_founded", reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
        )
        actions.open_case(
            found.report, pack=pack(), by=who.officer, at=at(2025, 4, 3) + timedelta(hours=number)
        )


def test_a_page_of_cases_takes_at_most_ten_queries(
    home: House, who: Bench, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(home, who, 30)
    officer = reader(who.officer)
    with django_assert_max_num_queries(10):
        page = officer.reads("cases")
    assert "30 rows" in page
    assert "Report 29" in page
    assert "Report 4 " not in page


def test_a_page_of_reports_takes_at_most_ten_queries(
    home: House, who: Bench, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(home, who, 30)
    officer = reader(who.officer)
    with django_assert_max_num_queries(10):
        assert "30 rows" in officer.reads("reports")


def test_a_row_says_stage_officer_clock_and_next_step(home: House, who: Bench) -> None:
    named(home, who)
    page = reader(who.officer).reads("cases")
    assert "being looked into" in page
    assert "Olga" in page
    assert "Person heard" in page
    assert "Closing the case" in page


def test_cases_are_narrowed_by_stage_unit_and_officer(home: House, who: Bench) -> None:
    many(home, who, 2)
    officer = reader(who.officer)
    assert "Nothing matches" in officer.reads("cases", stage="closed")
    assert "Report 1" not in officer.reads("cases", unit="Roads")
    assert "Report 0" in officer.reads("cases", mine="yes")
    assert "Nothing matches" in reader(who.first).reads("cases", mine="yes")


def test_cases_are_sorted_by_unit_either_way(home: House, who: Bench) -> None:
    many(home, who, 2)
    officer = reader(who.officer)
    up, down = (officer.reads("cases", sort=sort) for sort in ("unit", "-unit"))
    assert up.index("Report 0") < up.index("Report 1")
    assert down.index("Report 1") < down.index("Report 0")


def test_the_workbook_holds_the_rows_shown(home: House, who: Bench) -> None:
    many(home, who, 3)
    answer = reader(who.officer).get("cases", format="xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Case", "Unit"]
    assert len(rows) == 4


def test_a_received_report_asks_to_be_verified(home: House, who: Bench) -> None:
    received(home)
    assert "Verify" in reader(who.officer).reads("reports")


def test_an_empty_list_says_what_comes_and_how_to_begin(home: House, who: Bench) -> None:
    officer = reader(who.officer)
    assert "A case is opened on a report" in officer.reads("cases")
    assert "Reports come from citizens" in officer.reads("reports")


def test_a_case_that_concerns_the_reader_is_apart_from_the_cases_of_the_office(
    home: House, who: Bench
) -> None:
    decision = served(home, who)
    person = reader(home.roads_head)
    assert "1 case concerns me" in person.reads("cases")
    assert Case.objects.get().number in person.reads("my_cases")
    assert "No case concerns you" in reader(home.works_head).reads("my_cases")
    assert decision.concerned.case.number not in reader(home.works_head).reads("cases")
