"""A pack as a lawyer browses it: by instrument and article, each provision in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.engines.rules import Citation, Instrument, Pack, Rule, RuleTable, rule_words
from remit.engines.words import Words
from remit.web.components import Filter, Reference, Text
from remit.web.rules.presenters import telling
from remit.web.wording import is_chinese, period, pick

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule in words, with what it rests on and how it stands to others.

    `place` is what remains to be said of source and days below the heading of its article.
    """

    rule: Rule
    href: str
    citation: Words
    place: str
    valid: str
    in_force: bool
    checked: tuple[str, Text]
    points: tuple[Words, ...]
    effects: tuple[Words, ...]
    before: tuple[Reference, ...]
    behind: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table of rules; each cell with the question of its column."""

    href: str
    title: Words
    cells: tuple[tuple[Words, Words], ...]
    then: Words
    note: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rules written as a table; `hit` says in words what holds of several rows that fit."""

    table: RuleTable
    citation: Words
    hit: Text
    points: tuple[Words, ...]
    columns: tuple[Words, ...]
    rows: tuple[SheetRow, ...]
    checked: tuple[str, Text]


@dataclass(frozen=True, slots=True)
class Article:
    """The provisions of one article, in its order; an `anchor` names it on the page."""

    anchor: str
    label: str
    provisions: tuple[Provision, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One instrument with its articles."""

    instrument: Instrument
    valid: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for: an instrument's id, words, and whether rules out of force are wanted too."""

    instrument: str = ""
    words: str = ""
    whole: bool = False

    def finds(self, pack: Pack, rule: Rule, on: date) -> bool:
        """Whether a rule is asked for."""
        if not self.whole and on not in rule.valid:
            return False
        if self.instrument and rule.citations[0].instrument.id != self.instrument:
            return False
        return not self.words or self.words.casefold() in _all_words(pack, rule)


def sources(pack: Pack, search: Search, *, on: date) -> tuple[Source, ...]:
    """The instruments with the provisions asked for, in the pack's order."""
    found = sorted((r for r in pack.rules if search.finds(pack, r, on)), key=_placed(pack))
    return tuple(
        _source(pack, list(rules), on)
        for _id, rules in groupby(found, key=lambda rule: rule.citations[0].instrument.id)
    )


def controls(pack: Pack, search: Search) -> list[Filter]:
    """The filters above the provisions."""
    cited = {rule.citations[0].instrument.id for rule in pack.rules}
    named = [(i.id, i.title) for i in pack.instruments if i.id in cited]
    shown = [("all", _("also those not in force"))]
    return [
        Filter("q", _("Contains"), search.words),
        Filter("instrument", _("Instrument"), search.instrument, named, "select"),
        Filter("show", _("Shown"), "all" if search.whole else "", shown, "select"),
    ]


def provision(pack: Pack, rule: Rule, *, on: date) -> Provision:
    """One rule in words."""
    return Provision(
        rule,
        reverse("rule", args=[pack.id, rule.id]),
        telling.both([citation.words for citation in rule.citations]),
        _place(rule),
        period(rule.valid.since, rule.valid.until),
        on in rule.valid,
        telling.CHECKED[rule.verification],
        telling.points(pack, rule.condition),
        telling.effects(pack, rule),
        telling.goes_before(pack, rule),
        telling.gives_way(pack, rule),
    )


def sheet(pack: Pack, table: RuleTable, rules: Sequence[Rule]) -> Sheet:
    """A table with the given rows."""
    columns = tuple(pack.term(column).question for column in table.columns)
    return Sheet(
        table,
        table.citation.words,
        telling.HITS[table.hit],
        telling.points(pack, table.condition),
        columns,
        tuple(_sheet_row(pack, table, rule) for rule in rules),
        telling.CHECKED[max((r.verification for r in rules), key=list(telling.CHECKED).index)],
    )


def _place(rule: Rule) -> str:
    first, *others = rule.citations
    whole, article = first.words, Citation(first.instrument, first.article).words
    zh, en = whole.zh.removeprefix(article.zh), whole.en.removeprefix(article.en).strip(", ")
    said = [pick(Words(zh, en)), *(pick(citation.words) for citation in others)]
    if rule.valid != first.instrument.valid:
        said.append(period(rule.valid.since, rule.valid.until))
    return " · ".join(part for part in said if part)


def _source(pack: Pack, rules: Sequence[Rule], on: date) -> Source:
    instrument = rules[0].citations[0].instrument
    grouped = groupby(rules, key=lambda rule: rule.citations[0].article)
    articles = tuple(_article(pack, instrument, n, list(own), on) for n, own in grouped)
    return Source(instrument, period(instrument.valid.since, instrument.valid.until), articles)


def _article(
    pack: Pack, instrument: Instrument, number: int, rules: Sequence[Rule], on: date
) -> Article:
    place = Citation(instrument, number).words
    label = place.zh.rpartition("》")[2] if is_chinese() else place.en.rpartition(", ")[2]
    return Article(
        f"{instrument.id}-{number}",
        label.rpartition("）")[2],
        tuple(provision(pack, rule, on=on) for rule in rules if not rule.table),
        tuple(_sheets(pack, rules)),
    )


def _sheets(pack: Pack, rules: Iterable[Rule]) -> Iterator[Sheet]:
    kept = list(rules)
    for table in pack.tables:
        if rows := [rule for rule in kept if rule.table == table.id]:
            yield sheet(pack, table, rows)


def _sheet_row(pack: Pack, table: RuleTable, rule: Rule) -> SheetRow:
    own = rule.citations[0] != table.citation
    asked = [pack.term(column).question for column in table.columns]
    told = telling.cells(pack, rule, table.columns, table.condition)
    return SheetRow(
        reverse("rule", args=[pack.id, rule.id]),
        rule.title,
        tuple(zip(asked, told, strict=True)),
        telling.both(telling.effects(pack, rule)),
        rule.citations[0].words if own else "",
    )


def _placed(pack: Pack) -> "_Placed":
    order = {instrument.id: place for place, instrument in enumerate(pack.instruments)}
    return _Placed(order)


@dataclass(frozen=True, slots=True)
class _Placed:
    """The place of a rule: instrument, article, paragraph, item."""

    order: dict[str, int]

    def __call__(self, rule: Rule) -> Place:
        cited = rule.citations[0]
        return self.order[cited.instrument.id], cited.article, cited.paragraph, cited.item


def _all_words(pack: Pack, rule: Rule) -> str:
    told = [rule.title, rule_words(pack, rule), *(c.words for c in rule.citations)]
    return "\n".join([rule.id, *(text for t in told for text in (t.zh, t.en))]).casefold()
