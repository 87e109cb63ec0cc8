"""The builders for recurring situations, each with the facts that turn it."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Circumstance,
    Is,
    Kind,
    Piece,
    Situation,
    SituationRefused,
    assemble,
    attribute,
    blocked,
    either,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
    together,
    wrong_order,
)
from tests.engines.attribution.cast import both, fault, game, harm, owners, said, shares

HALF, THIRD, SIXTH = Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)


def situation(people: Sequence[str], *pieces: Piece) -> Situation:
    return assemble(
        id="case", title=both("Case"), outcome=harm(), owners=owners(*people), pieces=pieces
    )


def fact(id: str, *, so: bool) -> Piece:
    return facts(Circumstance(id, both(f"the {id}"), actual=so))


WORK = omission("work", fault("doer"))


def test_a_chain_of_superiors_shares_with_the_one_below() -> None:
    """Each of the two alone could have stopped it, so that all three were needed."""
    first = superior_did_not_stop("let", "work", fault("head"))
    second = superior_did_not_stop("harm", "let", fault("director"))
    case = situation(["doer", "head", "director"], WORK, first, second)
    assert shares(case) == {"doer": THIRD, "head": THIRD, "director": THIRD}
    assert attribute(case).persons[1].by_kind == ((Kind.SUPERVISION, THIRD),)


@pytest.mark.parametrize(("gate", "lacked"), [
    ("told", "you had not been told"),
    ("authority", "you did not have the power"),
    ("resourced", "you did not have the means"),
    ("duty", "it was not your duty at the time"),
])  # fmt: skip
def test_a_superior_with_a_shut_gate_has_no_share(gate: str, lacked: str) -> None:
    above = superior_did_not_stop("harm", "work", fault("head", **{gate: "key"}))
    case = situation(["doer", "head"], fact("key", so=False), WORK, above)
    assert shares(case) == {"doer": 1, "head": 0}
    assert said(attribute(case), "head")[0].en == (
        f"As to “head failed”: {lacked}, so it is not counted to you."
    )


def test_several_shut_gates_are_told_in_one_sentence() -> None:
    above = fault("head", told="letter", authority="power", resourced="money")
    gates = [fact(name, so=name == "power") for name in ("letter", "power", "money")]
    case = situation(["doer", "head"], *gates, WORK, superior_did_not_stop("harm", "work", above))
    assert said(attribute(case), "head")[0].en == (
        "As to “head failed”: you had not been told and you did not have the means, so it is not "
        "counted to you."
    )


def test_of_superiors_who_could_each_stop_it_an_untold_one_shifts_nothing_but_the_own_part() -> (
    None
):
    above = superior_did_not_stop("harm", "work", fault("a"), fault("b", told="letter"))
    case = situation(["doer", "a", "b"], fact("letter", so=False), WORK, above)
    assert shares(case) == {"doer": HALF, "a": HALF, "b": 0}


def test_where_two_must_act_together_and_one_was_not_told_the_other_could_not_stop_it() -> None:
    """With b in the dark no signature of a's would have helped: a changed nothing."""
    above = superior_did_not_stop(
        "harm", "work", fault("a"), fault("b", told="letter"), only_together=True
    )
    untold = situation(["doer", "a", "b"], fact("letter", so=False), WORK, above)
    assert shares(untold) == {"doer": 1, "a": 0, "b": 0}
    told = situation(["doer", "a", "b"], fact("letter", so=True), WORK, above)
    assert shares(told) == {"doer": Fraction(2, 3), "a": SIXTH, "b": SIXTH}


@pytest.mark.parametrize(("objected", "unlawful", "expected"), [
    (False, False, {"giver": HALF, "doer": HALF}),
    (True, False, {"giver": Fraction(1), "doer": Fraction(0)}),
    (True, True, {"giver": HALF, "doer": HALF}),
])  # fmt: skip
def test_an_order_is_shared_unless_there_was_an_objection_that_counts(
    objected: bool, unlawful: bool, expected: dict[str, Fraction]
) -> None:
    order = wrong_order(
        "harm", ordered=fault("giver"), carried_out=fault("doer"),
        objected="letter", unlawful="plain",
    )  # fmt: skip
    case = situation(
        ["giver", "doer"], fact("letter", so=objected), fact("plain", so=unlawful), order
    )
    assert shares(case) == expected


@pytest.mark.parametrize(("listed", "successor"), [(True, HALF), (False, Fraction(0))])
def test_whatever_was_concealed_a_problem_on_the_list_was_told(
    listed: bool, successor: Fraction
) -> None:
    """Found out from the list, the hiding did no harm; else making and hiding are one person's."""
    problem = handed_over(
        "harm", created=fault("P1"), concealed=fault("P1"), left=fault("P2"), listed="list"
    )
    case = situation(["P1", "P2"], fact("list", so=listed), problem)
    assert shares(case) == {"P1": 1 - successor, "P2": successor}


def test_of_two_problems_passed_on_each_tenure_answers_from_its_own_deed_on() -> None:
    first = handed_over("old", created=fault("P1"), left=fault("P2"))
    second = handed_over("harm", created="old", left=fault("P3"))
    assert shares(situation(["P1", "P2", "P3"], first, second)) == {
        "P1": THIRD, "P2": THIRD, "P3": THIRD
    }  # fmt: skip


def test_blocked_work_falls_on_the_lead_and_the_members_who_withheld() -> None:
    members = [fault("water"), fault("power", actual=False)]
    stuck = blocked("stuck", lead=fault("lead"), members=members)
    case = situation(["lead", "water", "power"], stuck, together("harm", "stuck"))
    assert shares(case) == {"lead": HALF, "water": HALF, "power": 0}
    witness = attribute(case).persons[0].witness
    assert witness is not None
    assert witness.others == ("water",)


def test_either_of_two_omissions_is_enough_where_they_are_joined_by_either() -> None:
    """a turns an order only when it comes first: 1/2 each, and each needs the other."""
    case = situation(
        ["a", "b"], omission("x", fault("a")), omission("y", fault("b")), either("harm", "x", "y")
    )
    assert shares(case) == {"a": HALF, "b": HALF}
    assert [person.degree for person in attribute(case).persons] == [HALF, HALF]


def test_a_person_s_share_is_split_over_the_own_choices() -> None:
    """Two deeds of P of which either sufficed beside q: half for P, a quarter for each deed."""
    formula = AllOf((AnyOf((Is("act"), Is("silence"))), Is("q")))
    report = attribute(game(formula, ["act", "silence", "q"], own={"act": "P", "silence": "P"}))
    quarter = Fraction(1, 4)
    assert dict(report.persons[0].by_choice) == {"act": quarter, "silence": quarter}


def test_pieces_that_do_not_fit_are_refused_with_all_that_is_wrong() -> None:
    with pytest.raises(SituationRefused) as caught:
        situation(["doer"], WORK, superior_did_not_stop("harm", "wrk", fault("head")))
    assert [finding.id for finding in caught.value.findings] == [
        "attribution.unknown_factor",
        "attribution.unowned_choice",
    ]
