"""The steps of a case: who may take each, after what, who is barred, and which clocks run.

Idea: one table instead of branches. Each row names a step, the power it needs, what must have been
taken before (all of `after`, one of `after_any`), how many persons take it and who is barred.
Sources: Law on Administrative Discipline for Public Officials (2020), art. 4 (decided after
collective discussion), art. 43 (the person is told and heard first), art. 44 (endings), art. 46
(service), arts 47-48 (recusal), arts 53 and 55-60 (clearing the name, review); the step of being
decided by at least two persons is Remit's own floor for "collective".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remit.engines.dates import Calendar, Due, TimeLimit, day_words, due
from remit.engines.findings import Finding, error
from remit.engines.words import Words

LAW = "Law on Administrative Discipline for Public Officials (2020)"
MANY = 999
NONE: frozenset[str] = frozenset()
NO_WORDS = Words("", "")


class Actor(StrEnum):
    """Who takes a step: a post with its power, anybody, the person concerned, or the clock."""

    POST = "post"
    ANYBODY = "anybody"
    CONCERNED = "concerned"
    CLOCK = "clock"


class Bar(StrEnum):
    """Why a person may not take a step."""

    CONCERNED = "concerned"
    RELATIVE = "relative"
    REPORTER = "reporter"
    WITNESS = "witness"
    LINE = "line"
    OFFICER = "officer"
    DECIDER = "decider"


RECUSAL = (Bar.CONCERNED, Bar.RELATIVE, Bar.REPORTER, Bar.WITNESS)
DECIDING = (*RECUSAL, Bar.LINE, Bar.OFFICER)
APPEAL = (*DECIDING, Bar.DECIDER)
OFFICER_STEPS = ("verified", "heard", "attributed", "determined", "proposed")
DECIDER_STEPS = ("decided", "appeal_decided")


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table.

    `after`, `after_any` and `unless` name steps, or a step with its result ("verified:unfounded").
    `awaits` bars a repetition until the other step has followed; `answers` bars the step until the
    other one is open. `waivable` steps may be replaced by a recorded waiver with a reason.
    """

    code: str
    name: Words
    power: str = ""
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    persons: int = 1
    most: int = 1
    unless: tuple[str, ...] = ()
    awaits: str = ""
    answers: str = ""
    actor: Actor = Actor.POST
    waivable: bool = False
    source: str = ""


_ROWS = (
    Step(
        "received", Words("收到反映", "Report received"), "cases.receive", actor=Actor.ANYBODY,
        source="remit: every report is registered",
    ),
    Step(
        "verified", Words("初步核实", "Verified"), "cases.verify", after=("received",),
        bars=RECUSAL, source=f"{LAW}, art. 47",
    ),
    Step(
        "opened", Words("立案", "Case opened"), "cases.open", after=("verified",),
        unless=("verified:unfounded",), bars=RECUSAL, source=f"{LAW}, art. 47",
    ),
    Step(
        "heard", Words("听取陈述和申辩", "Person heard"), "cases.investigate", after=("opened",),
        unless=("decided",), bars=RECUSAL, most=MANY, waivable=True,
        source=f"{LAW}, art. 43",
    ),
    Step(
        "attributed", Words("责任认定", "Shares attributed"), "cases.investigate",
        after=("opened",), unless=("decided",), bars=RECUSAL, most=MANY, source=f"{LAW}, art. 9",
    ),
    Step(
        "determined", Words("适用规则", "Rules applied"), "cases.investigate",
        after=("attributed",), unless=("decided",), bars=RECUSAL, most=MANY, source=f"{LAW}, art. 5",
    ),
    Step(
        "proposed", Words("提出处理意见", "Measure proposed"), "cases.investigate",
        after=("determined",), unless=("decided",), bars=RECUSAL, most=MANY, source=f"{LAW}, art. 44",
    ),
    Step(
        "decided", Words("作出决定", "Decided"), "cases.decide", after=("proposed", "heard"),
        bars=DECIDING, persons=2, source=f"{LAW}, arts 4, 43 and 47",
    ),
    Step(
        "served", Words("送达", "Served"), "cases.serve", after=("decided",), bars=RECUSAL,
        source=f"{LAW}, art. 46",
    ),
    Step(
        "appealed", Words("申请复审、复核", "Appealed"), after=("served",), most=2,
        awaits="appeal_decided", actor=Actor.CONCERNED, source=f"{LAW}, art. 55",
    ),
    Step(
        "appeal_decided", Words("作出复审、复核决定", "Appeal decided"), "cases.decide_appeal",
        after=("appealed",), bars=APPEAL, persons=2, most=2, answers="appealed",
        source=f"{LAW}, arts 55-59",
    ),
    Step(
        "effect_ended", Words("处分期满解除", "Effect ended"), after=("served",),
        unless=("appeal_decided:annulled",), actor=Actor.CLOCK, source=f"{LAW}, art. 26(2)",
    ),
    Step(
        "rehabilitated", Words("恢复名誉、待遇", "Rehabilitated"), "cases.rehabilitate",
        after_any=("effect_ended", "appeal_decided", "verified:unfounded"), bars=RECUSAL,
        source=f"{LAW}, arts 53 and 60",
    ),
    Step(
        "closed", Words("结案", "Closed"), "cases.close",
        after_any=("effect_ended", "rehabilitated", "verified:unfounded", "decided:exempted"),
        bars=RECUSAL, source=f"{LAW}, art. 44",
    ),
)  # fmt: skip

STEPS: Mapping[str, Step] = {row.code: row for row in _ROWS}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as recorded; `waived` is a recorded waiver.

    `result` says how it ended (verified: founded, unfounded; decided: exempted; appeal_decided:
    upheld, changed, annulled), `stage` which of two like steps it is (reexamination, review).
    """

    step: str
    on: date
    by: tuple[str, ...] = ()
    waived: bool = False
    reason: Words = NO_WORDS
    result: str = ""
    stage: str = ""

    def matches(self, code: str) -> bool:
        """Whether this is the step `code` names, narrowed by result or stage after a colon."""
        step, _, narrowed = code.partition(":")
        counts = not self.waived or (STEPS[self.step].waivable and bool(self.reason.pick("en")))
        return (
            counts and self.step == step and (not narrowed or narrowed in (self.result, self.stage))
        )


@dataclass(frozen=True, slots=True)
class Acting:
    """A person about to act, with the powers of the posts held that day."""

    person: str
    powers: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands how to the case, as references to persons.

    `line` are superiors and subordinates of the person concerned in the direct line on the day of
    the act; `officers` are case officers beyond those who already took a step.
    """

    concerned: frozenset[str]
    reporters: frozenset[str] = NONE
    officers: frozenset[str] = NONE
    line: frozenset[str] = NONE
    relatives: frozenset[str] = NONE
    witnesses: frozenset[str] = NONE


class ClockState(StrEnum):
    """How a clock stands on a day."""

    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit at work in a case: `started` by one step, `ended` by another or still open."""

    due: Due
    started: date
    ended: date | None
    state: ClockState
    words: Words


def check(
    step: str, *, by: Sequence[Acting], on: date, history: Sequence[Taken], parties: Parties
) -> tuple[Finding, ...]:
    """Everything that stands against taking `step` now; empty when it may be taken.

    >>> findings = check("decided", by=[Acting("wang", frozenset({"cases.decide"}))],
    ...                  on=date(2026, 3, 1), history=[], parties=Parties(frozenset({"li"})))
    >>> [finding.id for finding in findings]
    ['procedure.step_missing', 'procedure.step_missing', 'procedure.too_few_persons']
    """
    row = STEPS[step]
    persons = dict.fromkeys(actor.person for actor in by)
    return (
        *_order(row, on, history),
        *_number(row, len(persons)),
        *_powers(row, by, parties),
        *(found for person in persons for found in conflicts(person, step, history, parties)),
    )


def next_steps(history: Sequence[Taken]) -> tuple[Step, ...]:
    """The steps whose place in the order has come, whoever may take them."""
    last = max((taken.on for taken in history), default=date.min)
    return tuple(row for row in _ROWS if not _order(row, last, history))


def conflicts(
    person: str, step: str, history: Sequence[Taken], parties: Parties
) -> tuple[Finding, ...]:
    """The conflicts of interest that bar `person` from `step`."""
    row = STEPS[step]
    barred = {
        Bar.CONCERNED: parties.concerned,
        Bar.RELATIVE: parties.relatives,
        Bar.REPORTER: parties.reporters,
        Bar.WITNESS: parties.witnesses,
        Bar.LINE: parties.line,
        Bar.OFFICER: parties.officers | _took(history, *OFFICER_STEPS),
        Bar.DECIDER: _took(history, *DECIDER_STEPS),
    }
    return tuple(_barred(person, row, bar) for bar in row.bars if person in barred[bar])


def clocks(
    limits: Iterable[TimeLimit],
    history: Sequence[Taken],
    *,
    calendar: Calendar,
    on: date,
    extended: Mapping[str, int] | None = None,
) -> tuple[Clock, ...]:
    """Every clock that a taken step has started, with its last day and how it stands `on` that day.

    `extended` maps the id of a limit to what was added to it, in the limit's own unit.
    """
    more = extended or {}
    return tuple(
        _clock(due(limit, taken.on, calendar=calendar, extended=more.get(limit.id, 0)), rest, on)
        for limit in limits
        for index, taken in enumerate(history)
        if taken.matches(limit.starts)
        for rest in (history[index + 1 :],)
    )


def _clock(reckoned: Due, rest: Sequence[Taken], on: date) -> Clock:
    ended = next((t.on for t in rest if t.matches(reckoned.limit.ends)), None)
    late = reckoned.is_late(ended or on)
    kept = ClockState.RUNNING if ended is None else ClockState.KEPT
    state = ClockState.MISSED if late else kept
    return Clock(reckoned, reckoned.started, ended, state, _clock_words(reckoned, ended, state, on))


def _clock_words(reckoned: Due, ended: date | None, state: ClockState, on: date) -> Words:
    name, last, limit = reckoned.limit.name, day_words(reckoned.last_day), reckoned.limit
    if state is ClockState.KEPT and ended:
        day = day_words(ended)
        return Words(
            f"{name.zh}：{day.zh}完成，期限为{last.zh}。",
            f"{name.en}: done on {day.en}; the last day was {last.en}.",
        )
    if state is ClockState.MISSED:
        return Words(
            f"{name.zh}：已超过{last.zh}的期限。{limit.expiry.zh}",
            f"{name.en}: the last day, {last.en}, has passed. {limit.expiry.en}".rstrip(),
        )
    left = reckoned.days_left(on)
    return Words(
        f"{name.zh}：截至{last.zh}，还有{left}日。",
        f"{name.en}: until {last.en}, {left} days left.",
    )


def _took(history: Sequence[Taken], *steps: str) -> frozenset[str]:
    return frozenset(person for taken in history if taken.step in steps for person in taken.by)


def _has(history: Sequence[Taken], code: str) -> bool:
    return any(taken.matches(code) for taken in history)


def _name(code: str) -> Words:
    return STEPS[code.partition(":")[0]].name


def _order(row: Step, on: date, history: Sequence[Taken]) -> tuple[Finding, ...]:
    missing = [_missing(row, code) for code in row.after if not _has(history, code)]
    if row.after_any and not any(_has(history, code) for code in row.after_any):
        missing.append(_missing(row, *row.after_any))
    missing += [_excluded(row, code) for code in row.unless if _has(history, code)]
    return (*missing, *_repetition(row, history), *_dates(row, on, history), *_over(row, history))


def _repetition(row: Step, history: Sequence[Taken]) -> list[Finding]:
    count = sum(taken.step == row.code for taken in history)
    found = []
    if count >= row.most:
        found.append(
            error(
                "procedure.step_taken",
                row.code,
                f"“{row.name.zh}”已经办理，不能重复。更正请走复审、复核程序。",
                f"“{row.name.en}” has been taken already. To correct it, use the appeal.",
                row.source,
            )
        )
    if row.awaits and count > sum(taken.step == row.awaits for taken in history):
        found.append(_missing(row, row.awaits))
    if row.answers and 0 < count >= sum(taken.step == row.answers for taken in history):
        found.append(_missing(row, row.answers))
    return found


def _dates(row: Step, on: date, history: Sequence[Taken]) -> list[Finding]:
    before = [taken.on for taken in history if taken.step in row.after and taken.on > on]
    if not before:
        return []
    day = day_words(max(before))
    return [
        error(
            "procedure.too_early",
            row.code,
            f"“{row.name.zh}”的日期早于其前一步骤（{day.zh}）。请核对日期。",
            f"“{row.name.en}” is dated before the step it follows ({day.en}). Check the date.",
            row.source,
        )
    ]


def _over(row: Step, history: Sequence[Taken]) -> list[Finding]:
    """After closing only what a law or a clock still brings may follow."""
    if not _has(history, "closed") or row.code in ("closed", "effect_ended", "rehabilitated"):
        return []
    return [_excluded(row, "closed")]


def _missing(row: Step, *codes: str) -> Finding:
    zh = "或".join(f"“{_name(code).zh}”" for code in codes)
    en = " or ".join(f"“{_name(code).en}”" for code in codes)
    waive_zh, waive_en = "", ""
    if STEPS[codes[0].partition(":")[0]].waivable:
        waive_zh, waive_en = "，或附理由记录放弃", ", or record a waiver with its reason"
    return error(
        "procedure.step_missing",
        row.code,
        f"“{row.name.zh}”之前须先办理{zh}。请先完成该步骤{waive_zh}。",
        f"“{row.name.en}” needs {en} first. Take that step{waive_en}.",
        row.source,
    )


def _excluded(row: Step, code: str) -> Finding:
    name = _name(code)
    return error(
        "procedure.step_excluded",
        row.code,
        f"因“{name.zh}”的结果，不能再办理“{row.name.zh}”。如有新的事实，请另行登记。",
        f"“{row.name.en}” cannot follow, because of the result of “{name.en}”. "
        "For new facts, register a new report.",
        row.source,
    )


def _number(row: Step, count: int) -> list[Finding]:
    needed = 0 if row.actor in (Actor.ANYBODY, Actor.CLOCK) else row.persons
    if count >= needed:
        return []
    return [
        error(
            "procedure.too_few_persons",
            row.code,
            f"“{row.name.zh}”至少须由{needed}人作出，现为{count}人。请补足人员。",
            f"“{row.name.en}” takes at least {needed} different persons; there are {count}. "
            "Add the missing ones.",
            row.source,
        )
    ]


def _powers(row: Step, by: Sequence[Acting], parties: Parties) -> list[Finding]:
    if row.actor is Actor.CONCERNED:
        return [_not_theirs(row, a) for a in by if a.person not in parties.concerned]
    if row.actor is not Actor.POST:
        return []
    return [_powerless(row, actor) for actor in by if row.power not in actor.powers]


def _not_theirs(row: Step, actor: Acting) -> Finding:
    return error(
        "procedure.not_concerned",
        actor.person,
        f"“{row.name.zh}”只能由被处理人本人提出。",
        f"“{row.name.en}” is for the person concerned alone.",
        row.source,
    )


def _powerless(row: Step, actor: Acting) -> Finding:
    return error(
        "procedure.power_missing",
        actor.person,
        f"当日所任岗位没有“{row.name.zh}”的权限（{row.power}）。请由有权限的岗位办理。",
        f"No post held that day has the power {row.power} for “{row.name.en}”. "
        "Ask a post that has it.",
        row.source,
    )


_BAR_WORDS = {
    Bar.CONCERNED: Words("是被处理人本人", "is the person concerned"),
    Bar.RELATIVE: Words("是被处理人或者举报人的近亲属", "is a close relative of a party"),
    Bar.REPORTER: Words("是本案的举报人", "made the report"),
    Bar.WITNESS: Words("是本案的证人", "is a witness in the case"),
    Bar.LINE: Words("与被处理人同在一条直接上下级线上", "stands in the same line of command"),
    Bar.OFFICER: Words("是本案的承办人", "worked on the case as an officer"),
    Bar.DECIDER: Words("参与作出了原决定", "took part in the decision under appeal"),
}


def _barred(person: str, row: Step, bar: Bar) -> Finding:
    why = _BAR_WORDS[bar]
    return error(
        f"procedure.conflict_{bar.value}",
        person,
        f"此人{why.zh}，不能办理“{row.name.zh}”。请更换人员。",
        f"This person {why.en} and may not take “{row.name.en}”. Name somebody else.",
        row.source,
    )
