"""Expressions cut into words and signs.

Names of FEEL may hold spaces and signs ("Approved/Declined"); the names that a model defines are
therefore looked for first, the longest before the shorter (DMN 1.5, 10.3.1.2).
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

MOST_CHARACTERS = 20_000


class Dialect(StrEnum):
    """Which language a text is written in."""

    FEEL = "S-FEEL"
    JDM = "JDM"


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SIGN = "sign"
    END = "end"


class Token(NamedTuple):
    """One word or sign; `at` is its place in the text, counted from 1."""

    sort: Sort
    text: str
    at: int


class Unparsable(Exception):
    """A text that is no expression: the place, counted from 1, and why, in both languages."""

    def __init__(self, at: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.at, self.zh, self.en = at, zh, en


_SPACE = re.compile(r"\s+")
_FEEL = re.compile(
    r"""(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<name>date\s+and\s+time\b|[^\W\d]\w*)
    |(?P<sign>\*\*|\.\.|<=|>=|!=|[-+*/=<>()\[\],.?@])""",
    re.VERBOSE | re.DOTALL,
)
_JDM = re.compile(
    r"""(?P<number>\d(?:[\d_]*\d)?(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>[^\W\d]\w*|[$\#])
    |(?P<sign>\.\.|<=|>=|!=|==|[-+*/%^<>()\[\],.])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def tokens(text: str, dialect: Dialect, names: Iterable[str] = ()) -> list[Token]:
    """The tokens of a text, with an end mark; raises Unparsable."""
    if len(text) > MOST_CHARACTERS:
        raise Unparsable(
            MOST_CHARACTERS,
            f"超过 {MOST_CHARACTERS:,} 个字符。请拆分。",
            f"More than {MOST_CHARACTERS:,} characters. Split it.",
        )
    signs = _FEEL if dialect is Dialect.FEEL else _JDM
    known = _known(frozenset(names)) if dialect is Dialect.FEEL else None
    found: list[Token] = []
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        match = (known and known.match(text, at)) or signs.match(text, at)
        if not match:
            raise _strange(text, at)
        found.append(_token(match, at))
        at = match.end()
    return [*found, Token(Sort.END, "", len(text) + 1)]


@lru_cache(maxsize=256)
def _known(names: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern for the names that are more than one plain word."""
    odd = sorted((name for name in names if not name.isidentifier()), key=len, reverse=True)
    ways = "|".join(r"\s+".join(map(re.escape, name.split())) for name in odd if name.split())
    return re.compile(rf"(?P<name>{ways})(?!\w)") if ways else None


def _token(match: re.Match[str], at: int) -> Token:
    sort = Sort(match.lastgroup or "")
    text = match.group()
    if sort is Sort.NAME:
        text = " ".join(text.split())
    elif sort is Sort.TEXT:
        text = _ESCAPED.sub(_unescaped, text[1:-1])
    return Token(sort, text, at + 1)


def _unescaped(match: re.Match[str]) -> str:
    sign = match.group(1)
    if len(sign) == 1:
        return _ESCAPES.get(sign, sign)
    code = int(sign[1:], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"


def _strange(text: str, at: int) -> Unparsable:
    if text[at] in "\"'":
        return Unparsable(at + 1, "引号没有结束。请补上。", "The quotation has no end. Close it.")
    sign = text[at]
    return Unparsable(at + 1, f"此处不能用“{sign}”。", f"“{sign}” means nothing here.")
