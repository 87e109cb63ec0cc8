"""The design report "before you punish": one page in the reader's language, as PDF."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from importlib.util import find_spec
from math import isfinite
from pathlib import Path

import numpy as np
import typst
from django.utils.translation import get_language

from remit.engines.storm.design import VERSION
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.comparing import Difference, made_robust, robustness
from remit.engines.storm.questions.sampling import environments
from remit.engines.words import Words
from remit.web.lab import answer, bearing
from remit.web.lab.bench import EXAMPLES, Rows, Tried
from remit.web.lab.standing import Standing
from remit.web.lab.telling import BETTER, DESIGN, NOW, amount, between, size_of
from remit.web.lab.words import W
from remit.web.wording import day, pick

HERE = Path(__file__).parent
PARTS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (Words("落实", "Implementation"), ("implementation", "implementation_priority", "implementation_routine")),
    (Words("冤错", "Injustice"), ("wrong", "wrong_share", "at_the_bottom")),
    (Words("被掩盖的不作为", "Hidden neglect"), ("hidden_neglect", "papered", "harm")),
    (Words("负担", "Burden"), ("papers", "overload", "morale")),
    (Words("多干多错", "Paradox"), ("among_peers", "by_task")),
)  # fmt: skip
LABELS = {
    "title": Words("问责之前：制度设计比较", "Before you punish: a comparison of designs"),
    "changes": Words("改动了什么", "What the design changes"),
    "figure": Words("指标", "Figure"),
    "now": NOW,
    "design": DESIGN,
    "change": Words("配对差（95% 区间）", "Paired difference (95 % interval)"),
    "way": Words("说明", "Which way"),
    "elsewhere": Words("他处同向", "Elsewhere"),
    "bears": Words("谁承担", "Who bears it"),
    "assumed": Words("假定了什么", "What is assumed"),
    "basis": Words("依据", "What it rests on"),
    "limits": Words("界限", "What it is not"),
    "nothing": Words("没有改动：以下为现行制度。", "Nothing: this is the regime as it is."),
}
MOST_MOVED, MOST_BORNE = 9, 5
ENVIRONMENTS, SEED = 40, 20250101


def made(here: Standing, tried: Tried) -> bytes:
    """The report as PDF, with the vendored fonts alone."""
    on = here.standpoint.on
    pdf: bytes = typst.compile(
        HERE / "report.typ",
        root=HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(content(here, tried), ensure_ascii=False)},
        timestamp=datetime.combine(on, time(), UTC),
    )
    return pdf


def content(here: Standing, tried: Tried) -> dict[str, object]:
    """What the page holds, in plain texts of the reader's language."""
    told = _robust(tried)
    moved = here.asked.moved
    return {
        "lang": "zh" if (get_language() or "en").startswith("zh") else "en",
        "labels": {key: pick(words) for key, words in LABELS.items()},
        "unit": here.unit.name,
        "date": day(here.standpoint.on),
        "finding": pick(answer.sentence(tried)),
        "moved": [f"{pick(m.heading)} {m.today} → {m.shown}" for m in moved[:MOST_MOVED]],
        "more": len(moved) - MOST_MOVED,
        "parts": [
            {"heading": pick(heading), "rows": [_row(told[name]) for name in names]}
            for heading, names in PARTS
        ],
        "bears": [pick(line) for line in bearing.bearing_words(tried)[:MOST_BORNE]],
        "assumed": pick(_assumed(here)),
        "basis": pick(_basis(tried)),
        "guard": pick(W["guard"]),
    }


def _robust(tried: Tried) -> Mapping[str, Difference]:
    """The differences with how often they have the same sign in other environments, where that is quick."""
    found, how = tried.comparison, tried.effort
    if how.engine != "numba" or not tried.changed:
        return found.differences
    among = environments(ENVIRONMENTS, np.random.default_rng(SEED), found.before)
    runner = Rows(EXAMPLES["township"], how)
    changes = robustness(found.before, found.after, runner, among, seeds=range(1))
    return made_robust(found, changes).differences


def _row(each: Difference) -> list[str]:
    about = FIGURES[each.figure]
    ends = [pick(amount(value, about.unit)) for value in (each.before, each.after)]
    if not isfinite(each.change.value) or each.change.value == 0:
        return [pick(about.words), *ends, "–", "–", "–"]
    low, _, high = pick(between(each.change)).partition(pick(TO))
    change = f"{pick(size_of(each.change))} ({low.split()[-1]}{pick(TO)}{high})"
    elsewhere = f"{each.robust:.0%}" if isfinite(each.robust) and each.direction else "–"
    return [pick(about.words), *ends, change, pick(BETTER[each.better][0]), elsewhere]


TO = Words(" 至 ", " to ")


def _assumed(here: Standing) -> Words:
    found, every = len(here.now.found), len(here.now.values)
    return Words(
        f"模型的 {every} 个制度、工作与人员参数中，{found} 个读自本单位记录，其余为假定值，未经本单位数据校准；"
        "因此应看方向与区间，不看绝对数。",
        f"Of the model's {every} parameters of regime, work and people {found} were read from records here; the rest are"
        " assumed and not calibrated to this organisation, so look at directions and intervals, not at absolute figures.",
    )


def _basis(tried: Tried) -> Words:
    how, found = tried.effort, tried.comparison
    digests = f"{found.before.digest[:8]} → {found.after.digest[:8]}"
    tried_zh = f"“他处同向”指在 {ENVIRONMENTS} 个随机环境（工作与人员参数各乘 0.6 至 1.4）中变化方向相同的比例。"
    tried_en = f" Elsewhere: in how many of {ENVIRONMENTS} random environments (work and people times 0.6 to 1.4) the sign is the same."
    return Words(
        f"{tried.posts.words.zh}；{how.weeks} 周（前 {how.settled} 周不计）；{how.seeds} 个配对种子"
        f"（{found.seeds[0]} 至 {found.seeds[-1]}）；方程 {VERSION}；设计摘要 {digests}。{tried_zh}",
        f"{tried.posts.words.en}; {how.weeks} weeks, the first {how.settled} not counted; {how.seeds} paired seeds"
        f" ({found.seeds[0]} to {found.seeds[-1]}); equations {VERSION}; digests of the designs {digests}.{tried_en}",
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts of letters: one set of files serves all that is printed."""
    spec = find_spec("remit.jobs.letters")
    folders = [Path(place) / "fonts" for place in (spec.submodule_search_locations or [])] if spec else []  # fmt: skip
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
