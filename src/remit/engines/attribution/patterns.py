"""The texts' recurring situations, so that no case officer writes an equation.

Each builder returns a `Piece`: choices, circumstances and equations whose last equation carries the
pattern's own id and can be used like any factor. Pieces are put together by `assemble`. Gates are
the ids of factors: `told="notice"` says that the fault needs the factor "notice" to be true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.situation import (
    PROVEN,
    UNNAMED,
    Belief,
    Choice,
    Circumstance,
    Degree,
    Equation,
    Evidence,
    Exemption,
    Gate,
    GateKind,
    Kind,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
    Versions,
)
from remit.engines.findings import Severity
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not
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
    objected: str = ""
    evidence: Evidence = PROVEN
    likelihood: Fraction | None = None

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates that were named."""
        pairs = (
            (GateKind.DUTY, self.duty),
            (GateKind.AUTHORITY, self.authority),
            (GateKind.TOLD, self.told),
            (GateKind.RESOURCED, self.resourced),
            (GateKind.OBJECTED, self.objected),
        )
        return tuple(Gate(kind, factor) for kind, factor in pairs if factor)

    def choice(self, id: str, kind: Kind) -> Choice:
        """The choice factor of this part."""
        return Choice(
            id, self.owner, self.label, self.otherwise, self.actual, kind=kind, on=self.on,
            citation=self.citation, gates=self.gates, evidence=self.evidence,
            likelihood=self.likelihood,
        )  # fmt: skip


def omission(id: str, fault: Fault) -> Piece:
    """True when something was left undone: by the person, or because a gate was shut.

    A shut gate (not told, no means, no power) leaves the work undone without the person's fault; the
    share then goes to whoever shut it.
    """
    return _undone(id, fault, Kind.OMISSION)


def superior_did_not_stop(
    id: str, path: str, fault: Fault, *others: Fault, only_together: bool = False
) -> Piece:
    """True when `path` led on because the superiors, who could have stopped it, did not.

    A superior who was not told or had no power could not stop it: `path` then leads on without that
    superior's fault. With several superiors each alone could have stopped it (the conjunctive
    permission structure of Gilles, Owen and van den Brink, 1992), unless `only_together`: then
    nothing short of all of them could (the disjunctive one).
    """
    faults = (fault, *others)
    names = [f"{id}.not_stopped{number or ''}" for number in range(len(faults))]
    pieces = [_undone(n, f, Kind.SUPERVISION) for n, f in zip(names, faults, strict=True)]
    passive = (AnyOf if only_together else AllOf)(tuple(Is(name) for name in names))
    whole = AllOf((Is(path), passive if others else Is(names[0])))
    led_on = Equation(id, whole, Words("上级未加制止", "those above let it go on"))
    return joined(*pieces, Piece(equations=(led_on,)))


def wrong_order(
    id: str, *, ordered: Fault, carried_out: Fault, objected: str, unlawful: str = ""
) -> Piece:
    """True when a wrong order was given and carried out.

    Whoever objected and was told to go on does not answer for carrying it out (Civil Servants Law
    of the PRC, Art. 60), unless the factor `unlawful` says that the order was plainly unlawful.
    """
    counts: Formula = Is(objected)
    if unlawful:
        counts = AllOf((Is(objected), Not(Is(unlawful))))
    valid = Words("提出的异议有效", "the objection counted")
    objection = Equation(f"{id}.objected", counts, valid)
    done = _undone(f"{id}.done", replace(carried_out, objected=objection.id), Kind.ACT)
    order = ordered.choice(f"{id}.ordered", Kind.ACT)
    followed = Words("错误命令被执行", "the wrong order was carried out")
    whole = Equation(id, AllOf((Is(order.id), Is(f"{id}.done"))), followed)
    return joined(Piece(equations=(objection,)), done, Piece((order,), (), (whole,)))


def handed_over(
    id: str,
    *,
    created: Fault | str,
    left: Fault,
    concealed: Fault | None = None,
    missed: Fault | None = None,
    listed: str = "",
    grace_until: date | None = None,
) -> Piece:
    """True when a problem made in one tenure was still there in the next.

    The predecessor `created` it (or it is a factor, such as an earlier `handed_over`) and may have
    `concealed` it at handover; an auditor may have `missed` it; the successor `left` it. The
    successor counts as told when it was on the handover list (not concealed, or the factor
    `listed`) or found, and only then can leaving it be a fault of the inherited kind. Before
    `grace_until`, or when nobody says when it was left, it is not yet the successor's duty.
    """
    pieces, hidden = [_created(id, created)], []
    for name, fault, kind in (
        ("concealed", concealed, Kind.ACT),
        ("missed", missed, Kind.OMISSION),
    ):
        if fault is not None:
            pieces.append(Piece((fault.choice(f"{id}.{name}", kind),)))
            hidden.append(f"{id}.{name}")
    silent: list[Formula] = [Is(name) for name in hidden]
    silent += [Not(Is(listed))] if listed else []
    known: Formula = Not(AllOf(tuple(silent))) if silent else Constant(value=True)
    told = Equation(f"{id}.told", known, Words("接任者已知情", "the successor was told"))
    successor = replace(left, told=told.id)
    if grace_until is not None:
        over = left.on is not None and left.on >= grace_until
        ended = Words("过渡期已满", "the period of grace was over")
        pieces.append(Piece(equations=(Equation(f"{id}.grace_over", Constant(over), ended),)))
        successor = replace(successor, duty=f"{id}.grace_over")
    origin = created if isinstance(created, str) else f"{id}.created"
    there = Words("遗留问题仍在", "the inherited problem was still there")
    defect = Equation(id, AllOf((Is(origin), Is(f"{id}.left"))), there)
    undone = _undone(f"{id}.left", successor, Kind.INHERITED)
    return joined(*pieces, Piece(equations=(told,)), undone, Piece(equations=(defect,)))


def _created(id: str, created: Fault | str) -> Piece:
    if isinstance(created, str):
        return Piece()
    return Piece((created.choice(f"{id}.created", Kind.ACT),))


def blocked(id: str, *, lead: Fault, members: Sequence[Fault]) -> Piece:
    """True when joint work was blocked: the lead did not convene, or a member withheld its part."""
    choices = [lead.choice(f"{id}.lead", Kind.OMISSION)]
    choices += [m.choice(f"{id}.member{n}", Kind.OMISSION) for n, m in enumerate(members, 1)]
    stuck = Words("协同工作受阻", "the joint work was blocked")
    either_of = AnyOf(tuple(Is(choice.id) for choice in choices))
    return Piece(tuple(choices), (), (Equation(id, either_of, stuck),))


def joined(*pieces: Piece) -> Piece:
    """Several pieces as one."""
    return Piece(
        tuple(choice for piece in pieces for choice in piece.choices),
        tuple(fact for piece in pieces for fact in piece.circumstances),
        tuple(equation for piece in pieces for equation in piece.equations),
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
    degrees: Iterable[Degree] = (),
    beliefs: Iterable[Belief] = (),
    versions: Versions = UNNAMED,
) -> Situation:
    """One situation from pieces; raises SituationRefused with all faults at once."""
    whole = joined(*pieces)
    situation = Situation(
        id,
        title,
        tuple(owners),
        whole.choices,
        whole.circumstances,
        whole.equations,
        outcome,
        head,
        doer,
        tuple(exempted),
        tuple(degrees),
        tuple(beliefs),
        versions,
    )
    found = check_situation(situation)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    return situation


def _undone(id: str, fault: Fault, kind: Kind) -> Piece:
    """True by the person's fault, or without it because a gate was shut."""
    causes: list[Formula] = [Is(f"{id}.fault")]
    for gate in fault.gates:
        shut = Is(gate.factor)
        causes.append(Not(shut) if gate.kind.open_when else shut)
    undone = Equation(id, AnyOf(tuple(causes)), fault.label)
    return Piece((fault.choice(f"{id}.fault", kind),), (), (undone,))
