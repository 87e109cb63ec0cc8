"""What the pages of the organisation show, built from rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries as cases
from remit.apps.organisation import queries
from remit.engines.powers import POWERS
from remit.engines.rules import EffectKind, Pack
from remit.engines.words import Words
from remit.web.components import Event, Reference, Task, Why
from remit.web.standpoint import Standpoint
from remit.web.wording import period, pick

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment, Delegation, Person, Post, Power, Unit

# Rows of a sheet shown before an import.
PREVIEWED = 100
# How far a line of the tree stands in, by its depth.
INDENTS = ("", "ps-2", "ps-4", "ps-5")


@dataclass(frozen=True, slots=True)
class ShownPower:
    """A power as listed, and from whom it is lent if it is."""

    power: "Power"
    lent_by: "Delegation | None" = None

    @property
    def lets(self) -> str:
        """What Remit lets the holder do by it, where that says more than its own text."""
        words = pick(POWERS.get(self.power.code))
        return words if words != self.power.text else ""


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the reader may do on the page of a post."""

    appoint: bool
    delegate: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree: a unit as a head, or a post with the people in it."""

    indent: str
    unit: "Unit | None" = None
    staffed: "queries.Staffed | None" = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A unit with everything under it, as lines."""

    unit: "Unit"
    lines: tuple[Line, ...]


def trees(branches: Iterable[queries.Branch]) -> list[Tree]:
    """Each branch as a tree whose first line is its first post: its own name stands above it."""
    return [Tree(branch.unit, tuple(_lines(branch, 0))[1:]) for branch in branches]


def _lines(branch: queries.Branch, depth: int) -> Iterator[Line]:
    indent = INDENTS[min(depth, len(INDENTS) - 1)]
    yield Line(indent, unit=branch.unit)
    for staffed in branch.posts:
        yield Line(indent, staffed=staffed)
    for below in branch.branches:
        yield from _lines(below, depth + 1)


def whole_remit(post: "Post", standpoint: Standpoint) -> dict[str, object]:
    """Everything the page of a post shows as of the day looked at."""
    remit = queries.remit(post, on=standpoint.on)
    return {
        "post": post,
        "remit": remit,
        "line": queries.superior_line(post),
        "above": queries.line_above(post.unit),
        "powers": [*_own(remit), *_borrowed(remit)],
        "tenures": [tenure_event(tenure, by_person=True) for tenure in reversed(remit.tenures)],
        "protection": protection(on=standpoint.on),
        "may": deeds(post, standpoint),
    }


def deeds(post: "Post", standpoint: Standpoint) -> Deeds:
    """What the reader may do about the post."""
    by, on = standpoint.by, standpoint.on
    return Deeds(
        appoint=queries.may(by, "organisation.maintain", post.unit, on=on),
        delegate=by is not None
        and by.post_id == post.pk
        and queries.may(by, "organisation.delegate", post.unit, on=on),
    )


def protection(*, on: date) -> list[Why]:
    """The rules in force that exempt who acted with diligence, by rule pack."""
    return [why for pack in cases.packs().values() if (why := _exemptions(pack, on)).rules]


def tenure_event(tenure: "Appointment", *, by_person: bool) -> Event:
    """One tenure as a line in time, told by its person or by its post."""
    name = tenure.person.name if by_person else f"{tenure.post.name} · {tenure.post.unit.name}"
    href = (
        reverse("person", args=[tenure.person_id])
        if by_person
        else reverse("post", args=[tenure.post_id])
    )
    note = " · ".join(part for part in (period(tenure.since, tenure.until), tenure.reason) if part)
    return Event(tenure.since, name, tenure.get_kind_display(), href, note)


def lent(delegations: Iterable["Delegation"], *, to_others: bool) -> list[Task]:
    """Delegations as lines, each leading to the other post."""
    return [_lent(row, row.to_post if to_others else row.power.post) for row in delegations]


def people_hint(person: "Person") -> str:
    """The posts a person fills on the day, from what was fetched for the list."""
    return ", ".join(f"{a.post.name} · {a.post.unit.name}" for a in person.appointments.all())


@dataclass(frozen=True, slots=True)
class SheetShown:
    """The rows of one sheet that would be created: how many, and the first of them in words."""

    name: str
    count: int
    rows: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.count - len(self.rows)


def imported(plan: queries.ImportPlan) -> list[SheetShown]:
    """What each sheet would create."""
    book = plan.workbook
    listed = [(_("Duties"), book.duties), (_("Powers"), book.powers), (_("Means"), book.means)]
    return [
        _sheet(_("Units"), [f"{row.code} {pick(row.name)}" for row in book.units]),
        _sheet(_("Posts"), [f"{'/'.join(row.place)} {pick(row.name)}" for row in book.posts]),
        _sheet(_("People"), [f"{row.login} {pick(row.name)}" for row in book.people]),
        _sheet(
            _("Appointments"),
            [
                f"{row.person} · {'/'.join(row.post)} · {period(row.since, row.until)}"
                for row in book.appointments
            ],
        ),
        *(
            _sheet(name, [f"{'/'.join(r.post)} {r.number} {pick(r.text)}" for r in rows])
            for name, rows in listed
        ),
    ]


def _sheet(name: str, rows: list[str]) -> SheetShown:
    return SheetShown(name, len(rows), tuple(rows[:PREVIEWED]))


def _lent(row: "Delegation", other: "Post") -> Task:
    label = f"{row.power.number} {row.power.text}"
    hint = f"{other.name} · {other.unit.name} · {period(row.since, row.until)} · {row.reason}"
    return Task(label, reverse("post", args=[other.pk]), hint=hint)


def _own(remit: queries.Remit) -> Iterable[ShownPower]:
    return (ShownPower(power) for power in remit.powers if power.post_id == remit.post.pk)


def _borrowed(remit: queries.Remit) -> Iterable[ShownPower]:
    return (ShownPower(row.power, row) for row in remit.borrowed)


def _exemptions(pack: Pack, on: date) -> Why:
    rules = [
        Reference(rule.title, note=_cited(rule.citations[0].words if rule.citations else None))
        for rule in pack.rules
        if on in rule.valid and rule.has(EffectKind.EXEMPT)
    ]
    return Why(pack.titles, rules=rules)


def _cited(words: Words | None) -> Words:
    return words or Words("", "")
