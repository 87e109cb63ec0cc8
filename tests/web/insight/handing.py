"""Deeds on record as measures read them: matters that are handed back and forth."""

from datetime import timedelta

from remit.apps.ledger.actions import record
from remit.apps.organisation.models import Appointment, Unit
from remit.jobs.lab import index
from tests.builders import FOUNDED, House, seal_all

DAY = timedelta(days=1)


def deed(by: Appointment, verb: str, day: float, subject: str, where: Unit) -> None:
    """An entry of somebody in a post."""
    record(
        verb, at=FOUNDED + DAY * day, actor=by.ref, subject=subject, path=where.path, body={}
    )  # fmt: skip


def back_and_forth(home: House, matters: int = 20) -> None:
    """Matters that go from Roads to Works, back, and to Works again, a day each."""
    for number in range(matters):
        hands = (home.roads_head, home.works_head, home.roads_head, home.works_head)
        for step, by in enumerate(hands):
            deed(by, f"plans.step_{step}", number + step, f"plans.plan:{900 + number}", home.roads)
    seal_all()
    index(FOUNDED)
