"""From facts and a pack to the measures that are admissible, with the proof.

The engine never decides. It says which outcomes are still possible, what each provision adds or
why it does not, which facts would decide, and which duties and clocks go with the decision. Rules
of substance are those in force on the day of the act, duties and clocks those on the day of the
decision.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from remit.engines.findings import Finding, error, warning
from remit.engines.rules.conditions import Value
from remit.engines.rules.determination import Answer, Deciding, Determination, RuleProof, RuleStatus
from remit.engines.rules.evaluation import Evaluation, evaluate
from remit.engines.rules.facts import Fact, FactsRefused, FactStatus, check_facts
from remit.engines.rules.outcome import Outcome, conflicting, outcome_of
from remit.engines.rules.pack import Pack
from remit.engines.rules.proving import proofs
from remit.engines.rules.reach import (
    Group,
    Marks,
    TooManyUnknowns,
    combined,
    groups,
    possible,
    possible_by,
)
from remit.engines.rules.sources import Verification

SOURCE = "docs/explanation/rules.md"


def determine(pack: Pack, facts: Mapping[str, Fact], on: date, act_on: date) -> Determination:
    """What the pack says on the day `on` about an act of `act_on`; raises FactsRefused."""
    faults = check_facts(pack, facts)
    if faults:
        raise FactsRefused(*faults)
    case = evaluate(pack, facts, act_on)
    proof = proofs(case)
    try:
        outcomes, deciding, found = _reached(case)
    except TooManyUnknowns as fault:
        outcomes, deciding, found = (), (), (_too_many(case, fault.facts),)
    return Determination(
        pack.id, pack.version, pack.digest, pack.titles, on, act_on, outcomes, proof, deciding,
        pack.duties_on(on), pack.clocks_on(on), (*found, *_cautions(proof), *_dates(on, act_on)),
        _digest(case, on),
    )  # fmt: skip


def _reached(
    case: Evaluation,
) -> tuple[tuple[Outcome, ...], tuple[Deciding, ...], tuple[Finding, ...]]:
    left = [case.left[rule.id] for rule in case.rules]
    parts = groups(case.rules, left)
    each = [possible(group, case.answers) for group in parts]
    unions = combined(each)
    outcomes = _outcomes(case.pack, unions)
    deciding: tuple[Deciding, ...] = ()
    if len(outcomes) > 1:
        deciding = _deciding(case, parts, each)
    conflict = any(conflicting(case.pack, marks) for marks in unions)
    return outcomes, deciding, (_conflict(case.pack),) if conflict else ()


def _outcomes(pack: Pack, unions: frozenset[Marks]) -> tuple[Outcome, ...]:
    found = {outcome_of(pack, marks) for marks in unions}
    return tuple(sorted(found, key=lambda o: (o.high.rank, o.low.rank, o.status, o.leanings)))


def _deciding(
    case: Evaluation, parts: Sequence[Group], each: Sequence[frozenset[Marks]]
) -> tuple[Deciding, ...]:
    """The open facts that can change the outcome, those that narrow it most first."""
    order = {term.id: number for number, term in enumerate(case.pack.vocabulary)}
    scored: list[tuple[Fraction, int, Deciding]] = []
    for index, group in enumerate(parts):
        rest = combined([other for number, other in enumerate(each) if number != index])
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
    reckoned = {
        m: outcome_of(case.pack, m) for m in {c | r for row in rows for c in row for r in rest}
    }
    pivotal = any(len({reckoned[c | r] for c in row}) > 1 for row in rows for r in rest)
    if not pivotal:
        return []
    columns = zip(*rows, strict=True)
    return [
        _outcomes(case.pack, frozenset(c | r for c in column for r in rest)) for column in columns
    ]


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


def _too_many(case: Evaluation, facts: Sequence[str]) -> Finding:
    names = ", ".join(facts)
    return error(
        "rules.too_many_unknowns",
        case.pack.id,
        f"未查明的事实过多，无法穷尽可能的结果。请先查明：{names}。",
        f"Too many facts are open to go through every possible result. Settle first: {names}.",
        SOURCE,
    )


def _conflict(pack: Pack) -> Finding:
    return warning(
        "rules.bands_conflict",
        pack.id,
        "有两条以上规定同时给出不同幅度，而规则包未规定如何并合；暂按较重者列出，请由人判断。",
        "Two provisions give different bands and the pack does not say how they concur; the heavier "
        "is shown, and a person must judge.",
        SOURCE,
    )


def _cautions(proof: Sequence[RuleProof]) -> tuple[Finding, ...]:
    return tuple(
        warning(
            "rules.unverified_provision",
            p.rule.id,
            f"{p.rule.citations[0].words.zh}的原文未经全文核对。作出决定前请核对原文。",
            f"The wording of {p.rule.citations[0].words.en} was not checked in full. Check it before "
            "deciding.",
            p.rule.citations[0].reference,
        )
        for p in proof
        if p.status is RuleStatus.APPLIED and p.rule.verification is not Verification.READ
    )


def _dates(on: date, act_on: date) -> tuple[Finding, ...]:
    if act_on <= on:
        return ()
    return (
        warning(
            "rules.act_after_decision",
            "act_on",
            "行为日晚于决定日。请核对两个日期。",
            "The day of the act lies after the day of the decision. Check both.",
        ),
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
