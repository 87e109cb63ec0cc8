"""What the columns of a log mean: guessed, chosen by the reader, and looked at before it is brought in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from remit.apps.lab import queries as lab
from remit.engines.eventlog.columns import recognised
from remit.engines.eventlog.forms import Form
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.tabular import Asked
from remit.engines.findings import Finding, Refusal, Severity
from remit.engines.measures.exchange import Found
from remit.engines.measures.spans import instant
from remit.engines.measures.table import NOBODY, EventTable
from remit.engines.words import Words
from remit.web.components import Row, Table, Text
from remit.web.insight.analysis import columns
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.lab.models import Log

PREVIEWED = 10
OFFERED = 300
LOOKED, DATES = "looked", "dates"
MEANINGS: Mapping[str, Words] = {
    "item": Words("事项", "Item (case)"),
    "activity": Words("环节", "Activity (what was done)"),
    "at": Words("时间", "Time"),
    "person": Words("经办人", "Person"),
    "post": Words("岗位", "Post (role)"),
    "unit": Words("单位", "Unit (group)"),
    "seq": Words("先后次序", "Order of ties"),
    "transition": Words("办理类别", "Kind of deed"),
}
NEEDED = ("item", "activity", "at")
AMBIGUOUS, UNKNOWN = "table.ambiguous_date", "table.column_unknown"
# Said of the command line's options, which a page has not.
SPOKEN = {
    UNKNOWN: Words(
        "还不知道哪一列是“{meaning}”。请在本页选定。",
        "It is not known yet which column is “{meaning}”. Choose it on this page.",
    ),
}
COMMANDS = Words("请用 --|可用 --", " Say --| Choose another with --")
CHOOSE = Words("请在本页选定。", " Choose on this page.")
UNSAID = frozenset({"table.columns"})
NONE = Words("（没有这一列）", "(no such column)")
MOST = Words("由系统选定：关联事件最多的类型", "chosen for you: the type of most events")
ORDERS = tuple((order.value, order.words) for order in Order)


@dataclass(frozen=True, slots=True)
class Choice:
    """One select: what is chosen, among what."""

    name: str
    label: Words
    value: str
    options: Sequence[tuple[str, Text]]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file as it would be read: the choices, what was found, and all that is wrong or odd."""

    choices: Sequence[Choice]
    findings: Sequence[Finding]
    found: Found | None
    asked: Mapping[str, str]

    @property
    def events(self) -> int:
        """How many events would be brought in."""
        return len(self.found.table) if self.found else 0

    @property
    def faults(self) -> int:
        """How many things are wrong."""
        return sum(each.severity is Severity.ERROR for each in self.findings)

    @property
    def preview(self) -> Table | None:
        """The first events, in the order of the file."""
        return _preview(self.found.table) if self.found and self.events else None


def chosen(given: Mapping[str, str]) -> tuple[dict[str, str], Order | None]:
    """What a page was sent: the names of columns by their meaning, and the order of dates."""
    named = {name: given[name].replace("\x00", "") for name in MEANINGS if name in given}
    dates = given.get(DATES, "")
    return named, Order(dates) if dates in tuple(Order) else None


def mapped(log: "Log", given: Mapping[str, str]) -> Mapped:
    """A log that was handed in, read as the reader chose, else as its columns are commonly called."""
    content = lab.handed_in(log)
    named, dates = chosen(given)
    table = Form(log.form) in lab.TABLES
    if table:
        seen = lab.glance_at(log.name, content)
        named = named if LOOKED in given else recognised(seen.columns, {})
        choices = _columns(dict(zip(seen.columns, seen.examples, strict=True)), named)
    else:
        choices = _types(lab.item_types(log.name, content), named)
    found, findings = _read(log, content, Asked(named, dates))
    if table and (dates or any(each.id == AMBIGUOUS for each in findings)):
        choices.append(_dates(dates))
    asked = {**named, DATES: dates.value if dates else ""}
    return Mapped(choices, [on_page(each) for each in findings if _said(each)], found, asked)


def _said(finding: Finding) -> bool:
    return finding.id not in UNSAID


def _read(log: "Log", content: bytes, asked: Asked) -> tuple[Found | None, Sequence[Finding]]:
    try:
        found = lab.read(log.name, content, asked)
    except Refusal as refusal:
        return None, [*refusal.findings, *_further(log, content, asked, refusal.findings)]
    return found, found.remarks


def _further(
    log: "Log", content: bytes, asked: Asked, told: Sequence[Finding]
) -> Sequence[Finding]:
    """What else is wrong beside columns that are not known yet: all is told at once.

    It is read as if the column of times stood in for those that are missing.
    """
    missing = {each.subject for each in told if each.id == UNKNOWN}
    if not missing or "at" in missing:
        return ()
    filled = {**asked.columns, **dict.fromkeys(missing, asked.columns["at"])}
    _, found = _read(log, content, replace(asked, columns=filled))
    return [f for f in found if f.severity is Severity.ERROR and f.subject not in missing]


def _columns(examples: Mapping[str, Sequence[str]], named: Mapping[str, str]) -> list[Choice]:
    options = [(name, _with_examples(name, some)) for name, some in examples.items()]
    return [
        Choice(name, label, named.get(name, ""), [("", NONE), *options], needed=name in NEEDED)
        for name, label in MEANINGS.items()
    ]


def _with_examples(name: str, some: Sequence[str]) -> str:
    told = pick(Words("、", ", ")).join(text[:24] for text in some)
    return f"{name[:40]} – {told}" if told else name[:40]


def _types(types: Iterable[str], named: Mapping[str, str]) -> list[Choice]:
    options = [(name, name[:60]) for name in islice(types, OFFERED)]
    label = Words("以哪类对象为事项", "Objects that are the items")
    value = named.get("item", "")
    return [Choice("item", label, value, [("", MOST), *options])] if options else []


def _dates(dates: Order | None) -> Choice:
    label = Words("日期写法（如 03/04/2026）", "Dates like 03/04/2026")
    none = ("", Words("（请选择）", "(choose)"))
    return Choice(DATES, label, dates.value if dates else "", [none, *ORDERS], needed=True)


def on_page(finding: Finding) -> Finding:
    """A finding as a page says it: its line, and no option of the command line."""
    spoken, label = SPOKEN.get(finding.id), MEANINGS.get(finding.subject)
    if spoken and label:
        pair = [text.format(meaning=name) for text, name in zip(spoken, label, strict=True)]
    else:
        pair = [_without(*each) for each in zip(finding.message, COMMANDS, CHOOSE, strict=True)]
    return replace(finding, message=Words(*pair), subject=pick(_where(finding)))


def _where(finding: Finding) -> Text:
    """The line of the file, else what is meant."""
    said = finding.subject.removeprefix("line ")
    line = finding.line or (int(said) if said.isdecimal() else 0)
    if line:
        return Words(f"第{line:,}行", f"line {line:,}")
    return MEANINGS.get(finding.subject) or finding.subject


def _without(text: str, commands: str, choose: str) -> str:
    for command in commands.split("|"):
        before, found, _after = text.partition(command)
        if found:
            return before + choose
    return text


def _preview(table: EventTable) -> Table:
    """The first events; of who acted only the columns that name anybody."""
    holders = [name for name in ("person", "post", "unit") if np.any(table.column(name) != NOBODY)]
    places = np.argsort(table.seq, kind="stable")[:PREVIEWED].tolist()
    rows = [table.row_of(place) for place in places]
    heads = [(name, MEANINGS[name]) for name in ("item", "activity", *holders)]
    return Table(
        id="preview", caption=Words("最先的事件", "The first events"), columns=columns(("at", MEANINGS["at"], "date"), *heads),
        rows=[
            Row([instant(row.ts_us), row.item, row.activity, *(getattr(row, h) for h in holders)])
            for row in rows
        ],
        per_page=PREVIEWED,
    )  # fmt: skip
