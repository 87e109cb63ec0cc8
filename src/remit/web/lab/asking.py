"""A question that takes many runs, as it is asked: controls, how long it takes, how it is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from remit.engines.findings import Refusal
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions import pareto
from remit.engines.words import Words
from remit.web.components import Empty, Filter
from remit.web.insight.analysis import Section
from remit.web.lab.levers import parted
from remit.web.lab.standing import Standing
from remit.web.wording import pick

FIGURE = (
    "among_peers", "by_task", "by_harm", "implementation", "wrong", "wrong_share", "hidden_neglect",
    "papers", "morale", "harm",
)  # fmt: skip
SEED = 20250101
PER_STEP, PER_WEEK = {"numba": 3.2e-8, "numpy": 7e-7}, {"numba": 4e-6, "numpy": 2.5e-3}


@dataclass(frozen=True)
class Question:
    """One question as it is asked: its controls, how many runs it takes, and how it is answered."""

    title: Words
    lede: Words
    asks: Sequence[Filter]
    runs: int
    answer: Callable[[], list[Section]]
    missing: Empty | None = None


def seconds(here: Standing, runs: int) -> float:
    """About how long so many runs take here."""
    how = here.effort
    once = PER_WEEK[how.engine] * how.weeks + PER_STEP[how.engine] * how.weeks * len(
        here.posts.tree
    )
    return runs * (once + 1e-3)


def takes(here: Standing, runs: int) -> Words:
    """The words of the button: how many runs, and about how long."""
    about = seconds(here, runs)
    told = f"{about:.0f}" if about >= 1 else "1"
    return Words(f"计算（{runs:,} 次，约 {told} 秒）", f"Reckon ({runs:,} runs, about {told} s)")


def answered(question: Question) -> tuple[list[Section], Words | None]:
    """The answer with the time it took; the reasons as a section where it is refused."""
    began = perf_counter()
    try:
        found = question.answer()
    except Refusal as refusal:
        told = "; ".join(pick(each.message) for each in refusal.findings)
        return [Section("refused", question.title, empty=Empty(told, icon="warning"))], None
    took = f"{perf_counter() - began:.1f}"
    return found, Words(
        f"{question.runs:,} 次模拟，用时 {took} 秒。", f"{question.runs:,} runs in {took} s."
    )


def select(name: str, label: Words, value: str, among: Sequence[str]) -> Filter:
    return Filter(name, label, value, [(each, called(each)) for each in among], "select")


def called(name: str) -> Words:
    """What a figure or a parameter is called."""
    if name == pareto.COST:
        return Words("成本", "cost")
    words = FIGURES[name].words if name in FIGURES else parted(parameter(name))[0]
    return Words(words.zh, words.en.partition(":")[0])


def one_of(given: Mapping[str, str], name: str, among: Sequence[str], usual: str) -> str:
    return given[name] if given.get(name) in among else usual
