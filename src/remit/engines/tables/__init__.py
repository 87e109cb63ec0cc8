"""Decision tables with declared hit policies: decided with reasons, checked, and read from DMN and JDM.

>>> from remit.engines.tables import *
>>> table = DecisionTable(
...     "talk", "Reminder talk",
...     (Input("missed", parse_expression("missed", Dialect.FEEL), Kind.NUMBER),
...      Input("means", parse_expression("means", Dialect.FEEL), Kind.BOOLEAN)),
...     (Output("measure"),),
...     (Row("1", (parse_test("> 2", Dialect.FEEL), parse_test("true", Dialect.FEEL)),
...          (Literal("talk"),)),
...      Row("2", (parse_test("<= 2", Dialect.FEEL), parse_test("-", Dialect.FEEL)),
...          (Literal("none"),))),
... )
>>> model = Model("", {"talk": Decision("talk", table, ("missed", "means"))},
...               declared={"missed": "number", "means": "boolean"})
>>> decided = decide(model, "talk", {"missed": 3})
>>> decided.value, sorted(decided.waiting)
(Unknown(facts=frozenset({'means'}), among=(None, 'talk')), ['means'])
>>> [tell(decided.steps[-1], proof).en for proof in decided.steps[-1].rows][0]
'Row 1 is open: true is asked of means, and means is not known.'
>>> [(flaw.kind.value, dict(flaw.example)) for flaw in check_table(table)]
[('gap', {'missed': 3, 'means': False})]
"""

from remit.engines.tables.applying import Step
from remit.engines.tables.celltests import parse_test
from remit.engines.tables.checking import Flaw, FlawKind, check_table
from remit.engines.tables.checking_model import ModelRefused, check_model
from remit.engines.tables.compiled import Fate, RowProof
from remit.engines.tables.deciding import Decided, NoSuchDecision, decide
from remit.engines.tables.dmn import read_dmn
from remit.engines.tables.expressions import CellTest, Expression, Literal
from remit.engines.tables.facts import FactsRefused
from remit.engines.tables.faults import UnreadableModel
from remit.engines.tables.grammar import parse_expression
from remit.engines.tables.jdm import read_jdm
from remit.engines.tables.lexing import Dialect, Unparsable
from remit.engines.tables.model import (
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
from remit.engines.tables.telling import tell
from remit.engines.tables.values import UNKNOWN, Kind, Months, Unknown, Value, show

__all__ = [
    "UNKNOWN",
    "CellTest",
    "Decided",
    "Decision",
    "DecisionTable",
    "Dialect",
    "Expression",
    "FactsRefused",
    "Fate",
    "Flaw",
    "FlawKind",
    "HitPolicy",
    "Input",
    "ItemType",
    "Kind",
    "Knowledge",
    "Literal",
    "Model",
    "ModelRefused",
    "Months",
    "NoSuchDecision",
    "Output",
    "Row",
    "RowProof",
    "Step",
    "Unknown",
    "Unparsable",
    "UnreadableModel",
    "Value",
    "check_model",
    "check_table",
    "decide",
    "parse_expression",
    "parse_test",
    "read_dmn",
    "read_jdm",
    "show",
    "tell",
]
