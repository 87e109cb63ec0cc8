"""The matrix from result to result in a size that can be drawn."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from remit.engines.rules.whatif.answer import Label, WhatIf
from remit.engines.rules.whatif.flows import severity
from remit.engines.words import Words

MOST_RESULTS = 9
REST = Label(None, 1, 1, Words("其余结果", "other results"))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Results from mild to severe, and the number of cases for every pair that occurs."""

    results: tuple[Label, ...]
    cases: Mapping[tuple[Label, Label], int]

    @property
    def most_moved(self) -> int:
        """The largest number away from the diagonal."""
        moved = [cases for (before, after), cases in self.cases.items() if before != after]
        return max(moved, default=0)


def matrix_of(answer: WhatIf, most: int = MOST_RESULTS) -> Matrix:
    """The results between which most cases move, at most `most`; what is left stands together."""
    weights: Counter[Label] = Counter()
    for flow in answer.flows:
        for label in {flow.before, flow.after}:
            weights[label] += flow.cases if flow.before != flow.after else 0
    shown = {label for label, _ in weights.most_common(most)}
    cases: Counter[tuple[Label, Label]] = Counter()
    for flow in answer.flows:
        cases[_shown(flow.before, shown), _shown(flow.after, shown)] += flow.cases
    results = sorted({label for pair in cases for label in pair}, key=_order)
    return Matrix(tuple(results), dict(cases))


def _shown(label: Label, shown: set[Label]) -> Label:
    return label if label in shown else REST


def _order(label: Label) -> tuple[bool, tuple[int, int, int]]:
    return label == REST, severity(label)
