"""Letters as PDF: values in, bytes out, with the vendored fonts alone and no network.

A letter is a mapping; every text in it is a `str` or `Words`, and every key may be left out:

    organ, title, number, addressee     the head; `number` is the reference number
    date                                the day of the letter (a `date`)
    opening, heard, decision, effect, rights
                                        sequences of texts, one a paragraph
    facts                               sequence of {text, evidence: sequence of texts}
    shares                              sequence of {name, part, low, high, reason}; parts of one
    rules                               sequence of {citation, text, outcome}
    sections                            further {heading, paragraphs}, before the decision
    signatories, copies                 sequences of texts
    draft                               true prints "draft" in the head of each page

The same letter gives the same bytes: the only date inside is its own.
"""

import json
from calendar import month_name
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import typst

from remit.engines.words import Words

HERE = Path(__file__).parent
KEYS = frozenset({
    "organ", "title", "number", "addressee", "date", "opening", "facts", "heard", "shares",
    "rules", "sections", "decision", "effect", "rights", "signatories", "copies", "draft",
})  # fmt: skip
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHINESE_NUMERALS = "〇一二三四五六七八九十"
LABELS = {
    "facts": Words("事实与证据", "Facts and evidence"),
    "heard": Words("你的陈述与申辩", "What you said"),
    "shares": Words("责任份额及理由", "Whose share, and why"),
    "rules": Words("适用的规定", "Rules applied"),
    "decision": Words("决定", "Decision"),
    "effect": Words("效力期间", "Period of effect"),
    "rights": Words("权利与期限", "Your rights and their time limits"),
    "evidence": Words("证据：", "Evidence: "),
    "person": Words("人员", "Person"),
    "part": Words("份额", "Share"),
    "interval": Words("争议事实另定时", "If disputed\nfacts differ"),
    "reason": Words("理由", "Reason"),
    "copies": Words("抄送：", "Copies to: "),
    "draft": Words("草稿，未发出", "Draft, not sent"),
    "page": Words("第 {} 页，共 {} 页", "Page {} of {}"),
    "reference": Words("", "Reference"),
    "separator": Words("；", "; "),
    "untitled": Words("函", "Letter"),
    "unchanged": Words("不变", "the same"),
    "colon": Words("：", ":"),
}


class UnknownPart(ValueError):
    """A letter was given a key that no place of the page shows."""


def render(letter: Mapping[str, object], language: str) -> bytes:
    """`letter` as PDF/A-2a and PDF/UA-1 in `language` ("zh...", any other is English).

    The archive standard refuses a letter without a date or with a character that no font has (an
    emoji); such a letter is still made, as tagged PDF that shows a box in its place.
    Raises UnknownPart for a key that would be silently left out.
    """
    if unknown := sorted(set(letter) - KEYS):
        raise UnknownPart(f"no place in a letter for: {', '.join(unknown)}")
    day = letter.get("date")
    made_at = datetime.combine(day, time(), UTC) if isinstance(day, date) else EPOCH
    values = json.dumps(content(letter, language), ensure_ascii=False)
    try:
        return _pdf(values, made_at, archive=True)
    except typst.TypstError:
        return _pdf(values, made_at, archive=False)


def content(letter: Mapping[str, object], language: str) -> dict[str, object]:
    """What the page holds, in plain texts of `language`, sections numbered as they come."""
    chinese = language.startswith("zh")
    text = _Texts(language)
    day = letter.get("date")
    return {
        "lang": "zh" if chinese else "en",
        "labels": {key: words.pick(language) for key, words in LABELS.items()},
        "organ": text.one(letter.get("organ")),
        "title": text.one(letter.get("title") or LABELS["untitled"]),
        "number": text.one(letter.get("number")),
        "addressee": text.one(letter.get("addressee")),
        "date": _day(day, chinese=chinese) if isinstance(day, date) else "",
        "iso": [day.year, day.month, day.day] if isinstance(day, date) else [],
        "opening": text.many(letter.get("opening")),
        "sections": _sections(letter, text, chinese=chinese),
        "signatories": text.many(letter.get("signatories")),
        "copies": text.many(letter.get("copies")),
        "draft": bool(letter.get("draft")),
    }


class _Texts:
    """Picks one language out of texts of both."""

    def __init__(self, language: str) -> None:
        self.language = language

    def one(self, value: object) -> str:
        if isinstance(value, Words):
            return value.pick(self.language)
        return "" if value is None else str(value)

    def many(self, value: object) -> list[str]:
        """A single text counts as one paragraph."""
        if isinstance(value, str | Words):
            return [self.one(value)]
        return [self.one(item) for item in value] if isinstance(value, Iterable) else []


def _sections(
    letter: Mapping[str, object], text: _Texts, *, chinese: bool
) -> list[dict[str, object]]:
    made: list[tuple[str, list[dict[str, object]]]] = [
        ("facts", [_fact(fact, text) for fact in _mappings(letter.get("facts"))]),
        ("heard", _paragraphs(letter.get("heard"), text)),
        ("shares", _shares(letter.get("shares"), text)),
        ("rules", [_rule(rule, text) for rule in _mappings(letter.get("rules"))]),
    ]
    named = [(text.one(LABELS[key]), blocks) for key, blocks in made]
    named += [
        (text.one(section.get("heading")), _paragraphs(section.get("paragraphs"), text))
        for section in _mappings(letter.get("sections"))
    ]
    named += [
        (text.one(LABELS[key]), _paragraphs(letter.get(key), text))
        for key in ("decision", "effect", "rights")
    ]
    shown = [(heading, blocks) for heading, blocks in named if blocks]
    return [
        {"heading": _numbered(place, heading, chinese=chinese), "blocks": blocks}
        for place, (heading, blocks) in enumerate(shown, 1)
    ]


def _paragraphs(value: object, text: _Texts) -> list[dict[str, object]]:
    return [{"kind": "text", "text": paragraph} for paragraph in text.many(value)]


def _fact(fact: Mapping[str, object], text: _Texts) -> dict[str, object]:
    evidence = text.one(LABELS["separator"]).join(text.many(fact.get("evidence")))
    return {"kind": "fact", "text": text.one(fact.get("text")), "evidence": evidence}


def _rule(rule: Mapping[str, object], text: _Texts) -> dict[str, object]:
    texts = {key: text.one(rule.get(key)) for key in ("citation", "text", "outcome")}
    return {"kind": "rule", **texts}


def _shares(value: object, text: _Texts) -> list[dict[str, object]]:
    rows = [
        {
            "name": text.one(share.get("name")),
            "part": _percent(share.get("part")),
            "interval": _interval(share.get("low"), share.get("high")),
            "reason": text.one(share.get("reason")),
        }
        for share in _mappings(value)
    ]
    return [{"kind": "shares", "rows": rows}] if rows else []


def _mappings(value: object) -> Sequence[Mapping[str, object]]:
    items = value if isinstance(value, Iterable) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _numbered(place: int, heading: str, *, chinese: bool) -> str:
    if not chinese:
        return f"{place}. {heading}"
    tens, ones = divmod(place, 10)
    first = "" if tens == 0 else "十" if tens == 1 else CHINESE_NUMERALS[tens] + "十"
    return first + (CHINESE_NUMERALS[ones] if ones else "") + "、" + heading


def _percent(part: object) -> str:
    if not isinstance(part, int | float | Decimal | Fraction):
        return ""
    exact = Fraction(part) * 100
    places = Decimal(exact.numerator) / Decimal(exact.denominator)
    words = str(places.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return words.removesuffix(".0") + "%"


def _interval(low: object, high: object) -> str:
    return f"{_percent(low)} – {_percent(high)}" if low is not None and high != low else ""


def _day(day: date, *, chinese: bool) -> str:
    if chinese:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"


def _pdf(values: str, made_at: datetime, *, archive: bool) -> bytes:
    pdf: bytes = typst.compile(
        HERE / "letter.typ",
        root=HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"letter": values},
        pdf_standards=["a-2a", "ua-1"] if archive else [],
        timestamp=made_at,
    )
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
