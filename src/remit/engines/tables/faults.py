"""The faults of a model that is being read, all at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from remit.engines.findings import Finding, Refusal, error
from remit.engines.tables.celltests import parse_test
from remit.engines.tables.expressions import Anything, CellTest, Expression, Literal
from remit.engines.tables.grammar import parse_expression
from remit.engines.tables.lexing import Dialect, Unparsable

MOST_FAULTS = 200


class UnreadableModel(Refusal):
    """A model that cannot be read; nothing of it was."""


@dataclass(slots=True)
class Faults:
    """The faults found so far, and readers of expressions and cells that add to them."""

    prefix: str
    dialect: Dialect
    names: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, where: str, line: int, zh: str, en: str) -> None:
        """Adds a finding `<prefix>.<kind>`. Raises UnreadableModel when there are too many."""
        found = error(f"{self.prefix}.{kind}", where, zh, en)
        self.findings.append(replace(found, line=line))
        if len(self.findings) >= MOST_FAULTS:
            self.refuse_if_any()

    def missing(self, what: str, where: str, line: int) -> None:
        """Adds that something needed is not there."""
        self.add("missing", where, line, f"缺少“{what}”。请补上。", f"“{what}” is missing. Add it.")

    def not_read(self, what: str, where: str, line: int) -> None:
        """Adds that something is written in a way that is not read here."""
        self.add(
            "not_read",
            where,
            line,
            f"此处不读取“{what}”。请改用决策表或表达式。",
            f"“{what}” is not read here. Use a decision table or an expression.",
        )

    def refuse_if_any(self, more: Iterable[Finding] = ()) -> None:
        """Raises UnreadableModel when there is a fault."""
        if found := (*self.findings, *more):
            raise UnreadableModel(*found)

    def expression(self, text: str, where: str, line: int) -> Expression:
        """The expression that the text says; null, with a finding, when it says none."""
        try:
            return parse_expression(text, self.dialect, self.names)
        except Unparsable as fault:
            self._unparsable(text, where, line, fault)
            return Literal(None)

    def test(self, text: str, where: str, line: int) -> CellTest:
        """The test that a cell says; any value passes, with a finding, when it says none."""
        try:
            return parse_test(text, self.dialect, self.names)
        except Unparsable as fault:
            self._unparsable(text, where, line, fault)
            return Anything(text)

    def _unparsable(self, text: str, where: str, line: int, fault: Unparsable) -> None:
        told = text if len(text) <= 80 else f"{text[:80]}…"
        self.add(
            "unparsable",
            where,
            line,
            f"无法理解“{told}”，第 {fault.at} 个字符：{fault.zh}",
            f"“{told}” cannot be understood, character {fault.at}: {fault.en}",
        )
