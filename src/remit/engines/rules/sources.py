"""What a pack cites: instruments with their days of force, and places in them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remit.engines.dates import Period
from remit.engines.figures import chinese
from remit.engines.words import Words

NO_WORDS = Words("", "")


class Verification(StrEnum):
    """How far the wording of a provision was checked."""

    READ = "read"
    EXCERPT = "excerpt"
    BELIEVED = "believed"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation or internal rule; `supersedes` names the one it took the place of."""

    id: str
    title: Words
    issuer: Words
    number: str
    promulgated: date | None
    valid: Period
    verification: Verification
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument; paragraph and item are 0 where they are not needed.

    >>> law = Instrument("law", Words("某法", "A Law"), NO_WORDS, "", None,
    ...                  Period(date(2020, 7, 1)), Verification.READ)
    >>> Citation(law, 39, 1, 2).words
    Words(zh='《某法》第三十九条第一款第二项', en='A Law, art. 39, para. 1, item 2')
    """

    instrument: Instrument
    article: int
    paragraph: int = 0
    item: int = 0

    @property
    def words(self) -> Words:
        """The citation as a letter writes it."""
        name, mark, edition = self.instrument.title.zh.partition("（")
        zh = [f"《{name}》{mark}{edition}第{chinese(self.article)}条"]
        en = [f"{self.instrument.title.en}, art. {self.article}"]
        if self.paragraph:
            zh.append(f"第{chinese(self.paragraph)}款")
            en.append(f", para. {self.paragraph}")
        if self.item:
            zh.append(f"第{chinese(self.item)}项")
            en.append(f", item {self.item}")
        return Words("".join(zh), "".join(en))

    @property
    def reference(self) -> str:
        """A stable reference: instrument/article/paragraph/item."""
        return f"{self.instrument.id}/{self.article}/{self.paragraph}/{self.item}"
