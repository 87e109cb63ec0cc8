"""Setting and withdrawing targets."""

from decimal import Decimal
from typing import Any

import pytest

from remit.apps.organisation.actions import PowerNotHeld, list_duty
from remit.apps.organisation.models import Appointment
from remit.apps.plans import actions, queries
from remit.apps.plans.models import Target
from remit.engines.dates import Month
from remit.engines.words import Words
from tests.builders import KILOMETRES, ROADS_MENDED, House, at, entries, house, target

pytestmark = pytest.mark.django_db
WHEN = at(2026, 1, 5)


def set_roads(home: House, **changed: Any) -> Target:
    """Twelve kilometres for Roads, six in March and six in April, unless changed."""
    given: dict[str, Any] = {
        "unit": home.roads,
        "post": home.roads_head.post,
        "year": 2026,
        "kind": "tasks",
        "title": ROADS_MENDED,
        "annual": Decimal(12),
        "measure": KILOMETRES,
        "months": {Month(2026, 3): Decimal(6), Month(2026, 4): Decimal(6)},
        "by": home.clerk,
        "at": WHEN,
    }
    return actions.set_target(**(given | changed))


def faults(home: House, **changed: Any) -> dict[str, str]:
    """What is refused, by field."""
    with pytest.raises(actions.TargetDoesNotFit) as refusal:
        set_roads(home, **changed)
    assert not Target.objects.exists()
    return {finding.subject: finding.id for finding in refusal.value.findings}


def test_a_target_keeps_its_monthly_values_and_its_entry_repeats_them() -> None:
    made = set_roads(house())
    assert [month.planned for month in queries.months_of(made)] == [6, 6]
    (entry,) = entries("plans.target_set")
    assert entry.subject == made.ref
    assert entry.body["months"] == {"2026-03": "6", "2026-04": "6"}


def test_only_the_post_with_the_power_sets_targets() -> None:
    home = house()
    with pytest.raises(PowerNotHeld):
        set_roads(home, by=home.roads_head)
    assert not Target.objects.exists()


def test_all_faults_of_a_target_are_told_at_once() -> None:
    assert faults(
        house(),
        annual=Decimal("-1"),
        title=Words(" ", ""),
        measure=Words("公" * 31, ""),
        kind="gold",
        months={Month(2027, 1): Decimal("0.001")},
    ) == {
        "annual": "plans.no_amount",
        "months.2027-01": "plans.month_outside_year",
        "title": "plans.no_text",
        "measure": "plans.text_too_long",
        "kind": "plans.no_such_class",
    }


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "100000000000000", "1.005"])
def test_what_cannot_be_counted_is_refused(amount: str) -> None:
    assert faults(house(), annual=Decimal(amount)) == {"annual": "plans.no_amount"}


def test_the_post_must_belong_to_the_same_organisation() -> None:
    home, other = house(), house("other")
    assert "post" in faults(home, post=other.roads_head.post)


def test_a_target_is_drawn_from_one_of_the_same_year_and_line() -> None:
    home = house()
    town = set_roads(home, unit=home.root, post=home.clerk.post, annual=Decimal(20))
    assert set_roads(home, parent=town).parent == town
    for parent, changed in (
        (town, {"year": 2027, "months": {}}),
        (set_roads(home), {"unit": home.works}),
    ):
        with pytest.raises(actions.TargetDoesNotFit):
            set_roads(home, parent=parent, **changed)


def test_targets_that_do_not_add_up_are_a_warning() -> None:
    home = house()
    town = set_roads(home, unit=home.root, post=home.clerk.post, annual=Decimal(20), months={})
    assert queries.check_target(town) == ()
    part = set_roads(home, parent=town, annual=Decimal(13))
    assert [finding.id for finding in queries.check_target(part)] == ["plans.months_do_not_add_up"]
    assert [finding.id for finding in queries.check_target(town)] == ["plans.parts_do_not_add_up"]


def test_a_withdrawn_target_asks_for_nothing_more() -> None:
    home = house()
    made = target(home.roads_head, home.clerk, {Month(2026, 3): "6"})
    assert queries.promises([home.roads], Month(2026, 3))
    actions.withdraw_target(made, reason=Words("", "merged"), by=home.clerk, at=WHEN)
    assert not queries.promises([home.roads], Month(2026, 3))
    assert entries("plans.target_withdrawn")[0].subject == made.ref
    with pytest.raises(actions.TargetAlreadyWithdrawn):
        actions.withdraw_target(made, reason=Words("", "again"), by=home.clerk, at=WHEN)


def test_a_line_of_the_plan_knows_the_duty_of_its_target() -> None:
    home = house()
    head: Appointment = home.roads_head
    duty = list_duty(head.post, "1", Words("修路", "Mend roads"), by=None, at=WHEN)
    town = set_roads(home, unit=home.root, post=home.clerk.post)
    made = set_roads(home, duty=duty, parent=town)
    plan = actions.open_month(home.roads, Month(2026, 3), due=WHEN.date(), by=home.clerk, at=WHEN)[
        0
    ]
    thread = queries.thread(queries.items(plan).get())
    assert (thread.duty, thread.targets) == (duty, (town, made))
