"""What is refused, what is given up, and what is answered however large or deep it is."""

from fractions import Fraction
from itertools import pairwise

import pytest

from remit.engines.causality import (
    BudgetSpent,
    Model,
    ModelRefused,
    QuestionRefused,
    blame,
    causal_model,
    causes,
    check_model,
    is_cause,
    responsibility,
    smallest_witness,
)
from remit.engines.causality.network import names
from remit.engines.findings import Finding, Refusal
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum

SMALL = causal_model({"A": Is("u"), "B": Not(Is("A"))}, {"u": True})


def told(refusal: Refusal) -> list[tuple[str, str]]:
    assert all(each.message.zh and each.message.en for each in refusal.findings)
    return [(each.id, each.subject) for each in refusal.findings]


def one(found: tuple[Finding, ...]) -> Finding:
    (finding,) = found
    return finding


def test_a_loop_is_named_from_cause_to_effect() -> None:
    equations = {"a": Is("c"), "b": Is("a"), "c": AllOf((Is("b"), Is("u"))), "d": Is("c")}
    loop = one(check_model(equations, {"u": True}))
    assert loop.id == "causality.loop"
    path = loop.message.en.split(": ")[1].split(".")[0].split(" → ")
    assert path[0] == path[-1]
    assert set(path) == {"a", "b", "c"}
    assert all(earlier in names(equations[later]) for earlier, later in pairwise(path))


def test_all_faults_of_a_model_are_told_at_once() -> None:
    equations = {
        "a": AnyOf((Is("x"), Is("a"))),
        "b": AllOf((Is("y"), Is("y"))),
        "c": Is("d"),
        "d": Is("c"),
        "u": Constant(True),
    }
    with pytest.raises(ModelRefused) as refused:
        causal_model(equations, {"u": True})
    assert sorted(told(refused.value))[:2] == [("causality.loop", "a"), ("causality.loop", "c")]
    assert sorted(told(refused.value))[2:] == [
        ("causality.two_origins", "u"),
        ("causality.unknown_name", "a"),
        ("causality.unknown_name", "b"),
    ]


def test_another_context_must_give_the_same_factors() -> None:
    assert SMALL.within({"u": False}).actual == {"u": False, "A": False, "B": True}
    with pytest.raises(ModelRefused) as refused:
        SMALL.within({"w": True})
    assert told(refused.value) == [
        ("causality.unknown_name", "context"),
        ("causality.not_in_context", "w"),
    ]


def test_questions_about_strangers_and_about_the_context_are_refused() -> None:
    with pytest.raises(QuestionRefused) as refused:
        is_cause(SMALL, {"u": True, "x": True}, AllOf((Is("B"), Is("y"))))
    assert told(refused.value) == [
        ("causality.unknown_name", "effect"),
        ("causality.given", "u"),
        ("causality.unknown_name", "cause"),
    ]
    with pytest.raises(QuestionRefused):
        smallest_witness(SMALL, {"A": True}, Is("B"), ["u"])
    with pytest.raises(QuestionRefused):
        causes(SMALL, Is("y"))
    with pytest.raises(QuestionRefused):
        responsibility(SMALL, "y", Is("B"))


def test_probabilities_that_do_not_sum_to_one_are_refused() -> None:
    for given in ([Fraction(1, 2)], [Fraction(3, 2), Fraction(-1, 2)], []):
        with pytest.raises(QuestionRefused) as refused:
            blame([(each, SMALL) for each in given], "A", Is("A"))
        assert told(refused.value) == [("causality.no_distribution", "situations")]


def test_an_effect_may_read_the_context_and_constants() -> None:
    effect = AllOf((Is("A"), Is("u"), Constant(True)))
    assert is_cause(SMALL, {"A": True}, effect).is_cause
    assert not is_cause(SMALL, {"A": True}, Constant(True)).ac2


def crowd(count: int) -> tuple[Model, Formula]:
    """Everyone's stone hits only if none thrown before it did."""
    equations: dict[str, Formula] = {}
    for n in range(count):
        before = tuple(Not(Is(f"hits {m}")) for m in range(n))
        equations[f"throws {n}"] = Is("game")
        equations[f"hits {n}"] = AllOf((Is(f"throws {n}"), *before))
    equations["broken"] = AnyOf(tuple(Is(f"hits {n}") for n in range(count)))
    return causal_model(equations, {"game": True}), Is("broken")


def test_the_first_of_a_hundred_throws_is_the_cause_since_no_later_one_hit() -> None:
    throwing, broken = crowd(100)
    held = smallest_witness(throwing, {"throws 0": False}, broken)
    assert held == {f"hits {n}" for n in range(1, 100)}
    assert smallest_witness(throwing, {"throws 1": False}, broken) is None


def test_a_question_beyond_its_budget_has_no_answer() -> None:
    throwing, broken = crowd(30)
    with pytest.raises(BudgetSpent) as spent:
        smallest_witness(throwing, {"throws 0": False}, broken, budget=100)
    assert spent.value.states == 100
    with pytest.raises(BudgetSpent):
        is_cause(throwing, {"throws 0": True}, broken, definition="original", budget=100)
    voters = {f"V{n}": Is("u") for n in range(40)}
    won = Quorum(20, tuple(map(Is, voters)))
    with pytest.raises(BudgetSpent):
        causes(causal_model({**voters, "won": won}, {"u": True}), Is("won"), budget=10_000)


def test_what_is_too_much_by_listing_all_causes_may_still_have_a_degree() -> None:
    voters = {f"V{n}": Is("u") for n in range(41)}
    won = Quorum(21, tuple(map(Is, voters)))
    large = causal_model({**voters, "won": won}, {"u": True})
    degree = responsibility(large, "V7", Is("won"), definition="modified", budget=100_000)
    assert degree.denominator == 21


@pytest.mark.parametrize("depth", [5_000])
def test_depth_is_no_limit(depth: int) -> None:
    chain: dict[str, Formula] = {"0": Is("u")}
    chain.update({str(n): Not(Is(str(n - 1))) for n in range(1, depth)})
    nested: Formula = Is("0")
    for _ in range(depth):
        nested = Not(nested)
    deep = causal_model({**chain, "nested": nested}, {"u": True})
    assert is_cause(deep, {"0": True}, Is("nested")).is_cause
    assert is_cause(deep, {"0": True}, Not(Is(str(depth - 1)))).is_cause
