"""Reading a log: matters, holders and steps are kept once, by whoever may, or nothing is."""

from dataclasses import replace
from datetime import date

import pytest

from remit.apps.ledger.models import Entry
from remit.apps.matters import actions
from remit.apps.matters.models import Holding, Matter, Source, Step
from remit.apps.organisation.actions import PowerNotHeld
from remit.apps.organisation.models import Appointment, Post, Unit
from tests.apps.matters.logs import FILE, TOWN, imported
from tests.builders import entries, hold, post, unit
from tests.engines.eventlog.written import case, event, log, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Unit:
    """An organisation with nothing in it."""
    return unit(None, "T", "某市", "A Town")


def test_a_log_becomes_matters_with_their_dates_and_lateness(root: Unit) -> None:
    source = imported(root)
    assert (source.matters, source.events, source.people, source.named) == (3, 5, 2, 3)
    assert source.known_until.date() == date(2024, 3, 9)
    rows = {matter.code: matter for matter in Matter.objects.select_related("lead")}
    one, two, three = (rows[f"permit-{number}"] for number in (1, 2, 3))
    assert (one.title, one.lead and one.lead.code, one.days_late) == ("permit-1", "Carl", 2)
    assert (one.steps_taken, one.steps_late) == (3, 2)
    assert (two.closed, two.days_late) == (None, 0)
    assert (three.closed, three.lead, three.days_late) == (None, None, 5)


def test_who_held_a_matter_is_kept_in_all_three_roles(root: Unit) -> None:
    imported(root)
    rows = Holding.objects.filter(matter__code="permit-1").order_by("role", "since")
    kept = [(h.role, h.post.code, h.since.day, h.until and h.until.day, h.steps) for h in rows]
    assert kept == [
        ("answers", "Carl", 1, 9, 0),
        ("doer", "Anna", 1, 5, 1),
        ("doer", "Ben", 5, 9, 1),
        ("doer", "Anna", 9, 9, 1),
        ("watcher", "Carl", 5, 9, 1),
    ]


def test_steps_keep_both_wordings_and_by_how_many_days_they_were_late(root: Unit) -> None:
    imported(root)
    rows = Step.objects.filter(matter__code="permit-1").order_by("number")
    kept = [(step.number, step.code, str(step), step.days_late) for step in rows]
    assert kept == [
        (1, "receive", "Received", 0),
        (2, "check", "check", 2),
        (3, "decide", "decide", 1),
    ]


def test_everybody_named_fills_a_post_since_first_named(root: Unit) -> None:
    imported(root)
    filled = Appointment.objects.select_related("post", "person")
    assert {(a.post.code, a.person.login, str(a.since)) for a in filled} == {
        ("Anna", "T.Anna", "2024-03-01"),
        ("Ben", "T.Ben", "2024-03-02"),
        ("Carl", "T.Carl", "2024-03-01"),
    }
    assert not any(a.person.has_usable_password() for a in filled)


def test_one_entry_tells_what_was_read(root: Unit) -> None:
    source = imported(root)
    (entry,) = entries("matters.log_imported")
    assert (entry.subject, entry.path, entry.actor) == (source.ref, root.path, "clock")
    assert entry.body == {"sha256": FILE.sha256, "matters": 3, "events": 5}


def test_the_same_file_is_read_once_into_an_organisation(root: Unit) -> None:
    imported(root)
    before = Entry.objects.count()
    with pytest.raises(actions.LogAlreadyRead):
        imported(root)
    assert (Entry.objects.count(), Source.objects.count()) == (before, 1)
    assert imported(unit(None, "U", "他市", "Another Town"))


def test_a_later_file_with_cases_already_kept_is_refused_whole(root: Unit) -> None:
    imported(root)
    later = log(
        case("permit-1", event(at=on(20), who="Dora", what="decide")),
        case("permit-9", event(at=on(20), who="Dora", what="receive")),
    )
    with pytest.raises(actions.MatterAlreadyKept) as refused:
        imported(root, later, file=replace(FILE, sha256="b" * 64))
    assert "1 cases" in refused.value.findings[0].message.en
    assert not Post.objects.filter(code="Dora").exists()


def test_whoever_has_a_post_of_that_name_keeps_it_in_a_later_file(root: Unit) -> None:
    imported(root)
    later = log(case("permit-9", event(at=on(20), who="Ben", what="receive")))
    imported(root, later, file=replace(FILE, sha256="b" * 64))
    assert Matter.objects.get(code="permit-9").holdings.get().post == Post.objects.get(code="Ben")


def test_cases_of_one_name_of_none_and_of_endless_names_are_all_kept(root: Unit) -> None:
    step = event(at=on(1), who="A" * 300, what="w" * 300)
    imported(
        root, log(case("same", step), case("same", step), case("", step), case("x" * 300, step))
    )
    codes = set(Matter.objects.values_list("code", flat=True))
    assert {"same", "same #2", "x" * 70} <= codes
    assert len(codes) == 4
    assert Post.objects.get().name == "A" * 80


def test_units_of_a_log_become_units(root: Unit) -> None:
    step = event(at=on(1), who="Anna", what="receive", **{"org:group": "Permits"})
    imported(root, log(case("one", step)))
    post = Post.objects.select_related("unit__parent").get()
    assert (post.unit.name, post.unit.parent) == ("Permits", root)


def test_cases_without_a_date_are_left_out_and_a_log_of_nothing_else_is_refused(root: Unit) -> None:
    undated = case("undated", event(who="Anna", what="receive"))
    dated = case("dated", event(at=on(1), who="Ben", what="receive"))
    with pytest.raises(actions.LogIsEmpty):
        imported(root, log(undated))
    assert imported(root, log(undated, dated)).matters == 1
    assert not Post.objects.filter(code="Anna").exists()


def test_reading_takes_the_power_unless_the_installation_itself_reads(root: Unit) -> None:
    idler = hold(post(root, "idler"), "idler")
    with pytest.raises(PowerNotHeld):
        imported(root, by=idler)
    reader = hold(post(root, "reader", "matters.import_log", "organisation.maintain"), "reader")
    source = imported(root, by=reader)
    assert entries("matters.log_imported")[0].actor == reader.ref
    assert source.matters == 3


def test_the_content_read_again_is_the_same(root: Unit) -> None:
    first, second = imported(root), imported(unit(None, "U", "他市", "U"), TOWN)
    told = [
        list(Matter.objects.filter(source=source).values_list("code", "days_late", "steps_late"))
        for source in (first, second)
    ]
    assert told[0] == told[1]
