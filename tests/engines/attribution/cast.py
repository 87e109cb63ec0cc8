"""Builders for small situations: the engine's own cast."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path

from remit.engines.attribution import (
    AllOf,
    Choice,
    Equation,
    Exemption,
    Fault,
    Formula,
    Is,
    Outcome,
    Owner,
    Report,
    Situation,
    attribute,
    parse_situation,
)
from remit.engines.words import Words

EXAMPLES = Path(__file__).parents[3] / "examples"
SITUATIONS = sorted(
    path.stem for path in EXAMPLES.glob("*.yaml") if "\nsituation:" in path.read_text("utf-8")
)
"""The examples that are situations; the others are designs of the laboratory."""
FLOOD = Words("村庄被淹", "the flood in the village")


def both(text: str) -> Words:
    return Words(text, text)


def owners(*persons: str) -> tuple[Owner, ...]:
    return tuple(Owner(person, person, both(person)) for person in persons)


def choice(id: str, owner: str = "", **more: object) -> Choice:
    label, otherwise = both(f"did {id}"), both(f"not done {id}")
    return Choice(id, owner or id, label, otherwise, **more)  # type: ignore[arg-type]


def fault(owner: str, **more: object) -> Fault:
    label, otherwise = both(f"{owner} failed"), both("done your part")
    return Fault(owner, label, otherwise, **more)  # type: ignore[arg-type]


def harm(factor: str = "harm", amount: int = 1) -> Outcome:
    return Outcome(factor, Fraction(amount), "CNY", FLOOD)


def game(
    formula: Formula,
    players: Iterable[str],
    *,
    own: Mapping[str, str] | None = None,
    exempted: Iterable[str] = (),
    actual: Mapping[str, bool] | None = None,
) -> Situation:
    """A situation of one equation; `own` maps a choice to its person (itself by default)."""
    names, person_of, happened = list(players), own or {}, actual or {}
    people = dict.fromkeys(person_of.get(name, name) for name in names)
    return Situation(
        "game",
        both("Game"),
        owners(*people),
        tuple(
            choice(name, person_of.get(name, name), actual=happened.get(name, True))
            for name in names
        ),
        (),
        (Equation("harm", formula),),
        harm(),
        exempted=tuple(Exemption(person, both("released")) for person in exempted),
    )


def example(name: str) -> Situation:
    """One of the situations that newcomers read."""
    return parse_situation((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


def shares(situation: Situation) -> dict[str, Fraction]:
    """By person the share."""
    return {person.person: person.share for person in attribute(situation).persons}


def contrast(report: Report, code: str) -> dict[str, Fraction]:
    """By person what a coarse rule would give."""
    return next(dict(row.shares) for row in report.contrasts if row.code == code)


def said(report: Report, person: str) -> list[Words]:
    """The reasons given to one person."""
    return [line for one in report.persons if one.person == person for line in one.sentences]


def all_of(*names: str) -> AllOf:
    return AllOf(tuple(Is(name) for name in names))
