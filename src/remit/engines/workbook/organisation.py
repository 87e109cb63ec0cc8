"""An organisation handed in as one workbook: its rows as values, checked against one another.

What can be seen in the workbook alone is checked here, all faults at once: missing sheets and columns,
unreadable cells, doubled codes, references to nothing, circles in the tree, two incumbents at once.
What depends on the organisation that exists already is handed in as `Known`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from remit.engines.dates import Period
from remit.engines.findings import Finding, Severity, error
from remit.engines.words import Words
from remit.engines.workbook.archive import column_number
from remit.engines.workbook.forms import FORMS
from remit.engines.workbook.sheets import Line, doubled, read_sheets

Place = tuple[str, str]
"""A post: the code of its unit and its own."""
Key = TypeVar("Key", bound=Hashable)
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+$")


@dataclass(frozen=True, slots=True)
class Known:
    """What the organisation holds already: codes of units, posts by unit, sign-in names."""

    units: frozenset[str] = frozenset()
    posts: frozenset[Place] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be; without a parent it lies directly under the organisation."""

    line: Line
    code: str
    parent: str
    name: Words
    since: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post to be."""

    line: Line
    place: Place
    name: Words
    superior: Place | None
    heads_unit: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person to be enrolled."""

    line: Line
    login: str
    name: Words
    email: str
    language: str


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A person in a post for [since, until)."""

    line: Line
    post: Place
    person: str
    kind: str
    since: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A duty, a power (with its code) or means (with their amount) of a post."""

    line: Line
    post: Place
    number: str
    text: Words
    basis: str
    since: date | None
    code: str = ""
    amount: Decimal | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook says. With a finding of severity error it must not be imported."""

    units: tuple[UnitRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
    duties: tuple[ListedRow, ...] = ()
    powers: tuple[ListedRow, ...] = ()
    means: tuple[ListedRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing in it stops the import."""
        return all(f.severity != Severity.ERROR for f in self.findings)


NOTHING = Known()
THINGS = {
    "unit": (Words("单位", "unit"), Words("单位", "Units")),
    "post": (Words("岗位", "post"), Words("岗位", "Posts")),
    "person": (Words("人员", "person"), Words("人员", "People")),
}


def read_organisation(content: bytes, known: Known = NOTHING) -> Workbook:
    """The rows of an XLSX workbook, with everything that is wrong with them."""
    sheets = read_sheets(content, FORMS)
    rows = _Rows(sheets.lines, known, sheets.findings)
    book = Workbook(
        units=tuple(rows.units()),
        posts=tuple(rows.posts()),
        people=tuple(rows.people()),
        appointments=tuple(rows.appointments()),
        duties=tuple(rows.listed("duties")),
        powers=tuple(rows.listed("powers")),
        means=tuple(rows.listed("means")),
    )
    found = [*rows.findings, *_circles(book), *_second_incumbents(book)]
    return replace(book, findings=in_order(found))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by sheet, row and column, as somebody works through the workbook."""
    return tuple(sorted(findings, key=lambda finding: _address(finding.subject)))


@dataclass(slots=True)
class _Rows:
    """Turns lines into rows, and notes what they refer to in vain."""

    lines: Mapping[str, tuple[Line, ...]]
    known: Known
    findings: list[Finding]
    places: Mapping[str, tuple[Place, ...]] = field(init=False)

    def __post_init__(self) -> None:
        here = {(line.text("unit"), line.text("code")) for line in self.lines["posts"]}
        self.places = places_by_text(self.known.posts | here)

    def units(self) -> Iterator[UnitRow]:
        """The units."""
        codes = self._codes("units", self.known.units)
        self._once("units", "code", lambda line: line.text("code"))
        for line in self._named("units"):
            self._refer(line, "parent", "unit", codes)
            yield UnitRow(
                line, line.text("code"), line.text("parent"), line.words("name"), line.day("since")
            )

    def posts(self) -> Iterator[PostRow]:
        """The posts."""
        codes = self._codes("units", self.known.units)
        self._once("posts", "code", lambda line: (line.text("unit"), line.text("code")))
        for line in self._named("posts"):
            self._refer(line, "unit", "unit", codes)
            yield PostRow(
                line=line,
                place=(line.text("unit"), line.text("code")),
                name=line.words("name"),
                superior=self._place(line, "superior"),
                heads_unit=line.flag("heads_unit"),
                since=line.day("since"),
            )

    def people(self) -> Iterator[PersonRow]:
        """The people."""
        self._once("people", "login", lambda line: line.text("login"))
        for line in self._named("people"):
            self._check_email(line)
            language = line.text("language") or "zh-hans"
            yield PersonRow(
                line, line.text("login"), line.words("name"), line.text("email"), language
            )

    def appointments(self) -> Iterator[AppointmentRow]:
        """The appointments whose post, person and first day could be read."""
        logins = self._codes("people", self.known.people, "login")
        for line in self.lines["appointments"]:
            self._refer(line, "person", "person", logins)
            self._check_forward(line)
            post, person, since = self._place(line, "post"), line.text("person"), line.day("since")
            if post and person and since:
                yield AppointmentRow(
                    line=line,
                    post=post,
                    person=person,
                    kind=line.text("kind") or "incumbent",
                    since=since,
                    until=line.day("until"),
                    reason=line.text("reason"),
                )

    def listed(self, sheet: str) -> Iterator[ListedRow]:
        """The duties, powers or means whose post could be found."""
        self._once(
            sheet, "number", lambda line: (*self._resolved(line.text("post")), line.text("number"))
        )
        for line in self._named(sheet, "text"):
            if post := self._place(line, "post"):
                yield ListedRow(
                    line=line,
                    post=post,
                    number=line.text("number"),
                    text=line.words("text"),
                    basis=line.text("basis"),
                    since=line.day("since"),
                    code=line.text("code"),
                    amount=line.amount("amount"),
                    measure=line.text("measure"),
                )

    def _codes(self, sheet: str, known: frozenset[str], column: str = "code") -> frozenset[str]:
        """The codes of a sheet and those that exist already."""
        return known | {line.text(column) for line in self.lines[sheet]}

    def _named(self, sheet: str, column: str = "name") -> Iterator[Line]:
        """The lines of a sheet; one without a text in either language is a fault."""
        for line in self.lines[sheet]:
            if not any(line.words(column)):
                self._fault(
                    "workbook.missing_name",
                    line.at(f"{column}_zh"),
                    "中文和英文都没有填写。请至少填一个。",
                    "Neither the Chinese nor the English text is given. Fill in at least one.",
                )
            yield line

    def _once(self, sheet: str, column: str, key: Callable[[Line], object]) -> None:
        """Notes each line whose key was there before."""
        filled = [(key(line), line) for line in self.lines[sheet] if line.text(column)]
        for line, first in doubled(filled):
            text = line.text(column)
            self._fault(
                "workbook.used_twice",
                line.at(column),
                f"“{text}”已在 {first.at(column)} 使用。请改用不重复的编码，或删去一行。",
                f"'{text}' is used in {first.at(column)} already. Use another, or delete a row.",
            )

    def _refer(self, line: Line, column: str, thing: str, codes: frozenset[str]) -> None:
        """Notes a cell that refers to nothing."""
        text = line.text(column)
        if text and text not in codes:
            self._unknown(line, column, thing, text)

    def _place(self, line: Line, column: str) -> Place | None:
        """The post that a cell refers to; none or several is a fault."""
        text = line.text(column)
        places = self._resolved(text)
        if len(places) > 1:
            units = ", ".join("/".join(place) for place in places)
            self._fault(
                "workbook.ambiguous_post",
                line.at(column),
                f"岗位编码“{text}”在几个单位都有：{units}。请写成“单位编码/岗位编码”。",
                f"Several units have a post '{text}': {units}. Write it as unit/post.",
            )
        elif text and not places:
            self._unknown(line, column, "post", text)
        return places[0] if len(places) == 1 else None

    def _resolved(self, text: str) -> tuple[Place, ...]:
        """The posts that a text may mean."""
        return self.places.get(text, ())

    def _check_email(self, line: Line) -> None:
        email = line.text("email")
        if email and not ADDRESS.match(email):
            self._fault(
                "workbook.bad_email",
                line.at("email"),
                f"“{email}”不是电子邮箱地址。请核对，没有则留空。",
                f"'{email}' is not an e-mail address. Correct it, or leave it empty.",
            )

    def _check_forward(self, line: Line) -> None:
        since, until = line.day("since"), line.day("until")
        if since and until and until <= since:
            self._fault(
                "workbook.runs_backward",
                line.at("until"),
                f"离任日期 {until} 须晚于起始日期 {since}。请核对两个日期。",
                f"The tenure ends on {until}, not after it begins on {since}. Check both dates.",
            )

    def _unknown(self, line: Line, column: str, thing: str, text: str) -> None:
        name, sheet = THINGS[thing]
        self._fault(
            f"workbook.unknown_{thing}",
            line.at(column),
            f"找不到{name.zh}“{text}”。请先在“{sheet.zh}”表中添加，或改正编码。",
            f"There is no {name.en} '{text}'. Add it to the sheet {sheet.en}, or correct the code.",
        )

    def _fault(self, id: str, where: str, zh: str, en: str) -> None:
        self.findings.append(error(id, where, zh, en))


def places_by_text(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    """Each way to write a post, its code or `unit/code`, with the posts it may mean."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in sorted(places):
        for text in (place[1], "/".join(place)):
            found[text] = (*found.get(text, ()), place)
    return found


def _circles(book: Workbook) -> Iterator[Finding]:
    """A fault for each unit and post that lies above itself."""
    units = {row.code: row.parent for row in book.units}
    for unit in book.units:
        if _above_itself(unit.code, units):
            yield _circle(unit.line.at("parent"), unit.code)
    posts = {row.place: row.superior for row in book.posts}
    for post in book.posts:
        if _above_itself(post.place, posts):
            yield _circle(post.line.at("superior"), post.place[1])


def _above_itself(start: Key, above: Mapping[Key, Key | None]) -> bool:
    """Whether going up from `start` leads back to it."""
    seen: set[Key] = set()
    step = above.get(start)
    while step is not None and step not in seen:
        if step == start:
            return True
        seen.add(step)
        step = above.get(step)
    return False


def _circle(where: str, code: str) -> Finding:
    return error(
        "workbook.circle",
        where,
        f"“{code}”沿上级逐级向上又回到自己。请改正其中一级的上级。",
        f"Going up from '{code}' leads back to itself. Correct the one above in one of the rows.",
    )


def _second_incumbents(book: Workbook) -> Iterator[Finding]:
    """A fault for each appointment during which somebody else is the incumbent already."""
    earlier: dict[Place, list[AppointmentRow]] = {}
    for row in sorted(book.appointments, key=lambda row: (row.since, row.line.number)):
        if row.kind != "incumbent" or (row.until is not None and row.until <= row.since):
            continue
        period = Period(row.since, row.until)
        for other in earlier.setdefault(row.post, []):
            if period.overlaps(Period(other.since, other.until)):
                yield _second_incumbent(row, other)
                break
        earlier[row.post].append(row)


def _second_incumbent(row: AppointmentRow, other: AppointmentRow) -> Finding:
    return error(
        "workbook.second_incumbent",
        row.line.at("since"),
        f"岗位“{row.post[1]}”在此期间已由 {other.person} 任职（第 {other.line.number} 行）。"
        "请填写前任的离任日期，或改为代理、副职。",
        f"The post '{row.post[1]}' is filled by {other.person} in that time (row {other.line.number}). "
        "Give the earlier tenure its end, or make this one acting or deputy.",
    )


def _address(subject: str) -> tuple[int, int, int, str]:
    """Where a finding stands: sheet, row, column; the whole workbook first."""
    sheet, _, cell = subject.partition("!")
    letters = cell.rstrip("0123456789")
    names = [name for form in FORMS for name in form.name]
    place = names.index(sheet) // 2 if sheet in names else -1
    return place, int(cell[len(letters) :] or 0), column_number(letters), subject
