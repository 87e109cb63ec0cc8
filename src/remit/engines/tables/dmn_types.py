"""The types that a DMN model declares (DMN 1.5, 7.3.2), each resolved to what its values may be."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from remit.engines.tables.expressions import Among, CellTest, Expression, Point, path
from remit.engines.tables.faults import Faults
from remit.engines.tables.markup import Element
from remit.engines.tables.model import ANY, ANYTHING, BUILT_IN, ItemType
from remit.engines.tables.values import Kind, Value

STANDARD: Mapping[str, ItemType] = MappingProxyType(
    {
        **BUILT_IN,
        "": ANY,
        "Any": ANY,
        "dateTime": ItemType(Kind.INSTANT),
        "dayTimeDuration": ItemType(Kind.DURATION),
        "yearMonthDuration": ItemType(Kind.MONTHS),
    }
)
"""The types of the standard, also under the names of older versions."""
MOST_LINKS = 40


def plain(type_name: str) -> str:
    """The name of a type without the prefix that older versions write.

    >>> plain("feel:number"), plain("tLoan")
    ('number', 'tLoan')
    """
    return type_name.rpartition(":")[2]


def read_types(root: Element, faults: Faults) -> dict[str, ItemType]:
    """Every type by name, the standard's own among them; faults are added."""
    written = dict(_written(root))
    types = dict(STANDARD)
    for name, element in written.items():
        types[name] = _type(name, element, written, faults)
    return types


def _written(root: Element) -> Iterator[tuple[str, Element]]:
    """Every definition and, under a dotted name, every component of one."""
    waiting = [(item.get("name"), item) for item in root.all("itemDefinition")]
    while waiting:
        name, element = waiting.pop(0)
        yield name, element
        waiting += [
            (f"{name}.{inner.get('name')}", inner) for inner in element.all("itemComponent")
        ]


def _type(name: str, element: Element, written: Mapping[str, Element], faults: Faults) -> ItemType:
    components = tuple(
        (inner.get("name"), f"{name}.{inner.get('name')}") for inner in element.all("itemComponent")
    )
    allowed: CellTest = ANYTHING
    is_list = False
    links: list[str] = []
    while True:
        is_list = is_list or element.get("isCollection") == "true"
        if allowed == ANYTHING:
            allowed = _allowed(name, element, faults)
        based = element.first("typeRef")
        base = plain(based.text) if based else ""
        if base in STANDARD:
            kind = STANDARD[base].kind
            return ItemType(None if components else kind, allowed, components, is_list)
        if base not in written or base in links or len(links) > MOST_LINKS:
            _unknown(base, name, element.line, faults)
            return ANY
        links.append(base)
        element = written[base]
        components = components or tuple(
            (inner.get("name"), f"{base}.{inner.get('name')}")
            for inner in element.all("itemComponent")
        )


def _unknown(base: str, name: str, line: int, faults: Faults) -> None:
    faults.add(
        "unknown_type",
        name,
        line,
        f"类型“{base}”没有定义，或循环定义。请更正。",
        f"The type “{base}” is not defined, or by itself. Correct it.",
    )


def _allowed(name: str, element: Element, faults: Faults) -> CellTest:
    found = element.first("allowedValues")
    text = found.first("text") if found else None
    return faults.test(text.text, f"{name}: allowedValues", text.line) if text else ANYTHING


def listed(test: CellTest) -> tuple[Value, ...]:
    """The values of a test that lists some; empty for any other."""
    if not isinstance(test, Among) or test.negated:
        return ()
    points = [part.value for part in test.parts if isinstance(part, Point)]
    return tuple(points) if len(points) == len(test.parts) else ()


def type_of(
    expression: Expression, declared: Mapping[str, str], types: Mapping[str, ItemType]
) -> ItemType:
    """The type of what a dotted name reads, as far as it is declared; a list's is that of no value."""
    first, *rest = path(expression).split(".")
    found = types.get(declared.get(first, ""), ANY)
    for name in rest:
        inner = dict(found.components).get(name, "")
        found = types.get(inner, ANY)
    return ANY if found.is_list else found
