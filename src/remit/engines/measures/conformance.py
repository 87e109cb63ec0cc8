"""Items checked against rules on the order of activities: who broke which, by which events.

A deviation is a remark, not a verdict: it names the events, and an exemption that covers it makes
it a waived one. What is not due yet is neither kept nor broken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from remit.engines.dates import Unit, day_words
from remit.engines.findings import Finding, Severity
from remit.engines.measures.declare.behind import events_behind
from remit.engines.measures.declare.broken import broken
from remit.engines.measures.declare.limits import Days, Followed, followed
from remit.engines.measures.declare.places import Mask, Places, places_of
from remit.engines.measures.declare.rules import Rule, Template
from remit.engines.measures.statistics import Estimate, wilson
from remit.engines.measures.table import EventTable
from remit.engines.words import Words

LEAST = 20
NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exemption that covers an item's deviation from a rule: where it was granted, and why."""

    rule: str
    item: str
    reason: Words
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Deviation:
    """An item that breaks a rule, with the events (by `seq`) that show it.

    `last_day` and `days` (late) are told where a time limit was missed.
    """

    rule: Rule
    item: str
    events: tuple[int, ...]
    last_day: date | None = None
    days: int = 0
    waiver: Waiver | None = None

    @property
    def finding(self) -> Finding:
        """The deviation as a reader is told it: a warning, or a note where it is waived."""
        severity = Severity.NOTE if self.waiver else Severity.WARNING
        name = f"declare.{self.rule.template.value}"
        return Finding(name, severity, self.item, _message(self), self.rule.source)


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule with what became of it: `concerned` items it spoke of, its deviations, what is open."""

    rule: Rule
    items: int
    concerned: int
    deviations: tuple[Deviation, ...]
    pending: tuple[str, ...] = ()
    least: int = LEAST

    @property
    def standing(self) -> tuple[Deviation, ...]:
        """The deviations that no exemption covers."""
        return tuple(each for each in self.deviations if each.waiver is None)

    @property
    def n(self) -> int:
        """How many items the rule spoke of and was settled for."""
        return self.concerned - len(self.pending)

    @property
    def enough(self) -> bool:
        """Whether there are enough of them for a share."""
        return self.n >= self.least

    @property
    def share(self) -> Estimate:
        """The share of these items that broke it and were not exempt, with Wilson's interval."""
        return wilson(len(self.standing), self.n)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every deviation as a finding."""
        return tuple(each.finding for each in self.deviations)

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return _reading(self)


def check(
    table: EventTable,
    rules: Iterable[Rule],
    days: Days,
    waivers: Iterable[Waiver] = (),
) -> tuple[Checked, ...]:
    """Every rule checked over every item of the table, as known at `days.on`."""
    wanted = tuple(rules)
    named = (activity for rule in wanted for activity in (rule.first, rule.second) if activity)
    places = places_of(table, named)
    granted = {(each.rule, each.item): each for each in waivers}
    return tuple(_checked(places, rule, days, granted) for rule in wanted)


Granted = Mapping[tuple[str, str], Waiver]


def _checked(places: Places, rule: Rule, days: Days, granted: Granted) -> Checked:
    concerned = int(spoken_of(places, rule).sum())
    if rule.within is None:
        found = _untimed(places, rule, broken(places, rule))
        return Checked(rule, places.items, concerned, _waived(found, granted))
    every = followed(places, rule, rule.within, days)
    late = {each.item: each for each in sorted(every, key=lambda e: e.days) if each.days > 0}
    order = _order_broken(places, rule)
    deviations = [*_late(places, rule, late), *_untimed(places, rule, _less(order, late))]
    waiting = {each.item for each in every if each.answered < 0 and each.days <= 0} - set(late)
    open_items = tuple(places.label(item) for item in sorted(waiting) if not order[item])
    return Checked(rule, places.items, concerned, _waived(deviations, granted), open_items)


def spoken_of(places: Places, rule: Rule) -> Mask:
    """The items to which a rule applies: where nothing asks for it, it is kept for want of a case."""
    template = rule.template
    if not template.binary:
        return places.count_of(rule.first) >= 0
    first, second = places.present(rule.first), places.present(rule.second)
    if template in (Template.PRECEDENCE, Template.ALTERNATE_PRECEDENCE, Template.CHAIN_PRECEDENCE):
        return second
    return first | second if template in _MUTUAL else first


_MUTUAL = frozenset(
    {
        Template.COEXISTENCE,
        Template.NOT_COEXISTENCE,
        Template.SUCCESSION,
        Template.ALTERNATE_SUCCESSION,
        Template.CHAIN_SUCCESSION,
    }
)


def _order_broken(places: Places, rule: Rule) -> Mask:
    """What a rule with a time limit asks besides: in a succession, that the first comes before."""
    if rule.template is Template.SUCCESSION:
        return broken(places, Rule(Template.PRECEDENCE, rule.first, rule.second))
    none: Mask = places.count_of(rule.first) < 0
    return none


def _less(mask: Mask, items: Iterable[int]) -> Mask:
    rest = mask.copy()
    rest[list(items)] = False
    return rest


def _untimed(places: Places, rule: Rule, mask: Mask) -> list[Deviation]:
    return [
        Deviation(rule, places.label(item), events_behind(places, rule, item))
        for item in mask.nonzero()[0].tolist()
    ]


def _late(places: Places, rule: Rule, late: Mapping[int, Followed]) -> Iterator[Deviation]:
    seq = places.table.seq
    for item, each in late.items():
        rows = (each.asked, each.answered) if each.answered >= 0 else (each.asked,)
        events = tuple(int(seq[row]) for row in dict.fromkeys(rows))
        yield Deviation(rule, places.label(item), events, each.last_day, each.days)


def _waived(found: Iterable[Deviation], granted: Granted) -> tuple[Deviation, ...]:
    return tuple(
        Deviation(
            each.rule,
            each.item,
            each.events,
            each.last_day,
            each.days,
            granted.get((each.rule.id, each.item)),
        )
        for each in sorted(found, key=lambda each: each.events)
    )


def _message(deviation: Deviation) -> Words:
    rule = deviation.rule.words
    late = _missed(deviation)
    why = deviation.waiver.reason if deviation.waiver else NO_WORDS
    if deviation.waiver:
        return Words(
            f"不符合规则：{rule.zh}。{late.zh}已获豁免：{why.zh or why.en}",
            f"Not as the rule says: {rule.en}.{late.en} It was exempted: {why.en or why.zh}",
        )
    return Words(
        f"不符合规则：{rule.zh}。{late.zh}请核对所列记录；如有依据，请登记豁免。",
        f"Not as the rule says: {rule.en}.{late.en} Look at the entries named; where there was a "
        "ground for it, record the exemption.",
    )


def _missed(deviation: Deviation) -> Words:
    if deviation.last_day is None:
        return NO_WORDS
    day, late = day_words(deviation.last_day), Unit.CALENDAR_DAY.of(deviation.days)
    return Words(
        f"应于{day.zh}（含当日）前完成，超期{late.zh}。",
        f" It was due by {day.en}: {late.en} late.",
    )


def _reading(checked: Checked) -> Words:
    rule, standing = checked.rule.words, len(checked.standing)
    waived = len(checked.deviations) - standing
    zh = [f"规则：{rule.zh}。涉及{checked.concerned:,}件，{standing:,}件不符合"]
    en = [f"“{rule.en}” spoke of {checked.concerned:,} items; {standing:,} broke it"]
    if waived:
        zh.append(f"另有{waived:,}件已获豁免")
        en.append(f"exempted besides: {waived:,}")
    if checked.pending:
        zh.append(f"{len(checked.pending):,}件尚未到期")
        en.append(f"not due yet: {len(checked.pending):,}")
    few = "" if checked.enough else f"不足{checked.least}件，不计算比例。"
    few_en = "" if checked.enough else f" Fewer than {checked.least}: no share is told."
    return Words(f"{'，'.join(zh)}。{few}", f"{', '.join(en)}.{few_en}")
