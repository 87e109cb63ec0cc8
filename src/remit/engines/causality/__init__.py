"""Actual causes in structural models: what brought an effect about, and how nearly it hung on each.

Two throw stones at a bottle; the first to arrive breaks it. Had the first not thrown, the second
would have broken it, and yet only the first is a cause: as it actually was, the second never hit.

>>> from remit.engines.formulas import AllOf, AnyOf, Is, Not
>>> suzy_hits, billy_hits = Is("SH"), Is("BH")
>>> throwing = causal_model(
...     {
...         "ST": Is("suzy wants to"),
...         "BT": Is("billy wants to"),
...         "SH": Is("ST"),
...         "BH": AllOf((Is("BT"), Not(suzy_hits))),
...         "BS": AnyOf((suzy_hits, billy_hits)),
...     },
...     {"suzy wants to": True, "billy wants to": True},
... )
>>> is_cause(throwing, {"ST": True}, Is("BS"))  # doctest: +NORMALIZE_WHITESPACE
Verdict(ac1=True, ac2=True, ac3=True,
    witness=Witness(switched={'ST': False}, held=frozenset({'BH'}), departed={}))
>>> is_cause(throwing, {"BT": True}, Is("BS")).is_cause
False
>>> [dict(cause.event) for cause in causes(throwing, Is("BS"))]
[{'ST': True}, {'SH': True}, {'BS': True}]
"""

from remit.engines.causality.asking import QuestionRefused
from remit.engines.causality.contingencies import Definition
from remit.engines.causality.degrees import Cause, blame, causes, responsibility
from remit.engines.causality.halpern_pearl import Verdict, Witness, is_cause, smallest_witness
from remit.engines.causality.model import Model, ModelRefused, causal_model, check_model
from remit.engines.causality.sweep import BUDGET, BudgetSpent

__all__ = [
    "BUDGET",
    "BudgetSpent",
    "Cause",
    "Definition",
    "Model",
    "ModelRefused",
    "QuestionRefused",
    "Verdict",
    "Witness",
    "blame",
    "causal_model",
    "causes",
    "check_model",
    "is_cause",
    "responsibility",
    "smallest_witness",
]
