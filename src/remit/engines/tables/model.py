"""Decision tables and the models they stand in, as they were read.

A model is a graph of decisions (DMN 1.5, chapters 6 and 8; gorules' JDM). A decision of DMN sees the
facts and decisions that it requires, each by its name. A step of JDM sees one context, in which what
the steps before it came to is merged, and hands on another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from remit.engines.tables.expressions import Anything, CellTest, Expression
from remit.engines.tables.lexing import Dialect
from remit.engines.tables.values import Kind, Value

ANYTHING = Anything()


class HitPolicy(StrEnum):
    """What counts when several rows apply, by the letters of the standard."""

    UNIQUE = "U"
    ANY = "A"
    PRIORITY = "P"
    FIRST = "F"
    RULE_ORDER = "R"
    OUTPUT_ORDER = "O"
    COLLECT = "C"
    SUM = "C+"
    LEAST = "C<"
    GREATEST = "C>"
    COUNT = "C#"

    @property
    def is_list(self) -> bool:
        """Whether every row that applies counts."""
        return self in _LISTS

    @property
    def is_single(self) -> bool:
        """Whether one row is to count."""
        return self in (HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.PRIORITY, HitPolicy.FIRST)


_LISTS = frozenset({HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER, HitPolicy.COLLECT})


@dataclass(frozen=True, slots=True)
class Input:
    """A condition column: what it reads, and which values are allowed.

    Without `expression` its cells are conditions by themselves. `optional`: it may also be null.
    """

    name: str
    expression: Expression | None
    kind: Kind | None = None
    allowed: CellTest = ANYTHING
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """A conclusion column; `ranking` lists its values, those that go first at the front."""

    name: str
    ranking: tuple[Value, ...] = ()
    default: Expression | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: a test for each input and an expression, or nothing, for each output."""

    id: str
    tests: tuple[CellTest, ...]
    outputs: tuple[Expression | None, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows under one hit policy."""

    id: str
    title: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    dialect: Dialect = Dialect.FEEL


@dataclass(frozen=True, slots=True)
class Entries:
    """A context reckoned entry by entry; JDM's expression step."""

    entries: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """How a step of JDM takes and hands on its context.

    It works on the part `reads` (or each element of it, `each`), puts its result under `writes`, and
    with `passes` hands on what it was given as well.
    """

    reads: Expression | None = None
    each: bool = False
    writes: str = ""
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One node of the graph; without `logic` it hands on what it requires.

    `requires` names the facts, decisions and functions that it sees.
    """

    name: str
    logic: DecisionTable | Expression | Entries | None
    requires: tuple[str, ...] = ()
    flow: Flow | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A function that the model defines: DMN's business knowledge model."""

    name: str
    parameters: tuple[str, ...]
    body: DecisionTable | Expression
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemType:
    """What values a fact may have; without `kind` and `components` any."""

    kind: Kind | None = None
    allowed: CellTest = ANYTHING
    components: tuple[tuple[str, str], ...] = ()
    is_list: bool = False


ANY = ItemType()
BUILT_IN: Mapping[str, ItemType] = MappingProxyType(
    {kind.value: ItemType(kind) for kind in Kind if kind not in (Kind.NULL, Kind.UNKNOWN)}
)
"""The types that need no declaration, by the names of the standard."""


@dataclass(frozen=True, eq=False)
class Model:
    """A graph of decisions over declared facts; without `declared` any fact may be stated.

    `declared` gives the name of each fact's type, "" for any. Two models are the same only if they are one: what is compiled is kept by identity.
    """

    title: str
    decisions: Mapping[str, Decision]
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    declared: Mapping[str, str] | None = None
    types: Mapping[str, ItemType] = field(default_factory=lambda: BUILT_IN)
    dialect: Dialect = Dialect.FEEL
    answer: str = ""
    """The decision that the whole model is about; "" where it names none."""
