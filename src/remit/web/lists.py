"""Lists of rows as pages: sorted, filtered, paged, swapped by htmx, exported as a workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from xlsxwriter.format import Format

from remit.engines.words import Words
from remit.web.components import Cell, Clock, Column, Empty, Filter, Row, Table, Text

Kept = TypeVar("Kept", bound=Model)
PER_PAGE = 25
# A workbook of more rows is asked for with a filter first.
EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class Shown(Generic[Kept]):
    """A column of a list: what a row shows in it, and the database columns that sort it."""

    column: Column
    cell: Callable[[Kept], Any]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing(Generic[Kept]):
    """A filter of a list: its control, and how its value narrows the rows."""

    control: Filter
    narrow: Callable[[QuerySet[Kept], str], QuerySet[Kept]]


@dataclass(frozen=True, slots=True)
class Listing(Generic[Kept]):
    """Everything a list page is made of. `sort` is the column key sorted by at first."""

    id: str
    caption: Text
    shown: Sequence[Shown[Kept]]
    href: Callable[[Kept], str]
    sort: str
    empty: Empty
    narrowings: Sequence[Narrowing[Kept]] = field(default_factory=tuple)


def show(
    request: HttpRequest,
    template: str,
    listing: Listing[Kept],
    rows: QuerySet[Kept],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The list as a whole page, as the table alone for htmx, or as a workbook for `?format=xlsx`."""
    rows, query, sort = _asked(request, listing, rows)
    if request.GET.get("format") == "xlsx":
        return workbook(listing.id, listing.shown, rows[:EXPORTED])
    table = _table(request, listing, rows, query, sort)
    if getattr(request, "htmx", False) and not request.htmx.boosted:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "components/table.html", {"table": table})
    return render(request, template, {**(context or {}), "table": table})


def workbook(name: str, shown: Sequence[Shown[Kept]], rows: QuerySet[Kept]) -> HttpResponse:
    """The rows as an XLSX file with one frozen, filtered head row."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        formats: dict[type, Format] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for at, column in enumerate(shown):
            sheet.write_string(0, at, str(_plain(column.column.label)), bold)
        for line, row in enumerate(rows, start=1):
            for at, column in enumerate(shown):
                value = _plain(column.cell(row))
                if isinstance(value, str):
                    sheet.write_string(line, at, value)
                else:
                    sheet.write(line, at, value, formats.get(type(value)))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    response = HttpResponse(
        buffer.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _asked(
    request: HttpRequest, listing: Listing[Kept], rows: QuerySet[Kept]
) -> tuple[QuerySet[Kept], dict[str, str], str]:
    """The rows narrowed and sorted as asked; what was asked; the sort in force."""
    asked = {k: v.replace("\x00", "") for k, v in request.GET.dict().items()}
    query = {k: v for k, v in asked.items() if k not in {"format", "on"} and v}
    for narrowing in listing.narrowings:
        if value := query.get(narrowing.control.name):
            rows = narrowing.narrow(rows, value)
    orders = {s.column.key: s.order for s in listing.shown if s.order}
    sort = query.get("sort", listing.sort)
    if sort.removeprefix("-") not in orders:
        sort = listing.sort
    sign = "-" if sort.startswith("-") else ""
    order = [_turned(sign, column) for column in orders[sort.removeprefix("-")]]
    return rows.order_by(*order, "pk"), query, sort


def _turned(sign: str, column: str) -> str:
    if not sign:
        return column
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _table(
    request: HttpRequest,
    listing: Listing[Kept],
    rows: QuerySet[Kept],
    query: dict[str, str],
    sort: str,
) -> Table:
    total = rows.count()
    pages = max(1, -(-total // PER_PAGE))
    page = min(_number(query.get("page", "1")), pages)
    window = _window(rows, (page - 1) * PER_PAGE)
    return Table(
        id=listing.id,
        caption=listing.caption,
        columns=[s.column for s in listing.shown],
        rows=[
            Row([s.cell(row) for s in listing.shown], listing.href(row), str(row.pk))
            for row in window
        ],
        total=total,
        page=page,
        per_page=PER_PAGE,
        query=query,
        sort=sort,
        filters=[_filled(n.control, query) for n in listing.narrowings],
        xlsx=f"{request.path}?format=xlsx",
        empty=listing.empty,
    )


def _window(rows: QuerySet[Kept], start: int) -> list[Kept]:
    """The page's rows from `start` on: all are sorted by key alone, only these are read whole."""
    keys = list(rows.values_list("pk", flat=True)[start : start + PER_PAGE])
    found = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]


def _filled(control: Filter, query: Mapping[str, str]) -> Filter:
    return Filter(
        control.name,
        control.label,
        query.get(control.name, ""),
        control.choices,
        control.kind,
    )


def _number(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def _plain(value: Any) -> str | int | float | Decimal | date | datetime | None:
    """What a workbook cell holds for a shown value."""
    if isinstance(value, Cell):
        value = value.value
    if isinstance(value, Clock):
        value = value.due
    if isinstance(value, Words):
        return value.pick(get_language() or "en")
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, datetime):
        return timezone.localtime(value)
    if value is None or isinstance(value, int | float | Decimal | date):
        return value
    return str(value)
