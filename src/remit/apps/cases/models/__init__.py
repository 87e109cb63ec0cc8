"""What is kept of a case: report, verification, case, facts, hearing, reasons, decision, appeal."""

from remit.apps.cases.models.decisions import (
    EXEMPT,
    NO_MEASURE,
    Appeal,
    Confirmation,
    Decision,
    Rehabilitation,
)
from remit.apps.cases.models.facts import Evidence, Fact, Hearing
from remit.apps.cases.models.files import Case, Concerned
from remit.apps.cases.models.reasons import Attribution, Determination
from remit.apps.cases.models.reports import Report, Verification

__all__ = [
    "EXEMPT",
    "NO_MEASURE",
    "Appeal",
    "Attribution",
    "Case",
    "Concerned",
    "Confirmation",
    "Decision",
    "Determination",
    "Evidence",
    "Fact",
    "Hearing",
    "Rehabilitation",
    "Report",
    "Verification",
]
