"""Files of the exchange format as plain trees of elements, every element with its line.

Read with the standard library's expat, without anything that could reach outside the text or grow
inside it: a DOCTYPE is refused, and with it every entity. Prefixes of namespaces are dropped.
"""

from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers import expat

from remit.engines.findings import Refusal
from remit.engines.reading import Reading

MOST_CHARACTERS = 32_000_000
MOST_ELEMENTS = 300_000
MOST_DEPTH = 100
MOST_FAULTS = 100


class Element(NamedTuple):
    """One element; `place` says the text and the line in which it begins."""

    tag: str
    attributes: dict[str, str]
    place: str
    children: list["Element"]
    text: list[str]

    @property
    def name(self) -> str:
        """Its attribute `name`, or ""."""
        return self.attributes.get("name", "")


class UnreadableFaultTree(Refusal):
    """A model that cannot be read, or a tree that cannot be written; nothing was."""


class Faults(Reading):
    """The faults of one model; at the last one that is listed reading stops."""

    def __init__(self) -> None:
        super().__init__("mef")

    def fault(self, kind: str, where: str, zh: str, en: str) -> None:
        """Adds a finding `mef.<kind>`. Raises UnreadableFaultTree when there are too many."""
        super().fault(kind, where, zh, en)
        if len(self.findings) >= MOST_FAULTS:
            self.refuse_if_any()

    def refuse_if_any(self) -> None:
        """Raises UnreadableFaultTree when a fault was noted."""
        if self.findings:
            raise UnreadableFaultTree(*self.findings)


class _Stopped(Exception):
    """Reading of this text cannot go on; the fault is noted."""


class _Assembly:
    """The tree of one text while it is read."""

    def __init__(self, faults: Faults, prefix: str) -> None:
        self._faults, self._prefix = faults, prefix
        self._elements = 0
        self.open = [Element("", {}, "", [], [])]
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype

    @property
    def place(self) -> str:
        return f"{self._prefix}line {self.parser.CurrentLineNumber}"

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            self._too_many("元素", "elements", MOST_ELEMENTS)
        if len(self.open) > MOST_DEPTH:
            self._too_many("层嵌套", "levels", MOST_DEPTH)
        element = Element(_plain(tag), attributes, self.place, [], [])
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _tag: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        self.open[-1].text.append(text)

    def _doctype(self, *_declared: object) -> None:
        self._faults.fault(
            "doctype",
            self.place,
            "文件带有 DOCTYPE 声明。故障树文件不需要它，而它可用来读取其他文件或耗尽内存。请删去。",
            "The file declares a DOCTYPE. Fault trees need none, and it can be used to read other"
            " files or to exhaust memory. Remove it.",
        )
        raise _Stopped

    def _too_many(self, zh: str, en: str, most: int) -> None:
        self._faults.fault(
            "too_large",
            self.place,
            f"文件超过 {most:,} 个{zh}的上限。请拆分。",
            f"More than {most:,} {en}. Split the model.",
        )
        raise _Stopped


def _plain(tag: str) -> str:
    return tag.rpartition(":")[2]


def read_elements(texts: Sequence[str], faults: Faults) -> list[Element]:
    """The outermost element of every text that can be read; faults are noted in `faults`."""
    if sum(map(len, texts)) > MOST_CHARACTERS:
        faults.fault(
            "too_large",
            "text",
            f"文本超过 {MOST_CHARACTERS:,} 个字符的上限。请拆分。",
            f"More than {MOST_CHARACTERS:,} characters. Split the model.",
        )
        return []
    roots: list[Element] = []
    for number, text in enumerate(texts, 1):
        assembly = _Assembly(faults, f"text {number}, " if len(texts) > 1 else "")
        try:
            assembly.parser.Parse(text, True)  # noqa: FBT003 - expat names no argument
        except _Stopped:
            continue
        except expat.ExpatError as broken:
            _malformed(faults, assembly.place, expat.ErrorString(broken.code))
        except UnicodeError as broken:
            _malformed(faults, assembly.place, str(broken))
        else:
            roots += assembly.open[0].children
    return roots


def _malformed(faults: Faults, place: str, reason: str) -> None:
    faults.fault(
        "malformed",
        place,
        f"不是有效的 XML（{reason}）。请修复该处或重新导出。",
        f"Not valid XML ({reason}). Mend it there, or export the model again.",
    )
