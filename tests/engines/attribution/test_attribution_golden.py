"""Published and worked values: the mini case, voting games, arsonists, supervisors."""

from fractions import Fraction

import pytest

from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Circumstance,
    Equation,
    Is,
    Kind,
    Piece,
    Quorum,
    Report,
    Situation,
    assemble,
    attribute,
    blocked,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
    together,
)
from tests.engines.attribution.cast import all_of, both, choice, fault, game, harm, owners

THIRD = Fraction(1, 3)


def shares(report: Report) -> dict[str, Fraction]:
    return {person.person: person.share for person in report.persons}


def mini_case(*, concealed: bool, missed: bool, funded: bool, idle: bool) -> Situation:
    """P1 made a defect and may have concealed it; an auditor; the successor P2; the superior S."""
    problem = handed_over(
        "problem",
        created=fault("P1"),
        concealed=fault("P1", actual=concealed),
        missed=fault("auditor", actual=missed),
        left=fault("P2", actual=idle, resourced="money"),
    )
    money = Equation("money", AllOf((Is("money_asked"), Quorum(1, (Is("granted"),)))))
    return assemble(
        id="mini",
        title=both("Mini case"),
        outcome=harm(),
        owners=owners("P1", "P2", "auditor", "S"),
        pieces=[
            facts(Circumstance("money_asked", both("asked for money"), actual=True)),
            grant(refused=not funded),
            problem,
            superior_did_not_stop("harm", "problem", fault("S")),
            Piece(equations=(money,)),
        ],
        head="S",
        doer="P2",
    )


def grant(*, refused: bool) -> Piece:
    """The superior's grant: a gate of the successor, owned by the superior, who owed it."""
    return Piece(choices=(choice("granted", "S", actual=not refused, baseline=True),))


MINI = {
    "concealed, auditor missed, P2 never told": (
        {"concealed": True, "missed": True, "funded": True, "idle": True},
        {"P1": THIRD, "P2": Fraction(0), "auditor": THIRD, "S": THIRD},
    ),
    "told and funded, P2 did not fix": (
        {"concealed": True, "missed": False, "funded": True, "idle": True},
        {"P1": THIRD, "P2": THIRD, "auditor": Fraction(0), "S": THIRD},
    ),
    "told, superior refused the money": (
        {"concealed": False, "missed": True, "funded": False, "idle": True},
        {"P1": Fraction(1, 2), "P2": Fraction(0), "auditor": Fraction(0), "S": Fraction(1, 2)},
    ),
}


@pytest.mark.parametrize("row", MINI)
def test_the_mini_case_shares_exactly_as_worked_by_hand(row: str) -> None:
    given, expected = MINI[row]
    assert shares(attribute(mini_case(**given))) == expected


def test_without_the_gate_an_idle_successor_who_was_never_told_gets_a_twelfth() -> None:
    hidden = AllOf((Is("concealed"), Is("missed")))
    situation = game(
        AllOf((Is("created"), AnyOf((hidden, Is("idle"))), Is("passive"))),
        ["created", "concealed", "missed", "idle", "passive"],
        own={"created": "P1", "concealed": "P1", "missed": "A", "idle": "P2", "passive": "S"},
    )
    assert shares(attribute(situation)) == {
        "P1": Fraction(5, 12),
        "A": Fraction(1, 12),
        "P2": Fraction(1, 12),
        "S": Fraction(5, 12),
    }


def test_the_contrast_rows_show_what_coarse_rules_would_have_done() -> None:
    given, _ = MINI["concealed, auditor missed, P2 never told"]
    rows = {row.code: dict(row.shares) for row in attribute(mini_case(**given)).contrasts}
    assert rows["boat"] == dict.fromkeys(("P1", "P2", "auditor", "S"), Fraction(1, 4))
    assert rows["head"] == {"S": Fraction(1)}
    assert rows["doer"] == {"P2": Fraction(1)}


def test_whoever_was_never_told_reads_why_nothing_is_counted() -> None:
    given, _ = MINI["concealed, auditor missed, P2 never told"]
    successor = attribute(mini_case(**given)).persons[1]
    assert [sentence.en for sentence in successor.sentences] == [
        "As to “P2 failed”: you had not been told, so it is not counted to you.",
        "You have no share.",
    ]


def test_in_a_vote_of_two_one_one_with_quota_three_the_big_one_has_two_thirds() -> None:
    """Weighted voting [3; 2, 1, 1]: Shapley-Shubik 2/3, 1/6, 1/6."""
    small = AnyOf((Is("b"), Is("c")))
    report = attribute(game(AllOf((Is("a"), small)), "abc"))
    assert shares(report) == {"a": Fraction(2, 3), "b": Fraction(1, 6), "c": Fraction(1, 6)}


def test_a_small_council_with_two_vetoes_and_three_others() -> None:
    """Two veto players and one of three others: each veto 9/20, each other 1/30."""
    formula = AllOf((Is("v"), Is("w"), AnyOf((Is("x"), Is("y"), Is("z")))))
    report = attribute(game(formula, "vwxyz"))
    assert shares(report)["v"] == Fraction(9, 20)
    assert shares(report)["x"] == Fraction(1, 30)


@pytest.mark.parametrize(("against", "degree"), [(0, Fraction(1, 6)), (5, Fraction(1))])
def test_eleven_voters_are_many_hands_at_eleven_nil_and_pivotal_at_six_five(
    against: int, degree: Fraction
) -> None:
    """Chockler and Halpern 2004: 11-0 gives each voter 1/6, 6-5 gives each 1."""
    voters = [f"v{number:02d}" for number in range(11)]
    formula = Quorum(6, tuple(Is(voter) for voter in voters))
    actual = {voter: number >= against for number, voter in enumerate(voters)}
    report = attribute(game(formula, voters, actual=actual))
    assert {p.degree for p in report.persons if p.share} == {degree}
    assert {p.share for p in report.persons if p.share} == {Fraction(1, 11 - against)}


def test_two_arsonists_of_whom_one_sufficed_share_the_fire_and_each_needs_the_other() -> None:
    report = attribute(game(AnyOf((Is("a"), Is("b"))), "ab"))
    assert shares(report) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert [person.degree for person in report.persons] == [Fraction(1, 2)] * 2
    assert report.persons[0].sentences[0].en == (
        "Had you not done a, the flood in the village would not have happened. "
        "One other would also have had to act otherwise."
    )


def test_two_arsonists_who_were_both_needed_are_each_decisive() -> None:
    report = attribute(game(all_of("a", "b"), "ab"))
    assert shares(report) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}
    assert [person.degree for person in report.persons] == [Fraction(1)] * 2


def test_a_conjunctive_chain_of_superiors_shares_with_the_one_below() -> None:
    """Any superior alone could have stopped it, so doer and both superiors have a third each."""
    situation = assemble(
        id="chain",
        title=both("Chain"),
        outcome=harm("let_by_director"),
        owners=owners("doer", "head", "director"),
        pieces=[
            omission("work", fault("doer")),
            superior_did_not_stop("let_by_head", "work", fault("head")),
            superior_did_not_stop("let_by_director", "let_by_head", fault("director")),
        ],
    )
    report = attribute(situation)
    assert shares(report) == {"doer": THIRD, "head": THIRD, "director": THIRD}
    assert report.persons[1].by_kind == ((Kind.SUPERVISION, THIRD),)


def test_a_superior_who_was_not_told_has_no_share() -> None:
    situation = assemble(
        id="untold",
        title=both("Untold"),
        outcome=harm("let"),
        owners=owners("doer", "head"),
        pieces=[
            facts(Circumstance("report", both("the report"), actual=False)),
            omission("work", fault("doer")),
            superior_did_not_stop("let", "work", fault("head", told="report")),
        ],
    )
    assert shares(attribute(situation)) == {"doer": Fraction(1), "head": Fraction(0)}


def test_blocked_cooperation_falls_on_the_lead_and_the_members_who_withheld() -> None:
    members = [fault("water"), fault("power", actual=False)]
    situation = assemble(
        id="group",
        title=both("Leading group"),
        outcome=harm("harm"),
        owners=owners("lead", "water", "power"),
        pieces=[blocked("stuck", lead=fault("lead"), members=members), together("harm", "stuck")],
    )
    report = attribute(situation)
    assert shares(report) == {"lead": Fraction(1, 2), "water": Fraction(1, 2), "power": 0}
    assert report.persons[0].witness is not None
    assert report.persons[0].witness.others == ("water",)


def test_a_person_s_share_is_split_over_the_own_choices() -> None:
    """P does one of two sufficient acts and both halves of another: Owen inside the person."""
    formula = AllOf((AnyOf((Is("act"), Is("silence"))), Is("q")))
    report = attribute(game(formula, ["act", "silence", "q"], own={"act": "P", "silence": "P"}))
    assert dict(report.persons[0].by_choice) == {"act": Fraction(1, 4), "silence": Fraction(1, 4)}
    assert report.persons[0].share == Fraction(1, 2)


def test_one_person_in_two_posts_is_one_player() -> None:
    report = attribute(
        game(all_of("a", "b", "c"), "abc", own={"a": "P", "b": "P"}),
    )
    assert shares(report) == {"P": Fraction(1, 2), "c": Fraction(1, 2)}
