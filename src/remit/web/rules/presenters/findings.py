"""What the static check of a pack has found, each with a case in which it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from remit.engines.rules import Pack
from remit.engines.rules.checks import FlawKind, PackFlaw, check_pack
from remit.engines.rules.conditions import Value
from remit.engines.words import Words
from remit.web.components import Answer, Reference, Text
from remit.web.rules.presenters.telling import named
from remit.web.wording import day

KINDS: dict[FlawKind, Text] = {
    FlawKind.UNREACHABLE: _("A rule that can never apply"),
    FlawKind.DUPLICATE: _("Rules that say the same"),
    FlawKind.CONFLICT: _("Rules that contradict each other"),
    FlawKind.GAP: _("A case that no row covers"),
    FlawKind.OVERLAP: _("A case that several rows cover"),
    FlawKind.INVERSION: _("A worse fact, a milder measure"),
    FlawKind.EXPIRED: _("A source that is not in force"),
    FlawKind.UNVERIFIED: _("A wording nobody has seen"),
    FlawKind.NOT_CHECKED: _("Could not be checked in full"),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One finding: what is wrong, the rules concerned, and one or two cases in which it shows."""

    kind: Text
    severity: str
    words: Words
    rules: tuple[Reference, ...]
    example: tuple[Answer, ...]
    worse: tuple[Answer, ...]
    day: str


def flaws(pack: Pack, *, on: date) -> tuple[Flaw, ...]:
    """The findings about the pack as it stands for acts of the day."""
    return tuple(_flaw(pack, flaw) for flaw in _checked(pack, on))


@lru_cache(maxsize=32)
def _checked(pack: Pack, on: date) -> tuple[PackFlaw, ...]:
    return check_pack(pack, on)


def _flaw(pack: Pack, flaw: PackFlaw) -> Flaw:
    known = {rule.id: rule for rule in pack.rules}
    return Flaw(
        KINDS[flaw.kind],
        flaw.severity.value,
        flaw.words,
        tuple(named(pack, known[id]) for id in flaw.rules if id in known),  # noqa: A001
        _case(pack, flaw.example),
        _case(pack, flaw.worse_example),
        day(flaw.day),
    )


def _case(pack: Pack, example: Mapping[str, Value]) -> tuple[Answer, ...]:
    asked = ((pack.term(fact), value) for fact, value in example.items())
    return tuple(Answer(term.question, term.says(value)) for term, value in asked)
