"""In what two cases differ, and for whom each difference counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from remit.engines.precedents.aspects import Aspect, Side, Value, span, told
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which a precedent (`there`) and another case (`here`) are not the same.

    `there` and `here` are None where they are unknown.
    """

    aspect: Aspect
    there: Value | None
    here: Value | None

    @property
    def side(self) -> Side | None:
        """For whom the difference counts here; None where something is unknown."""
        if self.there is None or self.here is None:
            return None
        return Side.HEAVIER if self.surely(Side.HEAVIER) else Side.MILDER

    def surely(self, side: Side) -> bool:
        """Whether this aspect speaks here at least as much for a side, whatever is unknown."""
        was, now = span(self.aspect, self.there), span(self.aspect, self.here)
        return now[0] >= was[1] if side is Side.HEAVIER else now[1] <= was[0]

    @property
    def words(self) -> Words:
        """The difference as a line of a table."""
        there, here = told(self.aspect, self.there), told(self.aspect, self.here)
        name = self.aspect.name
        return Words(
            f"{name.zh}：该案{there.zh}，本案{here.zh}",
            f"{name.en}: {there.en} there, {here.en} here",
        )


def differences(
    aspects: Iterable[Aspect], there: Mapping[str, Value], here: Mapping[str, Value]
) -> tuple[Difference, ...]:
    """Every aspect in which the cases are not known to be the same."""
    return tuple(
        Difference(aspect, was, now)
        for aspect in aspects
        for was, now in [(there.get(aspect.id), here.get(aspect.id))]
        if was is None or now is None or aspect.gravity(was) != aspect.gravity(now)
    )


def listed(found: Iterable[Difference]) -> Words:
    """Differences in one line."""
    each = [difference.words for difference in found]
    return Words("；".join(words.zh for words in each), "; ".join(words.en for words in each))
