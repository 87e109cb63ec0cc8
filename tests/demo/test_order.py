"""The stories keep their order whenever the demo is set up."""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from remit.demo.casework import Step
from remit.demo.load import STORIES
from remit.demo.moments import Moment, Timeline
from remit.demo.story import Story

ZONE = ZoneInfo("Asia/Shanghai")
MONTHS = [(year, month) for year in range(2024, 2030) for month in range(1, 13)]


def threads(story: Story) -> list[list[Step]]:
    """The steps of each report and, person by person, of each case, as they are told."""
    told: dict[str, list[Step]] = defaultdict(list)
    people: dict[str, set[str]] = defaultdict(lambda: {""})
    for step in story.steps:
        for key in {getattr(step, name, "") for name in ("key", "report", "case")} - {""}:
            told[key].append(step)
            people[key].add(getattr(step, "login", ""))
    return [
        [step for step in steps if getattr(step, "login", "") in ("", login)]
        for key, steps in told.items()
        for login in people[key]
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.house.code)
def test_steps_told_later_happen_later_in_every_month_of_six_years(story: Story) -> None:
    for year, month in MONTHS:
        timeline = Timeline(datetime(year, month, 20, 12, tzinfo=ZONE), ZONE)
        for steps in threads(story):
            instants = [timeline.instant(step.when) for step in steps]
            assert instants == sorted(instants), (year, month)


def test_a_weekend_gives_way_to_a_weekday_of_the_same_month() -> None:
    timeline = Timeline(datetime(2026, 8, 20, 12, tzinfo=ZONE), ZONE)
    days = [timeline.day(Moment(0, day)).day for day in (1, 2, 15, 16, 30, 31)]
    assert days == [3, 3, 14, 17, 31, 31]


def test_a_day_beyond_the_month_is_its_last() -> None:
    timeline = Timeline(datetime(2028, 2, 20, 12, tzinfo=ZONE), ZONE)
    assert timeline.day(Moment(0, 31)).day == 29
