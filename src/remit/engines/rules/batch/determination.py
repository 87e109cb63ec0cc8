"""The result of many cases: one number per case into a short list of distinct results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from remit.engines.findings import Finding, error
from remit.engines.reading import Reading
from remit.engines.rules.batch.cases import Cases, bounds_of
from remit.engines.rules.batch.compiling import CompiledPack, compile_laws
from remit.engines.rules.batch.reckoning import reckon
from remit.engines.rules.batch.regimes import Dates, Days, regimes
from remit.engines.rules.batch.verdicts import Outcomes, judged
from remit.engines.rules.facts import FactsRefused
from remit.engines.rules.outcome import Outcome, OutcomeStatus
from remit.engines.rules.pack import Pack
from remit.engines.rules.vocabulary import FactType

NO_RANK = -1
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What a pack says about many cases.

    `results` are the distinct tuples of outcomes, mildest first, as in `Determination.outcomes`; an
    empty one stands for a case in which more facts are open than the search goes through. `which`
    has for every case the place of its result. Ranks are rungs of the pack's ladder, or NO_RANK.
    """

    pack: Pack
    results: tuple[Outcomes, ...]
    which: Places

    def outcomes(self, case: int) -> Outcomes:
        """The outcomes still possible in one case."""
        return self.results[self.which[case]]

    @property
    def low(self) -> Places:
        """The rank of the mildest measure in any possible outcome."""
        return self._each([min((o.low.rank for o in r), default=NO_RANK) for r in self.results])

    @property
    def high(self) -> Places:
        """The rank of the most severe measure in any possible outcome."""
        return self._each([max((o.high.rank for o in r), default=NO_RANK) for r in self.results])

    @property
    def count(self) -> Places:
        """How many outcomes are possible."""
        return self._each([len(result) for result in self.results])

    @property
    def settled(self) -> Flags:
        """Whether only one outcome is possible."""
        return self._flags([len(result) == 1 for result in self.results])

    @property
    def exempt_possible(self) -> Flags:
        """Whether an outcome exempts, or allows to give no measure."""
        return self._flags([any(map(_spares, result)) for result in self.results])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What has to be said about the whole: cases in which too many facts are open."""
        lost = int((self.count == 0).sum())
        return (_too_open(self.pack, lost),) if lost else ()

    def _flags(self, values: Sequence[bool]) -> Flags:
        return np.array(values, dtype=np.bool_)[self.which]

    def _each(self, values: Sequence[int]) -> Places:
        return np.array(values, dtype=np.intp)[self.which]


def _spares(outcome: Outcome) -> bool:
    spared = outcome.status is OutcomeStatus.MEASURE and outcome.low.rank == 0
    return spared or outcome.status is OutcomeStatus.EXEMPT


def determine_all(
    pack: Pack,
    cases: Cases,
    on: date | Dates,
    act_on: date | Dates,
    concluded_on: date | Dates | None = None,
) -> Batch:
    """What the pack says about every case: exactly what `determine` says about each alone.

    The days are those of `determine`: one for all cases, or an array with one for each. Raises
    FactsRefused where numbers were cut for another pack and this one would tell apart what the cases
    no longer do.
    """
    return determined(pack, cases, Days(on, act_on, concluded_on))


def determined(pack: Pack, cases: Cases, days: Days) -> Batch:
    """The same with the days as one value."""
    refuse_coarse(pack, cases)
    found: dict[Outcomes, int] = {}
    which = np.zeros(cases.size, dtype=np.intp)
    for laws, members in regimes(pack, days, cases.size):
        compiled = compile_laws(pack, laws)
        if len(members) == cases.size:
            return determine_compiled(compiled, cases)
        part = determine_compiled(compiled, cases.some(members))
        numbers = [found.setdefault(result, len(found)) for result in part.results]
        which[members] = np.array(numbers, dtype=np.intp)[part.which]
    return Batch(pack, tuple(found), which)


def determine_compiled(compiled: CompiledPack, cases: Cases) -> Batch:
    """The same under laws that were made ready before, where many batches are judged by them."""
    results, which = judged(reckon(compiled, cases))
    return Batch(compiled.pack, tuple(results), which)


def refuse_coarse(pack: Pack, cases: Cases) -> None:
    """Raises FactsRefused where the cells of a number are too wide for the pack's rules."""
    reading = Reading("cases")
    for term in pack.vocabulary:
        if term.type is FactType.NUMBER and term.id in cases.columns:
            missing = bounds_of(term.id, pack.rules) - set(cases.cells[term.id])
            if missing:
                _too_coarse(reading, term.id, [str(bound) for bound in sorted(missing)])
    if reading.findings:
        raise FactsRefused(*reading.findings)


def _too_coarse(reading: Reading, fact: str, missing: Sequence[str]) -> None:
    reading.fault(
        "cut_too_coarsely",
        fact,
        f"案件的“{fact}”没有在 {'、'.join(missing)} 处分段，而规则包在此处有界限。请用 cases_of 重新"
        "读入案件，并列出要比较的全部规则包。",
        f"The cases' “{fact}” is not cut at {', '.join(missing)}, where the pack has a bound. Read the "
        "cases again with cases_of and name every pack they are to be judged under.",
    )


def _too_open(pack: Pack, lost: int) -> Finding:
    return error(
        "rules.too_many_unknowns",
        pack.id,
        f"有{lost}件案件未查明的事实过多，无法穷尽可能的结果。请先查明其中的事实，再作计算。",
        f"In {lost} of the cases too many facts are open to go through every possible result. Settle "
        "some of their facts first.",
        "docs/explanation/rules.md",
    )
