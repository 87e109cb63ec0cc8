"""Where the segments of a share bar lie: lengths in per cent of the width, as texts for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from remit.web.components import Contrast, Number, Share, ShareBar
from remit.web.wording import pick

MARKS = 8
ROOM_FOR_NAME = Fraction(16, 100)
"""The part of the width from which a name fits into its segment."""
ROOM_ON_NARROW = Fraction(38, 100)
ROOM_FOR_PERCENT = Fraction(6, 100)


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a stacked bar."""

    start: str
    width: str
    mark: int
    system: bool
    name: str
    part: Number
    shows_name: bool
    shows_name_narrow: bool
    shows_percent: bool
    shows_percent_narrow: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line of the table: a bar from zero with its interval."""

    share: Share
    mark: int
    length: str
    low: str
    high: str
    has_interval: bool


@dataclass(frozen=True, slots=True)
class DrawnContrast:
    """Another way to share, as a thin bar."""

    contrast: Contrast
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A share bar ready for drawing."""

    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
    contrasts: tuple[DrawnContrast, ...]
    has_intervals: bool


def draw(bar: ShareBar) -> Drawn:
    """`bar` with every length reckoned; marks repeat after eight people."""
    marks = tuple(index % MARKS + 1 for index in range(len(bar.shares)))
    lines = tuple(_line(share, mark) for share, mark in zip(bar.shares, marks, strict=True))
    return Drawn(
        segments=_stack(bar.shares, [share.part for share in bar.shares]),
        lines=lines,
        contrasts=tuple(DrawnContrast(c, _stack(bar.shares, c.parts)) for c in bar.contrasts),
        has_intervals=any(line.has_interval for line in lines),
    )


def _stack(shares: Sequence[Share], parts: Sequence[Number]) -> tuple[Segment, ...]:
    exact = [Fraction(part) for part in parts]
    starts = [Fraction(0), *accumulate(exact)]
    return tuple(
        Segment(
            start=_percent(start),
            width=_percent(part),
            mark=index % MARKS + 1,
            system=share.system,
            name=pick(share.name),
            part=part,
            shows_name=part >= ROOM_FOR_NAME,
            shows_name_narrow=part >= ROOM_ON_NARROW,
            shows_percent=part >= ROOM_FOR_PERCENT,
            shows_percent_narrow=part >= ROOM_FOR_NAME,
        )
        for index, (share, part, start) in enumerate(zip(shares, exact, starts, strict=False))
        if part > 0
    )


def _line(share: Share, mark: int) -> Line:
    low, high = share.low, share.high
    return Line(
        share=share,
        mark=mark,
        length=_percent(Fraction(share.part)),
        low=_percent(Fraction(share.part if low is None else low)),
        high=_percent(Fraction(share.part if high is None else high)),
        has_interval=low is not None and high is not None and low != high,
    )


def _percent(part: Fraction) -> str:
    return f"{float(part) * 100:.3f}%"
