"""Formulas of the exchange format as formulas of ours.

Source: Open-PSA Model Exchange Format 2.0, part IV (fault tree layer). What we have no word for is
said by what we have: exclusive or, equivalence, implication, nand and nor become and, or and not.
"""

from collections.abc import Callable
from typing import NamedTuple

from remit.engines.faulttree.mef_xml import Element, Faults
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum

MOST_DOUBLED = 8
MOST_DIGITS = 6
REFERENCES = ("gate", "basic-event", "house-event", "event")


def conjunction(parts: tuple[Formula, ...]) -> Formula:
    """All of the parts, each said once; a single part is said by itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else AllOf(parts) if parts else Constant(value=True)


def disjunction(parts: tuple[Formula, ...]) -> Formula:
    """Any of the parts, each said once; a single part is said by itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else AnyOf(parts) if parts else Constant(value=False)


def at_least(count: int, parts: tuple[Formula, ...]) -> Formula:
    """At least `count` of the parts, a constant where that is always or never so."""
    if 0 < count <= len(parts):
        return Quorum(count, parts) if len(parts) > 1 else parts[0]
    return Constant(count <= 0)


def normal(formula: Formula) -> Formula:
    """The same with parts said once and without connectives that connect nothing."""
    match formula:
        case Not(part):
            return Not(normal(part))
        case AllOf(parts):
            return conjunction(tuple(map(normal, parts)))
        case AnyOf(parts):
            return disjunction(tuple(map(normal, parts)))
        case Quorum(count, parts):
            return at_least(count, tuple(map(normal, parts)))
        case _:
            return formula


def _exclusive(parts: tuple[Formula, ...]) -> Formula:
    first, second = parts
    return disjunction((conjunction((first, Not(second))), conjunction((Not(first), second))))


def _equivalent(parts: tuple[Formula, ...]) -> Formula:
    first, second = parts
    return disjunction((conjunction((first, second)), conjunction((Not(first), Not(second)))))


class _Word(NamedTuple):
    """One connective: how many parts it takes (None: any number), and what it says of them."""

    parts: int | None
    said: Callable[[tuple[Formula, ...]], Formula]


DOUBLING = {"xor", "iff"}
CONNECTIVES = {
    "and": _Word(None, conjunction),
    "or": _Word(None, disjunction),
    "nand": _Word(None, lambda parts: Not(conjunction(parts))),
    "nor": _Word(None, lambda parts: Not(disjunction(parts))),
    "not": _Word(1, lambda parts: Not(parts[0])),
    "xor": _Word(2, _exclusive),
    "iff": _Word(2, _equivalent),
    "imply": _Word(2, lambda parts: disjunction((Not(parts[0]), parts[1]))),
}
READ = (*CONNECTIVES, "atleast", "constant", *REFERENCES)
NEVER = Constant(value=False)


class Formulas:
    """Reads formulas; `referred` turns a reference into the name of what it means."""

    def __init__(self, faults: Faults, referred: Callable[[Element], str]) -> None:
        self._faults = faults
        self._referred = referred

    def formula(self, element: Element, doubled: int = 0) -> Formula:
        """The formula an element says; a constant, with a finding, when it says none."""
        tag = element.tag
        if tag in REFERENCES:
            return Is(self._referred(element))
        if tag == "constant":
            return Constant(self.truth(element))
        if tag not in CONNECTIVES and tag != "atleast":
            self._faults.unknown(element.place, tag, READ)
            return NEVER
        doubled += tag in DOUBLING
        if doubled > MOST_DOUBLED:
            self._wrong(
                element,
                f"异或、等价嵌套超过 {MOST_DOUBLED} 层。请把内层写成单独的门。",
                f"xor and iff are nested more than {MOST_DOUBLED} deep. Give the inner ones gates"
                " of their own.",
            )
            return NEVER
        parts = tuple(self.formula(child, doubled) for child in element.children)
        return self._connected(element, parts)

    def _connected(self, element: Element, parts: tuple[Formula, ...]) -> Formula:
        if element.tag == "atleast":
            return self._quorum(element, parts)
        word = CONNECTIVES[element.tag]
        if not parts or (word.parts or len(parts)) != len(parts):
            self._wrong(
                element,
                f"<{element.tag}> 的部分个数不对（{len(parts)}）。请改正。",
                f"<{element.tag}> has the wrong number of parts ({len(parts)}). Correct it.",
            )
            return NEVER
        return word.said(parts)

    def _quorum(self, element: Element, parts: tuple[Formula, ...]) -> Formula:
        text = element.attributes.get("min", "")
        count = int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else len(parts) + 1
        if count > len(parts):
            self._wrong(
                element,
                f"min 应为不超过 {len(parts)} 的整数。请改正。",
                f"min must be a whole number of at most {len(parts)}. Correct it.",
            )
        return at_least(count, parts)

    def truth(self, element: Element) -> bool:
        """The truth value written; false, with a finding, when there is none."""
        text = element.attributes.get("value", "")
        if text not in ("true", "false", "1", "0"):
            self._wrong(
                element,
                "value 应为 true 或 false。请改正。",
                "value must be true or false. Correct it.",
            )
        return text in ("true", "1")

    def _wrong(self, element: Element, zh: str, en: str) -> None:
        self._faults.fault("formula", element.place, zh, en)
