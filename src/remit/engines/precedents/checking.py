"""What stands against a base of decided cases or a new case, all at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from remit.engines.findings import Finding, error
from remit.engines.precedents.aspects import Aspect, Quantity, Scale, Value
from remit.engines.precedents.cases import Precedent

SOURCE = "docs/explanation/precedents.md"


def check_aspects(aspects: Sequence[Aspect]) -> Iterator[Finding]:
    """Doubled aspects, scales with fewer than two values or doubled ones, reversed quantities."""
    yield from twice("aspect", (aspect.id for aspect in aspects))
    for aspect in aspects:
        match aspect:
            case Scale():
                yield from _check_steps("scale", aspect.id, aspect.codes)
            case Quantity() if aspect.marks[0] >= aspect.marks[-1]:
                yield _fault(
                    "range_reversed",
                    aspect.id,
                    f"下限{aspect.least}不低于上限{aspect.most}。请对调或改正。",
                    f"The least, {aspect.least}, is not below the most, {aspect.most}. "
                    "Swap or correct them.",
                )


def check_ladder(codes: Sequence[str]) -> Iterator[Finding]:
    """A ladder with fewer than two outcomes or doubled ones."""
    yield from _check_steps("ladder", "ladder", codes)


def check_precedents(
    aspects: Sequence[Aspect], outcomes: Iterable[str], precedents: Sequence[Precedent]
) -> Iterator[Finding]:
    """Doubled cases, outcomes that are not on the ladder, values that are none."""
    known = {aspect.id: aspect for aspect in aspects}
    yield from twice("precedent", (precedent.id for precedent in precedents))
    for precedent in precedents:
        if precedent.outcome not in outcomes:
            yield _fault(
                "unknown_outcome",
                precedent.id,
                f"结果“{precedent.outcome}”不在阶梯上。请改正，或将其补入阶梯。",
                f"The outcome “{precedent.outcome}” is not on the ladder. "
                "Correct it, or add it to the ladder.",
            )
        yield from check_values(known, precedent.values, precedent.id)


def check_values(
    aspects: Mapping[str, Aspect], values: Mapping[str, Value], case: str
) -> Iterator[Finding]:
    """Values of unknown aspects, and values that their aspect does not have."""
    for name, value in values.items():
        if name not in aspects:
            yield _fault(
                "unknown_aspect",
                f"{case}.{name}",
                f"没有名为“{name}”的比较项。请改正，或先定义。",
                f"There is no aspect “{name}”. Correct the name, or define it first.",
            )
        elif not aspects[name].admits(value):
            yield _fault(
                "wrong_value",
                f"{case}.{name}",
                f"“{name}”不能取{value!r}。请改正；不明的，请不要填写。",
                f"“{name}” cannot be {value!r}. Correct it, or leave it out where it is unknown.",
            )


def twice(kind: str, names: Iterable[str]) -> Iterator[Finding]:
    """A finding for every name that is given more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield _fault(
                f"{kind}_twice",
                name,
                f"“{name}”出现了{times}次。请只保留一处，或改名。",
                f"“{name}” is given {times} times. Keep one, or rename the others.",
            )


def _check_steps(kind: str, name: str, codes: Sequence[str]) -> Iterator[Finding]:
    yield from twice(f"{kind}_value", codes)
    if len(codes) < 2:
        yield _fault(
            f"{kind}_too_short",
            name,
            f"“{name}”至少须有由轻到重的两个值。请补充。",
            f"“{name}” needs two values at least, from milder to heavier. Add them.",
        )


def _fault(kind: str, subject: str, zh: str, en: str) -> Finding:
    return error(f"precedents.{kind}", subject, zh, en, SOURCE)
