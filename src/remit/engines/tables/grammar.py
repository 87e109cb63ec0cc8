"""From tokens to expressions, by the strength of operators.

An expression has at most MOST_NESTED operators, a bracket counting for three, so that nothing that
walks through it can run out of room. The dialects differ in their words, not in what is built from them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from remit.engines.tables.expressions import (
    COMPARISONS,
    SUBJECT,
    Binary,
    Both,
    Called,
    Either,
    Expression,
    Listed,
    Literal,
    Member,
    Name,
    Negative,
    Operator,
    Opposite,
    Within,
)
from remit.engines.tables.lexing import Dialect, Sort, Token, Unparsable, tokens
from remit.engines.tables.values import NoValue, as_number

MOST_NESTED, BRACKET = 200, 3
OPENING, CLOSING = frozenset({"[", "(", "]"}), frozenset({"]", ")", "["})
_WORDS: dict[str, Expression] = {
    "true": Literal(value=True),
    "false": Literal(value=False),
    "null": Literal(None),
}
_RESERVED = frozenset({"and", "or", "in", *_WORDS})
_STRENGTHS = {"or": 1, "and": 2, "in": 3, "not in": 3, "+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
_STRENGTHS |= dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 3)
_POWER, _SIGN = 6, 7
ENDS = ("<", "<=", ">", ">=")


@dataclass(slots=True)
class Parser:
    """One text on its way to an expression; every method raises Unparsable."""

    dialect: Dialect
    tokens: list[Token]
    at: int = 0
    nested: int = 0
    signs: dict[str, str] = field(default_factory=dict)

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def sign(self, ahead: int = 0) -> str:
        """The operator or word that stands `ahead`, as FEEL writes it; "" for values and names."""
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        if token.sort is Sort.SIGN:
            return self.signs.get(token.text, token.text)
        return token.text if token.sort is Sort.NAME and token.text in _KEYWORDS else ""

    def take(self) -> Token:
        """The token here; goes on."""
        token = self.here
        self.at += token.sort is not Sort.END
        return token

    def expect(self, sign: str) -> None:
        """Goes past a sign that must stand here."""
        if self.sign() != sign:
            raise self.fault(f"此处应为“{sign}”。", f"“{sign}” is expected here.")
        self.take()

    def skip(self, sign: str) -> bool:
        """Goes past the sign if it stands here."""
        if self.sign() != sign:
            return False
        self.take()
        return True

    def fault(self, zh: str, en: str) -> Unparsable:
        """The fault at this place."""
        return Unparsable(self.here.at, zh, en)

    def expression(self, strength: int = 0) -> Expression:
        """The longest expression from here whose operators bind more than `strength`."""
        left = self._prefixed()
        while (operator := self._operator()) and self._binds(operator) > strength:
            left = self._joined(left, operator)
        return left

    def _operator(self) -> str:
        sign = self.sign()
        if sign == "not" and self.sign(1) == "in" and self.dialect is Dialect.JDM:
            return "not in"
        return sign

    def _binds(self, operator: str) -> int:
        return _POWER if operator == "**" else _STRENGTHS.get(operator, 0)

    def _joined(self, left: Expression, operator: str) -> Expression:
        self.take()
        strength = self._binds(operator)
        self._nest(1)
        if operator in ("and", "or"):
            return _flat(Both if operator == "and" else Either, left, self.expression(strength))
        if operator in ("in", "not in"):
            if operator == "not in":
                self.take()
            inside = self._container(left)
            return Opposite(inside) if operator == "not in" else inside
        if operator == "**" and self.dialect is Dialect.JDM:
            strength -= 1
        return Binary(Operator(operator), left, self.expression(strength))

    def _container(self, item: Expression) -> Expression:
        """What follows `in`: a span, or something that comes to a list."""
        if self.at_span():
            return self.span(item)
        return Binary(Operator.IN, item, self.expression(_STRENGTHS["in"]))

    def _nest(self, weight: int = BRACKET) -> None:
        self.nested += weight
        if self.nested > MOST_NESTED:
            raise self.fault(
                f"运算符和括号过多（最多 {MOST_NESTED} 个运算符）。请拆分。",
                f"Too many operators and brackets (at most {MOST_NESTED} operators). Split it.",
            )

    def _opens(self, sign: str) -> bool:
        """Goes past a sign behind which something is nested, if it stands here."""
        if self.sign() != sign:
            return False
        self._nest()
        self.take()
        return True

    def _prefixed(self) -> Expression:
        if self._opens("-"):
            return _negative(self.expression(_SIGN))
        if self.dialect is Dialect.JDM and self._opens("not"):
            return Opposite(self.expression(_STRENGTHS["and"]))
        found = self._value()
        while self._opens("."):
            found = Member(found, self._member())
        return found

    def _member(self) -> str:
        if self.here.sort is not Sort.NAME:
            raise self.fault("“.”之后应为名称。", "A name is expected after “.”.")
        return self.take().text

    def _value(self) -> Expression:
        token = self.here
        if token.sort is Sort.NUMBER:
            return self._number()
        if token.sort is Sort.TEXT:
            return Literal(self.take().text)
        if token.sort is Sort.NAME and token.text not in _RESERVED - set(_WORDS):
            return self._named()
        if self.skip("?"):
            return Name(SUBJECT)
        if self.skip("@"):
            return Called("@", (Literal(self._text()),))
        if self._opens("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self._opens("["):
            return Listed(self.listed("]"))
        if token.sort is Sort.END:
            raise self.fault("表达式不完整。", "The expression is not complete.")
        raise self.fault(f"此处不能用“{token.text}”。", f"“{token.text}” means nothing here.")

    def _text(self) -> str:
        if self.here.sort is not Sort.TEXT:
            raise self.fault(
                "此处应为带引号的文字。", "A text in quotation marks is expected here."
            )
        return self.take().text

    def _number(self) -> Expression:
        try:
            value = Literal(as_number(self.here.text.replace("_", "")))
        except NoValue:
            raise self.fault("数字过长。", "The number is too long.") from None
        self.take()
        return value

    def _named(self) -> Expression:
        name = self.take().text
        if self._opens("("):
            return _called(name, self.listed(")"))
        if name in _WORDS:
            return _WORDS[name]
        return Name(SUBJECT if name == "$" else name)

    def listed(self, closing: str) -> tuple[Expression, ...]:
        """The expressions up to the closing sign, with commas between them."""
        found: list[Expression] = []
        while self.sign() != closing:
            found.append(self.expression())
            if self.sign() != closing:
                self.expect(",")
        self.take()
        return tuple(found)

    def at_span(self) -> bool:
        """Whether a span like `[1..5)` begins here, and no list or bracketed value."""
        if self.sign() not in OPENING:
            return False
        depth = 0
        for token in self.tokens[self.at + 1 :]:
            if token.sort is Sort.SIGN and token.text in "([":
                depth += 1
            elif token.sort is Sort.SIGN and token.text in ")]":
                depth -= 1
            if depth < 0 or (depth == 0 and token.text == ".." and token.sort is Sort.SIGN):
                return depth == 0
        return False

    def span(self, item: Expression) -> Within:
        """Whether the item lies in the span that begins here."""
        self._nest()
        opening = self.take()
        low = self.expression()
        self.expect("..")
        high = self.expression()
        closing = self.take()
        if closing.sort is not Sort.SIGN or closing.text not in CLOSING:
            raise self.fault("区间没有结束。", "The span has no end.")
        if self.dialect is Dialect.JDM and (opening.text == "]" or closing.text == "["):
            raise self.fault("此处不支持反向括号。", "Reversed brackets are not read here.")
        return Within(item, low, high, opening.text == "[", closing.text == "]")

    def end(self) -> None:
        """Makes sure that nothing is left."""
        if self.here.sort is not Sort.END:
            text = self.here.text
            raise self.fault(f"“{text}”多余。", f"“{text}” is too much here.")


_KEYWORDS = frozenset({"and", "or", "in", "not"})


def _negative(part: Expression) -> Expression:
    if (
        isinstance(part, Literal)
        and isinstance(part.value, int)
        and not isinstance(part.value, bool)
    ):
        return Literal(-part.value)
    return Negative(part)


def _flat(kind: type[Both] | type[Either], left: Expression, right: Expression) -> Expression:
    return kind((*(left.parts if isinstance(left, kind) else (left,)), right))


def _called(name: str, arguments: tuple[Expression, ...]) -> Expression:
    if name == "not" and len(arguments) == 1:
        return Opposite(arguments[0])
    return Called(name, arguments)


def parser(text: str, dialect: Dialect, names: Iterable[str] = ()) -> Parser:
    """A parser at the beginning of a text; raises Unparsable."""
    signs = {"==": "=", "^": "**"} if dialect is Dialect.JDM else {}
    return Parser(dialect, tokens(text, dialect, names), signs=signs)


def parse_expression(text: str, dialect: Dialect, names: Iterable[str] = ()) -> Expression:
    """The expression that a text says; raises Unparsable.

    >>> parse_expression("1 + 2 * x", Dialect.FEEL).right.operator
    <Operator.TIMES: '*'>
    """
    parsing = parser(text, dialect, names)
    found = parsing.expression()
    parsing.end()
    return found


def is_condition(expression: Expression) -> bool:
    """Whether the outermost part says yes or no by its form."""
    match expression:
        case Both() | Either() | Opposite() | Within():
            return True
        case Binary(operator):
            return operator in COMPARISONS
    return False
