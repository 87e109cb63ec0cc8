"""Dates, numbers and clocks as words in the reader's language."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.dateformat import format as date_words
from django.utils.translation import get_language, gettext, ngettext

from remit.engines.words import Words
from remit.web.components import Clock, Number


def is_chinese() -> bool:
    """Whether the reader reads Chinese now."""
    return (get_language() or "en").startswith("zh")


def pick(text: object) -> str:
    """`text` in the reader's language; `None` is an empty text."""
    if isinstance(text, Words):
        return text.pick(get_language() or "en")
    return "" if text is None else str(text)


def day(value: date | None) -> str:
    """ "3 March 2026", in Chinese "2026年3月3日"; nothing for `None`."""
    return date_words(value, "Y年n月j日" if is_chinese() else "j F Y") if value else ""


def month(value: date | None) -> str:
    """ "March 2026", in Chinese "2026年3月"."""
    return date_words(value, "Y年n月" if is_chinese() else "F Y") if value else ""


def moment(value: datetime | None) -> str:
    """A day with hour and minute in the reader's time zone."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)} {local:%H:%M}"


def period(since: date | None, until: date | None) -> str:
    """The half-open interval [since, until) with its last day shown inclusive."""
    if until is None:
        return gettext("from %(day)s until further notice") % {"day": day(since)}
    last = until - timedelta(days=1)
    if since == last:
        return day(since)
    return gettext("%(since)s to %(last)s") % {"since": day(since), "last": day(last)}


def rounded(value: Number, places: int) -> Decimal:
    """`value` with `places` decimals, halves away from zero."""
    exact = Fraction(value)
    scaled = Decimal(exact.numerator * 10**places) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places)


def number(value: Number | None, places: int | None = None) -> str:
    """A number with separators by thousands; decimals as given or, without, as it has them."""
    if value is None:
        return ""
    if places is None:
        return f"{value:,}" if isinstance(value, int | Decimal) else _trimmed(rounded(value, 2))
    return f"{rounded(value, places):,.{places}f}"


def percent(value: Number | None, places: int = 1) -> str:
    """A part of one as per cent: 0.375 is "37.5%"."""
    if value is None:
        return ""
    return _trimmed(rounded(Fraction(value) * 100, places)) + "%"


def _trimmed(value: Decimal) -> str:
    words = f"{value:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def days_words(days: int) -> str:
    """Working days left, in words."""
    if days == 0:
        return gettext("due today")
    if days > 0:
        return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}
    return ngettext("%(n)d working day over", "%(n)d working days over", -days) % {"n": -days}


def clock_words(clock: Clock) -> str:
    """What a clock says in one line."""
    if clock.state == "done":
        return gettext("done on %(day)s") % {"day": day(clock.done_on)}
    if clock.state == "stopped":
        return gettext("clock stopped")
    if clock.days is None:
        return (
            gettext("by %(day)s") % {"day": day(clock.due)} if clock.due else gettext("no date yet")
        )
    return days_words(clock.days)
