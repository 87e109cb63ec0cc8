"""Who shares how much of missed deadlines: one matter as a waterfall, and all by post."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np

from remit.apps.matters import queries as matters
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.breaches import (
    PLAN,
    UNRECORDED,
    Breach,
    Case,
    Segment,
    Share,
    breach,
    lateness,
    norms,
)
from remit.engines.measures.spans import DAY, lasting
from remit.engines.measures.statistics import measured, wilson
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Filter, Row
from remit.web.insight import charts
from remit.web.insight.analysis import Analysis, Section, Told, beside, columns, table
from remit.web.insight.looking import Look
from remit.web.insight.naming import POST, Names
from remit.web.wording import pick

KIND = "breaches"
QUESTION = Words("超期的时间花在哪里？", "Who has what part in missed deadlines?")
SEED, ORDERS, LEAST, POSTS, LISTED = 4, 300, 20, 16, 200
# Sharing more takes longer than a reader waits; the latest are shared.
SHARED = 400
HOLDERS = {
    UNRECORDED: Words("没有任何环节记录的时段", "stretches no step records"),
    PLAN: Words("时限本身过紧", "budgets beyond the deadline"),
}
NOTES = (
    Words(
        "各环节的正常用时取按期办结事项的中位数；超出部分按夏普利值分摊，合计恰为超期时间。按时办完自己环节的没有份额；接手时已经来不及的，只计自己超出的部分，并注明接手时已缺多少时间。",
        "A step's budget is the median of matters that kept their deadline. Overruns are shared as the Shapley "
        "value, which sums to the lateness exactly: whoever kept the budget has no share, and whoever received "
        "a matter too late answers for the own overrun alone, with what was missing on arrival.",
    ),
    Words(
        "没有任何环节记录的时间不算在任何岗位头上。份额只说时间花在哪里，不作为对岗位或个人的评价。",
        "Time that no step records is charged to no post. Shares say where time went; they appraise nobody.",
    ),
)


def analyse(seen: Look) -> Analysis:
    """The late matters of a unit, shared out."""
    rows = _rows(seen)
    if not rows:
        section = Section("breaches", Words("超期", "Missed deadlines"), empty=NO_DEADLINES)
        told = Words("没有带时限且已办结的事项。", "No concluded matter with a deadline.")
        return Analysis(KIND, QUESTION, told, [section])
    cases = [_case(own) for own in rows]
    late = sorted((c for c in cases if c.late), key=lambda c: -c.received)[:SHARED]
    found = [_shared(case, place) for place, case in enumerate(_budgeted(cases, late))]
    summary = lateness([*found, *(Breach(c, ()) for c in cases if not c.late)])
    names = Names(seen)
    return Analysis(
        KIND,
        QUESTION,
        summary.reading,
        [_by_post(seen, names, found), *_one(seen, names, found), _list(seen, names, found)],
        measures=[_late(len(cases), [c for c in cases if c.late])],
        notes=NOTES,
        filters=[_choice(names, found)] if found else [],
        kept={"parts": [{"post": h, "part_us": round(p)} for h, p in _sums(found).items()]},
        seed=SEED,
    )


NO_DEADLINES = Empty(
    Words("没有带时限的事项", "No matter with a deadline"),
    Words(
        "从其他系统导入带时限的事项后，这里按岗位分摊超期的时间。（remit import log）",
        "Once matters with deadlines have been imported (remit import log), their lateness is shared out here.",
    ),
    icon="clock",
)
Line = tuple[Any, ...]


def _rows(seen: Look) -> list[list[Line]]:
    """Concluded matters with a deadline, each as its steps in order."""
    if seen.foreign:
        return []
    reader, on = seen.standpoint.reader, seen.standpoint.today
    own = matters.visible_to(reader, on=on).filter(
        path__startswith=seen.unit.path, deadline__isnull=False, closed__isnull=False
    )
    asked = {"opened__gte": seen.since, "opened__lt": seen.until}
    own = own.filter(**{f"{k.replace('__', '__date__')}": day for k, day in asked.items() if day})
    lines = own.order_by("pk", "steps__number").values_list(
        "pk", "opened", "deadline", "closed", "steps__done", "steps__doer", "steps__code"
    )
    return [list(group) for _, group in groupby(lines, key=lambda line: line[0])]


def _case(lines: Sequence[Line]) -> Case:
    """A matter as stretches of time, each ended by a step, in the hands of whoever took it."""
    pk, opened, due, closed, *_ = lines[0]
    start, end = microseconds(opened), microseconds(closed)
    at, found = start, []
    for *_head, done, doer, code in lines:
        until = min(microseconds(done), end) if done else at
        if until > at:
            found.append(Segment(f"{POST}{doer}|{code}" if doer else UNRECORDED, at, until))
            at = until
    return Case(f"matters.matter:{pk}", start, microseconds(due), max(end, start), tuple(found))


def _budgeted(cases: Iterable[Case], late: Iterable[Case]) -> Iterator[Case]:
    """Late cases with the norms of those in time as budgets, and holders as posts alone."""
    kept = (s for case in cases if not case.late for s in case.segments)
    usual = norms((s.holder.partition("|")[2], s.actual) for s in kept)
    for case in late:
        segments = [
            s._replace(
                holder=s.holder.partition("|")[0], budget=usual.get(s.holder.partition("|")[2], 0)
            )
            for s in case.segments
            if s.holder != UNRECORDED
        ]
        yield Case(case.item, case.received, case.due, case.ended, tuple(_joined(segments)))


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours in the same hands as one."""
    before: Segment | None = None
    for each in segments:
        if before and before.holder == each.holder and before.until == each.since:
            before = before._replace(until=each.until, budget=before.budget + each.budget)
            continue
        if before:
            yield before
        before = each
    if before:
        yield before


def _shared(case: Case, place: int) -> Breach:
    return breach(case, chance=np.random.default_rng((SEED, place)), orders=ORDERS)


def _late(n: int, late: Sequence[Case]) -> Told:
    share = wilson(len(late), n)
    reading = Words(f"{n:,}件中有{len(late):,}件超期。", f"{len(late):,} of {n:,} were late.")
    told = measured(
        "breaches.late", share, least=LEAST, behind=[c.item for c in late], reading=reading
    )
    return Words("超期办结的比例", "matters closed after their deadline"), told, ""


def _sums(found: Iterable[Breach]) -> dict[str, Fraction]:
    """All parts by holder, the largest first."""
    parts: dict[str, Fraction] = defaultdict(Fraction)
    for each in found:
        for holder, part in each.by_holder.items():
            parts[holder] += part
    return dict(sorted(((h, p) for h, p in parts.items() if p), key=lambda each: -each[1]))


def _holder(names: Names, holder: str) -> Words | str:
    return HOLDERS.get(holder) or names.post(holder)


def _by_post(seen: Look, names: Names, found: Sequence[Breach]) -> Section:
    heading = Words("各岗位的份额合计", "Parts by post, all late matters")
    sums = _sums(found)
    if not sums:
        done = Words("所有事项都按期办结。", "Every matter kept its deadline.")
        return Section(
            "posts", heading, empty=Empty(Words("没有超期", "None late"), done, icon="done")
        )
    whole, counts = sum(sums.values()), _counts(found)
    holder, part = next(iter(sums.items()))
    share = f"{float(100 * part / whole):.0f}%"
    first = _holder(names, holder)
    zh, en = (first.zh, first.en) if isinstance(first, Words) else (first, first)
    title = Words(f"超期时间的{share}在于：{zh}", f"{share} of all time late lies with {en}")
    values = [
        {
            "label": pick(_holder(names, h)),
            "value": float(p / DAY),
            "told": pick(lasting(round(p))),
            "kind": "nobody" if h in HOLDERS else "post",
        }
        for h, p in list(sums.items())[:POSTS]
    ]
    chart = beside(
        seen, KIND, "parts-map", title, charts.bars(values, words=Words("天", "days")), caption=heading,
        heads=POSTS_HEADS,
        rows=[
            Row([_holder(names, h), lasting(round(p)), f"{float(100 * p / whole):.1f}%", counts[h]])
            for h, p in sums.items()
        ],
        note=Words(
            f"最近{len(found)}件超期事项，份额合计等于超期时间。",
            f"The latest {len(found)} late matters; the parts sum to the time they were late.",
        ),
    )  # fmt: skip
    return Section("posts", heading, chart=chart)


POSTS_HEADS = columns(
    ("post", Words("岗位", "Post")),
    ("part", Words("份额", "Part"), "number"),
    ("share", Words("占比", "Share"), "number"),
    ("n", Words("涉及事项", "Matters"), "number"),
)


def _counts(found: Iterable[Breach]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for each in found:
        for holder, part in each.by_holder.items():
            counts[holder] += bool(part)
    return counts


def _chosen(seen: Look, found: Sequence[Breach]) -> Breach:
    """The matter asked for, else the latest of all."""
    wanted = f"matters.matter:{seen.more.get('matter', '')}"
    asked = next((each for each in found if each.case.item == wanted), None)
    return asked or max(found, key=lambda each: each.late)


def _choice(names: Names, found: Sequence[Breach]) -> Filter:
    """The control that chooses one late matter."""
    worst = sorted(found, key=lambda each: -each.late)[:LISTED]
    cells = names.items(each.case.item for each in worst)
    choices = tuple(
        (
            each.case.item.partition(":")[2],
            f"{pick(cells[each.case.item].value)} · {pick(lasting(each.late))}",
        )
        for each in worst
    )
    asked = names.seen.more.get("matter", "") or choices[0][0]
    return Filter("matter", Words("超期事项", "Late matter"), asked, choices, "select")


def _one(seen: Look, names: Names, found: Sequence[Breach]) -> Iterator[Section]:
    if not found:
        return
    each = _chosen(seen, found)
    item = names.items([each.case.item])[each.case.item]
    named = pick(item.value)
    heading = Words(f"一件事项：{named}", f"One matter: {named}")
    yield Section("one", heading, _told(names, each), chart=_waterfall(seen, names, each))


def _told(names: Names, each: Breach) -> Words:
    """What a lay reader is told of one matter, posts by name."""
    told = [s for s in each.shares if s.behind and s.segment.holder not in HOLDERS]
    missing = [(names.post(s.segment.holder), lasting(s.behind)) for s in told[:3]]
    zh = "".join(f"“{post}”接手时已缺{time.zh}。" for post, time in missing)
    en = "".join(f" {post} received it {time.en} short." for post, time in missing)
    late = lasting(each.late)
    return Words(
        f"超期{late.zh}。{zh}以上仅就本事项而言，不作为对个人的评价。",
        f"{late.en} late.{en} This speaks of this matter alone and appraises nobody.",
    )


def _waterfall(seen: Look, names: Names, each: Breach) -> Chart:
    parts = [share for share in each.shares if share.part]
    values, at = [], Fraction(0)
    for place, share in enumerate(parts, 1):
        label = f"{place} · {pick(_holder(names, share.segment.holder))}"
        kind = "nobody" if share.segment.holder in HOLDERS else "post"
        values.append(_bar(label, kind, at, share.part))
        at += share.part
    values.append(_bar(pick(Words("超期合计", "late in all")), "sum", Fraction(0), at))
    title = Words(
        f"{lasting(each.late).zh}由{len(parts)}段组成",
        f"{lasting(each.late).en} late, in {len(parts)} parts",
    )
    return beside(
        seen, KIND, "one-map", title, charts.waterfall(values, words=Words("天", "days")),
        caption=title, heads=ONE, rows=[_share(names, share) for share in each.shares],
        note=Words("灰色为没有环节记录或时限本身过紧的时间。", "Grey is time no step records, or budgets too tight."),
    )  # fmt: skip


def _bar(label: str, kind: str, at: Fraction, part: Fraction) -> dict[str, object]:
    told = pick(lasting(round(part)))
    return {
        "label": label, "kind": kind, "start": float(at / DAY), "end": float((at + part) / DAY),
        "days": told, "told": f"{label}: {told}",
    }  # fmt: skip


ONE = columns(
    ("post", Words("岗位", "Post")),
    ("actual", Words("实际用时", "Took"), "number"),
    ("budget", Words("正常用时", "Budget"), "number"),
    ("part", Words("超期份额", "Part of the lateness"), "number"),
    ("behind", Words("接手时已缺", "Short on arrival"), "number"),
)


def _share(names: Names, share: Share) -> Row:
    segment = share.segment
    return Row(
        [
            _holder(names, segment.holder),
            lasting(segment.actual),
            lasting(segment.budget),
            Cell(lasting(round(share.part)) if share.part else "–"),
            lasting(share.behind) if share.behind else "–",
        ]
    )


def _list(seen: Look, names: Names, found: Sequence[Breach]) -> Section:
    """The late matters, each opening its waterfall and its events."""
    heading = Words("超期的事项", "Late matters")
    worst = sorted(found, key=lambda each: -each.late)
    cells = names.items(each.case.item for each in worst)
    rows = [_line(seen, names, each, cells[each.case.item]) for each in worst]
    return Section("late", heading, table=table(seen, KIND, "late-matters", heading, LATE, rows))


LATE = columns(
    ("matter", Words("事项", "Matter")),
    ("late", Words("超期", "Late"), "number"),
    ("most", Words("份额最大", "Largest part")),
    ("unrecorded", Words("无记录占比", "Unrecorded"), "number"),
    ("events", Words("记录", "Events")),
)


def _line(seen: Look, names: Names, each: Breach, item: Cell) -> Row:
    holder = max(each.by_holder.items(), key=lambda part: part[1])[0] if each.shares else ""
    one = seen.page(KIND, matter=each.case.item.partition(":")[2])
    return Row(
        [
            item,
            Cell(lasting(each.late), f"{one}#one"),
            _holder(names, holder),
            f"{float(100 * each.unrecorded):.0f}%",
            Cell(Words("打开", "open"), seen.events("item", item=each.case.item)),
        ]
    )
