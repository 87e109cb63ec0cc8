"""What the clock noticed at night: findings that ask somebody to look, each with why it is shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from remit.apps.lab import queries as lab
from remit.apps.organisation import queries as organisation
from remit.engines.words import Words
from remit.web.components import Empty, Reference, Text, Why
from remit.web.insight.looking import READ, Look
from remit.web.standpoint import Standpoint
from remit.web.wording import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from remit.apps.lab.models import Run


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing noticed, where to look, and why the reader sees it."""

    label: Text
    hint: Words
    href: str
    reason: Words
    why: Why


@dataclass(frozen=True, slots=True)
class Notices:
    """The latest notices, or why there are none."""

    lines: tuple[Notice, ...]
    empty: Empty


def notices(seen: Look) -> Notices:
    """The latest notices of what is looked at."""
    found = tuple(of(seen.standpoint, seen.unit.path))
    return Notices(
        found,
        Empty(
            Words("没有需要留意的情况", "Nothing asks for a look"),
            Words(
                "每天夜里系统查看最近三个月：某岗位骤然忙起来、事项来回推转、材料扎堆在到期前。记录足够多、区间明显时才提示。",
                "Every night the last three months are looked at: a post suddenly busier, matters going back and "
                "forth, work heaped before due days. Only what rests on enough events is shown.",
            ),
        ),
    )


def of(standpoint: Standpoint, under: str = "") -> "Iterator[Notice]":
    """What concerns the units in the reader's reach, from the latest night of each organisation."""
    ranges = organisation.reach(standpoint.acting, READ, on=standpoint.today)
    for run in lab.latest(lab.ALARMS, ranges):
        for told in run.result.get("alarms", ()):
            path = str(told.get("path", ""))
            own = any(low <= path < high for low, high in ranges)
            if own and path.startswith(under):
                yield notice(run, told, standpoint)


def to_answer(standpoint: Standpoint) -> "Iterator[Notice]":
    """What the reader's post has to answer, as head of the unit it is about."""
    if standpoint.acting is None or standpoint.past:
        return
    post = standpoint.acting.post
    for run in lab.latest(lab.ALARMS, [organisation.subtree(post.unit.path)]):
        for told in run.result.get("alarms", ()):
            if told.get("answers") == post.ref:
                yield notice(run, told, standpoint)


def notice(run: "Run", told: "Mapping[str, Any]", standpoint: Standpoint) -> Notice:
    """One thing noticed, with its posts by name."""
    names = _names(told["about"], standpoint)
    mine = standpoint.acting is not None and told["answers"] == standpoint.acting.post.ref
    night = moment(run.at)
    return Notice(
        Words(told["zh"].format(*names), told["en"].format(*names)),
        Words(f"{night}，依据{told['n']}条记录", f"{night}, from {told['n']} events"),
        f"{reverse('insight_analysis', args=[told['kind']])}?{told['query']}",
        MINE if mine else SEEN,
        Why(
            WHY,
            MINE if mine else SEEN,
            evidence=[Reference(THAT_NIGHT, reverse("insight_run", args=[run.pk]))],
            formula=f"{told['id']} · {told['figure']} · n = {told['n']}",
            label=WHY,
        ),
    )


WHY = Words("为什么显示给我", "Why am I seeing this")
THAT_NIGHT = Words("当夜的分析", "the run of that night")
SEEN = Words(
    "您的岗位可以查看该单位的度量。这只是请您看一看，不是对任何人的评价。",
    "Your post may look at the measures of this unit. It asks you to look; it judges nobody.",
)
MINE = Words(
    "您是所涉单位的负责人（或所涉岗位的上级）。这只是请您看一看，不是对任何人的评价。",
    "You head the unit concerned, or are the superior of the post. It asks you to look; it judges nobody.",
)


def _names(refs: "list[str]", standpoint: Standpoint) -> list[str]:
    rows = organisation.posts_visible_to(standpoint.reader, on=standpoint.today)
    keys = [int(ref.rpartition(":")[2]) for ref in refs]
    found = {row.pk: row.name for row in rows.filter(pk__in=keys)}
    return [found.get(key, "–") for key in keys]
