"""Writing a workbook of an organisation: the empty template, or what exists, ready to be read back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from remit.engines.words import Words
from remit.engines.workbook.forms import FORMS
from remit.engines.workbook.organisation import ListedRow, Place, Workbook
from remit.engines.workbook.sheets import Field, Form

GUIDE = Words("说明", "Guide")
GUIDE_HEADS = (
    Words("工作表", "Sheet"),
    Words("列", "Column"),
    Words("必填", "Needed"),
    Words("怎样填写", "How to fill it in"),
    Words("可选值", "Values"),
)
# Rows for which a cell offers its choices.
OFFERED = 2000
# The same workbook is written as the same bytes.
WRITTEN = datetime(2026, 1, 1)  # noqa: DTZ001  # XLSX knows no time zones

Cells = Sequence[str | date | Decimal | None]


def write_organisation(book: Workbook, language: str) -> bytes:
    """The workbook as an XLSX file with heads in `language`; an empty one is the template."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as file:
        file.set_properties({"created": WRITTEN, "title": "Remit"})
        _write_guide(file, language)
        for form, rows in zip(FORMS, _rows(book), strict=True):
            _write_sheet(file, form, rows, language)
    return buffer.getvalue()


def _write_guide(file: Any, language: str) -> None:
    """The sheet that says how each column is filled in."""
    sheet = file.add_worksheet(GUIDE.pick(language))
    bold = file.add_format({"bold": True, "bottom": 1})
    wrapped = file.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_row(0, 0, [head.pick(language) for head in GUIDE_HEADS], bold)
    line = 1
    for form in FORMS:
        sheet.write_string(line, 0, form.name.pick(language), wrapped)
        sheet.write_string(line, 3, form.purpose.pick(language), wrapped)
        for column in form.fields:
            line += 1
            needed = Words("是", "yes").pick(language) if column.needed else ""
            texts = (column.head.pick(language), needed, column.hint.pick(language))
            sheet.write_row(line, 1, [*texts, _choices(column, language)], wrapped)
        line += 1
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 4, 60)
    sheet.freeze_panes(1, 0)


def _choices(column: Field, language: str) -> str:
    """What a cell may hold, one value a line; a code is followed by what it means."""
    if column.key == "code":
        return "\n".join(
            f"{code}: {words.pick(language)}" for code, words in column.choices.items()
        )
    return "\n".join(words.pick(language) for words in column.choices.values())


def _write_sheet(file: Any, form: Form, rows: Iterable[Cells], language: str) -> None:
    """One sheet with its heads, the rows, and choices to pick from."""
    sheet = file.add_worksheet(form.name.pick(language))
    bold = file.add_format({"bold": True, "bottom": 1})
    text = file.add_format({"num_format": "@"})
    day = file.add_format({"num_format": "yyyy-mm-dd"})
    for at, column in enumerate(form.fields):
        head = column.head.pick(language) + ("*" if column.needed else "")
        sheet.write_string(0, at, head, bold)
        width = 40 if column.longest > 200 else max(14, len(head) * 2)
        sheet.set_column(at, at, width, day if column.kind == "day" else text)
        if offered := _offered(column, language):
            sheet.data_validation(1, at, OFFERED, at, {"validate": "list", "source": offered})
    for number, row in enumerate(rows, start=1):
        for at, (column, cell) in enumerate(zip(form.fields, row, strict=True)):
            _write(sheet, number, at, _worded(column, cell, language), day)
    sheet.freeze_panes(1, 0)


def _offered(column: Field, language: str) -> list[str]:
    """The values that a cell offers; a list longer than a workbook allows is only in the guide."""
    if column.kind == "flag":
        return [Words("是", "yes").pick(language), Words("否", "no").pick(language)]
    values = [
        key if column.key == "code" else words.pick(language)
        for key, words in column.choices.items()
    ]
    return values if len(",".join(values)) <= 255 else []


def _worded(column: Field, cell: Any, language: str) -> Any:
    """A value as its column shows it."""
    if column.kind == "flag":
        return (Words("是", "yes") if cell else Words("否", "no")).pick(language)
    if column.kind == "choice" and column.key != "code" and cell in column.choices:
        return column.choices[cell].pick(language)
    return cell


def _write(sheet: Any, row: int, at: int, cell: Any, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001  # XLSX knows no time zones
    elif isinstance(cell, Decimal):
        sheet.write_number(row, at, cell)
    elif cell:
        sheet.write_string(row, at, cell)


def _rows(book: Workbook) -> tuple[list[Cells], ...]:
    """The cells of the seven sheets, in the order of their columns."""
    return (
        [(u.code, u.parent, *u.name, u.since) for u in book.units],
        [
            (*p.place, *p.name, _place(p.superior), "yes" if p.heads_unit else "", p.since)
            for p in book.posts
        ],
        [(p.login, *p.name, p.email, p.language) for p in book.people],
        [(_place(a.post), a.person, a.kind, a.since, a.until, a.reason) for a in book.appointments],
        [_listed(row) for row in book.duties],
        [_listed(row, row.code) for row in book.powers],
        [_listed(row, row.amount, row.measure) for row in book.means],
    )


def _listed(row: ListedRow, *more: str | Decimal | None) -> Cells:
    return (_place(row.post), row.number, *row.text, *more, row.basis, row.since)


def _place(place: Place | None) -> str:
    """A post so that it is found whatever else its code names."""
    return "/".join(place) if place else ""
