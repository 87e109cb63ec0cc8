"""How open each share is while facts are disputed, in words: range, expectation, deciding fact."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.captions import (
    headed,
    name_of,
    no_harm,
    percent_text,
    points_text,
    told,
)
from remit.engines.attribution.pictures.lettering import isolated
from remit.engines.attribution.pictures.rows import Row, rows_of
from remit.engines.attribution.situation import Situation
from remit.engines.words import Words


class Entry(NamedTuple):
    """A row with its figures, and the fact on which it turns most, "" if on none."""

    row: Row
    figures: tuple[str, ...]
    fact: str

    @property
    def span(self) -> Fraction:
        """How far the share may move."""
        return self.row.interval.high - self.row.interval.low if self.row.interval else Fraction(0)


def entries_of(situation: Situation, report: Report, language: str) -> list[Entry]:
    """The rows of the interval plot."""
    facts = _named_facts(situation, report, language)
    return [
        Entry(row, tuple(_figures(row, language)), facts.get(_deciding(row), _deciding(row)))
        for row in rows_of(report, language)
    ]


def _deciding(row: Row) -> str:
    return row.interval.deciding if row.interval else ""


def _named_facts(situation: Situation, report: Report, language: str) -> dict[str, str]:
    """Every fact in words; a choice with who made it."""
    names = {person.person: name_of(person, language) for person in report.persons}
    facts = {fact.id: told(fact.label, language) for fact in situation.circumstances}
    owners = situation.owner_of
    for choice in situation.choices:
        owner, what = owners[choice.id], told(choice.label, language)
        who = names.get(owner.person, "") if owner else ""
        facts[choice.id] = Words(f"{who}{what}", f"{who} {what}").pick(language).strip()
    return facts


def _figures(row: Row, language: str) -> list[str]:
    """The share, its range, and what is to be expected."""
    figures = [percent_text(row.unexempted, language)]
    if row.interval:
        figures.append(range_text(row, language))
        if row.interval.expected is not None and row.interval.low != row.interval.high:
            expected = percent_text(row.interval.expected, language)
            figures.append(Words(f"期望{expected}", f"expected {expected}").pick(language))
    return figures


def range_text(row: Row, language: str) -> str:
    """From where to where the share may lie."""
    if row.interval is None or row.interval.low == row.interval.high:
        return Words("不变", "the same").pick(language)
    low, high = (percent_text(s, language) for s in (row.interval.low, row.interval.high))
    return Words(f"{low}至{high}", f"{low} to {high}").pick(language)


def finding(entries: Sequence[Entry], report: Report, language: str) -> str:
    """What the plot shows, in one sentence."""
    if not report.harm:
        return no_harm(report, language)
    widest = max(entries, key=lambda entry: entry.span)
    name, span = isolated(widest.row.name), range_text(widest.row, language)
    zh, en = f"{name}的份额最不确定，{span}", f"most open is the share of {name}, {span}"
    if widest.row.interval is None:
        zh, en = "没有争议事实，各份额都是确定值", "no fact is disputed, every share is one point"
    elif not widest.span:
        zh, en = "争议事实无论如何认定，份额都不变", "no disputed fact moves a share"
    return headed(report, zh, en, language)


def lead(entries: Sequence[Entry], usual: str, language: str) -> str:
    """How to read the plot, with the fact on which most shares turn."""
    if not usual:
        return ""
    others = any(entry.fact not in {"", usual} for entry in entries)
    zh = "，另有注明的除外" if others else ""
    en = "Unless a row says otherwise, they" if others else "They all"
    return Words(
        f"份额随争议事实的认定而变，处理以最低值为准。各份额最取决于“{isolated(usual)}”是否属实{zh}。",
        "Shares move with what is found of the disputed facts; consequences rest on the lowest. "
        f"{en} turn most on whether “{isolated(usual)}” holds.",
    ).pick(language)


def usual_fact(entries: Sequence[Entry]) -> str:
    """The fact on which most shares turn; "" if none moves."""
    facts = Counter(entry.fact for entry in entries if entry.fact)
    return facts.most_common(1)[0][0] if facts else ""


def sentence(entry: Entry, language: str) -> str:
    """On which fact the share turns most, and how far that moves it; "" if on none."""
    if not entry.fact or entry.row.interval is None:
        return ""
    swing = points_text(entry.row.interval.swing, language).removeprefix("+")
    return Words(
        f"最取决于“{isolated(entry.fact)}”是否属实（{swing}）",
        f"Turns most on whether “{isolated(entry.fact)}” holds ({swing})",
    ).pick(language)
