"""References of a table as names that the reader may see, each with its page."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from remit.apps.cases import queries as cases
from remit.apps.matters import queries as matters
from remit.apps.organisation import queries as organisation
from remit.apps.plans import queries as plans
from remit.engines.words import Words
from remit.web.components import Cell
from remit.web.plans.presenters import month_words
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.organisation.models import Post
    from remit.web.insight.looking import Look

POST, UNIT = "organisation.post:", "organisation.unit:"
NOBODY = Words("无岗位（时钟或外部）", "no post (clock or outside)")
# What a thing is called where it has no page for the reader.
THINGS = {
    "cases.case": Words("案件", "case"),
    "cases.report": Words("反映", "report"),
    "matters.matter": Words("事项", "matter"),
    "matters.source": Words("导入的日志", "log read"),
    "organisation.appointment": Words("任职", "tenure"),
    "organisation.delegation": Words("授权", "loan of a power"),
    "organisation.duty": Words("职责", "duty"),
    "organisation.means": Words("资源", "means"),
    "organisation.person": Words("人员", "person"),
    "organisation.post": Words("岗位", "post"),
    "organisation.power": Words("权力", "power"),
    "organisation.token": Words("令牌", "token"),
    "organisation.unit": Words("单位", "unit"),
    "plans.item": Words("计划事项", "plan line"),
    "plans.month": Words("计划月份", "plan month"),
    "plans.plan": Words("月度计划", "monthly plan"),
    "plans.summary": Words("月度汇总", "monthly summary"),
    "plans.target": Words("年度目标", "annual target"),
}
Named = Mapping[int, Cell]


class Names:
    """Names of what a look shows; each kind is asked for once."""

    def __init__(self, seen: "Look") -> None:
        """Nothing is asked for yet."""
        self.seen = seen

    @cached_property
    def posts(self) -> "Mapping[str, Post]":
        """The posts of the organisation by reference; none in a log of another system."""
        if self.seen.foreign:
            return {}
        reader, on = self.seen.standpoint.reader, self.seen.standpoint.today
        rows = organisation.posts_visible_to(reader, on=on)
        path = self.seen.unit.root_path
        return {row.ref: row for row in rows.filter(unit__path__startswith=path)}

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The names of units by reference."""
        reader, on = self.seen.standpoint.reader, self.seen.standpoint.today
        return {row.ref: row.name for row in organisation.units_visible_to(reader, on=on)}

    def post(self, ref: str) -> str:
        """A post's name; as the file has it in a log of another system."""
        found = self.posts.get(ref)
        return found.name if found else self._foreign(ref) or pick(NOBODY)

    def _foreign(self, text: str) -> str:
        """What a log of another system calls somebody or something; nothing where it is none."""
        return text if self.seen.foreign else ""

    def whole(self, ref: str) -> str:
        """A post's name with that of its unit."""
        found = self.posts.get(ref)
        return f"{found.name} · {found.unit.name}" if found else self.post(ref)

    def post_cell(self, ref: str) -> Cell:
        """A post with its page and its unit."""
        found = self.posts.get(ref)
        if found is None:
            return Cell(self._foreign(ref) or NOBODY)
        return Cell(found.name, reverse("post", args=[found.pk]), note=found.unit.name)

    def unit(self, ref: str) -> str:
        """A unit's name."""
        return self._foreign(ref) or self.units.get(ref, "–")

    @property
    def above(self) -> dict[str, str]:
        """Each post's superior, nothing at the top."""
        refs = {row.pk: ref for ref, row in self.posts.items()}
        return {ref: refs.get(row.superior_id or 0, "") for ref, row in self.posts.items()}

    def items(self, refs: Iterable[str]) -> dict[str, Cell]:
        """Things with their pages, where the reader may open them."""
        if self.seen.foreign:
            return {ref: Cell(ref) for ref in refs}
        wanted: dict[str, list[int]] = {}
        for ref in set(refs):
            kind, _, key = ref.partition(":")
            wanted.setdefault(kind, []).append(int(key) if key.isdecimal() else 0)
        found: dict[str, Cell] = {}
        for kind, keys in wanted.items():
            named = LOADERS[kind](self.seen, keys) if kind in LOADERS else {}
            found |= {f"{kind}:{key}": named.get(key) or _thing(kind, key) for key in keys}
        return found


def _thing(kind: str, key: int) -> Cell:
    words = THINGS.get(kind, Words(kind, kind))
    return Cell(Words(f"{words.zh} {key}", f"{words.en} {key}"))


def _matters(seen: "Look", keys: list[int]) -> Named:
    rows = matters.visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    return {
        row.pk: Cell(str(row), reverse("matter", args=[row.pk])) for row in rows.filter(pk__in=keys)
    }


def _plans(seen: "Look", keys: list[int]) -> Named:
    rows = plans.visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    return {
        row.pk: Cell(f"{row.unit.name} · {month_words(row.month)}", reverse("plan", args=[row.pk]))
        for row in rows.filter(pk__in=keys).select_related("unit")
    }


def _cases(seen: "Look", keys: list[int]) -> Named:
    rows = cases.visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    return {
        row.pk: Cell(f"{row.number} · {row.title}", reverse("case", args=[row.pk]))
        for row in rows.filter(pk__in=keys)
    }


def _posts(seen: "Look", keys: list[int]) -> Named:
    rows = organisation.posts_visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    return {
        row.pk: Cell(row.name, reverse("post", args=[row.pk])) for row in rows.filter(pk__in=keys)
    }


def _units(seen: "Look", keys: list[int]) -> Named:
    rows = organisation.units_visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    return {
        row.pk: Cell(row.name, reverse("unit", args=[row.pk])) for row in rows.filter(pk__in=keys)
    }


LOADERS: Mapping[str, Callable[["Look", list[int]], Named]] = {
    "matters.matter": _matters,
    "plans.plan": _plans,
    "cases.case": _cases,
    "organisation.post": _posts,
    "organisation.unit": _units,
}
