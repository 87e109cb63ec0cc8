"""Worked examples from the literature, reckoned through the whole report."""

from fractions import Fraction

import pytest

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Belief,
    Circumstance,
    Equation,
    Is,
    Not,
    Part,
    Quorum,
    Report,
    Situation,
    attribute,
)
from remit.engines.words import Words
from tests.engines.attribution.cast import all_of, both, choice, game, harm, owners, said, shares

HALF = Fraction(1, 2)


@pytest.mark.parametrize(("against", "degree"), [(0, Fraction(1, 6)), (5, Fraction(1))])
def test_eleven_voters_are_many_hands_at_eleven_nil_and_pivotal_at_six_five(
    against: int, degree: Fraction
) -> None:
    """Chockler and Halpern, JAIR 22 (2004), example 1.1: 11-0 gives each 1/6, 6-5 gives each 1.

    At 11-0 five others must change sides before one vote decides. Either way those who voted for it
    are alike and share equally.
    """
    voters = [f"v{number:02d}" for number in range(11)]
    formula = Quorum(6, tuple(Is(voter) for voter in voters))
    actual = {voter: number >= against for number, voter in enumerate(voters)}
    report = attribute(game(formula, voters, actual=actual))
    assert {p.degree for p in report.persons if p.share} == {degree}
    assert {p.share for p in report.persons if p.share} == {Fraction(1, 11 - against)}


def test_two_arsonists_of_whom_either_sufficed() -> None:
    """Halpern, Actual Causality (2016), 2.3.2, disjunctive: degree 1/2 and, being alike, share 1/2."""
    report = attribute(game(AnyOf((Is("a"), Is("b"))), "ab"))
    assert [(p.share, p.degree, p.part) for p in report.persons] == [(HALF, HALF, Part.JOINT)] * 2
    assert said(report, "a")[0].en == (
        "Had you not done a, the flood in the village would not have happened. "
        "One other would also have had to act otherwise."
    )


def test_two_arsonists_who_were_both_needed() -> None:
    """The same, conjunctive: degree 1 and share 1/2."""
    report = attribute(game(all_of("a", "b"), "ab"))
    assert [(p.share, p.degree, p.part) for p in report.persons] == [(HALF, 1, Part.CAUSE)] * 2


def test_two_fires_that_meet_share_the_house() -> None:
    """Ferey and Dehez, J. Legal Studies 45 (2016), overdetermined harm: 1/2, 1/2.

    Each fire was a chain of its own; that either sufficed excuses neither.
    """
    situation = Situation(
        "fires", both("Fires"), owners("Anne", "Bob"),
        (choice("spark", "Anne"), choice("stubble", "Bob")), (Circumstance("wind", both("w"), True),),
        (
            Equation("first", AllOf((Is("spark"), Is("wind")))),
            Equation("second", AllOf((Is("stubble"), Is("wind")))),
            Equation("harm", AnyOf((Is("first"), Is("second")))),
        ),
        harm(),
    )  # fmt: skip
    assert shares(situation) == {"Anne": HALF, "Bob": HALF}


def rock_throwing() -> Situation:
    """Suzy's rock arrives first; Billy's would have shattered the bottle."""
    return Situation(
        "rocks", both("Rocks"), owners("Suzy", "Billy"),
        (choice("ST", "Suzy"), choice("BT", "Billy")), (),
        (
            Equation("SH", Is("ST"), Words("苏西击中", "Suzy's rock hit")),
            Equation("BH", AllOf((Is("BT"), Not(Is("SH")))), Words("比利击中", "Billy's rock hit")),
            Equation("harm", AnyOf((Is("SH"), Is("BH")))),
        ),
        harm(),
    )  # fmt: skip


def test_of_two_who_throw_only_the_one_whose_rock_hits_is_a_cause() -> None:
    """Halpern, IJCAI 2015, example 3.2: Suzy is a cause with W = {BH}, Billy is none.

    Hence the whole share is Suzy's; the plain game without W would have halved it.
    """
    suzy, billy = attribute(rock_throwing()).persons
    assert (suzy.part, suzy.share, suzy.degree) == (Part.CAUSE, 1, 1)
    assert suzy.witness is not None
    assert suzy.witness.held == ("BH",)
    assert suzy.sentences[0] == Words(
        "如果您not done ST，鉴于事实上“比利击中”并未发生，村庄被淹就不会发生；不需要其他人另有作为。",
        "Had you not done ST, and as “Billy's rock hit” did not in fact happen, the "
        "flood in the village would not have happened. Nobody else would have had to act otherwise.",
    )
    assert (billy.part, billy.share, billy.witness) == (Part.NONE, 0, None)


def test_two_who_overtake_a_third_are_joint_causes_only_with_what_is_held() -> None:
    """Two stones arrive together before Billy's: without holding BH, Billy's would have hit.

    The printed reason must hold it, or it would be untrue.
    """
    rocks = rock_throwing()
    situation = Situation(
        "rocks", both("Rocks"), owners("Suzy", "Sally", "Billy"),
        (choice("ST", "Suzy"), choice("LT", "Sally"), choice("BT", "Billy")), (),
        (Equation("SH", AnyOf((Is("ST"), Is("LT")))), *rocks.equations[1:]),
        harm(),
    )  # fmt: skip
    report = attribute(situation)
    assert [p.share for p in report.persons] == [HALF, HALF, 0]
    assert report.persons[0].witness is not None
    assert report.persons[0].witness.others == ("Sally",)
    assert report.persons[0].witness.held == ("BH",)


def test_the_security_council_s_veto_is_worth_421_of_2145() -> None:
    """Shapley and Shubik's index of the UN Security Council: 421/2145 and 4/2145.

    Five with a veto, ten others of whom four must agree: 5 * 421 + 10 * 4 = 2145.
    """
    vetoes, others = [f"v{n}" for n in range(5)], [f"m{n}" for n in range(10)]
    agree = Quorum(4, tuple(Is(name) for name in others))
    found = shares(game(AllOf((*(Is(name) for name in vetoes), agree)), [*vetoes, *others]))
    assert {found[name] for name in vetoes} == {Fraction(421, 2145)}
    assert {found[name] for name in others} == {Fraction(4, 2145)}


def firing_squad() -> Report:
    """Ten marksmen shoot; only the first has a live bullet, and nobody knows who."""
    numbers = range(10)
    shots = tuple(choice(f"shot{n}", f"m{n}") for n in numbers)
    live = tuple(Circumstance(f"live{n}", both(f"bullet {n}"), actual=n == 0) for n in numbers)
    hit = tuple(AllOf((Is(f"shot{n}"), Is(f"live{n}"))) for n in numbers)
    beliefs = tuple(
        Belief(f"m{m}", Fraction(1, 10), tuple((f"live{n}", n == held) for n in numbers))
        for m in numbers
        for held in numbers
    )
    return attribute(
        Situation(
            "squad", both("Squad"), owners(*(f"m{n}" for n in numbers)), shots, live,
            (Equation("harm", AnyOf(hit)),), harm(), beliefs=beliefs,
        )
    )  # fmt: skip


def test_ten_marksmen_with_one_live_bullet_are_blamed_alike_and_one_is_responsible() -> None:
    """Chockler and Halpern (2004), example 3.4: responsibility 1 and 0, blame 1/10 each."""
    report = firing_squad()
    assert [p.degree for p in report.persons] == [1] + [0] * 9
    assert [p.share for p in report.persons] == [1] + [0] * 9
    assert {p.blame for p in report.persons} == {Fraction(1, 10)}
    assert said(report, "m3")[-1] == Words(
        "按您当时所能知道的情况，可归咎的程度为10.0%。",
        "Judged by what you could know at the time, your degree of blame is 10.0 %.",
    )


def test_in_a_vote_of_two_one_one_with_quota_three_the_big_one_has_two_thirds() -> None:
    """Weighted voting [3; 2, 1, 1], Shapley and Shubik (1954): 2/3, 1/6, 1/6."""
    found = shares(game(AllOf((Is("a"), AnyOf((Is("b"), Is("c"))))), "abc"))
    assert found == {"a": Fraction(2, 3), "b": Fraction(1, 6), "c": Fraction(1, 6)}


def test_a_small_council_with_two_vetoes_and_three_others() -> None:
    """Two must agree and one of three: of 120 orders an other turns 4, so 1/30; a veto 9/20."""
    formula = AllOf((Is("v"), Is("w"), AnyOf((Is("x"), Is("y"), Is("z")))))
    assert shares(game(formula, "vwxyz")) == {
        "v": Fraction(9, 20), "w": Fraction(9, 20),
        "x": Fraction(1, 30), "y": Fraction(1, 30), "z": Fraction(1, 30),
    }  # fmt: skip


def test_one_person_in_two_posts_is_one_player() -> None:
    """Three deeds were needed, two of them one person's: persons share, not deeds."""
    found = shares(game(all_of("a", "b", "c"), "abc", own={"a": "P", "b": "P"}))
    assert found == {"P": HALF, "c": HALF}
