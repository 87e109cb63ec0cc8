"""The first page of insight: four questions, each with its answer in a sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from remit.engines.measures.passing import passing
from remit.engines.measures.statistics import Measured
from remit.engines.measures.transitions import LEAST
from remit.engines.words import Words
from remit.web.components import Text
from remit.web.insight import flow, handovers, load, paper
from remit.web.insight.looking import Look
from remit.web.insight.naming import Names


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its answer; `enough` says whether there are data to answer it."""

    icon: str
    question: Text
    answer: Text
    href: str
    deed: Text
    enough: bool = True


NOT_ENOUGH = Words("数据不足，暂不回答。", "Not enough data to answer yet.")


def cards(seen: Look) -> list[Card]:
    """The cards of what is looked at."""
    return [each(seen) for each in CARDS]


def _flow(seen: Look) -> Card:
    found = flow.followed(seen)
    enough = any(each.n >= LEAST for each in found)
    answer = flow.briefly(found) if enough else NOT_ENOUGH
    deed = Words("看流转图", "See the flow")
    return Card("clock", flow.QUESTION, answer, seen.page(flow.KIND), deed, enough)


def _handovers(seen: Look) -> Card:
    found = passing(seen.runner, "post")
    deed = Words("看移交网络", "See the handovers")
    return Card(
        "handover", handovers.QUESTION, _told([found.bounce, found.kept_up]),
        seen.page(handovers.KIND), deed, found.bounce.enough,
    )  # fmt: skip


def _load(seen: Look) -> Card:
    found = load.months_of(seen)
    answer = load.finding(Names(seen), found) if found.whole else NOT_ENOUGH
    deed = Words("看各月负荷", "See the load")
    return Card("people", load.QUESTION, answer, seen.page(load.KIND), deed, bool(found.whole))


def _paper(seen: Look) -> Card:
    share = paper.share(seen)
    enough = share.enough and bool(share.behind)
    answer = share.reading if share.behind or not share.n else paper.NO_KINDS.heading
    deed = Words("看留痕占比", "See paper and work")
    return Card("document", paper.QUESTION, answer, seen.page(paper.KIND), deed, enough)


def _told(found: Iterable[Measured]) -> Words:
    """The readings that there are data for, else why there are not."""
    every = list(found)
    told = [each.reading for each in every if each.enough] or [every[0].reading]
    return Words("".join(each.zh for each in told), " ".join(each.en for each in told))


CARDS: tuple[Callable[[Look], Card], ...] = (_flow, _load, _handovers, _paper)
