"""What a model of the exchange format defines, by name, wherever in its texts it stands."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from remit.engines.faulttree.mef_xml import Element, Faults

DEFINED = {
    "define-gate": "gate",
    "define-basic-event": "basic-event",
    "define-house-event": "house-event",
    "define-parameter": "parameter",
}
SCOPES = ("define-fault-tree", "define-component")
CONTAINERS = ("opsa-mef", "model-data", *SCOPES)
TOLD = ("label", "attributes")
MOST_COMPARED = 5000


class Definition(NamedTuple):
    """One gate, event or parameter; `scope` is the path of its component with a dot behind."""

    kind: str
    name: str
    scope: str
    element: Element

    @property
    def said(self) -> list[Element]:
        """What defines it: all children but label and attributes."""
        return [child for child in self.element.children if child.tag not in TOLD]

    @property
    def label(self) -> str:
        """The text of its label, or ""."""
        labels = (child for child in self.element.children if child.tag == "label")
        return "".join(text for label in labels for text in label.text).strip()

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, name by value."""
        groups = (child for child in self.element.children if child.tag == "attributes")
        each = (attribute for group in groups for attribute in group.children)
        return {attribute.name: attribute.attributes.get("value", "") for attribute in each}


class Names:
    """Definitions by name, and by their path for those who look from inside a component."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._by_path: dict[str, Definition] = {}
        self.all: dict[str, Definition] = {}

    def add(self, definition: Definition) -> None:
        """Adds a definition; a name that is taken is a fault."""
        path = definition.scope + definition.element.name
        earlier = self._by_path.get(path) or self.all.get(definition.name)
        self._by_path[path] = self.all[definition.name] = definition
        if earlier:
            self._faults.fault(
                "defined_twice",
                definition.element.place,
                f"“{path}”已在 {earlier.element.place} 定义。请删去其一。",
                f"“{path}” is defined at {earlier.element.place} already. Remove one of them.",
            )

    def find(self, name: str, scope: str) -> Definition | None:
        """What a name means in a component, else what it means everywhere; None when nothing."""
        everywhere = self._by_path if "." in name else self.all
        return self._by_path.get(scope + name) or everywhere.get(name)

    def refuse_unknown(self, place: str, name: str) -> None:
        """Notes that a name means nothing, with the nearest of the first names that do."""
        self._faults.unknown(place, name, islice(self.all, MOST_COMPARED))

    def refuse_loop(self, circle: list[str]) -> None:
        """Notes that definitions depend on each other in a circle."""
        loop = " -> ".join(circle)
        self._faults.fault(
            "loop",
            self.all[circle[0]].element.place,
            f"存在循环：{loop}。请断开。",
            f"These depend on each other in a circle: {loop}. Break it.",
        )


def gather(roots: Iterable[Element], events: Names, parameters: Names, faults: Faults) -> str:
    """Adds what the texts define; returns the name of the model, or of its first tree."""
    name = ""
    for root in roots:
        if root.tag != "opsa-mef":
            wrong(faults, root, "最外层元素应为 <opsa-mef>。", "The outermost must be <opsa-mef>.")
            continue
        trees = (each.name for each in root.children if each.tag == "define-fault-tree")
        name = name or root.name or next(trees, "")
        for definition in _definitions(root, faults):
            (parameters if definition.kind == "parameter" else events).add(definition)
    return name


def _definitions(root: Element, faults: Faults) -> Iterator[Definition]:
    agenda = [(root, "", True)]
    while agenda:
        element, scope, public = agenda.pop()
        public = element.attributes.get("role", "public" if public else "private") == "public"
        if element.tag in CONTAINERS:
            inner = f"{scope}{element.name}." if element.tag in SCOPES else scope
            agenda.extend((child, inner, public) for child in reversed(element.children))
        elif element.tag in DEFINED and element.name:
            path = f"{scope}{element.name}".replace(".", "-")
            name = element.name if public else path
            yield Definition(DEFINED[element.tag], name, scope, element)
        elif element.tag in DEFINED:
            faults.missing(element.place, "name")
        elif element.tag not in TOLD:
            wrong(
                faults,
                element,
                f"不支持 <{element.tag}>，只读取故障树。请删去，或先在原程序中展开。",
                f"<{element.tag}> is not supported: only fault trees are read. Remove it, or let"
                " the program that wrote it expand it.",
            )


def wrong(faults: Faults, element: Element, zh: str, en: str) -> None:
    """Notes what is wrong with an element."""
    faults.fault("element", element.place, zh, en)
