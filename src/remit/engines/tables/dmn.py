"""Models of the Decision Model and Notation (DMN 1.2 to 1.5), conformance level 2.

Read are inputs, types, decisions and functions made of decision tables and expressions of S-FEEL;
boxed contexts, invocations, relations, lists and imports are refused by name. All faults are told at
once, each with its line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from remit.engines.tables.checking_model import check_model
from remit.engines.tables.dmn_types import listed, plain, read_types, type_of
from remit.engines.tables.expressions import Anything, CellTest, Expression
from remit.engines.tables.faults import Faults, UnreadableModel
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.markup import Element, read_markup
from remit.engines.tables.model import (
    ANYTHING,
    Decision,
    DecisionTable,
    HitPolicy,
    Input,
    ItemType,
    Knowledge,
    Model,
    Output,
    Row,
)

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
"""The versions 1.2, 1.3, 1.4 and 1.5."""
_POLICIES = {
    "": HitPolicy.UNIQUE,
    "UNIQUE": HitPolicy.UNIQUE,
    "ANY": HitPolicy.ANY,
    "PRIORITY": HitPolicy.PRIORITY,
    "FIRST": HitPolicy.FIRST,
    "RULE ORDER": HitPolicy.RULE_ORDER,
    "OUTPUT ORDER": HitPolicy.OUTPUT_ORDER,
    "COLLECT": HitPolicy.COLLECT,
}
_COLLECTED = {
    "": HitPolicy.COLLECT,
    "SUM": HitPolicy.SUM,
    "MIN": HitPolicy.LEAST,
    "MAX": HitPolicy.GREATEST,
    "COUNT": HitPolicy.COUNT,
}
_BOXED = (
    "context", "invocation", "relation", "list", "functionDefinition", "conditional", "for",
    "every", "some", "filter",
)  # fmt: skip
_NODES = ("inputData", "decision", "businessKnowledgeModel")
_LINKS = ("requiredInput", "requiredDecision", "requiredKnowledge")


def read_dmn(text: str) -> Model:
    """The model that an XML text holds. Raises UnreadableModel with all faults."""
    faults = Faults("dmn", Dialect.FEEL)

    def told(kind: str, line: int, zh: str, en: str) -> None:
        faults.add(kind, f"line {line}", line, zh, en)

    root = read_markup(text, NAMESPACES.__contains__, told)
    if root is None or root.tag != "definitions":
        if not faults.findings:
            told("not_dmn", 1, "不是 DMN 1.2 至 1.5 的模型。", "No model of DMN 1.2 to 1.5.")
        raise UnreadableModel(*faults.findings)
    faults.names = frozenset(_names(root))
    model = _Draft(root, faults, read_types(root, faults)).model()
    faults.refuse_if_any(() if faults.findings else check_model(model))
    return model


def _names(root: Element) -> Iterator[str]:
    """Every name that expressions may use."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in (*_NODES, "formalParameter", "itemComponent", "output"):
            yield element.get("name")
        waiting += element.children


@dataclass(slots=True)
class _Draft:
    """A model while it is read."""

    root: Element
    faults: Faults
    types: Mapping[str, ItemType]
    ids: dict[str, str] = field(default_factory=dict)
    declared: dict[str, str] = field(default_factory=dict)

    def model(self) -> Model:
        """The whole model; faults are added."""
        for element in self.root.all("import"):
            self.faults.not_read("import", element.get("name"), element.line)
        for element in self.root.all(*_NODES):
            self._register(element)
        decisions = [self._decision(each) for each in self.root.all("decision")]
        functions = [self._knowledge(each) for each in self.root.all("businessKnowledgeModel")]
        return Model(
            self.root.get("name"),
            {decision.name: decision for decision in decisions},
            {function.name: function for function in functions},
            self.declared,
            self.types,
        )

    def _register(self, element: Element) -> None:
        name = " ".join(element.get("name").split())
        if not name:
            self.faults.missing("name", element.tag, element.line)
        if name in self.ids.values():
            self.faults.add(
                "name_twice",
                name,
                element.line,
                f"名称“{name}”重复。请改名。",
                f"The name “{name}” is used twice. Rename one.",
            )
        self.ids[element.get("id") or name] = name
        if element.tag == "inputData":
            variable = element.first("variable")
            type_name = plain(variable.get("typeRef")) if variable else ""
            self.declared[name] = self._known_type(type_name, name, element.line)

    def _known_type(self, name: str, where: str, line: int) -> str:
        if name not in self.types:
            self.faults.add(
                "unknown_type",
                where,
                line,
                f"类型“{name}”没有定义。请更正。",
                f"The type “{name}” is not defined. Correct it.",
            )
            return ""
        return name

    def _requires(self, element: Element) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for requirement in element.children:
            for link in requirement.all(*_LINKS):
                target = link.get("href").rpartition("#")[2]
                if target in self.ids:
                    names[self.ids[target]] = None
                else:
                    self.faults.missing(link.get("href"), element.get("name"), link.line)
        return tuple(names)

    def _decision(self, element: Element) -> Decision:
        name = " ".join(element.get("name").split())
        return Decision(name, self._logic(element, name), self._requires(element))

    def _knowledge(self, element: Element) -> Knowledge:
        name = " ".join(element.get("name").split())
        encapsulated = element.first("encapsulatedLogic")
        if encapsulated is None:
            self.faults.missing("encapsulatedLogic", name, element.line)
            return Knowledge(name, (), self.faults.expression("null", name, element.line))
        if encapsulated.get("kind") not in ("", "FEEL"):
            self.faults.not_read(encapsulated.get("kind"), name, encapsulated.line)
        parameters = tuple(each.get("name") for each in encapsulated.all("formalParameter"))
        body = self._logic(encapsulated, name) or self.faults.expression("null", name, 0)
        return Knowledge(name, parameters, body, self._requires(element))

    def _logic(self, element: Element, name: str) -> DecisionTable | Expression | None:
        if table := element.first("decisionTable"):
            return self._table(table, name)
        if literal := element.first("literalExpression"):
            return self._expression(literal, name)
        if boxed := element.first(*_BOXED):
            self.faults.not_read(boxed.tag, name, boxed.line)
        else:
            self.faults.missing("decisionTable / literalExpression", name, element.line)
        return None

    def _expression(self, element: Element, where: str) -> Expression:
        language = element.get("expressionLanguage")
        if language and "feel" not in language.lower():
            self.faults.not_read(language, where, element.line)
        text = element.first("text")
        return self.faults.expression(text.text if text else "", where, element.line)

    def _table(self, element: Element, name: str) -> DecisionTable:
        inputs = tuple(self._input(each, name) for each in element.all("input"))
        outputs = tuple(self._output(each, name) for each in element.all("output"))
        rows = tuple(
            self._row(rule, number, name) for number, rule in enumerate(element.all("rule"), 1)
        )
        title = element.get("outputLabel") or name
        policy = self._policy(element, name)
        return DecisionTable(element.get("id") or name, title, inputs, outputs, rows, policy)

    def _policy(self, element: Element, name: str) -> HitPolicy:
        policy, joined = element.get("hitPolicy"), element.get("aggregation")
        if policy not in _POLICIES or joined not in _COLLECTED:
            self.faults.not_read(f"{policy} {joined}".strip(), name, element.line)
            return HitPolicy.UNIQUE
        return _COLLECTED[joined] if policy == "COLLECT" else _POLICIES[policy]

    def _input(self, element: Element, name: str) -> Input:
        inner = element.first("inputExpression")
        label = element.get("label")
        if inner is None:
            self.faults.missing("inputExpression", f"{name}: {label}", element.line)
            return Input(label, None)
        text = inner.first("text")
        label = label or (text.text if text else "")
        where = f"{name}: {label}"
        expression = self._expression(inner, where)
        found = type_of(expression, self.declared, self.types)
        if type_name := plain(inner.get("typeRef")):
            told = self.types[self._known_type(type_name, where, inner.line)]
            found = ItemType(told.kind or found.kind, _stricter(told.allowed, found.allowed))
        allowed = _stricter(self._values(element, "inputValues", where), found.allowed)
        return Input(label, expression, found.kind, allowed)

    def _values(self, element: Element, tag: str, where: str) -> CellTest:
        found = element.first(tag)
        text = found.first("text") if found else None
        return self.faults.test(text.text, f"{where}: {tag}", text.line) if text else ANYTHING

    def _output(self, element: Element, name: str) -> Output:
        label = element.get("name") or name
        where = f"{name}: {label}"
        type_name = self._known_type(plain(element.get("typeRef")), where, element.line)
        own = listed(self._values(element, "outputValues", where))
        default = element.first("defaultOutputEntry")
        return Output(
            label,
            own or listed(self.types[type_name].allowed),
            self._expression(default, f"{where}: defaultOutputEntry") if default else None,
        )

    def _row(self, element: Element, number: int, name: str) -> Row:
        where = f"{name}: {number}"
        note = element.first("description")
        return Row(
            str(number),
            tuple(self._test(each, where) for each in element.all("inputEntry")),
            tuple(self._conclusion(each, where) for each in element.all("outputEntry")),
            note.text if note else "",
        )

    def _test(self, element: Element, where: str) -> CellTest:
        text = element.first("text")
        return self.faults.test(text.text if text else "", where, element.line)

    def _conclusion(self, element: Element, where: str) -> Expression | None:
        text = element.first("text")
        return self._expression(element, where) if text and text.text else None


def _stricter(one: CellTest, other: CellTest) -> CellTest:
    """The first test that says something."""
    return other if isinstance(one, Anything) else one
