"""Reasoning from decided cases: what they force, which are nearest, how consistent they are.

>>> from remit.engines.words import Words
>>> aspects = (
...     Quantity("loss", Words("损失", "loss"), Side.HEAVIER, Words("万元", "x 10,000 yuan")),
...     Factor("confessed", Words("主动交代", "confession"), Side.MILDER),
... )
>>> ladder = [Rung("none", Words("免予处理", "none")), Rung("warning", Words("警告", "warning"))]
>>> base = case_base(
...     aspects, ladder, [Precedent("Li", {"loss": 40, "confessed": True}, "warning")])
>>> found = constrain(base, {"loss": 60, "confessed": False})
>>> found.status.value, found.words.en
('forced', 'The precedents leave “warning” alone.')
>>> found.by[0].words.en  # doctest: +NORMALIZE_WHITESPACE
'“Li” was decided “warning”, and all that is recorded here speaks at least as much for a heavier
outcome. To decide for a milder outcome, one of these differences would have to count for a milder
outcome: loss: 40 x 10,000 yuan there, 60 x 10,000 yuan here; confession: yes there, no here.'
>>> constrain(base, {"confessed": True}).words.en  # doctest: +NORMALIZE_WHITESPACE
'No precedent limits the outcome. Whether the precedents leave less depends on what is unknown:
loss.'
"""

from remit.engines.precedents.aspects import Aspect, Factor, Quantity, Scale, Side, Value
from remit.engines.precedents.casebase import (
    BY_GRAVITY,
    CaseBase,
    CaseBaseRefused,
    case_base,
)
from remit.engines.precedents.cases import Precedent, Rung
from remit.engines.precedents.consistency import (
    Agreement,
    Consistency,
    Group,
    agreement,
    consistency,
)
from remit.engines.precedents.constraint import (
    Binding,
    CaseRefused,
    Constraint,
    Status,
    constrain,
)
from remit.engines.precedents.contradictions import Contradiction, contradictions
from remit.engines.precedents.departures import (
    Decision,
    DecisionsRefused,
    Line,
    Register,
    register,
)
from remit.engines.precedents.differences import Difference, differences
from remit.engines.precedents.nearest import Comparator, nearest

__all__ = [
    "BY_GRAVITY",
    "Agreement",
    "Aspect",
    "Binding",
    "CaseBase",
    "CaseBaseRefused",
    "CaseRefused",
    "Comparator",
    "Consistency",
    "Constraint",
    "Contradiction",
    "Decision",
    "DecisionsRefused",
    "Difference",
    "Factor",
    "Group",
    "Line",
    "Precedent",
    "Quantity",
    "Register",
    "Rung",
    "Scale",
    "Side",
    "Status",
    "Value",
    "agreement",
    "case_base",
    "consistency",
    "constrain",
    "contradictions",
    "differences",
    "nearest",
    "register",
]
