"""Whose share of the harm is whose: the bar, its reasons, other rules beside it, and the proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from remit.engines.attribution import Kind, share_words
from remit.engines.words import Words
from remit.web.components import (
    Column,
    Contrast,
    Reference,
    Row,
    Share,
    ShareBar,
    Table,
    Text,
    Why,
)
from remit.web.wording import percent

if TYPE_CHECKING:
    from remit.apps.cases.models import Attribution

Mapped = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reasons:
    """One person's reasons, as the letter will say them to the person."""

    person: str
    name: Text
    posts: Text
    share: Text
    sentences: tuple[Words, ...]
    exempted: Text


def bar(report: Mapped, *, only: str = "") -> ShareBar:
    """The share bar of a kept report; with `only`, everybody but that person is "others"."""
    persons = report["persons"]
    shares = [_share(row) for row in persons]
    system = report["system"]
    if Fraction(system["share"]):
        reason = words(system["sentences"][0]) if system["sentences"] else ""
        name = _("The system's account")
        shares.append(Share(name, Fraction(system["share"]), system=True, reason=reason))
    contrasts = _contrasts(report, [row["person"] for row in persons])
    if only:
        shares, contrasts = _masked(shares, persons, only), []
    return ShareBar(f"shares-{only or 'all'}".replace(":", "-"), _title(report, persons), shares,
                    contrasts, _sentence(report, persons, only))  # fmt: skip


def reasons(report: Mapped, *, only: str = "") -> list[Reasons]:
    """The reasons of each person, or of one."""
    return [_reasons(row) for row in report["persons"] if not only or row["person"] == only]


def kinds(report: Mapped) -> Table:
    """How each share is made up: acts, omissions, supervision, what was inherited."""
    columns = [
        Column("person", _("Person"), sortable=False),
        *(Column(kind.value, kind.words, "number", sortable=False) for kind in Kind),
        Column("share", _("Share"), "number", sortable=False),
        Column("degree", _("Degree of responsibility"), "number", sortable=False),
    ]
    rows = [Row([words(row["name"]), *_by_kind(row), percent(_part(row)), _degree(row)])
            for row in report["persons"]]  # fmt: skip
    return Table("share-kinds", _("How each share is made up"), columns, rows)


def certificate(attribution: "Attribution | None", report: Mapped) -> Why:
    """Why the shares may be trusted: the sum, the number of coalitions, the digest of the inputs."""
    proof = report["certificate"]
    sentence = _(
        "Every group of the %(persons)d people was asked: would the harm have happened if exactly "
        "they had met their duty? That gives %(coalitions)d answers, and the shares follow from them "
        "without rounding."
    ) % {"persons": proof["persons"], "coalitions": proof["coalitions"]}
    entries = [Reference(_("adopted as %(ref)s") % {"ref": attribution.ref})] if attribution else []
    return Why(
        title=_("Why these shares"),
        sentence=sentence,
        rules=(
            Reference(proof["engine"], note=_("anybody can reckon it again from the situation")),
        ),
        entries=entries,
        evidence=(Reference(_("digest of the inputs"), note=proof["inputs"]),),
        formula=f"Σ = {proof['total']} = {_('harm')} {proof['harm']}",
        label=_("How it was reckoned"),
    )


def findings(report: Mapped) -> list[Words]:
    """What the engine remarks on the situation."""
    return [words(row["message"]) for row in report["findings"]]


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
    posts = [words(post) for post in row["posts"]]
    note = Words("、".join(p.pick("zh") for p in posts), ", ".join(p.pick("en") for p in posts))
    return Share(words(row["name"]), _part(row), reason=note)


def _masked(shares: list[Share], persons: Sequence[Mapped], only: str) -> list[Share]:
    """The person's own share; the parts of all others as one, nobody named."""
    own = [s for s, row in zip(shares, persons, strict=False) if row["person"] == only]
    others = sum((_part(row) for row in persons if row["person"] != only), Fraction(0))
    mine = [Share(_("You"), share.part, reason=share.reason) for share in own]
    rest = [Share(_("Others"), others)] if others else []
    return [*mine, *rest, *(share for share in shares if share.system)]


def _contrasts(report: Mapped, persons: Sequence[str]) -> list[Contrast]:
    trailing = [Fraction(0)] if Fraction(report["system"]["share"]) else []
    return [
        Contrast(
            words(row["name"]),
            [*(Fraction(row["shares"].get(person, "0")) for person in persons), *trailing],
        )
        for row in report["contrasts"]
    ]


def _reasons(row: Mapped) -> Reasons:
    posts = [words(post) for post in row["posts"]]
    return Reasons(
        row["person"],
        words(row["name"]),
        Words("、".join(p.pick("zh") for p in posts), ", ".join(p.pick("en") for p in posts)),
        share_words(_part(row)),
        tuple(words(sentence) for sentence in row["sentences"]),
        words(row["exempted"]) if row["exempted"] else "",
    )


def _by_kind(row: Mapped) -> list[str]:
    parts = row["by_kind"]
    return [percent(Fraction(parts[k.value])) if k.value in parts else "–" for k in Kind]


def _degree(row: Mapped) -> str:
    return str(row["degree"]) if Fraction(row["degree"]) else "–"


def _part(row: Mapped) -> Fraction:
    return Fraction(row["share"])
