"""What the clock proposes to erase in the night, and what it erases by itself."""

from datetime import timedelta

import pytest

from remit.apps.cases.models import Report
from remit.apps.retention import actions
from remit.apps.retention.models import Erasure
from remit.apps.retention.queries import looked_on
from remit.engines.words import Words
from remit.jobs import retention
from tests.builders import at, entries, hold, house, post, seal_all
from tests.case_builders import bench
from tests.retention_builders import closed_case, keepers, proposed_erasure, unfounded

pytestmark = pytest.mark.django_db
# Ten years after the case was closed, at half past three in the night.
NIGHT = at(2035, 4, 20, 3, 30)
DAY = timedelta(days=1)


def test_a_closed_case_is_proposed_on_its_day_once() -> None:
    home = house()
    case = closed_case(home, bench(home))
    assert retention.propose(NIGHT - DAY) == 0
    assert retention.propose(NIGHT) == 1
    erasure = Erasure.objects.get()
    assert (erasure.what, erasure.proposed_by, erasure.state) == (case.ref, None, "proposed")
    assert "20 April 2035" in erasure.reasons_en
    assert "art. 47" in erasure.basis_en
    assert "第四十七条" in erasure.basis_zh
    assert retention.propose(NIGHT + DAY) == 0


def test_it_looks_once_a_local_day_from_three_o_clock() -> None:
    home = house()
    closed_case(home, bench(home))
    assert retention.propose(NIGHT.replace(hour=2)) == 0
    assert looked_on() is None
    assert retention.propose(NIGHT) == 1
    assert looked_on() == NIGHT.date()
    Erasure.objects.all().delete()
    assert retention.propose(NIGHT + timedelta(hours=12)) == 0
    assert retention.propose(NIGHT + DAY) == 1


def test_a_night_that_was_missed_is_made_up_for() -> None:
    home = house()
    closed_case(home, bench(home))
    assert retention.propose(at(2035, 5, 1, 17)) == 1


def test_what_was_refused_is_let_be_for_a_year() -> None:
    home = house()
    keep = keepers(home)
    closed_case(home, bench(home))
    retention.propose(NIGHT)
    reasons = Words("仍需保存", "It is still needed.")
    actions.refuse_erasure(Erasure.objects.get(), reasons=reasons, by=keep.first, at=NIGHT)
    assert retention.propose(at(2036, 4, 19, 4)) == 0
    assert retention.propose(at(2036, 4, 20, 4)) == 1


def test_what_a_person_proposed_already_is_not_proposed_again() -> None:
    home = house()
    proposed_erasure(closed_case(home, bench(home)), keepers(home).proposer, at(2035, 1, 1))
    assert retention.propose(NIGHT) == 0


def test_an_unfounded_report_is_proposed_and_erased_by_the_clock() -> None:
    home = house()
    report = unfounded(home, bench(home))
    seal_all()
    assert retention.propose(at(2026, 4, 1, 4)) == 0
    assert retention.propose(at(2026, 4, 2, 4)) == 2
    erasure = Erasure.objects.get()
    assert (erasure.state, erasure.automatic, erasure.confirmed_by) == ("confirmed", True, None)
    report.refresh_from_db()
    assert report.erased_at
    assert [e.actor for e in entries("retention.erasure_confirmed")] == ["clock"]


def test_what_is_not_sealed_is_tried_again_the_next_night() -> None:
    home = house()
    unfounded(home, bench(home))
    assert retention.propose(at(2026, 4, 2, 4)) == 1
    assert Erasure.objects.get().state == "proposed"
    seal_all()
    assert retention.propose(at(2026, 4, 3, 4)) == 1
    assert Erasure.objects.get().state == "confirmed"


def test_a_report_without_enough_to_go_on_waits_for_people() -> None:
    home = house()
    report = unfounded(home, bench(home))
    Report.objects.filter(pk=report.pk).update(state="insufficient")
    assert retention.propose(at(2030, 1, 1, 4)) == 1
    assert Erasure.objects.get().state == "proposed"


def test_somebody_who_left_is_proposed_ten_years_later() -> None:
    home = house()
    gone = hold(post(home.root, "former"), "fay", until=at(2025, 3, 1).date())
    assert retention.propose(at(2035, 2, 28, 4)) == 0
    assert retention.propose(at(2035, 3, 1, 4)) == 1
    assert Erasure.objects.get().what == gone.person.ref
