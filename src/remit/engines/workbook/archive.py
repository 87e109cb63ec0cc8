"""Guards before a workbook is parsed: what it is, how large it would become, how far its cells reach.

An XLSX file is an archive of XML parts. A few kilobytes can unpack to gigabytes, and one cell at the
far corner makes a reader lay out every cell before it; both are refused here, part by part, while
reading as little as possible. Nothing in the file is ever executed; a workbook with macros is refused.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from remit.engines.findings import Finding, Refusal, error


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a workbook may hold; sizes in bytes, `ratio` of unpacked to packed size."""

    size: int = 8 * 2**20
    parts: int = 300
    unpacked: int = 64 * 2**20
    ratio: int = 300
    rows: int = 20_000
    columns: int = 60
    cells: int = 400_000


LIMITS = Limits()
WHOLE = "workbook"
# Below this size a part compresses as well as it likes.
SMALL = 2**20
CHUNK = 2**16


class WorkbookUnsafe(Refusal):
    """The file was refused before it was parsed."""


def inspect(content: bytes, limits: Limits = LIMITS) -> tuple[str, ...]:
    """The addresses (`Posts!C7`) of cells whose formula gave an error, which a parser would leave out.

    Raises WorkbookUnsafe when the file must not be parsed at all.
    """
    if len(content) > limits.size:
        most = limits.size // 2**20
        raise _unsafe(
            "workbook.too_large",
            f"文件超过 {most} MB。请删去图片和无关的工作表，或分几次导入。",
            f"The file is larger than {most} MB. Remove pictures and other sheets, or import in parts.",
        )
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, limits)
            faulty = _measure(archive, limits)
            names = _sheet_names(archive) if faulty else {}
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as fault:
        raise WorkbookUnsafe(_not_a_workbook()) from fault
    return tuple(f"{names.get(part, part)}!{cell}" for part, cell in faulty)


def _check_parts(archive: ZipFile, limits: Limits) -> None:
    """Raises WorkbookUnsafe when the list of parts is not that of a plain XLSX file."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.parts:
        raise _unsafe(
            "workbook.too_many_parts",
            f"文件内含 {len(parts)} 个部分，最多 {limits.parts} 个。请用模板重新填写。",
            f"The file has {len(parts)} parts, at most {limits.parts} are read. Use the template.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _unsafe(
            "workbook.encrypted",
            "文件有密码保护，无法读取。请取消密码后重新保存。",
            "The file is protected by a password. Save it again without one.",
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _unsafe(
            "workbook.macros",
            "文件含有宏。宏不会运行，也不接受。请另存为“Excel 工作簿 (*.xlsx)”。",
            "The file holds macros. They are never run and not accepted. Save it as a plain .xlsx.",
        )
    foreign = {"xl/workbook.bin", "content.xml"} & set(names)
    if "xl/workbook.xml" not in names or foreign or len(set(names)) != len(names):
        raise WorkbookUnsafe(_not_a_workbook())


def _measure(archive: ZipFile, limits: Limits) -> list[tuple[str, str]]:
    """The cells with faulty formulas, by part; raises WorkbookUnsafe when a part is too large."""
    left = limits.unpacked
    faulty: list[tuple[str, str]] = []
    for part in archive.infolist():
        gauge = _Gauge(part.filename, limits)
        with archive.open(part) as stream:
            left -= _walk(part, stream, left, gauge)
        faulty += [(part.filename, cell) for cell in gauge.faulty]
    return faulty


def _walk(part: ZipInfo, stream: IO[bytes], left: int, gauge: "_Gauge") -> int:
    """The unpacked size of one part, its cells measured on the way when it is XML."""
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = gauge.element
    parser.StartDoctypeDeclHandler = gauge.doctype
    most = min(left, max(SMALL, gauge.limits.ratio * max(1, part.compress_size)))
    size, is_xml = 0, False
    for chunk in iter(lambda: stream.read(CHUNK), b""):
        if not size:
            is_xml = chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
            if chunk[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise WorkbookUnsafe(_not_a_workbook())
        size += len(chunk)
        if size > most:
            raise _unsafe(
                "workbook.unpacks_too_large",
                "文件解开后过大，可能已损坏或有意为之。请把数据复制到模板中重新保存。",
                "The file unpacks to far more than its size: it is damaged or was made to do harm. "
                "Copy the rows into the template.",
            )
        if is_xml:
            _feed(parser, chunk)
    return size


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """The name of each sheet by its part, from the workbook's own index."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        if "Target" in attributes and "Id" in attributes:
            targets[attributes["Id"]] = attributes["Target"].removeprefix("/xl/")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet" and "name" in attributes:
            relation_id = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            names[f"xl/{targets.get(relation_id, '')}"] = attributes["name"]

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if part in archive.namelist():
            parser = expat.ParserCreate("UTF-8")
            parser.StartElementHandler = handler
            _feed(parser, archive.read(part))
    return names


def _feed(parser: expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk)
    except expat.ExpatError as fault:
        raise WorkbookUnsafe(_not_a_workbook()) from fault


@dataclass
class _Gauge:
    """How far the cells of one part reach."""

    part: str
    limits: Limits
    row: int = 0
    column: int = 0
    cells: int = 0
    faulty: list[str] = field(default_factory=list)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Counts a row or a cell."""
        local = name.rpartition(":")[2]
        if local == "row":
            self.row = _number(attributes.get("r", "")) or self.row + 1
            self.column = 0
        elif local == "c":
            self.cells += 1
            letters = attributes.get("r", "").rstrip("0123456789")
            self.row = _number(attributes.get("r", "")[len(letters) :]) or self.row
            self.column = column_number(letters) or self.column + 1
            if attributes.get("t") == "e":
                self.faulty.append(f"{column_letters(self.column)}{self.row}")
        else:
            return
        if self.row > self.limits.rows or self.cells > self.limits.cells:
            raise _unsafe(
                "workbook.too_many_rows",
                f"{self.part}：超过 {self.limits.rows} 行。请删去空行，或分几次导入。",
                f"{self.part}: more than {self.limits.rows} rows. Delete empty rows, or import in parts.",
            )
        if self.column > self.limits.columns:
            raise _unsafe(
                "workbook.too_many_columns",
                f"{self.part}：超过 {self.limits.columns} 列。请删去右侧无关的列。",
                f"{self.part}: more than {self.limits.columns} columns. Delete what lies to the right.",
            )

    def doctype(self, *_: object) -> None:
        """Refuses a part that declares a document type: no workbook does."""
        raise WorkbookUnsafe(_not_a_workbook())


def column_number(letters: str) -> int:
    """The number of a column, 0 for no letters.

    >>> column_number("A"), column_number("AB"), column_number("")
    (1, 28, 0)
    """
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    return "".join(_letters(number))[::-1]


def _letters(number: int) -> Iterator[str]:
    while number:
        number, rest = divmod(number - 1, 26)
        yield chr(65 + rest)


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0


def _unsafe(id: str, zh: str, en: str) -> WorkbookUnsafe:
    return WorkbookUnsafe(error(id, WHOLE, zh, en))


def _not_a_workbook() -> Finding:
    return error(
        "workbook.not_xlsx",
        WHOLE,
        "这不是可以读取的 XLSX 工作簿。请下载模板，用表格软件填写后保存为 .xlsx。",
        "This is not an XLSX workbook that can be read. Download the template, fill it in with a "
        "spreadsheet program and save it as .xlsx.",
    )
