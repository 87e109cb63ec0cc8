"""The ways through insight: one link for each question."""

from typing import TYPE_CHECKING

from django.urls import reverse

from remit.engines.words import Words
from remit.web.components import NavItem

if TYPE_CHECKING:
    from remit.web.insight.looking import Look

QUESTIONS = {
    "flow": Words("停滞", "Flow"),
    "waiting": Words("等待", "Waiting"),
    "handovers": Words("移交", "Handovers"),
    "load": Words("负荷", "Load"),
    "breaches": Words("超期", "Deadlines"),
    "paper": Words("留痕", "Paper"),
    "storm": Words("风暴", "Storm"),
    "paradox": Words("多干多错", "Paradox"),
    "compare": Words("对比", "Compare"),
}


# What can be told of a log of another system: it says nothing of plans, deadlines or kinds of deeds.
OF_LOGS = frozenset({"flow", "waiting", "handovers", "load", "compare"})


def ways(seen: "Look | None", current: str) -> list[NavItem]:
    """Links to all pages, looking at the same events."""

    def to(kind: str) -> str:
        return seen.page(kind) if seen else reverse("insight_analysis", args=[kind])

    kinds = OF_LOGS if seen and seen.foreign else frozenset(QUESTIONS)
    first = seen.address("insight") if seen else reverse("insight")
    return [
        NavItem(first, Words("概览", "Overview"), "insight", current == "overview"),
        *(
            NavItem(to(kind), words, "", current == kind)
            for kind, words in QUESTIONS.items()
            if kind in kinds
        ),
        NavItem(reverse("insight_logs"), Words("外来日志", "Logs"), "", current == "logs"),
        NavItem(reverse("insight_runs"), Words("保存的分析", "Stored runs"), "", current == "runs"),
    ]
