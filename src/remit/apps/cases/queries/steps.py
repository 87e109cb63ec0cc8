"""Which steps of a case were taken, which may be taken next and by whom, which clocks run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from remit.apps.cases.models import Appeal, Case, Concerned, Decision, Report
from remit.apps.cases.queries.packs import calendar, limits_kept, pack_of
from remit.apps.organisation.models import Appointment, Post, Unit
from remit.apps.organisation.queries import day, holders, holding, superior_line
from remit.engines.findings import Finding
from remit.engines.procedure import (
    NO_WORDS,
    STEPS,
    Acting,
    Actor,
    Clock,
    Parties,
    Step,
    Taken,
    check,
    conflicts,
)
from remit.engines.procedure import (
    clocks as reckon_clocks,
)
from remit.engines.rules import Pack
from remit.engines.words import Words

# What the engine calls the results that the records name in their own words.
VERIFIED = {"well_founded": "founded", "unfounded": "unfounded", "insufficient": "insufficient"}
APPEALED = {"upheld": "upheld", "changed": "changed", "revoked": "annulled"}


def history_of_report(report: Report) -> tuple[Taken, ...]:
    """The steps taken before there is a case."""
    return tuple(_of_report(report))


def history(concerned: Concerned) -> tuple[Taken, ...]:
    """The steps taken towards one person concerned, those of the whole case included, by day."""
    steps = [*_of_report(concerned.case.report), *_of_case(concerned.case), *_of_person(concerned)]
    return tuple(sorted(steps, key=lambda taken: taken.on))


def history_of_case(case: Case) -> tuple[Taken, ...]:
    """The steps that were taken for the case as a whole."""
    steps = [*_of_report(case.report), *_of_case(case)]
    return tuple(sorted(steps, key=lambda taken: taken.on))


def parties_of_report(report: Report) -> Parties:
    """Who stands how to a report: its author, and who held the post of the duty on the day."""
    suspected: set[str] = set()
    if report.duty is not None and report.happened_on is not None:
        held = holders([report.duty.post], on=report.happened_on).get(report.duty.post_id, ())
        suspected = {appointment.person.ref for appointment in held}
    return Parties(concerned=frozenset(suspected), reporters=_reporters(report))


def parties(case: Case) -> Parties:
    """Who stands how to a case. Lines of command are those of the day of the act.

    Everybody the case concerns counts as concerned towards every other, and so does everybody's line:
    shares and measures of one bear on those of the others.
    """
    rows = list(case.concerned.select_related("appointment__person", "appointment__post"))
    named = frozenset(row.person.ref for row in rows)
    return Parties(
        concerned=named | parties_of_report(case.report).concerned,
        reporters=_reporters(case.report),
        officers=frozenset({case.officer.person.ref}),
        line=_line([row.appointment for row in rows], case.act_on) - named,
    )


@dataclass(frozen=True, slots=True)
class StepState:
    """One step for the whole case or one person: `done`, `possible` now, or `missing` something first.

    `by` are references of persons, `again` says that a step done may be taken once more, `findings`
    what stands against taking it now, `may` are the people in posts who could, nobody barred among
    them.
    """

    step: Step
    concerned: Concerned | None
    state: str
    on: date | None = None
    by: tuple[str, ...] = ()
    waived: bool = False
    again: bool = False
    findings: tuple[Finding, ...] = ()
    may: tuple[Appointment, ...] = ()


def next_steps(case: Case, *, on: date) -> tuple[StepState, ...]:
    """Every step of the case as it stands on the day: the case's own, then each person's.

    An erased case has none: nobody is concerned by it any more.
    """
    if case.erased_at is not None:
        return ()
    rows = _with_steps(case)
    whole, desk = history_of_case(case), _Desk(parties(case), _powers_over(case.unit, on), on)
    states = [_state(code, None, whole, desk) for code in _CASE_STEPS]
    for concerned in rows:
        taken = history(concerned)
        states += [_state(code, concerned, taken, desk) for code in _PERSON_STEPS]
    closing = [_state("closed", None, taken, desk) for taken in _towards_closing(case, rows)]
    order = {"done": 0, "possible": 1, "missing": 2}
    return (*states, max(closing, key=lambda state: order[state.state]))


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of the case or of one person concerned."""

    concerned: Concerned | None
    clock: Clock


def clocks(case: Case, *, on: date) -> tuple[Running, ...]:
    """The time limits the case has started, as they stand on the day; the earliest last day first.

    One that runs alike for everybody concerned is told once, as the case's. An erased case has none.
    """
    if case.erased_at is not None:
        return ()
    limits, working = limits_kept(pack_of(case), on=on), calendar(case.unit)
    rows: list[Concerned | None] = [*_with_steps(case)]
    found: dict[Clock, list[Concerned | None]] = {}
    for row in rows or [None]:
        taken = history(row) if row else history_of_case(case)
        for clock in reckon_clocks(limits, taken, calendar=working, on=on):
            found.setdefault(clock, []).append(row)
    running = [
        Running(None if len(people) == len(rows) > 1 else people[0], clock)
        for clock, people in found.items()
    ]
    return tuple(sorted(running, key=lambda each: each.clock.due.last_day))


def last_day(concerned: Concerned, pack: Pack, step: str, *, on: date) -> date | None:
    """The last day for a step towards one person, of the clock started last; None when none runs."""
    limits = [limit for limit in pack.clocks_on(on) if limit.ends.partition(":")[0] == step]
    working = calendar(concerned.case.unit)
    found = reckon_clocks(limits, history(concerned), calendar=working, on=on)
    running = [clock for clock in found if clock.ended is None]
    newest = max((clock.started for clock in running), default=None)
    return max((c.due.last_day for c in running if c.started == newest), default=None)


def towards_closing(case: Case) -> tuple[tuple[Taken, ...], ...]:
    """The histories that must all allow closing: one for each person concerned, or the case's own.

    A measure without a period has done its work once it is served; nothing is left to wait for.
    """
    return _towards_closing(case, _with_steps(case))


_CASE_STEPS = ("received", "verified", "opened", "attributed")
_PERSON_STEPS = (
    "heard",
    "determined",
    "proposed",
    "decided",
    "served",
    "appealed",
    "appeal_decided",
    "effect_ended",
    "rehabilitated",
)


def _of_report(report: Report) -> Iterator[Taken]:
    reporter = (report.reported_by.ref,) if report.reported_by else ()
    yield Taken("received", day(report.received_at), by=reporter)
    if (verification := getattr(report, "verification", None)) is not None:
        yield Taken(
            "verified",
            day(verification.at),
            by=(verification.by.person.ref,),
            result=VERIFIED[verification.outcome],
        )


def _of_case(case: Case) -> Iterator[Taken]:
    yield Taken("opened", day(case.opened_at), by=(case.opened_by.person.ref,))
    for attribution in case.attributions.all():
        by = attribution.adopted_by.person.ref
        yield Taken("attributed", day(attribution.adopted_at), by=(by,))
    if case.closed_at is not None and case.closed_by is not None:
        yield Taken("closed", day(case.closed_at), by=(case.closed_by.person.ref,))


def _of_person(concerned: Concerned) -> Iterator[Taken]:
    for hearing in concerned.hearings.all():
        reason = Words(hearing.said_zh, hearing.said_en) if hearing.waived else NO_WORDS
        by = hearing.by.person.ref
        yield Taken("heard", hearing.held_on, by=(by,), waived=hearing.waived, reason=reason)
    for determination in concerned.determinations.all():
        if determination.on_appeal_id is not None:
            # Part of the appeal's own step: it makes no case officer of the panel.
            continue
        yield Taken("determined", day(determination.at), by=(determination.by.person.ref,))
    for decision in concerned.decisions.all():
        yield from _of_decision(decision)
    for row in concerned.rehabilitations.all():
        step = "effect_ended" if row.cause == "effect_ended" else "rehabilitated"
        yield Taken(step, day(row.at), by=(row.by.person.ref,) if row.by else ())


def _of_decision(decision: Decision) -> Iterator[Taken]:
    """The steps of one decision. One that came from an appeal is part of the appeal's own step."""
    if decision.supersedes_id is None and decision.state != Decision.State.SENT_BACK:
        yield Taken("proposed", day(decision.proposed_at), by=(decision.proposed_by.person.ref,))
        if decision.decided_at is not None:
            deciders = tuple(row.by.person.ref for row in decision.confirmations.all())
            result = "" if decision.burdens else "exempted"
            yield Taken("decided", day(decision.decided_at), by=deciders, result=result)
        if decision.served_at is not None:
            yield Taken("served", day(decision.served_at))
    for appeal in decision.appeals.all():
        yield from _of_appeal(appeal, decision)


def _of_appeal(appeal: Appeal, decision: Decision) -> Iterator[Taken]:
    by = (decision.concerned.person.ref,)
    yield Taken("appealed", day(appeal.filed_at), by=by, stage=appeal.stage)
    if appeal.decided_at is not None:
        people = (appeal.proposed_by, appeal.decided_by)
        yield Taken(
            "appeal_decided",
            day(appeal.decided_at),
            by=tuple(row.person.ref for row in people if row is not None),
            result=APPEALED[appeal.outcome],
            stage=appeal.stage,
        )


def _towards_closing(case: Case, rows: list[Concerned]) -> tuple[tuple[Taken, ...], ...]:
    return tuple(_finished(row) for row in rows) or (history_of_case(case),)


def _finished(concerned: Concerned) -> tuple[Taken, ...]:
    taken = history(concerned)
    last = max(concerned.decisions.all(), key=lambda decision: decision.pk, default=None)
    if last is None or last.served_at is None or last.effect_until is not None:
        return taken
    return (*taken, Taken("effect_ended", day(last.served_at)))


def _reporters(report: Report) -> frozenset[str]:
    return frozenset({report.reported_by.ref} if report.reported_by else ())


def _line(appointments: list[Appointment], on: date) -> frozenset[str]:
    """The people above and below the posts on the day, directly or through others, by reference."""
    own = [appointment.post for appointment in appointments]
    above = [post for start in own for post in superior_line(start)]
    rows = holders([*above, *_below(own)], on=on).values()
    return frozenset(row.person.ref for held in rows for row in held)


def _below(posts: list[Post]) -> list[Post]:
    found: dict[int, Post] = {}
    level = [post.pk for post in posts]
    while level:
        rows = Post.objects.filter(superior__in=level).exclude(pk__in=found)
        level = [row.pk for row in rows]
        found |= {row.pk: row for row in rows}
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who stands how to a case on a day, and who holds the power of each step over its unit."""

    people: Parties
    holders: dict[str, list[Appointment]]
    on: date


def _powers_over(unit: Unit, on: date) -> dict[str, list[Appointment]]:
    codes = {step.power for step in STEPS.values() if step.actor is Actor.POST}
    return {code: holding(code, unit, on=on) for code in sorted(codes)}


def _state(
    code: str, concerned: Concerned | None, taken: tuple[Taken, ...], desk: _Desk
) -> StepState:
    step = STEPS[code]
    last = next((t for t in reversed(taken) if t.step == code), None)
    may = _who_may(step, taken, desk)
    able = [Acting(row.person.ref, frozenset({step.power})) for row in may]
    if step.actor is Actor.CONCERNED and concerned is not None:
        able = [Acting(concerned.person.ref)]
    findings = check(code, by=able, on=desk.on, history=taken, parties=desk.people)
    if last is None:
        state = "missing" if findings else "possible"
        return StepState(step, concerned, state, findings=findings, may=may)
    again = not findings
    return StepState(step, concerned, "done", last.on, last.by, last.waived, again, findings, may)


def _who_may(step: Step, taken: tuple[Taken, ...], desk: _Desk) -> tuple[Appointment, ...]:
    """The holders of the step's power over the case's unit whom nothing bars, each person once."""
    rows: dict[str, Appointment] = {}
    for row in desk.holders.get(step.power, ()):
        if not conflicts(row.person.ref, step.code, taken, desk.people):
            rows.setdefault(row.person.ref, row)
    return tuple(rows.values())


def _with_steps(case: Case) -> list[Concerned]:
    """The people concerned, with everything their histories read, in a fixed number of queries."""
    rows = list(case.concerned.select_related("appointment__person", "appointment__post__unit"))
    for row in rows:
        row.case = case
    prefetch_related_objects(
        rows,
        "hearings__by__person",
        "determinations__by__person",
        "decisions__proposed_by__person",
        "decisions__confirmations__by__person",
        "decisions__appeals__proposed_by__person",
        "decisions__appeals__decided_by__person",
        "rehabilitations__by__person",
    )
    prefetch_related_objects([case], "attributions__adopted_by__person")
    return rows
