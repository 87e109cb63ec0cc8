"""An organisation's workbook: what is read, what is refused, and how each fault is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.findings import Severity
from remit.engines.words import Words
from remit.engines.workbook import Known, Workbook, read_organisation, write_organisation
from remit.engines.workbook.archive import LIMITS, WorkbookUnsafe, inspect
from remit.engines.workbook.forms import FORMS

Rows = Sequence[Sequence[Any]]

HEADS: dict[str, tuple[str, ...]] = {
    "Units": ("Code", "Parent", "Name in Chinese", "Name in English", "Since"),
    "Posts": (
        "Unit",
        "Code",
        "Name in Chinese",
        "Name in English",
        "Superior",
        "Heads the unit",
        "Since",
    ),
    "People": ("Sign-in name", "Name in Chinese", "Name in English", "E-mail", "Language"),
    "Appointments": ("Post", "Person", "Kind", "Since", "Until", "Reason"),
    "Duties": ("Post", "Number", "Text in Chinese", "Text in English", "Legal basis", "Since"),
    "Powers": (
        "Post",
        "Number",
        "Text in Chinese",
        "Text in English",
        "Code in Remit",
        "Legal basis",
        "Since",
    ),
    "Means": (
        "Post",
        "Number",
        "Text in Chinese",
        "Text in English",
        "Amount",
        "Unit of measure",
        "Legal basis",
        "Since",
    ),
}
SOUND: dict[str, Rows] = {
    "Units": [("T", "", "临山镇", "", ""), ("T-EM", "T", "应急办", "Emergency office", "")],
    "Posts": [
        ("T", "MAYOR", "镇长", "Mayor", "", "yes", "2025-01-01"),
        ("T-EM", "HEAD", "应急办主任", "", "MAYOR", "是", "2025-01-01"),
    ],
    "People": [
        ("zhao", "赵明", "Zhao Ming", "zhao@example.org", "English"),
        ("li", "李强", "", "", ""),
    ],
    "Appointments": [
        ("MAYOR", "zhao", "incumbent", "2025-01-01", "", ""),
        ("T-EM/HEAD", "li", "代理", "2025年3月1日", "2026-01-01", "临政发〔2025〕1号"),
    ],
    "Duties": [("HEAD", "1", "值班备勤", "Stand by", "《突发事件应对法》", "2025-01-01")],
    "Powers": [("HEAD", "1", "", "Submit plans", "plans.submit", "", "")],
    "Means": [("HEAD", "1", "经费", "", 120000.5, "CNY", "", "")],
}


def workbook(
    changed: Mapping[str, Rows] | None = None, *, heads: Mapping[str, Sequence[str]] = HEADS
) -> bytes:
    """A workbook with the sound rows, but for the sheets that are changed."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as file:
        for name, head in heads.items():
            sheet = file.add_worksheet(name)
            sheet.write_row(0, 0, head)
            for line, row in enumerate({**SOUND, **(changed or {})}.get(name, ()), start=1):
                sheet.write_row(line, 0, row)
    return buffer.getvalue()


def faults(book: Workbook) -> set[tuple[str, str]]:
    """Id and place of every finding."""
    return {(finding.id.removeprefix("workbook."), finding.subject) for finding in book.findings}


def test_a_sound_workbook_is_read_as_typed_rows_without_a_finding() -> None:
    book = read_organisation(workbook())
    assert book.findings == ()
    assert book.sound
    assert [unit.code for unit in book.units] == ["T", "T-EM"]
    assert book.posts[1].superior == ("T", "MAYOR")
    assert book.posts[1].heads_unit
    assert book.people[0].language == "en"
    assert book.appointments[1].kind == "acting"
    assert book.appointments[1].since == date(2025, 3, 1)
    assert book.appointments[1].until == date(2026, 1, 1)
    assert book.duties[0].text == Words("值班备勤", "Stand by")
    assert book.powers[0].code == "plans.submit"
    assert book.means[0].amount == Decimal("120000.50")


def test_the_heads_are_accepted_in_chinese_too() -> None:
    heads = {form.name.zh: [f.head.zh for f in form.fields] for form in FORMS}
    changed = {form.name.zh: SOUND[form.name.en] for form in FORMS}
    book = read_organisation(workbook(changed, heads=heads))
    assert book.findings == ()
    assert len(book.posts) == 2


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_empty_template_reads_back_as_an_empty_organisation(language: str) -> None:
    book = read_organisation(write_organisation(Workbook(), language))
    assert book.sound
    assert not any((book.units, book.posts, book.people, book.appointments))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_written_reads_back_alike(language: str) -> None:
    book = read_organisation(workbook())
    again = read_organisation(write_organisation(book, language))

    def bare(rows: Sequence[Any]) -> list[Any]:
        return [replace(row, line=None) for row in rows]

    assert again.findings == ()
    for sheet in ("units", "posts", "people", "appointments", "duties", "powers", "means"):
        assert bare(getattr(again, sheet)) == bare(getattr(book, sheet))


def test_every_fault_is_told_at_once_with_its_cell() -> None:
    book = read_organisation(
        workbook(
            {
                "Units": [("T", "NOWHERE", "临山镇", "", "31.31.2026"), ("T", "", "", "", "")],
                "Posts": [("LOST", "MAYOR", "镇长", "", "NOBODY", "maybe", "")],
                "People": [("", "赵明", "", "no address", "Latin")],
                "Appointments": [("MAYOR", "nobody", "king", "", "", "")],
                "Duties": [("HEAD", "1", "", "", "", "")],
                "Powers": [("MAYOR", "1", "x", "", "plans.reign", "", "")],
                "Means": [("MAYOR", "", "经费", "", "a lot", "", "", "")],
            }
        )
    )
    assert not book.sound
    assert faults(book) == {
        ("unknown_unit", "Units!B2"),
        ("bad_date", "Units!E2"),
        ("used_twice", "Units!A3"),
        ("missing_name", "Units!C3"),
        ("unknown_unit", "Posts!A2"),
        ("unknown_post", "Posts!E2"),
        ("bad_flag", "Posts!F2"),
        ("empty_cell", "People!A2"),
        ("bad_email", "People!D2"),
        ("unknown_language", "People!E2"),
        ("unknown_person", "Appointments!B2"),
        ("unknown_kind", "Appointments!C2"),
        ("empty_cell", "Appointments!D2"),
        ("unknown_post", "Duties!A2"),
        ("missing_name", "Duties!C2"),
        ("unknown_code", "Powers!E2"),
        ("empty_cell", "Means!B2"),
        ("bad_amount", "Means!E2"),
    }


def test_findings_come_in_the_order_of_the_workbook_and_in_both_languages() -> None:
    book = read_organisation(
        workbook(
            {"Means": [("X", "1", "x", "", "", "", "", "")], "Units": [("T", "T", "", "", "")]}
        )
    )
    sheets = [finding.subject.partition("!")[0] for finding in book.findings]
    assert sheets == sorted(sheets, key=list(HEADS).index)
    assert all(finding.message.zh and finding.message.en for finding in book.findings)


def test_a_missing_sheet_and_a_missing_column_are_named() -> None:
    heads = {name: row for name, row in HEADS.items() if name != "Duties"}
    heads["Posts"] = ("Unit", "Name in English")
    book = read_organisation(workbook({"Posts": []}, heads=heads))
    assert ("missing_sheet", "Duties") in faults(book)
    assert ("missing_column", "Posts!1") in faults(book)


def test_an_unknown_column_is_a_warning_and_a_doubled_one_a_fault() -> None:
    heads = {**HEADS, "Units": (*HEADS["Units"], "Colour", "Code")}
    book = read_organisation(workbook(heads=heads))
    severities = {finding.subject: finding.severity for finding in book.findings}
    assert severities == {"Units!F1": Severity.WARNING, "Units!G1": Severity.ERROR}


def test_circles_in_the_tree_and_in_the_line_of_superiors_are_told() -> None:
    book = read_organisation(
        workbook(
            {
                "Units": [
                    ("A", "B", "甲", "", ""),
                    ("B", "A", "乙", "", ""),
                    ("T-EM", "A", "丙", "", ""),
                ],
                "Posts": [
                    ("A", "MAYOR", "镇长", "", "HEAD", "", ""),
                    ("B", "HEAD", "主任", "", "MAYOR", "", ""),
                ],
                "Appointments": [],
            }
        )
    )
    assert faults(book) == {
        ("circle", "Units!B2"),
        ("circle", "Units!B3"),
        ("circle", "Posts!E2"),
        ("circle", "Posts!E3"),
    }


def test_two_incumbents_at_once_are_told_but_a_deputy_beside_them_is_not() -> None:
    rows = [
        ("MAYOR", "zhao", "", "2025-01-01", "2025-07-01", ""),
        ("MAYOR", "li", "", "2025-06-01", "", ""),
        ("MAYOR", "li", "deputy", "2025-01-01", "", ""),
    ]
    assert faults(read_organisation(workbook({"Appointments": rows}))) == {
        ("second_incumbent", "Appointments!D3")
    }
    rows[0] = ("MAYOR", "zhao", "", "2025-01-01", "2025-06-01", "")
    assert read_organisation(workbook({"Appointments": rows})).sound


def test_a_tenure_that_runs_backward_is_told() -> None:
    rows = [("MAYOR", "zhao", "", "2025-06-01", "2025-06-01", "")]
    assert ("runs_backward", "Appointments!E2") in faults(
        read_organisation(workbook({"Appointments": rows}))
    )


def test_what_exists_already_may_be_referred_to() -> None:
    rows: dict[str, Rows] = {name: [] for name in HEADS}
    rows["Duties"] = [("T/CLERK", "1", "归档", "", "", "")]
    assert not read_organisation(workbook(rows)).sound
    assert read_organisation(workbook(rows), Known(posts=frozenset({("T", "CLERK")}))).sound


def test_a_code_used_in_two_units_must_be_written_with_its_unit() -> None:
    known = Known(posts=frozenset({("A", "CLERK"), ("B", "CLERK")}))
    rows: dict[str, Rows] = {name: [] for name in HEADS}
    rows["Duties"] = [("CLERK", "1", "归档", "", "", ""), ("B/CLERK", "1", "归档", "", "", "")]
    book = read_organisation(workbook(rows), known)
    assert faults(book) == {("ambiguous_post", "Duties!A2")}
    assert book.duties[0].post == ("B", "CLERK")


def test_numbers_as_codes_lose_no_digit_and_gain_no_point() -> None:
    book = read_organisation(
        workbook({"Units": [(12, "", "处", "", ""), ("T-EM", 12, "科", "", "")]})
    )
    assert (book.units[0].code, book.units[1].parent) == ("12", "12")


def test_a_text_longer_than_is_kept_and_control_characters_are_told() -> None:
    units = [("T" * 41, "", "处", "", ""), ("B", "", "处\x01", "", "")]
    found = faults(read_organisation(workbook({"Units": units, "Posts": [], "Appointments": []})))
    assert ("too_long", "Units!A2") in found
    assert ("control_characters", "Units!C3") in found


def test_a_formula_that_failed_is_told_with_its_cell() -> None:
    buffer = BytesIO(workbook())
    with ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = sheet.replace(b'<c r="D3"', b'<c r="D3" t="e"', 1)
    if b't="e"' not in parts["xl/worksheets/sheet2.xml"]:
        cell = b'<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E3"'
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(b'<c r="E3"', cell, 1)
    assert ("formula_fault", "Posts!D3") in faults(read_organisation(packed(parts)))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


INDEX = b'<workbook><sheets><sheet name="Units" sheetId="1"/></sheets></workbook>'


@pytest.mark.parametrize(
    ("content", "id"),
    [
        pytest.param(b"", "not_xlsx", id="an empty file"),
        pytest.param(b"code,name\n1,2\n", "not_xlsx", id="a text file"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "not_xlsx", id="an old .xls file"),
        pytest.param(packed({"content.xml": b"<x/>"}), "not_xlsx", id="another kind of archive"),
        pytest.param(
            packed({"xl/workbook.xml": INDEX, "xl/vbaProject.bin": b"x"}), "macros", id="macros"
        ),
        pytest.param(
            packed({"xl/workbook.xml": INDEX, "xl/workbook.bin": b"x"}), "not_xlsx", id="two kinds"
        ),
        pytest.param(
            packed({"xl/workbook.xml": INDEX, "xl/a.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}),
            "unpacks_too_large",
            id="a part that unpacks to a thousand times its size",
        ),
        pytest.param(
            packed({f"xl/{n}.xml": b"<a/>" for n in range(400)} | {"xl/workbook.xml": INDEX}),
            "too_many_parts",
            id="too many parts",
        ),
        pytest.param(
            packed(
                {
                    "xl/workbook.xml": INDEX,
                    "xl/s.xml": b'<s><row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row></s>',
                }
            ),
            "too_many_rows",
            id="one cell in the far corner",
        ),
        pytest.param(
            packed({"xl/workbook.xml": INDEX, "xl/s.xml": b'<s><row><c r="XFD1"/></row></s>'}),
            "too_many_columns",
            id="one cell far to the right",
        ),
        pytest.param(
            packed(
                {"xl/workbook.xml": INDEX, "xl/s.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
            ),
            "not_xlsx",
            id="entities",
        ),
        pytest.param(
            packed({"xl/workbook.xml": INDEX, "xl/s.xml": b"<s><row>"[:-1]}), "unreadable", id="cut"
        ),
    ],
)
def test_a_file_that_is_no_plain_workbook_is_refused_with_one_reason(
    content: bytes, id: str
) -> None:
    book = read_organisation(content)
    assert faults(book) == {(id, "workbook")}
    assert not book.sound


def test_a_file_over_the_size_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(WorkbookUnsafe, match="larger than 8 MB"):
        inspect(b"x" * (LIMITS.size + 1))


@given(st.data())
def test_a_damaged_workbook_never_raises(data: st.DataObject) -> None:
    content = bytearray(SOUND_FILE)
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    read_organisation(bytes(content[: data.draw(st.integers(0, len(content)))]))


@given(st.data())
def test_damaged_parts_never_raise(data: st.DataObject) -> None:
    with ZipFile(BytesIO(SOUND_FILE)) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    part = parts[data.draw(st.sampled_from(sorted(parts)))]
    for _ in range(data.draw(st.integers(1, 10))):
        at = data.draw(st.integers(0, len(part) - 1))
        part[at] = data.draw(st.sampled_from(b"<>/\"'=&0123456789AZaz \x00\xff"))
    read_organisation(packed({name: bytes(content) for name, content in parts.items()}))


SOUND_FILE = workbook()
