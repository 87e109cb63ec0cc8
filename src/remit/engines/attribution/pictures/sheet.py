"""A sheet of paper that becomes an SVG text: the product's colours, lines of text, shapes.

Everything is written as attributes, without style sheets, scripts or links, so that a strict
content policy, a word processor and a printer show the same picture.
"""

import hashlib
from collections.abc import Sequence
from fractions import Fraction
from itertools import count
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from remit.engines.attribution.pictures.lettering import MUTED, Hand, printable

SURFACE = "#ffffff"
SUNK = "#f4f2ec"
RULE = "#e2ded6"
EDGE = "#7c858d"
SLATE = "#46515b"
PALE = "#eceff1"
MARKS = (
    "#0f6b5c", "#d9a441", "#2c4a86", "#a8cbdc", "#b084b8", "#6b7728", "#2f3338", "#e6dbc6",
)  # fmt: skip
"""The colours of persons, in order and from the start again, as in the product's share bars."""

TITLE = Hand(19, bold=True)
NAME = Hand(15, bold=True)
FIGURE = Hand(18, bold=True)
BODY = Hand(14)
STRONG = Hand(14, bold=True)
NOTE = Hand(13, colour=MUTED)
FOOT = Hand(12, colour=MUTED)

_FACES = {
    "zh": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    "en": "'Source Sans 3', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans CJK SC', "
    "sans-serif",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Value = str | float | Fraction


class Sheet:
    """One picture in the making; positions in CSS pixels from the top left."""

    def __init__(self, name: str, key: str, language: str, width: float) -> None:
        """`name` and `key` keep the picture's ids apart from those of others on one page."""
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
        self.id = f"{name}-{digest[:8]}"
        self.width = width
        self._numbers = count(1)
        zh = language.startswith("zh")
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "version": "1.1"})
        self._root_attributes = {
            "role": "img",
            _LANG: "zh-Hans" if zh else "en",
            "font-family": _FACES["zh" if zh else "en"],
            "aria-labelledby": f"{self.id}-title {self.id}-desc",
        }
        self._title = SubElement(self.root, "title", {"id": f"{self.id}-title"})
        self._description = SubElement(self.root, "desc", {"id": f"{self.id}-desc"})
        self._add_hatch()
        self._paper = SubElement(self.root, "rect", {"class": "paper", "fill": SURFACE})
        self._into = self.root

    @property
    def hatch(self) -> str:
        """The fill of the system account."""
        return f"url(#{self.id}-hatch)"

    def _add_hatch(self) -> None:
        pattern = SubElement(
            SubElement(self.root, "defs"),
            "pattern",
            {
                "id": f"{self.id}-hatch", "width": "8", "height": "8",
                "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
            },
        )  # fmt: skip
        SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": SURFACE})
        line = {"x1": "0", "y1": "0", "x2": "0", "y2": "8", "stroke": EDGE, "stroke-width": "3"}
        SubElement(pattern, "line", line)

    def group(self, kind: str, title: str = "") -> None:
        """What follows belongs to a new group of that class; `title` is shown on pointing at it."""
        self._into = SubElement(self.root, "g", {"class": kind})
        self._into.set("id", f"{self.id}-{next(self._numbers)}")
        if title:
            SubElement(self._into, "title").text = printable(title)

    def shape(self, tag: str, **attributes: Value) -> None:
        """A shape is added; underscores in names stand for hyphens, empty values are left out."""
        given = {
            name.strip("_").replace("_", "-"): written(value)
            for name, value in attributes.items()
            if value != ""
        }
        SubElement(self._into, tag, given)

    def text(self, x: float, y: float, line: str, hand: Hand, anchor: str = "start") -> None:
        """One line, standing on `y`."""
        attributes = {
            "x": written(x), "y": written(y), "font-size": written(hand.size), "fill": hand.colour,
        }  # fmt: skip
        if hand.bold:
            attributes["font-weight"] = "600"
        if anchor != "start":
            attributes["text-anchor"] = anchor
        SubElement(self._into, "text", attributes).text = printable(line)

    def lines(self, x: float, y: float, lines: Sequence[str], hand: Hand) -> float:
        """Lines below `y`; returns where the next thing may begin."""
        for line in lines:
            y += hand.leading
            self.text(x, y - 0.32 * hand.size, line, hand)
        return y

    def finished(self, height: float, title: str, description: str, room: float) -> str:
        """The SVG text, as wide as the sheet, or less if there is less `room`."""
        size = {"width": written(self.width), "height": written(height)}
        self.root.set("viewBox", f"0 0 {size['width']} {size['height']}")
        self.root.set("width", written(min(room, self.width)))
        for name, value in self._root_attributes.items():
            self.root.set(name, value)
        self._paper.attrib.update(size)
        self._title.text, self._description.text = printable(title), printable(description)
        indent(self.root, space=" ")
        return tostring(self.root, encoding="unicode") + "\n"


def written(value: Value) -> str:
    """A number as SVG wants it, with three places at most; texts as they are."""
    if isinstance(value, str):
        return value
    text = f"{float(value):.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
