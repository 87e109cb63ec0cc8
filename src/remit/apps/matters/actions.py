"""Reading matters from the logs of other systems."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from remit.apps.ledger.actions import record
from remit.apps.matters.models import Holding, Matter, Source, Step
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.models import Appointment, Post, Unit
from remit.apps.organisation.queries import day, subtree, within
from remit.engines.eventlog import holding as log
from remit.engines.findings import Refusal, error
from remit.engines.words import Words

IMPORT = "matters.import_log"
BATCH = 2000


class LogAlreadyRead(Refusal):
    """A log is read once into an organisation."""


class MatterAlreadyKept(Refusal):
    """A matter is kept once in an organisation; a later log does not change it."""


class LogIsEmpty(Refusal):
    """A log without a dated case says nothing."""


@dataclass(frozen=True, slots=True)
class LogFile:
    """Where a log came from: its name, the digest of its bytes, the shape it was read in."""

    name: str
    sha256: str
    shape: str


@transaction.atomic
def import_log(
    root: Unit, cases: Sequence[log.Matter], *, file: LogFile, by: Appointment | None, at: datetime
) -> Source:
    """Keeps the cases of a log as matters of the organisation, with who held them and what was late.

    Whoever the log names becomes a person in a post of the same name, appointed since first named.
    Cases without any date are left out. Raises LogAlreadyRead, MatterAlreadyKept,
    LogIsEmpty, PowerNotHeld.
    """
    if by is not None:
        organisation.require(by, IMPORT, root, on=day(at))
    _refuse_second_reading(root, file)
    dated = [case for case in cases if case.opened]
    known = max((case.last for case in dated if case.last), default=None)
    if known is None:
        raise LogIsEmpty(
            error(
                "matters.log_is_empty",
                file.name,
                "日志中没有带日期的案件，无可导入。请核对文件。",
                "The log has no case with a date, so there is nothing to read. Check the file.",
            )
        )
    codes = _codes(dated)
    _refuse_known_matters(root, codes, file)
    posts = _posts(root, dated, by, at)
    source = Source.objects.create(
        organisation=root,
        file=file.name[-200:],
        sha256=file.sha256,
        shape=file.shape,
        matters=len(dated),
        events=sum(case.events for case in dated),
        people=len({step.doer for case in dated for step in case.steps if step.doer}),
        named=len(posts),
        known_until=known,
        read_at=at,
    )
    _keep(source, dict(zip(codes, dated, strict=True)), posts)
    record(
        "matters.log_imported",
        at=at,
        actor=organisation.actor(by),
        subject=source.ref,
        path=root.path,
        body={"sha256": file.sha256, "matters": source.matters, "events": source.events},
        rows=[source],
    )
    return source


def _refuse_second_reading(root: Unit, file: LogFile) -> None:
    if Source.objects.filter(organisation=root, sha256=file.sha256).exists():
        raise LogAlreadyRead(
            error(
                "matters.log_already_read",
                file.name,
                "同一份日志已导入本单位，未作任何改动。如需重新导入，请换一个单位代码。",
                "This log has been read into this organisation before; nothing was changed. "
                "To read it anew, name another organisation code.",
            )
        )


def _refuse_known_matters(root: Unit, codes: Sequence[str], file: LogFile) -> None:
    """Raises MatterAlreadyKept when a case of the log is a matter of the organisation already."""
    kept = set(Matter.objects.filter(unit=root).values_list("code", flat=True))
    if again := [code for code in codes if code in kept]:
        raise MatterAlreadyKept(
            error(
                "matters.matter_already_kept",
                file.name,
                f"日志中有 {len(again)} 个案件本单位已有（如“{again[0]}”），未作任何改动。"
                "如需导入，请换一个单位代码。",
                f"{len(again)} cases of the log are matters of this organisation already, such as "
                f"'{again[0]}'; nothing was changed. To read it, name another organisation code.",
            )
        )


def _codes(cases: Iterable[log.Matter]) -> list[str]:
    """A code for each case: its name, cut to what the column takes, numbered where it repeats."""
    seen: Counter[str] = Counter()
    codes = []
    for case in cases:
        name = case.ref[:70] or "-"
        seen[name] += 1
        codes.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return codes


def _posts(
    root: Unit, cases: Iterable[log.Matter], by: Appointment | None, at: datetime
) -> dict[str, Post]:
    """A post for everybody the log names, in the unit where first seen, filled since then.

    Whoever has a post of that name in the organisation keeps it.
    """
    inside = within([subtree(root.path)], "unit__path")
    kept = {post.name_en: post for post in Post.objects.filter(inside).exclude(name_en="")}
    units = {u.name_en: u for u in Unit.objects.filter(parent=root).exclude(name_en="")}
    found: dict[str, Post] = {}
    for holder, (since, place) in sorted(_first_seen(cases).items()):
        name = Words("", holder[:80])
        if name.en in kept:
            found[holder] = kept[name.en]
            continue
        if place and place[:120] not in units:
            units[place[:120]] = organisation.create_unit(
                root, place[:40], Words("", place[:120]), by=by, at=at, since=root.since
            )
        unit = units.get(place[:120], root)
        code = holder[:40] if len(holder) <= 40 else f"{holder[:30]} {len(kept) + len(found)}"
        first = min(since, day(at))
        found[holder] = organisation.create_post(unit, code, name, by=by, at=at, since=first)
        login = f"{root.code}.{code}"
        person = organisation.enrol_person(login, name, unit=root, by=by, at=at, language="en")
        organisation.appoint(found[holder], person, by=by, at=at, since=since)
        kept[name.en] = found[holder]
    return found


def _first_seen(cases: Iterable[log.Matter]) -> dict[str, tuple[date, str]]:
    """The first day each holder is named, and the unit of the first step done."""
    days: dict[str, date] = {}
    places: dict[str, str] = {}
    for case in cases:
        for held in case.holdings:
            first = day(held.since)
            days[held.holder] = min(days.get(held.holder, first), first)
        for step in case.steps:
            for name in filter(None, (step.doer, step.watcher)):
                first = day(step.done)
                days[name] = min(days.get(name, first), first)
            if step.doer and step.unit:
                places.setdefault(step.doer, step.unit)
    return {holder: (first, places.get(holder, "")) for holder, first in days.items()}


def _keep(source: Source, cases: Mapping[str, log.Matter], posts: dict[str, Post]) -> None:
    """Writes the matters by their codes in batches, each with its holdings and steps."""
    named = list(cases.items())
    for start in range(0, len(named), BATCH):
        batch = named[start : start + BATCH]
        rows = Matter.objects.bulk_create([_matter(source, *each, posts) for each in batch])
        pairs = [(row, case) for row, (_, case) in zip(rows, batch, strict=True)]
        Holding.objects.bulk_create(
            [_holding(row, held, posts) for row, case in pairs for held in case.holdings],
            batch_size=BATCH,
        )
        Step.objects.bulk_create(
            [
                _step(row, number, step, posts, source.known_until)
                for row, case in pairs
                for number, step in enumerate(case.steps, start=1)
            ],
            batch_size=BATCH,
        )


def _matter(source: Source, code: str, case: log.Matter, posts: dict[str, Post]) -> Matter:
    unit = source.organisation
    on = source.known_until
    return Matter(
        unit=unit,
        path=unit.path,
        source=source,
        code=code,
        title_en=case.ref[:200],
        kind=" · ".join(filter(None, (case.department, case.group)))[:120],
        lead=posts.get(case.answers),
        opened=case.opened or on,  # undated cases were left out
        planned=case.planned,
        deadline=case.due,
        closed=case.closed,
        known_until=on,
        days_late=case.late_days(on),
        steps_taken=len(case.steps),
        steps_late=sum(step.is_late(on) for step in case.steps),
    )


def _holding(matter: Matter, held: log.Holding, posts: dict[str, Post]) -> Holding:
    return Holding(
        matter=matter,
        post=posts[held.holder],
        role=held.role.value,
        since=held.since,
        until=held.until,
        steps=held.events,
    )


def _step(
    matter: Matter, number: int, step: log.Step, posts: dict[str, Post], on: datetime
) -> Step:
    return Step(
        matter=matter,
        number=number,
        code=step.activity[:80],
        name_en=step.label[:200],
        name_local=step.local_label[:200],
        doer=posts.get(step.doer),
        watcher=posts.get(step.watcher),
        planned=step.planned,
        due=step.due,
        done=step.done,
        days_late=step.late_days(on),
    )
