"""A fault tree as a file of the exchange format, which other programs read."""

import re
from collections.abc import Iterable, Iterator, Mapping

from remit.engines.faulttree.mef import FaultTree
from remit.engines.faulttree.mef_formulas import normal
from remit.engines.faulttree.mef_xml import MOST_DEPTH, Faults
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, depth, named

NAME = re.compile(r"[^\W\d]\w*(-\w+)*")
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)
ABOVE_FORMULAS = 3  # the elements of the model, the tree and the gate
Lines = Iterator[str]


def write_mef(tree: FaultTree) -> str:
    """The text of the file, from which `parse_mef` reads the same tree with normal formulas.

    Names may have letters, digits, underscores and hyphens between them, and begin with a letter
    or underscore. Raises UnreadableFaultTree where something cannot be written.
    """
    _check_depths(tree)
    gates = {name: normal(formula) for name, formula in tree.gates.items()}
    mentioned = (name for formula in gates.values() for name in named(formula))
    told = (*mentioned, *tree.probabilities, *tree.labels, *tree.attributes)
    leaves = [name for name in dict.fromkeys(told) if name not in gates]
    _check(tree, (tree.name, *gates, *leaves))
    return "\n".join(_model(tree, gates, leaves)) + "\n"


def _check_depths(tree: FaultTree) -> None:
    faults = Faults()
    for name, formula in tree.gates.items():
        if depth(formula) > MOST_DEPTH - ABOVE_FORMULAS:
            faults.fault(
                "too_large",
                name,
                f"“{name}”的公式嵌套过深。请把内层写成单独的门。",
                f"The formula of “{name}” is nested too deeply. Give inner parts gates of their own.",
            )
    faults.refuse_if_any()


def _check(tree: FaultTree, names: Iterable[str]) -> None:
    faults = Faults()
    for name in names:
        if not NAME.fullmatch(name):
            faults.fault(
                "name",
                name,
                f"交换格式不允许名称“{name}”。请只用字母、数字、下划线和中间的连字符。",
                f"The exchange format does not allow the name “{name}”. Use letters, digits,"
                " underscores, and hyphens between them.",
            )
    attributes = (
        text for pairs in tree.attributes.values() for pair in pairs.items() for text in pair
    )
    for text in (*tree.labels.values(), *attributes):
        if UNSAYABLE.search(text):
            faults.fault(
                "text",
                text,
                "文字中有 XML 不允许的控制字符。请删去。",
                "The text has control characters that XML does not allow. Remove them.",
            )
    faults.refuse_if_any()


def _model(tree: FaultTree, gates: Mapping[str, Formula], leaves: Iterable[str]) -> Lines:
    houses = {
        name
        for name, formula in gates.items()
        if isinstance(formula, Constant) and name != tree.top
    }
    kinds = {name: "house-event" if name in houses else "gate" for name in gates}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<opsa-mef>"
    yield f'  <define-fault-tree name="{tree.name}">'
    for name, formula in gates.items():
        yield from _definition(tree, kinds[name], name, _formula(formula, kinds))
    for name in leaves:
        probability = tree.probabilities.get(name)
        said = [] if probability is None else [f'<float value="{probability!r}"/>']
        yield from _definition(tree, "basic-event", name, said)
    yield "  </define-fault-tree>"
    yield "</opsa-mef>"


def _definition(tree: FaultTree, kind: str, name: str, said: Iterable[str]) -> Lines:
    yield f'    <define-{kind} name="{name}">'
    if label := tree.labels.get(name):
        yield f"      <label>{label.translate(ESCAPED)}</label>"
    if attributes := tree.attributes.get(name):
        yield "      <attributes>"
        for key, value in attributes.items():
            told = f'name="{key.translate(ESCAPED)}" value="{value.translate(ESCAPED)}"'
            yield f"        <attribute {told}/>"
        yield "      </attributes>"
    yield from (f"      {line}" for line in said)
    yield f"    </define-{kind}>"


def _formula(formula: Formula, kinds: Mapping[str, str]) -> Lines:
    match formula:
        case Is(name):
            yield f'<{kinds.get(name, "basic-event")} name="{name}"/>'
        case Constant(value):
            yield f'<constant value="{str(value).lower()}"/>'
        case Not(part):
            yield from _nested("not", "not", (part,), kinds)
        case AllOf(parts):
            yield from _nested("and", "and", parts, kinds)
        case AnyOf(parts):
            yield from _nested("or", "or", parts, kinds)
        case Quorum(count, parts):
            yield from _nested(f'atleast min="{count}"', "atleast", parts, kinds)


def _nested(begin: str, end: str, parts: Iterable[Formula], kinds: Mapping[str, str]) -> Lines:
    yield f"<{begin}>"
    yield from (f"  {line}" for part in parts for line in _formula(part, kinds))
    yield f"</{end}>"
