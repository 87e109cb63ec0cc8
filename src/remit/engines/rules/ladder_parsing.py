"""The ladder of measures, concurrence and transition of a pack, read from its header."""

from remit.engines.reading import Mapped
from remit.engines.rules.names import LONG_AGO, Names, period
from remit.engines.rules.pack import (
    NO_MEASURE,
    Choice,
    Concurrence,
    Draft,
    LikeMeasures,
    Measure,
    Transition,
)
from remit.engines.words import Words

PACK = "pack.yaml"
_MEASURE = ("measure", "name", "kind", "months", "cite", "decides", "side_effects")


def read_ladder(names: Names, source: Mapped) -> tuple[Measure, ...]:
    """The measures from mild to severe; rung 0 is always "no measure"."""
    none = Measure(NO_MEASURE, Words("不予处理", "no measure"), NO_MEASURE, 0)
    entries = enumerate(names.reading.entries(source, "ladder", PACK), start=1)
    return (none, *(_measure(names, entry, at, rank) for rank, (at, entry) in entries))


def _measure(names: Names, source: Mapped, at: str, rank: int) -> Measure:
    reading = names.reading
    reading.only(source, _MEASURE, at)
    months = reading.whole(source, "months", at, needed=False)
    return Measure(
        reading.text(source, "measure", at),
        reading.words(source, "name", at),
        reading.text(source, "kind", at),
        rank,
        months or None,
        names.citations(source, at)[0],
        reading.words(source, "decides", at, needed=False),
        tuple(
            reading.words({"side_effects": one}, "side_effects", at)
            for one in reading.listed(source, "side_effects", at)
        ),
    )


def read_concurrence(names: Names, source: Mapped) -> Concurrence | None:
    """What happens when several bands stand, if a provision says so."""
    if "concurrence" not in source:
        return None
    at = f"{PACK}.concurrence"
    entry = names.reading.mapping(source["concurrence"], at)
    names.reading.only(entry, ("rule", "cite", "same_measure"), at)
    if entry.get("rule") != "heaviest":
        names.reading.unknown(at, str(entry.get("rule")), ("heaviest",))
    return Concurrence(names.citations(entry, at)[0], _like(names, entry, f"{at}.same_measure"))


def _like(names: Names, source: Mapped, at: str) -> LikeMeasures | None:
    if "same_measure" not in source:
        return None
    entry = names.reading.mapping(source["same_measure"], at)
    names.reading.only(entry, ("below", "most_months", "cite"), at)
    return LikeMeasures(
        names.rank(entry.get("below"), f"{at}.below"),
        names.reading.whole(entry, "most_months", at),
        names.citations(entry, at)[0],
    )


def read_transitions(names: Names, source: Mapped) -> tuple[Transition, ...]:
    """The changes of law, the earliest first."""
    entries = names.reading.entries(source, "transition", PACK)
    return tuple(sorted((_transition(names, e, at) for at, e in entries), key=lambda t: t.since))


def _transition(names: Names, source: Mapped, at: str) -> Transition:
    reading = names.reading
    reading.only(source, ("since", "rule", "concluded", "cite"), at)
    if "rule" not in source:
        reading.missing(at, "rule")
    if "concluded" in source and source["concluded"] != "law_then":
        reading.unknown(f"{at}.concluded", str(source["concluded"]), ("law_then",))
    return Transition(
        reading.day(source, "since", at, needed=True) or LONG_AGO,
        reading.one_of(Choice, source, "rule", at, Choice.ACT),
        "concluded" in source,
        names.citations(source, at)[0],
    )


def read_draft(names: Names, source: Mapped) -> Draft | None:
    """Which pack a draft would change, and between which days it may be commented on."""
    if "draft" not in source:
        return None
    reading, at = names.reading, f"{PACK}.draft"
    entry = reading.mapping(source["draft"], at)
    reading.only(entry, ("of", "comments"), at)
    days = reading.mapping(entry.get("comments", {}), f"{at}.comments")
    reading.only(days, ("since", "until"), f"{at}.comments")
    return Draft(reading.text(entry, "of", at), period(reading, days, f"{at}.comments"))
