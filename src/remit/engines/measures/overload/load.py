"""The load of open duties at an instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from remit.engines.words import Words


class Duty(NamedTuple):
    """An open duty: its normative hours, and the working hours its holder has until it is due.

    `ref` names the entry behind it. Where no hours are left, the whole duty weighs as if one were.
    """

    ref: int | str
    hours: Fraction
    left: Fraction


@dataclass(frozen=True, slots=True)
class Load:
    """How many hours of work there are for each hour available; over 1 means some will be late."""

    value: Fraction
    duties: tuple[int | str, ...]
    overdue: tuple[int | str, ...]
    unit: str = "hours of work an hour"

    @property
    def n(self) -> int:
        """How many duties are open."""
        return len(self.duties)

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        told = f"{float(self.value):.2f}"
        more = Words("，工作量已超过可用时间", ", more than there is time for")
        over = more if self.value > 1 else Words("", "")
        return Words(
            f"现有{self.n}项未完成职责，每个可用工时对应{told}小时的工作量{over.zh}。",
            f"{self.n} duties are open: {told} hours of work for each hour available{over.en}.",
        )


def load(duties: Iterable[Duty]) -> Load:
    """The sum over duties of hours needed per hour left.

    >>> load([Duty(1, Fraction(8), Fraction(16)), Duty(2, Fraction(4), Fraction(40))]).value
    Fraction(3, 5)
    """
    every = tuple(duties)
    parts = (duty.hours / max(duty.left, Fraction(1)) for duty in every)
    overdue = tuple(duty.ref for duty in every if duty.left <= 0)
    return Load(sum(parts, Fraction(0)), tuple(duty.ref for duty in every), overdue)
