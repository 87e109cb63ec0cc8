"""The events behind a number: chosen by what the number counted, listed with what they belong to."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from django.urls import reverse

from remit.apps.ledger import queries as ledger
from remit.apps.organisation import queries as organisation
from remit.engines.measures.headings import direction
from remit.engines.measures.passing import idle_passes, returns
from remit.engines.measures.spans import instant
from remit.engines.measures.table import NOBODY, EventRow, Kind
from remit.engines.measures.transitions import transitions
from remit.engines.words import Words
from remit.web.components import Cell, Row, Table
from remit.web.insight import aims
from remit.web.insight.analysis import columns
from remit.web.insight.liability import Liabilities
from remit.web.insight.load import month_at
from remit.web.insight.looking import CASE, DEEDS, Look
from remit.web.insight.naming import Names
from remit.web.insight.sittings import tasks, waited
from remit.web.insight.utilisation import arrivals
from remit.web.insight.verbs import deed

READ_LEDGER = "ledger.read"
PER_PAGE = 50
NAMED = "cases.person_named"
Given = Mapping[str, str]
Chosen = Callable[[Look, Given], Iterable[int]]
HEADS = columns(
    ("at", Words("时间", "When"), "date"),
    ("item", Words("事项", "Matter")),
    ("deed", Words("办理", "What was done")),
    ("post", Words("岗位", "Post")),
)
ENTRY = columns(("entry", Words("台账", "Ledger")))


def _follows(seen: Look, given: Given) -> Iterable[int]:
    """What came right after one activity and was another."""
    wanted = (given.get("a", ""), given.get("b", ""))
    found = (each for each in transitions(seen.table) if (each.source, each.target) == wanted)
    return next((each.events for each in found), ())


def _bounce(seen: Look, _given: Given) -> Iterator[int]:
    return (leg.first_seq for leg in returns(seen.runner, "post"))


def _kept_up(seen: Look, _given: Given) -> Iterator[int]:
    return (leg.first_seq for leg in returns(seen.runner, "post") if leg.kept_up)


def _idle_legs(seen: Look, _given: Given) -> Iterator[int]:
    return (leg.first_seq for leg in returns(seen.runner, "post") if not leg.works)


def _idle(seen: Look, given: Given) -> Iterator[int]:
    """What a post passed on without work: the last events before it went."""
    post = seen.table.code("post", given.get("post", ""))
    return (each.last_seq for each in idle_passes(seen.runner, "post") if each.holder == post)


def runs(seen: Look) -> Iterator[tuple[int, int, int, int]]:
    """Every handover: giver, taker, the giver's last event and the taker's first."""
    before: tuple[int, ...] = ()
    for row in seen.runner.rows("runs", holder="post"):
        if before and before[0] == row[0]:
            yield before[2], row[2], before[6], row[5]
        before = row


def _handover(seen: Look, given: Given) -> Iterator[int]:
    """The first events of one post after another had it."""
    wanted = tuple(seen.table.code("post", given.get(name, "")) for name in ("a", "b"))
    return (first for giver, taker, _, first in runs(seen) if (giver, taker) == wanted)


def _received(seen: Look, given: Given) -> Iterator[int]:
    post = seen.table.code("post", given.get("post", ""))
    return (first for _, taker, _, first in runs(seen) if taker == post)


def _came(seen: Look, given: Given) -> Iterator[int]:
    return arrivals(seen, given.get("post", ""))


def _direction(seen: Look, given: Given) -> Iterator[int]:
    above, labels = Names(seen).above, seen.table.labels["post"]
    wanted = given.get("way", "")
    return (
        first
        for giver, taker, _, first in runs(seen)
        if direction(labels[giver], labels[taker], above).value == wanted
    )


def _post(seen: Look, given: Given) -> list[int]:
    """What a post did, in one month where one is asked for."""
    table = seen.table
    own = (table.post == table.code("post", given.get("post", ""))) & (table.post != NOBODY)
    own &= table.kind != Kind.SYSTEM
    places = np.flatnonzero(own).tolist()
    month = given.get("month", "")
    return [
        int(table.seq[place])
        for place in places
        if not month or str(month_at(int(table.ts_us[place]))) == month
    ]


def _item(seen: Look, given: Given) -> list[int]:
    found: list[int] = seen.table.seq[
        seen.table.item == seen.table.code("item", given.get("item", ""))
    ].tolist()
    return found


def _paper(seen: Look, given: Given) -> list[int]:
    """What only gave evidence of work, of one unit and in one month where asked for."""
    table, month = seen.table, given.get("month", "")
    own = table.kind == Kind.PAPER
    if unit := given.get("of", ""):
        own &= table.unit == table.code("unit", unit)
    return [
        int(table.seq[place])
        for place in np.flatnonzero(own).tolist()
        if not month or str(month_at(int(table.ts_us[place]))) == month
    ]


def _side(seen: Look, given: Given) -> Iterator[int]:
    """The work a campaign aimed at, or the rest, or the paper."""
    return aims.chosen(seen, given.get("side", ""))


def _waited(seen: Look, given: Given) -> Iterator[int]:
    """What ended a wait: of one cause, or between two activities, where asked for."""
    work = tasks(seen.table)
    named = {task.seq: task.activity for task in work}
    pair, cause = (given.get("a"), given.get("b")), given.get("cause", "")
    for wait in waited(seen, work):
        own = (named.get(wait.task.before or -1, ""), wait.task.activity)
        of = not cause or any(piece.cause == cause for piece in wait.pieces)
        if of and (pair == (None, None) or pair == own):
            yield wait.task.seq


def _liability(seen: Look, _given: Given) -> list[int]:
    """Where somebody was named as concerned in a case that the reader may open."""
    table = seen.table
    items = {table.code("item", f"{CASE}{each.case}") for each in Liabilities(seen).named}
    own = np.isin(table.item, sorted(items)) & (table.item != NOBODY)
    own &= table.activity == table.code("activity", NAMED)
    found: list[int] = table.seq[own].tolist()
    return found


def _every(seen: Look, _given: Given) -> list[int]:
    found: list[int] = seen.table.seq.tolist()
    return found


CHOSEN: Mapping[str, tuple[Words, Chosen]] = {
    "follows": (Words("后一环节的记录", "What came after"), _follows),
    "bounce": (Words("转出后又退回的移交", "Handovers that came straight back"), _bounce),
    "kept_up": (Words("退回后再次转出", "Returns that went off again"), _kept_up),
    "idle_legs": (Words("期间没有办理记录的退回", "Returns without work in between"), _idle_legs),
    "idle": (Words("未经办理就转出", "Passed on without work"), _idle),
    "handover": (
        Words("从一个岗位到另一个岗位的移交", "Handovers from one post to another"),
        _handover,
    ),
    "received": (Words("该岗位接到的移交", "Handovers to the post"), _received),
    "came": (Words("到达该岗位的事项", "Items that came to the post"), _came),
    "direction": (Words("同一流向的移交", "Handovers in one direction"), _direction),
    "post": (Words("该岗位的办理记录", "What the post did"), _post),
    "item": (Words("该事项的全部记录", "Everything of one matter"), _item),
    "paper": (Words("只留痕的记录", "What only gave evidence"), _paper),
    "side": (Words("各周次数背后的记录", "What was counted week by week"), _side),
    "waited": (Words("结束等待的办理", "Work that ended a wait"), _waited),
    "liability": (Words("在案件中被列为相关人员", "Named as concerned in a case"), _liability),
    "all": (Words("全部记录", "All events"), _every),
}


def listed(seen: Look, given: Given, page: int) -> tuple[Words, Table]:
    """What was counted, and its events as one page of a table."""
    heading, choose = CHOSEN.get(given.get("which", ""), CHOSEN["all"])
    wanted = np.unique(np.fromiter(choose(seen, given), np.int64))
    places = np.flatnonzero(np.isin(seen.table.seq, wanted))
    places = places[np.lexsort((seen.table.seq[places], seen.table.ts_us[places]))]
    shown = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    query = {name: text for name, text in given.items() if name != "page"}
    return heading, Table(
        id="events", caption=heading, columns=[*HEADS, *ENTRY] if seen.log == DEEDS else HEADS,
        rows=_rows(seen, [seen.table.row_of(int(place)) for place in shown]),
        total=len(places), page=page, per_page=PER_PAGE, query=query,
    )  # fmt: skip


def _rows(seen: Look, found: list[EventRow]) -> list[Row]:
    names, entries = Names(seen), _entries(seen, [row.seq for row in found])
    items = names.items(row.item for row in found)
    return [
        Row(
            [
                instant(row.ts_us),
                items[row.item],
                deed(row.activity),
                names.post_cell(row.post),
                *([entries.get(row.seq, Cell(None))] if seen.log == DEEDS else []),
            ]
        )
        for row in found
    ]


def _entries(seen: Look, numbers: list[int]) -> dict[int, Cell]:
    """The entries of deeds, where the reader may open the ledger."""
    if seen.log != DEEDS:
        return {}
    ranges = organisation.reach(seen.standpoint.acting, READ_LEDGER, on=seen.standpoint.today)
    rows = ledger.within(ranges).filter(seq__in=numbers).values_list("seq", "pk")
    return {seq or 0: Cell(f"#{seq}", reverse("entry", args=[pk])) for seq, pk in rows}
