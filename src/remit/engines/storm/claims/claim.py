"""A claim about accountability, put so that the model can contradict it.

A claim names a regime in which it is made, an effect (a figure under one design less that under
another, or a difference of such differences), and a control: the same effect with the mechanism that
is said to bring it about switched off. It holds where the effect has the claimed sign with its whole
interval, and the control is much smaller or turned over. Nothing is fitted to a claim.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from remit.engines.words import Words

Changes = Mapping[str, float]
SMALL = 0.5


class Text(StrEnum):
    """Where a claim comes from."""

    STORM = "storm"
    OVERLOAD = "overload"
    PARADOX = "paradox"
    ENTERPRISE = "enterprise"
    COOPERATION = "cooperation"
    TU_GONG = "tu_gong"
    TOLERANCE = "tolerance"
    AUDIT = "audit"
    RASUL = "rasul"

    @property
    def words(self) -> Words:
        """The text as a reader finds it."""
        return _TEXTS[self]


_TEXTS: Mapping[Text, Words] = {
    Text.STORM: Words("《“问责风暴”与基层政策执行》", "The accountability storm and grassroots governments"),
    Text.OVERLOAD: Words("《“责任超载”与精准问责》", "Responsibility overload and precise accountability"),
    Text.PARADOX: Words(
        "《基层干部问责悖论：某县精准扶贫调查》", "The paradox of grassroots accountability, a county in Henan"),
    Text.ENTERPRISE: Words("《什么是问责制》（企业）", "What is the accountability system (enterprises)"),
    Text.COOPERATION: Words(
        "《基层政府协同执行机制研究》2021", "S. L. Pang: Cooperative execution at the grassroots, 2021"),
    Text.TU_GONG: Words(
        "Tu、Gong，《公共管理评论》2022", "Tu and Gong, Public Management Review, 2022"),
    Text.TOLERANCE: Words(
        "《自上而下的问责是否促进回应》2024（923 名官员）",
        "Does top-down accountability promote responsiveness? 2024 (923 officials)"),
    Text.AUDIT: Words(
        "Gerardino、Litschig、Pomeranz，《审计的扭曲》2024", "Gerardino, Litschig, Pomeranz: Distortion by audit, 2024"),
    Text.RASUL: Words(
        "Rasul、Rogger，《官僚管理》2018", "Rasul and Rogger: Management of bureaucrats, 2018"),
}  # fmt: skip


class Span(StrEnum):
    """Over which weeks a figure is read: from the settling-in on, while the storm blows, or after it."""

    ALL = "all"
    STORM = "storm"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Effect:
    """A weighted sum of one figure under several designs; weights add up to nothing, or there is one.

    `ratio` takes logarithms, so that the effect is how many times, not how much.
    """

    figure: str
    terms: tuple[tuple[float, Changes], ...]
    span: Span = Span.ALL
    ratio: bool = False


def change(figure: str, base: Changes, changed: Changes, *, span: Span = Span.ALL) -> Effect:
    """What the changed values do to a figure in the regime `base`.

    >>> change("wrong", {}, {"regime.precision": 0.9}).terms[0][0]
    -1.0
    """
    return Effect(figure, ((-1.0, base), (1.0, {**base, **changed})), span)


def difference(
    figure: str, base: Changes, changed: Changes, under: Changes, *, span: Span = Span.ALL,
    ratio: bool = False,
) -> Effect:  # fmt: skip
    """How much more (or how many times more) the changed values do where `under` holds too."""
    terms = (
        (-1.0, {**base, **under}), (1.0, {**base, **under, **changed}),
        (1.0, base), (-1.0, {**base, **changed}),
    )  # fmt: skip
    return Effect(figure, terms, span, ratio)


def above_one(figure: str, base: Changes) -> Effect:
    """How far an index is above one, as its logarithm."""
    return Effect(figure, ((1.0, base),), ratio=True)


def together(figure: str, base: Changes, *parts: Changes, span: Span = Span.ALL) -> Effect:
    """How much more all parts do together than the sum of what each does alone."""
    every = {name: value for part in parts for name, value in part.items()}
    alone = tuple((-1.0, {**base, **part}) for part in parts)
    terms = ((len(parts) - 1.0, base), (1.0, {**base, **every}), *alone)
    return Effect(figure, terms, span)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `sign` is that of the effect; `small` how large the control may be, as a share of the effect.

    `axes` are two parameters over which the sign is mapped; `conditional` says where the claim is known
    not to hold, when it holds only somewhere.
    """

    id: str
    text: Text
    words: Words
    regime: Words
    effect: Effect
    control: Effect
    controlled: Words
    sign: int = 1
    small: float = SMALL
    axes: tuple[str, str] = ("regime.precision", "regime.intensity")
    conditional: Words = field(default=Words("", ""))
