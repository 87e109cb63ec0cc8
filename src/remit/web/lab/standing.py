"""What the reader tries a design on: a unit within reach, its regime as it is now, the posts simulated."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from remit.apps.lab.queries import Read, regime_now
from remit.apps.organisation import queries as organisation
from remit.engines.words import Words
from remit.web.components import Filter, NavItem
from remit.web.insight.looking import INDENT, MEASURE, READ, units
from remit.web.lab import bench, levers
from remit.web.lab.bench import Effort, Posts, Tried
from remit.web.lab.levers import Asked
from remit.web.standpoint import StandingRequest, Standpoint

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit

OWN = "own"
BY = "by"
"""By which engine an answer was had that is now to be stored: what is kept is what was seen."""


@dataclass(frozen=True)
class Standing:
    """One question to the laboratory: of which unit, on which posts, with how much effort, what is asked."""

    standpoint: Standpoint
    unit: "Unit"
    reachable: "tuple[Unit, ...]"
    which: str
    posts: Posts
    effort: Effort
    now: Read
    asked: Asked

    @property
    def place(self) -> dict[str, str]:
        """The unit and the posts, for an address or a form."""
        return {"unit": str(self.unit.pk), "posts": self.which}

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to ask the same."""
        return {**self.place, **self.asked.query}

    def address(self, name: str, **more: str) -> str:
        """The address of a page that asks the same."""
        return f"{reverse(name)}?{urlencode({**self.query, **more})}"

    @property
    def ranges(self) -> "list[organisation.Range]":
        """Where the units lie whose designs the reader may look at."""
        tops = [
            row.path
            for row in self.reachable
            if not any(row.path != o.path and row.path.startswith(o.path) for o in self.reachable)
        ]
        return [organisation.subtree(path) for path in tops]

    @property
    def may_store(self) -> bool:
        """Whether the reader has the power to keep what is found; the deed looks whether it reaches here."""
        return MEASURE in self.standpoint.codes

    @property
    def filters(self) -> list[Filter]:
        """The controls that choose unit and posts."""
        top = min(len(row.path) for row in self.reachable)
        places = [
            (str(row.pk), INDENT * ((len(row.path) - top) // 6) + row.name)
            for row in self.reachable
        ]
        sizes = [(OWN, Words("本单位的岗位", "the unit's own posts")),
                 *((name, posts.words) for name, posts in bench.EXAMPLES.items())]  # fmt: skip
        return [
            Filter("unit", Words("单位", "Unit"), str(self.unit.pk), places, "select"),
            Filter("posts", Words("在哪些岗位上试", "Tried on"), self.which, sizes, "select"),
        ]

    def tried(self, *, during: bool = False) -> Tried:
        """The design that is asked for beside the regime there is now; `during`: over a storm's weeks."""
        before, design = self.asked.before, self.asked.design
        return bench.tried(self.posts, before, design, self.effort, during=during)


def standing(request: StandingRequest, given: Mapping[str, str] | None = None) -> Standing:
    """What a request asks; raises PermissionDenied where no unit is within reach."""
    query = request.GET.dict() if given is None else given
    standpoint = request.standpoint
    reachable = tuple(units(standpoint))
    if not reachable:
        raise PermissionDenied(READ)
    wanted = query.get("unit", "")
    unit = next((row for row in reachable if str(row.pk) == wanted), reachable[0])
    how = bench.PLAIN if query.get(BY) == bench.PLAIN.engine else bench.effort()
    now = regime_now(unit, standpoint.on)
    which = query.get("posts", OWN) if query.get("posts") in bench.EXAMPLES else OWN
    posts = bench.own(now.tree, unit.name) if which == OWN else bench.EXAMPLES[which]
    asked = levers.asked(query, now, how)
    return Standing(standpoint, unit, reachable, which, posts, how, now, asked)


WAYS: Mapping[str, tuple[Words, str]] = {
    "try": (Words("试一种设计", "Try a design"), "lab"),
    "compare": (Words("两种设计", "Two designs"), "lab_compare"),
    "storm": (Words("集中行动", "Plan a campaign"), "lab_storm"),
    "phase": (Words("何处转折", "Where it turns"), "lab_phase"),
    "matters": (Words("什么最要紧", "What matters"), "lab_matters"),
    "front": (Words("按您的单价", "At your prices"), "lab_front"),
    "boxes": (Words("何时适得其反", "Where it backfires"), "lab_boxes"),
    "calibrate": (Words("对照台账", "Our ledger"), "lab_calibrate"),
    "claims": (Words("论断", "Claims"), "lab_claims"),
    "parameters": (Words("参数", "Parameters"), "lab_parameters"),
    "runs": (Words("保存的结果", "Stored"), "lab_runs"),
}
ASKING = (
    "try",
    "compare",
    "storm",
    "phase",
    "matters",
    "front",
    "boxes",
    "calibrate",
    "parameters",
)


def ways(current: str, here: Standing | None = None) -> list[NavItem]:
    """The questions of the laboratory; the design under way goes with the reader."""
    query = f"?{urlencode(here.query)}" if here else ""
    return [
        NavItem(reverse(name) + (query if key in ASKING else ""), label, "lab", key == current)
        for key, (label, name) in WAYS.items()
    ]
