"""`remit lab compare`: two designs under the same chance, told so that one reads it with pleasure."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np

from remit.cli.answers import say, tell_json, tell_table
from remit.cli.laboratory.asking import Asked, design_of
from remit.cli.laboratory.paper import draw_into
from remit.cli.laboratory.progress import watched
from remit.cli.laboratory.telling import (
    ASSUMED,
    GROUPS,
    SIMPSON,
    design_values,
    estimate,
    here,
    moved,
    number,
    plain,
    provenance,
    unit_told,
)
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.bearing import BURDENS
from remit.engines.storm.questions.comparing import (
    Comparison,
    Difference,
    compared,
    made_robust,
    robustness,
)
from remit.engines.storm.questions.sampling import environments
from remit.engines.storm.questions.wording import (
    MOST,
    NEARLY_ALL,
    NO_FORECAST,
    reading,
    reading_of_groups,
    reading_of_level,
)
from remit.engines.storm.record import Record
from remit.engines.storm.sweeps.runs import Run
from remit.engines.storm.sweeps.sweep import Sweep, SweepCancelled
from remit.engines.words import Words

SEED_OF_ENVIRONMENTS = 20_260_503
SEEDS_EACH = 2
HEADLINES = (
    "implementation", "taken_up", "wrong", "hidden_neglect", "papers", "among_peers",
)  # fmt: skip
PAIRS = Words("两种设计，同样的运气", "Two designs, the same luck")
TRYING = Words("在其他环境中检验", "trying other environments")
IN_SHORT = Words("一句话", "In short")
GETS_WORSE = Words("同时变差的", "What gets worse as well")
DIFFERS = Words("两种设计差在哪里", "What the designs differ in")
DIFFERS_HEADS = Words("参数,{},{},单位", "parameter,{},{},unit")
HEADS = Words("指标,{},{},变化（95% 区间）,把握", "figure,{},{},change (95 % interval),how sure")
POINTS = Words("比例的变化以百分点计。", "Changes of shares are in percentage points.")
FOR_WHOM = Words("落在谁身上", "For whom")
STOPPED = Words(
    "已中止：其他环境中的检验没有做完，以下只有区间，没有稳健性。",
    "Stopped: other environments were not all tried, so intervals are told without robustness.",
)
SAME = Words(
    "两种设计完全相同，没有可比较的。", "The two designs are the same: nothing to compare."
)
UNCLEAR, CLEAR = Words("不明确", "not clear"), Words("明确", "clear here")
SURE = (
    (NEARLY_ALL, Words("稳健", "robust")), (MOST, Words("较稳健", "fairly robust")),
    (0.0, Words("看环境", "depends")),
)  # fmt: skip
SURE_TOLD = Words(
    "把握：括号内是 {n} 个随机环境（工作与人员参数乘以 0.6 至 1.4）中方向相同的比例。",
    "How sure: in brackets the share of {n} random environments (work and people times 0.6 to 1.4) in"
    " which the direction is the same.",
)
MARKS = {1: Words("好", "better"), -1: Words("差", "worse"), 0: Words("", "")}


@dataclass(frozen=True)
class Compared:
    """A comparison with the runs it rests on."""

    comparison: Comparison
    asked: Asked
    before: tuple[Record, ...]
    after: tuple[Record, ...]
    stopped: bool = False


def tell_comparison(
    before: Path, after: Path, asked: Asked, tried: int, *, svg: Path | None, as_json: bool
) -> None:
    """Compares the designs in two files and tells what changes. Raises a Refusal."""
    found = reckoned(design_of(before), design_of(after), asked, tried)
    if as_json:
        tell_json(values(found))
    else:
        tell(found)
    if svg:
        from remit.cli.laboratory.pictures import difference_picture

        draw_into(svg, difference_picture(found))


def reckoned(before: Design, after: Design, asked: Asked, tried: int) -> Compared:
    """Both designs with the same seeds, then in `tried` random environments."""
    simulation, seeds = asked.simulation, range(asked.seeds)
    both = (before, after)
    with watched(PAIRS) as watch:
        records: list[list[Record]] = [[], []]
        for place, (design, found) in enumerate(zip(both, records, strict=True)):
            for seed in seeds:
                found.append(simulation.record(Run(design, seed)))
                watch.tell(place * len(seeds) + seed + 1, 2 * len(seeds))
    told = compared(before, after, seeds, *records, period=asked.period)
    stopped = False
    if tried and before.digest != after.digest and not watch.cancel():
        try:
            with watched(TRYING) as watch:
                runner = Sweep(simulation, progress=watch.tell, cancel=watch.cancel)
                rng = np.random.default_rng(SEED_OF_ENVIRONMENTS)
                among = environments(tried, rng, before)
                told = made_robust(
                    told, robustness(before, after, runner, among, range(SEEDS_EACH))
                )
        except SweepCancelled:
            stopped = True
    return Compared(told, asked, tuple(records[0]), tuple(records[1]), stopped or watch.cancel())


def names(comparison: Comparison) -> tuple[str, str]:
    """What the two designs are called: by their own names, told apart where these are the same."""
    first, second = comparison.before.name, comparison.after.name
    return (first, second) if first != second else (f"{first} (1)", f"{second} (2)")


def tell(found: Compared) -> None:
    """Prints the comparison: in short, figures, for whom, what is assumed, what it is not."""
    comparison = found.comparison
    if comparison.before.digest == comparison.after.digest:
        say(here(SAME))
    say(" → ".join(names(comparison)), style="bold")
    say("")
    _tell_short(comparison)
    say("")
    _tell_designs(comparison)
    for title, figures in GROUPS.values():
        say("")
        heads = here(HEADS).format(*names(comparison)).split(",")
        tell_table(here(title), heads, [_row(comparison.differences[name]) for name in figures])
    say(here(POINTS))
    tried = max(each.environments for each in comparison.differences.values())
    if tried:
        say(here(SURE_TOLD).format(n=tried))
    say("")
    _tell_bearing(comparison)
    say("")
    _tell_limits(found)


def _tell_short(comparison: Comparison) -> None:
    say(here(IN_SHORT), style="bold")
    for name in HEADLINES:
        say(f"  • {here(reading(comparison.differences[name]))}")
    worse = [
        each
        for name, each in comparison.differences.items()
        if each.better < 0 and name not in HEADLINES
    ]
    if worse:
        say(here(GETS_WORSE), style="bold")
    for each in worse:
        say(f"  • {here(reading(each))}")


def _tell_designs(comparison: Comparison) -> None:
    before, after = comparison.before, comparison.after
    parts = {**before.values(), **after.values()}
    own = [name for name in parts if _value(before, name) != _value(after, name)]
    rows = [
        (here(parameter(name).words), _value(before, name), _value(after, name), unit_told(parameter(name).unit))
        for name in own
    ]  # fmt: skip
    if rows:
        heads = here(DIFFERS_HEADS).format(*names(comparison)).split(",")
        tell_table(here(DIFFERS), heads, rows)


def _value(design: Design, name: str) -> str:
    return f"{design.values()[name]:g}" if name in design.values() else "-"


def _row(each: Difference) -> tuple[str, ...]:
    figure = FIGURES[each.figure]
    mark = here(MARKS[each.better])
    change = moved(each.change, figure.unit)
    return (
        here(figure.words),
        number(each.before, figure.unit),
        number(each.after, figure.unit),
        f"{change} {mark}".strip() if each.direction else change,
        _sure(each),
    )


def _sure(each: Difference) -> str:
    """How sure a change is, in a word or two; its sentence says it in full."""
    if not each.direction:
        return here(UNCLEAR) if each.change.known else "-"
    if not isfinite(each.robust):
        return here(CLEAR)
    words = next(words for least, words in SURE if each.robust >= least)
    return f"{here(words)} ({each.robust:.0%})"


def _tell_bearing(comparison: Comparison) -> None:
    say(here(FOR_WHOM), style="bold")
    for name, borne in comparison.bearing.items():
        for level, change in borne.levels.items():
            say(f"  • {here(reading_of_level(name, level, change))}")
        say(f"  • {here(reading_of_groups(name, borne))}")


def _tell_limits(found: Compared) -> None:
    if found.stopped:
        say(here(STOPPED))
    for words in (SIMPSON, ASSUMED):
        say(here(words))
    say(here(NO_FORECAST), style="bold")
    asked = found.asked
    for design in (found.comparison.before, found.comparison.after):
        say(provenance(design, len(asked.tree), asked.weeks, asked.seeds), style="dim")


def values(found: Compared) -> dict[str, object]:
    """The whole comparison as plain values."""
    comparison, asked = found.comparison, found.asked
    return {
        "version": VERSION,
        "before": design_values(comparison.before),
        "after": design_values(comparison.after),
        "posts": len(asked.tree), "weeks": asked.weeks, "seeds": asked.seeds,
        "figures": {name: _difference(each) for name, each in comparison.differences.items()},
        "bearing": {
            name: {
                "words": BURDENS[name].words._asdict(),
                "levels": {level.value: estimate(each) for level, each in borne.levels.items()},
                "groups": reading_of_groups(name, borne)._asdict(),
            }
            for name, borne in comparison.bearing.items()
        },
        "stopped": found.stopped,
        "guard": NO_FORECAST._asdict(),
    }  # fmt: skip


def _difference(each: Difference) -> dict[str, object]:
    return {
        "before": plain(each.before), "after": plain(each.after), "change": estimate(each.change),
        "direction": each.direction, "better": each.better, "robust": plain(each.robust),
        "environments": each.environments, **reading(each)._asdict(),
    }  # fmt: skip
