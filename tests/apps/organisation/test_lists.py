"""Taking a line off the power-and-responsibility list."""

import pytest

from remit.apps.organisation.actions import PowerNotHeld, RunsBackward, end_listing, list_duty
from remit.apps.organisation.queries import remit
from remit.engines.words import Words
from tests.builders import at, entries, house

pytestmark = pytest.mark.django_db
LISTED, ENDED = at(2025, 2, 3), at(2025, 4, 1)


def test_a_duty_taken_off_the_list_still_stood_there_before() -> None:
    home = house()
    post = home.roads_head.post
    duty = list_duty(post, "9", Words("日报", "Daily forms"), by=home.clerk, at=LISTED)
    end_listing(duty, by=home.clerk, at=ENDED, until=ENDED.date())
    assert duty in remit(post, on=at(2025, 3, 31).date()).duties
    assert duty not in remit(post, on=ENDED.date()).duties
    assert entries("organisation.listing_ended")[0].body["until"] == "2025-04-01"


def test_a_line_ends_after_it_began_and_by_who_maintains_the_list() -> None:
    home = house()
    duty = list_duty(home.roads_head.post, "9", Words("", "Forms"), by=home.clerk, at=LISTED)
    with pytest.raises(RunsBackward):
        end_listing(duty, by=home.clerk, at=ENDED, until=LISTED.date())
    with pytest.raises(PowerNotHeld):
        end_listing(duty, by=home.roads_head, at=ENDED, until=ENDED.date())
    duty.refresh_from_db()
    assert duty.until is None
