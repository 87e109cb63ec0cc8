"""An incident as the engine sees it: who did what, what was owed, what leads to the harm.

Idea: acyclic true-or-false equations over named factors. Some factors are *choices*, each owned by
a post in a tenure (the caller resolves it to the person of that day) and each with a duty baseline:
the value a diligent holder would have produced. Others are *circumstances* that nobody owns.
Sources: Halpern, Actual Causality (2016) for the equations; Ferey and Dehez, Journal of Legal
Studies 45 (2016) for apportioning by a game; the duty baseline comes from the post's remit.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from remit.engines.findings import Refusal
from remit.engines.formulas import Formula, canonical
from remit.engines.words import Words

NO_WORDS = Words("", "")


class SituationRefused(Refusal):
    """A situation with faults was to be reckoned."""


class Kind(StrEnum):
    """What sort of choice a factor is."""

    ACT = "act"
    OMISSION = "omission"
    SUPERVISION = "supervision"
    INHERITED = "inherited"

    @property
    def words(self) -> Words:
        """The kind as a reader sees it."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    Kind.ACT: Words("作为", "Act"),
    Kind.OMISSION: Words("不作为", "Omission"),
    Kind.SUPERVISION: Words("监督不力", "Supervision"),
    Kind.INHERITED: Words("遗留问题未处理", "Inherited problem left"),
}


class GateKind(StrEnum):
    """What must have held before a choice can be somebody's fault."""

    DUTY = "duty"
    AUTHORITY = "authority"
    TOLD = "told"
    RESOURCED = "resourced"
    OBJECTED = "objected"

    @property
    def open_when(self) -> bool:
        """The value of the factor with which a fault is possible: false for an objection."""
        return self is not GateKind.OBJECTED


class State(StrEnum):
    """How far a fact is established."""

    PROVEN = "proven"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a fact is established; `probability` that it was as written, in [0, 1], if disputed."""

    state: State = State.PROVEN
    probability: Fraction | None = None


PROVEN = Evidence()


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of fault: the factor must have been true in fact (false, if `objected`)."""

    kind: GateKind
    factor: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A post in one tenure `[since, until)`, resolved to the person who held it.

    `key` is the caller's own. Choices may name the `seat` instead: the day of the choice then says
    whose tenure it was. `unit` groups posts for the shares of units.
    """

    key: str
    person: str
    name: Words
    post: Words = NO_WORDS
    seat: str = ""
    since: date | None = None
    until: date | None = None
    unit: Words = NO_WORDS

    def held_on(self, day: date) -> bool:
        """Whether that day lies in the tenure."""
        started = self.since is None or self.since <= day
        return started and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Choice:
    """A factor somebody chose.

    `label` says what was done ("did not repair the dyke"), `otherwise` what a diligent holder would
    have done, so that it completes "Had you ..." and “如果您……”. `actual` is what happened,
    `baseline` what was owed: normally true and false. A choice whose gates did not all hold in fact
    counts as if the baseline had been met.
    """

    id: str
    owner: str
    label: Words
    otherwise: Words
    actual: bool = True
    baseline: bool = False
    kind: Kind = Kind.ACT
    on: date | None = None
    citation: str = ""
    gates: tuple[Gate, ...] = ()
    evidence: Evidence = PROVEN
    likelihood: Fraction | None = None

    @property
    def departs(self) -> bool:
        """Whether what was done differs from what was owed, gates apart."""
        return self.actual != self.baseline


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A factor nobody owns: weather, a paper that was served, money that was there.

    `likelihood`, in [0, 1], is how often it is true in such cases; for a choice, how often such a
    duty is departed from. It serves prevention only and moves no share.
    """

    id: str
    label: Words
    actual: bool
    on: date | None = None
    citation: str = ""
    evidence: Evidence = PROVEN
    likelihood: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """A factor that follows from others."""

    id: str
    formula: Formula
    label: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Level:
    """A grade of the harm: its factor, what it adds to the amount, and a noun phrase."""

    factor: str
    amount: Fraction
    label: Words


@dataclass(frozen=True, slots=True)
class Outcome:
    """The harm: a factor, an amount in `unit`, and a noun phrase ("the flood in the village").

    `worse` are graver levels in rising order; each happens only if the one before does, and adds
    its own amount.
    """

    factor: str
    amount: Fraction
    unit: str
    label: Words
    worse: tuple[Level, ...] = ()

    @property
    def levels(self) -> tuple[Level, ...]:
        """Every level, the least grave first."""
        return (Level(self.factor, self.amount, self.label), *self.worse)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A person released from a share, why, and where that is written."""

    person: str
    reason: Words
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Degree:
    """A person's degree of responsibility by the rules ("main leading"), as a weight above zero."""

    person: str
    weight: Fraction
    name: Words
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Belief:
    """What a person held possible at the time: facts that differed, and how probable that seemed."""

    person: str
    probability: Fraction
    facts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """The caller's names for the model, the evidence and the list of duties that were used."""

    model: str = ""
    evidence: str = ""
    baseline: str = ""


UNNAMED = Versions()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the engine is told. `head` and `doer` are owner keys for the contrast rows.

    Without `degrees` everybody weighs one; with them, whoever is not named weighs one.
    """

    id: str
    title: Words
    owners: tuple[Owner, ...]
    choices: tuple[Choice, ...]
    circumstances: tuple[Circumstance, ...]
    equations: tuple[Equation, ...]
    outcome: Outcome
    head: str = ""
    doer: str = ""
    exempted: tuple[Exemption, ...] = ()
    degrees: tuple[Degree, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    versions: Versions = UNNAMED

    @property
    def persons(self) -> tuple[str, ...]:
        """Every person named as an owner, once, in the order of the owners."""
        return tuple(dict.fromkeys(owner.person for owner in self.owners))

    @property
    def facts(self) -> tuple[Choice | Circumstance, ...]:
        """All that was chosen or given."""
        return (*self.choices, *self.circumstances)

    @property
    def owner_of(self) -> dict[str, Owner | None]:
        """Per choice the tenure it belongs to: by its key, or by its seat and the day."""
        keys = {owner.key: owner for owner in self.owners}
        seats: dict[str, list[Owner]] = {}
        for owner in self.owners:
            seats.setdefault(owner.seat, []).append(owner)
        return {
            choice.id: keys.get(choice.owner) or _seated(seats.get(choice.owner, []), choice.on)
            for choice in self.choices
        }

    def person_of(self, key: str) -> str:
        """The person an owner key stands for, or ""."""
        return next((owner.person for owner in self.owners if owner.key == key), "")


def _seated(tenures: list[Owner], on: date | None) -> Owner | None:
    """Who held the seat on that day."""
    return next((o for o in tenures if o.seat and on is not None and o.held_on(on)), None)


def digest(situation: Situation) -> str:
    """SHA-256, in hex, of all that the shares depend on.

    Texts, names and the order of writing do not enter, ids of persons do, so that a name may be
    erased later and the certificate still be checked.
    """
    return _sha256([model_form(situation), evidence_form(situation), baseline_form(situation)])


def model_digest(situation: Situation) -> str:
    """SHA-256, in hex, of what leads to what: equations, gates, outcome."""
    return _sha256(model_form(situation))


def evidence_digest(situation: Situation) -> str:
    """SHA-256, in hex, of what happened and how far it is established."""
    return _sha256(evidence_form(situation))


def baseline_digest(situation: Situation) -> str:
    """SHA-256, in hex, of what was owed by whom, weighed and released."""
    return _sha256(baseline_form(situation))


def model_form(situation: Situation) -> object:
    """Equations, gates and outcome in a form that does not depend on the order of writing."""
    outcome = situation.outcome
    gates = {
        choice.id: sorted(f"{gate.kind.value}={gate.factor}" for gate in choice.gates)
        for choice in situation.choices
    }
    return {
        "equations": sorted([e.id, repr(canonical(e.formula))] for e in situation.equations),
        "gates": gates,
        "levels": [[level.factor, str(level.amount)] for level in outcome.levels],
        "unit": outcome.unit,
    }


def evidence_form(situation: Situation) -> object:
    """What happened, in the same sense."""
    likely = [fact for fact in situation.facts if fact.likelihood is not None]
    return {
        "facts": sorted(
            [fact.id, str(fact.actual), fact.evidence.state.value, str(fact.evidence.probability)]
            for fact in situation.facts
        ),
        "likelihoods": sorted([fact.id, str(fact.likelihood)] for fact in likely),
        "beliefs": sorted(
            [b.person, str(b.probability), repr(sorted(b.facts))] for b in situation.beliefs
        ),
    }


def baseline_form(situation: Situation) -> object:
    """What was owed, in the same sense."""
    owners = situation.owner_of
    owned = [(choice, owners[choice.id]) for choice in situation.choices]
    return {
        "choices": sorted(
            [c.id, o.key if o else "", str(c.baseline), c.kind.value] for c, o in owned
        ),
        "owners": sorted([o.key, o.person] for o in situation.owners),
        "units": sorted(_partition(situation.owners)),
        "degrees": sorted([d.person, str(d.weight)] for d in situation.degrees),
        "exempted": sorted(exemption.person for exemption in situation.exempted),
    }


def _partition(owners: tuple[Owner, ...]) -> list[list[str]]:
    """Which owners are in one unit, whatever it is called."""
    units: dict[Words, list[str]] = {}
    for owner in owners:
        units.setdefault(owner.unit, []).append(owner.key)
    return [sorted(keys) for keys in units.values()]


def _sha256(form: object) -> str:
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
