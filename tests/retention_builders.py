"""Builders of what is kept beyond its period, and of those who propose and confirm to erase it.

The house and its cases are those of `tests.builders` and `tests.case_builders`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from remit.apps.cases import actions as cases
from remit.apps.cases.models import Case, Report
from remit.apps.organisation.models import Appointment
from remit.apps.retention import actions, queries
from remit.apps.retention.models import Erasure
from remit.engines.words import Words
from tests.builders import House, at, hold, post, seal_all
from tests.case_builders import REASONS, Bench, received, served

BASIS = Words("《个人信息保护法》第四十七条", "Personal Information Protection Law, art. 47")
WHY = Words("留存期届满，当事人已申请", "The period is over and the person concerned asks for it.")
# Ten years after the case was closed, one after the report was looked into.
CASE_OVER = date(2035, 4, 20)
REPORT_OVER = date(2026, 4, 2)
LATER = at(2035, 5, 7)


@dataclass(frozen=True)
class Keepers:
    """Who looks after what is kept: one proposes, two confirm, one may do both."""

    proposer: Appointment
    first: Appointment
    second: Appointment
    both: Appointment


def keepers(home: House) -> Keepers:
    """The keepers of a house, in posts of its root."""
    propose, confirm = queries.PROPOSE, queries.CONFIRM
    return Keepers(
        hold(post(home.root, "records", propose), "rita"),
        hold(post(home.root, "confirmer-1", confirm), "karl"),
        hold(post(home.root, "confirmer-2", confirm), "kim"),
        hold(post(home.root, "archives", propose, confirm), "ada"),
    )


def closed_case(home: House, who: Bench) -> Case:
    """A case that ended without a measure and was closed on 20 April 2025."""
    decision = served(home, who, "exempt", means=False)
    return cases.close_case(decision.concerned.case, by=who.officer, at=at(2025, 4, 20))


def unfounded(home: House, who: Bench) -> Report:
    """A report that was found to be unfounded on 2 April 2025."""
    report = received(home, contact="mei@example.org")
    outcome = Report.State.UNFOUNDED
    verification = cases.conclude_verification(
        report, outcome, reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
    )
    return verification.report


def proposed_erasure(
    case: Case, by: Appointment | None, when: datetime = LATER, *, basis: Words = BASIS
) -> Erasure:
    """A proposal to erase a case without a measure."""
    return actions.propose_erasure(
        "case_without_measure", case.ref, basis=basis, reasons=WHY, by=by, at=when
    )


def sealed(when: datetime = LATER) -> None:
    """Everything recorded so far is under a checkpoint."""
    seal_all(when)
