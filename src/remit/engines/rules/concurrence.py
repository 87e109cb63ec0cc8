"""Several acts of one person: which measure is executed, and for how long.

Each act is judged by itself. Of different measures the heaviest is executed; of several like ones
below a certain rung the period lies between one and their sum, up to a cap. Source: Law on
Administrative Discipline for Public Officials (2020), article 15; the Regulation of 2007, article 10,
says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from remit.engines.findings import Finding, Refusal, error
from remit.engines.rules.pack import Measure, Pack
from remit.engines.rules.sources import Citation
from remit.engines.words import Words


class NoConcurrence(Refusal):
    """Measures were to be combined under a pack that has no provision for it."""


@dataclass(frozen=True, slots=True)
class Concurred:
    """The measure executed, with the shortest and longest period in months (None: no period)."""

    measure: Measure
    shortest: int | None
    longest: int | None
    citation: Citation
    words: Words


def concur(pack: Pack, measures: Sequence[Measure]) -> Concurred:
    """What is executed of the measures for several acts; at least one is needed.

    Raises NoConcurrence where the pack does not say how measures concur.
    """
    if pack.concurrence is None:
        raise NoConcurrence(_refused(pack))
    heaviest = max(measures, key=lambda measure: measure.rank)
    like, rule = sum(measure == heaviest for measure in measures), pack.concurrence.like
    shortest, citation = heaviest.period_months, pack.concurrence.citation
    longest = shortest
    if like > 1 and shortest is not None and rule is not None and heaviest.rank < rule.below:
        longest = max(shortest, min(shortest * like, rule.most_months))
        citation = rule.citation
    return Concurred(
        heaviest, shortest, longest, citation, _words(heaviest, shortest, longest, citation)
    )


def _words(measure: Measure, shortest: int | None, longest: int | None, cited: Citation) -> Words:
    zh, en = f"执行{measure.name.zh}", f"{measure.name.en} is executed"
    if shortest is not None and shortest == longest:
        zh, en = f"{zh}，期间{shortest}个月", f"{en} for {shortest} months"
    elif shortest is not None:
        zh = f"{zh}，期间{shortest}至{longest}个月"
        en = f"{en} for {shortest} to {longest} months"
    return Words(f"{zh}（{cited.words.zh}）。", f"{en} ({cited.words.en}).")


def _refused(pack: Pack) -> Finding:
    return error(
        "rules.no_concurrence",
        pack.id,
        f"“{pack.titles.zh}”没有规定多个处理如何并合。请在规则包中写明依据，或由人判断。",
        f"“{pack.titles.en}” does not say how several measures concur. Add the provision to the pack, or "
        "let a person judge.",
    )
