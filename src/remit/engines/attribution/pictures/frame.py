"""What surrounds every picture: its finding as a heading, the key to its signs, its foot."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from remit.engines.attribution.pictures.lettering import line_width, wrapped
from remit.engines.attribution.pictures.sheet import BODY, FOOT, NOTE, RULE, TITLE, Sheet

MARGIN = 16.0
SIGN = 22.0
"""The width of a sign in the key; it is 14 high."""


class Key(NamedTuple):
    """A sign, drawn from its left upper corner, and what it means."""

    draw: Callable[[Sheet, float, float], None]
    meaning: str


def draw_head(sheet: Sheet, title: str, lead: str) -> float:
    """The finding and a sentence about it; returns where the picture may begin."""
    sheet.group("head")
    room = sheet.width - 2 * MARGIN
    y = sheet.lines(MARGIN, MARGIN - 4, wrapped(title, TITLE, room), TITLE)
    return sheet.lines(MARGIN, y + 2, wrapped(lead, BODY, room), BODY) + 16


def draw_keys(sheet: Sheet, keys: Iterable[Key], y: float) -> float:
    """The signs used, side by side and then below; returns where the next may begin."""
    sheet.group("keys")
    x, room = MARGIN, sheet.width - 2 * MARGIN
    bottom = y
    for key in keys:
        lines = wrapped(key.meaning, NOTE, room - SIGN - 8)
        width = SIGN + 8 + max(line_width(line, NOTE) for line in lines)
        if x > MARGIN and x + width > MARGIN + room:
            x, y = MARGIN, bottom + 4
        key.draw(sheet, x, y + 3)
        bottom = max(bottom, sheet.lines(x + SIGN + 8, y, lines, NOTE))
        x += width + 24
    return bottom + 8


def draw_foot(sheet: Sheet, lines: Sequence[str], y: float) -> float:
    """Why the figures may be trusted; returns the height of the whole sheet."""
    sheet.group("foot")
    room = sheet.width - 2 * MARGIN
    sheet.shape("path", d=f"M{MARGIN} {y}H{MARGIN + room}", stroke=RULE, fill="none")
    y += 4
    for line in lines:
        y = sheet.lines(MARGIN, y, wrapped(line, FOOT, room), FOOT)
    return y + MARGIN
