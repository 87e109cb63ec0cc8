"""Claims about accountability, each with its regime, effect and control: what the model bears out."""

from remit.engines.storm.claims.claim import Claim, Effect, Span, Text
from remit.engines.storm.claims.judging import Bench, Verdict, failures, judge, robustness
from remit.engines.storm.claims.of_overload import OF_OVERLOAD
from remit.engines.storm.claims.of_paradox import OF_PARADOX
from remit.engines.storm.claims.of_storm import OF_STORM
from remit.engines.storm.claims.of_studies import OF_STUDIES
from remit.engines.storm.claims.of_work import OF_WORK

CLAIMS: tuple[Claim, ...] = (*OF_STORM, *OF_OVERLOAD, *OF_PARADOX, *OF_WORK, *OF_STUDIES)
"""All claims, by text."""

__all__ = [
    "CLAIMS", "Bench", "Claim", "Effect", "Span", "Text", "Verdict", "failures", "judge", "robustness",
]  # fmt: skip
