"""Who passes work on: between which posts it goes, what comes back, what goes round, and which way."""

from collections import Counter
from collections.abc import Sequence

from remit.apps.ledger.actions import Json
from remit.engines.measures.headings import Direction, Heading, headings
from remit.engines.measures.passing import Circuit, Holder, Passing, passing
from remit.engines.measures.running import Rows
from remit.engines.measures.spans import lasting
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Row
from remit.web.insight import charts
from remit.web.insight.analysis import (
    NO_EVENTS,
    Analysis,
    Section,
    Told,
    beside,
    columns,
    interval,
    table,
    value,
)
from remit.web.insight.looking import Look
from remit.web.insight.naming import Names
from remit.web.wording import number, pick

KIND = "handovers"
QUESTION = Words("谁把工作转给了谁？", "Who passes work on to whom?")
POSTS, NET, KEPT = 14, 16, 200
WHITHER = {
    Direction.UP: Words("向上级", "up, to a superior"),
    Direction.DOWN: Words("向下级", "down, to a subordinate"),
    Direction.SIDEWAYS: Words("向平级", "sideways"),
    Direction.EXTERNAL: Words("向本条线以外", "outside the line"),
}
NOTES = (
    Words(
        "移交是同一事项的经办岗位发生变化；没有岗位的记录（时钟、外部）先略去。这里只看岗位，不看个人，也不排名：转出多，可能正是该岗位的职责。",
        "A handover is a change of the post that has a matter; events of no post (the clock, outsiders) are "
        "skipped first. Posts are shown, not people, and nobody is ranked: to pass on may be a post's duty.",
    ),
)


def analyse(seen: Look) -> Analysis:
    """The matrix of handovers, what came back, who gives more than comes in, and the circuits."""
    found, names = passing(seen.runner, "post"), Names(seen)
    if not found.handovers:
        section = Section("handovers", Words("移交", "Handovers"), empty=_none(seen))
        told = Words("没有岗位之间的移交记录。", "No handover between posts is on record.")
        return Analysis(KIND, QUESTION, told, [section])
    passes = seen.runner.rows("passes", holder="post")
    return Analysis(
        KIND,
        QUESTION,
        finding(found),
        [
            Section(
                "matrix", Words("移交网络", "Between posts"), chart=_matrix(seen, names, passes)
            ),
            _net(seen, names, found),
            _circles(seen, names, found),
            _directions(seen, names, passes),
        ],
        measures=_measures(seen, found),
        notes=NOTES,
        kept={"passes": [_kept(seen, row) for row in _often(passes)[:KEPT]]},
    )


def finding(found: Passing) -> Words:
    """What comes back and what that costs, in a sentence."""
    waste = found.waste.reading if found.waste.enough else Words("", "")
    space = " " if waste.en else ""
    return Words(
        f"{found.bounce.reading.zh}{waste.zh}", f"{found.bounce.reading.en}{space}{waste.en}"
    )


def _none(seen: Look) -> Empty:
    if not len(seen.table):
        return NO_EVENTS
    return Empty(
        Words("没有移交", "Nothing changed hands"),
        Words(
            "在所选范围内，每个事项都由同一岗位办理。",
            "Every matter stayed with one post. When one passes to another, it is shown here.",
        ),
        icon="handover",
    )


def _measures(seen: Look, found: Passing) -> list[Told]:
    return [
        (
            Words("移交后退回的比例", "handovers that came straight back"),
            found.bounce,
            seen.events("bounce"),
        ),
        (
            Words("退回后再次转出", "returns that went off again"),
            found.kept_up,
            seen.events("kept_up"),
        ),
        (
            Words("退回期间无办理记录", "returns without work in between"),
            found.idle,
            seen.events("idle_legs"),
        ),
        (
            Words("来回推转占用的时间", "time spent on going out and back"),
            found.waste,
            seen.events("bounce"),
        ),
    ]


def _matrix(seen: Look, names: Names, passes: Rows) -> Chart:
    """Givers down, takers across, numbered alike: the column's number is the row's."""
    label = dict(enumerate(seen.table.labels["post"]))
    busy: Counter[int] = Counter()
    for giver, taker, _idle, _back, n, *_rest in passes:
        busy[giver] += n
        busy[taker] += n
    shown = [code for code, _ in busy.most_common(POSTS)]
    numbers = {code: str(place) for place, code in enumerate(shown, 1)}
    rows = {code: f"{numbers[code]} · {names.post(label[code])}" for code in shown}
    values = [
        {
            "row": rows[g], "column": numbers[t], "n": n,
            "told": f"{names.post(label[g])} → {names.post(label[t])}: {n:,}",
        }
        for g, t, _idle, _back, n, *_rest in passes if g in rows and t in rows
    ]  # fmt: skip
    spec = charts.heat(
        values, list(rows.values()), list(numbers.values()),
        across=Words("转给（编号同左）", "to (numbers as on the left)"),
        told=Words("移交次数", "handovers"),
    )  # fmt: skip
    return beside(
        seen, KIND, "matrix-map", _busiest(seen, names, passes), spec,
        caption=Words("岗位之间的移交", "Handovers between posts"), heads=PAIRS,
        rows=[_pair(seen, names, row) for row in _often(passes)],
        note=Words(
            f"行为转出岗位，列为接收岗位；图中为移交最多的{len(shown)}个岗位，表中为全部。",
            f"Rows pass on, columns receive. Drawn are the {len(shown)} posts with most handovers; the "
            "table has all.",
        ),
    )  # fmt: skip


def _often(passes: Rows) -> Rows:
    """The rows by how often, the most first."""
    return sorted(passes, key=lambda row: (-row[4], row[:2]))


def _kept(seen: Look, row: tuple[int, ...]) -> dict[str, Json]:
    """A row as a stored run keeps it."""
    giver, taker, idle, back, n, *_ = row
    a, b = (seen.table.label("post", code) for code in (giver, taker))
    return {"giver": a, "taker": b, "n": n, "idle": idle, "returned": back}


PAIRS = columns(
    ("giver", Words("转出", "From")),
    ("taker", Words("接收", "To")),
    ("n", Words("移交次数", "Handovers"), "number"),
    ("idle", Words("未经办理", "Without work"), "number"),
    ("back", Words("又退回", "Came back"), "number"),
)


def _pair(seen: Look, names: Names, row: tuple[int, ...]) -> Row:
    giver, taker, idle, back, n, *_ = row
    refs = [seen.table.label("post", code) for code in (giver, taker)]
    link = seen.events("handover", a=refs[0], b=refs[1])
    return Row(
        [names.post_cell(refs[0]), names.post_cell(refs[1]), Cell(number(n), link), idle, back]
    )


def _busiest(seen: Look, names: Names, passes: Rows) -> Words:
    giver, taker, _idle, _back, n, *_ = max(passes, key=lambda row: (row[4], -row[0]))
    whole = sum(row[4] for row in passes)
    a, b = (names.post(seen.table.label("post", code)) for code in (giver, taker))
    return Words(
        f"移交最多的是从“{a}”到“{b}”：全部{whole:,}次中有{n:,}次",
        f"Most handovers go from {a} to {b}: {n:,} of {whole:,}",
    )


def _net(seen: Look, names: Names, found: Passing) -> Section:
    """Who passes on without work more than comes in, with its interval."""
    heading = Words("未经办理就转出的净额", "Passed on without work, net")
    told = [each for each in found.holders if each.net.enough]
    if not told:
        few = Words(
            "没有岗位有足够多的“未经办理就转出”的记录（每个岗位至少需要10次），不给出结论。",
            "No post has passed on or received enough without work (at least 10 times each) to say anything.",
        )
        empty = Empty(Words("数据不足", "Not enough data"), few, icon="insight")
        return Section("net", heading, empty=empty)
    return Section("net", heading, _NET, chart=_net_chart(seen, names, told))


_NET = Words(
    "高于零：转出多于接收；低于零：主要是接收的一方；区间跨过零，则看不出差别。",
    "Above zero: passes on more than comes in. Below zero: is passed to. An interval across zero tells neither.",
)


def _net_chart(seen: Look, names: Names, told: Sequence[Holder]) -> Chart:
    ref = {each.holder: seen.table.label("post", each.holder) for each in told}
    ends = [*told[: NET // 2], *told[NET // 2 :][-NET // 2 :]]
    values = [
        {
            "label": names.post(ref[each.holder]), "value": each.net.value,
            "low": each.net.estimate.low, "high": each.net.estimate.high,
            "told": pick(each.net.reading),
        }
        for each in ends
    ]  # fmt: skip
    clear = sum(each.net.estimate.low > 0 for each in told)
    title = Words(
        f"{len(told)}个岗位中有{clear}个转出明显多于接收",
        f"{clear} of {len(told)} posts clearly pass on more than comes in",
    )
    spec = charts.intervals(values, words=Words("每件净转出", "net per matter"))
    return beside(
        seen, KIND, "net-map", title, spec, caption=title, heads=NET_HEADS,
        rows=[_net_row(seen, names, each) for each in told],
    )  # fmt: skip


NET_HEADS = columns(
    ("post", Words("岗位", "Post")),
    ("items", Words("事项", "Matters"), "number"),
    ("given", Words("未办理即转出", "Passed on without work"), "number"),
    ("taken", Words("收到未办理的", "Received without work"), "number"),
    ("net", Words("每件净额", "Net per matter"), "number"),
)


def _net_row(seen: Look, names: Names, each: Holder) -> Row:
    ref = seen.table.label("post", each.holder)
    return Row(
        [
            names.post_cell(ref),
            each.items,
            Cell(number(each.passed_idle), seen.events("idle", post=ref)),
            each.received_idle,
            Cell(value(each.net.estimate), note=interval(each.net.estimate)),
        ]
    )


def _circles(seen: Look, names: Names, found: Passing) -> Section:
    """The items that went back and forth, each with its way."""
    heading = Words("来回推转的事项", "Matters that went back and forth")
    worst = sorted((r for r in found.rounds if r.returns), key=lambda r: (-r.returns, -r.circuits))
    if not worst:
        none = Words("没有事项被退回过。", "No matter came back to whom it had come from.")
        return Section(
            "circles",
            heading,
            empty=Empty(Words("没有退回", "Nothing came back"), none, icon="done"),
        )
    shown = worst
    ways = _ways(seen, names, {each.item for each in shown})
    refs = {each.item: seen.table.label("item", each.item) for each in shown}
    named = names.items(refs.values())
    rows = [_circle(seen, each, named[refs[each.item]], ways[each.item]) for each in shown]
    told = Words(
        f"共{len(worst):,}件，退回次数多的在前，附经过：",
        f"{len(worst):,} in all, those with most returns first, with the way they took:",
    )
    return Section(
        "circles", heading, told, table=table(seen, KIND, "circuits", heading, CIRCLES, rows)
    )


CIRCLES = columns(
    ("item", Words("事项", "Matter")),
    ("returns", Words("退回次数", "Returns"), "number"),
    ("holders", Words("经手岗位", "Posts"), "number"),
    ("lost", Words("往返用时", "Time out and back"), "number"),
    ("way", Words("经过", "The way it took")),
)


def _circle(seen: Look, each: Circuit, item: Cell, way: str) -> Row:
    link = seen.events("item", item=seen.table.label("item", each.item))
    return Row([item, Cell(number(each.returns), link), each.holders, lasting(each.middle_us), way])


def _ways(seen: Look, names: Names, items: set[int]) -> dict[int, str]:
    """Through whose hands items went, in order."""
    ways: dict[int, list[str]] = {item: [] for item in items}
    for item, _place, holder, *_ in seen.runner.rows("runs", holder="post"):
        if item in ways:
            ways[item].append(names.post(seen.table.label("post", holder)))
    return {
        item: " → ".join(way[:12]) + (" → …" if len(way) > 12 else "") for item, way in ways.items()
    }


NO_TREE = Words(
    "这些岗位没有登记上级，因此说不出移交是向上、向下还是平级。",
    "These posts have no superiors on record, so nobody can say whether work went up, down or sideways.",
)


def _directions(seen: Look, names: Names, passes: Rows) -> Section:
    """Up, down, sideways, outside."""
    heading = Words("流向：上、下、平级", "Which way: up, down, sideways")
    if not any(names.above.values()):
        empty = Empty(
            Words("没有上下级关系", "No superiors are recorded"), NO_TREE, icon="organisation"
        )
        return Section("direction", heading, empty=empty)
    found = headings(passes, lambda code: seen.table.label("post", code), names.above)
    most = max(found, key=lambda each: each.handovers)
    whole = sum(each.handovers for each in found)
    title = Words(
        f"移交主要是{WHITHER[most.direction].zh}：{whole:,}次中有{most.handovers:,}次",
        f"Handovers mostly go {WHITHER[most.direction].en}: {most.handovers:,} of {whole:,}",
    )
    values = [
        {
            "label": pick(WHITHER[each.direction]),
            "value": each.handovers,
            "told": pick(each.idle.reading),
        }
        for each in found
    ]
    spec = charts.bars(values, words=Words("移交次数", "handovers"))
    chart = beside(
        seen, KIND, "direction-map", title, spec, caption=title, heads=WHITHER_HEADS,
        rows=[_direction(seen, each) for each in found],
    )  # fmt: skip
    return Section("direction", heading, chart=chart)


WHITHER_HEADS = columns(
    ("direction", Words("流向", "Which way")),
    ("n", Words("移交次数", "Handovers"), "number"),
    ("idle", Words("其中未经办理", "Of them without work"), "number"),
)


def _direction(seen: Look, each: Heading) -> Row:
    link = seen.events("direction", way=each.direction.value)
    idle = each.idle
    share = Cell(value(idle.estimate), note=interval(idle.estimate)) if idle.enough else Cell(
        Words("数据不足", "not enough data")
    )  # fmt: skip
    return Row([WHITHER[each.direction], Cell(number(each.handovers), link), share])
