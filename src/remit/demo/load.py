"""Setting up the made-up places, once, through the same actions that people use."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from remit.apps.organisation.models import Person
from remit.apps.organisation.queries import organisations
from remit.demo.analysing import store_a_run
from remit.demo.keeping import propose_an_erasure
from remit.demo.linshan.story import LINSHAN
from remit.demo.moments import Timeline
from remit.demo.months import FIRST, LAST
from remit.demo.qingshui.story import QINGSHUI
from remit.demo.real import load_real_logs
from remit.demo.register import Deed, Register
from remit.demo.telling import tell_cast
from remit.demo.yuhe.story import YUHE
from remit.jobs.clock import JOBS, tick
from remit.jobs.lab import index
from remit.jobs.ledger import seal

__all__ = ["STORIES", "load", "tell_cast"]

STORIES = (LINSHAN, QINGSHUI, YUHE)
# The clock looks in the morning of these days, counted from the first of each month.
LOOKS = (-7, -4, 0, 5, 9)
MORNING = time(8)
# What looks at everything: once at the end is enough.
NIGHTLY = ("ledger.audit_nightly", "alarms.notice", "lab.index")

Tell = Callable[[str], object]


def load(*, at: datetime, tell: Tell) -> None:
    """Sets up the three made-up organisations with a history that ends at `at`, all or nothing.

    Does nothing when they are there. Reads the real logs too, where they are present.
    """
    if not loaded():
        tell("Setting up the made-up places / 正在建立虚构的示例单位")
        with transaction.atomic():
            _play(Timeline(at, timezone.get_current_timezone()), tell)
    load_real_logs(at=at, tell=tell)
    seal(at)
    index(at)
    store_a_run(at)
    propose_an_erasure(at)
    seal(at)


def loaded() -> bool:
    """Whether the made-up organisations are there."""
    wanted = {story.house.code for story in STORIES}
    return wanted <= set(organisations().values_list("code", flat=True))


def _play(timeline: Timeline, tell: Tell) -> None:
    """Does all deeds in the order of time, the clock's among them, and tells each month."""
    deeds = sorted(_deeds(timeline), key=lambda deed: deed.at)
    done = 0
    for month, group in groupby(deeds, key=lambda deed: f"{timeline.local(deed.at):%Y-%m}"):
        counts: Counter[str] = Counter()
        for _day, of_the_day in groupby(group, key=lambda deed: timeline.local(deed.at).date()):
            counts += _do(of_the_day)
        done += counts.total()
        parts = ", ".join(f"{house} {number}" for house, number in sorted(counts.items()) if house)
        tell(f"{month} {100 * done // len(deeds):4} %   {parts}")


def _do(deeds: Iterable[Deed]) -> Counter[str]:
    """Does the deeds of one day and seals them, as the clock would; returns how many of each house."""
    counts: Counter[str] = Counter()
    for deed in deeds:
        deed.take_place()
        counts[deed.house] += 1
    seal(deed.at)
    return counts


def _look(at: datetime) -> None:
    """What the clock does on a morning, but for what looks at everything, which is done once at the end."""
    for name, job in JOBS:
        if name not in NIGHTLY:
            job(at)


def _deeds(timeline: Timeline) -> Iterator[Deed]:
    """Everything that happens up to the end, house by house, then the clock's looks."""
    people: dict[str, Person] = {}
    for story in STORIES:
        made = story.deeds(Register(timeline, people))
        yield from (deed for deed in made if deed.at <= timeline.end)
    for month in range(FIRST, LAST + 2):
        for days in LOOKS:
            at = timeline.at(timeline.first(month) + timedelta(days), MORNING)
            if at < timeline.end:
                yield Deed(at, "", _look)
    yield Deed(timeline.end, "", tick)
