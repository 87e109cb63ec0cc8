"""What expressions and cells come to, and what is refused, in both dialects."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.tables import (
    UNKNOWN,
    Decided,
    Decision,
    DecisionTable,
    Dialect,
    FlawKind,
    HitPolicy,
    Input,
    Kind,
    Literal,
    Model,
    Months,
    Output,
    Row,
    Unknown,
    Unparsable,
    Value,
    check_table,
    decide,
    parse_expression,
    parse_test,
    show,
)


def reckoned(text: str, dialect: Dialect = Dialect.FEEL, **facts: object) -> Decided:
    decision = Decision("d", parse_expression(text, dialect), tuple(facts))
    return decide(Model("", {"d": decision}, dialect=dialect), "d", facts)


def value(text: str, dialect: Dialect = Dialect.FEEL, **facts: object) -> Value:
    return reckoned(text, dialect, **facts).value


def passing(cell: str, dialect: Dialect = Dialect.FEEL, **facts: object) -> object:
    """Whether the fact x passes the cell: True, False, or the facts on which that depends."""
    inputs = (Input("x", parse_expression("x", dialect)),)
    row = Row("1", (parse_test(cell, dialect),), (Literal(value=True),))
    table = DecisionTable("t", "t", inputs, (Output("o"),), (row,), HitPolicy.COUNT, dialect)
    decision = Decision("d", table, tuple(facts))
    found = decide(Model("", {"d": decision}, dialect=dialect), "d", facts)
    return sorted(found.waiting) if isinstance(found.value, Unknown) else found.value == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", 1),
        ("2 ** -2", Fraction(1, 4)),
        ("-2 ** 2", 4),
        ("10 - 4 - 3", 3),
        ('"a" + "b"', "ab"),
        ("not(1 = 2) and 2 in [1..2]", True),
        ("3 in [1, 3]", True),
        ("2 in (2..3]", False),
        ('date("2024-01-31") + duration("P1M")', date(2024, 2, 29)),
        ('date("2024-03-01") - date("2024-02-28")', timedelta(days=2)),
        (
            'date and time("2024-01-01T10:00:00") + duration("PT90M")',
            datetime.fromisoformat("2024-01-01T11:30:00"),
        ),
        ('time("08:30:00")', time(8, 30)),
        ('@"P1Y2M"', Months(14)),
        ("1.5e3", 1500),
        ('"\\u6728"', "木"),
        ("[1, null, true]", (1, None, True)),
    ],
)
def test_an_expression_comes_to_its_exact_value(text: str, wanted: object) -> None:
    found = reckoned(text)
    assert (found.value, type(found.value)) == (wanted, type(wanted))
    assert not found.findings


@pytest.mark.parametrize(
    "text",
    ["1 + null", "1 / 0", '1 + "a"', "2 ** 0.5", "2 ** 99999", 'date("2024-13-01")', '"a" < 1'],
)
def test_what_has_no_result_is_null_and_told(text: str) -> None:
    found = reckoned(text)
    assert found.value is None
    assert [each.id for each in found.findings] == ["tables.no_result"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a and false", False),
        ("a or true", True),
        ("a and true", ["a"]),
        ("a and b", ["a", "b"]),
        ("a + b * 2", ["a", "b"]),
        ("a = a", ["a"]),
        ("[1, a]", ["a"]),
        ("null and false", False),
        ("not(a)", ["a"]),
    ],
)
def test_the_unknown_stays_unknown_unless_the_other_side_decides(text: str, wanted: object) -> None:
    found = reckoned(text, a=UNKNOWN, b=UNKNOWN)
    assert (sorted(found.waiting) if found.waiting else found.value) == wanted


def test_an_unknown_entry_of_a_context_is_named_by_its_path() -> None:
    found = reckoned("loan.rate + loan.fee", loan={"rate": Fraction(1, 2)})
    assert found.waiting == {"loan.fee"}
    assert reckoned("loan.rate", loan=UNKNOWN).waiting == {"loan.rate"}
    assert value("loan.rate", loan=None) is None


@pytest.mark.parametrize(
    ("cell", "x", "wanted"),
    [
        ("-", None, True),
        ("", 1, True),
        ("[1..2), 5", 5, True),
        ("[1..2), 5", 2, False),
        ("]1..2[", Fraction(3, 2), True),
        ("]1..2[", 1, False),
        ("null", None, True),
        ("not(null)", 1, True),
        ("not(null)", None, False),
        ("< 5", None, False),
        ("not(< 5)", None, False),
        ('not("a")', None, True),
        ("1", True, False),
        ("true", 1, False),
        ("> 1", "2", False),
        ('< "b"', "a", True),
        ('>= date("2024-01-01")', date(2024, 1, 1), True),
        ("> -1", 0, True),
        ("? * 2 > 5", 3, True),
        ("[1, 2]", 2, True),
    ],
)
def test_a_cell_of_s_feel_lets_through_what_it_says(cell: str, x: object, wanted: bool) -> None:
    assert passing(cell, x=x) is wanted


@pytest.mark.parametrize(
    ("cell", "x", "wanted"),
    [
        ('!= "x"', 5, True),
        ('!= "x"', None, True),
        ('!= "x"', "x", False),
        ('"x"', ("x",), False),
        ('not in ["x"]', "y", True),
        ("5, 6", 6, True),
        ("> 2 and < 4", 3, True),
        ("> 2 or 1", 1, True),
        ("null", None, True),
        ("1", True, False),
        ("$ > 2", 3, True),
        ("[1..3)", 3, False),
        ("y", 3, True),
        ("> y", 4, True),
        ("x > 2", 3, True),
        ('"a" or "b"', "b", True),
        ("-3", -3, True),
        ("> -5", 0, True),
        ("in [1,2]", 2, True),
        ("2^3", 8, True),
        ("-2^2", 4, True),
        ("2^3^2", 512, True),
        ("1.0", 1, True),
        ("5%2", 1, True),
        ("> 1_000", 1001, True),
        ("'diabetes' in $", ("diabetes",), True),
        ("some($, # > 2)", (1, 3), True),
        ("all($, # > 2)", (1, 3), False),
        ("len($) == 2", (1, 3), True),
        ("sum(map($, # * 2)) == 8", (1, 3), True),
        ("len(filter($, # > 2)) == 1", (1, 3), True),
        ("contains($, 'b')", "abc", True),
        ("lower($) == 'a'", "A", True),
    ],
)
def test_a_cell_of_jdm_lets_through_what_zen_lets_through(
    cell: str, x: object, wanted: bool
) -> None:
    assert passing(cell, Dialect.JDM, x=x, y=3) is wanted


def test_a_condition_on_something_unknown_leaves_its_row_open() -> None:
    assert passing("> y", x=4, y=UNKNOWN) == ["y"]
    assert passing("some($, # > 2)", Dialect.JDM, x=(1, UNKNOWN)) == ["x[2]"]
    assert passing("some($, # > 2)", Dialect.JDM, x=(3, UNKNOWN)) is True


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1 +", 4),
        ("(1", 3),
        ('"abc', 1),
        ("1 2", 3),
        ("a.", 3),
        ("1 ! 2", 3),
        ("(" * 300 + "1" + ")" * 300, 67),
        ("1" * 500, 1),
        ("1e9999", 1),
        ("[1..", 5),
    ],
)
def test_what_is_no_expression_is_refused_with_its_place(text: str, at: int) -> None:
    with pytest.raises(Unparsable) as refused:
        parse_test(text, Dialect.FEEL)
    assert refused.value.at == at
    assert refused.value.zh


@given(st.text(alphabet="0123456789.ab\"'$#?[]()<>=!+-*/^,@ _not in and", max_size=40))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    for dialect in Dialect:
        try:
            parse_test(text, dialect)
            found = parse_expression(text, dialect)
        except Unparsable:
            continue
        assert found == parse_expression(text, dialect)


@pytest.mark.parametrize(
    "text", ["1" + "+1" * 199, "-" * 66 + "1", "not(" * 66 + "true" + ")" * 66, "f(" * 66]
)
def test_the_deepest_expression_that_is_read_can_be_reckoned(text: str) -> None:
    for dialect in Dialect:
        try:
            assert value(text, dialect) is not None
        except Unparsable:
            assert text[0] in "nf"


def test_a_cell_may_list_hundreds_of_values() -> None:
    cell = ", ".join(map(str, range(500)))
    assert passing(cell, x=499) is True
    assert passing(f"in [{cell}]", Dialect.JDM, x=500) is False


@pytest.mark.parametrize("text", ["[a in [b in [" * 30, "1 in [" * 90, "-" * 190 + "1"])
def test_nested_brackets_take_no_time(text: str) -> None:
    for dialect in Dialect:
        try:
            parse_expression(text, dialect)
        except Unparsable:
            continue


NUMBERS = st.fractions(max_denominator=1000) | st.integers()


@given(NUMBERS, NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_exact_fractions(a: Fraction, b: Fraction, c: Fraction) -> None:
    found = value("(a + b) * c - a", a=a, b=b, c=c)
    assert found == (a + b) * c - a


@given(st.integers(-(10**12), 10**12), st.integers(0, 12))
def test_a_number_is_shown_as_it_is_written(digits: int, places: int) -> None:
    number = Fraction(digits, 10**places)
    shown = show(number.numerator if number.denominator == 1 else number)
    assert Fraction(shown) == number
    assert value(shown.replace("-", "0-")) == number


def days(*cells: str) -> list[tuple[FlawKind, Any]]:
    """The flaws of a table with one column of dates."""
    rows = tuple(
        Row(str(n), (parse_test(cell, Dialect.FEEL),), (Literal(1),))
        for n, cell in enumerate(cells)
    )
    inputs = (Input("x", parse_expression("x", Dialect.FEEL), Kind.DATE),)
    table = DecisionTable("t", "t", inputs, (Output("o"),), rows)
    return [(flaw.kind, flaw.example["x"]) for flaw in check_table(table)]


def test_between_two_neighbouring_days_there_is_no_gap() -> None:
    assert not days('<= date("2023-12-31")', '>= date("2024-01-01")')
    assert days('<= date("2023-12-31")', '>= date("2024-01-02")') == [
        (FlawKind.GAP, date(2024, 1, 1))
    ]


@pytest.mark.parametrize(
    ("kind", "cells", "example"),
    [
        (Kind.NUMBER, ("<= 5", ">= 6"), Fraction(11, 2)),
        (Kind.STRING, ('< "b"', '> "b"'), "b"),
        (Kind.STRING, ('"a"', '"other"'), "other 2"),
        (Kind.TIME, ('< time("12:00:00")', '> time("12:00:00")'), time(12)),
        (Kind.MONTHS, ('<= @"P1M"', '>= @"P3M"'), Months(2)),
        (Kind.DURATION, ('< @"P1D"', '> @"P2D"'), timedelta(days=1)),
        (Kind.BOOLEAN, ("true",), False),
    ],
)
def test_a_gap_shows_a_value_that_lies_in_it(
    kind: Kind, cells: tuple[str, ...], example: Value
) -> None:
    rows = tuple(
        Row(str(n), (parse_test(cell, Dialect.FEEL),), (Literal(1),))
        for n, cell in enumerate(cells)
    )
    inputs = (Input("x", parse_expression("x", Dialect.FEEL), kind),)
    gaps = check_table(DecisionTable("t", "t", inputs, (Output("o"),), rows))
    assert example in [flaw.example["x"] for flaw in gaps if flaw.kind is FlawKind.GAP]
