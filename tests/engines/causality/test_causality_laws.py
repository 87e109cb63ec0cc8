"""The engine beside the definitions written out literally, and theorems about the definitions."""

from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import given

from remit.engines.causality import (
    causal_model,
    causes,
    is_cause,
    responsibility,
    smallest_witness,
)
from remit.engines.causality.asking import asked
from remit.engines.causality.contingencies import Definition
from remit.engines.causality.degrees import _by_itself
from remit.engines.causality.movement import OPEN
from remit.engines.causality.route import route
from remit.engines.causality.sweep import BUDGET, Meter, OneWorld, cheapest
from remit.engines.formulas import AllOf, AnyOf, Is, Not
from tests.engines.causality.drawn import Drawn, situations
from tests.engines.causality.literal_definitions import Literal, holds, subsets

DEFINITIONS: tuple[Definition, ...] = ("modified", "updated", "original")
each_definition = pytest.mark.parametrize("definition", DEFINITIONS)


@given(situations(most=6))
def test_what_actually_holds_is_what_the_equations_give(drawn: Drawn) -> None:
    assert drawn.model.actual == drawn.literal.actual


@each_definition
@given(drawn=situations(most=6))
def test_all_three_conditions_are_those_of_the_definition(
    drawn: Drawn, definition: Definition
) -> None:
    literal, cause, effect = drawn.literal, drawn.cause, drawn.effect
    found = is_cause(drawn.model, cause, effect, definition=definition)
    assert found.ac1 == literal.ac1(cause, effect)
    assert found.ac2 == literal.some_ac2(cause, effect, definition)
    assert found.ac3 == literal.ac3(cause, effect, definition)


@each_definition
@given(drawn=situations())
def test_the_witness_departs_least_and_then_holds_least(
    drawn: Drawn, definition: Definition
) -> None:
    literal, effect = drawn.literal, drawn.effect
    for cause in (drawn.cause, *(literal.as_it_is([name]) for name in literal.equations)):
        witness = is_cause(drawn.model, cause, effect, definition=definition).witness
        every = list(literal.contingencies(cause, effect, definition))
        assert (witness is None) == (not every)
        if witness:
            contingency = {**literal.as_it_is(witness.held), **witness.departed}
            assert contingency in every
            assert not holds(effect, literal.world({**contingency, **witness.switched}))
            sizes = [(literal.departures(each), len(each)) for each in every]
            assert (len(witness.departed), len(contingency)) == min(sizes)


@given(situations())
def test_the_smallest_witness_is_the_smallest_of_all_sets_that_may_be_held(drawn: Drawn) -> None:
    literal, effect = drawn.literal, drawn.effect
    switched = {name: not value for name, value in drawn.cause.items()}
    for candidates in (None, ["v0"], ["v0", "v1"]):
        allowed = [n for n in candidates or literal.equations if n in literal.equations]
        undone = [
            held
            for held in subsets(name for name in allowed if name not in switched)
            if not holds(effect, literal.world({**literal.as_it_is(held), **switched}))
        ]
        found = smallest_witness(drawn.model, switched, effect, candidates and allowed)
        assert (found is None) == (not undone)
        if found is not None:
            assert tuple(sorted(found)) in undone
            assert len(found) == min(map(len, undone))


@given(situations())
def test_all_causes_are_all_sets_that_are_causes(drawn: Drawn) -> None:
    found = causes(drawn.model, drawn.effect)
    expected = drawn.literal.causes(drawn.effect, "modified")
    assert sorted(sorted(cause.event.items()) for cause in found) == sorted(
        sorted(event.items()) for event in expected
    )
    for cause in found:
        sizes = map(len, drawn.literal.contingencies(cause.event, drawn.effect, "modified"))
        assert len(cause.held) == min(sizes)


@each_definition
@given(drawn=situations(most=4))
def test_degrees_of_responsibility_are_those_of_the_definition(
    drawn: Drawn, definition: Definition
) -> None:
    for name in drawn.literal.equations:
        expected = drawn.literal.responsibility(name, drawn.effect, definition)
        assert responsibility(drawn.model, name, drawn.effect, definition=definition) == expected


@given(situations())
def test_a_degree_is_the_same_whether_or_not_all_causes_are_listed(drawn: Drawn) -> None:
    for name in drawn.literal.equations:
        question = asked(drawn.model, drawn.effect, [name], BUDGET)
        if question.effect_holds:
            alone = _by_itself(question, drawn.model.network.number[name])
            degree = responsibility(drawn.model, name, drawn.effect, definition="modified")
            assert alone == degree


def test_a_degree_counts_causes_only_and_not_sets_that_would_be_cheaper() -> None:
    """Switching the stand-in too is cheaper than holding both it would bring about, but no cause."""
    stands_in = AllOf((Not(Is("first")), Is("second")))
    equations = {
        "first": Is("u"),
        "second": Is("u"),
        "one way": stands_in,
        "other way": stands_in,
        "done": AnyOf((Is("first"), Is("one way"), Is("other way"))),
    }
    literal, built = Literal(equations, {"u": True}), causal_model(equations, {"u": True})
    for name, degree in (("first", Fraction(1, 3)), ("second", Fraction(0))):
        assert literal.responsibility(name, Is("done"), "modified") == degree
        assert responsibility(built, name, Is("done"), definition="modified") == degree
        question = asked(built, Is("done"), [name], BUDGET)
        assert _by_itself(question, built.network.number[name]) == degree


@given(situations(most=6))
def test_the_cheapest_way_is_the_same_when_walked_with_a_limit_on_the_price(drawn: Drawn) -> None:
    question = asked(drawn.model, drawn.effect, drawn.cause, BUDGET)
    for moved in (
        question.movement(question.numbered(drawn.cause), hold=1),
        question.movement({}, hold=1, switch=3),
    ):
        if moved.settled == OPEN:
            planned = route(question.world, moved)
            wide = cheapest(planned, OneWorld(planned), Meter(BUDGET))
            assert cheapest(planned, OneWorld(planned), Meter(BUDGET), narrow=0) == wide


@given(situations(most=6))
def test_a_single_variable_with_an_empty_witness_is_a_but_for_cause(drawn: Drawn) -> None:
    for name, value in drawn.literal.as_it_is(drawn.literal.equations).items():
        without = holds(drawn.effect, drawn.literal.world({name: not value}))
        but_for = holds(drawn.effect, drawn.literal.actual) and not without
        found = is_cause(drawn.model, {name: value}, drawn.effect)
        empty = found.witness is not None and not found.witness.held
        assert (found.is_cause and empty) == but_for


def sets_that_are_causes(drawn: Drawn, definition: Definition) -> list[tuple[str, ...]]:
    events = {part: drawn.literal.as_it_is(part) for part in subsets(drawn.literal.equations)}
    return [
        part
        for part, event in events.items()
        if part and is_cause(drawn.model, event, drawn.effect, definition=definition).is_cause
    ]


@given(situations(most=4))
def test_whatever_is_part_of_a_cause_is_one_by_each_wider_definition(drawn: Drawn) -> None:
    """Halpern 2016, theorem 2.2.3."""
    found = {each: sets_that_are_causes(drawn, each) for each in DEFINITIONS}
    parts = {each: set(chain.from_iterable(sets)) for each, sets in found.items()}
    alone = {each: {part[0] for part in sets if len(part) == 1} for each, sets in found.items()}
    assert parts["modified"] <= alone["updated"]
    assert parts["updated"] <= alone["original"]
    assert all(len(part) == 1 for part in found["original"])


@each_definition
@given(drawn=situations())
def test_what_the_effect_depends_on_alone_is_a_cause_by_every_definition(
    drawn: Drawn, definition: Definition
) -> None:
    for name, value in drawn.literal.as_it_is(drawn.literal.equations).items():
        effect = Is(name)
        if value:
            found = is_cause(drawn.model, {name: True}, effect, definition=definition)
            assert found.is_cause
            assert responsibility(drawn.model, name, effect, definition=definition) == 1
