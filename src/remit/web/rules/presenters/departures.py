"""Departures in words: from which rules, what they admit, how often by year."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases.queries import rulings
from remit.engines import precedents
from remit.engines.rules import Pack
from remit.engines.words import Words
from remit.web.components import Cell, Column, Empty, Figure, Row, Table, Text
from remit.web.rules.presenters.telling import both
from remit.web.wording import percent

if TYPE_CHECKING:
    from remit.apps.cases.models import Decision


def under(row: "Decision") -> Words:
    """The titles of the rules that gave the measure."""
    proof = row.determination.result["proof"]
    titles = {line["rule"]: Words(line["title"]["zh"], line["title"]["en"]) for line in proof}
    named = [titles[rule] for rule in rulings.rules_of(row) if rule in titles]
    return both(named) if named else Words("没有给予处理的依据", "no provision gives a measure")


def admitted(row: "Decision") -> Words:
    """What the rules admitted, as kept with the determination."""
    said = [o["words"] for o in row.determination.result["outcomes"]]
    return both([Words(w["zh"], w["en"]) for w in said], "；或", "; or ")


def figures(register: precedents.Register) -> list[Figure]:
    """Departures beside all decisions, and those without a reason."""
    decided = sum(line.decisions for line in register.lines)
    departed = sum(line.departures for line in register.lines)
    silent = sum(len(line.unexplained) for line in register.lines)
    rate = percent(Fraction(departed, decided)) if decided else "–"
    return [
        Figure(departed, _("departures, counted under each rule")),
        Figure(
            rate,
            _("of the decisions you may see"),
            note=_("A departure is allowed; it needs a reason."),
        ),
        Figure(silent, _("without a reason")),
    ]


def rates(register: precedents.Register, packs: Mapping[str, Pack]) -> Table:
    """One line for every rule and year, the newest year first."""
    rules = {rule.id: (pack, rule.title) for pack in packs.values() for rule in pack.rules}
    lines = sorted(register.lines, key=lambda line: (-line.year, -line.departures, line.rule))
    columns = (
        Column("rule", _("Rule"), sortable=False),
        Column("year", _("Year"), sortable=False),
        Column("decisions", _("Decisions"), "number", sortable=False),
        Column("milder", _("milder"), "number", sortable=False),
        Column("heavier", _("heavier"), "number", sortable=False),
        Column("rate", _("outside the range"), "number", sortable=False),
    )
    empty = Empty(
        _("No decisions yet"), _("Decisions are counted here by rule and year."), icon="cases"
    )
    rows = [_row(line, *rules.get(line.rule, (None, _unnamed(line)))) for line in lines]
    return Table(
        "rates", _("How often decisions depart"), columns, rows, per_page=1000, empty=empty
    )


def _unnamed(line: precedents.Line) -> Text:
    return line.rule or Words("没有给予处理的依据", "no provision gives a measure")


def _row(line: precedents.Line, pack: Pack | None, title: Text) -> Row:
    href = reverse("rule", args=[pack.id, line.rule]) if pack else ""
    return Row(
        [
            Cell(title, href),
            str(line.year),
            line.decisions,
            line.milder,
            line.heavier,
            percent(line.rate),
        ]
    )
