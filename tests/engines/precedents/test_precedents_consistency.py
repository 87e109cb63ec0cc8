"""Agreement of decisions, counted from histograms, beside all pairs gone through one by one."""

from fractions import Fraction
from itertools import combinations
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.precedents import Agreement, agreement, consistency

steps = st.lists(st.integers(0, 9), max_size=12)


def by_pairs(given: list[int], far: int) -> Agreement:
    """The same by going through every pair, and through every decision with all others."""
    gaps = [abs(one - other) for one, other in combinations(given, 2)]
    others = [given[:place] + given[place + 1 :] for place in range(len(given))]
    misses = [
        abs(Fraction(median(rest)) - own) for own, rest in zip(given, others, strict=True) if rest
    ]
    return Agreement(
        cases=len(given),
        pairs=len(gaps),
        same=gaps.count(0),
        distant=sum(gap >= far for gap in gaps),
        steps=sum(gaps),
        foretold=len(misses),
        close=sum(miss <= 1 for miss in misses),
        error=sum(misses, Fraction(0)),
    )


@given(steps, st.integers(1, 5))
def test_counts_are_those_of_all_pairs(given: list[int], far: int) -> None:
    times = {step: given.count(step) for step in given}
    assert agreement(times, far=far) == by_pairs(given, far)


@given(st.dictionaries(st.sampled_from("abcd"), steps))
def test_groups_add_up_and_their_order_does_not_matter(decided: dict[str, list[int]]) -> None:
    found = consistency(decided)
    every = {key: own for key, own in sorted(decided.items()) if own}
    assert [group.key for group in found.groups] == list(every)
    assert found.within == sum((by_pairs(own, 3) for own in every.values()), Agreement())
    assert found.together == by_pairs([step for own in every.values() for step in own], 3)
    assert consistency(dict(reversed(decided.items()))) == found
    for group, own in zip(found.groups, every.values(), strict=True):
        assert (group.lowest, group.highest) == (min(own), max(own))
        assert group.median == Fraction(median(own))


def test_shares_are_exact_and_absent_where_there_is_nothing_to_compare() -> None:
    found = consistency({"late": [1, 1, 2, 5], "lone": [3]})
    assert found.within.same_share == Fraction(1, 6)
    assert found.within.distant_share == Fraction(1, 2)
    assert found.within.spread == Fraction(13, 6)
    assert found.within.median_error == Fraction(1 + 1 + 1 + 4, 4)
    assert found.within.close_share == Fraction(3, 4)
    lone = found.groups[1].agreement
    assert (lone.same_share, lone.median_error, lone.spread) == (None, None, None)


def test_the_report_is_told_in_both_languages() -> None:
    words = consistency({"late": [1, 1, 2, 5], "lone": [3]}).words
    assert words.en == (
        "Of 6 pairs of decisions on the same matter, 16.7 % came to the same step and 50.0 % lie 3 "
        "or more steps apart. The median of the others on the matter misses by 1.75 steps on "
        "average and is within one step for 75.0 %; the median of all others, whatever the matter, "
        "for 20.0 %."
    )
    assert words.zh.startswith("同类决定共6对：16.7%处理相同，50.0%相差3级以上。")
    assert consistency({"lone": [3]}).words.en == "There are no decisions on one matter to compare."
