"""Who is overloaded: what posts did month by month, how unevenly duties lie, how many lines end in one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from remit.apps.organisation import queries as organisation
from remit.engines.dates import Month
from remit.engines.measures.overload import Concentration, concentration, needle
from remit.engines.measures.overload.concentration import Needle
from remit.engines.measures.spans import instant
from remit.engines.measures.statistics import Estimate, measured, rate_ratio
from remit.engines.measures.table import NOBODY, Kind
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Row
from remit.web.insight import charts, utilisation
from remit.web.insight.analysis import (
    NO_EVENTS,
    Analysis,
    Section,
    Told,
    beside,
    columns,
    interval,
    value,
)
from remit.web.insight.looking import Look
from remit.web.insight.naming import Names
from remit.web.wording import number

KIND = "load"
QUESTION = Words("谁的担子太重？", "Who carries too much?")
POSTS, MONTHS, LEAST_RISE = 18, 18, 20
NOTES = (
    Words(
        "热图数的是办理次数：次数多不等于更忙，只能与同一岗位的其他月份相比。",
        "The heat map counts deeds: many deeds need not mean much work. Compare a post with itself in other months.",
    ),
    Words(
        "“条线”是指把工作转到该岗位的其他单位；一个岗位接的条线越多，越像“上面千条线，下面一根针”。",
        "A line is another unit whose posts hand work to the post: the more lines end in one post, the more "
        "it is the one needle for a thousand threads.",
    ),
)


@dataclass(frozen=True, slots=True)
class Months:
    """How many deeds each post did in each month, for the posts with most; `since` and `until` bound them."""

    months: tuple[Month, ...]
    by_post: Mapping[str, tuple[int, ...]]

    @property
    def whole(self) -> int:
        """All deeds."""
        return sum(map(sum, self.by_post.values()))


def analyse(seen: Look) -> Analysis:
    """The heat map, the rise of the latest month, the concentration of duties, the lines."""
    found, names = months_of(seen), Names(seen)
    if not found.whole:
        section = Section("load", Words("各月负荷", "Month by month"), empty=NO_EVENTS)
        return Analysis(
            KIND, QUESTION, Words("没有可统计的记录。", "Nothing to count yet."), [section]
        )
    held, duties = utilisation.busy(seen, names), _duties_by_post(seen, names)
    return Analysis(
        KIND,
        QUESTION,
        finding(names, found),
        [
            Section("load", Words("各月负荷", "Month by month"), chart=_heat(seen, names, found)),
            utilisation.section(seen, names, held),
            _lines(seen, names),
            _duties(seen, names, duties),
        ],
        measures=[
            *utilisation.told(seen, names, held),
            *_evenness(found, duties),
            *_rise(seen, names, found),
        ],
        notes=(*NOTES, *utilisation.NOTES),
        filters=utilisation.filters(seen),
        kept={
            "load": [
                {"post": ref, "n": sum(counts), "months": ", ".join(map(str, counts))}
                for ref, counts in found.by_post.items()
            ]
        },
    )


def months_of(seen: Look) -> Months:
    """Deeds of people by post and month, the latest months, posts with most deeds first."""
    table = seen.table
    own = (table.post != NOBODY) & (table.kind != Kind.SYSTEM)
    if not own.any():
        return Months((), {})
    counts = Counter(
        zip(table.post[own].tolist(), map(month_at, table.ts_us[own].tolist()), strict=True)
    )
    last = max(month for _, month in counts)
    first = max(min(month for _, month in counts), last - (MONTHS - 1))
    months = tuple(first + n for n in range(last - first + 1))
    by_post = {
        table.label("post", post): tuple(counts[post, month] for month in months)
        for post in sorted({post for post, _ in counts})
    }
    return Months(months, dict(sorted(by_post.items(), key=lambda each: -sum(each[1]))))


def month_at(at: int) -> Month:
    """The month of an instant in microseconds."""
    return Month.of(timezone.localtime(instant(at)).date())


def finding(names: Names, found: Months) -> Words:
    """On whom most lies, in a sentence."""
    ref, counts = next(iter(found.by_post.items()))
    share = f"{100 * sum(counts) / found.whole:.0f}%"
    post, n = names.post(ref), len(found.by_post)
    even = f"{100 / n:.0f}%"
    return Words(
        f"“{post}”办理了全部{found.whole:,}次中的{share}（{n}个岗位均摊为{even}）。",
        f"{post} did {share} of all {found.whole:,} deeds; shared evenly by {n} posts it would be {even}.",
    )


def _labels(names: Names, refs: Sequence[str]) -> dict[str, str]:
    """What rows are called: the post, with its unit where two posts have one name."""
    counts = Counter(names.post(ref) for ref in refs)
    return {
        ref: names.post(ref) if counts[names.post(ref)] == 1 else names.whole(ref) for ref in refs
    }


def _busiest(names: Names, found: Months) -> Words:
    """The busiest month of any post."""
    ref, month, n = max(
        ((ref, month, n) for ref, counts in found.by_post.items()
         for month, n in zip(found.months, counts, strict=True)),
        key=lambda each: each[2],
    )  # fmt: skip
    return Words(
        f"最忙的一个月：“{names.post(ref)}”，{month.words.zh}，{n:,}次",
        f"The busiest month of any post: {names.post(ref)} in {month.words.en}, {n:,} deeds",
    )


def _heat(seen: Look, names: Names, found: Months) -> Chart:
    shown = list(found.by_post.items())[:POSTS]
    labels = _labels(names, [ref for ref, _ in shown])
    values = [
        {
            "row": labels[ref], "column": str(month), "n": n,
            "told": f"{names.post(ref)} · {month}: {n:,}",
        }
        for ref, counts in shown for month, n in zip(found.months, counts, strict=True) if n
    ]  # fmt: skip
    spec = charts.heat(
        values, list(labels.values()), [str(month) for month in found.months],
        across="", told=Words("办理次数", "deeds"),
    )  # fmt: skip
    return beside(
        seen, KIND, "load-map", _busiest(names, found), spec,
        caption=Words("各岗位各月办理次数", "Deeds by post and month"), heads=HEADS,
        rows=[_row(seen, names, found, ref, counts) for ref, counts in found.by_post.items()],
        note=Words(
            f"图中为办理最多的{len(shown)}个岗位最近{len(found.months)}个月。",
            f"The {len(shown)} posts with most deeds, the latest {len(found.months)} months.",
        ),
    )  # fmt: skip


HEADS = columns(
    ("post", Words("岗位", "Post")),
    ("n", Words("办理次数", "Deeds"), "number"),
    ("mean", Words("月均", "A month"), "number"),
    ("most", Words("最多的月份", "Busiest month")),
    ("rise", Words("最近一月是此前的几倍", "Latest month over those before"), "number"),
)


def _row(seen: Look, names: Names, found: Months, ref: str, counts: Sequence[int]) -> Row:
    most = max(range(len(counts)), key=lambda place: counts[place])
    rise = risen(counts)
    ratio = Cell(value(rise), note=interval(rise)) if rise.n >= LEAST_RISE and rise.known else Cell(
        Words("数据不足", "not enough data")
    )  # fmt: skip
    link = seen.events("post", post=ref)
    month = str(found.months[most])
    busiest = Cell(month, seen.events("post", post=ref, month=month), note=number(counts[most]))
    return Row(
        [
            names.post_cell(ref),
            Cell(number(sum(counts)), link),
            f"{sum(counts) / len(counts):.1f}",
            busiest,
            ratio,
        ]
    )


def risen(counts: Sequence[int]) -> Estimate:
    """The rate of the latest month over that of the months before it."""
    return rate_ratio((counts[-1], 1), (sum(counts[:-1]), len(counts) - 1))


def _evenness(found: Months, by_post: Mapping[str, int]) -> list[Told]:
    """How unevenly deeds, and duties, lie on posts."""
    deeds = concentration({ref: sum(counts) for ref, counts in found.by_post.items()})
    duties = concentration(by_post)
    return [
        _gini(
            Words("办理次数的集中度（基尼系数）", "concentration of deeds (Gini)"), "deeds", deeds
        ),
        _gini(
            Words("职责的集中度（基尼系数）", "concentration of duties (Gini)"), "duties", duties
        ),
    ]


def _gini(label: Words, name: str, found: Concentration) -> Told:
    told = measured(
        f"overload.concentration_{name}", found.estimate, least=found.least, behind=(),
        reading=found.reading, exact=found.exact,
    )  # fmt: skip
    return label, told, ""


def _rise(seen: Look, names: Names, found: Months) -> list[Told]:
    """The post whose latest month is most clearly above its own past."""
    rising = [(risen(counts), ref) for ref, counts in found.by_post.items() if len(counts) > 1]
    told = [(rise, ref) for rise, ref in rising if rise.n >= LEAST_RISE and rise.low > 1]
    if not told:
        return []
    rise, ref = max(told, key=lambda each: each[0].low)
    post, month = names.post(ref), str(found.months[-1])
    reading = Words(
        f"“{post}”在{month}的办理次数明显高于此前各月。",
        f"{post} did clearly more in {month} than in the months before.",
    )
    label = Words(f"最近一月与此前相比：{post}", f"latest month over those before: {post}")
    shown = measured("overload.rise", rise, least=LEAST_RISE, behind=(), reading=reading)
    return [(label, shown, seen.events("post", post=ref, month=month))]


def _duties_by_post(seen: Look, names: Names) -> dict[str, int]:
    """How many duties each post of the unit has today, none included."""
    on = seen.standpoint.on
    posts = {
        row.pk: ref for ref, row in names.posts.items() if row.unit.path.startswith(seen.unit.path)
    }
    duties = organisation.duties_visible_to(seen.standpoint.reader, on=on)
    counts = Counter(duties.filter(post__in=posts).values_list("post_id", flat=True))
    return {ref: counts[pk] for pk, ref in posts.items()}


def _duties(seen: Look, names: Names, by_post: Mapping[str, int]) -> Section:
    """How many duties each post has."""
    heading = Words("各岗位的职责数", "Duties by post")
    counts = sorted(by_post.items(), key=lambda each: (-each[1], each[0]))
    if not any(n for _, n in counts):
        none = Words(
            "所选单位的岗位还没有列出职责。列入职责清单后，这里显示职责在岗位之间的分布。",
            "No duty is listed for the posts of this unit. Once duties are listed, their spread stands here.",
        )
        empty = Empty(Words("没有列出职责", "No duties are listed"), none, icon="remit")
        return Section("duties", heading, empty=empty)
    title = _most_duties(names, counts)
    values = [
        {"label": names.post(ref), "value": n, "told": f"{names.post(ref)}: {n}"}
        for ref, n in counts[:POSTS]
    ]
    chart = beside(
        seen, KIND, "duties-map", title, charts.bars(values, words=Words("职责数", "duties")),
        caption=heading, heads=columns(("post", Words("岗位", "Post")), ("n", Words("职责", "Duties"), "number")),
        rows=[Row([names.post_cell(ref), n]) for ref, n in counts],
    )  # fmt: skip
    return Section("duties", heading, chart=chart)


def _most_duties(names: Names, counts: Sequence[tuple[str, int]]) -> Words:
    """Which post has most duties, or how many share the first place."""
    ref, most = counts[0]
    same = sum(n == most for _, n in counts)
    if same > 1:
        return Words(
            f"{same}个岗位职责最多，各{most}项", f"{same} posts have most duties: {most} each"
        )
    post = names.post(ref)
    return Words(f"职责最多的岗位是“{post}”：{most}项", f"{post} has most duties: {most}")


def _lines(seen: Look, names: Names) -> Section:
    """From how many other units work comes to one post."""
    heading = Words("一根针：多少条线落到同一岗位", "One needle: how many lines end in one post")
    found = [each for each in lines(seen, names) if each.n > 1]
    if not found:
        none = Words(
            "没有岗位接到两个以上其他单位转来的工作。",
            "No post receives work from two or more other units.",
        )
        return Section(
            "lines", heading, empty=Empty(Words("没有交汇", "No lines meet"), none, icon="done")
        )
    values = [
        {"label": names.post(each.post), "value": each.n,
         "told": "; ".join(names.unit(line) for line in each.lines)}
        for each in found[:POSTS]
    ]  # fmt: skip
    first = found[0]
    title = Words(
        f"最多有{first.n}个单位的工作落到“{names.post(first.post)}”",
        f"The work of {first.n} units ends in {names.post(first.post)}",
    )
    chart = beside(
        seen, KIND, "lines-map", title, charts.bars(values, words=Words("单位数", "units")),
        caption=heading, heads=LINES, rows=[_line(seen, names, each) for each in found],
    )  # fmt: skip
    return Section("lines", heading, chart=chart)


LINES = columns(
    ("post", Words("岗位", "Post")),
    ("n", Words("条线", "Lines"), "number"),
    ("units", Words("来自", "From")),
)


def _line(seen: Look, names: Names, each: Needle) -> Row:
    link = seen.events("received", post=each.post)
    told = "; ".join(names.unit(line) for line in each.lines)
    return Row([names.post_cell(each.post), Cell(number(each.n), link), told])


def lines(seen: Look, names: Names) -> tuple[Needle, ...]:
    """For every post the other units that hand work to it."""
    assigned: dict[str, list[str]] = {}
    for giver, taker, *_ in seen.runner.rows("passes", holder="post"):
        a, b = (seen.table.label("post", code) for code in (giver, taker))
        one, other = names.posts.get(a), names.posts.get(b)
        if one and other and one.unit_id != other.unit_id:
            assigned.setdefault(b, []).append(one.unit.ref)
    return needle(assigned)
