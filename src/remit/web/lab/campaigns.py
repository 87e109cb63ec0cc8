"""The storm planner: before a campaign is declared, what it is likely to mobilise and what it costs beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from remit.engines.findings import Refusal, error
from remit.engines.storm.claims.judging import interval
from remit.engines.words import Words
from remit.web.components import Cell, Filter, Row, Table
from remit.web.insight.analysis import columns
from remit.web.insight.looking import day_in
from remit.web.lab import stored
from remit.web.lab.bench import Tried
from remit.web.lab.standing import Standing
from remit.web.lab.telling import between, size_of
from remit.web.lab.weeks import weekly

if TYPE_CHECKING:
    from remit.apps.lab.models import Run

LONGEST_NAME = 120
DEFAULT_WEEKS = 26
Spans = Mapping[str, tuple[int, int]]


class CampaignUnnamed(Refusal):
    """A forecast was to be kept for a campaign without a name or with no first day."""


@dataclass(frozen=True)
class Campaign:
    """A campaign that is thought of: its name or reference, and its first day."""

    name: str
    since: date | None
    weeks: int

    @property
    def until(self) -> date | None:
        """The first day after it."""
        return self.since + timedelta(weeks=self.weeks) if self.since else None


def campaign(given: Mapping[str, str], here: Standing) -> Campaign:
    """What was said of the campaign."""
    storm = here.asked.design.storm
    weeks = int(storm.weeks) if storm else DEFAULT_WEEKS
    return Campaign(
        given.get("campaign", "").replace("\x00", "").strip()[:LONGEST_NAME],
        day_in(given, "from"),
        weeks,
    )


def filters(planned: Campaign) -> list[Filter]:
    """The controls that say which campaign."""
    since = planned.since.isoformat() if planned.since else ""
    return [
        Filter("campaign", Words("名称或文号", "Name or reference"), planned.name),
        Filter("from", Words("开始日期", "First day"), since, kind="date"),
    ]


def effects(tried: Tried) -> Table:
    """What the campaign does to priority and to routine tasks, during it and after it."""
    storm = tried.comparison.after.storm
    start = int(storm.start) if storm else tried.effort.start
    end = start + (int(storm.weeks) if storm else DEFAULT_WEEKS)
    rows = [
        Row([words, *(_between(tried, kind, *span) for span in ((start, end), (end, tried.effort.weeks)))])
        for kind, words in KINDS.items()
    ]  # fmt: skip
    return Table(
        id="effects", caption=Words("动员与代价", "Mobilisation and what it costs"), rows=rows, per_page=len(rows),
        columns=columns(
            ("kind", Words("落实率", "Done right")), ("during", Words("行动期间", "During"), "number"),
            ("after", Words("行动之后", "Afterwards"), "number"),
        ),
    )  # fmt: skip


KINDS = {
    "priority": Words("重点任务", "priority tasks"),
    "routine": Words("其他任务", "other tasks"),
}


def _between(tried: Tried, kind: str, since: int, until: int) -> Cell:
    rows = weekly(tried.after, kind) - weekly(tried.before, kind)
    found = interval(rows[:, since:until].mean(axis=1), "share")
    return Cell(size_of(found), note=between(found))


def keep(here: Standing, planned: Campaign) -> "Run":
    """Stores the forecast with the campaign it is of, so that it can be laid beside what comes."""
    faults = []
    if not planned.name:
        faults.append(error(
            "lab.campaign_unnamed", "campaign", "请填写集中行动的名称或文号，以便日后对照。",
            "Say the name or reference of the campaign, so that the forecast can be laid beside it later.",
        ))  # fmt: skip
    if planned.since is None or planned.until is None:
        faults.append(error(
            "lab.campaign_undated", "from", "请填写开始日期，以便与期间的记录对照。",
            "Say its first day, so that the forecast can be laid beside the records of those days.",
        ))  # fmt: skip
    if faults or planned.since is None or planned.until is None:
        raise CampaignUnnamed(*faults)
    more = {
        "campaign": planned.name,
        "from": planned.since.isoformat(),
        "to": planned.until.isoformat(),
    }
    return stored.keep(here, here.tried(during=True), stored.FORECAST, more)
