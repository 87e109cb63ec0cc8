"""Random cases of a pack, put to the engine, to the second engine and to going through every case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import islice, product
from math import prod
from random import Random

from remit.engines.rules import Fact, FactStatus, Pack, determine
from remit.engines.rules.conditions import Atom, Every, No, Some
from remit.engines.rules.outcome import Outcome
from tests.engines.rules.checks.plain import outcome
from tests.engines.rules.second_engine import Result, SecondEngine, Value, passes

MOST_OPEN = 6
MOST_COMPLETIONS = 100
NUMBERS = tuple(Fraction(n) for n in (-1, 0, 1, 7, 100))


@dataclass(frozen=True)
class Asked:
    """A case: the day of the act, and the facts as they were stated."""

    day: date
    facts: Mapping[str, Fact]

    @property
    def known(self) -> dict[str, Value]:
        """What is settled; a contested fact is not."""
        agreed = (FactStatus.AGREED, FactStatus.ASSERTED)
        stated = {name: fact for name, fact in self.facts.items() if fact.status in agreed}
        return {name: fact.value for name, fact in stated.items() if fact.value is not None}


@dataclass(frozen=True)
class Comparison:
    """How many cases were put to both engines, how many of them gone through plainly too, how many the
    engine declined for too many open facts, and those in which the answers differ.
    """

    cases: int
    plain: int
    declined: int
    differing: tuple[Asked, ...]


def compare(pack: Pack, count: int, seed: int) -> Comparison:
    """The two engines on as many random cases, and where they disagree."""
    engines: dict[date, SecondEngine] = {}
    plain, declined, differing = 0, 0, []
    for asked in islice(cases(pack, seed), count):
        if asked.day not in engines:
            engines[asked.day] = SecondEngine(pack, asked.day)
        other = engines[asked.day]
        found = determine(pack, asked.facts, asked.day, asked.day)
        if not found.outcomes:
            declined += 1
            continue
        answers = [other.results(asked.known)]
        if completions := every_completion(other, asked.known):
            plain += 1
            answers.append(frozenset(as_result(outcome(in_force(other), c)) for c in completions))
        if any(answer != frozenset(map(as_result, found.outcomes)) for answer in answers):
            differing.append(asked)
    return Comparison(count, plain, declined, tuple(differing))


def cases(pack: Pack, seed: int) -> Iterator[Asked]:
    """Random cases on days on which some rule begins or ends; a few facts are open in every second.

    In one of three every answer is as likely as any other. In the rest one to three rules are made to
    fire, and of the other facts most have the answer that fewest rules ask for.
    """
    chance = Random(seed)
    turns = sorted({day for r in pack.rules for day in (r.valid.since, r.valid.until) if day})
    engines = [SecondEngine(pack, day) for day in turns]
    engines = [engine for engine in engines if engine.rules]
    while True:
        engine = chance.choice(engines)
        values = _answers(chance, engine)
        few = chance.randint(1, MOST_OPEN) if chance.random() < 0.5 else 0
        unsettled = set(chance.sample(sorted(values), min(few, len(values))))
        facts = {n: _fact(chance, value) for n, value in values.items() if n not in unsettled}
        contested = {n: _contested(values[n]) for n in unsettled if chance.random() < 0.3}
        yield Asked(engine.day, {**facts, **contested})


def _answers(chance: Random, engine: SecondEngine) -> dict[str, Value]:
    names = [term.id for term in engine.pack.vocabulary]
    values = {n: chance.choice(engine.cells[n] or _any_value(engine.pack, n)) for n in names}
    if chance.random() < 1 / 3:
        return values
    quiet = {n: value for n, value in engine.quiet.items() if chance.random() < 0.95}
    fired = chance.sample(engine.rules, min(chance.choice((1, 1, 2, 3)), len(engine.rules)))
    chosen = [satisfying(chance, engine, rule.condition, wanted=True) for rule in fired]
    return {**values, **quiet, **{n: v for one in chosen for n, v in one.items()}}


def satisfying(
    chance: Random, engine: SecondEngine, condition: object, *, wanted: bool
) -> dict[str, Value]:
    """Answers that make a condition come out as wanted, unless its parts contradict each other."""
    if isinstance(condition, Atom):
        fitting = [v for v in engine.cells[condition.fact] if passes(condition, v) is wanted]
        return {condition.fact: chance.choice(fitting)} if fitting else {}
    if isinstance(condition, No):
        return satisfying(chance, engine, condition.part, wanted=not wanted)
    if not isinstance(condition, Every | Some) or not condition.parts:
        return {}
    every = isinstance(condition, Every) is wanted
    parts = condition.parts if every else (chance.choice(condition.parts),)
    found = [satisfying(chance, engine, part, wanted=wanted) for part in parts]
    return {name: value for one in found for name, value in one.items()}


def _fact(chance: Random, value: Value) -> Fact:
    return Fact(value, chance.choice((FactStatus.AGREED, FactStatus.ASSERTED)))


def _contested(value: Value) -> Fact:
    return Fact(value, FactStatus.CONTESTED)


def _any_value(pack: Pack, name: str) -> tuple[Value, ...]:
    """Values of a fact for which no rule of the day asks."""
    term = pack.term(name)
    if term.values:
        return tuple(code for code, _ in term.values)
    return (True, False) if term.type.value == "bool" else NUMBERS


def every_completion(engine: SecondEngine, known: Mapping[str, Value]) -> list[dict[str, Value]]:
    """The known facts with every answer to the open ones; nothing where those are too many."""
    open_facts = {n: c for n, c in engine.cells.items() if c and n not in known}
    if prod(len(values) for values in open_facts.values()) > MOST_COMPLETIONS:
        return []
    every = product(*open_facts.values())
    return [{**known, **dict(zip(open_facts, answers, strict=True))} for answers in every]


def in_force(engine: SecondEngine) -> Pack:
    """The pack with the rules of the engine's day only."""
    return replace(engine.pack, rules=tuple(engine.rules))


def as_result(found: Outcome) -> Result:
    """An outcome of the engine as the second engine tells it."""
    beside = frozenset((measure.code, modality.value) for measure, modality in found.beside)
    ends = found.low.code, found.high.code
    return Result(found.status.value, *ends, frozenset(found.leanings), beside)
