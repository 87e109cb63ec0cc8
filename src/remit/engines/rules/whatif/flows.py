"""From which result to which: the matrix, and results in words."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from remit.engines.rules.batch.verdicts import Outcomes
from remit.engines.rules.outcome import Outcome, OutcomeStatus
from remit.engines.rules.whatif.answer import Flow, Label
from remit.engines.rules.whatif.scale import Scale
from remit.engines.words import Words

MOST_TOLD = 2
OPEN = Label(None, 0, 0, Words("事实待查，结果未定", "open: facts are missing"))
REFUSED = Words("未查明的事实过多，无法计算", "too many facts are open to reckon")
CLASH = Words("规定相互冲突，须由人判断：", "provisions conflict, a person must judge: ")
_ORDER = (
    OutcomeStatus.NO_BASIS,
    OutcomeStatus.EXEMPT,
    OutcomeStatus.MEASURE,
    OutcomeStatus.CONFLICT,
)


def result_words(outcomes: Outcomes) -> Words:
    """All outcomes still possible in one line."""
    if not outcomes:
        return REFUSED
    if len(outcomes) > MOST_TOLD:
        return _span(outcomes)
    return Words(
        "，或者".join(o.words.zh for o in outcomes), " — or ".join(o.words.en for o in outcomes)
    )


def _span(outcomes: Outcomes) -> Words:
    """Many outcomes by their ends."""
    low = min((outcome.low for outcome in outcomes), key=lambda measure: measure.rank)
    high = max((outcome.high for outcome in outcomes), key=lambda measure: measure.rank)
    ends = span_words(low.name, high.name)
    count = len(outcomes)
    return Words(
        f"尚有{count}种可能，介于{ends.zh}之间", f"{count} outcomes possible, from {ends.en}"
    )


def span_words(low: Words, high: Words) -> Words:
    """A range of measures by its ends."""
    return low if low == high else Words(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")


def flows_of(
    scale: Scale, results: Sequence[tuple[Outcomes, Outcomes]], counts: NDArray[np.intp]
) -> tuple[Flow, ...]:
    """The matrix from result to result, mild ones first; what never occurs is left out."""
    found: Counter[tuple[Label, Label]] = Counter()
    for (before, after), cases in zip(results, counts.tolist(), strict=True):
        found[label_of(scale, before), label_of(scale, after)] += cases
    flows = [Flow(before, after, cases) for (before, after), cases in found.items()]
    return tuple(sorted(flows, key=lambda flow: (severity(flow.before), severity(flow.after))))


def label_of(scale: Scale, outcomes: Outcomes) -> Label:
    """The row or column of the matrix in which a result stands; leanings are not told apart."""
    if len(outcomes) != 1:
        return OPEN
    only = outcomes[0]
    return Label(only.status, scale.place(only.low), scale.place(only.high), _words(only))


def severity(label: Label) -> tuple[int, int, int]:
    """The order of results from mild to severe; open ones come last."""
    status = len(_ORDER) if label.status is None else min(_ORDER.index(label.status), 2)
    return status, label.high, label.low


def _words(outcome: Outcome) -> Words:
    if outcome.status in (OutcomeStatus.NO_BASIS, OutcomeStatus.EXEMPT):
        return outcome.words
    span = span_words(outcome.low.name, outcome.high.name)
    clash = outcome.status is OutcomeStatus.CONFLICT
    return Words(f"{CLASH.zh}{span.zh}", f"{CLASH.en}{span.en}") if clash else span
