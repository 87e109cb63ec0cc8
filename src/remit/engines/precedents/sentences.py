"""What precedents say of a case, in both languages."""

from collections.abc import Sequence

from remit.engines.precedents.aspects import NO_WORDS, Side
from remit.engines.precedents.casebase import CaseBase
from remit.engines.precedents.cases import Precedent
from remit.engines.precedents.differences import Difference, listed
from remit.engines.words import Words


def decided(base: CaseBase, precedent: Precedent) -> Words:
    """What a precedent is and how it was decided."""
    name, outcome = precedent.name, base.outcome(precedent)
    return Words(f"{name.zh}的处理结果为“{outcome.zh}”", f"{name.en} was decided “{outcome.en}”")


def binding(base: CaseBase, precedent: Precedent, side: Side, found: Sequence[Difference]) -> Words:
    """Why a precedent binds, and what would have to count for deciding otherwise."""
    start, toward = decided(base, precedent), base.side(side)
    if waiting := [each for each in found if not each.surely(side)]:
        unknown = listed(waiting)
        return Words(
            f"{start.zh}。如下列不明之处最终至少同样支持{toward.zh}，该先例对本案也有约束力：{unknown.zh}。",
            f"{start.en}. It binds here too if what is unknown turns out to speak at least as much "
            f"for {toward.en}: {unknown.en}.",
        )
    way_out = _way_out(base.side(side.other), found)
    return Words(
        f"{start.zh}，而本案所记录的各点至少同样支持{toward.zh}。{way_out.zh}",
        f"{start.en}, and all that is recorded here speaks at least as much for {toward.en}. "
        f"{way_out.en}",
    )


def _way_out(other: Words, found: Sequence[Difference]) -> Words:
    if not found:
        return Words(
            f"两案所记录的各点没有差别；如要转而支持{other.zh}，须指出尚未记录的差别。",
            f"Nothing recorded differs. To decide for {other.en}, a difference would have to be "
            "named that is not recorded.",
        )
    which = Words("下列差别", "this difference")
    if len(found) > 1:
        which = Words("下列差别之一", "one of these differences")
    apart = listed(found)
    return Words(
        f"如要转而支持{other.zh}，须说明{which.zh}为何支持{other.zh}：{apart.zh}。",
        f"To decide for {other.en}, {which.en} would have to count for {other.en}: {apart.en}.",
    )


def outcome(base: CaseBase, low: int, high: int, unknown: Sequence[Words]) -> Words:
    """What the precedents leave, and on what unknown aspects it depends."""
    mild, heavy = base.ladder[low].name, base.ladder[high].name
    if low > high:
        return Words(
            f"先例相互矛盾：有的要求至少“{mild.zh}”，有的要求至多“{heavy.zh}”。",
            f"The precedents contradict one another here: some ask for at least “{mild.en}”, "
            f"others for at most “{heavy.en}”.",
        )
    left = _left(base, low, high)
    if not unknown:
        return left
    names = Words("、".join(name.zh for name in unknown), ", ".join(name.en for name in unknown))
    more = Words("是否还要更窄", "Whether the precedents leave less")
    if low == high:
        more = Words("其他先例是否与此矛盾", "Whether other precedents contradict this")
    return Words(
        f"{left.zh}{more.zh}，取决于不明之处：{names.zh}。",
        f"{left.en} {more.en} depends on what is unknown: {names.en}.",
    )


def _left(base: CaseBase, low: int, high: int) -> Words:
    mild, heavy = base.ladder[low].name, base.ladder[high].name
    if (low, high) == (0, base.top):
        return Words("没有先例限定结果。", "No precedent limits the outcome.")
    if low == high:
        return Words(f"依先例只能为“{mild.zh}”。", f"The precedents leave “{mild.en}” alone.")
    if high == base.top:
        return Words(f"依先例至少为“{mild.zh}”。", f"The precedents ask for “{mild.en}” at least.")
    if not low:
        return Words(f"依先例至多为“{heavy.zh}”。", f"The precedents ask for “{heavy.en}” at most.")
    return Words(
        f"依先例为“{mild.zh}”至“{heavy.zh}”。",
        f"The precedents leave “{mild.en}” to “{heavy.en}”.",
    )


def comparator(base: CaseBase, precedent: Precedent, found: Sequence[Difference]) -> Words:
    """How a decided case differs, and for whom that counts here."""
    start = decided(base, precedent)
    parts = [_counting(base, side, found) for side in (Side.HEAVIER, Side.MILDER, None)]
    told = [part for part in parts if part.en]
    if not told:
        return Words(
            f"{start.zh}；所记录的各点与本案相同。", f"{start.en}; nothing recorded differs."
        )
    return Words(
        f"{start.zh}。" + "".join(part.zh for part in told),
        f"{start.en}. " + " ".join(part.en for part in told),
    )


def _counting(base: CaseBase, side: Side | None, found: Sequence[Difference]) -> Words:
    own = [each for each in found if each.side is side]
    if not own:
        return NO_WORDS
    apart = listed(own)
    if side is None:
        return Words(f"不明之处：{apart.zh}。", f"Unknown: {apart.en}.")
    name = base.side(side)
    return Words(f"本案更支持{name.zh}的有：{apart.zh}。", f"Here for {name.en}: {apart.en}.")
