"""What the page of a target shows."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries
from remit.web.components import Answer, Cell, Chart, Column, Row, Step, Table
from remit.web.plans import presenters
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.plans.models import Target


def whole_target(target: "Target", standpoint: Standpoint) -> Mapping[str, object]:
    """Everything the page of one target shows."""
    months = list(queries.months_of(target))
    done = {
        item.plan.month: item.done
        for item in target.items.select_related("plan").filter(done__isnull=False)
    }
    may_withdraw = organisation.may(
        standpoint.by, queries.SET_TARGET, target.unit, on=standpoint.on
    )
    duty = target.duty
    return {
        "target": target,
        "steps": [
            Step("duty", f"{duty.number} {duty.text}", reverse("post", args=[duty.post_id]))
            if duty
            else Step("duty"),
            Step("target", target.title, current=True),
            Step("plan"),
            Step("matter"),
            Step("case"),
            Step("decision"),
        ],
        "facts": _target_facts(target),
        "chart": _target_chart(target, months, done) if months else None,
        "parts": _parts(target),
        "findings": queries.check_target(target),
        "may_withdraw": may_withdraw and target.state == "set",
    }


def _target_facts(target: "Target") -> list[Answer]:
    parent = target.parent
    return [
        Answer(_("Unit"), target.unit.name),
        Answer(_("Post that answers for it"), target.post.name),
        Answer(_("Indicator"), target.indicator or _("the measure itself")),
        Answer(_("Value of the year"), f"{queries.trimmed(target.annual)} {target.measure}"),
        Answer(_("Helps to reach"), parent.title if parent else _("nothing above it")),
    ]


def _parts(target: "Target") -> Table | None:
    """The targets that help to reach this one."""
    parts = list(target.parts.select_related("unit", "post").order_by("unit__path"))
    columns = [
        Column("unit", _("Unit"), sortable=False),
        Column("title", _("Target"), sortable=False),
        Column("post", _("Post that answers for it"), sortable=False),
        Column("annual", _("Value of the year"), "number", sortable=False),
    ]
    rows = [
        Row(
            [
                part.unit.name,
                Cell(part.title, reverse("target", args=[part.pk])),
                part.post.name,
                Cell(queries.trimmed(part.annual), note=part.measure),
            ]
        )
        for part in parts
    ]
    return (
        Table("parts", _("Units that help to reach it"), columns, rows, per_page=len(rows))
        if rows
        else None
    )


def _target_chart(
    target: "Target", months: list[Any], done: Mapping[date, Decimal | None]
) -> Chart:
    rows = [(row.month, row.planned, done.get(row.month)) for row in months]
    planned = sum((p for _m, p, d in rows if d is not None), Decimal(0))
    came = sum((d for _m, _p, d in rows if d is not None), Decimal(0))
    title = (
        _("%(came)s of %(planned)s %(measure)s done so far")
        % {
            "came": queries.trimmed(came),
            "planned": queries.trimmed(planned),
            "measure": target.measure,
        }
        if planned
        else _("No result reported yet")
    )
    values = [
        {"month": m.isoformat(), "planned": float(p), "done": None if d is None else float(d)}
        for m, p, d in rows
    ]
    x = {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None}
    y = {"type": "quantitative", "title": target.measure}
    spec = {
        "data": {"values": values},
        "width": "container",
        "height": 220,
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "bar", "color": presenters.ACCENT, "width": {"band": 0.6}},
                "encoding": {"y": {**y, "field": "done"}},
            },
            {
                "mark": {"type": "tick", "color": "#1b2126", "thickness": 2, "width": 28},
                "encoding": {"y": {**y, "field": "planned"}},
            },
        ],
    }
    return Chart(
        id="months",
        title=title,
        spec=spec,
        table=_months_table(rows),
        note=_("Bars: done. Ticks: planned for the month."),
    )


def _months_table(rows: list[tuple[date, Decimal, Decimal | None]]) -> Table:
    return Table(
        id="months-table",
        caption=_("Months"),
        columns=[
            Column("month", _("Month"), sortable=False),
            Column("planned", _("Planned"), "number", sortable=False),
            Column("done", _("Done"), "number", sortable=False),
        ],
        rows=[
            Row(
                [
                    presenters.month_words(m),
                    queries.trimmed(p),
                    None if d is None else queries.trimmed(d),
                ]
            )
            for m, p, d in rows
        ],
        per_page=max(len(rows), 1),
    )
