"""The report of `remit measure` in words and tables, and as plain values for programs."""

from collections.abc import Sequence

from remit.cli.answers import language, say, tell_table
from remit.cli.measuring.report import Pair, Report, advice
from remit.engines.eventlog.instants import DAY_US
from remit.engines.measures.passing import Holder
from remit.engines.measures.statistics import Measured, in_percent
from remit.engines.words import Words

SHOWN = 10
SINGLE = (3, 5)
HOLDERS = {
    "person": Words("经办人", "person"),
    "unit": Words("单位", "unit"),
    "post": Words("岗位", "post"),
}
EXTENT = Words(
    "{log}：{events:,}个事件，{items:,}个事项，{activities}种环节，{first:%Y-%m-%d}至{last:%Y-%m-%d}。",
    "{log}: {events:,} events of {items:,} items, {activities} activities, {first:%Y-%m-%d} to {last:%Y-%m-%d}.",
)
HELD = Words(
    "{share:.0%}的事件写明了{holder}，共{holders}个；{items:,}个事项换过手，交接{handovers:,}次。",
    "{share:.0%} of them name a {holder}, {holders} in all; {items:,} items changed hands, {handovers:,} times.",
)
PASSING = Words("推转与退回", "Passing on and coming back")
WHO = Words("谁经手最多", "Who had it")
WHO_HEADS = Words(
    "{holder},事项,段,转出,其中未办理,接收,对方未办理",
    "{holder},items,runs,passed on,without work,received,not worked on before",
)
GIVERS = Words("谁未办理即转出", "Who passes on without work")
GIVER_HEADS = Words(
    "{holder},未办理转出,接收未办理,每事项净值（95%区间）",
    "{holder},passed on,received,net per item (95 % interval)",
)
NO_GIVERS = Words(
    "没有人明显地未办理即转出多于接收。",
    "Nobody clearly passes on without work more than comes in so.",
)
SLOWEST = Words("最慢的交接（交出前在手时间）", "Slowest handovers (time with the giver before)")
SLOW_HEADS = Words(
    "从,到,次数,平均天数,最长天数,未办理", "from,to,times,mean days,longest,without work"
)
WAITS = Words("时间花在哪里", "Where it waits")
WAIT_HEADS = Words(
    "从,到,次数,平均天数,标准差,共计天数", "from,to,times,mean days,standard deviation,days in all"
)
NEXT = Words("接下来看什么", "What to look at next")
NOTHING = Words("没有发现突出的问题。", "Nothing stands out.")


def tell(found: Report) -> None:
    """Prints the report."""
    _tell_extent(found)
    _tell_passing(found)
    _tell_who(found)
    _tell_givers(found)
    _tell_pairs(SLOWEST, SLOW_HEADS, [_slow(pair) for pair in found.slowest[:SHOWN]])
    _tell_pairs(WAITS, WAIT_HEADS, [_wait(pair) for pair in found.waits[:SHOWN]])
    _tell_next(found)


def _tell_extent(found: Report) -> None:
    tongue, extent = language(), found.extent
    values = {name: getattr(extent, name) for name in type(extent).__slots__}
    say(EXTENT.pick(tongue).format(log=found.log, **values))
    about = {
        "share": extent.held / extent.events if extent.events else 0,
        "holder": HOLDERS[found.holder].pick(tongue),
        "holders": extent.holders,
        "items": found.passing.items,
        "handovers": found.passing.handovers,
    }
    say(HELD.pick(tongue).format(**about))


def measures(found: Report) -> tuple[Measured, ...]:
    """The measures of passing on, in the order in which they are told."""
    told = found.passing
    return (told.bounce, told.kept_up, told.circuits, told.idle, told.waste)


def _tell_passing(found: Report) -> None:
    say("")
    say(PASSING.pick(language()), style="bold")
    for measure in measures(found):
        if measure.enough:
            say(f"  {measure.reading.pick(language())}  [{in_percent(measure.estimate)}]")


def _heads(words: Words, found: Report | None = None) -> list[str]:
    holder = HOLDERS[found.holder].pick(language()) if found else ""
    return words.pick(language()).format(holder=holder).split(",")


def _tell_who(found: Report) -> None:
    rows = [_who(found, each) for each in found.longest[:SHOWN]]
    if rows:
        say("")
        tell_table(WHO.pick(language()), _heads(WHO_HEADS, found), rows)


def _who(found: Report, each: Holder) -> Sequence[str]:
    counts = (
        each.items, each.runs, each.passed, each.passed_idle, each.received, each.received_idle,
    )  # fmt: skip
    return (found.named(each.holder), *(f"{count:,}" for count in counts))


def _tell_givers(found: Report) -> None:
    say("")
    rows = [
        (
            found.named(each.holder),
            f"{each.passed_idle:,}",
            f"{each.received_idle:,}",
            each.net.estimate.told(),
        )
        for each in found.givers[:SHOWN]
    ]
    if rows:
        tell_table(GIVERS.pick(language()), _heads(GIVER_HEADS, found), rows)
    else:
        say(NO_GIVERS.pick(language()))


def _tell_pairs(title: Words, heads: Words, rows: list[Sequence[str]]) -> None:
    if rows:
        say("")
        tell_table(title.pick(language()), _heads(heads), rows)


def _slow(pair: Pair) -> Sequence[str]:
    longest = pair.gaps.most_us / DAY_US
    times = (f"{pair.gaps.n:,}", f"{pair.mean_days:,.1f}", f"{longest:,.1f}")
    return (pair.source, pair.target, *times, f"{pair.idle:,}")


def _wait(pair: Pair) -> Sequence[str]:
    spread = (pair.gaps.deviation_us or 0) / DAY_US
    times = (f"{pair.mean_days:,.1f}", f"{spread:,.1f}", f"{pair.total_days:,.0f}")
    return (pair.source, pair.target, f"{pair.gaps.n:,}", *times)


def _tell_next(found: Report) -> None:
    say("")
    say(NEXT.pick(language()), style="bold")
    for number, words in enumerate(advice(found) or [NOTHING], start=1):
        say(f"  {number}. {words.pick(language())}")


def as_values(found: Report) -> dict[str, object]:
    """The whole report as plain values."""
    extent = found.extent
    return {
        "log": found.log,
        "holder": found.holder,
        "extent": {name: getattr(extent, name) for name in type(extent).__slots__},
        "items_handed_over": found.passing.items,
        "handovers": found.passing.handovers,
        "measures": [_measure(measure) for measure in measures(found)],
        "holders": [_holder(found, each) for each in found.longest],
        "slowest_handovers": [_pair(pair) for pair in found.slowest],
        "steps": [_pair(pair) for pair in found.waits],
        "look_next": [words._asdict() for words in advice(found)],
    }


def _measure(measure: Measured) -> dict[str, object]:
    estimate = measure.estimate
    known = estimate.known
    return {
        "id": measure.id,
        "value": estimate.value if known else None,
        "exact": str(measure.exact) if measure.exact is not None else None,
        "low": estimate.low if known else None,
        "high": estimate.high if known else None,
        "n": estimate.n,
        "least": measure.least,
        "enough": measure.enough,
        "unit": estimate.unit,
        "method": estimate.method,
        "events": list(measure.behind),
        **measure.reading._asdict(),
    }


def _holder(found: Report, each: Holder) -> dict[str, object]:
    counts = ("items", "runs", "passed", "passed_idle", "received", "received_idle", "returned")
    return {
        "name": found.named(each.holder),
        **{name: getattr(each, name) for name in counts},
        "held_days": each.held_us / DAY_US,
        "net": _measure(each.net),
    }


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "from": pair.source,
        "to": pair.target,
        "n": pair.gaps.n,
        "idle": pair.idle,
        "returned": pair.returned,
        "least_us": pair.gaps.least_us,
        "most_us": pair.gaps.most_us,
        "sum_us": pair.gaps.sum_us,
        "mean_us": float(pair.gaps.mean_us),
        "deviation_us": pair.gaps.deviation_us,
    }
