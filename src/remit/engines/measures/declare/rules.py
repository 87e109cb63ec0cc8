"""What a rule on the order of activities says."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.dates import TimeLimit
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

SOURCE = "docs/explanation/measures/declare.md"


class Template(StrEnum):
    """What kind of rule it is; a and b are the rule's first and second activity."""

    EXISTENCE = "existence"
    ABSENCE = "absence"
    EXACTLY = "exactly"
    INIT = "init"
    RESPONDED_EXISTENCE = "responded_existence"
    COEXISTENCE = "coexistence"
    RESPONSE = "response"
    PRECEDENCE = "precedence"
    SUCCESSION = "succession"
    ALTERNATE_RESPONSE = "alternate_response"
    ALTERNATE_PRECEDENCE = "alternate_precedence"
    ALTERNATE_SUCCESSION = "alternate_succession"
    CHAIN_RESPONSE = "chain_response"
    CHAIN_PRECEDENCE = "chain_precedence"
    CHAIN_SUCCESSION = "chain_succession"
    NOT_COEXISTENCE = "not_coexistence"
    NOT_SUCCESSION = "not_succession"
    NOT_CHAIN_SUCCESSION = "not_chain_succession"

    @property
    def binary(self) -> bool:
        """Whether it speaks of two activities."""
        return self not in UNARY

    def words(self, first: str, second: str, count: int = 1) -> Words:
        """The rule as a reader is told it."""
        zh, en = _WORDS[self]
        named = {"a": first, "b": second, "n": count}
        return Words(zh.format(**named), en.format(**named))


UNARY = frozenset({Template.EXISTENCE, Template.ABSENCE, Template.EXACTLY, Template.INIT})
TIMED = frozenset({Template.EXISTENCE, Template.RESPONSE, Template.SUCCESSION})
"""The templates a time limit may be put on: something has to follow."""

_WORDS = {
    Template.EXISTENCE: Words("“{a}”至少办理{n}次", "{a} is done at least {n} times"),
    Template.ABSENCE: Words("“{a}”办理不满{n}次", "{a} is done fewer than {n} times"),
    Template.EXACTLY: Words("“{a}”恰好办理{n}次", "{a} is done exactly {n} times"),
    Template.INIT: Words("首先办理“{a}”", "{a} comes first"),
    Template.RESPONDED_EXISTENCE: Words(
        "办理“{a}”的，也须办理“{b}”", "where {a} is done, {b} is done too"
    ),
    Template.COEXISTENCE: Words(
        "“{a}”与“{b}”须一并办理", "{a} and {b} are both done or neither is"
    ),
    Template.RESPONSE: Words("办理“{a}”之后须办理“{b}”", "{a} is followed by {b}"),
    Template.PRECEDENCE: Words("办理“{b}”之前须先办理“{a}”", "{b} comes only after {a}"),
    Template.SUCCESSION: Words(
        "“{a}”之后须有“{b}”，“{b}”之前须有“{a}”",
        "{a} is followed by {b}, and {b} comes only after {a}",
    ),
    Template.ALTERNATE_RESPONSE: Words(
        "每次办理“{a}”之后，须先办理“{b}”才能再次办理“{a}”",
        "each {a} is followed by {b} before the next {a}",
    ),
    Template.ALTERNATE_PRECEDENCE: Words(
        "每次办理“{b}”之前，须重新办理“{a}”", "each {b} has an {a} of its own before it"
    ),
    Template.ALTERNATE_SUCCESSION: Words("“{a}”与“{b}”须交替办理", "{a} and {b} take turns"),
    Template.CHAIN_RESPONSE: Words("办理“{a}”后紧接着办理“{b}”", "the next step after {a} is {b}"),
    Template.CHAIN_PRECEDENCE: Words("“{b}”的前一步须为“{a}”", "the step before {b} is {a}"),
    Template.CHAIN_SUCCESSION: Words(
        "“{a}”与“{b}”须前后紧接", "{a} and {b} come one right after the other"
    ),
    Template.NOT_COEXISTENCE: Words(
        "“{a}”与“{b}”不得在同一事项中办理", "{a} and {b} are never done for the same item"
    ),
    Template.NOT_SUCCESSION: Words("办理“{a}”之后不得办理“{b}”", "{b} never comes after {a}"),
    Template.NOT_CHAIN_SUCCESSION: Words(
        "“{a}”之后不得紧接着办理“{b}”", "{b} is never the next step after {a}"
    ),
}


class RuleMistaken(Refusal):
    """A rule was written that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A template with its activities.

    `count` is for existence (at least), absence (fewer than) and exactly. `within` limits the time
    from the first activity to the second, from the item's first event for existence. `source` says
    where the rule is written. Raises RuleMistaken.

    >>> Rule(Template.RESPONSE, "complaint", "answer").words.en
    'complaint is followed by answer'
    """

    template: Template
    first: str
    second: str = ""
    count: int = 1
    within: TimeLimit | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if mistakes := tuple(_mistakes(self)):
            raise RuleMistaken(*mistakes)

    @property
    def id(self) -> str:
        """The rule as a short text, the same for the same rule."""
        named = ", ".join(filter(None, (self.first, self.second)))
        times = f", {self.count}" if self.count != 1 else ""
        limit = f", {self.within.id}" if self.within else ""
        return f"{self.template.value}({named}{times}{limit})"

    @property
    def words(self) -> Words:
        """The rule as a reader is told it."""
        told = self.template.words(self.first, self.second, self.count)
        if self.within is None:
            return told
        limit = self.within.unit.of(self.within.amount)
        return Words(f"{told.zh}，期限{limit.zh}", f"{told.en}, within {limit.en}")

    def __str__(self) -> str:
        return self.id


def _mistakes(rule: Rule) -> Iterator[Finding]:
    if rule.template.binary and rule.second in ("", rule.first):
        yield error(
            "declare.two_activities",
            rule.id,
            "这类规则需要两个不同的环节。请补充或改正第二个环节。",
            "A rule of this kind needs two different activities. Name the second one.",
            SOURCE,
        )
    if rule.count < 1:
        yield error(
            "declare.count",
            rule.id,
            "次数须为正整数。请改正。",
            "How often must be a number from 1. Correct it.",
            SOURCE,
        )
    if rule.within is not None and rule.template not in TIMED:
        yield error(
            "declare.limit_misplaced",
            rule.id,
            "期限只适用于“存在”“响应”和“相继”规则。请改用其中之一。",
            "Only existence, response and succession can have a time limit. Use one of these.",
            SOURCE,
        )
