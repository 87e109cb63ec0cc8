"""Whose share of the harm is whose: the bar, its reasons, and other rules beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from remit.engines.attribution import share_words
from remit.engines.words import Words
from remit.web.components import Contrast, Share, ShareBar, Text

Mapped = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reasons:
    """One person's reasons, as the letter will say them to the person."""

    person: str
    name: Text
    posts: Text
    share: Text
    sentences: tuple[Words, ...]


def bar(report: Mapped, *, only: str = "") -> ShareBar:
    """The share bar of a kept report; with `only`, everybody but that person is "others"."""
    persons, account = report["persons"], _account(report)
    shares = [*map(_share, persons), *account]
    contrasts = _contrasts(report, [row["person"] for row in persons], len(account))
    if only:
        shares, contrasts = _masked(shares, persons, only), []
    return ShareBar(f"shares-{only or 'all'}".replace(":", "-"), _title(report, persons), shares,
                    contrasts, _sentence(report, persons, only))  # fmt: skip


def reasons(report: Mapped, *, only: str = "") -> list[Reasons]:
    """The reasons of each person, or of one."""
    return [_reasons(row) for row in report["persons"] if not only or row["person"] == only]


def findings(report: Mapped) -> list[Words]:
    """What the engine remarks on the situation."""
    return [words(row["message"]) for row in report["findings"]]


def limits(row: Mapped) -> tuple[Fraction, Fraction] | None:
    """Between what a share lies while facts are disputed; None where nothing moves it."""
    interval = row["interval"]
    if interval is None or interval["low"] == interval["high"]:
        return None
    return Fraction(interval["low"]), Fraction(interval["high"])


def words(mapping: Mapped | None) -> Words:
    """A kept text as Words."""
    mapping = mapping or {}
    return Words(mapping.get("zh", ""), mapping.get("en", ""))


def _title(report: Mapped, persons: Sequence[Mapped]) -> Text:
    harm = words(report["outcome"])
    count = sum(1 for row in persons if _part(row))
    if not report["harm"]:
        return Words(
            "按所列事实没有发生损害，没有份额", "On these facts there was no harm to share"
        )
    if not count:
        zh, en = "不由任何个人承担", "nobody's share"
    else:
        zh, en = f"由{count}人分担", f"shared by {count}" if count > 1 else "one person's share"
    return Words(f"{harm.zh}：{zh}", f"{harm.en[:1].upper()}{harm.en[1:]}: {en}")


def _sentence(report: Mapped, persons: Sequence[Mapped], only: str) -> Text:
    rows = [row for row in persons if not only or row["person"] == only]
    largest = max(rows, key=_part, default=None)
    if largest is None or not _part(largest) or not largest["sentences"]:
        return ""
    name, reason = words(largest["name"]), words(largest["sentences"][0])
    if only:
        return reason
    return Words(
        f"致{name.zh or name.en}：“{reason.zh}”", f"To {name.en or name.zh}: “{reason.en}”"
    )


def _share(row: Mapped) -> Share:
    # An exemption leaves nothing to the person, however the facts fall.
    low, high = (row["exempted"] is None and limits(row)) or (None, None)
    return Share(words(row["name"]), _part(row), low, high, reason=_posts(row))


def _account(report: Mapped) -> list[Share]:
    """The system's account, if anything falls or may fall on it.

    Its limits add up those of what nobody owed to prevent and those of what was released.
    """
    system = report["system"]
    released = [row for row in report["persons"] if row["exempted"] is not None]
    spans = [_span(system, "remainder"), *(_span(row, "unexempted_share") for row in released)]
    low, high = sum(low for low, _high in spans), sum(high for _low, high in spans)
    if not high:
        return []
    name, part = _("The system's account"), Fraction(system["share"])
    reason = words(system["sentences"][0]) if system["sentences"] else ""
    return [Share(name, part, low, min(high, Fraction(1)), system=True, reason=reason)]


def _span(row: Mapped, settled: str) -> tuple[Fraction, Fraction]:
    return limits(row) or (Fraction(row[settled]), Fraction(row[settled]))


def _masked(shares: list[Share], persons: Sequence[Mapped], only: str) -> list[Share]:
    """The person's own share; the parts of all others as one, nobody named."""
    own = [s for s, row in zip(shares, persons, strict=False) if row["person"] == only]
    others = sum((_part(row) for row in persons if row["person"] != only), Fraction(0))
    mine = [Share(_("You"), share.part, reason=share.reason) for share in own]
    rest = [Share(_("Others"), others)] if others else []
    # Intervals stay out: one's own and the account's together would tell those of others.
    account = [
        replace(share, low=None, high=None) for share in shares if share.system and share.part
    ]
    return [*mine, *rest, *account]


def _contrasts(report: Mapped, persons: Sequence[str], accounts: int) -> list[Contrast]:
    trailing = [Fraction(0)] * accounts
    return [
        Contrast(
            words(row["name"]),
            [*(Fraction(row["shares"].get(person, "0")) for person in persons), *trailing],
        )
        for row in report["contrasts"]
    ]


def _reasons(row: Mapped) -> Reasons:
    return Reasons(
        row["person"],
        words(row["name"]),
        _posts(row),
        share_words(_part(row)),
        tuple(words(sentence) for sentence in row["sentences"]),
    )


def _posts(row: Mapped) -> Words:
    posts = [words(post) for post in row["posts"]]
    return Words("、".join(p.pick("zh") for p in posts), ", ".join(p.pick("en") for p in posts))


def _part(row: Mapped) -> Fraction:
    return Fraction(row["share"])
