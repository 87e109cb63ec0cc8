"""From facts and a pack to the measures that are admissible, with the proof.

The engine never decides. It says which outcomes are still possible, what each provision adds or
why it does not, which facts would decide, and which duties and clocks go with the decision. Rules
of substance are those in force on the day of the act, duties and clocks those on the day of the
decision.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from remit.engines.findings import Finding
from remit.engines.rules.cautions import cautions, conflict, day_findings, too_many
from remit.engines.rules.conditions import Value
from remit.engines.rules.determination import Answer, Deciding, Determination
from remit.engines.rules.evaluation import Evaluation, evaluate
from remit.engines.rules.facts import Fact, FactsRefused, FactStatus, check_facts
from remit.engines.rules.laws import Law, laws, lighter
from remit.engines.rules.outcome import Outcome, OutcomeStatus, outcome_of
from remit.engines.rules.pack import Pack
from remit.engines.rules.proving import proofs
from remit.engines.rules.reach import (
    Group,
    Marks,
    TooManyUnknowns,
    combined,
    groups,
    joined,
    possible,
    possible_by,
)


def determine(
    pack: Pack,
    facts: Mapping[str, Fact],
    on: date,
    act_on: date,
    concluded_on: date | None = None,
) -> Determination:
    """What the pack says on the day `on` about an act of `act_on`; raises FactsRefused.

    `concluded_on` is the day of the first decision, where the case is now reviewed.
    """
    faults = check_facts(pack, facts)
    if faults:
        raise FactsRefused(*faults)
    case = evaluate(pack, facts, act_on, laws(pack, on, act_on, concluded_on))
    try:
        reached = _reached(case)
    except TooManyUnknowns as fault:
        reached = _Reached((), (), case.laws.names, (too_many(case, fault.facts),))
    proof = proofs(case, reached.laws)
    return Determination(
        pack.id, pack.version, pack.digest, pack.titles, on, act_on, reached.outcomes, proof,
        reached.deciding, pack.duties_on(on), pack.clocks_on(on),
        (*reached.findings, *cautions(case, proof), *day_findings(case, on)), _digest(case, on),
        reached.laws, case.laws.transition,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reached:
    outcomes: tuple[Outcome, ...]
    deciding: tuple[Deciding, ...]
    laws: tuple[Law, ...]
    findings: tuple[Finding, ...]


def _reached(case: Evaluation) -> _Reached:
    left = [case.left[rule.id] for rule in case.rules]
    parts = groups(case.rules, left, case.laws.days)
    each = [possible(group, case.answers) for group in parts]
    unions = combined(each, len(case.laws.days))
    reckoned = [_chosen(case.pack, marks) for marks in unions]
    outcomes = _sorted({outcome for outcome, _ in reckoned})
    deciding = _deciding(case, parts, each) if len(outcomes) > 1 else ()
    applied = {place for _, place in reckoned}
    names = tuple(name for place, name in enumerate(case.laws.names) if place in applied)
    clash = any(outcome.status is OutcomeStatus.CONFLICT for outcome in outcomes)
    return _Reached(outcomes, deciding, names, (conflict(case),) if clash else ())


def _chosen(pack: Pack, marks: Marks) -> tuple[Outcome, int]:
    """The outcome of the lighter law, and which one that is."""
    outcomes = [outcome_of(pack, effects) for effects in marks]
    place = lighter(outcomes)
    return outcomes[place], place


def _sorted(found: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(set(found), key=lambda o: (o.high.rank, o.low.rank, o.status, o.words.en)))


def _deciding(
    case: Evaluation, parts: Sequence[Group], each: Sequence[frozenset[Marks]]
) -> tuple[Deciding, ...]:
    """The open facts that can change the outcome, those that narrow it most first."""
    order = {term.id: number for number, term in enumerate(case.pack.vocabulary)}
    scored: list[tuple[Fraction, int, Deciding]] = []
    for index, group in enumerate(parts):
        others = [other for number, other in enumerate(each) if number != index]
        rest = combined(others, len(case.laws.days))
        for fact in group.facts:
            by_answer = _by_answer(case, group, fact, rest)
            if by_answer:
                asked = _asked(case, fact, by_answer)
                scored.append((_openness(by_answer), order[fact], asked))
    return tuple(deciding for _, _, deciding in sorted(scored, key=lambda s: s[:2]))


def _by_answer(
    case: Evaluation, group: Group, fact: str, rest: frozenset[Marks]
) -> list[tuple[Outcome, ...]]:
    """The outcomes under each answer; empty when the fact alone can never change the outcome."""
    rows = possible_by(group, fact, case.answers)
    whole = {(c, r): joined(c, r) for row in rows for c in row for r in rest}
    reckoned = {marks: _chosen(case.pack, marks)[0] for marks in set(whole.values())}
    pivotal = any(len({reckoned[whole[c, r]] for c in row}) > 1 for row in rows for r in rest)
    if not pivotal:
        return []
    columns = zip(*rows, strict=True)
    return [_sorted(reckoned[whole[c, r]] for c in column for r in rest) for column in columns]


def _openness(by_answer: Sequence[tuple[Outcome, ...]]) -> Fraction:
    """The average number of outcomes left once the fact is known."""
    return Fraction(sum(len(outcomes) for outcomes in by_answer), len(by_answer))


def _asked(case: Evaluation, fact: str, by_answer: Sequence[tuple[Outcome, ...]]) -> Deciding:
    answers = zip(case.answers[fact], by_answer, strict=True)
    return Deciding(
        fact,
        case.pack.term(fact).question,
        tuple(Answer(cell.value, cell.words, outcomes) for cell, outcomes in answers),
    )


def _digest(case: Evaluation, on: date) -> str:
    form = {
        "pack": case.pack.digest,
        "on": on.isoformat(),
        "act_on": case.act_on.isoformat(),
        "facts": {
            name: [_text(fact.value), fact.status.value, fact.by, sorted(fact.evidence)]
            for name, fact in case.facts.items()
            if fact.status is not FactStatus.UNKNOWN
        },
    }
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _text(value: Value | None) -> str:
    return f"{type(value).__name__}:{value}"
