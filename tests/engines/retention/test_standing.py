"""What retention classes say of a thing on a day: laws that hold whatever the classes."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.dates import Period
from remit.engines.retention import (
    EVENTS,
    Class,
    Event,
    Kind,
    Mode,
    Provision,
    State,
    Thing,
    due,
    stand,
)
from remit.engines.rules import Instrument, Verification
from remit.engines.words import Words

WORDS = Words("某法", "A Law")
LAW = Instrument("law", WORDS, WORDS, "", None, Period(date(2000, 1, 1)), Verification.BELIEVED)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
MODES = st.sampled_from([Mode.PROPOSE, Mode.KEEP])
FIRST, LONG = date(2020, 3, 31), date(2000, 1, 1)


def of(
    months: int = 12,
    *,
    kind: Kind = Kind.CASE_WITHOUT_MEASURE,
    mode: Mode = Mode.PROPOSE,
    countries: str = "",
    valid: Period | None = None,
    name: str = "c",
) -> Class:
    """A class; all that is not named is the same everywhere."""
    return Class(
        id=f"{name}-{months}",
        name=WORDS,
        kind=kind,
        mode=mode,
        starts=min(EVENTS[kind]),
        months=months,
        basis=(Provision(LAW, 1),),
        why=WORDS,
        valid=valid or Period(LONG),
        verification=Verification.BELIEVED,
        countries=frozenset(countries.split()),
    )


def case(started: date | None = FIRST, country: str = "CN") -> Thing:
    """A closed case without a measure."""
    events = {Event.CLOSED: started} if started else {}
    return Thing(Kind.CASE_WITHOUT_MEASURE, "cases.case:1", country, events)


some = st.builds(of, st.integers(1, 400), mode=MODES, countries=st.sampled_from(["", "CN", "DE"]))


def test_a_thing_is_due_on_the_first_day_after_its_period_and_not_the_day_before() -> None:
    classes = (of(11),)
    assert stand(classes, case(), on=date(2021, 2, 27)).state is State.RUNNING
    found = stand(classes, case(), on=date(2021, 2, 28))
    assert (found.state, found.over) == (State.DUE, date(2021, 2, 28))


@given(st.lists(some, max_size=5), DAYS, DAYS)
def test_nothing_is_due_before_the_period_of_any_class_in_force(
    classes: list[Class], started: date, on: date
) -> None:
    found = stand(classes, case(started), on=on)
    if found.state is State.DUE:
        asked = [c for c in classes if c.holds_for(Kind.CASE_WITHOUT_MEASURE, "CN", on=on)]
        assert asked
        assert all(c.over(started) <= on for c in asked)


@given(st.lists(some, max_size=5), DAYS, DAYS)
def test_keep_beats_all(classes: list[Class], started: date, on: date) -> None:
    found = stand([*classes, of(mode=Mode.KEEP, months=0)], case(started), on=on)
    assert found.state is State.KEPT


@given(st.lists(some, max_size=5), DAYS, st.integers(0, 4000))
def test_what_is_due_stays_due_while_the_same_classes_are_in_force(
    classes: list[Class], started: date, later: int
) -> None:
    on = date(2030, 1, 1)
    if stand(classes, case(started), on=on).state is State.DUE:
        assert stand(classes, case(started), on=on + timedelta(later)).state is State.DUE


@given(st.lists(some, max_size=5), DAYS)
def test_the_order_of_the_classes_does_not_matter(classes: list[Class], started: date) -> None:
    on, turned = date(2040, 1, 1), list(reversed(classes))
    assert stand(classes, case(started), on=on).state is stand(turned, case(started), on=on).state
    assert stand(classes, case(started), on=on).over == stand(turned, case(started), on=on).over


def test_without_a_class_a_thing_is_kept() -> None:
    elsewhere = of(countries="DE")
    past = of(valid=Period(LONG, date(2010, 1, 1)))
    found = stand((elsewhere, past), case(), on=date(2050, 1, 1))
    assert (found.state, found.mode) == (State.NO_CLASS, Mode.KEEP)


def test_a_period_that_has_not_begun_is_not_over() -> None:
    assert stand((of(),), case(None), on=date(2050, 1, 1)).state is State.NOT_STARTED


def test_the_longest_of_several_classes_governs() -> None:
    found = stand((of(120, name="a"), of(12, name="b")), case(), on=date(2022, 1, 1))
    assert found.state is State.RUNNING
    assert found.governing
    assert found.governing.id == "a-120"


def test_people_confirm_as_soon_as_one_class_asks_for_them() -> None:
    kind = Kind.REPORT_UNFOUNDED
    thing = Thing(kind, "cases.report:1", "CN", {Event.VERIFIED: FIRST})
    automatic = of(24, kind=kind, mode=Mode.AUTOMATIC)
    assert stand((automatic,), thing, on=date(2050, 1, 1)).mode is Mode.AUTOMATIC
    both = (automatic, of(12, kind=kind))
    assert stand(both, thing, on=date(2050, 1, 1)).mode is Mode.PROPOSE


def test_what_is_over_longest_comes_first() -> None:
    things = [
        Thing(
            Kind.CASE_WITHOUT_MEASURE, f"cases.case:{n}", "CN", {Event.CLOSED: date(2000 + n, 1, 1)}
        )
        for n in (3, 1, 2, 40)
    ]
    found = due((of(),), things, on=date(2030, 1, 1))
    assert [one.thing.ref[-1] for one in found] == ["1", "2", "3"]
