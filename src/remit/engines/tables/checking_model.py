"""Faults of a model that would make it impossible to reckon, all at once."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from remit.engines.findings import Finding, Refusal, error
from remit.engines.tables.celltests import LIBRARIES
from remit.engines.tables.expressions import (
    ELEMENT,
    SUBJECT,
    Among,
    Called,
    Expression,
    Holds,
    inside,
    names_in,
    parts_of,
)
from remit.engines.tables.facts import unknown_name
from remit.engines.tables.functions import EACH
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.model import (
    Decision,
    DecisionTable,
    Entries,
    HitPolicy,
    Knowledge,
    Model,
)

MOST_LEVELS = 250


class ModelRefused(Refusal):
    """A model or a table that cannot be used."""


Placed = tuple[str, Expression]
Node = Decision | Knowledge


def check_model(model: Model) -> tuple[Finding, ...]:
    """What is wrong with the model's tables, names and graph; empty if it can be reckoned."""
    loops = [*_loops(model)]
    found = [*_requirements(model), *loops]
    if not loops:
        found += _deep(model)
    for node in _nodes(model):
        logic = node.logic if isinstance(node, Decision) else node.body
        if isinstance(logic, DecisionTable):
            found += table_faults(logic)
        found += _names(model, node)
    return tuple(found)


def _nodes(model: Model) -> tuple[Node, ...]:
    return (*model.decisions.values(), *model.knowledge.values())


def _requirements(model: Model) -> Iterator[Finding]:
    known = {**(model.declared or {}), **model.decisions, **model.knowledge}
    for node in _nodes(model):
        may_be_fact = model.declared is None and not (isinstance(node, Decision) and node.flow)
        for name in node.requires:
            if name not in known and not may_be_fact:
                yield unknown_name("tables.unknown_requirement", node.name, name, known)


def _loops(model: Model) -> Iterator[Finding]:
    try:
        TopologicalSorter({node.name: node.requires for node in _nodes(model)}).prepare()
    except CycleError as fault:
        loop = " → ".join(fault.args[1])
        yield error(
            "tables.loop",
            fault.args[1][0],
            f"这些决策互相依赖，形成循环：{loop}。请断开。",
            f"These decisions require one another in a loop: {loop}. Break it.",
        )


def _deep(model: Model) -> Iterator[Finding]:
    """Expressions nested too deeply together with the functions they call; needs a model without loops."""
    levels: dict[str, int] = {}
    nodes = {node.name: node for node in _nodes(model)}
    order = TopologicalSorter({name: node.requires for name, node in nodes.items()})
    for name in order.static_order():
        if name not in nodes:
            continue
        below = (levels[each] for each in nodes[name].requires if each in model.knowledge)
        own = max((_height(part) for _, part in _expressions(nodes[name])), default=0)
        levels[name] = own + max(below, default=0)
        if levels[name] > MOST_LEVELS:
            yield error(
                "tables.too_deep",
                name,
                f"表达式连同其调用的函数超过 {MOST_LEVELS} 层。请简化。",
                f"Expressions and the functions they call are more than {MOST_LEVELS} levels deep."
                " Simplify.",
            )


def _height(expression: Expression) -> int:
    """How many expressions stand in one another."""
    highest = 0
    waiting = [(expression, 1)]
    while waiting:
        part, level = waiting.pop()
        highest = max(highest, level)
        waiting += [(inner, level + 1) for inner in parts_of(part)]
    return highest


def _expressions(node: Node) -> Iterator[Placed]:
    logic = node.logic if isinstance(node, Decision) else node.body
    if isinstance(node, Decision) and node.flow and node.flow.reads:
        yield node.name, node.flow.reads
    match logic:
        case None:
            return
        case DecisionTable() as table:
            yield from _in_table(node.name, table)
        case Entries(entries):
            for name, part in entries:
                yield f"{node.name}: {name}", part
        case _:
            yield node.name, logic


def _in_table(name: str, table: DecisionTable) -> Iterator[Placed]:
    for column in table.inputs:
        if column.expression:
            yield f"{name}: {column.name}", column.expression
    for output in table.outputs:
        if output.default:
            yield f"{name}: {output.name}", output.default
    for row in table.rows:
        for test in row.tests:
            if isinstance(test, Holds):
                yield f"{name}: {row.id}", test.condition
        for part in row.outputs:
            if part:
                yield f"{name}: {row.id}", part


def _names(model: Model, node: Node) -> Iterator[Finding]:
    seen = dict.fromkeys((SUBJECT, ELEMENT, *node.requires), "")
    if isinstance(node, Knowledge):
        seen |= dict.fromkeys(node.parameters, "")
    for place, expression in _expressions(node):
        if model.dialect is Dialect.FEEL:
            for name in names_in(expression):
                if name not in seen:
                    yield _unseen(model, place, name, seen)
        for call in (part for part in inside(expression) if isinstance(part, Called)):
            yield from _call(model, place, call, seen)


def _unseen(model: Model, place: str, name: str, seen: Mapping[str, object]) -> Finding:
    if name not in {**(model.declared or {}), **model.decisions}:
        return unknown_name("tables.unknown_name", place, name, seen)
    return error(
        "tables.not_required",
        place,
        f"使用了“{name}”，但没有声明依赖它。请添加依赖关系。",
        f"“{name}” is used but not required. Add the requirement.",
    )


def _call(model: Model, place: str, call: Called, seen: Mapping[str, object]) -> Iterator[Finding]:
    library, count = LIBRARIES[model.dialect], len(call.arguments)
    if call.function in model.knowledge and call.function in seen:
        least = most = len(model.knowledge[call.function].parameters)
    elif call.function in EACH and model.dialect is Dialect.JDM:
        least = most = 2
    elif call.function in library:
        _, least, most = library[call.function]
    else:
        known = {**library, **model.knowledge}
        yield unknown_name("tables.unknown_function", place, call.function, known)
        return
    if not least <= count <= most:
        yield error(
            "tables.wrong_arguments",
            place,
            f"{call.function}() 有 {count} 个参数，应为 {least} 至 {most} 个。请更正。",
            f"{call.function}() has {count} arguments, not {least} to {most}. Correct it.",
        )


def table_faults(table: DecisionTable) -> Iterator[Finding]:
    """Rows of a wrong length or name, and hit policies that do not fit the outputs."""
    names: set[str] = set()
    for row in table.rows:
        pairs = zip(table.inputs, row.tests, strict=False)
        if any(i.expression is None and isinstance(test, Among) for i, test in pairs):
            yield error(
                "tables.no_expression",
                f"{table.title}: {row.id}",
                "该列没有表达式，单元格只能是条件。请补充表达式。",
                "The column reads nothing, so its cells must be conditions. Add an expression.",
            )
        if len(row.tests) != len(table.inputs) or len(row.outputs) != len(table.outputs):
            yield error(
                "tables.row_length",
                f"{table.title}: {row.id}",
                "该行的单元格数与列数不符。请补齐。",
                "The row has not as many cells as the table has columns. Complete it.",
            )
        if row.id in names:
            yield error(
                "tables.row_twice",
                f"{table.title}: {row.id}",
                "行编号重复。请改名。",
                "Two rows have this name. Rename one.",
            )
        names.add(row.id)
    yield from _policy(table)


def _policy(table: DecisionTable) -> Iterator[Finding]:
    policy = table.hit_policy
    if not table.outputs:
        yield error("tables.no_output", table.title, "没有输出列。请添加。", "No output. Add one.")
    if policy in _RANKING and not any(output.ranking for output in table.outputs):
        yield error(
            "tables.no_ranking",
            table.title,
            "该命中策略需要输出值的次序。请列出输出值。",
            "This hit policy needs the order of the output values. List them.",
        )
    if policy in _JOINING and len(table.outputs) > 1:
        yield error(
            "tables.collects_several",
            table.title,
            "汇总只能用于单个输出列。请拆分。",
            "Only one output column can be collected so. Split the table.",
        )


_RANKING = frozenset({HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER})
_JOINING = frozenset({HitPolicy.SUM, HitPolicy.LEAST, HitPolicy.GREATEST, HitPolicy.COUNT})
