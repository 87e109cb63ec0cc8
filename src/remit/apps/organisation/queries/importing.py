"""What a workbook would add to an organisation, and where it contradicts what is there."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from django.db.models import Model, Q

from remit.apps.organisation.models import Appointment, Duty, Means, Person, Post, Power, Unit
from remit.apps.organisation.queries.remits import people_of
from remit.apps.organisation.queries.standing import subtree, within
from remit.engines.dates import Period
from remit.engines.findings import Finding, Severity, error
from remit.engines.words import Words
from remit.engines.workbook import (
    AppointmentRow,
    Known,
    Line,
    ListedRow,
    PersonRow,
    Place,
    PostRow,
    UnitRow,
    Workbook,
    in_order,
)


class _HasLine(Protocol):
    @property
    def line(self) -> Line: ...


Row = TypeVar("Row", bound=_HasLine)
Kept = TypeVar("Kept", bound=Model)
Differences = Iterator[tuple[str, object, object]]
"""Each column in which a row differs: its key, what is kept, what the workbook says."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What would be created, in the order in which it can be; `equal` rows exist alike already."""

    workbook: Workbook
    equal: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the import may be carried out."""
        return all(f.severity != Severity.ERROR for f in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each sheet would be created."""
        return {
            sheet: len(getattr(self.workbook, sheet))
            for sheet in ("units", "posts", "people", "appointments", "duties", "powers", "means")
        }


@dataclass(slots=True)
class Existing:
    """What an organisation holds, by what a workbook calls it."""

    root: Unit
    units: dict[str, Unit] = field(init=False)
    posts: dict[Place, Post] = field(init=False)

    def __post_init__(self) -> None:
        ranges = [subtree(self.root.path)]
        rows = Unit.objects.filter(within(ranges)).order_by("-path")
        self.units = {unit.code: unit for unit in rows}
        posts = Post.objects.filter(within(ranges, "unit__path")).select_related(
            "unit", "superior__unit"
        )
        self.posts = {place_of(post): post for post in posts}

    def people(self, logins: Iterable[str]) -> dict[str, Person]:
        """The people with these sign-in names, wherever they are."""
        return {person.login: person for person in Person.objects.filter(login__in=set(logins))}


def place_of(post: Post) -> Place:
    """What a workbook calls a post."""
    return post.unit.code, post.code


def known_in(root: Unit) -> Known:
    """What a workbook for this organisation may refer to."""
    existing = Existing(root)
    logins = people_of(root, on=date.max).values_list("login", flat=True)
    return Known(frozenset(existing.units), frozenset(existing.posts), frozenset(logins))


def import_plan(root: Unit, book: Workbook) -> ImportPlan:
    """What the workbook would create in the organisation, with its own findings and the new ones."""
    return _Planner(Existing(root), book).plan()


class _Planner:
    """Compares a workbook with what exists."""

    def __init__(self, existing: Existing, book: Workbook) -> None:
        self.existing = existing
        self.book = book
        self.findings: list[Finding] = list(book.findings)
        self.equal = 0
        logins = {row.login for row in book.people} | {row.person for row in book.appointments}
        self.people = existing.people(logins)
        self.own = set(people_of(existing.root, on=date.max).values_list("pk", flat=True))

    def plan(self) -> ImportPlan:
        """The plan."""
        new = Workbook(
            units=_parents_first(
                self._new(self.book.units, self._unit, self._unit_differs),
                key=lambda row: row.code,
                above=lambda row: row.parent,
            ),
            posts=_parents_first(
                self._new(self.book.posts, self._post, self._post_differs),
                key=lambda row: row.place,
                above=lambda row: row.superior,
            ),
            people=self._new(self.book.people, self._person, self._person_differs),
            appointments=self._new_appointments(),
            duties=self._new_listed(Duty, self.book.duties),
            powers=self._new_listed(Power, self.book.powers, "code"),
            means=self._new_listed(Means, self.book.means, "amount", "measure"),
        )
        return ImportPlan(new, self.equal, in_order(self.findings))

    def _new(
        self,
        rows: Iterable[Row],
        find: Callable[[Row], Kept | None],
        differences: Callable[[Row, Kept], Differences],
    ) -> tuple[Row, ...]:
        """The rows that do not exist; a row that exists otherwise is a fault."""
        new = []
        for row in rows:
            kept = find(row)
            if kept is None:
                new.append(row)
            else:
                self._compare(row.line, differences(row, kept))
        return tuple(new)

    def _compare(self, line: Line, differences: Differences) -> None:
        found = [
            _differs(line.at(column), kept, said)
            for column, kept, said in differences
            if kept != said
        ]
        self.findings += found
        self.equal += not found

    def _unit(self, row: UnitRow) -> Unit | None:
        return self.existing.units.get(row.code)

    def _unit_differs(self, row: UnitRow, unit: Unit) -> Differences:
        yield from _names_differ(row.name, Words(unit.name_zh, unit.name_en))
        parent = unit.parent.code if unit.parent and unit.parent != self.existing.root else ""
        own_parent = "" if row.parent == self.existing.root.code else row.parent
        yield "parent", parent, own_parent
        if row.since:
            yield "since", unit.since, row.since

    def _post(self, row: PostRow) -> Post | None:
        return self.existing.posts.get(row.place)

    def _post_differs(self, row: PostRow, post: Post) -> Differences:
        yield from _names_differ(row.name, Words(post.name_zh, post.name_en))
        superior = place_of(post.superior) if post.superior else None
        yield "superior", _written(superior), _written(row.superior)
        yield "heads_unit", post.heads_unit, row.heads_unit
        if row.since:
            yield "since", post.since, row.since

    def _person(self, row: PersonRow) -> Person | None:
        return self.people.get(row.login)

    def _person_differs(self, row: PersonRow, person: Person) -> Differences:
        """Of somebody of another organisation only that something differs is told, not what."""
        differences = [
            *_names_differ(row.name, Person.name.words(person)),
            ("email", person.email, row.email),
            ("language", person.language, row.line.text("language") or person.language),
        ]
        if person.pk in self.own:
            yield from differences
        elif any(kept != said for _, kept, said in differences):
            yield "login", "…", row.login

    def _new_appointments(self) -> tuple[AppointmentRow, ...]:
        kept = self._kept_appointments()
        new = []
        for row in self.book.appointments:
            same = next((a for a in kept.get(row.post, ()) if _same_tenure(a, row)), None)
            if same is not None:
                self._compare(row.line, iter([("until", same.until, row.until)]))
            else:
                new.append(row)
                self._note_second_incumbent(row, kept.get(row.post, ()))
        return tuple(new)

    def _kept_appointments(self) -> dict[Place, list[Appointment]]:
        """The appointments of the posts that the workbook fills."""
        wanted = {row.post for row in self.book.appointments} & set(self.existing.posts)
        posts = [self.existing.posts[place] for place in wanted]
        found: dict[Place, list[Appointment]] = {}
        rows = Appointment.objects.filter(post__in=posts).select_related("post__unit", "person")
        for row in rows:
            found.setdefault(place_of(row.post), []).append(row)
        return found

    def _note_second_incumbent(self, row: AppointmentRow, kept: Iterable[Appointment]) -> None:
        if row.kind != Appointment.Kind.INCUMBENT or (row.until and row.until <= row.since):
            return
        period = Period(row.since, row.until)
        for other in kept:
            if other.kind == row.kind and period.overlaps(Period(other.since, other.until)):
                self.findings.append(
                    error(
                        "workbook.post_already_filled",
                        row.line.at("since"),
                        f"该岗位自 {other.since} 起已由 {other.person.login} 任职。"
                        "请先在系统中结束前任任期，或改为代理、副职。",
                        f"The post has been filled by {other.person.login} since {other.since}. "
                        "End that tenure first, or make this one acting or deputy.",
                    )
                )
                return

    def _new_listed(
        self, model: type[Duty] | type[Power] | type[Means], rows: Iterable[ListedRow], *more: str
    ) -> tuple[ListedRow, ...]:
        """The duties, powers or means that are not on the posts' lists yet."""
        kept = self._kept_listed(model, rows)

        def differences(row: ListedRow, listed: Any) -> Differences:
            yield from _names_differ(row.text, Words(listed.text_zh, listed.text_en), "text")
            for column in ("basis", *more):
                yield column, getattr(listed, column), getattr(row, column)
            if row.since:
                yield "since", listed.since, row.since

        return self._new(rows, lambda row: kept.get((row.post, row.number)), differences)

    def _kept_listed(
        self, model: type[Duty] | type[Power] | type[Means], rows: Iterable[ListedRow]
    ) -> dict[tuple[Place, str], Any]:
        places = {row.post for row in rows} & set(self.existing.posts)
        posts = {self.existing.posts[place].pk: place for place in places}
        listed = model.objects.filter(Q(until__isnull=True), post__in=posts)
        return {(posts[line.post_id], line.number): line for line in listed}


def _parents_first(
    rows: Iterable[Row], *, key: Callable[[Row], object], above: Callable[[Row], object]
) -> tuple[Row, ...]:
    """The rows so that none comes before the one above it; rows in a circle are left out."""
    waiting = {key(row): row for row in rows}
    done: list[Row] = []
    while waiting:
        ready = [k for k, row in waiting.items() if above(row) not in waiting]
        if not ready:
            break
        done += [waiting.pop(k) for k in ready]
    return tuple(done)


def _same_tenure(kept: Appointment, row: AppointmentRow) -> bool:
    return (kept.person.login, str(kept.kind), kept.since) == (row.person, row.kind, row.since)


def _names_differ(said: Words, kept: Words, column: str = "name") -> Differences:
    yield f"{column}_zh", kept.zh, said.zh
    yield f"{column}_en", kept.en, said.en


def _written(place: Place | None) -> str:
    return "/".join(place) if place else ""


def _differs(where: str, kept: object, said: object) -> Finding:
    return error(
        "workbook.differs",
        where,
        f"系统中是“{_said(kept).zh}”，工作簿中是“{_said(said).zh}”。导入不更改已有内容："
        "请改正工作簿，或先在系统中修改。",
        f"It is '{_said(kept).en}' already, the workbook says '{_said(said).en}'. An import changes "
        "nothing that exists: correct the workbook, or change it in Remit first.",
    )


def _said(value: object) -> Words:
    if isinstance(value, bool):
        return Words("是", "yes") if value else Words("否", "no")
    if value is None or value == "":
        return Words("（空）", "(nothing)")
    return Words(f"{value}", f"{value}") if not isinstance(value, date) else _day(value)


def _day(value: date) -> Words:
    return Words(value.isoformat(), value.isoformat())
