"""How coarse rules would have shared the same harm: what the exact shares are to replace."""

from fractions import Fraction

from remit.engines.attribution.answer import NOTHING, Contrast
from remit.engines.attribution.situation import Kind
from remit.engines.attribution.world import World
from remit.engines.words import Words


def contrasts(world: World, *, harm: bool) -> tuple[Contrast, ...]:
    """Everybody in the boat, the head only, the last one to act only."""
    situation = world.situation
    everybody, whole = situation.persons, Fraction(int(harm))
    each = whole / len(everybody) if everybody else NOTHING
    rows = [
        Contrast(
            "boat", Words("大家都在一条船上", "Everybody in the boat"),
            tuple((person, each) for person in everybody),
        )
    ]  # fmt: skip
    head = situation.person_of(situation.head)
    doer = situation.person_of(situation.doer) or _last_doer(world)
    if head:
        rows.append(Contrast("head", Words("只问一把手", "The head only"), ((head, whole),)))
    if doer:
        name = Words("只问最后经手人", "Only the last one to act")
        rows.append(Contrast("doer", name, ((doer, whole),)))
    return tuple(rows)


def _last_doer(world: World) -> str:
    """Who made the latest dated departure that is not supervision; "" when no date tells."""
    dated = [
        (choice.on, person)
        for person, choices in world.departures.items()
        for choice in choices
        if choice.on and choice.kind is not Kind.SUPERVISION
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else ""
