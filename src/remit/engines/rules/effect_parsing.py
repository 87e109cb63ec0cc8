"""Effects as a lawyer writes them under `then`."""

from remit.engines.reading import Mapped
from remit.engines.rules.names import Names
from remit.engines.rules.pack import Effect, EffectKind, Modality

SET = "set"  # one measure: a band of one
EFFECTS = ("band", SET, "exempt", "shift", "lean", "cap", "concur", "note")


def read_effects(names: Names, then: Mapped, at: str, modality: Modality) -> tuple[Effect, ...]:
    """The effects of a rule; at least one is needed."""
    place = f"{at}.then"
    names.reading.only(then, EFFECTS, place)
    effects = tuple(_effect(names, key, then, place, modality) for key in then if key in EFFECTS)
    if not effects:
        names.reading.missing(place, " / ".join(EFFECTS))
    return effects


def _effect(names: Names, key: str, then: Mapped, at: str, modality: Modality) -> Effect:
    reading = names.reading
    if key == SET:
        rank = names.rank(then[key], at)
        return Effect(EffectKind.BAND, modality, low=rank, high=rank)
    kind = EffectKind(key)
    if kind is EffectKind.BAND:
        return _band(names, then, at, modality)
    if kind is EffectKind.SHIFT:
        return Effect(kind, modality, steps=reading.whole(then, key, at))
    if kind in (EffectKind.CAP, EffectKind.CONCUR):
        return Effect(kind, modality, high=names.rank(then[key], at))
    if kind is EffectKind.NOTE:
        return Effect(kind, modality, note=reading.words(then, key, at))
    if kind is EffectKind.LEAN:
        if then[key] not in ("lighter", "heavier"):
            reading.unknown(at, str(then[key]), ("lighter", "heavier"))
        return Effect(kind, modality, lean=str(then[key]))
    if not reading.flag(then, key, at):
        reading.fault("wrong_kind", at, "exempt 只能为 true。", "`exempt` can only be true.")
    return Effect(kind, modality)


def _band(names: Names, then: Mapped, at: str, modality: Modality) -> Effect:
    listed = names.reading.listed(then, "band", at)
    if len(listed) != 2:
        names.reading.fault(
            "wrong_kind",
            f"{at}.band",
            "幅度应写成 [最轻, 最重]。",
            "A band is [mildest, heaviest].",
        )
        return Effect(EffectKind.BAND, modality)
    low, high = (names.rank(code, f"{at}.band") for code in listed)
    if low > high:
        names.reading.fault(
            "band_reversed",
            f"{at}.band",
            "幅度的下限重于上限。请对调。",
            "The band's lower end is heavier than its upper end. Swap them.",
        )
    return Effect(EffectKind.BAND, modality, low=low, high=high)
