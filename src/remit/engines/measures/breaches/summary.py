"""Many deadlines together: how many were missed, and how much of the lateness nobody recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from remit.engines.measures.breaches.breach import Breach
from remit.engines.measures.breaches.cases import UNRECORDED
from remit.engines.measures.spans import lasting
from remit.engines.words import Words

LEAST = 20


@dataclass(frozen=True, slots=True)
class Lateness:
    """What the missed deadlines have in common; nothing in it is by person.

    `cases` counts all, `breaches` are the late ones; `after_last` is the median time, in
    microseconds, between the last recorded step and the end of a late case.
    """

    cases: int
    breaches: tuple[Breach, ...]
    late: int
    unrecorded: Fraction
    after_last: int
    least: int = LEAST
    unit: str = "microsecond"

    @property
    def n(self) -> int:
        """How many were late."""
        return len(self.breaches)

    @property
    def items(self) -> tuple[str, ...]:
        """The late items."""
        return tuple(breach.case.item for breach in self.breaches)

    @property
    def enough(self) -> bool:
        """Whether enough were late to speak of more than these."""
        return self.n >= self.least

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        share, after = round(100 * self.unrecorded), lasting(self.after_last)
        few = "" if self.enough else f"超期不足{self.least}件，仅说明这些事项本身。"
        few_en = "" if self.enough else f" Fewer than {self.least} late: it speaks of these alone."
        return Words(
            f"{self.cases:,}件中有{self.n:,}件超期；超期时间的{share}%没有任何步骤记录，"
            f"最后一次记录到办结的中位时间为{after.zh}。{few}",
            f"{self.n:,} of {self.cases:,} were late; no step is recorded in {share}% of the time "
            f"they were late, and the median time from the last record to the end is {after.en}."
            f"{few_en}",
        )


def lateness(breaches: Iterable[Breach]) -> Lateness:
    """All cases with a deadline, late or not, taken together."""
    every = list(breaches)
    late = tuple(each for each in every if each.late)
    total = sum(each.late for each in late)
    outside = sum((each.by_holder.get(UNRECORDED, Fraction(0)) for each in late), Fraction(0))
    after = [_after_last(each) for each in late]
    return Lateness(
        cases=len(every),
        breaches=late,
        late=total,
        unrecorded=outside / total if total else Fraction(0),
        after_last=round(median(after)) if after else 0,
    )


def _after_last(breach: Breach) -> int:
    last = breach.case.segments[-1]
    return last.actual if last.holder == UNRECORDED else 0
