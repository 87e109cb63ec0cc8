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
from remit.engines.rules.cells import TooManyUnknowns
from remit.engines.rules.conditions import Value
from remit.engines.rules.determination import Answer, Deciding, Determination
from remit.engines.rules.evaluation import Evaluation, evaluate
from remit.engines.rules.facts import Fact, FactsRefused, FactStatus, check_facts
from remit.engines.rules.laws import Law, laws, lighter
from remit.engines.rules.outcome import Outcome, OutcomeStatus, outcome_of
from remit.engines.rules.pack import Effect, Pack
from remit.engines.rules.proving import proofs
from remit.engines.rules.search import Marks, Part, Search


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
    search = Search(case.pack, case.rules, case.laws.days, case.answers)
    results = _Results(case.pack, search)
    part = search.part([case.left[rule.id] for rule in case.rules])
    reckoned = results.of(search.possible(part))
    outcomes = _sorted(outcome for outcome, _ in reckoned)
    deciding = _deciding(case, search, results, part) if len(outcomes) > 1 else ()
    applied = {place for _, place in reckoned}
    names = tuple(name for place, name in enumerate(case.laws.names) if place in applied)
    clash = any(outcome.status is OutcomeStatus.CONFLICT for outcome in outcomes)
    return _Reached(outcomes, deciding, names, (conflict(case),) if clash else ())


class _Results:
    """What sets of effects come to, each reckoned once."""

    def __init__(self, pack: Pack, search: Search) -> None:
        self._pack, self._search = pack, search
        self._outcomes: dict[frozenset[Effect], Outcome] = {}
        self._places: dict[tuple[Outcome, int], int] = {}
        self._reckoned: list[tuple[Outcome, int]] = []
        self._chosen: dict[Marks, int] = {}

    def of(self, some: Iterable[Marks]) -> list[tuple[Outcome, int]]:
        """What these come to: the different outcomes of the lighter law, and which law that is."""
        return [self._reckoned[place] for place in {self._place(marks) for marks in set(some)}]

    def outcomes(self, some: Iterable[Marks]) -> tuple[Outcome, ...]:
        """The different outcomes of these, mildest first."""
        return _sorted(outcome for outcome, _ in self.of(some))

    def _place(self, marks: Marks) -> int:
        if marks not in self._chosen:
            outcomes = [self._outcome(effects) for effects in self._search.standing(marks)]
            law = lighter(outcomes)
            result = outcomes[law], law
            self._chosen[marks] = self._places.setdefault(result, len(self._reckoned))
            if len(self._places) > len(self._reckoned):
                self._reckoned.append(result)
        return self._chosen[marks]

    def _outcome(self, effects: frozenset[Effect]) -> Outcome:
        if effects not in self._outcomes:
            self._outcomes[effects] = outcome_of(self._pack, effects)
        return self._outcomes[effects]


def _sorted(found: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(set(found), key=lambda o: (o.high.rank, o.low.rank, o.status, o.words.en)))


def _deciding(
    case: Evaluation, search: Search, results: _Results, part: Part
) -> tuple[Deciding, ...]:
    """The open facts that can change the outcome, those that narrow it most first."""
    order = {term.id: number for number, term in enumerate(case.pack.vocabulary)}
    scored: list[tuple[Fraction, int, Deciding]] = []
    for fact in search.facts(part):
        parts = [search.answered(part, fact, cell.value) for cell in case.answers[fact]]
        left = {after: results.outcomes(search.possible(after)) for after in dict.fromkeys(parts)}
        if _decides(search, results, part, fact, [*left.values()]):
            by_answer = [left[after] for after in parts]
            scored.append((_openness(by_answer), order[fact], _asked(case, fact, by_answer)))
    return tuple(deciding for _, _, deciding in sorted(scored, key=lambda s: s[:2]))


def _decides(
    search: Search, results: _Results, part: Part, fact: str, left: Sequence[tuple[Outcome, ...]]
) -> bool:
    """Whether two answers differ in the outcome for some lie of the other facts.

    If one answer leaves an outcome that another does not, they do. Only if all leave the same must
    every lie be looked at.
    """
    if len(set(left)) > 1:
        return True
    return len(left[0]) > 1 and any(
        len(results.outcomes(row)) > 1 for row in search.ways(part, fact)
    )


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
