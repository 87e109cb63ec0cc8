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


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of fault: the factor of that name must have been true in fact."""

    kind: GateKind
    factor: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A post in one tenure, resolved to the person who held it; `key` is the caller's own."""

    key: str
    person: str
    name: Words
    post: Words = NO_WORDS


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


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A factor nobody owns: weather, a paper that was served, money that was there."""

    id: str
    label: Words
    actual: bool
    on: date | None = None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Equation:
    """A factor that follows from others."""

    id: str
    formula: Formula
    label: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Outcome:
    """The harm: a factor, an amount in `unit`, and a noun phrase ("the flood in the village")."""

    factor: str
    amount: Fraction
    unit: str
    label: Words


@dataclass(frozen=True, slots=True)
class Exemption:
    """A person released from a share, why, and where that is written."""

    person: str
    reason: Words
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the engine is told. `head` and `doer` are owner keys for the contrast rows."""

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

    @property
    def persons(self) -> tuple[str, ...]:
        """Every person named as an owner, once, in the order of the owners."""
        return tuple(dict.fromkeys(owner.person for owner in self.owners))

    def person_of(self, key: str) -> str:
        """The person an owner key stands for, or ""."""
        return next((owner.person for owner in self.owners if owner.key == key), "")


def digest(situation: Situation) -> str:
    """SHA-256, in hex, of all that the shares depend on.

    Texts, names and the order of writing do not enter, so that a name may be erased later and the
    certificate still be checked.
    """
    outcome = situation.outcome
    form = {
        "choices": sorted(_choice_form(choice) for choice in situation.choices),
        "circumstances": sorted([c.id, c.actual] for c in situation.circumstances),
        "equations": sorted([e.id, repr(canonical(e.formula))] for e in situation.equations),
        "exempted": sorted(exemption.person for exemption in situation.exempted),
        "outcome": [outcome.factor, str(outcome.amount), outcome.unit],
        "owners": sorted([owner.key, owner.person] for owner in situation.owners),
    }
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _choice_form(choice: Choice) -> list[str]:
    gates = sorted(f"{gate.kind.value}={gate.factor}" for gate in choice.gates)
    values = [str(choice.actual), str(choice.baseline)]
    return [choice.id, choice.owner, *values, choice.kind.value, *gates]
