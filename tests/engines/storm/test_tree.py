"""Posts in a tree: siblings side by side, whatever order they were given in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.storm.tree import NONE, Tree


@st.composite
def parents(draw: st.DrawFn) -> list[int]:
    """Superiors of up to thirty posts, in any order and without a circle."""
    size = draw(st.integers(1, 30))
    over = [draw(st.integers(NONE, place - 1)) for place in range(size)]
    shuffled = draw(st.permutations(range(size)))
    place_of = {old: new for new, old in enumerate(shuffled)}
    return [NONE if over[old] == NONE else place_of[over[old]] for old in shuffled]


def test_a_regular_tree_has_the_same_number_under_each_post_of_a_level() -> None:
    tree = Tree.regular(3, 2, times=2)
    assert len(tree) == 2 * (1 + 3 + 6)
    assert np.bincount(tree.level).tolist() == [2, 6, 12]
    assert tree.size.tolist() == [1, 1, 3, 3, 2, 2, 2, 2, 2, 2]


def test_the_county_has_1110_posts() -> None:
    assert len(Tree.regular(10, 10, times=10)) == 1110


@given(parents())
def test_everybody_keeps_the_superior_that_was_given(given_parents: list[int]) -> None:
    tree = Tree.of(given_parents)
    for place, old in enumerate(tree.order):
        over = given_parents[old]
        assert (
            tree.parent[place] == NONE if over == NONE else tree.order[tree.parent[place]] == over
        )


@given(parents())
def test_peers_stand_side_by_side_and_share_one_superior(given_parents: list[int]) -> None:
    tree = Tree.of(given_parents)
    assert sorted(tree.order.tolist()) == list(range(len(tree)))
    assert int(tree.size.sum()) == len(tree) == tree.start[-1]
    for group, (since, until) in enumerate(zip(tree.start[:-1], tree.start[1:], strict=True)):
        assert set(tree.parent[since:until].tolist()) == {int(tree.leader[group])}
        assert set(tree.group[since:until].tolist()) == {group}
        if tree.leader[group] == NONE:
            assert until - since == 1


@given(parents())
def test_levels_count_superiors_and_the_group_below_is_led(given_parents: list[int]) -> None:
    tree = Tree.of(given_parents)
    for post, over in enumerate(tree.parent):
        assert tree.level[post] == (0 if over == NONE else tree.level[over] + 1)
        below = tree.below[post]
        assert below == NONE or tree.leader[below] == post


@pytest.mark.parametrize("wrong", [[], [1, 0], [0], [-2], [-1, 2], [-1, 2, 3, 1]])
def test_circles_and_unknown_superiors_are_refused(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match=r"[Pp]ost"):
        Tree.of(wrong)
