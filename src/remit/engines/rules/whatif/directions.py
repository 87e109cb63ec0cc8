"""In which way a case comes out differently."""

from enum import StrEnum

from remit.engines.rules.batch.verdicts import Outcomes
from remit.engines.rules.outcome import OutcomeStatus
from remit.engines.rules.whatif.scale import Scale, signature
from remit.engines.words import Words


class Direction(StrEnum):
    """The way of a change; the first that holds, in this order, from `UNDECIDABLE` on.

    Milder and heavier: no end of the range moves the other way. Wider and narrower: both ends move,
    apart or together. Otherwise: the range stays and something else about it changes.
    """

    UNCHANGED = "unchanged"
    UNDECIDABLE = "newly_undecidable"
    DECIDABLE = "newly_decidable"
    EXEMPT = "newly_exempt"
    MILDER = "milder"
    HEAVIER = "heavier"
    NARROWER = "narrower"
    WIDER = "wider"
    OTHERWISE = "otherwise"

    @property
    def words(self) -> Words:
        """The direction as a reader sees it."""
        return _WORDS[self]


_WORDS = {
    Direction.UNCHANGED: Words("不变", "unchanged"),
    Direction.UNDECIDABLE: Words("由可定变为待查", "no longer settled"),
    Direction.DECIDABLE: Words("由待查变为可定", "newly settled"),
    Direction.EXEMPT: Words("新获免予处理", "newly exempt"),
    Direction.MILDER: Words("变轻", "milder"),
    Direction.HEAVIER: Words("变重", "heavier"),
    Direction.NARROWER: Words("幅度收窄", "narrower range"),
    Direction.WIDER: Words("幅度放宽", "wider range"),
    Direction.OTHERWISE: Words("其他变化", "changed otherwise"),
}


def direction(scale: Scale, before: Outcomes, after: Outcomes) -> Direction:
    """How a case changes between two results."""
    if signature(before) == signature(after):
        return Direction.UNCHANGED
    if (len(before) == 1) is not (len(after) == 1):
        return Direction.DECIDABLE if len(after) == 1 else Direction.UNDECIDABLE
    if _exempt(after) and not _exempt(before):
        return Direction.EXEMPT
    return _moved(scale.ends(before), scale.ends(after))


def _exempt(outcomes: Outcomes) -> bool:
    return bool(outcomes) and all(o.status is OutcomeStatus.EXEMPT for o in outcomes)


def _moved(before: tuple[int, int] | None, after: tuple[int, int] | None) -> Direction:
    if before is None or after is None or before == after:
        return Direction.OTHERWISE
    low, high = after[0] - before[0], after[1] - before[1]
    if low <= 0 and high <= 0:
        return Direction.MILDER
    if low >= 0 and high >= 0:
        return Direction.HEAVIER
    return Direction.NARROWER if low > 0 else Direction.WIDER


def shift(scale: Scale, before: Outcomes, after: Outcomes) -> int:
    """Twice the rungs by which the middle of the range moves; negative is milder, 0 if unsayable."""
    first, second = scale.ends(before), scale.ends(after)
    return 0 if first is None or second is None else sum(second) - sum(first)
