"""XML as plain trees of elements, each with its line, and nothing that reaches or grows beyond the text.

Read with the standard library's expat: a DOCTYPE is refused, and with it every entity. Only elements
of the wanted namespaces are kept; what others have put between them is left out.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

MOST_CHARACTERS = 8_000_000
MOST_ELEMENTS = 200_000
MOST_DEPTH = 60
Told = Callable[[str, int, str, str], None]
"""How a fault is told: kind, line, and the words in Chinese and English."""


class Element(NamedTuple):
    """One element; its name without namespace, and the line in which it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"]
    texts: list[str]

    def all(self, *tags: str) -> Iterator["Element"]:
        """The elements directly inside that have one of these names."""
        return (child for child in self.children if child.tag in tags)

    def first(self, *tags: str) -> "Element | None":
        """The first element directly inside that has one of these names."""
        return next(self.all(*tags), None)

    def get(self, attribute: str) -> str:
        """An attribute, or ""."""
        return self.attributes.get(attribute, "").strip()

    @property
    def text(self) -> str:
        """What is written directly inside, without spaces around it."""
        return "".join(self.texts).strip()


class _Stopped(Exception):
    """Reading cannot go on; the fault is told."""


class _Assembly:
    """The tree while it is read."""

    def __init__(self, wanted: Callable[[str], bool], told: Told) -> None:
        self.wanted, self.told = wanted, told
        self.elements = 0
        self.foreign = 0
        self.open = [Element("", {}, 0, [], [])]
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.doctype

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            self.too_many("元素", "elements", MOST_ELEMENTS)
        if len(self.open) + self.foreign > MOST_DEPTH:
            self.too_many("层嵌套", "levels", MOST_DEPTH)
        space, _, tag = name.rpartition(" ")
        if self.foreign or not self.wanted(space):
            self.foreign += 1
            return
        element = Element(tag, attributes, self.line, [], [])
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, _name: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.open.pop()

    def characters(self, text: str) -> None:
        if not self.foreign:
            self.open[-1].texts.append(text)

    def doctype(self, *_declared: object) -> None:
        self.told(
            "doctype",
            self.line,
            "文件带有 DOCTYPE 声明。此处不需要它，而它可用来读取其他文件或耗尽内存。请删去。",
            "The file declares a DOCTYPE. None is needed, and it can be used to read other files"
            " or to exhaust memory. Remove it.",
        )
        raise _Stopped

    def too_many(self, zh: str, en: str, most: int) -> None:
        self.told(
            "too_large",
            self.line,
            f"文件超过 {most:,} 个{zh}的上限。请拆分。",
            f"More than {most:,} {en}. Split the file.",
        )
        raise _Stopped


def read_markup(text: str, wanted: Callable[[str], bool], told: Told) -> Element | None:
    """The outermost element whose namespace is `wanted`; None, with a fault told, if it cannot be read."""
    if len(text) > MOST_CHARACTERS:
        told(
            "too_large",
            0,
            f"文本超过 {MOST_CHARACTERS:,} 个字符的上限。请拆分。",
            f"More than {MOST_CHARACTERS:,} characters. Split the file.",
        )
        return None
    assembly = _Assembly(wanted, told)
    try:
        assembly.parser.Parse(text, True)  # noqa: FBT003 - expat names no argument
    except _Stopped:
        return None
    except (expat.ExpatError, UnicodeError) as broken:
        told(
            "malformed",
            assembly.line,
            f"不是有效的 XML（{broken}）。请修复该处或重新导出。",
            f"Not valid XML ({broken}). Mend it there, or export the file again.",
        )
        return None
    return assembly.open[0].children[0] if assembly.open[0].children else None
