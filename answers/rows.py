"""One set of published answers beside ours."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """The figures a source has published for a set, and those we come to.

    `got` is empty where the set cannot be reckoned here, and `errata` then says why; else it tells
    what is known to be wrong or unclear in the source.
    """

    set: str
    source: str
    expected: Mapping[str, float]
    got: Mapping[str, float]
    errata: str = ""

    @property
    def met(self) -> bool | None:
        """Whether every figure agrees; None where none could be reckoned."""
        return dict(self.expected) == dict(self.got) if self.got else None

    def cells(self) -> list[str]:
        """The row as texts, in the order of the board's columns."""
        agrees = {True: "yes", False: "NO", None: "-"}[self.met]
        figures = (_told(self.expected), _told(self.got))
        return [self.set, self.source, *figures, agrees, self.errata]

    def as_json(self) -> Mapping[str, object]:
        """The row as plain values."""
        return {**asdict(self), "met": self.met}


def _told(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{figure:,} {name}" for name, figure in figures.items())
