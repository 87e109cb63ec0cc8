"""Laws of constraint by precedents, on random bases, beside the definitions as they are written."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.precedents import (
    Aspect,
    CaseBase,
    Precedent,
    Rung,
    Side,
    Status,
    case_base,
    constrain,
    contradictions,
)
from remit.engines.precedents.aspects import Value
from tests.engines.precedents import plainly, small_bases
from tests.engines.precedents.plainly import Bounds, at_least_as_grave, bounds, completions
from tests.engines.precedents.small_bases import LADDER, PARTIES, chosen_aspects, value_of

ladders = st.sampled_from([LADDER, PARTIES])


class Drawn:
    """A random base, with a case that is not in it."""

    def __init__(self, data: st.DataObject, ladder: Sequence[Rung] | None = None) -> None:
        self.aspects: tuple[Aspect, ...] = data.draw(chosen_aspects())
        self.ladder = ladder or data.draw(ladders)
        self.codes = [rung.code for rung in self.ladder]
        self.precedents = data.draw(small_bases.precedents(self.aspects, self.ladder))
        self.case: dict[str, Value] = data.draw(small_bases.values(self.aspects))

    def forget(self, data: st.DataObject) -> None:
        """Some values become unknown, in the case and in the precedents."""
        whole = [self.case, *(dict(each.values) for each in self.precedents)]
        self.case, *others = data.draw(small_bases.forgotten(whole))
        told = zip(self.precedents, others, strict=True)
        self.precedents = [replace(each, values=values) for each, values in told]

    @property
    def base(self) -> CaseBase:
        return case_base(self.aspects, self.ladder, self.precedents)

    @property
    def every(self) -> list[tuple[list[Precedent], plainly.Values]]:
        """The base and the case in every completion of what is unknown."""
        cases = [self.case, *(each.values for each in self.precedents)]
        return [
            (
                [replace(p, values=v) for p, v in zip(self.precedents, others, strict=True)],
                case,
            )
            for case, *others in completions(self.aspects, cases)
        ]


@given(st.data())
def test_bounds_are_those_of_the_definition(data: st.DataObject) -> None:
    drawn = Drawn(data)
    found = constrain(drawn.base, drawn.case)
    expected = bounds(drawn.aspects, drawn.codes, drawn.precedents, drawn.case)
    assert Bounds(found.low, found.high) == expected
    assert found.waiting == ()
    assert (found.status is Status.FORCED) == (expected.low == expected.high)
    assert (found.status is Status.CONFLICT) == (expected.low > expected.high)


@given(st.data())
def test_of_two_parties_one_is_forced_as_the_result_model_says(data: st.DataObject) -> None:
    """Forced for a side: some precedent for it with no more for it, and no less against it."""
    drawn = Drawn(data, PARTIES)
    forced = set()
    for precedent in drawn.precedents:
        pair = (precedent.values, drawn.case)
        one, other = pair if precedent.outcome == "plaintiff" else pair[::-1]
        if at_least_as_grave(drawn.aspects, one, other):
            forced.add(precedent.outcome)
    found = constrain(drawn.base, drawn.case)
    left = {code for rank, code in enumerate(drawn.codes) if found.admits(rank)}
    expected = {0: set(drawn.codes), 1: forced, 2: set()}
    assert left == expected[len(forced)]
    assert {binding.precedent.outcome for binding in found.by} == forced


@given(st.data())
def test_the_unknown_is_forced_only_where_every_completion_is(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    found = constrain(drawn.base, drawn.case)
    each = [bounds(drawn.aspects, drawn.codes, known, case) for known, case in drawn.every]
    same = len(set(each)) == 1
    assert found.low == min(low for low, _ in each)
    assert found.high == max(high for _, high in each)
    assert (found.status is Status.FORCED) == (same and each[0].low == each[0].high)
    assert (found.status is Status.FREE) == (same and each[0].low < each[0].high)
    assert (found.status is Status.CONFLICT) == (found.low > found.high)


@given(st.data())
def test_who_waits_would_narrow_the_bounds_in_some_completion(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    found = constrain(drawn.base, drawn.case)
    expected = set()
    for known, case in drawn.every:
        for precedent in known:
            rank = drawn.codes.index(precedent.outcome)
            if rank > found.low and at_least_as_grave(drawn.aspects, precedent.values, case):
                expected.add((precedent.id, Side.HEAVIER))
            if rank < found.high and at_least_as_grave(drawn.aspects, case, precedent.values):
                expected.add((precedent.id, Side.MILDER))
    assert {(each.precedent.id, each.side) for each in found.waiting} == expected
    assert all(each.waits_for for each in found.waiting)
    assert not any(each.waits_for for each in found.by)


@given(st.data())
def test_precedents_named_give_both_bounds_by_themselves(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    found = constrain(drawn.base, drawn.case)
    named = {each.precedent.id for each in found.by}
    others = {each.id for each in drawn.precedents} - named
    alone = constrain(drawn.base, drawn.case, without=others)
    without = constrain(drawn.base, drawn.case, without=named)
    assert (alone.low, alone.high) == (found.low, found.high)
    assert not named or (without.low, without.high) != (found.low, found.high)


@given(st.data())
def test_what_binds_differs_only_in_what_counts_for_it(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    for each in constrain(drawn.base, drawn.case).by:
        assert all(difference.surely(each.side) for difference in each.differences)
        assert {difference.side for difference in each.differences} <= {each.side, None}


@given(st.data())
def test_a_graver_case_is_never_bound_more_mildly(data: st.DataObject) -> None:
    drawn = Drawn(data)
    graver = drawn.case | {
        aspect.id: max(drawn.case[aspect.id], data.draw(value_of(aspect)), key=aspect.gravity)
        for aspect in drawn.aspects
    }
    before, after = constrain(drawn.base, drawn.case), constrain(drawn.base, graver)
    assert after.low >= before.low
    assert after.high >= before.high


@given(st.data())
def test_what_is_forced_for_a_party_stays_so_when_strengthened(data: st.DataObject) -> None:
    drawn = Drawn(data, PARTIES)
    before = constrain(drawn.base, drawn.case)
    stronger = max if before.low else min
    case = {
        aspect.id: stronger(drawn.case[aspect.id], data.draw(value_of(aspect)), key=aspect.gravity)
        for aspect in drawn.aspects
    }
    after = constrain(drawn.base, case)
    forced = before.status is Status.FORCED
    assert not forced or (after.status, after.low) == (Status.FORCED, before.low)


@given(st.data())
def test_the_order_of_cases_and_aspects_does_not_matter(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    before = constrain(drawn.base, drawn.case)
    first = list(contradictions(drawn.base))
    drawn.precedents = data.draw(st.permutations(drawn.precedents))
    assert constrain(drawn.base, drawn.case) == before
    assert list(contradictions(drawn.base)) == first
    drawn.aspects = tuple(data.draw(st.permutations(drawn.aspects)))
    turned = constrain(drawn.base, drawn.case)
    assert (turned.status, turned.low, turned.high) == (before.status, before.low, before.high)


def pairs(base: CaseBase) -> list[tuple[str, str]]:
    return [(each.heavier.id, each.milder.id) for each in contradictions(base)]


@given(st.data())
def test_deciding_adds_a_contradiction_only_where_the_precedents_forbid_it(
    data: st.DataObject,
) -> None:
    drawn = Drawn(data)
    found, before = constrain(drawn.base, drawn.case), pairs(drawn.base)
    for rank, outcome in enumerate(drawn.codes):
        decided = [*drawn.precedents, Precedent("new", drawn.case, outcome)]
        after = pairs(case_base(drawn.aspects, drawn.ladder, decided))
        assert (after == before) == found.admits(rank)


@given(st.data())
def test_deciding_what_is_left_open_adds_none_whatever_is_unknown(data: st.DataObject) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    found, before = constrain(drawn.base, drawn.case), pairs(drawn.base)
    for rank in range(found.low, found.high + 1):
        decided = [*drawn.precedents, Precedent("new", drawn.case, drawn.codes[rank])]
        assert pairs(case_base(drawn.aspects, drawn.ladder, decided)) == before


@given(st.data())
def test_contradictions_are_those_of_the_definition_in_every_completion(
    data: st.DataObject,
) -> None:
    drawn = Drawn(data)
    drawn.forget(data)
    expected = None
    for known, _ in drawn.every:
        held = {
            (one.id, other.id)
            for one in known
            for other in known
            if drawn.codes.index(one.outcome) > drawn.codes.index(other.outcome)
            and at_least_as_grave(drawn.aspects, one.values, other.values)
        }
        expected = held if expected is None else expected & held
    assert pairs(drawn.base) == sorted(expected or ())


@given(st.data())
def test_there_is_conflict_only_through_a_contradiction_and_between_its_cases(
    data: st.DataObject,
) -> None:
    drawn = Drawn(data)
    found = list(contradictions(drawn.base))
    assert found or constrain(drawn.base, drawn.case).status is not Status.CONFLICT
    for pair in found:
        between = constrain(drawn.base, pair.milder.values)
        assert between.status is Status.CONFLICT
