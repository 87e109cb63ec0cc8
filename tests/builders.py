"""Plain builders for tests: an organisation with an office and two departments, all in posts.

Nothing here is random; what a test does not name is the same everywhere. Dates are before 2026.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import row_faults
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Appointment, Post, Unit
from remit.apps.plans import actions as plans
from remit.apps.plans.models import MonthlyPlan, Target
from remit.engines.dates import Month
from remit.engines.words import Words
from remit.jobs.ledger import seal

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDED = datetime(2025, 1, 6, 9, tzinfo=ZONE)
KILOMETRES = Words("公里", "km")
ROADS_MENDED = Words("修路", "Roads mended")

OFFICE_POWERS = (
    "plans.set_target",
    "plans.open_month",
    "plans.publish_summary",
    "cases.receive",
    "organisation.maintain",
)
HEAD_POWERS = ("plans.submit", "plans.report_results")


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant in the installation's time zone."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def unit(parent: Unit | None, code: str, zh: str, en: str) -> Unit:
    """A unit, or an organisation when there is no parent."""
    if parent is None:
        return organisation.found_organisation(code, Words(zh, en), at=FOUNDED)
    return organisation.create_unit(parent, code, Words(zh, en), by=None, at=FOUNDED)


def post(
    where: Unit, code: str, *powers: str, superior: Post | None = None, heads: bool = False
) -> Post:
    """A post with the powers of these codes."""
    made = organisation.create_post(
        where, code, Words("", code), by=None, at=FOUNDED, superior=superior, heads_unit=heads
    )
    for number, power in enumerate(powers, 1):
        organisation.list_power(
            made, str(number), Words("", power), by=None, at=FOUNDED, code=power
        )
    return made


def hold(
    where: Post,
    login: str,
    *,
    language: str = "en",
    since: date | None = None,
    until: date | None = None,
) -> Appointment:
    """A new person in the post from its foundation on, with an address for mail."""
    person = organisation.enrol_person(
        login,
        Words("", login.title()),
        unit=where.unit,
        by=None,
        at=FOUNDED,
        email=f"{login}@example.org",
        language=language,
    )
    return organisation.appoint(where, person, by=None, at=FOUNDED, since=since, until=until)


@dataclass(frozen=True)
class House:
    """A small organisation: the clerk of the office, the heads of two departments."""

    root: Unit
    roads: Unit
    works: Unit
    clerk: Appointment
    roads_head: Appointment
    works_head: Appointment


def house(code: str = "H") -> House:
    """An organisation with an office (at the root) and the departments Roads and Works."""
    root = unit(None, code, "试验镇", "Trial Town")
    roads, works = unit(root, "roads", "道路科", "Roads"), unit(root, "works", "工程科", "Works")
    clerk = hold(post(root, "office", *OFFICE_POWERS), f"clerk-{code}".lower())
    heads = [
        hold(
            post(where, "head", *HEAD_POWERS, superior=clerk.post, heads=True),
            f"{name}-{code}".lower(),
        )
        for where, name in ((roads, "rosa"), (works, "wang"))
    ]
    return House(root, roads, works, clerk, *heads)


def target(
    of: Appointment,
    clerk: Appointment,
    months: dict[Month, str],
    *,
    title: Words = ROADS_MENDED,
) -> Target:
    """A target in kilometres that the post answers for, with a value for each month."""
    values = {month: Decimal(value) for month, value in months.items()}
    return plans.set_target(
        of.post.unit,
        of.post,
        next(iter(months)).year,
        Target.Kind.TASKS,
        title,
        annual=sum(values.values(), Decimal(0)),
        measure=KILOMETRES,
        months=values,
        by=clerk,
        at=FOUNDED,
    )


def opened(home: House, month: Month, amount: str = "10") -> MonthlyPlan:
    """The plan of Roads, opened a week before the month and due on the last day before it."""
    target(home.roads_head, home.clerk, {month: amount})
    return open_again(home, month)


def open_again(home: House, month: Month) -> MonthlyPlan:
    """The plan of Roads for the month, opened a week before it from what is owed already."""
    when = datetime.combine(month.first - timedelta(days=7), FOUNDED.timetz())
    (plan,) = plans.open_month(home.root, month, due=(month - 1).last, by=home.clerk, at=when)
    return plan


def entries(verb: str) -> list[Entry]:
    """The entries with the verb, oldest first."""
    return list(Entry.objects.filter(verb=verb).order_by("id"))


def seal_all(when: datetime = FOUNDED) -> int:
    """Seals every entry that waits, so that what was done has effect; returns how many."""
    return seal(when)


def row_faults_in(*apps: str) -> set[tuple[str, str]]:
    """What the ledger finds wrong with the rows of apps: the finding's name, the row's reference."""
    return {(f.id, f.subject) for f in row_faults() if f.subject.partition(".")[0] in apps}
