"""A decided case and the outcomes a case may have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from remit.engines.dates import day_words
from remit.engines.precedents.aspects import NO_WORDS, Value
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Rung:
    """One outcome on the ladder."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case. An aspect without a value is unknown; `outcome` is the code of a rung."""

    id: str
    values: Mapping[str, Value]
    outcome: str
    day: date | None = None
    citation: str = ""

    @property
    def name(self) -> Words:
        """The case as a letter names it."""
        day = day_words(self.day) if self.day else NO_WORDS
        zh = "，".join(part for part in (self.citation, day.zh) if part)
        en = ", ".join(part for part in (self.citation, day.en) if part)
        place = Words(f"（{zh}）", f" ({en})") if en else NO_WORDS
        return Words(f"“{self.id}”{place.zh}", f"“{self.id}”{place.en}")
