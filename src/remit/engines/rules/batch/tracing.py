"""Which rules stand in many cases: the short form of the proof."""

from collections.abc import Mapping

import numpy as np

from remit.engines.rules.batch.cases import Cases
from remit.engines.rules.batch.compiling import compile_laws
from remit.engines.rules.batch.kleene import Truths, inverted, least
from remit.engines.rules.batch.reckoning import Reckoning, reckon
from remit.engines.rules.batch.regimes import Days, regimes
from remit.engines.rules.pack import Pack


def rules_standing(pack: Pack, cases: Cases, days: Days) -> Mapping[str, Truths]:
    """For every rule and case: 2 it stands, 0 it does not, 1 Kleene's logic leaves it open.

    A rule stands when its condition holds and no standing rule overrides it. Under a transition it
    is enough that it stands in one of the laws that come into question.
    """
    found = {rule.id: np.zeros(cases.size, dtype=np.int8) for rule in pack.rules}
    for laws, members in regimes(pack, days, cases.size):
        whole = len(members) == cases.size
        reckoning = reckon(compile_laws(pack, laws), cases if whole else cases.some(members))
        for rule, stands in _each_rule(reckoning):
            found[rule][members] = np.maximum(found[rule][members], stands[reckoning.kind])
    return found


def _each_rule(reckoning: Reckoning) -> list[tuple[str, Truths]]:
    stands, asking = reckoning.stands, reckoning.asking
    return [
        (rule.id, least([asking.truths(rule.condition), *(inverted(stands[n]) for n in beaten)]))
        for unit in reckoning.compiled.units
        for beaten in (unit.beaten_by,)
        for rule in unit.rules
    ]
