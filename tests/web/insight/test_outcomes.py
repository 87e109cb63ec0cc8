"""Paper beside outcomes: verified by others, or only reported, and never the one for the other."""

import pytest
from django.test import Client
from django.urls import reverse

from remit.apps.organisation.models import Appointment
from remit.apps.plans import actions as plans
from remit.engines.dates import Month
from remit.jobs.lab import index
from remit.web.insight import outcomes
from remit.web.insight.liability import Liabilities
from remit.web.insight.naming import Names
from tests.builders import FOUNDED, House, at, opened, seal_all
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db
MONTHS = tuple(Month(2025, 1) + n for n in range(12))


def told(founded: int, slope: float) -> list[outcomes.Scores]:
    """Four units whose paper and reports of results grow together, or do not."""
    return [
        outcomes.Scores(
            f"organisation.unit:{unit}", month, paper, 100, round(40 + slope * paper + unit),
            founded if unit == 1 else 0,
        )
        for unit in range(1, 5) for paper, month in enumerate(MONTHS)
    ]  # fmt: skip


def test_more_paper_and_better_reports_are_told_apart_from_no_relation(
    home: House, analyst: Appointment
) -> None:
    seen = looked(analyst, home.root)
    for slope, title in ((4, "More paper goes with better"), (0, "More paper does not clearly")):
        found = told(0, slope)
        _, reported = outcomes.sections(seen, Names(seen), found, outcomes.reward(found))
        assert reported.chart
        assert title in str(reported.chart.title)


def test_reports_found_true_are_drawn_for_units_and_never_made_up(
    home: House, analyst: Appointment
) -> None:
    seen = looked(analyst, home.root)
    for founded, drawn in ((1, True), (0, False)):
        found = told(founded, 1)
        verified, _ = outcomes.sections(seen, Names(seen), found, outcomes.reward(found))
        assert (verified.chart is not None) == drawn
        assert (verified.empty is None) == drawn


def test_a_month_counts_its_lines_what_was_met_and_its_paper(
    home: House, analyst: Appointment
) -> None:
    plan = opened(home, Month(2025, 3))
    plans.submit_plan(plan, by=home.roads_head, at=at(2025, 2, 27))
    seal_all()
    index(FOUNDED)
    seen = looked(analyst, home.root)
    (march,) = outcomes.scores(seen, Liabilities(seen))
    assert (march.month, march.lines, march.met, march.paper) == (Month(2025, 3), 1, 0, 0)


def test_a_line_without_a_result_does_not_count_before_its_month_is_long_over(
    home: House, analyst: Appointment
) -> None:
    opened(home, Month(2025, 12))
    assert not Liabilities(looked(analyst, home.root)).lines


def test_the_page_says_what_is_lacking(home: House, signed_in: Client) -> None:
    plan = opened(home, Month(2025, 3))
    plans.submit_plan(plan, by=home.roads_head, at=at(2025, 2, 27))
    seal_all()
    index(FOUNDED)
    page = signed_in.get(reverse("insight_analysis", args=["paper"])).content.decode()
    assert "Too few verified outcomes" in page
    assert "1 units and months with a plan and results" in page
