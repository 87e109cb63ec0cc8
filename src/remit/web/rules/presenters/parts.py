"""The other parts of a pack: measures, duties, time limits, change of law, the facts it asks for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from remit.engines.dates import TimeLimit
from remit.engines.rules import Choice, FactType, Pack, Term, Transition, Worse
from remit.engines.rules.conditions import facts_of
from remit.engines.words import Words
from remit.web.components import Answer, Cell, Column, Row, Table, Text
from remit.web.rules.presenters.telling import both
from remit.web.wording import day, pick

PARTS: tuple[tuple[str, Text], ...] = (
    ("rule_pack", gettext_lazy("Provisions")),
    ("rule_measures", gettext_lazy("Measures and procedure")),
    ("rule_facts", gettext_lazy("Facts asked for")),
    ("rule_findings", gettext_lazy("Check")),
)
CHOICES: dict[Choice, Text] = {
    Choice.LIGHTER: gettext_lazy("the law of the act, unless that of the decision is lighter"),
    Choice.ACT: gettext_lazy("the law of the day of the act"),
    Choice.DECISION: gettext_lazy("the law of the day of the decision"),
}
WORSE: dict[Worse, Text] = {
    Worse.TRUE: gettext_lazy("yes weighs heavier"),
    Worse.FALSE: gettext_lazy("no weighs heavier"),
    Worse.LISTED: gettext_lazy("listed from milder to worse"),
    Worse.HIGHER: gettext_lazy("more weighs heavier"),
    Worse.LOWER: gettext_lazy("less weighs heavier"),
}


@dataclass(frozen=True, slots=True)
class AskedFact:
    """One fact that a pack asks for, with what can be answered and who may say so."""

    term: Term
    answers: tuple[Words, ...]
    shown_by: Words
    said_by: Words
    worse: Text
    rules: int


def parts(pack: Pack, current: str) -> list[dict[str, object]]:
    """The places inside a pack, as tabs."""
    return [
        {"label": label, "href": reverse(name, args=[pack.id]), "current": name == current}
        for name, label in PARTS
    ]


def facts(pack: Pack, *, on: date) -> list[Answer]:
    """What the pack is, in a narrow column."""
    valid = [rule for rule in pack.rules if on in rule.valid]
    told = _("%(valid)d of %(all)d") % {"valid": len(valid), "all": len(pack.rules)}
    lines = [
        Answer(_("Where it applies"), pack.jurisdiction),
        Answer(_("Rules in force on %(day)s") % {"day": day(on)}, told),
        Answer(_("Version"), pack.version),
        Answer(_("Digest"), f"{pack.digest[:16]}…"),
    ]
    return [line for line in lines if pick(line.value)]


def measures(pack: Pack) -> Table:
    """The ladder from mild to severe."""
    rows = [
        Row(
            [
                Cell(rung.name, note=both(rung.side_effects)),
                _months(rung.period_months),
                rung.decides,
                rung.citation.words if rung.citation else None,
            ]
        )
        for rung in pack.ladder
    ]
    columns = (
        Column("measure", _("Measure"), sortable=False),
        Column("period", _("In effect for"), sortable=False),
        Column("decides", _("Who decides"), sortable=False),
        Column("source", _("Source"), sortable=False),
    )
    return Table("measures", _("Measures, from none up"), columns, rows, per_page=1000)


def limits(found: Iterable[TimeLimit]) -> Table:
    """Time limits: how long, counted from what."""
    rows = [
        Row([Cell(limit.name, note=limit.expiry), amount(limit), limit.start_event, limit.citation])
        for limit in found
    ]
    columns = (
        Column("limit", _("Time limit"), sortable=False),
        Column("amount", _("How long"), sortable=False),
        Column("starts", _("Counted from"), sortable=False),
        Column("source", _("Source"), sortable=False),
    )
    return Table("limits", _("Time limits"), columns, rows, per_page=1000)


def amount(limit: TimeLimit) -> Words:
    """How long a time limit runs, and by how much it may be made longer."""
    said, more = limit.unit.of(limit.amount), limit.longest_extension
    if not more:
        return said
    longer = limit.unit.of(more)
    return Words(f"{said.zh}，可延长{longer.zh}", f"{said.en}, may be extended by {longer.en}")


def changes(pack: Pack) -> list[Answer]:
    """Which law judges an act from before a change, newest change first."""
    return [_change(row) for row in reversed(pack.transitions)]


def asked(pack: Pack, *, on: date) -> list[AskedFact]:
    """The facts that the rules in force on a day ask for, and then the others."""
    used = Counter(
        fact for rule in pack.rules if on in rule.valid for fact in facts_of(rule.condition)
    )
    return sorted(
        (_asked(term, used[term.id]) for term in pack.vocabulary), key=lambda a: not a.rules
    )


def _asked(term: Term, rules: int) -> AskedFact:
    answers = tuple(words for _code, words in term.values)
    if term.type is FactType.BOOL:
        answers = tuple(term.says(value) for value in (True, False))
    elif term.type is FactType.NUMBER:
        answers = (Words(f"数字（{term.unit.zh}）", f"a number ({term.unit.en})"),)
    return AskedFact(
        term,
        answers,
        both(term.evidence),
        both([party.words for party in term.may_assert], "、", ", "),
        WORSE[term.worse] if term.worse else "",
        rules,
    )


def _change(row: Transition) -> Answer:
    concluded = _("Cases decided before that day stay under the law of then.")
    note = f"{pick(row.citation.words)}{'. ' + concluded if row.concluded_then else ''}"
    said = _("Acts from before %(day)s") % {"day": day(row.since)}
    return Answer(said, CHOICES[row.choice], note=note)


def _months(months: int | None) -> str:
    if months is None:
        return ""
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
