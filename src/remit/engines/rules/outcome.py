"""What a set of effects comes to on the ladder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from remit.engines.rules.pack import Effect, EffectKind, Measure, Modality, Pack
from remit.engines.words import Words


class OutcomeStatus(StrEnum):
    """Whether measures are admissible, the person is exempt, or no provision gives a measure.

    Conflict: provisions give different measures and none says which goes first; a person must judge.
    """

    MEASURE = "measure"
    CONFLICT = "conflict"
    EXEMPT = "exempt"
    NO_BASIS = "no_basis"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One possible result: every measure from `low` to `high` is admissible.

    `leanings` say towards which end: "lighter", "heavier", each with "may" or "shall". `beside` are
    measures added to the one chosen.
    """

    status: OutcomeStatus
    low: Measure
    high: Measure
    leanings: tuple[str, ...]
    words: Words
    beside: tuple[tuple[Measure, Modality], ...] = ()

    def admits(self, measure: Measure) -> bool:
        """Whether the measure lies in the range."""
        return self.low.rank <= measure.rank <= self.high.rank


def outcome_of(pack: Pack, effects: Iterable[Effect]) -> Outcome:
    """The outcome of effects that stand together.

    The band comes first (of several the heaviest), then shifts, which do not add up, then
    exemption, then caps. An effect that *may* apply widens the range; one that *shall* moves it.
    Different bands without a provision on concurrence are a conflict, shown from end to end.
    """
    given = tuple(effects)
    bands = _of(given, EffectKind.BAND)
    if not bands:
        return _named(pack, OutcomeStatus.NO_BASIS, 0, 0)
    if any(e.modality is Modality.SHALL for e in _of(given, EffectKind.EXEMPT)):
        return _named(pack, OutcomeStatus.EXEMPT, 0, 0)
    clash = conflicting(pack, bands)
    low = (min if clash else max)(band.low for band in bands)
    high = max(band.high for band in bands)
    low, high = _shifted(pack, low, high, _of(given, EffectKind.SHIFT))
    if _of(given, EffectKind.EXEMPT):
        low = 0
    for cap in _of(given, EffectKind.CAP):
        low, high = min(low, cap.high), min(high, cap.high)
    status = OutcomeStatus.CONFLICT if clash else OutcomeStatus.MEASURE
    leanings = sorted({f"{e.lean} {e.modality.value}" for e in _of(given, EffectKind.LEAN)})
    return _named(pack, status, low, high, tuple(leanings), _beside(pack, given))


def reduced(pack: Pack, effects: Iterable[Effect]) -> frozenset[Effect]:
    """The effects in a shorter form that comes to the same outcome, also together with others.

    Of caps only the lowest counts, of shifts one way the furthest, of bands under a provision on
    concurrence the heaviest ends; beside "shall be exempt" only that there is a band.
    """
    given = tuple(effects)
    bands = _of(given, EffectKind.BAND)
    exempt = [e for e in _of(given, EffectKind.EXEMPT) if e.modality is Modality.SHALL]
    if exempt:
        return frozenset((*exempt[:1], *(_ANY_BAND for _ in bands[:1])))
    kept = {replace(band, modality=Modality.SHALL) for band in bands}
    if pack.concurrence and len(kept) > 1:
        low, high = max(band.low for band in bands), max(band.high for band in bands)
        kept = {replace(_ANY_BAND, low=low, high=high)}
    caps = [cap.high for cap in _of(given, EffectKind.CAP)]
    if caps:
        kept.add(Effect(EffectKind.CAP, Modality.SHALL, high=min(caps)))
    others = (EffectKind.EXEMPT, EffectKind.LEAN, EffectKind.CONCUR)
    return frozenset((*kept, *_furthest(given), *(e for e in given if e.kind in others)))


_ANY_BAND = Effect(EffectKind.BAND, Modality.SHALL)


def _furthest(effects: Iterable[Effect]) -> Iterator[Effect]:
    shifts = _of(effects, EffectKind.SHIFT)
    for modality in Modality:
        steps = [0, *(shift.steps for shift in shifts if shift.modality is modality)]
        for furthest in {max(steps), min(steps)} - {0}:
            yield Effect(EffectKind.SHIFT, modality, steps=furthest)


def _beside(pack: Pack, effects: Iterable[Effect]) -> tuple[tuple[Measure, Modality], ...]:
    """The measures added, mildest first; what shall be added is not said to be allowed besides."""
    added: dict[int, Modality] = {}
    for effect in _of(effects, EffectKind.CONCUR):
        if added.get(effect.high) is not Modality.SHALL:
            added[effect.high] = effect.modality
    return tuple((pack.ladder[rank], added[rank]) for rank in sorted(added))


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
    pack: Pack,
    status: OutcomeStatus,
    low: int,
    high: int,
    leanings: tuple[str, ...] = (),
    beside: tuple[tuple[Measure, Modality], ...] = (),
) -> Outcome:
    mild, severe = pack.ladder[low], pack.ladder[high]
    words = _words(status, mild, severe, leanings, beside)
    return Outcome(status, mild, severe, leanings, words, beside)


_FIXED = {
    OutcomeStatus.NO_BASIS: Words("没有给予处理的依据", "no provision gives a measure"),
    OutcomeStatus.EXEMPT: Words("免予处理", "exempt: no measure"),
}


def _words(
    status: OutcomeStatus,
    low: Measure,
    high: Measure,
    leanings: tuple[str, ...],
    beside: tuple[tuple[Measure, Modality], ...],
) -> Words:
    if status in _FIXED:
        return _FIXED[status]
    zh, en = low.name.zh, low.name.en
    if low != high:
        zh, en = f"{zh}至{high.name.zh}", f"{en} to {high.name.en}"
    for leaning in leanings:
        zh, en = f"{zh}，{_LEANINGS[leaning].zh}", f"{en}; {_LEANINGS[leaning].en}"
    for measure, modality in beside:
        zh, en = (
            f"{zh}，{modality.words.zh}并用{measure.name.zh}",
            f"{en}; {measure.name.en} {modality.words.en} be added",
        )
    if status is OutcomeStatus.CONFLICT:
        return Words(
            f"规定相互冲突（{zh}），须由人判断", f"provisions conflict ({en}): a person must judge"
        )
    return Words(zh, en)
