"""Deciding against going through every case, on small made-up tables."""

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.tables import Decided, Fate, HitPolicy, Unknown, Value, decide
from tests.engines.tables.made_up import GRID, MadeUp, Point, made_up

SINGLE = (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


def plain(value: Value) -> object:
    """The value as the plain side writes it."""
    return "no answer" if value == Unknown(frozenset({"measure"})) else value


def decided(case: MadeUp, facts: Point) -> Decided:
    return decide(case.model, "measure", facts)


def points_of(case: MadeUp, data: st.DataObject) -> Point:
    return data.draw(st.sampled_from(list(case.points())))


@given(made_up(), st.data())
def test_the_result_is_the_one_found_row_by_row(case: MadeUp, data: st.DataObject) -> None:
    point = points_of(case, data)
    assert plain(decided(case, point).value) == case.result(point)


@given(made_up(), st.data())
def test_a_conflict_is_told_with_all_its_rows(case: MadeUp, data: st.DataObject) -> None:
    point = points_of(case, data)
    found = decided(case, point).findings
    faults = [each.message.en for each in found if each.severity == "error"]
    assert bool(faults) == (case.result(point) == "no answer")
    for row in case.applying(point) if faults else ():
        assert str(row + 1) in faults[0]


@given(made_up(), st.data())
def test_each_row_says_whether_it_applies_and_else_its_first_failing_column(
    case: MadeUp, data: st.DataObject
) -> None:
    point = points_of(case, data)
    applying = case.applying(point)
    for number, proof in enumerate(decided(case, point).steps[-1].rows):
        if number in applying:
            assert proof.fate in (Fate.APPLIED, Fate.OUTRANKED)
        else:
            failing = [
                column
                for column, (test, fact) in enumerate(
                    zip(case.conditions[number], case.facts, strict=True)
                )
                if not test(point[fact])
            ]
            assert (proof.fate, proof.column) == (Fate.NOT_APPLIED, failing[0])


@given(made_up(), st.data())
def test_with_unknown_facts_all_possible_results_are_told_and_no_others(
    case: MadeUp, data: st.DataObject
) -> None:
    point = points_of(case, data)
    forgotten = data.draw(st.sets(st.sampled_from(sorted(point))))
    known = {name: value for name, value in point.items() if name not in forgotten}
    found = {plain(value) for value in decided(case, known).steps[-1].possible}
    assert found == {case.result(each) for each in case.points(known)}


@given(made_up(), st.data())
def test_an_unknown_result_waits_for_exactly_the_facts_that_decide(
    case: MadeUp, data: st.DataObject
) -> None:
    point = points_of(case, data)
    forgotten = data.draw(st.sets(st.sampled_from(sorted(point))))
    known = {name: value for name, value in point.items() if name not in forgotten}
    decisive = {
        name
        for name in forgotten
        for each in case.points(known)
        if len({case.result({**each, name: value}) for value in GRID[name]}) > 1
    }
    possible = {case.result(each) for each in case.points(known)}
    waiting = decided(case, known).waiting - {"measure"}
    assert waiting == (decisive if len(possible) > 1 else set())


@given(made_up(), st.data())
def test_a_null_is_no_unknown_and_passes_no_comparison(case: MadeUp, data: st.DataObject) -> None:
    point = points_of(case, data)
    name = data.draw(st.sampled_from(sorted(point)))
    step = decided(case, {**point, name: None}).steps[-1]
    assert all(proof.fate is not Fate.OPEN for proof in step.rows)
    for proof, row in zip(step.rows, case.table.rows, strict=True):
        tests = [t.written for t, fact in zip(row.tests, case.facts, strict=True) if fact == name]
        if any(not test.startswith(("-", "not")) for test in tests):
            assert proof.fate is Fate.NOT_APPLIED


@given(made_up(policies=SINGLE), st.data())
def test_a_row_that_counts_has_the_result_as_its_output(case: MadeUp, data: st.DataObject) -> None:
    point = points_of(case, data)
    found = decided(case, point)
    counted = [proof for proof in found.steps[-1].rows if proof.fate is Fate.APPLIED]
    if case.result(point) not in (None, "no answer"):
        assert {case.outputs[int(proof.row) - 1] for proof in counted} == {found.value}
