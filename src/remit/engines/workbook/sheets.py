"""A sheet as typed lines: heads in either language, cells read as text, day, yes or no, choice, amount.

Each fault names its cell (`Posts!C7`) and says what, why and what to do. Reading goes on after a
fault, so that all of them are told at once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any, Literal
from unicodedata import category, normalize

from python_calamine import CalamineError, CalamineWorkbook

from remit.engines.findings import Finding, error, warning
from remit.engines.words import Words
from remit.engines.workbook.archive import WHOLE, WorkbookUnsafe, column_letters, inspect

Kind = Literal["text", "day", "flag", "choice", "amount"]
Value = str | date | bool | Decimal | None

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
YES = frozenset({"yes", "y", "true", "1", "是", "√", "对"})
NO = frozenset({"no", "n", "false", "0", "否", "×", "不是"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its head in both languages, how its cells are read, what they may hold."""

    key: str
    head: Words
    hint: Words
    kind: Kind = "text"
    needed: bool = False
    longest: int = 120
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet: its name in both languages, and its columns."""

    key: str
    name: Words
    purpose: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: the values by column key, and where each stands."""

    sheet: str
    number: int
    values: Mapping[str, Value]
    columns: Mapping[str, str]

    def at(self, key: str) -> str:
        """The address of a cell: `Posts!C7`."""
        return f"{self.sheet}!{self.columns.get(key, 'A')}{self.number}"

    def text(self, key: str) -> str:
        """A cell's text; empty when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def day(self, key: str) -> date | None:
        """A cell's day."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def flag(self, key: str) -> bool:
        """Whether a cell says yes."""
        return self.values.get(key) is True

    def amount(self, key: str) -> Decimal | None:
        """A cell's amount."""
        value = self.values.get(key)
        return value if isinstance(value, Decimal) else None

    def words(self, key: str) -> Words:
        """The texts of the columns `<key>_zh` and `<key>_en`."""
        return Words(self.text(f"{key}_zh"), self.text(f"{key}_en"))


@dataclass(slots=True)
class Sheets:
    """The lines of a workbook's sheets, by the key of their form, and what is wrong with them."""

    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_sheets(content: bytes, forms: Sequence[Form]) -> Sheets:
    """The lines of each form's sheet in the workbook, with all faults."""
    found = Sheets({form.key: () for form in forms})
    try:
        found.findings += [_formula_fault(at) for at in inspect(content)]
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            grids = {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except WorkbookUnsafe as refusal:
        found.findings += refusal.findings
    except (CalamineError, ValueError, OSError) as fault:
        found.findings.append(_unreadable(fault))
    else:
        _match(found, forms, grids)
    return found


def _match(
    found: Sheets, forms: Sequence[Form], grids: Mapping[str, Sequence[Sequence[Any]]]
) -> None:
    """Reads each form from the sheet that bears its name, in either language."""
    by_name = {plain(name): name for name in grids}
    for form in forms:
        name = by_name.get(plain(form.name.en)) or by_name.get(plain(form.name.zh))
        if name is None:
            found.findings.append(_missing_sheet(form))
        else:
            reader = _Reader(form, name, found.findings)
            found.lines[form.key] = tuple(reader.lines(grids[name]))


@dataclass(slots=True)
class _Reader:
    """Reads one sheet."""

    form: Form
    sheet: str
    findings: list[Finding]

    def lines(self, grid: Sequence[Sequence[Any]]) -> Iterator[Line]:
        """The filled rows under the head."""
        heads = self.heads(grid[0] if grid else ())
        columns = {f.key: column_letters(at + 1) for f, at in heads}
        for number, row in enumerate(grid[1:], start=2):
            cells = [(f, row[at] if at < len(row) else "") for f, at in heads]
            if any(shown(cell) for _, cell in cells):
                blank = Line(self.sheet, number, {}, columns)
                values = {f.key: self.value(f, cell, blank.at(f.key)) for f, cell in cells}
                yield Line(self.sheet, number, values, columns)

    def heads(self, row: Sequence[Any]) -> list[tuple[Field, int]]:
        """The columns that are there, with their positions; a missing or doubled one is a fault."""
        names = {plain(name): f for f in self.form.fields for name in (f.key, *f.head)}
        found: dict[str, tuple[Field, int]] = {}
        for at, cell in enumerate(row):
            column = names.get(plain(shown(cell)))
            where = f"{self.sheet}!{column_letters(at + 1)}1"
            if column is None:
                self.note_unknown(shown(cell), where)
            elif column.key in found:
                self.fault(
                    "workbook.column_twice",
                    where,
                    f"列“{column.head.zh}”出现了两次。请删去一列。",
                    f"The column '{column.head.en}' is there twice. Delete one.",
                )
            else:
                found[column.key] = (column, at)
        for column in self.form.fields:
            if column.needed and column.key not in found:
                self.fault(
                    "workbook.missing_column",
                    f"{self.sheet}!1",
                    f"缺少列“{column.head.zh}”（或 {column.head.en}）。请在第一行补上，或改用模板。",
                    f"The column '{column.head.en}' ({column.head.zh}) is missing. Add it to the first "
                    "row, or use the template.",
                )
        return list(found.values())

    def value(self, column: Field, cell: Any, where: str) -> Value:
        """A cell as its column's kind; None with a fault when it cannot be."""
        text = shown(cell)
        if not text:
            if column.needed:
                self.fault(
                    "workbook.empty_cell",
                    where,
                    f"“{column.head.zh}”不能为空。{column.hint.zh}",
                    f"'{column.head.en}' must not be empty. {column.hint.en}",
                )
            return None
        read = {"day": self.day, "flag": self.flag, "choice": self.choice, "amount": self.amount}
        return read.get(column.kind, self.text)(column, cell, where)

    def text(self, column: Field, cell: Any, where: str) -> str | None:
        """A text that fits and holds no control characters."""
        text = shown(cell)
        if any(category(letter) == "Cc" and letter not in "\n\t" for letter in text):
            self.fault(
                "workbook.control_characters",
                where,
                "文字中含有不可见的控制字符。请重新键入。",
                "The text holds control characters that cannot be seen. Type it again.",
            )
            return None
        if len(text) > column.longest:
            self.fault(
                "workbook.too_long",
                where,
                f"“{column.head.zh}”有 {len(text)} 个字符，最多 {column.longest} 个。请缩短。",
                f"'{column.head.en}' has {len(text)} characters, at most {column.longest} are kept. "
                "Shorten it.",
            )
            return None
        return text

    def day(self, column: Field, cell: Any, where: str) -> date | None:
        """A calendar day."""
        found = as_day(cell)
        if found is None:
            self.fault(
                "workbook.bad_date",
                where,
                f"“{shown(cell)}”不是日期。请写成 2026-03-31，或设为日期格式。",
                f"'{shown(cell)}' is not a date. Write it as 2026-03-31, or format the cell as a date.",
            )
        return found

    def flag(self, column: Field, cell: Any, where: str) -> bool | None:
        """Yes or no."""
        word = plain(shown(cell))
        if word in YES or word in NO:
            return word in YES
        self.fault(
            "workbook.bad_flag",
            where,
            f"“{shown(cell)}”应为“是”或“否”。",
            f"'{shown(cell)}' must be yes or no.",
        )
        return None

    def choice(self, column: Field, cell: Any, where: str) -> str | None:
        """One of the column's choices, by its key or by its name in either language."""
        names = {plain(n): key for key, words in column.choices.items() for n in (key, *words)}
        if (key := names.get(plain(shown(cell)))) is not None:
            return key
        self.fault(
            f"workbook.unknown_{column.key}",
            where,
            f"“{shown(cell)}”不在“{column.head.zh}”的可选值中："
            f"{'、'.join(words.zh if column.key != 'code' else k for k, words in column.choices.items())}。",
            f"'{shown(cell)}' is none of the values of '{column.head.en}': "
            f"{', '.join(words.en if column.key != 'code' else k for k, words in column.choices.items())}.",
        )
        return None

    def amount(self, column: Field, cell: Any, where: str) -> Decimal | None:
        """An amount with at most two decimals, kept exactly."""
        try:
            amount = Decimal(shown(cell).replace(",", "").replace("，", ""))
            if amount.is_finite() and abs(amount) < 10**13:
                return amount.quantize(Decimal("0.01"))
        except InvalidOperation:
            pass
        self.fault(
            "workbook.bad_amount",
            where,
            f"“{shown(cell)}”不是数额。请只填数字，单位写在“计量单位”列。",
            f"'{shown(cell)}' is not an amount. Enter digits only; the unit has a column of its own.",
        )
        return None

    def note_unknown(self, name: str, where: str) -> None:
        """A column that nobody knows is not read, and this is said."""
        if name:
            self.findings.append(
                warning(
                    "workbook.unknown_column",
                    where,
                    f"不认识列“{name}”，未读取。可用的列见模板。",
                    f"The column '{name}' is not known and was not read. The template names all columns.",
                )
            )

    def fault(self, id: str, where: str, zh: str, en: str) -> None:
        """Keeps a fault."""
        self.findings.append(error(id, where, zh, en))


def plain(text: str) -> str:
    """A head or a word for comparing: one width, one case, no spaces, no marks of being needed."""
    return re.sub(r"[\s*＊_]", "", normalize("NFKC", text)).casefold()


def shown(cell: Any) -> str:
    """A cell as its reader sees it: whole numbers without a point, days in the common form."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def as_day(cell: Any) -> date | None:
    """A cell as a calendar day, or None.

    >>> as_day("2026年3月1日")
    datetime.date(2026, 3, 1)
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = DAY.match(shown(cell))
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def doubled(lines: Iterable[tuple[object, Line]]) -> Iterator[tuple[Line, Line]]:
    """Each line whose key was there before, with the first line of that key."""
    seen: dict[object, Line] = {}
    for key, line in lines:
        if key in seen:
            yield line, seen[key]
        else:
            seen[key] = line


def _missing_sheet(form: Form) -> Finding:
    return error(
        "workbook.missing_sheet",
        form.name.en,
        f"缺少工作表“{form.name.zh}”（或 {form.name.en}）。没有内容也请保留表头，可从模板复制。",
        f"The sheet '{form.name.en}' ({form.name.zh}) is missing. Keep it with its heads even when it "
        "has no rows; copy it from the template.",
    )


def _formula_fault(at: str) -> Finding:
    return error(
        "workbook.formula_fault",
        at,
        "单元格的公式结果是错误。请改正公式，或直接填写内容。",
        "The cell's formula gives an error. Correct it, or type the value.",
    )


def _unreadable(fault: Exception) -> Finding:
    return error(
        "workbook.unreadable",
        WHOLE,
        f"工作簿无法读取（{fault}）。请用表格软件打开并另存为 .xlsx 后再试。",
        f"The workbook cannot be read ({fault}). Open it in a spreadsheet program, save it as .xlsx "
        "and try again.",
    )
