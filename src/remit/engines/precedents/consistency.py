"""How alike like cases were decided: the steps of decisions, grouped by what they were about.

Pairs are counted from how often each step was given, so that a group costs its steps and not its
pairs. All figures are exact. A group may mix unlike cases, so its spread is a bound of what is
inconsistent in it and no proof.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations

from remit.engines.figures import percent
from remit.engines.words import Words

FAR = 3
Histogram = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over groups of decisions, which add up.

    `same` and `distant` pairs lie no step and at least `far` steps apart, `steps` is the sum over
    all pairs. `foretold` decisions have others in their group; the median of those misses by
    `error` steps in all, and by one step at most for `close` of them.
    """

    cases: int = 0
    pairs: int = 0
    same: int = 0
    distant: int = 0
    steps: int = 0
    foretold: int = 0
    close: int = 0
    error: Fraction = Fraction(0)

    def __add__(self, other: "Agreement") -> "Agreement":
        """Both together, as groups beside one another."""
        fields = (getattr(self, name) + getattr(other, name) for name in self.__slots__)
        return Agreement(*fields)

    @property
    def same_share(self) -> Fraction | None:
        """The share of pairs with the same step; None without pairs."""
        return _share(self.same, self.pairs)

    @property
    def distant_share(self) -> Fraction | None:
        """The share of pairs that lie far apart."""
        return _share(self.distant, self.pairs)

    @property
    def spread(self) -> Fraction | None:
        """How many steps two decisions lie apart on average (Gini's mean difference)."""
        return _share(self.steps, self.pairs)

    @property
    def median_error(self) -> Fraction | None:
        """By how many steps the median of the others misses a decision on average."""
        return _share(self.error, self.foretold)

    @property
    def close_share(self) -> Fraction | None:
        """The share of decisions that the median of the others meets within one step."""
        return _share(self.close, self.foretold)


@dataclass(frozen=True, slots=True)
class Group:
    """The decisions on one matter: mildest, median and heaviest step, and how far they agree."""

    key: str
    lowest: int
    median: Fraction
    highest: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Consistency:
    """The groups by name, all pairs `within` groups, and all decisions `together` as one group."""

    groups: tuple[Group, ...]
    within: Agreement
    together: Agreement
    words: Words


def consistency(decided: Mapping[str, Iterable[int]], *, far: int = FAR) -> Consistency:
    """How far decisions agree that were grouped by key; each is given as a step of the ladder.

    Pairs count as distant from `far` steps on, at least 1.


    >>> found = consistency({"late report": [1, 1, 2], "false report": [2, 6]})
    >>> str(found.within.same_share), str(found.within.distant_share)
    ('1/4', '1/4')
    """
    counted = {key: Counter(steps) for key, steps in sorted(decided.items())}
    groups = tuple(_group(key, steps, far) for key, steps in counted.items() if steps)
    within = sum((group.agreement for group in groups), Agreement())
    together = agreement(sum(counted.values(), Counter[int]()), far=far)
    return Consistency(groups, within, together, _words(within, together, far))


def agreement(given: Histogram, *, far: int = FAR) -> Agreement:
    """How far decisions agree, of which so many were `given` each step."""
    cases = sum(given.values())
    apart = [(abs(a - b), given[a] * given[b]) for a, b in combinations(given, 2)]
    misses = [(miss, given[step]) for step, miss in _misses(given)]
    return Agreement(
        cases=cases,
        pairs=cases * (cases - 1) // 2,
        same=sum(times * (times - 1) // 2 for times in given.values()),
        distant=sum(pairs for gap, pairs in apart if gap >= far),
        steps=sum(gap * pairs for gap, pairs in apart),
        foretold=sum(times for _, times in misses),
        close=sum(times for miss, times in misses if miss <= 1),
        error=sum((miss * times for miss, times in misses), Fraction(0)),
    )


def _group(key: str, given: Histogram, far: int) -> Group:
    return Group(key, min(given), _median(given), max(given), agreement(given, far=far))


def _misses(given: Histogram) -> Iterator[tuple[int, Fraction]]:
    """By how much the median of all others misses a decision of each step, where there are any."""
    if sum(given.values()) < 2:
        return
    for step in given:
        others = {other: times - (other == step) for other, times in given.items()}
        yield step, abs(_median(others) - step)


def _median(given: Histogram) -> Fraction:
    """The middle step, or halfway between the two in the middle."""
    last = sum(given.values()) - 1
    return Fraction(_at(given, last // 2) + _at(given, last - last // 2), 2)


def _at(given: Histogram, place: int) -> int:
    """The step at a place when all are put in order."""
    steps = sorted(given)
    ends = list(accumulate(given[step] for step in steps))
    return steps[bisect_right(ends, place)]


def _share(part: int | Fraction, whole: int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def _words(within: Agreement, together: Agreement, far: int) -> Words:
    if not within.pairs:
        return Words("没有可以比较的同类决定。", "There are no decisions on one matter to compare.")
    same, distant = _told(within.same_share), _told(within.distant_share)
    close, without = _told(within.close_share), _told(together.close_share)
    miss = f"{float(within.error / within.foretold):.2f}"
    return Words(
        f"同类决定共{within.pairs:,}对：{same.zh}处理相同，{distant.zh}相差{far}级以上。"
        f"以同类其他决定的中位数推断，平均相差{miss}级，{close.zh}相差不超过一级；"
        f"不分类推断，则为{without.zh}。",
        f"Of {within.pairs:,} pairs of decisions on the same matter, {same.en} came to the same "
        f"step and {distant.en} lie {far} or more steps apart. The median of the others on the "
        f"matter misses by {miss} steps on average and is within one step for {close.en}; the "
        f"median of all others, whatever the matter, for {without.en}.",
    )


def _told(share: Fraction | None) -> Words:
    text = "-" if share is None else percent(share)
    return Words(text.replace(" ", ""), text)
