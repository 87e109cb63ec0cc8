"""One ladder for two packs, so that a measure of one can be said to be heavier than one of the other.

Idea: measures of the same code are the same rung. What only the earlier pack knows is put in where
it stood among its neighbours; where the two disagree about the order, the later pack's counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from remit.engines.rules.batch.verdicts import Outcomes
from remit.engines.rules.outcome import Outcome
from remit.engines.rules.pack import Measure, Pack

Signature = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The measures of two packs from none to the most severe, each code once."""

    rungs: tuple[Measure, ...]
    places: Mapping[str, int]

    def place(self, measure: Measure) -> int:
        """The rung of a measure; 0 is no measure."""
        return self.places[measure.code]

    def ends(self, outcomes: Outcomes) -> tuple[int, int] | None:
        """The mildest and the most severe rung still possible; None where nothing could be said."""
        if not outcomes:
            return None
        lows = [self.place(outcome.low) for outcome in outcomes]
        return min(lows), max(self.place(outcome.high) for outcome in outcomes)


def scale_of(before: Pack, after: Pack) -> Scale:
    """The common ladder of two packs.

    Every measure that only `before` has comes right after the one below it there.
    """
    rungs = list(after.ladder)
    for below, measure in zip(before.ladder, before.ladder[1:], strict=False):
        if measure.code not in [rung.code for rung in rungs]:
            place = [rung.code for rung in rungs].index(below.code)
            rungs.insert(place + 1, measure)
    return Scale(tuple(rungs), {rung.code: place for place, rung in enumerate(rungs)})


def signature(outcomes: Sequence[Outcome]) -> Signature:
    """What has to agree for two results to be the same, whatever the measures are called."""
    return tuple(sorted(_told(outcome) for outcome in outcomes))


def _told(outcome: Outcome) -> tuple[object, ...]:
    beside = tuple((measure.code, modality.value) for measure, modality in outcome.beside)
    ends = (outcome.status.value, outcome.low.code, outcome.high.code)
    return (*ends, outcome.leanings, beside)
