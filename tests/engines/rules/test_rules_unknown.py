"""Unknown facts on random packs, against going through every case."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.rules import Determination, Fact, Pack, determine
from remit.engines.rules.conditions import Atom, Every, No, Some
from remit.engines.rules.laws import weight
from remit.engines.rules.outcome import Outcome, outcome_of
from remit.engines.rules.pack import Effect, EffectKind
from tests.engines.rules.small_packs import ACT_ON, LADDER, ON, cite, pack, rule

VALUES: dict[str, tuple[object, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "c": (True, False),
    "grade": ("low", "mid", "high"),
    "loss": tuple(Fraction(n) for n in (-1, 0, 5, 10, 15)),
}
ATOMS = st.one_of(
    st.sampled_from("abc").flatmap(lambda n: st.booleans().map(lambda v: {n: v})),
    st.sets(st.sampled_from(("low", "mid", "high")), min_size=1).map(
        lambda some: {"grade": sorted(some)}
    ),
    st.tuples(
        st.sampled_from(("above", "at_least", "below", "at_most")), st.sampled_from((0, 10))
    ).map(lambda pair: {"loss": {pair[0]: pair[1]}}),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda some: {"all": some}),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: {"any": some}),
        parts.map(lambda part: {"not": part}),
    ),
    max_leaves=4,
)
BANDS = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(
    lambda pair: {"band": [LADDER[min(pair)], LADDER[max(pair)]]}
)
EFFECTS: st.SearchStrategy[Mapping[str, object]] = st.one_of(
    BANDS,
    BANDS,
    st.sampled_from(
        (
            {"exempt": True},
            {"shift": -1},
            {"shift": 1},
            {"lean": "lighter"},
            {"cap": "demerit"},
            {"concur": "talk"},
        )
    ),
)
CHANGE = date(2026, 1, 1)  # between the act and the decision
FORCE = st.sampled_from(({}, {}, {"until": CHANGE}, {"since": CHANGE}))
TRANSITION = {"since": CHANGE, "rule": "lighter_law", "cite": cite(67)}


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    rules = []
    for number in range(draw(st.integers(1, 5))):
        earlier = [f"r{n}" for n in range(number)]
        overrides = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
        rules.append(
            rule(
                f"r{number}",
                draw(CONDITIONS),
                draw(EFFECTS),
                draw(st.sampled_from(("may", "shall"))),
                overrides=overrides,
                **draw(FORCE),
            )
        )
    changes: dict[str, object] = {"transition": [TRANSITION]} if draw(st.booleans()) else {}
    if draw(st.booleans()):
        return pack(*rules, **changes)
    return pack(*rules, **changes, concurrence=None)


def holds(condition: object, case: Mapping[str, object]) -> bool:
    """The condition reckoned plainly on a complete case, from what the engine parsed."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, Atom):
        return condition.holds(case[condition.fact])  # type: ignore[arg-type]
    if isinstance(condition, No):
        return not holds(condition.part, case)
    assert isinstance(condition, Every | Some)
    parts = [holds(part, case) for part in condition.parts]
    return all(parts) if isinstance(condition, Every) else any(parts)


def plainly(small: Pack, case: Mapping[str, object]) -> Outcome:
    """The outcome of a complete case: the law of the act, or the lighter one after a change of law."""
    under = [under_the_law_of(day, small, case) for day in (ACT_ON, ON)]
    return min(under, key=weight) if small.transitions else under[0]


def under_the_law_of(day: date, small: Pack, case: Mapping[str, object]) -> Outcome:
    """Later rules may override earlier ones, so go backwards."""
    effects: list[Effect] = []
    beaten: set[str] = set()
    for one in reversed([one for one in small.rules if day in one.valid]):
        if holds(one.condition, case) and one.id not in beaten:
            beaten.update(one.overrides)
            effects += [e for e in one.effects if e.kind is not EffectKind.NOTE]
    return outcome_of(small, effects)


def completions(known: Mapping[str, object]) -> list[dict[str, object]]:
    open_facts = [name for name in VALUES if name not in known]
    return [
        {**known, **dict(zip(open_facts, values, strict=True))}
        for values in product(*(VALUES[name] for name in open_facts))
    ]


def determined(small: Pack, known: Mapping[str, object]) -> Determination:
    facts = {name: Fact(value) for name, value in known.items()}  # type: ignore[arg-type]
    return determine(small, facts, ON, ACT_ON)


KNOWN = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)


@given(packs(), KNOWN)
def test_the_possible_outcomes_are_exactly_those_of_all_completions(
    small: Pack, known: dict[str, object]
) -> None:
    expected = {plainly(small, case) for case in completions(known)}
    assert set(determined(small, known).outcomes) == expected


@given(packs(), KNOWN)
def test_the_deciding_facts_are_exactly_those_that_can_change_the_outcome(
    small: Pack, known: dict[str, object]
) -> None:
    cases = completions(known)
    outcomes = {tuple(sorted(case.items(), key=str)): plainly(small, case) for case in cases}
    pivots = {
        name
        for name in VALUES
        if name not in known
        for case in cases
        for value in VALUES[name]
        if outcomes[tuple(sorted({**case, name: value}.items(), key=str))]
        != outcomes[tuple(sorted(case.items(), key=str))]
    }
    assert {deciding.fact for deciding in determined(small, known).deciding} == pivots


@given(packs(), KNOWN)
def test_every_answer_to_a_deciding_fact_foretells_the_next_determination(
    small: Pack, known: dict[str, object]
) -> None:
    for deciding in determined(small, known).deciding:
        for answer in deciding.answers:
            after = determined(small, {**known, deciding.fact: answer.value})
            assert after.outcomes == answer.outcomes


@given(packs(), KNOWN)
def test_nothing_is_filled_in_silently(small: Pack, known: dict[str, object]) -> None:
    result = determined(small, known)
    differ = len({plainly(small, case) for case in completions(known)}) > 1
    assert (not result.settled, bool(result.deciding)) == (differ, differ)


@given(packs(), KNOWN)
def test_asking_the_facts_in_order_settles_the_case(small: Pack, known: dict[str, object]) -> None:
    result, asked = determined(small, known), dict(known)
    while not result.settled:
        assert result.deciding, "open, and nothing to ask"
        asked[result.deciding[0].fact] = result.deciding[0].answers[0].value
        result = determined(small, asked)


@given(packs(), KNOWN, st.sampled_from(tuple(VALUES)))
def test_forgetting_a_fact_never_loses_the_true_outcome(
    small: Pack, known: dict[str, object], forgotten: str
) -> None:
    less = {name: value for name, value in known.items() if name != forgotten}
    assert set(determined(small, known).outcomes) <= set(determined(small, less).outcomes)
