"""The answers of an interview as the address holds them: nothing else is kept anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from remit.engines.reading import exact
from remit.engines.rules import Fact, FactStatus, FactType, Pack, Term
from remit.engines.rules.conditions import Value
from remit.engines.rules.facts import fits

PREFIX = "a."
OPEN = "?"
CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Told:
    """What the address says: the two days and the answers in the order given; None is left open.

    `again` is a fact to be asked once more.
    """

    act_on: date
    on: date
    answers: tuple[tuple[str, Value | None], ...] = ()
    again: str = ""

    @property
    def facts(self) -> dict[str, Fact]:
        """The answers as facts of a case."""
        return {
            name: Fact(value) if value is not None else Fact(None, FactStatus.UNKNOWN)
            for name, value in self.answers
        }

    def query(self, **more: str) -> str:
        """The answers as the end of an address."""
        days = {"act_on": self.act_on.isoformat(), "day": self.on.isoformat()}
        given = {PREFIX + name: written(value) for name, value in self.answers}
        return "?" + urlencode({**days, **given, **more})


def read(pack: Pack, query: Mapping[str, str], days: tuple[date, date]) -> Told:
    """The answers in an address; what no fact of the pack can be is left out."""
    terms = {term.id: term for term in pack.vocabulary}
    given = [(key.removeprefix(PREFIX), text) for key, text in query.items() if key[:2] == PREFIX]
    read = ((name, value_of(terms[name], text)) for name, text in given if name in terms)
    answers = tuple((name, value) for name, (value, fit) in read if fit)
    again = query.get(CHANGE, "")
    return Told(*days, answers, again if again in terms else "")


def value_of(term: Term, text: str) -> tuple[Value | None, bool]:
    """An answer as it was written, and whether the fact can have it; left open is None."""
    if text == OPEN:
        return None, True
    value: Value | None = text
    if term.type is FactType.BOOL:
        value = {"yes": True, "no": False}.get(text)
    elif term.type is FactType.NUMBER:
        value = exact(text.strip())
    return value, value is not None and fits(term, value)


def written(value: Value | None) -> str:
    """An answer as the address holds it."""
    if value is None:
        return OPEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
