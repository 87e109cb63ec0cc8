"""What the page of a published summary shows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from remit.engines.comparison import Status
from remit.web.components import Cell, Chart, Column, Figure, Reference, Row, Table, Why
from remit.web.plans import presenters

if TYPE_CHECKING:
    from remit.apps.plans.models import Summary

CHIPS = {
    Status.DONE: "done",
    Status.OVER: "done",
    Status.SLIPPED: "soon",
    Status.NOT_REPORTED: "waiting",
    Status.UNPLANNED: "note",
}
SLIPPED, REST = "#8a5a00", "#c9c2b4"


def slipped(summary: "Summary") -> int:
    """How many lines of the month slipped."""
    return sum(int(total["slipped"]) for total in summary.figures["totals"])


def whole_summary(summary: "Summary") -> Mapping[str, object]:
    """Everything the page of one summary shows."""
    figures = summary.figures
    totals = [_total(row, figures["units"]) for row in figures["totals"]]
    planned = sum(total["items"] for total in totals)
    kept = sum(total["kept"] for total in totals)
    return {
        "summary": summary,
        "month": presenters.month_words(summary.month),
        "figures": [
            Figure(planned, _("lines planned")),
            Figure(
                kept,
                _("done as planned or more"),
                why=Why(
                    _("How it is counted"),
                    formula=_(
                        "a line counts when done is at least planned (less is better: at most)"
                    ),
                    entries=[Reference(_("Entry of the publication"), _entry(summary))],
                ),
            ),
            Figure(slipped(summary), _("slipped and carried over")),
            Figure(sum(t["late"] for t in totals), _("plans came late or not at all")),
        ],
        "chart": _summary_chart(totals),
        "lines": _summary_lines(figures),
    }


def _entry(summary: "Summary") -> str:
    return f"{reverse('ledger')}?subject={summary.ref}"


def _total(row: Mapping[str, Any], units: Mapping[str, Any]) -> dict[str, Any]:
    unit = units[row["unit"]]
    return {
        "unit": _pick(unit["name"]),
        "items": int(row["items"]),
        "kept": int(row["done"]) + int(row["over"]),
        "slipped": int(row["slipped"]),
        "not_reported": int(row["not_reported"]),
        "days_late": int(unit["days_late"]),
        "late": unit["submitted_on"] is None or int(unit["days_late"]) > 0,
        "submitted_on": date.fromisoformat(unit["submitted_on"]) if unit["submitted_on"] else None,
        "plan": unit["plan"].partition(":")[2],
    }


def _summary_chart(totals: list[dict[str, Any]]) -> Chart:
    worst = max(totals, key=lambda total: total["slipped"])
    title = (
        ngettext(
            "%(unit)s carries over most: %(n)d line",
            "%(unit)s carries over most: %(n)d lines",
            worst["slipped"],
        )
        % {"unit": worst["unit"], "n": worst["slipped"]}
        if worst["slipped"]
        else _("Every line was done as planned")
    )
    values = [
        {"unit": total["unit"], "part": words, "n": total[key], "order": order}
        for total in totals
        for order, (key, words) in enumerate(
            (
                ("kept", _("done")),
                ("slipped", _("slipped")),
                ("not_reported", _("not reported")),
            )
        )
    ]
    names = [_("done"), _("slipped"), _("not reported")]
    spec = {
        "data": {"values": values},
        "width": "container",
        "height": {"step": 24},
        "mark": "bar",
        "encoding": {
            "y": {"field": "unit", "type": "nominal", "sort": None, "title": None},
            "x": {
                "field": "n",
                "type": "quantitative",
                "title": _("lines"),
                "stack": "zero",
                "axis": {"tickMinStep": 1, "format": "d"},
            },
            "color": {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": names, "range": [presenters.ACCENT, SLIPPED, REST]},
                "legend": {"orient": "top", "title": None},
            },
            "order": {"field": "order"},
        },
    }
    return Chart(id="units", title=title, spec=spec, table=_summary_table(totals))


def _summary_table(totals: list[dict[str, Any]]) -> Table:
    return Table(
        id="units-table",
        caption=_("Units"),
        columns=[
            Column("unit", _("Unit"), sortable=False),
            Column("submitted", _("Plan submitted"), "date", sortable=False),
            Column("late", _("Days late"), "number", sortable=False),
            Column("items", _("Lines"), "number", sortable=False),
            Column("kept", _("Done"), "number", sortable=False),
            Column("slipped", _("Slipped"), "number", sortable=False),
            Column("not_reported", _("Not reported"), "number", sortable=False),
        ],
        rows=[
            Row(
                [
                    t["unit"],
                    t["submitted_on"] or _("not submitted"),
                    t["days_late"],
                    t["items"],
                    t["kept"],
                    t["slipped"],
                    t["not_reported"],
                ],
                href=reverse("plan", args=[t["plan"]]),
            )
            for t in totals
        ],
        per_page=max(len(totals), 1),
    )


def _summary_lines(figures: Mapping[str, Any]) -> Table:
    units = figures["units"]
    rows = [
        Row(
            [
                Cell(_pick(line["title"]), note=_pick(units[line["unit"]]["name"])),
                _amount(line["plan"]),
                _amount(line["done"]),
                _amount(line["gap"]),
                Cell(
                    Status(line["status"]).words,
                    state=CHIPS[Status(line["status"])],
                ),
                _pick(line["explanation"]),
            ]
        )
        for line in figures["lines"]
    ]
    return Table(
        id="lines",
        caption=_("What was planned, what came"),
        columns=[
            Column("line", _("Line"), sortable=False),
            Column("plan", _("Planned"), "number", sortable=False),
            Column("done", _("Done"), "number", sortable=False),
            Column("gap", _("Difference"), "number", sortable=False),
            Column("status", _("State"), sortable=False),
            Column("explanation", _("In words"), sortable=False),
        ],
        rows=rows,
        per_page=max(len(rows), 1),
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _pick(words: Mapping[str, str]) -> str:
    first, second = ("zh", "en") if (get_language() or "").startswith("zh") else ("en", "zh")
    return words[first] or words[second]
