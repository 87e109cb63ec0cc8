"""Situations as fault trees of other programs: what travels, and what must not change on the way."""

from dataclasses import replace
from fractions import Fraction

from remit.engines.attribution import (
    AllOf,
    Circumstance,
    Equation,
    Is,
    Situation,
    attribute,
    situation_of_tree,
    tree_of,
)
from remit.engines.faulttree import compile_network, minimal_cut_sets, parse_mef, write_mef
from tests.engines.attribution.cast import all_of, both, choice, example, game, shares


def there_and_back(situation: Situation) -> Situation:
    return situation_of_tree(parse_mef(write_mef(tree_of(situation))))


def test_weather_that_is_only_likely_stays_nobody_s() -> None:
    """A basic event without an owner would stand for itself and take a share."""
    rain = Circumstance("rain", both("the rain"), actual=True, likelihood=Fraction(1, 10))
    situation = replace(game(all_of("a", "rain"), "a"), circumstances=(rain,))
    again = there_and_back(situation)
    assert shares(again) == {"a": 1}
    assert again.circumstances[0].actual
    assert again.circumstances[0].likelihood == Fraction(1, 10)


def test_the_least_grave_level_is_the_top_although_a_graver_one_needs_it() -> None:
    """Another program takes the gate that no gate needs for the top."""
    tree = tree_of(example("flood"))
    assert tree.top == "fields_flooded"
    assert "houses_flooded" not in tree.gates
    assert parse_mef(write_mef(tree)).top == "fields_flooded"


def test_names_that_look_alike_in_the_format_stay_apart() -> None:
    """A duty kept is written as a departure; another factor may have that very name."""
    situation = replace(
        game(all_of("b"), "b"),
        choices=(
            choice("x", "b", actual=False, baseline=True),
            choice("x_departed", "b"),
            choice("堤", "b"),
            choice("坝", "b"),
        ),
        equations=(Equation("harm", AllOf((Is("x"), Is("x_departed"), Is("堤"), Is("坝")))),),
    )
    tree = parse_mef(write_mef(tree_of(situation)))
    compiled = compile_network(tree.gates, tree.top)
    assert len(compiled.leaves) == 4
    assert [len(names) for names in minimal_cut_sets(compiled).listed()] == [3]


def test_a_harm_that_is_itself_a_deed_has_a_gate_for_its_top() -> None:
    situation = game(all_of("a"), "a")
    deed = replace(situation, outcome=replace(situation.outcome, factor="a"))
    assert shares(there_and_back(deed)) == {"a": 1}


def test_the_shares_of_a_tree_from_elsewhere_are_those_of_its_events() -> None:
    """Two of three pumps: each event stands for itself, all alike."""
    text = """
    <opsa-mef><define-fault-tree name="pumps">
      <define-gate name="dry"><atleast min="2">
        <basic-event name="p1"/><basic-event name="p2"/><basic-event name="p3"/>
      </atleast></define-gate>
      <define-basic-event name="p1"><float value="0.1"/></define-basic-event>
      <define-basic-event name="p2"><float value="0.1"/></define-basic-event>
      <define-basic-event name="p3"><float value="0.1"/></define-basic-event>
    </define-fault-tree></opsa-mef>"""
    report = attribute(situation_of_tree(parse_mef(text)))
    assert {p.person: p.share for p in report.persons} == dict.fromkeys(
        ("p1", "p2", "p3"), Fraction(1, 3)
    )
    # Two of three at a tenth each: 3 * 0.01 * 0.9 + 0.001.
    assert abs(report.prevention.probability - 0.028) < 1e-12
