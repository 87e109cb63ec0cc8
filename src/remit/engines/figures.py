"""Shares and amounts in words."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from remit.engines.words import Words

_DIGITS = "零一二三四五六七八九"
_ENGLISH = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "one third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "one quarter",
    Fraction(3, 4): "three quarters",
    Fraction(1, 5): "one fifth",
    Fraction(1, 6): "one sixth",
}
_COUNTS = ("Nobody", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def chinese(number: int) -> str:
    """A whole number in Chinese numerals below 100, in digits from there.

    >>> chinese(12), chinese(40), chinese(100)
    ('十二', '四十', '100')
    """
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def percent(share: Fraction) -> str:
    """The share per hundred with one place, rounded half up."""
    return f"{_decimal(share * 100, '0.1'):f} %"


def share_words(share: Fraction) -> Words:
    """A share as a letter writes it.

    >>> share_words(Fraction(1, 3))
    Words(zh='三分之一（33.3%）', en='one third (33.3 %)')
    """
    if share == 1:
        return Words("全部", "the whole")
    if not share:
        return Words("无", "none")
    sign_zh, sign_en = ("负", "minus ") if share < 0 else ("", "")
    size = abs(share)
    fraction_zh = f"{chinese(size.denominator)}分之{chinese(size.numerator)}"
    fraction_en = _ENGLISH.get(size, str(size))
    text = percent(share)
    return Words(
        f"{sign_zh}{fraction_zh}（{text.replace(' ', '')}）", f"{sign_en}{fraction_en} ({text})"
    )


def amount_text(amount: Fraction, unit: str) -> str:
    """An amount with its unit; whole numbers without places, others with two, rounded half up."""
    if amount.denominator == 1:
        return f"{int(amount):,} {unit}".strip()
    return f"{_decimal(amount, '0.01'):,f} {unit}".strip()


def count_words(number: int) -> Words:
    """A number of people: “两人” / "Two others"."""
    zh = "两" if number == 2 else chinese(number)
    en = _COUNTS[number] if number < len(_COUNTS) else str(number)
    return Words(f"{zh}人", f"{en} other{'s' if number > 1 else ''}")


def _decimal(value: Fraction, step: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(step), rounding=ROUND_HALF_UP)
