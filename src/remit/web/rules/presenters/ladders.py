"""What a determination admits, drawn on the ladder of measures."""

from django.utils.translation import gettext as _

from remit.engines.rules import Determination, Measure, OutcomeStatus, Pack
from remit.engines.words import Words
from remit.web.cases.presenters.ruling import Ladder, Rung
from remit.web.components import Text


def ladder(pack: Pack, found: Determination | None) -> Ladder:
    """The measures from none up: admitted whatever the open facts are, turning on them, or outside.

    Without a determination the first facts are not known yet, and every measure is possible.
    """
    if found is None:
        words = _(
            "The range is drawn once the first facts are known; until then every measure is possible"
        )
        rungs = (Rung(rung.code, rung.name, "open", _("possible"), "", "") for rung in pack.ladder)
        return Ladder(words, tuple(rungs))
    return Ladder(title(found), tuple(_rung(found, rung) for rung in pack.ladder))


def title(found: Determination) -> Text:
    """What is possible now, in one sentence."""
    if not found.outcomes:
        return _("More is open than can be gone through: every measure is still possible")
    if found.settled:
        words = found.outcomes[0].words
        return Words(f"规则容许：{words.zh}", f"The rules admit: {words.en}")
    low, high = found.low.name, found.high.name
    count = len(found.outcomes)
    if low == high:
        return Words(f"还有{count}种可能的结果，措施均为{low.zh}",
                     f"{count} results are still possible, all of them {low.en}")  # fmt: skip
    return Words(
        f"还有{count}种可能的结果：{low.zh}至{high.zh}",
        f"{count} results are still possible: {low.en} to {high.en}",
    )


def _rung(found: Determination, rung: Measure) -> Rung:
    place = _place(found, rung)
    said = {
        "inside": _("admitted"),
        "open": _("possible"),
        "outside": _("outside"),
    }[place]
    if rung.rank == 0 and any(o.status is OutcomeStatus.EXEMPT for o in found.outcomes):
        said = f"{said} · {_('exempt')}"
    period = (
        _("in effect for %(n)d months") % {"n": rung.period_months} if rung.period_months else ""
    )
    return Rung(
        rung.code, rung.name, place, said, period, rung.decides if any(rung.decides) else ""
    )


def _place(found: Determination, rung: Measure) -> str:
    if not found.outcomes:
        return "open"
    if found.admits(rung):
        return "inside"
    return "open" if any(outcome.admits(rung) for outcome in found.outcomes) else "outside"
