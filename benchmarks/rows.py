"""One goal, the figure measured for it, and the named peer it was measured beside."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

INSTALL = "`make bench` installs it"


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, ours and the peer's in the same unit and the same run.

    `ratio` is what the goal speaks of; `met` is None where something is missing, and `note` then
    says what and how to get it.
    """

    what: str
    figure: float | None
    unit: str
    peer: str
    peer_figure: float | None
    ratio: float | None
    goal: str
    met: bool | None
    note: str = ""

    def cells(self) -> list[str]:
        """The row as texts, in the order of the board's columns."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        met = {True: "yes", False: "NO", None: self.note}[self.met]
        figures = (_short(self.figure), self.unit, self.peer, _short(self.peer_figure))
        return [self.what, *figures, ratio, self.goal, met]

    def as_json(self) -> Mapping[str, object]:
        """The row as plain values."""
        return asdict(self)


def _short(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:,.4g}"


def at_most_times(what: str, ours: float, unit: str, peer: str, theirs: float, times: float) -> Row:
    """Ours may cost at most `times` the peer's."""
    ratio = ours / theirs
    return Row(what, ours, unit, peer, theirs, ratio, f"at most {times:g}x", ratio <= times)


def times_less(what: str, ours: float, unit: str, peer: str, theirs: float, times: float) -> Row:
    """The peer's must cost at least `times` ours."""
    ratio = theirs / ours
    return Row(what, ours, unit, peer, theirs, ratio, f"{times:g}x less", ratio >= times)


def at_most(what: str, ours: float, unit: str, peer: str, theirs: float, most: float) -> Row:
    """Ours may be at most `most`; the peer's stands beside it for comparison."""
    ratio = ours / theirs
    return Row(what, ours, unit, peer, theirs, ratio, f"at most {most:g} {unit}", ours <= most)


def missing(what: str, unit: str, peer: str, goal: str, note: str) -> Row:
    """Nothing was measured, because of what `note` says and how to mend it."""
    return Row(what, None, unit, peer, None, None, goal, None, note)


def peer_missing(what: str, unit: str, peer: str, goal: str) -> Row:
    """Nothing was measured, because the peer is not installed."""
    return missing(what, unit, peer, goal, f"{peer} is missing: {INSTALL}")
