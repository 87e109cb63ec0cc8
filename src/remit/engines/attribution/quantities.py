"""What stands against the figures of a situation: amounts, probabilities, weights."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from remit.engines.attribution.situation import Choice, Circumstance, Situation, State
from remit.engines.findings import Finding, error

MOST_AMOUNT = 10**18
LEAST, MOST, FINEST = Fraction(1, 1000), Fraction(1000), 10**6
SOURCE = "docs/explanation/attribution.md"


def check_quantities(situation: Situation) -> Iterator[Finding]:
    """A finding for every figure that cannot be."""
    yield from _amounts(situation)
    for fact in situation.facts:
        yield from _evidence(fact)
        if fact.likelihood is not None and not 0 <= fact.likelihood <= 1:
            yield _beyond(fact.id, fact.likelihood)
    yield from _weights(situation)
    yield from _beliefs(situation)


def _amounts(situation: Situation) -> Iterator[Finding]:
    factors = [level.factor for level in situation.outcome.levels]
    for factor in (name for name, count in Counter(factors).items() if count > 1):
        yield error(
            "attribution.level_twice",
            "outcome",
            f"损害的两个等级用了同一个因素“{factor}”。请分别列出或合并。",
            f"Two levels of the harm are the same factor “{factor}”. Tell them apart, or merge them.",
            SOURCE,
        )
    for level in situation.outcome.levels:
        if level.amount <= 0:
            yield error(
                "attribution.no_amount",
                "outcome",
                "损害数额须大于零。没有可计量的数额时请填1。",
                "The amount of the harm must be above zero. Where nothing can be counted, write 1.",
                SOURCE,
            )
        if level.amount > MOST_AMOUNT:
            yield error(
                "attribution.amount_too_large",
                "outcome",
                "损害数额过大。请换用更大的单位。",
                "The amount of the harm is too large. Write it in a larger unit.",
                SOURCE,
            )


def _evidence(fact: Choice | Circumstance) -> Iterator[Finding]:
    probability = fact.evidence.probability
    if probability is None:
        return
    if not 0 <= probability <= 1:
        yield _beyond(fact.id, probability)
    if fact.evidence.state is not State.DISPUTED:
        yield error(
            "attribution.needless_probability",
            fact.id,
            "只有存在争议的事实才有概率。请改为 disputed，或删去概率。",
            "Only a disputed fact has a probability. Write disputed, or leave the probability out.",
            SOURCE,
        )


def _beyond(subject: str, probability: Fraction) -> Finding:
    return error(
        "attribution.beyond_one",
        subject,
        f"概率{probability}不在0到1之间。请改正。",
        f"The probability {probability} is not between 0 and 1. Correct it.",
        SOURCE,
    )


def _weights(situation: Situation) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, degree in enumerate(situation.degrees):
        if degree.weight <= 0:
            yield error(
                "attribution.no_weight",
                f"degrees[{number}]",
                f"责任程度的权重须大于零（现为{degree.weight}）。无责任者请用免责，不用零权重。",
                f"The weight of a degree must be above zero (it is {degree.weight}). Who is to be "
                "released is exempted, not weighed zero.",
                SOURCE,
            )
        elif not (LEAST <= degree.weight <= MOST and degree.weight.denominator <= FINEST):
            yield error(
                "attribution.weight_beyond",
                f"degrees[{number}]",
                "责任程度的权重须在千分之一至一千之间，分母不超过一百万。请改正。",
                "The weight of a degree must lie between 1/1000 and 1000, with a denominator of at "
                "most a million. Correct it.",
                SOURCE,
            )
        if degree.person in seen:
            yield error(
                "attribution.degree_twice",
                f"degrees[{number}]",
                f"“{degree.person}”有两个责任程度。请只保留一个。",
                f"“{degree.person}” has two degrees of responsibility. Keep one.",
                SOURCE,
            )
        seen.add(degree.person)


def _beliefs(situation: Situation) -> Iterator[Finding]:
    owners = situation.owner_of
    own = {choice.id: o.person for choice in situation.choices if (o := owners[choice.id])}
    sums: dict[str, Fraction] = {}
    places: dict[str, str] = {}
    for number, belief in enumerate(situation.beliefs):
        place = f"beliefs[{number}]"
        if not 0 <= belief.probability <= 1:
            yield _beyond(place, belief.probability)
        for name, _ in belief.facts:
            if own.get(name) == belief.person:
                yield error(
                    "attribution.belief_in_own_choice",
                    place,
                    f"“{name}”是此人自己的选择，不能作为其当时认为可能的情形。请删去。",
                    f"“{name}” is this person's own choice, which cannot be what they held possible. "
                    "Remove it.",
                    SOURCE,
                )
        sums[belief.person] = sums.get(belief.person, Fraction(0)) + belief.probability
        places.setdefault(belief.person, place)
    for person, total in sums.items():
        if total != 1:
            yield error(
                "attribution.beliefs_do_not_add_up",
                places[person],
                f"“{person}”当时认为可能的各种情形，概率合计为{total}，应为1。请补全或改正。",
                f"What “{person}” held possible adds up to {total}, not to 1. Complete or "
                "correct it.",
                SOURCE,
            )
