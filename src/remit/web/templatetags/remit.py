"""Filters and tags of every template: words, dates, numbers, and the components that reckon."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from remit.engines.words import Words
from remit.web import wording
from remit.web.bars import Drawn, draw
from remit.web.components import Cell, Chart, Clock, Column, Row, ShareBar, Step, Table, Text, Why

register = template.Library()

register.filter("pick", wording.pick)
register.filter("day", wording.day)
register.filter("month", wording.month)
register.filter("moment", wording.moment)
register.filter("period", wording.period)
register.filter("number", wording.number)
register.filter("percent", wording.percent)
register.filter("days_words", wording.days_words)
register.filter("clock_words", wording.clock_words)

STATE_ICONS = {
    "waiting": "waiting", "soon": "soon", "late": "late", "done": "done", "running": "clock",
    "stopped": "stopped", "draft": "draft", "note": "note",
}  # fmt: skip
STEP_KINDS = {
    "duty": gettext_lazy("Duty"),
    "target": gettext_lazy("Target"),
    "plan": gettext_lazy("Plan item"),
    "matter": gettext_lazy("Matter"),
    "case": gettext_lazy("Case"),
    "decision": gettext_lazy("Decision"),
}
CHART_SCRIPTS = (
    "vendor/vega/vega.min.js",
    "vendor/vega/vega-lite.min.js",
    "vendor/vega/vega-embed.min.js",
    "remit/charts.js",
)
CHECKS = (CheckboxInput, CheckboxSelectMultiple, RadioSelect)


@register.filter
def shown(value: object) -> str:
    """Any value of a table or a summary list as the reader sees it; nothing is a dash."""
    if isinstance(value, Clock):
        return chip(value.state, wording.clock_words(value))
    if isinstance(value, datetime):
        return wording.moment(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool):
        return wording.number(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return value if isinstance(value, SafeString) else wording.pick(value) or "–"


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A decorative picture; the words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("remit/icons.svg"),
        name,
    )


@register.simple_tag
def chip(state: str, words: Text) -> SafeString:
    """A status: icon, word and colour together."""
    return format_html(
        '<span class="chip chip-{}">{}{}</span>',
        state,
        icon(STATE_ICONS.get(state, "note")),
        wording.pick(words),
    )


@register.inclusion_tag("components/clock.html")
def clock(clock: Clock) -> dict[str, object]:
    """The context of the clock."""
    return {"clock": clock}


@register.inclusion_tag("components/thread.html")
def thread(steps: list[Step] | tuple[Step, ...]) -> dict[str, object]:
    """The context of the thread: each step with the word of its kind and whether a gap follows."""
    following = [*steps[1:], None]
    return {
        "links": [
            {
                "step": step,
                "kind": STEP_KINDS[step.kind],
                "before_hollow": bool(after and not after.label),
            }
            for step, after in zip(steps, following, strict=True)
        ]
    }


@register.inclusion_tag("components/share_bar.html")
def share_bar(bar: ShareBar) -> dict[str, object]:
    """The context of the share bar, with every length reckoned."""
    drawn: Drawn = draw(bar)
    return {"bar": bar, "drawn": drawn}


@register.inclusion_tag("components/why.html")
def why(why: Why) -> dict[str, object]:
    """The context of the reasons."""
    return {"why": why}


@register.inclusion_tag("components/table.html", takes_context=True)
def table(context: Context, table: Table) -> dict[str, object]:
    """The context of a table."""
    return {"table": table, "request": context.get("request")}


@register.simple_tag
def rows(table: Table) -> SafeString:
    """The rows of a table as HTML: written here because a list page draws hundreds of cells."""
    opened = [_opened(column) for column in table.columns]
    return SafeString("\n".join(_row(table.id, row, opened) for row in table.rows))


def _opened(column: Column) -> tuple[str, str]:
    """The start of a filled and of a blank cell of a column."""
    label = escape(wording.pick(column.label))
    kind = "numeric" if column.kind == "number" else ""
    filled = f'<td role="cell" class="{kind}" data-label="{label}"><div>'.replace(' class=""', "")
    return filled, f'<td role="cell" class="{kind} blank" data-label="{label}"><div>'


def _row(table: str, row: Row, opened: Sequence[tuple[str, str]]) -> str:
    cells = "".join(
        _cell(start, cell, row.href if place == 0 else "")
        for place, (start, cell) in enumerate(zip(opened, row.cells, strict=True))
    )
    name = f' id="{table}-{escape(row.key)}"' if row.key else ""
    return f'<tr role="row"{name}{" class=current" if row.current else ""}>{cells}</tr>'


def _cell(start: tuple[str, str], cell: object, row_href: str) -> str:
    given = cell if isinstance(cell, Cell) else Cell(cell)  # type: ignore[arg-type]  # any value
    text = shown(given.value)
    value: str = chip(given.state, text) if given.state else conditional_escape(text)
    href = given.href or row_href
    if href:
        value = f'<a href="{escape(href)}">{value}</a>'
    if given.note:
        value += f'<span class="note">{escape(wording.pick(given.note))}</span>'
    return f"{start[given.value in (None, '')]}{value}</div></td>"


@register.inclusion_tag("components/chart.html", takes_context=True)
def chart(context: Context, chart: Chart) -> dict[str, object]:
    """The context of a chart, its specification in plain JSON values."""
    return {
        "request": context.get("request"),
        "chart": chart,
        "spec": plain(chart.spec),
        "spec_id": f"{chart.id}-spec",
        "scripts": " ".join(static(path) for path in CHART_SCRIPTS),
    }


def plain(value: object) -> object:
    """`value` with texts in the reader's language, dates in ISO form and numbers as JSON has them."""
    if isinstance(value, Words | Promise):
        return wording.pick(value)
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Fraction | Decimal) else value


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The control of a form field with the classes of its kind."""
    control = field.field.widget
    if isinstance(control, CHECKS):
        return field.as_widget(attrs={"class": "form-check-input"})
    name = "form-select" if isinstance(control, Select) else "form-control"
    given = control.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{name} {given}".strip()})


@register.simple_tag
def choice_widget(choice: BoundWidget) -> SafeString:
    """The control of one choice of a group."""
    choice.data["attrs"]["class"] = "form-check-input"
    return choice.tag()


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether the field is a group of choices and needs a fieldset."""
    return isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is a single box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def error_target(field: BoundField) -> str:
    """The id an error summary leads to: of a group, its first choice."""
    suffix = "_0" if is_group(field) else ""
    return f"{field.auto_id}{suffix}"


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> SafeString:
    """What the page wrote into a block, so that the base can use it twice or leave its frame out.

    Such a block has no `block.super`.
    """
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return SafeString(block.nodelist.render(context).strip() if block else "")


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any]) -> str:
    """The address of this page with its query, for a form that returns here."""
    request = context.get("request")
    return request.get_full_path() if request is not None else "/"
