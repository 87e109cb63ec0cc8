"""Laws on random networks, several owners, gates and levels, against the definitions written out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution import (
    Evidence,
    Exemption,
    Outcome,
    Owner,
    Part,
    PersonShare,
    Report,
    Situation,
    State,
    attribute,
)
from remit.engines.words import Words
from tests.engines.attribution.cast import both
from tests.engines.attribution.made_up import CHOICES, GIVEN, PERSONS, situations
from tests.engines.attribution.plainly import Plain

EITHER = situations() | situations(overtaking=True)
NOTHING = Fraction(0)


def amounts(report: Report) -> dict[str, Fraction]:
    """By person the amount before exemption."""
    return {p.person: p.unexempted_share * report.amount for p in report.persons}


@given(EITHER)
def test_amounts_are_the_averages_over_all_orders_of_those_not_overtaken(
    situation: Situation,
) -> None:
    """The parts by choice and by kind sum to them, and only departures have parts."""
    report, plain = attribute(situation), Plain(situation)
    assert amounts(report) == plain.shares()
    assert report.certificate.exact
    assert report.certificate.complete
    for person in report.persons:
        assert sum(part for _, part in person.by_choice) == person.unexempted_share
        assert sum(part for _, part in person.by_kind) == person.unexempted_share
        departed = plain.departures.get(person.person, [])
        assert {name for name, _ in person.by_choice} <= set(departed)


@given(EITHER)
def test_the_part_in_the_causes_is_by_the_modified_definition_and_its_reason_is_true(
    situation: Situation,
) -> None:
    """Worked out anew: with the own and the others' duties met and the rest held, the harm is gone.

    Whoever met the duty, or was excused, is no cause.
    """
    report, plain = attribute(situation), Plain(situation)
    groups = [group for level in plain.reached for group in plain.groups(level)]
    for person in report.persons:
        sizes = {len(group) for group in groups if person.person in group}
        expected = Part.CAUSE if 1 in sizes else Part.JOINT if sizes else Part.NONE
        assert person.part is expected
        assert person.degree == (Fraction(1, min(sizes)) if sizes else 0)
        if person.witness is not None:
            others = [c for other in person.witness.others for c in plain.departures[other]]
            held = {name: plain.facts[name] for name in person.witness.held}
            after = plain.without([*person.witness.own, *others], held)
            assert not all(after[level] for level in plain.reached)
            assert set(person.witness.own) <= set(plain.departures[person.person])


@given(EITHER, st.sets(st.sampled_from(PERSONS)))
def test_shares_and_system_account_sum_to_the_harm_and_an_exemption_shifts_nothing(
    situation: Situation, exempted: set[str]
) -> None:
    before = attribute(situation)
    released = tuple(Exemption(person, both("released")) for person in exempted)
    after = attribute(replace(situation, exempted=released))
    assert sum(p.share for p in after.persons) + after.system.share == int(after.harm)
    assert after.certificate.total == after.certificate.harm
    for person in after.persons:
        kept = before.share_of(person.person)
        assert person.share == (0 if person.person in exempted and kept > 0 else kept)
    assert after.system.remainder == before.system.remainder


@given(EITHER)
def test_amounts_over_several_levels_are_the_sum_over_the_levels(situation: Situation) -> None:
    both_levels = amounts(attribute(situation))
    single = [
        amounts(attribute(replace(situation, outcome=outcome)))
        for level in situation.outcome.levels
        if (outcome := Outcome(level.factor, level.amount, "CNY", level.label))
        and Plain(situation).facts[level.factor]
    ]
    assert both_levels == {
        person: sum((one[person] for one in single), NOTHING) for person in both_levels
    }


@given(EITHER)
def test_cutting_a_tenure_in_two_without_a_new_act_moves_nobody_s_share(
    situation: Situation,
) -> None:
    """P leaves the seat in autumn 2025 to N, who does nothing in it; no choice falls on those days."""
    cut = date(2025, 9, 1)
    seat, *others = situation.owners
    newcomer = Owner("N/1", "N", both("Newcomer"), seat="seat", since=cut, until=seat.until)
    later = replace(situation, owners=(replace(seat, until=cut), newcomer, *others))
    before, after = attribute(situation), attribute(later)
    assert after.share_of("N") == 0
    assert amounts(after) == amounts(before) | {"N": NOTHING}


@given(EITHER, st.lists(st.sampled_from("AB"), min_size=6, max_size=6))
def test_the_shares_of_units_sum_to_the_whole_but_for_what_nobody_owed(
    situation: Situation, units: list[str]
) -> None:
    grouped = tuple(
        replace(owner, unit=Words("", unit))
        for owner, unit in zip(situation.owners, units, strict=True)
    )
    report = attribute(replace(situation, owners=grouped))
    if report.harm:
        total = sum((unit.share for unit in report.units), NOTHING)
        assert total == 1 - report.system.remainder
    for unit in report.units:
        assert sum(share for _, share in unit.persons) == unit.share


@given(situations(), st.sets(st.sampled_from([*CHOICES, *GIVEN]), min_size=1, max_size=2))
def test_an_interval_holds_the_share_under_every_reading(
    situation: Situation, open_facts: set[str]
) -> None:
    """Each reading reckoned as a situation of its own in which everything is proven."""
    chance = Fraction(3, 4)
    disputed = Evidence(State.DISPUTED, chance)
    report = attribute(_with(situation, dict.fromkeys(open_facts, (None, disputed))))
    actual = {fact.id: fact.actual for fact in situation.facts}
    expected = dict.fromkeys(situation.persons, NOTHING)
    for values in product((True, False), repeat=len(open_facts)):
        read = dict(zip(sorted(open_facts), values, strict=True))
        proven = {name: (value, Evidence()) for name, value in read.items()}
        certain = attribute(_with(situation, proven))
        weight = Fraction(1)
        for name, value in read.items():
            weight *= chance if value == actual[name] else 1 - chance
        for person in report.persons:
            _within(person, certain.share_of(person.person))
            expected[person.person] += weight * certain.share_of(person.person)
    for person in report.persons:
        assert person.interval is not None
        assert person.interval.expected == expected[person.person]


def _within(person: PersonShare, share: Fraction) -> None:
    assert person.interval is not None
    assert person.interval.low <= share <= person.interval.high


def _with(situation: Situation, facts: Mapping[str, tuple[bool | None, Evidence]]) -> Situation:
    """The situation with some facts written otherwise."""
    changed = {
        fact.id: replace(
            fact, evidence=evidence, actual=fact.actual if value is None else value
        )
        for fact in situation.facts
        if fact.id in facts
        for value, evidence in [facts[fact.id]]
    }  # fmt: skip
    return replace(
        situation,
        choices=tuple(changed.get(c.id, c) for c in situation.choices),  # type: ignore[misc]
        circumstances=tuple(changed.get(c.id, c) for c in situation.circumstances),  # type: ignore[misc]
    )
