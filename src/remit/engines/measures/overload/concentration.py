"""How unevenly duties lie on posts, and how many superiors' lines end in one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from remit.engines.measures.statistics import Estimate, gini
from remit.engines.words import Words

LEAST = 10


@dataclass(frozen=True, slots=True)
class Concentration:
    """The Gini coefficient of duties over posts: exact, and with its interval."""

    exact: Fraction
    estimate: Estimate
    duties: Mapping[str, int]
    least: int = LEAST

    @property
    def n(self) -> int:
        """How many posts."""
        return len(self.duties)

    @property
    def enough(self) -> bool:
        """Whether there are enough posts."""
        return self.n >= self.least

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        told = f"{float(self.exact):.2f}"
        few = Words("", "")
        if not self.enough:
            few = Words(
                f"岗位不足{self.least}个，仅供参考。",
                f" Fewer than {self.least} posts: a hint only.",
            )
        return Words(
            f"{self.n}个岗位之间职责分布的基尼系数为{told}（0为均等，越近1越集中）。{few.zh}",
            f"Duties lie on {self.n} posts with a Gini coefficient of {told} (0 is even, towards 1 "
            f"few posts have all).{few.en}",
        )


def concentration(duties: Mapping[str, int]) -> Concentration:
    """How unevenly duties (their number, or hours) lie on posts."""
    amounts = list(duties.values())
    return Concentration(exact_gini(amounts), gini(amounts), duties)


def exact_gini(amounts: Sequence[int]) -> Fraction:
    """The mean difference of all pairs over twice the mean; 0 where there is nothing.

    >>> exact_gini([1, 1, 1, 1]), exact_gini([0, 0, 0, 4])
    (Fraction(0, 1), Fraction(3, 4))
    """
    total, count = sum(amounts), len(amounts)
    if not total:
        return Fraction(0)
    ranked = sum((2 * rank - count - 1) * each for rank, each in enumerate(sorted(amounts), 1))
    return Fraction(ranked, count * total)


@dataclass(frozen=True, slots=True)
class Needle:
    """A post and the superiors' lines that end in it: many threads, one needle's eye."""

    post: str
    lines: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many distinct lines of superiors end here."""
        return len(self.lines)

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return Words(
            f"有{self.n}条上级条线的工作最终都落到“{self.post}”。",
            f"The work of {self.n} superiors' lines ends in {self.post}.",
        )


def needle(assigned: Mapping[str, Sequence[str]]) -> tuple[Needle, ...]:
    """For every post the distinct lines whose duties end in it, most lines first.

    `assigned` gives, by post, from which superior's line each of its duties came.
    """
    found = [Needle(post, tuple(sorted(set(lines)))) for post, lines in assigned.items()]
    return tuple(sorted(found, key=lambda each: (-each.n, each.post)))
