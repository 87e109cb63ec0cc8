"""Decision graphs in gorules' JSON Decision Model (JDM).

Read are inputs, outputs, decision tables and expression steps; switches, functions and calls of other
graphs are refused by name. A graph without an output comes to what its last steps hand on. In JDM a
fact that is not stated is null; here it is unknown, unless the caller says that the facts are whole.
Beside gorules' own engine (zen-engine 2.1.3) two more things differ: texts have an order here, and a
list is not in a list of other values, where zen lets such a row fail.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from remit.engines.tables.checking_model import check_model
from remit.engines.tables.expressions import Anything, CellTest, Expression, Holds
from remit.engines.tables.faults import Faults, UnreadableModel
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.model import (
    Decision,
    DecisionTable,
    Entries,
    Flow,
    HitPolicy,
    Input,
    Model,
    Output,
    Row,
)

MOST_CHARACTERS = 8_000_000
MOST_LEVELS = 20
ANSWER = "answer"
_POLICIES = {"first": HitPolicy.FIRST, "collect": HitPolicy.COLLECT, "": HitPolicy.FIRST}
_PLAIN_NODES = ("inputNode", "outputNode")
Mapped = Mapping[str, object]


def read_jdm(text: str) -> Model:
    """The graph that a JSON text holds. Raises UnreadableModel with all faults."""
    faults = Faults("jdm", Dialect.JDM)
    if len(text) > MOST_CHARACTERS:
        faults.add("too_large", "text", 0, "文本过长，请拆分。", "The text is too long; split it.")
        raise UnreadableModel(*faults.findings)
    try:
        content = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as fault:
        faults.add(
            "malformed",
            f"line {getattr(fault, 'lineno', 0)}",
            getattr(fault, "lineno", 0),
            f"不是有效的 JSON（{fault}）。请修复或重新导出。",
            f"Not valid JSON ({fault}). Mend it, or export it again.",
        )
        raise UnreadableModel(*faults.findings) from None
    model = _Draft(faults).model(content)
    faults.refuse_if_any(() if faults.findings else check_model(model))
    return model


@dataclass(slots=True)
class _Draft:
    """A graph while it is read."""

    faults: Faults
    decisions: dict[str, Decision] = field(default_factory=dict)

    def model(self, content: object) -> Model:
        """The whole graph; faults are added."""
        source = self.mapping(content, "graph")
        nodes = self.entries(source, "nodes", "graph")
        edges = self.entries(source, "edges", "graph")
        before: dict[str, dict[str, None]] = {}
        for where, edge in edges:
            target, origin = self.text(edge, "targetId"), self.text(edge, "sourceId")
            before.setdefault(target, {})[origin] = None
            if edge.get("sourceHandle"):
                self.faults.not_read("sourceHandle", where, 0)
        for where, node in nodes:
            self._node(node, where, tuple(before.get(self.text(node, "id"), ())))
        outputs = [self.text(node, "id") for _, node in nodes if node.get("type") == "outputNode"]
        last = outputs or [name for name in self.decisions if not _leads_on(name, before)]
        self.decisions[ANSWER] = Decision(ANSWER, None, tuple(last), Flow())
        return Model("", self.decisions, dialect=Dialect.JDM, answer=ANSWER)

    def _node(self, node: Mapped, where: str, requires: tuple[str, ...]) -> None:
        kind, name = self.text(node, "type"), self.text(node, "id")
        title = self.text(node, "name") or name
        if not name or name in self.decisions or name == ANSWER:
            self.faults.missing("id", f"{where} ({title})", 0)
        if kind in _PLAIN_NODES:
            self.decisions[name] = Decision(name, None, requires, Flow(), title)
            return
        content = self.mapping(node.get("content", {}), where)
        logic: DecisionTable | Entries | None = None
        if kind == "decisionTableNode":
            logic = self._table(content, name, title)
        elif kind == "expressionNode":
            logic = self._entries(content, title)
        else:
            self.faults.not_read(kind, title, 0)
        self.decisions[name] = Decision(name, logic, requires, self._flow(content, title), title)

    def _flow(self, content: Mapped, title: str) -> Flow:
        reads = self.text(content, "inputField")
        each = self.text(content, "executionMode") == "loop"
        return Flow(
            self.faults.expression(reads, f"{title}: inputField", 0) if reads else None,
            each,
            self._path(self.text(content, "outputPath"), f"{title}: outputPath"),
            content.get("passThrough") is True,
        )

    def _path(self, path: str, where: str) -> str:
        if path.count(".") > MOST_LEVELS or "" in path.split(".")[1:]:
            self.faults.not_read(path, where, 0)
            return where
        return path

    def _entries(self, content: Mapped, title: str) -> Entries:
        found = []
        for where, entry in self.entries(content, "expressions", title):
            key = self._path(self.text(entry, "key"), where)
            value = self.text(entry, "value")
            if key and value:
                found.append((key, self.faults.expression(value, f"{title}: {key}", 0)))
        return Entries(tuple(found))

    def _table(self, content: Mapped, name: str, title: str) -> DecisionTable:
        policy = self.text(content, "hitPolicy")
        if policy not in _POLICIES:
            self.faults.not_read(policy, title, 0)
        inputs = [entry for _, entry in self.entries(content, "inputs", title)]
        outputs = [entry for _, entry in self.entries(content, "outputs", title)]
        rules = [entry for _, entry in self.entries(content, "rules", title)]
        return DecisionTable(
            name,
            title,
            tuple(self._input(entry, title) for entry in inputs),
            tuple(self._output(entry, title) for entry in outputs),
            tuple(
                self._row(rule, str(number), title, inputs, outputs)
                for number, rule in enumerate(rules, 1)
            ),
            _POLICIES.get(policy, HitPolicy.FIRST),
            Dialect.JDM,
        )

    def _input(self, entry: Mapped, title: str) -> Input:
        reads, label = self.text(entry, "field"), self.text(entry, "name")
        if not reads:
            return Input(label, None)
        expression = self.faults.expression(reads, f"{title}: {label}", 0)
        return Input(label or reads, expression, optional=True)

    def _output(self, entry: Mapped, title: str) -> Output:
        return Output(self._path(self.text(entry, "field"), f"{title}: {self.text(entry, 'name')}"))

    def _row(
        self,
        rule: Mapped,
        number: str,
        title: str,
        inputs: Sequence[Mapped],
        outputs: Sequence[Mapped],
    ) -> Row:
        where = f"{title}: {number}"
        return Row(
            number,
            tuple(self._test(rule, entry, where) for entry in inputs),
            tuple(self._conclusion(rule, entry, where) for entry in outputs),
            self.text(rule, "_description"),
        )

    def _test(self, rule: Mapped, column: Mapped, where: str) -> CellTest:
        cell = self.text(rule, self.text(column, "id"))
        if not cell:
            return Anything("")
        if not self.text(column, "field"):
            return Holds(self.faults.expression(cell, where, 0), " ".join(cell.split()))
        if cell == "-":
            self.faults.not_read(cell, where, 0)
        return self.faults.test(cell, where, 0)

    def _conclusion(self, rule: Mapped, column: Mapped, where: str) -> Expression | None:
        cell = self.text(rule, self.text(column, "id"))
        return self.faults.expression(cell, where, 0) if cell else None

    def text(self, source: Mapped, name: str) -> str:
        """The text under a name, or ""; no fault if it is something else."""
        value = source.get(name)
        return value.strip() if isinstance(value, str) else ""

    def mapping(self, value: object, where: str) -> Mapped:
        """The value as an object; empty, with a fault, if it is none."""
        if isinstance(value, Mapping):
            return cast("Mapped", value)
        self.faults.missing("{...}", where, 0)
        return {}

    def entries(self, source: Mapped, name: str, where: str) -> list[tuple[str, Mapped]]:
        """The objects listed under a name, each with its place."""
        value = source.get(name, [])
        if not isinstance(value, list):
            self.faults.missing(f"{name}: [...]", where, 0)
            return []
        places = [(f"{where}.{name}[{number}]", entry) for number, entry in enumerate(value)]
        return [(place, self.mapping(entry, place)) for place, entry in places]


def _leads_on(name: str, before: Mapping[str, Mapping[str, None]]) -> bool:
    return any(name in origins for origins in before.values())
