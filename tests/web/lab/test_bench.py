"""What the pages reckon with: posts side by side, runs kept, the same seeds for both designs."""

from remit.engines.storm.design import Design
from remit.engines.storm.tree import Tree
from remit.web.lab.bench import EXAMPLES, KEPT_BYTES, MANY_POSTS, PLAIN, Effort, own, tried

SMALL = Effort("numpy", 2, 12, 4, 6)


def test_few_posts_are_laid_side_by_side() -> None:
    posts = own(Tree.regular(3, 3), "Trial Town")
    assert len(posts.tree) >= MANY_POSTS
    assert len(posts.tree) % 13 == 0
    assert "8 such organisations" in posts.words.en


def test_almost_no_posts_are_replaced_by_an_example_and_it_is_said() -> None:
    posts = own(Tree.regular(2), "Trial Town")
    assert len(posts.tree) == 111
    assert "Trial Town" in posts.words.en


def test_a_run_is_reckoned_once() -> None:
    one, other = Design().with_(regime__precision=0.111), Design().with_(regime__precision=0.222)
    first = tried(EXAMPLES["township"], one, other, SMALL)
    again = tried(EXAMPLES["township"], one, other, SMALL)
    assert (first.reckoned, again.reckoned) == (4, 0)
    assert first.comparison.differences["wrong"] == again.comparison.differences["wrong"]


def test_the_same_design_differs_from_itself_by_nothing() -> None:
    found = tried(EXAMPLES["township"], Design("a"), Design("b"), SMALL)
    assert not found.changed
    assert all(
        each.change.value == 0 or each.change.value != each.change.value
        for each in found.comparison.differences.values()
    )


def test_a_storm_is_read_over_its_own_weeks() -> None:
    stormy = Design().with_(storm__start=6, storm__weeks=3)
    found = tried(EXAMPLES["township"], Design(), stormy, SMALL, during=True)
    assert found.read == (6, 9)


def test_a_storm_fits_into_what_numpy_reckons() -> None:
    assert PLAIN.settled < PLAIN.start < PLAIN.weeks - 52
    assert KEPT_BYTES > 2**20
