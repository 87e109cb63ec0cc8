"""Who may what on which day, and how powers are lent and taken back."""

from datetime import date, timedelta

import pytest

from remit.apps.organisation import actions, queries
from remit.apps.organisation.actions import PowerNotHeld, RunsBackward
from remit.apps.organisation.models import Appointment, Post, Power
from remit.engines.words import Words
from tests.builders import FOUNDED, at, entries, hold, post, unit

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)
NOW = at(2025, 6, 1)


@pytest.fixture
def head() -> Appointment:
    """The head of a town's office, who may submit plans and lend powers."""
    town = unit(None, "T", "临山镇", "Linshan")
    office = unit(town, "O", "办公室", "Office")
    return hold(post(office, "head", "plans.submit", "organisation.delegate"), "head")


@pytest.fixture
def clerk(head: Appointment) -> Appointment:
    """A clerk of the same office, without powers."""
    return hold(post(head.post.unit, "clerk"), "clerk")


def power(of: Post, code: str = "plans.submit") -> Power:
    """The post's power with the code."""
    return Power.objects.get(post=of, code=code)


def test_a_power_reaches_its_unit_and_all_below_but_not_above(head: Appointment) -> None:
    office = head.post.unit
    below = unit(office, "B", "科", "Section")
    assert queries.may(head, "plans.submit", office, on=DAY)
    assert queries.may(head, "plans.submit", below, on=DAY)
    assert office.parent is not None
    assert not queries.may(head, "plans.submit", office.parent, on=DAY)
    assert not queries.may(head, "plans.set_target", office, on=DAY)


def test_who_has_left_the_post_may_nothing_from_that_day_on(head: Appointment) -> None:
    actions.end_appointment(head, by=None, at=NOW, until=DAY)
    assert queries.may(head, "plans.submit", head.post.unit, on=DAY - timedelta(days=1))
    assert not queries.may(head, "plans.submit", head.post.unit, on=DAY)
    assert queries.codes(head, on=DAY) == frozenset()


def test_a_lent_power_reaches_as_far_as_its_owner_s_and_only_while_it_is_lent(
    head: Appointment, clerk: Appointment
) -> None:
    until = DAY + timedelta(days=10)
    lent = actions.delegate_power(
        power(head.post), clerk.post, by=head, at=NOW, until=until, reason="leave"
    )
    assert queries.may(clerk, "plans.submit", head.post.unit, on=DAY)
    assert queries.may(head, "plans.submit", head.post.unit, on=DAY)
    assert not queries.may(clerk, "plans.submit", head.post.unit, on=until)
    (entry,) = entries("organisation.power_delegated")
    assert entry.body == {"power": lent.power.ref, "to": clerk.post.ref, "until": until.isoformat()}
    assert [d.to_post for d in queries.remit(head.post, on=DAY).lent] == [clerk.post]
    assert [d.power.post for d in queries.remit(clerk.post, on=DAY).borrowed] == [head.post]


def test_a_power_of_another_post_cannot_be_lent(head: Appointment, clerk: Appointment) -> None:
    with pytest.raises(PowerNotHeld):
        actions.delegate_power(
            power(head.post), clerk.post, by=clerk, at=NOW, until=None, reason="x"
        )
    assert entries("organisation.power_delegated") == []


def test_a_power_cannot_be_lent_to_another_organisation(head: Appointment) -> None:
    stranger = post(unit(None, "X", "别处", "Elsewhere"), "stranger")
    with pytest.raises(PowerNotHeld):
        actions.delegate_power(power(head.post), stranger, by=head, at=NOW, until=None, reason="x")


def test_a_loan_that_ends_before_it_begins_is_refused_at_its_field(
    head: Appointment, clerk: Appointment
) -> None:
    with pytest.raises(RunsBackward) as refused:
        actions.delegate_power(power(head.post), clerk.post, by=head, at=NOW, until=DAY, reason="x")
    assert refused.value.findings[0].subject == "until"


def test_a_loan_is_taken_back_by_its_owner_alone(head: Appointment, clerk: Appointment) -> None:
    lent = actions.delegate_power(
        power(head.post), clerk.post, by=head, at=NOW, until=None, reason="leave"
    )
    with pytest.raises(PowerNotHeld):
        actions.end_delegation(lent, by=clerk, at=at(2025, 6, 5))
    actions.end_delegation(lent, by=head, at=at(2025, 6, 5))
    assert not queries.may(clerk, "plans.submit", head.post.unit, on=date(2025, 6, 5))
    assert len(entries("organisation.delegation_ended")) == 1


def test_a_loan_made_by_mistake_today_ends_tomorrow(head: Appointment, clerk: Appointment) -> None:
    lent = actions.delegate_power(
        power(head.post), clerk.post, by=head, at=NOW, until=None, reason="mistake"
    )
    assert actions.end_delegation(lent, by=head, at=NOW).until == DAY + timedelta(days=1)


@pytest.mark.parametrize(
    "deed", ["unit", "post", "person", "appointment", "duty", "power", "means"]
)
def test_changing_the_organisation_takes_the_power_to_maintain_it(
    deed: str, head: Appointment
) -> None:
    words, office = Words("新", "New"), head.post.unit
    deeds = {
        "unit": lambda by: actions.create_unit(office, "N", words, by=by, at=NOW),
        "post": lambda by: actions.create_post(office, "N", words, by=by, at=NOW),
        "person": lambda by: actions.enrol_person("new", words, unit=office, by=by, at=NOW),
        "appointment": lambda by: actions.appoint(vacant, head.person, by=by, at=NOW),
        "duty": lambda by: actions.list_duty(head.post, "9", words, by=by, at=NOW),
        "power": lambda by: actions.list_power(head.post, "9", words, by=by, at=NOW),
        "means": lambda by: actions.grant_means(head.post, "9", words, by=by, at=NOW),
    }
    vacant = post(office, "vacant")
    with pytest.raises(PowerNotHeld, match=r"organisation\.maintain"):
        deeds[deed](head)
    maintainer = hold(post(office, "office", "organisation.maintain"), "maintainer")
    assert deeds[deed](maintainer)


def test_nobody_sees_across_organisations_without_a_post_there(head: Appointment) -> None:
    stranger = hold(post(unit(None, "X", "别处", "Elsewhere"), "stranger"), "stranger")
    assert list(queries.units_visible_to(stranger.person, on=DAY)) == [stranger.post.unit]
    assert head.post not in queries.posts_visible_to(stranger.person, on=DAY)
    assert head.person not in queries.people_visible_to(stranger.person, on=DAY)
    second = actions.appoint(post(head.post.unit, "guest"), stranger.person, by=None, at=FOUNDED)
    assert head.post in queries.posts_visible_to(stranger.person, on=DAY)
    actions.end_appointment(second, by=None, at=NOW, until=DAY)
    assert head.post not in queries.posts_visible_to(stranger.person, on=DAY)
