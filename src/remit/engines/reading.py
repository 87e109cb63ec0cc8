"""Reading values that somebody wrote by hand, so that every fault is told at once.

Idea: a reader never stops at the first fault. Each method returns a usable stand-in when it has noted
one, and the caller refuses at the end with all findings. Texts are YAML 1.2 in spirit: only true and
false are truth values (so `on:` and `no` stay words), doubled keys, aliases and Python tags are
refused, and depth and size are limited.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar, cast

import yaml

from remit.engines.findings import Finding, error
from remit.engines.words import Words

MOST_CHARACTERS = 1_000_000
MOST_DEPTH = 40
MOST_DIGITS = 60
NO_WORDS = Words("", "")
Mapped = Mapping[str, object]
E = TypeVar("E", bound=StrEnum)


class _Loader(yaml.SafeLoader):
    """A safe loader without aliases, doubled keys, deep nesting, and yes/no/on/off as truth."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.constructor.ConstructorError(None, None, "aliases are not allowed")
        if self.depth >= MOST_DEPTH:
            raise yaml.constructor.ConstructorError(None, None, "nested too deeply")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, yaml.MappingNode):
            _refuse_doubled_keys(node)
        return node


def _refuse_doubled_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if str(key.value) in seen:
            problem = f"the key {key.value!r} is written twice"
            raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        seen.add(str(key.value))


# Numbers stay as they were written: article 4.10 is not 4.1, and 0100 is not 64.
_NUMBERS = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}
_Loader.yaml_implicit_resolvers = {
    first: [
        pair
        for pair in pairs
        if pair[0] not in _NUMBERS and (pair[0] != "tag:yaml.org,2002:bool" or first in "tTfF")
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?|[-+]?[0-9]+/[0-9]+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _lines(root: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """The line on which each place of a document begins, counted from 1."""
    waiting = [("", root)] if root else []
    while waiting:
        place, node = waiting.pop()
        yield place, node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            waiting += [(f"{place}.{key.value}".lstrip("."), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(f"{place}[{number}]", value) for number, value in enumerate(node.value)]


class Reading:
    """One reading of one source: the faults found so far, and readers that add to them.

    >>> reading = Reading("pack")
    >>> reading.text({"name": "x"}, "title", "pack.yaml"), [f.id for f in reading.findings]
    ('', ['pack.missing'])
    """

    def __init__(self, prefix: str, *, both: bool = True) -> None:
        """`both` asks for both languages of every text; otherwise one is enough."""
        self.prefix = prefix
        self.both = both
        self.findings: list[Finding] = []
        self.lines: dict[str, int] = {}

    def fault(self, kind: str, where: str, zh: str, en: str) -> None:
        """Adds a finding `<prefix>.<kind>`, with the line where the place is written."""
        found = error(f"{self.prefix}.{kind}", where, zh, en)
        self.findings.append(replace(found, line=self.line(where)))

    def line(self, where: str) -> int:
        """The line of a place like `choices[2].owner` in the text last read, or of what holds it."""
        place = where
        while place and place not in self.lines:
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return self.lines[place] if place else 0

    def yaml(self, text: str, where: str) -> object:
        """What a YAML text says, or None with a finding that names line and column."""
        if len(text) > MOST_CHARACTERS:
            self.fault("too_large", where, "文本过长，请拆分。", "The text is too long; split it.")
            return None
        try:
            loader = _Loader(text)
            node = loader.get_single_node()
            self.lines = dict(_lines(node))
            return cast("object", loader.construct_document(node)) if node else None
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError) as fault:
            self._unreadable(where, fault)
            return None

    def _unreadable(self, where: str, fault: Exception) -> None:
        mark = getattr(fault, "problem_mark", None)
        problem = getattr(fault, "problem", None) or str(fault) or "unreadable"
        place = f"{where}:{mark.line + 1}:{mark.column + 1}" if mark else where
        self.fault(
            "unreadable",
            place,
            f"不是有效的 YAML（{problem}）。请检查该行的缩进和标点。",
            f"Not valid YAML ({problem}). Check indentation and punctuation there.",
        )

    def mapping(self, value: object, where: str) -> Mapped:
        """The value as a mapping with text keys; empty, with a finding, when it is none."""
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return cast("Mapped", value)
        self._kind(where, "键值对", "a mapping of names to values")
        return {}

    def entries(self, source: Mapped, key: str, where: str) -> list[tuple[str, Mapped]]:
        """The mappings listed under `key`, each with its place; empty when the key is missing."""
        listed = self.listed(source, key, where)
        places = [(f"{where}.{key}[{number}]", entry) for number, entry in enumerate(listed)]
        return [(place, self.mapping(entry, place)) for place, entry in places]

    def listed(self, source: Mapped, key: str, where: str) -> list[object]:
        """The list under `key`; empty when the key is missing."""
        value = source.get(key)
        if value is None:
            return []
        if isinstance(value, list | tuple):
            return list(value)
        self._kind(f"{where}.{key}", "列表", "a list")
        return []

    def texts(self, source: Mapped, key: str, where: str) -> tuple[str, ...]:
        """The list of texts under `key`; a single text counts as a list of one."""
        value = source.get(key)
        listed = [value] if isinstance(value, str) else self.listed(source, key, where)
        for entry in listed:
            if not isinstance(entry, str):
                self._kind(f"{where}.{key}", "文字列表", "a list of texts")
        return tuple(entry for entry in listed if isinstance(entry, str))

    def text(self, source: Mapped, key: str, where: str, *, needed: bool = True) -> str:
        """The text under `key`, or "" (with a finding when it is needed)."""
        value = source.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and _UNSEEN.search(value):
            self._kind(f"{where}.{key}", "不含控制字符的文字", "a text without control characters")
            return ""
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self._kind(f"{where}.{key}", "文字", "a text")
        elif needed:
            self.missing(where, key)
        return ""

    def words(self, source: Mapped, key: str, where: str, *, needed: bool = True) -> Words:
        """The text in both languages under `key`: `{zh: ..., en: ...}`."""
        value = source.get(key)
        if value is None:
            if needed:
                self.missing(where, key)
            return NO_WORDS
        pair = self.mapping(value, f"{where}.{key}")
        self.only(pair, ("zh", "en"), f"{where}.{key}")
        needed = self.both or not pair
        sides = (self.text(pair, side, f"{where}.{key}", needed=needed) for side in ("zh", "en"))
        return Words(*sides)

    def flag(self, source: Mapped, key: str, where: str, *, default: bool | None = None) -> bool:
        """The true or false under `key`; without a default it is needed."""
        value = source.get(key)
        if isinstance(value, bool):
            return value
        if value is not None:
            self._kind(f"{where}.{key}", "true 或 false", "true or false")
        elif default is None:
            self.missing(where, key)
        return bool(default)

    def day(self, source: Mapped, key: str, where: str, *, needed: bool = False) -> date | None:
        """The day under `key` (a date, or text like 2026-05-03)."""
        value = source.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is None:
            if needed:
                self.missing(where, key)
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._kind(f"{where}.{key}", "形如 2026-05-03 的日期", "a date like 2026-05-03")
            return None

    def number(self, source: Mapped, key: str, where: str, *, needed: bool = True) -> Fraction:
        """The exact number under `key`; zero, with a finding, when there is none."""
        value = source.get(key)
        if value is None:
            if needed:
                self.missing(where, key)
            return Fraction(0)
        number = exact(value)
        if number is None:
            self._kind(f"{where}.{key}", "数字", "a number")
        return number or Fraction(0)

    def whole(self, source: Mapped, key: str, where: str, *, needed: bool = True) -> int:
        """The whole number under `key`; zero, with a finding, when there is none."""
        value = source.get(key)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self._kind(f"{where}.{key}", "整数", "a whole number")
        elif needed:
            self.missing(where, key)
        return 0

    def one_of(self, kinds: type[E], source: Mapped, key: str, where: str, default: E) -> E:
        """The member of `kinds` named under `key`; the default when the key is missing."""
        value = source.get(key)
        if value is None:
            return default
        names = [kind.value for kind in kinds]
        if value in names:
            return kinds(value)
        self.unknown(f"{where}.{key}", str(value), names)
        return default

    def only(self, source: Mapped, allowed: Collection[str], where: str) -> None:
        """Adds a finding for every key that is not `allowed`, with the nearest one that is."""
        for key in source:
            if key not in allowed:
                self.unknown(where, key, allowed)

    def missing(self, where: str, key: str) -> None:
        """Adds the finding that `key` is missing."""
        self.fault("missing", where, f"缺少“{key}”。请补上。", f"“{key}” is missing. Add it.")

    def unknown(self, where: str, name: str, allowed: Iterable[str]) -> None:
        """Adds the finding that `name` is not known, with the nearest known name."""
        near = difflib.get_close_matches(name, list(allowed), n=1)
        zh, en = (f"是否指“{near[0]}”？", f" Did you mean “{near[0]}”?") if near else ("", "")
        self.fault(
            "unknown_name",
            where,
            f"不认识“{name}”。{zh}请改正或先定义。",
            f"“{name}” is not known.{en} Correct it, or define it first.",
        )

    def _kind(self, where: str, zh: str, en: str) -> None:
        self.fault(
            "wrong_kind", where, f"此处应为{zh}。请改正。", f"This must be {en}. Correct it."
        )


def exact(value: object) -> Fraction | None:
    """The number as an exact fraction as it was written (0.1 is a tenth), or None.

    Texts may have an exponent of two digits; no number has more than 60 characters.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str | Fraction):
        return None
    if isinstance(value, Fraction):
        return value
    text = str(value)
    if len(text) > MOST_DIGITS or not _NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None
