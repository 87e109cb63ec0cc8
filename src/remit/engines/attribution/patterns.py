"""The texts' recurring situations, so that no case officer writes an equation.

Each builder returns a `Piece`: choices, circumstances and equations whose last equation carries the
pattern's own id and can be used like any factor. Pieces are put together by `assemble`. Gates are
the ids of factors: `told="notice"` says that the fault needs the factor "notice" to be true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Equation,
    Exemption,
    Gate,
    GateKind,
    Kind,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
)
from remit.engines.findings import Severity
from remit.engines.formulas import AllOf, AnyOf, Formula, Is, Not
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a situation."""

    choices: tuple[Choice, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    equations: tuple[Equation, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """A person's own part in a pattern: what was done and what was owed, as in `Choice`.

    `actual` may be false: then the person met the duty in this respect.
    """

    owner: str
    label: Words
    otherwise: Words
    actual: bool = True
    on: date | None = None
    citation: str = ""
    duty: str = ""
    authority: str = ""
    told: str = ""
    resourced: str = ""

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates that were named."""
        pairs = (
            (GateKind.DUTY, self.duty),
            (GateKind.AUTHORITY, self.authority),
            (GateKind.TOLD, self.told),
            (GateKind.RESOURCED, self.resourced),
        )
        return tuple(Gate(kind, factor) for kind, factor in pairs if factor)

    def choice(self, id: str, kind: Kind) -> Choice:
        """The choice factor of this part."""
        return Choice(
            id, self.owner, self.label, self.otherwise, self.actual, kind=kind, on=self.on,
            citation=self.citation, gates=self.gates,
        )  # fmt: skip


def omission(id: str, fault: Fault) -> Piece:
    """True when something was left undone: by the person, or because a gate was shut.

    A shut gate (not told, no means, no power) leaves the work undone without the person's fault; the
    share then goes to whoever shut it.
    """
    return _undone(id, fault, Kind.OMISSION)


def superior_did_not_stop(id: str, path: str, fault: Fault) -> Piece:
    """True when `path` led on because the superior, who could have stopped it, did not.

    A superior who was not told or had no power could not stop it: `path` then leads on without the
    superior's fault.
    """
    passive = _undone(f"{id}.not_stopped", fault, Kind.SUPERVISION)
    equation = Equation(id, AllOf((Is(path), Is(f"{id}.not_stopped"))))
    return replace(passive, equations=(*passive.equations, equation))


def handed_over(
    id: str,
    *,
    created: Fault,
    concealed: Fault,
    left: Fault,
    missed: Fault | None = None,
) -> Piece:
    """True when a problem made in one tenure was still there in the next.

    The predecessor `created` it and may have `concealed` it at handover; an auditor may have
    `missed` it; the successor `left` it. The successor counts as told when it was disclosed or
    found, and only then can leaving it be a fault of the inherited kind.
    """
    hidden: list[Formula] = [Is(f"{id}.concealed")]
    choices = [
        created.choice(f"{id}.created", Kind.ACT),
        concealed.choice(f"{id}.concealed", Kind.ACT),
    ]
    if missed:
        hidden.append(Is(f"{id}.missed"))
        choices.append(missed.choice(f"{id}.missed", Kind.OMISSION))
    told = Equation(f"{id}.told", Not(AllOf(tuple(hidden))))
    successor = _undone(f"{id}.left", replace(left, told=told.id), Kind.INHERITED)
    defect = Equation(id, AllOf((Is(f"{id}.created"), Is(f"{id}.left"))))
    return Piece((*choices, *successor.choices), (), (told, *successor.equations, defect))


def blocked(id: str, *, lead: Fault, members: Sequence[Fault]) -> Piece:
    """True when joint work was blocked: the lead did not convene, or a member withheld its part."""
    choices = [lead.choice(f"{id}.lead", Kind.OMISSION)]
    choices += [m.choice(f"{id}.member{n}", Kind.OMISSION) for n, m in enumerate(members, 1)]
    return Piece(
        tuple(choices), (), (Equation(id, AnyOf(tuple(Is(choice.id) for choice in choices))),)
    )


def facts(*circumstances: Circumstance) -> Piece:
    """Circumstances as a piece."""
    return Piece(circumstances=circumstances)


def either(id: str, *factors: str) -> Piece:
    """True when at least one factor is."""
    return Piece(equations=(Equation(id, AnyOf(tuple(Is(factor) for factor in factors))),))


def together(id: str, *factors: str) -> Piece:
    """True when all factors are."""
    return Piece(equations=(Equation(id, AllOf(tuple(Is(factor) for factor in factors))),))


def assemble(
    *,
    id: str,
    title: Words,
    outcome: Outcome,
    owners: Iterable[Owner],
    pieces: Iterable[Piece],
    head: str = "",
    doer: str = "",
    exempted: Iterable[Exemption] = (),
) -> Situation:
    """One situation from pieces; raises SituationRefused with all faults at once."""
    parts = tuple(pieces)
    situation = Situation(
        id,
        title,
        tuple(owners),
        tuple(choice for piece in parts for choice in piece.choices),
        tuple(fact for piece in parts for fact in piece.circumstances),
        tuple(equation for piece in parts for equation in piece.equations),
        outcome,
        head,
        doer,
        tuple(exempted),
    )
    found = check_situation(situation)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    return situation


def _undone(id: str, fault: Fault, kind: Kind) -> Piece:
    conditions = (fault.authority, fault.told, fault.resourced)
    causes: list[Formula] = [Is(f"{id}.fault")]
    causes += [Not(Is(name)) for name in conditions if name]
    return Piece((fault.choice(f"{id}.fault", kind),), (), (Equation(id, AnyOf(tuple(causes))),))
