"""What a set of effects comes to on the ladder."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.rules.pack import Effect, EffectKind, Measure, Modality, Pack
from remit.engines.words import Words


class OutcomeStatus(StrEnum):
    """Whether measures are admissible, the person is exempt, or no provision gives a measure."""

    MEASURE = "measure"
    EXEMPT = "exempt"
    NO_BASIS = "no_basis"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One possible result: every measure from `low` to `high` is admissible.

    `leanings` say towards which end: "lighter", "heavier", each with "may" or "shall".
    """

    status: OutcomeStatus
    low: Measure
    high: Measure
    leanings: tuple[str, ...]
    words: Words

    def admits(self, measure: Measure) -> bool:
        """Whether the measure lies in the range."""
        return self.low.rank <= measure.rank <= self.high.rank


def outcome_of(pack: Pack, effects: Iterable[Effect]) -> Outcome:
    """The outcome of effects that stand together.

    The band comes first (of several the heaviest), then shifts, which do not add up, then
    exemption, then caps. An effect that *may* apply widens the range; one that *shall* moves it.
    """
    given = tuple(effects)
    bands = _of(given, EffectKind.BAND)
    if not bands:
        return _named(pack, OutcomeStatus.NO_BASIS, 0, 0, ())
    if any(e.modality is Modality.SHALL for e in _of(given, EffectKind.EXEMPT)):
        return _named(pack, OutcomeStatus.EXEMPT, 0, 0, ())
    low, high = max(band.low for band in bands), max(band.high for band in bands)
    low, high = _shifted(pack, low, high, _of(given, EffectKind.SHIFT))
    if _of(given, EffectKind.EXEMPT):
        low = 0
    for cap in _of(given, EffectKind.CAP):
        low, high = min(low, cap.high), min(high, cap.high)
    leanings = sorted({f"{e.lean} {e.modality.value}" for e in _of(given, EffectKind.LEAN)})
    return _named(pack, OutcomeStatus.MEASURE, low, high, tuple(leanings))


def conflicting(pack: Pack, effects: Iterable[Effect]) -> bool:
    """Whether several different bands stand although the pack has no provision for that."""
    bands = {(band.low, band.high) for band in _of(tuple(effects), EffectKind.BAND)}
    return len(bands) > 1 and pack.concurrence is None


def _of(effects: Iterable[Effect], kind: EffectKind) -> tuple[Effect, ...]:
    return tuple(effect for effect in effects if effect.kind is kind)


def _shifted(pack: Pack, low: int, high: int, shifts: Iterable[Effect]) -> tuple[int, int]:
    steps = {
        (way, modality): max((s.steps * way for s in shifts if s.modality is modality), default=0)
        for way in (-1, 1)
        for modality in Modality
    }
    for way in (-1, 1):
        must = max(0, steps[way, Modality.SHALL]) * way
        low, high = pack.stepped(low, must), pack.stepped(high, must)
    milder = max(0, steps[-1, Modality.MAY])
    heavier = max(0, steps[1, Modality.MAY])
    return pack.stepped(low, -milder), pack.stepped(high, heavier)


_LEANINGS = {
    "lighter may": Words("可以从轻", "a lighter choice within it is allowed"),
    "lighter shall": Words("应当从轻", "the lighter end must be chosen"),
    "heavier may": Words("可以从重", "a heavier choice within it is allowed"),
    "heavier shall": Words("应当从重", "the heavier end must be chosen"),
}


def _named(
    pack: Pack, status: OutcomeStatus, low: int, high: int, leanings: tuple[str, ...]
) -> Outcome:
    mild, severe = pack.ladder[low], pack.ladder[high]
    return Outcome(status, mild, severe, leanings, _words(status, mild, severe, leanings))


def _words(status: OutcomeStatus, low: Measure, high: Measure, leanings: tuple[str, ...]) -> Words:
    if status is OutcomeStatus.NO_BASIS:
        return Words("没有给予处理的依据", "no provision gives a measure")
    if status is OutcomeStatus.EXEMPT:
        return Words("免予处理", "exempt: no measure")
    zh, en = low.name.zh, low.name.en
    if low != high:
        zh, en = f"{zh}至{high.name.zh}", f"{en} to {high.name.en}"
    for leaning in leanings:
        zh, en = f"{zh}，{_LEANINGS[leaning].zh}", f"{en}; {_LEANINGS[leaning].en}"
    return Words(zh, en)
