"""Comparisons in plain words, both languages: direction, interval, how sure; of designs, never of people."""

from math import isnan

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.learning import CAUSES
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.bearing import BURDENS, Borne, Level
from remit.engines.storm.questions.comparing import Comparison, Difference
from remit.engines.words import Words

NEARLY_ALL, MOST = 0.9, 0.75
UNITS = {
    "share": Words("个百分点", "points"),
    "per year": Words("次/岗年", "per post and year"),
    "per post and year": Words("次/岗年", "per post and year"),
    "tasks per post and week": Words("件标准任务/岗周", "standard tasks per post and week"),
    "ratio": Words("", ""),
    "problems": Words("个/岗", "per post"),
}
VERDICTS = {
    1: Words("，向好", ", for the better"),
    0: Words("", ""),
    -1: Words("，变差", ", for the worse"),
}
NO_FORECAST = Words(
    "以上比较的是两种制度设计在模拟中的差别，不是对任何人的预测，也不得用于评价任何人。",
    "This compares two designs in a simulation. It forecasts nothing about any person and must not be"
    " used to judge one.",
)


def name_of(figure: str) -> Words:
    """The figure's name as it stands alone; causes are told as what they are causes of.

    >>> name_of("by_old").en
    'Sanctions (old debts)'
    """
    words = FIGURES[figure].words
    if figure.removeprefix("by_") in CAUSES:
        return Words(f"处分（{words.zh}）", f"Sanctions ({words.en})")
    return words


def how_sure(difference: Difference) -> Words:
    """How far a change can be relied on: its interval, and in how many environments it has the same sign.

    Not clear: the interval holds nothing. Otherwise robust (at least 90 % of environments), fairly robust
    (75 %), or dependent on circumstances; where no environments were tried, only the interval speaks.
    """
    if not difference.direction:
        return Words("看不出明确变化", "no clear change")
    if isnan(difference.robust):
        return Words("方向明确，尚未在其他环境中检验", "clear, not tried in other environments yet")
    share, n = f"{difference.robust:.0%}", difference.environments
    seen_zh, seen_en = (
        f"{n} 个随机环境中 {share} 方向相同",
        f"same direction in {share} of {n} environments",
    )
    if difference.robust >= NEARLY_ALL:
        return Words(f"方向明确且稳健（{seen_zh}）", f"clear and robust ({seen_en})")
    if difference.robust >= MOST:
        return Words(f"方向明确、较稳健（{seen_zh}）", f"clear and fairly robust ({seen_en})")
    return Words(
        f"在本环境中明确，换个环境未必如此（{seen_zh}）",
        f"clear here, but it depends on circumstances ({seen_en})",
    )


def reading(difference: Difference) -> Words:
    """One figure in a sentence: what it is, which way and how far it moves, and how sure that is."""
    words, change, sure = name_of(difference.figure), difference.change, how_sure(difference)
    if isnan(change.value):
        return Words(
            f"{words.zh}：无可计数的情形，无法比较。",
            f"{words.en}: nothing to count, no comparison.",
        )
    way = _way(change, VERDICTS[difference.better])
    return Words(f"{words.zh}：{way.zh}；{sure.zh}。", f"{words.en}: {way.en}; {sure.en}.")


def _way(change: Estimate, verdict: Words = VERDICTS[0]) -> Words:
    unit, times = (
        UNITS.get(change.unit, Words("", change.unit)),
        100 if change.unit == "share" else 1,
    )
    size = _number(abs(change.value) * times)
    low, high = _number(change.low * times), _number(change.high * times)
    zh, en = ("上升", "up") if change.value >= 0 else ("下降", "down")
    after_zh, after_en = (f" {unit.zh}" if unit.zh else ""), (f" {unit.en}" if unit.en else "")
    return Words(
        f"{zh} {size}{after_zh}{verdict.zh}（95% 区间 {low} 至 {high}）",
        f"{en} by {size}{after_en}{verdict.en} (95 % interval {low} to {high})",
    )


def _number(value: float) -> str:
    """Three significant digits, without an exponent.

    >>> _number(0.012345), _number(12.345), _number(-0.0), _number(123456.0)
    ('0.0123', '12.3', '0', '123456')
    """
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:.0f}"
    text = f"{value:.3g}"
    return f"{value:.6f}".rstrip("0") if "e" in text else text


def reading_of_level(name: str, level: Level, change: Estimate) -> Words:
    """What becomes of a burden at one level."""
    burden, where = BURDENS[name].words, level.words
    if isnan(change.value):
        return Words(
            f"{where.zh}的{burden.zh}：岗位过少，不显示，以免指向个人。",
            f"{burden.en} of {where.en}: too few posts to be shown, since a person could be meant.",
        )
    if not change.clear_of(0):
        return Words(
            f"{where.zh}的{burden.zh}：看不出明确变化。",
            f"{burden.en} of {where.en}: no clear change.",
        )
    way = _way(change)
    return Words(f"{where.zh}的{burden.zh}：{way.zh}。", f"{burden.en} of {where.en}: {way.en}.")


def reading_of_groups(name: str, borne: Borne) -> Words:
    """How unevenly the change of a burden falls on peer groups."""
    burden, groups = BURDENS[name], borne.groups
    if not groups.told:
        return Words(
            f"{burden.words.zh}：各组人数过少，不分组显示。",
            f"{burden.words.en}: peer groups are too small to be told apart.",
        )
    if groups.spread <= 0:
        return Words(
            f"{burden.words.zh}：各组之间的差别不超出偶然。",
            f"{burden.words.en}: peer groups differ by no more than chance.",
        )
    best, worst = (_signed(value) for value in (groups.best, groups.worst))
    unit = UNITS[burden.unit]
    return Words(
        f"{burden.words.zh}：负担变化最轻的一成组平均 {best}，最重的一成组平均 {worst}（{unit.zh}）。",
        f"{burden.words.en}: {best} in the tenth of groups that fares best, {worst} in the tenth that"
        f" fares worst ({unit.en}).",
    )


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + _number(value)


def readings(comparison: Comparison) -> tuple[Words, ...]:
    """The whole comparison in sentences: figures that changed clearly, then who bears it, then what it is not."""
    changed = [reading(each) for each in comparison.differences.values() if each.direction]
    borne = [
        sentence
        for name, each in comparison.bearing.items()
        for sentence in (
            *(reading_of_level(name, level, change) for level, change in each.levels.items()),
            reading_of_groups(name, each),
        )
    ]
    return (*changed, *borne, NO_FORECAST)
