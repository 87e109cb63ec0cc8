"""Letters on paper: which may be printed, how wide a line is, where a text breaks.

Idea: no font is at hand when a picture is reckoned, so widths are estimated from above, by the
widths of a common sans-serif face (Chinese one em, Latin by a table of characters). Chinese lines
neither begin with a closing mark nor end with an opening one (GB/T 15834-2011, 5.1).
"""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import bidirectional, category, east_asian_width

FIRM_SPACE = "\u00a0"
INK = "#1b2126"
MUTED = "#5b6570"

_EMS = {
    "ijl'|": 0.24, f" {FIRM_SPACE}ft.,:;!/\\I[]": 0.29, "r()-`\"*{}": 0.39, "ckvxyzsJ": 0.52,
    "wACDHNRUGOQVXY&": 0.75, "mMW%@": 0.92,
}  # fmt: skip
_EM = {letter: ems for letters, ems in _EMS.items() for letter in letters}
_OTHER = 0.62
_BOLD = 1.06
_CLOSING = set("，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%")
_OPENING = set("（《〈「『【〔“‘([{")
_TURNING = set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\ufeff")
_ISOLATE, _RELEASE = "\u2068", "\u2069"


class Hand(NamedTuple):
    """How a line is written: `size` in the picture's units."""

    size: float
    bold: bool = False
    colour: str = INK

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return round(self.size * 1.4)


def printable(text: str) -> str:
    """The text on one line, without what XML forbids, control characters and turns of direction."""
    line = "".join(" " if c.isspace() and c != FIRM_SPACE else c for c in text if _lawful(c))
    return " ".join(part for part in line.split(" ") if part)


def isolated(text: str) -> str:
    """The text so that its direction of writing leaves its neighbours alone."""
    if any(bidirectional(letter) in {"R", "AL"} for letter in text):
        return f"{_ISOLATE}{text}{_RELEASE}"
    return text


def line_width(text: str, hand: Hand) -> float:
    """How wide the line is at most, in the picture's units."""
    return sum(map(_ems, text)) * hand.size * (_BOLD if hand.bold else 1)


def wrapped(text: str, hand: Hand, room: float, most: int = 6) -> tuple[str, ...]:
    """The text in lines no wider than `room`; beyond `most` lines it ends with an ellipsis."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(printable(text), hand, room):
        if line and line_width((line + piece).rstrip(), hand) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], hand, room)]
    return tuple(line for line in lines if line)


def _lawful(letter: str) -> bool:
    if letter.isspace():
        return True
    code = ord(letter)
    unassigned = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not unassigned and category(letter) not in {"Cc", "Cs"} and letter not in _TURNING


@lru_cache(maxsize=8192)
def _ems(letter: str) -> float:
    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    if east_asian_width(letter) in {"W", "F", "A"}:
        return 1
    return _EM.get(letter, 0.75 if letter.isupper() else 0.56 if letter.isascii() else _OTHER)


def _pieces(text: str, hand: Hand, room: float) -> list[str]:
    """The parts between which a line may break; what is too wide for a line is broken anywhere."""
    pieces: list[str] = list(text[:1])
    for before, after in pairwise(text):
        if _may_break(before, after) or (
            not _joins(after) and line_width(pieces[-1] + after, hand) > room
        ):
            pieces.append(after)
        else:
            pieces[-1] += after
    return pieces


def _may_break(before: str, after: str) -> bool:
    if _joins(after) or after in {" ", FIRM_SPACE}:
        return False
    if before in {" ", FIRM_SPACE}:
        return before == " "
    if after in _CLOSING or before in _OPENING:
        return False
    return _ems(before) == 1 or _ems(after) == 1


def _joins(letter: str) -> bool:
    return _ems(letter) == 0


def _cut(line: str, hand: Hand, room: float) -> str:
    while line and line_width(line + "…", hand) > room:
        line = line[:-1].rstrip()
    return line + "…"
