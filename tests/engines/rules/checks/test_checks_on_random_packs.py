"""What the checks find on random packs is exactly what going through every case finds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.rules import Pack
from remit.engines.rules.checks import FlawKind, PackFlaw, check_pack
from remit.engines.rules.pack import Effect, EffectKind, Modality
from remit.engines.rules.vocabulary import Worse
from tests.engines.rules.checks.plain import cases, holds, milder, of_kind, outcome, standing
from tests.engines.rules.checks.random_packs import packs
from tests.engines.rules.test_rules_unknown import CHANGE, VALUES
from tests.engines.rules.test_rules_unknown import packs as dated_packs

EXEMPTED = Effect(EffectKind.EXEMPT, Modality.SHALL)
WORSE = {
    **dict.fromkeys("abc", (None, Worse.TRUE, Worse.FALSE)),
    "grade": (None, Worse.LISTED),
    "loss": (None, Worse.HIGHER, Worse.LOWER),
}


@st.composite
def ordered_packs(draw: st.DrawFn) -> Pack:
    """Random packs; some facts have a worse answer, and not every pack knows concurrence."""
    pack = draw(packs())
    vocabulary = tuple(
        replace(term, worse=draw(st.sampled_from(WORSE[term.id]))) for term in pack.vocabulary
    )
    concurrence = pack.concurrence if draw(st.booleans()) else None
    return replace(pack, vocabulary=vocabulary, concurrence=concurrence)


def pairs(flaws: tuple[PackFlaw, ...]) -> set[frozenset[str]]:
    return {frozenset(flaw.rules) for flaw in flaws}


@given(packs())
def test_the_rules_that_never_stand_are_told_and_no_others(pack: Pack) -> None:
    stand = {rule.id for case in cases() for rule in standing(pack, case)}
    found = of_kind(check_pack(pack), FlawKind.UNREACHABLE)
    assert {flaw.rules[0] for flaw in found} == {rule.id for rule in pack.rules} - stand


@given(packs())
def test_the_example_of_a_hidden_rule_makes_it_fire_and_another_goes_before_it(pack: Pack) -> None:
    for flaw in of_kind(check_pack(pack), FlawKind.UNREACHABLE):
        for case in cases(flaw.example) if len(flaw.rules) > 1 else ():
            assert holds(pack.rule(flaw.rules[0]).condition, case)
            assert {rule.id for rule in standing(pack, case)} & set(flaw.rules[1:])


@given(ordered_packs())
def test_the_pairs_whose_bands_conflict_are_exactly_those_of_some_case(pack: Pack) -> None:
    expected = set()
    for case in cases():
        stand = standing(pack, case)
        if not any(EXEMPTED in rule.effects for rule in stand) and pack.concurrence is None:
            bands = [
                (rule.id, {(e.low, e.high) for e in rule.effects})
                for rule in stand
                if rule.has(EffectKind.BAND)
            ]
            expected |= {frozenset((a, b)) for (a, x), (b, y) in combinations(bands, 2) if x != y}
    assert pairs(of_kind(check_pack(pack), FlawKind.CONFLICT)) == expected


@given(ordered_packs())
def test_every_example_of_a_conflict_is_one_whatever_the_other_facts_are(pack: Pack) -> None:
    for flaw in of_kind(check_pack(pack), FlawKind.CONFLICT):
        for case in cases(flaw.example):
            assert set(flaw.rules) <= {rule.id for rule in standing(pack, case)}
            assert outcome(pack, case).status.value == "conflict"


@given(ordered_packs())
def test_a_rule_told_to_be_double_can_go_without_changing_any_result(pack: Pack) -> None:
    for flaw in of_kind(check_pack(pack), FlawKind.DUPLICATE):
        less = replace(pack, rules=tuple(r for r in pack.rules if r.id != flaw.rules[0]))
        assert all(outcome(pack, case) == outcome(less, case) for case in cases())


@given(packs(), st.data())
def test_a_rule_written_twice_is_always_found(pack: Pack, data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(pack.rules))
    twice = replace(pack, rules=(*pack.rules, replace(copied, id="copy")))
    free = not any(copied.id in rule.overrides for rule in pack.rules)
    stands = any(copied in standing(pack, case) for case in cases())
    if free and stands:
        assert {copied.id, "copy"} in pairs(of_kind(check_pack(twice), FlawKind.DUPLICATE))


def inverted(pack: Pack, fact: str, worse: Worse) -> bool:
    """Whether a worse answer is ever treated milder."""
    values = (
        VALUES[fact] if worse in (Worse.LISTED, Worse.HIGHER, Worse.FALSE) else VALUES[fact][::-1]
    )
    others = tuple(name for name in VALUES if name != fact)
    return any(
        milder(outcome(pack, {**case, fact: one}), outcome(pack, {**case, fact: other}))
        for case in cases(facts=others)
        for one, other in combinations(values, 2)
    )


@given(ordered_packs())
def test_the_facts_whose_worse_answer_is_treated_milder_are_exactly_those_told(pack: Pack) -> None:
    expected = {
        term.id
        for term in pack.vocabulary
        if term.worse is not None and inverted(pack, term.id, term.worse)
    }
    found = of_kind(check_pack(pack), FlawKind.INVERSION)
    changed = [
        {fact for fact in flaw.example if flaw.example[fact] != flaw.worse_example[fact]}
        for flaw in found
    ]
    assert all(len(facts) == 1 for facts in changed)
    assert {fact for facts in changed for fact in facts} == expected


@given(ordered_packs())
def test_both_cases_of_an_inversion_show_it_whatever_the_other_facts_are(pack: Pack) -> None:
    for flaw in of_kind(check_pack(pack), FlawKind.INVERSION):
        assert flaw.rules
        for usual, worse in zip(cases(flaw.example), cases(flaw.worse_example), strict=True):
            assert milder(outcome(pack, usual), outcome(pack, worse))


@given(ordered_packs())
def test_where_a_search_is_given_up_it_is_told(pack: Pack) -> None:
    found = check_pack(pack, most_steps=1)
    exact = check_pack(pack)
    missing = {flaw.kind for flaw in exact} - {flaw.kind for flaw in found}
    assert not missing or of_kind(found, FlawKind.NOT_CHECKED)


@given(dated_packs(), st.sampled_from((CHANGE - timedelta(days=1), CHANGE)))
def test_on_a_day_a_pack_has_the_flaws_of_its_rules_of_that_day(pack: Pack, day: date) -> None:
    of_the_day = tuple(rule for rule in pack.rules if day in rule.valid)
    alone = replace(pack, rules=of_the_day)
    found, expected = check_pack(pack, day), check_pack(alone, day)
    assert [(f.kind, f.rules) for f in found] == [(f.kind, f.rules) for f in expected]


@given(dated_packs())
def test_over_all_days_a_pack_has_the_conflicts_of_each(pack: Pack) -> None:
    each = [check_pack(pack, day) for day in (CHANGE - timedelta(days=1), CHANGE)]
    expected = {flaw.rules for flaws in each for flaw in of_kind(flaws, FlawKind.CONFLICT)}
    assert {flaw.rules for flaw in of_kind(check_pack(pack), FlawKind.CONFLICT)} == expected
