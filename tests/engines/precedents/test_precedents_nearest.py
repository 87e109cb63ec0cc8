"""The nearest cases: no weights, no case left out, every difference told."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.precedents import Aspect, Precedent, Side, case_base, nearest
from remit.engines.precedents.aspects import Quantity, Value
from tests.engines.precedents import small_bases
from tests.engines.precedents.small_bases import (
    CONFESSED,
    HARM,
    INTENT,
    LADDER,
    LOSS,
    chosen_aspects,
)

ASPECTS = (HARM, CONFESSED, INTENT, LOSS)
CASE: dict[str, Value] = {"harm": True, "confessed": True, "intent": "gross", "loss": 40}


def decided(name: str, **changes: Value) -> Precedent:
    return Precedent(name, CASE | changes, "removal")


def test_differences_are_counted_for_each_side_and_nothing_is_weighed() -> None:
    base = case_base(ASPECTS, LADDER, [decided("far", harm=False, confessed=False, loss=100)])
    (found,) = nearest(base, CASE, 5)
    assert [each.aspect.id for each in found.counting(Side.HEAVIER)] == ["harm"]
    assert [each.aspect.id for each in found.counting(Side.MILDER)] == ["confessed", "loss"]
    assert found.words.en == (
        "“far” was decided “removal”. Here for a heavier outcome: harm: no there, yes here. "
        "Here for a milder outcome: confession: no there, yes here; "
        "loss: 100 yuan there, 40 yuan here."
    )
    assert found.words.zh.endswith(
        "本案更支持从重的有：中harm：该案无，本案有。"
        "本案更支持从轻的有：中confession：该案无，本案有；中loss：该案100元，本案40元。"
    )


def test_fewer_differences_come_first_then_less_unknown_then_fewer_steps() -> None:
    unknown = Precedent("unknown", {key: CASE[key] for key in CASE if key != "harm"}, "none")
    cases = [
        decided("two", harm=False, confessed=False),
        unknown,
        decided("two recorded sums away", loss=90),
        decided("one recorded sum away", loss=60),
        decided("same"),
    ]
    found = nearest(case_base(ASPECTS, LADDER, cases), CASE, 5)
    assert [each.precedent.id for each in found] == [
        "same",
        "one recorded sum away",
        "two recorded sums away",
        "unknown",
        "two",
    ]
    assert [each.steps for each in found] == [0, 1, 2, 0, 2]
    assert [each.foremost for each in found] == [True, False, False, False, False]
    assert found[0].words.en == "“same” was decided “removal”; nothing recorded differs."
    assert found[3].words.en.endswith("Unknown: harm: unknown there, yes here.")


def test_cases_near_in_different_aspects_are_all_foremost() -> None:
    cases = [decided("a", harm=False), decided("b", loss=1), decided("c", loss=1, harm=False)]
    found = nearest(case_base(ASPECTS, LADDER, cases), CASE, 3)
    assert [(each.precedent.id, each.foremost) for each in found] == [
        ("a", True),
        ("b", True),
        ("c", False),
    ]
    assert nearest(case_base(ASPECTS, LADDER, cases), CASE, 3, without={"a", "b"})[0].foremost


def apart(
    aspect: Aspect, cases: list[Precedent], there: Precedent, here: dict[str, Value]
) -> float:
    """Steps in one aspect, counted one by one; endless where it is unknown."""
    if aspect.id not in there.values or aspect.id not in here:
        return float("inf")
    one, other = (aspect.gravity(case[aspect.id]) for case in (there.values, here))
    marks = set(aspect.marks)
    if isinstance(aspect, Quantity):
        marks = {aspect.gravity(c.values[aspect.id]) for c in cases if aspect.id in c.values}
    passed = [mark for mark in marks | {one} if min(one, other) <= mark <= max(one, other)]
    return len(passed) - (other in marks)


@given(st.data())
def test_the_order_and_who_is_foremost_are_as_defined(data: st.DataObject) -> None:
    aspects = data.draw(chosen_aspects())
    cases = data.draw(small_bases.precedents(aspects, LADDER))
    whole = [data.draw(small_bases.values(aspects)), *(dict(each.values) for each in cases)]
    case, *others = data.draw(small_bases.forgotten(whole))
    cases = [
        Precedent(each.id, values, each.outcome) for each, values in zip(cases, others, strict=True)
    ]
    steps = {c.id: [apart(aspect, cases, c, case) for aspect in aspects] for c in cases}

    def distance(name: str) -> tuple[int, int, float]:
        unknown = steps[name].count(float("inf"))
        known = sum(each for each in steps[name] if each < float("inf"))
        return sum(each > 0 for each in steps[name]), unknown, known

    found = nearest(case_base(aspects, LADDER, cases), case, len(cases))
    assert [each.precedent.id for each in found] == sorted(steps, key=distance)
    beaten = {
        one
        for one, other in product(steps, repeat=2)
        if steps[other] != steps[one]
        and all(near <= far for near, far in zip(steps[other], steps[one], strict=True))
    }
    assert {each.precedent.id for each in found if not each.foremost} == beaten
