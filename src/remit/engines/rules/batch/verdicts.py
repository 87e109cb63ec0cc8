"""What each set of effects comes to, reckoned once."""

import numpy as np

from remit.engines.rules.batch.compiling import CompiledPack
from remit.engines.rules.batch.openness import searched, sure
from remit.engines.rules.batch.packing import Places
from remit.engines.rules.batch.reckoning import Reckoning, undecided
from remit.engines.rules.batch.search import Masks
from remit.engines.rules.laws import lighter
from remit.engines.rules.outcome import Outcome, outcome_of
from remit.engines.rules.pack import Effect

Outcomes = tuple[Outcome, ...]


class Verdicts:
    """The outcomes and results of one compiled pack; each set of effects is judged once.

    Outcomes and results are numbered as they are met, so that they are compared as a whole only once.
    """

    def __init__(self, compiled: CompiledPack) -> None:
        self._compiled = compiled
        self._outcomes: dict[Outcome, int] = {}
        self._of_mask: dict[int, int] = {}
        self._results: dict[frozenset[int], int] = {}
        self._of_masks: dict[Masks, int] = {}

    def number(self, masks: Masks) -> int:
        """The number of the result that these sets of effects leave; none is a result of its own."""
        if masks not in self._of_masks:
            outcomes = frozenset(self._outcome(mask) for mask in masks)
            self._of_masks[masks] = self._results.setdefault(outcomes, len(self._results))
        return self._of_masks[masks]

    @property
    def results(self) -> list[Outcomes]:
        """The results met so far by number, outcomes from mild to severe."""
        outcomes = list(self._outcomes)
        return [
            tuple(sorted((outcomes[number] for number in numbers), key=_severity))
            for numbers in self._results
        ]

    def _outcome(self, mask: int) -> int:
        """The number of the outcome of one set of effects; under two laws of the lighter one."""
        if mask not in self._of_mask:
            laws = range(len(self._compiled.laws))
            each = [outcome_of(self._compiled.pack, self._effects(mask, law)) for law in laws]
            outcome = each[lighter(each)]
            self._of_mask[mask] = self._outcomes.setdefault(outcome, len(self._outcomes))
        return self._of_mask[mask]

    def _effects(self, mask: int, law: int) -> list[Effect]:
        effects = enumerate(self._compiled.effects)
        return [effect for place, (of, effect) in effects if of == law and mask >> place & 1]


def _severity(outcome: Outcome) -> tuple[int, int, str, str]:
    return outcome.high.rank, outcome.low.rank, outcome.status, outcome.words.en


def judged(reckoning: Reckoning) -> tuple[list[Outcomes], Places]:
    """The distinct results, and which one every case has; an open case past the bound has none."""
    verdicts = Verdicts(reckoning.compiled)
    result = np.zeros(reckoning.rows, dtype=np.intp)
    still_open = undecided(reckoning)
    for rows, masks in sure(reckoning, np.flatnonzero(~still_open)):
        result[rows] = verdicts.number(masks)
    for rows, masks in searched(reckoning, np.flatnonzero(still_open)):
        result[rows] = verdicts.number(masks)
    return verdicts.results, result[reckoning.kind]
