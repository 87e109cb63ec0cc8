"""What the components on a page are given: frozen values, built by page functions, drawn by templates.

A text may be a `str`, a lazy translation or `Words`; the component picks the reader's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

from remit.engines.words import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | Words | _StrPromise
else:
    Text: TypeAlias = str | Words

Number: TypeAlias = int | float | Decimal | Fraction

SOON = 3
"""Working days before the date from which a clock says "soon"."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the navigation; `icon` is a name in `icons.svg`, `count` is what waits there."""

    url: str
    label: Text
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the page speaks of, and today."""

    on: date
    today: date

    @property
    def past(self) -> bool:
        """Whether the page shows another day than today, and is therefore read-only."""
        return self.on != self.today


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One of the posts a person may act for."""

    id: int | str
    label: Text
    current: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the thread; without a label it does not exist yet and is drawn hollow.

    `kind` is one of `duty target plan matter case decision`.
    """

    kind: str
    label: Text = ""
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit: `days` are working days left on the day shown (negative when past)."""

    due: date | None
    days: int | None = None
    runner: Text = ""
    stopped_by: Text = ""
    stopped_reason: Text = ""
    done_on: date | None = None
    calendar: Text = ""
    title: Text = ""

    @property
    def state(self) -> str:
        """`done`, `stopped`, `waiting` (no date), `late`, `soon` or `running`."""
        if self.done_on:
            return "done"
        if self.stopped_by or self.stopped_reason:
            return "stopped"
        if self.days is None:
            return "waiting"
        return "late" if self.days < 0 else "soon" if self.days <= SOON else "running"


@dataclass(frozen=True, slots=True)
class Share:
    """One person's share of a harm, 0 to 1, with its interval under disputed facts."""

    name: Text
    part: Number
    low: Number | None = None
    high: Number | None = None
    system: bool = False
    href: str = ""
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The same harm shared by another rule; `parts` in the order of the shares."""

    label: Text
    parts: Sequence[Number]
    note: Text = ""


@dataclass(frozen=True, slots=True)
class ShareBar:
    """Shares of one harm; `sentence` explains the largest (else its own reason does)."""

    id: str
    title: Text
    shares: Sequence[Share]
    contrasts: Sequence[Contrast] = ()
    sentence: Text = ""

    @property
    def explanation(self) -> Text:
        """The sentence under the bar."""
        if self.sentence or not self.shares:
            return self.sentence
        return max(self.shares, key=lambda share: share.part).reason


@dataclass(frozen=True, slots=True)
class Reference:
    """One reason behind a number: a rule, an entry, a piece of evidence."""

    label: Text
    href: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of a number, a status or a decision; `label` replaces the word "Why"."""

    title: Text
    sentence: Text = ""
    rules: Sequence[Reference] = ()
    entries: Sequence[Reference] = ()
    evidence: Sequence[Reference] = ()
    formula: Text = ""
    label: Text = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of a summary list; `change` is where it can be changed."""

    label: Text
    value: "Text | Number | date | datetime | None"
    change: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with its state as a chip, or a clock instead."""

    label: Text
    href: str = ""
    state: str = "waiting"
    words: Text = ""
    hint: Text = ""
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline; `open` marks what has not happened yet."""

    when: "date | datetime | None"
    words: Text
    who: Text = ""
    href: str = ""
    note: Text = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number worth seeing from afar, with what it counts and why it is so."""

    value: "Number | Text"
    label: Text
    href: str = ""
    note: Text = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `kind` is `text`, `number` (right-aligned, tabular figures) or `date`."""

    key: str
    label: Text
    kind: str = "text"
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with a link, a second line, or a state that makes it a chip."""

    value: "Text | Number | date | datetime | Clock | None"
    href: str = ""
    note: Text = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row in the order of the columns; `href` links the first cell."""

    cells: "Sequence[Cell | Clock | Text | Number | date | datetime | None]"
    href: str = ""
    key: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """One control above a table; `kind` is `text`, `select`, `date` or `month`."""

    name: str
    label: Text
    value: str = ""
    choices: "Sequence[tuple[str, Text]]" = ()
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty place says: what comes here, and how to begin."""

    heading: Text
    text: Text = ""
    url: str = ""
    deed: Text = ""
    icon: str = "inbox"


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands in a list; `first` and `last` are positions counted from 1."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    query: Mapping[str, str] = field(default_factory=dict)
    target: str = ""

    @property
    def previous_url(self) -> str:
        """The page before, or nothing on the first."""
        return self._url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, or nothing on the last."""
        return self._url(self.page + 1) if self.page < self.pages else ""

    @property
    def around(self) -> tuple[tuple[int, str], ...]:
        """Up to five page numbers around this one, each with its address."""
        start = max(1, min(self.page - 2, self.pages - 4))
        return tuple((n, self._url(n)) for n in range(start, min(start + 5, self.pages + 1)))

    def _url(self, page: int) -> str:
        return "?" + urlencode({**self.query, "page": str(page)})


@dataclass(frozen=True, slots=True)
class Head:
    """A column head as drawn: where a click leads and how the table is sorted now."""

    column: Column
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Table:
    """One page of a list with everything needed to sort, filter, turn pages and export it.

    `rows` are those of this page only; `total` counts all that match. `sort` is a column key, with
    a leading "-" for descending. `query` holds the parameters the page was asked with.
    """

    id: str
    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: int = -1
    page: int = 1
    per_page: int = 25
    query: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    filters: Sequence[Filter] = ()
    xlsx: str = ""
    empty: Empty | None = None

    @property
    def heads(self) -> tuple[Head, ...]:
        """The column heads with their links."""
        return tuple(self._head(column) for column in self.columns)

    @property
    def count(self) -> int:
        """How many rows match in all."""
        return self.total if self.total >= 0 else len(self.rows)

    @property
    def pager(self) -> Pager:
        """Where this page stands."""
        pages = max(1, -(-self.count // self.per_page))
        first = (self.page - 1) * self.per_page + 1 if self.rows else 0
        last = first + len(self.rows) - 1 if self.rows else 0
        query = {k: v for k, v in self.query.items() if k != "page"}
        return Pager(self.page, pages, self.count, first, last, query, self.id)

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        return any(control.value for control in self.filters)

    @property
    def xlsx_url(self) -> str:
        """The workbook of all that match, in the order shown."""
        query = urlencode({k: v for k, v in self.query.items() if k != "page"})
        joint = "&" if "?" in self.xlsx else "?"
        return f"{self.xlsx}{joint}{query}" if self.xlsx and query else self.xlsx

    def _head(self, column: Column) -> Head:
        descending = self.sort == f"-{column.key}"
        sorted_ = "descending" if descending else "ascending" if self.sort == column.key else ""
        if not column.sortable:
            return Head(column, "", sorted_)
        query = {k: v for k, v in self.query.items() if k != "page"}
        query["sort"] = column.key if sorted_ != "ascending" else f"-{column.key}"
        return Head(column, "?" + urlencode(query), sorted_)


@dataclass(frozen=True, slots=True)
class Chart:
    """A Vega-Lite drawing whose title is the finding in words, with the table it is drawn from."""

    id: str
    title: Text
    spec: Mapping[str, object]
    table: Table
    note: Text = ""
    xlsx: str = ""
