"""Telling a visitor who can sign in, and where to begin."""

from collections.abc import Callable, Iterable
from textwrap import wrap
from unicodedata import east_asian_width

from django.urls import reverse

from remit.apps.cases.models import Report
from remit.demo.cast import LEADS, PASSWORD, Member
from remit.demo.linshan.house import HOUSE as LINSHAN
from remit.demo.qingshui.house import HOUSE as QINGSHUI
from remit.demo.yuhe.house import HOUSE as YUHE

Tell = Callable[[str], object]
Row = tuple[str, ...]

# What fits behind the indent on a terminal of 80 columns.
WIDTH = 74
HEADING: Row = ("Sign-in / 登录名", "Name / 姓名", "Part / 角色")
PLACES = {house.code: house.name for house in (LINSHAN, QINGSHUI, YUHE)}


def tell_cast(*, address: str, tell: Tell) -> None:
    """Tells who can sign in, place by place, and what to try first; then password and address."""
    rows = {member.login: _row(member) for member in LEADS}
    widths = [max(map(_width, column)) for column in zip(HEADING, *rows.values(), strict=True)]
    tell("")
    tell(_line(HEADING, widths))
    for code, name in PLACES.items():
        tell(f"\n{name.en} / {name.zh}")
        for member in LEADS:
            if member.home == code:
                tell(_line(rows[member.login], widths))
                for line in (*wrap(member.first.en, WIDTH), member.first.zh):
                    tell(f"    {line}")
    tell(f"\nWithout signing in / 不登录: {address}{reverse('public')}")
    for receipt in _receipts():
        tell(f"    What became of report {receipt}? / 查询反映 {receipt}: ")
        tell(f"    {address}{reverse('report_status')}")
    tell(f"\nPassword of all / 统一密码: {PASSWORD}")
    tell(f"Sign in at / 登录地址: {address}")
    tell("All places and people are made up. / 所有单位和人员均为虚构。")


def _receipts() -> Iterable[str]:
    """The receipt of a citizen of the made-up places whose report nobody has looked into yet."""
    waiting = Report.objects.filter(unit__invented=True, state=Report.State.RECEIVED)
    return waiting.exclude(receipt="").order_by("id").values_list("receipt", flat=True)[:1]


def _row(member: Member) -> Row:
    return (
        member.login,
        f"{member.name.en} {member.name.zh}",
        f"{member.part.en} {member.part.zh}",
    )


def _line(row: Row, widths: Iterable[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
