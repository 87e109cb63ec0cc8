"""What can be erased as a whole, where its period begins, and what is left alone."""

from datetime import date

from remit.apps.cases import actions as cases
from remit.apps.cases.models import Case
from remit.apps.correspondence.actions import Addressee, note_delivery, write_letter
from remit.apps.correspondence.models import Letter
from remit.apps.retention import actions, queries
from remit.engines.retention import Event, Kind, State
from tests.builders import House, at, hold, post, row_faults_in, seal_all
from tests.case_builders import Bench, received, served
from tests.retention_builders import BASIS, LATER, WHY, Keepers, unfounded

ON = date(2035, 6, 1)


def letter(home: House, when: int, about: str = "plans.summary:1") -> Letter:
    """An everyday letter to the clerk, delivered in a year."""
    to = Addressee(home.clerk.person.ref, "Clerk", "clerk@example.org", "en")
    written = write_letter(
        to,
        kind="summary",
        subject="Summary",
        text="canary words",
        about=about,
        path=home.roads.path,
        actor="clock",
        at=at(when, 3, 1),
    )
    return note_delivery(written, channel="mail", at=at(when, 3, 2))


def kinds() -> dict[str, Kind]:
    """Everything that can be erased, by reference."""
    return {one.thing.ref: one.thing.kind for one in queries.things(on=ON)}


def test_what_is_still_at_work_is_no_thing(home: House, who: Bench) -> None:
    received(home)
    served(home, who)
    assert kinds() == {}


def test_a_period_of_a_measure_begins_when_its_effect_has_ended(home: House, who: Bench) -> None:
    decision = served(home, who)
    cases.end_effect(decision, at=at(2025, 10, 15))
    seal_all(at(2025, 10, 15))
    case = cases.close_case(decision.concerned.case, by=who.officer, at=at(2025, 10, 20))
    found = queries.thing(case.ref, on=ON)
    assert found
    assert found.thing.kind is Kind.CASE_WITH_MEASURE
    assert found.thing.events == {
        Event.CLOSED: date(2025, 10, 20),
        Event.EFFECT_ENDED: date(2025, 10, 20),
    }


def test_whom_a_kept_case_concerns_is_not_proposed(home: House, case: Case) -> None:
    gone = hold(post(home.root, "former"), "fay", until=date(2025, 3, 1))
    person = home.roads_head.person
    person.appointments.update(until=date(2025, 5, 1))
    assert kinds() == {
        case.ref: Kind.CASE_WITHOUT_MEASURE,
        gone.person.ref: Kind.PERSON_LEFT,
    }
    Case.objects.update(erased_at=LATER)
    assert person.ref in kinds()


def test_the_letters_of_a_year_are_one_thing_once_the_year_is_over(home: House) -> None:
    for when in (2024, 2024, 2025):
        letter(home, when)
    root = home.root.path
    assert set(kinds()) == {
        f"correspondence.letters:{root}/2024",
        f"correspondence.letters:{root}/2025",
    }
    expected = {
        date(2025, 12, 31): State.NOT_STARTED,
        date(2035, 3, 1): State.RUNNING,
        date(2035, 3, 2): State.DUE,
    }
    for on, state in expected.items():
        found = queries.thing(f"correspondence.letters:{root}/2025", on=on)
        assert found
        assert queries.standing(found, on=on).state is state


def test_letters_of_cases_and_reports_go_with_them(home: House, who: Bench, case: Case) -> None:
    report = unfounded(home, who)
    assert set(kinds()) == {case.ref, report.ref}


def test_a_year_of_letters_is_erased_and_the_rest_stays(home: House, keep: Keepers) -> None:
    old, young = letter(home, 2024), letter(home, 2025)
    ref = f"correspondence.letters:{home.root.path}/2024"
    erasure = actions.propose_erasure(
        "letter", ref, basis=BASIS, reasons=WHY, by=keep.proposer, at=LATER
    )
    seal_all(LATER)
    actions.confirm_erasure(erasure, by=keep.first, at=LATER)
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.text, young.text) == ("", "canary words")
    assert ref not in kinds()
    seal_all(LATER)
    assert row_faults_in("correspondence", "retention") == set()


def test_only_the_units_asked_for_are_looked_at(home: House, who: Bench, case: Case) -> None:
    roads = (home.roads.path, home.roads.path + "~")
    works = (home.works.path, home.works.path + "~")
    assert [one.thing.ref for one in queries.things([roads], on=ON)] == [case.ref]
    assert queries.things([works], on=ON) == []


def test_a_thing_is_found_by_what_people_call_it(home: House, case: Case) -> None:
    assert queries.ref_called(f" {case.number} ") == case.ref
    assert queries.ref_called(home.clerk.person.login) == home.clerk.person.ref
    assert queries.ref_called("cases.report:3") == "cases.report:3"
    assert queries.ref_called("nobody") == ""


def test_strange_references_are_no_thing(db: None) -> None:
    for ref in ("", ":", "cases.case:", "cases.case:-1", "correspondence.letters:000001/20x5",
                "correspondence.letters:/2024", "correspondence.letters:000001/0000",
                "organisation.person:" + "9" * 30):  # fmt: skip
        assert queries.thing(ref, on=ON) is None
