"""What every page of insight is made of: a finding in words, figures with intervals, charts with tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import cast

from remit.apps.ledger.actions import Json
from remit.engines.measures.spans import lasting
from remit.engines.measures.statistics import Estimate, Measured
from remit.engines.words import Words
from remit.web.components import (
    Chart,
    Column,
    Empty,
    Figure,
    Filter,
    Reference,
    Row,
    Table,
    Text,
    Why,
)
from remit.web.insight.looking import Look

# Rows shown on a page; a workbook holds all.
SHOWN = 20
SHARE, LASTS = "share", "microsecond"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page: its heading, a chart with its table or a table alone, or why there is none."""

    id: str
    heading: Text
    sentence: Text = ""
    chart: Chart | None = None
    table: Table | None = None
    empty: Empty | None = None

    @property
    def whole(self) -> Table | None:
        """The table of the section, all rows of it."""
        return self.chart.table if self.chart else self.table


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question answered over the events of a look.

    `kept` is what a stored run holds besides the measures: rows by reference, never names of people.
    `keeps` is False where the answer rests on cases: what is stored is read by others, and tells of none.
    """

    kind: str
    question: Text
    finding: Words
    sections: Sequence[Section]
    measures: "Sequence[Told]" = ()
    notes: Sequence[Text] = ()
    filters: Sequence[Filter] = ()
    kept: Mapping[str, Json] = field(default_factory=dict)
    seed: int | None = None
    keeps: bool = True

    @property
    def storable(self) -> bool:
        """Whether there is anything to keep."""
        return self.keeps and bool(self.measures)

    @property
    def figures(self) -> list[Figure]:
        """The measures as figures, each with its interval, number and events."""
        return [figure(label, measured, href) for label, measured, href in self.measures]

    @property
    def result(self) -> dict[str, Json]:
        """What a stored run keeps."""
        told: dict[str, Json] = {measured.id: plain(measured) for _, measured, _ in self.measures}
        return {"finding": both(self.finding), "measures": told, "rows": dict(self.kept)}


Told = tuple[Text, Measured, str]
"""A measure with what it is called on a page, and the address of its events."""
Analyse = Callable[[Look], Analysis]


def figure(label: Text, measured: Measured, href: str = "") -> Figure:
    """A measure as a figure: the value large, the interval and the number beneath, the reasons behind."""
    estimate = measured.estimate
    if not measured.enough:
        return Figure(Words("数据不足", "not enough data"), label, note=measured.reading)
    ends = interval(estimate)
    note = Words(
        f"95%区间 {ends.zh}，n = {measured.n:,}", f"95 % interval {ends.en}, n = {measured.n:,}"
    )
    return Figure(value(estimate), label, href, note, why(label, measured, href))


def why(label: Text, measured: Measured, href: str = "") -> Why:
    """The reasons of a measure: its sentence, how it was reckoned, and the events behind it."""
    count = len(measured.behind)
    events = Reference(Words(f"其后的{count:,}条记录", f"the {count:,} events behind it"), href)
    return Why(
        label,
        measured.reading,
        evidence=[events] if href and count else (),
        formula=f"{measured.id} · {measured.estimate.method} · n = {measured.n:,}",
    )


def value(estimate: Estimate) -> Words:
    """A figure with its unit: shares per hundred, times in days."""
    return _told(estimate.value, estimate.unit)


def interval(estimate: Estimate) -> Words:
    """Both ends of the interval."""
    if not isfinite(estimate.low) and not isfinite(estimate.high):
        return Words("–", "–")
    low, high = (_told(end, estimate.unit) for end in (estimate.low, estimate.high))
    return Words(f"{low.zh} – {high.zh}", f"{low.en} – {high.en}")


def _told(number: float, unit: str) -> Words:
    if not isfinite(number):
        return Words("∞", "∞") if number > 0 else Words("–", "–")
    if unit == SHARE:
        text = f"{100 * number:.1f}%"
        return Words(text, text)
    if unit == LASTS:
        return lasting(round(number))
    return Words(f"{number:.2f}", f"{number:.2f}")


def times(estimate: Estimate) -> Words:
    """A time with its interval."""
    if not isfinite(estimate.low):
        return Words("次数太少，不给出区间", "too few for an interval")
    low, high = lasting(round(estimate.low)), lasting(round(estimate.high))
    return Words(f"95%区间 {low.zh} – {high.zh}", f"95 % interval {low.en} – {high.en}")


def both(words: Words) -> dict[str, Json]:
    """Words as a stored run holds them."""
    return {"zh": words.zh, "en": words.en}


def plain(measured: Measured) -> dict[str, Json]:
    """A measure as a stored run holds it: numbers as texts, so that they are kept to the last digit."""
    estimate = measured.estimate
    return {
        "value": repr(estimate.value),
        "low": repr(estimate.low),
        "high": repr(estimate.high),
        "n": measured.n,
        "least": measured.least,
        "unit": measured.unit,
        "method": estimate.method,
        "exact": str(measured.exact) if measured.exact is not None else "",
        "reading": both(measured.reading),
    }


def columns(*told: tuple[str, Text] | tuple[str, Text, str]) -> list[Column]:
    """Columns that are not sorted by a click: the order of the rows says something."""
    return [
        Column(each[0], each[1], each[2] if len(each) == 3 else "text", sortable=False)
        for each in told
    ]


def table(
    seen: Look, kind: str, id: str, caption: Text, heads: Sequence[Column], rows: Sequence[Row]
) -> Table:
    """A table of a page, of which the page shows the first rows and the workbook every one."""
    return Table(
        id=id, caption=caption, columns=heads, rows=rows, total=len(rows),
        per_page=max(len(rows), 1), xlsx=seen.workbook(kind, id),
    )  # fmt: skip


def beside(
    seen: Look, kind: str, id: str, title: Text, spec: Mapping[str, object], **told: object
) -> Chart:
    """A chart with the table it is drawn from; `told` gives `caption`, `heads`, `rows` and `note`."""
    rows, heads = cast("Sequence[Row]", told["rows"]), cast("Sequence[Column]", told["heads"])
    drawn = Table(
        id=f"{id}-table", caption=cast("Text", told.get("caption", title)), columns=heads, rows=rows,
        per_page=max(len(rows), 1),
    )  # fmt: skip
    note = cast("Text", told.get("note", ""))
    return Chart(id, title, spec, drawn, note, seen.workbook(kind, id))


NO_EVENTS = Empty(
    Words("这里还没有可分析的记录", "Nothing to analyse here yet"),
    Words(
        "所选单位在此期间没有记录。换一个单位、期间，或换一种记录再看。",
        "The unit has no events in this period. Choose another unit or period, or other events.",
    ),
    icon="insight",
)
