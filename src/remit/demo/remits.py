"""The shape in which a made-up organisation is written down: places, posts, tenures, lists.

Everything here is a value; `founding` turns it into deeds.
"""

from dataclasses import dataclass
from decimal import Decimal

from remit.engines.powers import POWERS
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """A unit; `under` is the code of the unit above, "" for directly under the organisation."""

    code: str
    name: Words
    under: str = ""


@dataclass(frozen=True, slots=True)
class Must:
    """A duty of a post. `since` counts months from the last one; None: from the founding on."""

    number: str
    text: Words
    basis: str
    since: int | None = None


@dataclass(frozen=True, slots=True)
class May:
    """A power of a post; with a code it is also what Remit lets the holder do."""

    text: Words
    basis: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Has:
    """Means of a post: budget, staff, equipment."""

    text: Words
    amount: str
    measure: str
    basis: str
    since: int | None = None

    @property
    def quantity(self) -> Decimal:
        """The amount as a number."""
        return Decimal(self.amount)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post in a place, "" being the organisation itself, with its three lists."""

    code: str
    place: str
    name: Words
    superior: str = ""
    heads: bool = False
    must: tuple[Must, ...] = ()
    may: tuple[May, ...] = ()
    has: tuple[Has, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a seat from the first day of month `since` to before that of `until`."""

    seat: str
    login: str
    since: int = -40
    until: int | None = None
    kind: str = "incumbent"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Loan:
    """A power, by its code, lent to another seat for a while."""

    code: str
    owner: str
    to: str
    since: int
    until: int
    reason: str


@dataclass(frozen=True, slots=True)
class House:
    """An organisation as it is founded. `keeper` is the seat that maintains its posts and lists."""

    code: str
    name: Words
    keeper: str
    places: tuple[Place, ...]
    seats: tuple[Seat, ...]
    tenures: tuple[Tenure, ...]
    loans: tuple[Loan, ...] = ()


def must(number: str, zh: str, en: str, basis: str, since: int | None = None) -> Must:
    """A duty in both languages."""
    return Must(number, Words(zh, en), basis, since)


def has(zh: str, en: str, amount: str, measure: str, basis: str) -> Has:
    """Means in both languages."""
    return Has(Words(zh, en), amount, measure, basis)


def can(code: str, basis: str) -> May:
    """The power that lets the holder do in Remit what the code names."""
    return May(POWERS[code], basis, code)


def allowed(basis: str, *codes: str) -> tuple[May, ...]:
    """Several such powers on one basis."""
    return tuple(can(code, basis) for code in codes)


def besides(basis: str, *pairs: tuple[str, str]) -> tuple[May, ...]:
    """Powers outside Remit, on one basis, each as Chinese and English text."""
    return tuple(May(Words(*pair), basis) for pair in pairs)


# What the members of a case's two panels, and the officer before them, may do.
OFFICER = (
    "cases.receive",
    "cases.verify",
    "cases.open",
    "cases.investigate",
    "cases.serve",
    "cases.rehabilitate",
    "cases.close",
)
# What is kept too long is proposed by one and confirmed by another: the office and the head.
RECORDS = ("records.propose_erasure", "records.confirm_erasure")
UNIT_HEAD = ("plans.submit", "plans.report_results", "insight.read")
OFFICE = (
    "organisation.maintain",
    "plans.open_month",
    "plans.publish_summary",
    "cases.receive",
    "correspondence.read",
    "ledger.read",
    "insight.read",
    "insight.measure",
    *RECORDS,
)
HEAD = (
    "plans.set_target",
    "organisation.delegate",
    "correspondence.read",
    "ledger.read",
    "insight.read",
    *RECORDS,
)
