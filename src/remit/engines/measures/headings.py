"""Whither handovers go in the tree of posts: up, down, sideways, outside; and which went without work.

A superior who hands down what is his to decide and keeps the authority, and a subordinate who sends
up what he could have decided, show here; whether the receiver may decide is said by the powers of
posts, not by the log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from remit.engines.measures.passing import LEAST_HANDOVERS
from remit.engines.measures.running import Rows
from remit.engines.measures.statistics import Measured, measured, wilson
from remit.engines.words import Words


class Direction(StrEnum):
    """Whither a handover goes in the tree of posts."""

    UP = "up"
    DOWN = "down"
    SIDEWAYS = "sideways"
    EXTERNAL = "external"


def direction(giver: str, taker: str, above: Mapping[str, str]) -> Direction:
    """Whither from `giver` to `taker`; `above` names each one's superior, "" at the top.

    Whoever is not in the tree, or in another tree, is external.

    >>> above = {"mayor": "", "head": "mayor", "clerk": "head", "other clerk": "head"}
    >>> direction("clerk", "mayor", above).value, direction("mayor", "clerk", above).value
    ('up', 'down')
    >>> direction("clerk", "other clerk", above).value, direction("clerk", "court", above).value
    ('sideways', 'external')
    """
    from_giver, from_taker = _line(giver, above), _line(taker, above)
    if not from_giver or not from_taker or from_giver[-1] != from_taker[-1]:
        return Direction.EXTERNAL
    if taker in from_giver:
        return Direction.UP
    return Direction.DOWN if giver in from_taker else Direction.SIDEWAYS


def _line(post: str, above: Mapping[str, str]) -> list[str]:
    """The post and its superiors up to the top; none where it is unknown. A circle ends the line."""
    line: list[str] = []
    while post in above and post not in line:
        line.append(post)
        post = above[post]
    return line


@dataclass(frozen=True, slots=True)
class Heading:
    """All handovers in one direction: how many, and those passed on without the giver's work."""

    direction: Direction
    handovers: int
    idle: Measured


def headings(
    passes: Rows, label: Callable[[int], str], above: Mapping[str, str]
) -> tuple[Heading, ...]:
    """The rows of the metric `passes` by direction; `label` names a holder's code."""
    counted = {each: [0, 0] for each in Direction}
    for giver, taker, idle, _returned, n, *_ in passes:
        told = counted[direction(label(giver), label(taker), above)]
        told[0] += n
        told[1] += idle
    return tuple(_heading(each, *told) for each, told in counted.items())


_WHITHER = {
    Direction.UP: Words("向上级", "upwards"),
    Direction.DOWN: Words("向下级", "downwards"),
    Direction.SIDEWAYS: Words("向平级", "sideways"),
    Direction.EXTERNAL: Words("向组织外", "outside"),
}


def _heading(whither: Direction, handovers: int, idle: int) -> Heading:
    words = _WHITHER[whither]
    share = measured(
        f"passing.{whither}",
        wilson(idle, handovers),
        least=LEAST_HANDOVERS,
        behind=(),
        exact=Fraction(idle, handovers) if handovers else None,
        reading=Words(
            f"{words.zh}移交{handovers}次，其中{idle}次未经办理。",
            f"Passed {words.en} {handovers:,} times, {idle:,} of them without work.",
        ),
    )
    return Heading(whither, handovers, share)
