"""Axes on a sheet: where a value stands, and round numbers to read it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from remit.engines.attribution.pictures.lettering import Hand
from remit.engines.attribution.pictures.sheet import EDGE, FOOT, RULE, Sheet

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
WANTED = 5
UNIT = Hand(12, colour=EDGE)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` laid from `start` to `end` in CSS pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where the value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> Sequence[float]:
        """Round values on the scale, about five.

        >>> Scale(0, 0.9, 0, 1).ticks
        (0.0, 0.2, 0.4, 0.6, 0.8)
        """
        rough = (self.high - self.low) / WANTED
        size: float = 10.0 ** floor(log10(rough))
        step = min((each * size for each in STEPS), key=lambda each: abs(each - rough))
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return tuple(round(place * step, 12) for place in range(first, last + 1))


def scale(values: Sequence[float], start: float, end: float, *, zero: bool = True) -> Scale:
    """A scale that holds all values with a little room; from or across nothing where `zero`."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    room = (high - low) * 0.05
    return Scale(low if zero and low == 0 else low - room, high + room, start, end)


def draw_across(sheet: Sheet, across: Scale, top: float, bottom: float, places: int = 2) -> None:
    """Ticks of a horizontal scale, numbers below."""
    for tick in across.ticks:
        x = across(tick)
        colour = EDGE if tick == 0 else RULE
        sheet.shape("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", stroke=colour, fill="none")
        sheet.text(x, bottom + 14, f"{tick:.{places}g}" if tick else "0", FOOT, "middle")


def draw_up(sheet: Sheet, up: Scale, left: float, right: float, *, per_cent: bool) -> None:
    """Ticks of a vertical scale, numbers at the left."""
    for tick in up.ticks:
        y = up(tick)
        sheet.shape("path", d=f"M{left:.1f} {y:.1f}H{right:.1f}", stroke=RULE, fill="none")
        sheet.text(left - 6, y + 4, f"{tick:.0%}" if per_cent else f"{tick:g}", FOOT, "end")
