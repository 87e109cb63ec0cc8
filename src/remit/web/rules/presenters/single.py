"""One rule: how it stood over time, the tests beside it, and what its facts are."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.engines import precedents
from remit.engines.rules import Instrument, Pack, PackTest, Rule
from remit.engines.rules.conditions import facts_of
from remit.engines.rules.facts import as_value
from remit.engines.rules.succession import akin
from remit.engines.words import Words
from remit.web.components import Answer, Column, Empty, Event, Row, Table, Text
from remit.web.rules.presenters import telling
from remit.web.wording import day, percent, period, pick

EXPECTED: Mapping[str, Text] = {
    "applied": gettext_lazy("applies"),
    "defeated": gettext_lazy("gives way"),
    "not_applied": gettext_lazy("does not apply"),
    "open": gettext_lazy("stays open"),
}


@dataclass(frozen=True, slots=True)
class ShownTest:
    """A test beside a rule: the facts put in, and what becomes of the rule and of the case."""

    name: str
    days: str
    facts: tuple[Answer, ...]
    fate: Text
    result: Words


def history(pack: Pack, rule: Rule, *, on: date) -> list[Event]:
    """The same matter over time: what the article said before and after, oldest first."""
    related = [other for other in pack.rules if akin(pack, rule, other)]
    related.sort(key=lambda other: (other.valid.since, other.id))
    return [_event(pack, rule, other, on) for other in related]


def changes(pack: Pack, rule: Rule) -> list[str]:
    """Which instrument took whose place, for the instruments that the rule cites."""
    return [
        _("%(new)s took the place of %(old)s on %(day)s.")
        % {"new": pick(new.title), "old": old, "day": day(new.valid.since)}
        for new, old in _successions(pack, rule)
    ]


def tests(pack: Pack, rule: Rule, found: Iterable[PackTest]) -> list[ShownTest]:
    """The tests that say what becomes of the rule: where it applies first."""
    told = [(fate, test) for test in found if (fate := _fate(rule, test))]
    told.sort(key=lambda pair: list(EXPECTED).index(pair[0]))
    return [_test(pack, rule, test, fate) for fate, test in told]


def departures(register: precedents.Register) -> Table:
    """How often decisions under the rule depart, by year."""
    rows = [
        Row([str(line.year), line.decisions, line.milder, line.heavier, percent(line.rate)])
        for line in reversed(register.lines)
    ]
    columns = (
        Column("year", _("Year"), sortable=False),
        Column("decisions", _("Decisions"), "number", sortable=False),
        Column("milder", _("milder"), "number", sortable=False),
        Column("heavier", _("heavier"), "number", sortable=False),
        Column("rate", _("outside the range"), "number", sortable=False),
    )
    empty = Empty(
        _("No decision under this rule yet"),
        _("Decisions you may see that rest on it are counted here by year."),
        icon="cases",
    )
    return Table("departures", _("Departures by year"), columns, rows, empty=empty)


def _event(pack: Pack, rule: Rule, other: Rule, on: date) -> Event:
    told = telling.both(telling.effects(pack, other))
    note = Words(
        f"{other.citations[0].words.zh}：{told.zh}", f"{other.citations[0].words.en}: {told.en}"
    )
    href = "" if other == rule else reverse("rule", args=[pack.id, other.id])
    here = f" · {_('this rule')}" if other == rule else ""
    return Event(
        None, pick(other.title), period(other.valid.since, other.valid.until) + here, href, note,
        open=on not in other.valid,
    )  # fmt: skip


def _successions(pack: Pack, rule: Rule) -> Iterator[tuple[Instrument, str]]:
    titles = {i.id: pick(i.title) for i in pack.instruments}
    cited = {citation.instrument.id for citation in rule.citations}
    for instrument in pack.instruments:
        old = instrument.supersedes
        if old and cited & {instrument.id, old}:
            yield instrument, titles.get(old, old)


def _fate(rule: Rule, test: PackTest) -> str:
    for fate in EXPECTED:
        named = test.expect.get(fate)
        if isinstance(named, list) and rule.id in named:
            return fate
    return ""


def _test(pack: Pack, rule: Rule, test: PackTest, fate: str) -> ShownTest:
    days = _("act %(act)s, decision %(on)s") % {"act": day(test.act_on), "on": day(test.on)}
    own = set(facts_of(rule.condition))
    given = [(fact, raw) for fact, raw in test.facts.items() if fact in own]
    return ShownTest(
        _spoken(test.name), days, tuple(_stated(pack, *pair) for pair in given), EXPECTED[fate],
        _expected(pack, test),
    )  # fmt: skip


def _spoken(name: str) -> str:
    """A test's name without the truth values that stand in the cells of a table of tests."""
    for written, said in (("True", _("yes")), ("False", _("no"))):
        name = re.sub(rf"\b{written}\b", said, name)
    return name


def _stated(pack: Pack, fact: str, raw: object) -> Answer:
    term = pack.term(fact)
    value = as_value(raw.get("value") if isinstance(raw, Mapping) else raw)
    return Answer(term.question, term.says(value) if value is not None else _("not known"))


def _expected(pack: Pack, test: PackTest) -> Words:
    """The range that the test expects, in words."""
    names = {rung.code: rung.name for rung in pack.ladder}
    ends = test.expect.get("range")
    told = [names[code] for code in ends if code in names] if isinstance(ends, list) else []
    if len(told) != 2 or told[0] == told[1]:
        return told[0] if told else Words("", "")
    return Words(f"{told[0].zh}至{told[1].zh}", f"{told[0].en} to {told[1].en}")
