"""A first draft of the causal situation of a missed duty, gathered from the records.

Who held which post on which day is read, never asked. What the records cannot settle is a question to
the officer, with what they suggest and why; the answers shape the draft, and the officer adopts it.
What the sides dispute is reckoned with as the records suggest it, and the shares then have intervals.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from remit.apps.cases.models import Case
from remit.apps.cases.queries.threads import subject
from remit.apps.correspondence.models import Letter
from remit.apps.fields import Bilingual
from remit.apps.organisation.models import Appointment, Duty, Post
from remit.apps.organisation.queries import day, holder, in_force
from remit.apps.plans.models import MonthlyPlan, PlanItem
from remit.apps.plans.queries import days_late
from remit.engines.attribution import (
    Circumstance,
    Equation,
    Evidence,
    Fault,
    Is,
    Kind,
    Not,
    Outcome,
    Owner,
    Piece,
    Situation,
    State,
    assemble,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
)
from remit.engines.dates import Month, day_words
from remit.engines.findings import Finding, error
from remit.engines.words import Words

TOLD, REFUSED, STEPPED_IN, CONCEALED = "told", "refused", "stepped_in", "concealed"


@dataclass(frozen=True, slots=True)
class Question:
    """What the officer is asked: what the records suggest, why, and the records themselves."""

    id: str
    words: Words
    suggested: bool
    because: Words
    refs: tuple[str, ...] = ()


class Settled(NamedTuple):
    """What is taken to be so, and whether the sides dispute it."""

    so: bool
    disputed: bool = False

    @property
    def evidence(self) -> Evidence:
        """How far it is established."""
        return Evidence(State.DISPUTED if self.disputed else State.PROVEN)


@dataclass(frozen=True, slots=True)
class Scene:
    """The missed duty and who stood where on the day: none of them need be to blame.

    `amount` and `unit` measure the harm: days late, or a whole of 100 % where nothing is counted.
    """

    on: date
    missed: Words
    done: Words
    harm: Words
    amount: Fraction
    unit: str
    about: str
    citation: str
    opened_on: date | None
    doer: Appointment
    superior: Appointment | None
    predecessor: Appointment | None


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft, the questions it rests on, who stood where; without a situation, why there is none."""

    situation: Situation | None
    questions: tuple[Question, ...] = ()
    scene: Scene | None = None
    findings: tuple[Finding, ...] = ()


def situation(case: Case, *, answers: Mapping[str, bool | None] | None = None) -> Draft:
    """The draft of the situation of a case; `answers` by question go before what records suggest.

    The answer None says that the sides dispute it.
    """
    found = _scene(case)
    if isinstance(found, Finding):
        return Draft(None, findings=(found,))
    questions = tuple(_questions(found))
    given = answers or {}
    settled = {question.id: _settled(question, given) for question in questions}
    return Draft(_assemble(case, found, settled), questions, found)


def _settled(question: Question, given: Mapping[str, bool | None]) -> Settled:
    answer = given.get(question.id, question.suggested)
    return Settled(question.suggested, disputed=True) if answer is None else Settled(answer)


def _scene(case: Case) -> Scene | Finding:
    plan, item = subject(case.report.about)
    post = _post(case.report.duty, plan, item)
    if post is None:
        zh = "反映没有指明职责或计划，无法查到当时由谁负责。请先指明所涉职责，或自行写出因果情形。"
        en = (
            "The report names neither a duty nor a plan, so nobody can be looked up. Name the duty, or "
            "write the situation yourself."
        )
        return error("cases.no_duty_named", case.report.ref, zh, en)
    on = plan.due if plan else case.act_on
    doer = holder(post, on=on)
    if doer is None:
        name = Bilingual("name").words(post)
        zh = f"“{name.pick('zh')}”在 {on} 无人任职：空缺本身就是原因。请自行写出因果情形。"
        en = (
            f"Nobody filled '{name.pick('en')}' on {on}: the vacancy is itself a cause. Write the "
            "situation yourself."
        )
        return error("cases.post_vacant", post.ref, zh, en)
    return _told_as(case, plan, item, post, doer, on)


def _post(duty: Duty | None, plan: MonthlyPlan | None, item: PlanItem | None) -> Post | None:
    if duty is not None:
        return duty.post
    if item is not None and item.duty is not None:
        return item.duty.post
    return plan.post if plan else None


def _told_as(
    case: Case,
    plan: MonthlyPlan | None,
    item: PlanItem | None,
    post: Post,
    doer: Appointment,
    on: date,
) -> Scene:
    missed, done, harm = _plan_words(plan) if plan else _duty_words(case)
    duty = case.report.duty or (item.duty if item else None)
    opened_on = day(plan.opened_at) if plan else None
    return Scene(
        on=on,
        missed=missed,
        done=done,
        harm=harm,
        amount=_days_late(plan, case) if plan else Fraction(100),
        unit="d" if plan else "%",
        about=plan.ref if plan else case.report.about,
        citation=f"{duty.number} {duty.basis}".strip() if duty else "",
        opened_on=opened_on,
        doer=doer,
        superior=_superior(post, doer, on),
        predecessor=_predecessor(post, doer, opened_on),
    )


def _days_late(plan: MonthlyPlan, case: Case) -> Fraction:
    """How many days the plan was late when the report came in; at least one."""
    return Fraction(max(1, days_late(plan, on=day(case.report.received_at))))


def _plan_words(plan: MonthlyPlan) -> tuple[Words, Words, Words]:
    month, due = Month.of(plan.month).words, day_words(plan.due)
    unit = Words(plan.unit.name_zh, plan.unit.name_en)
    name = Words(f"{month.zh}计划", f"the plan of {month.en}")
    return (
        Words(f"未在{due.zh}前报送{name.zh}", f"did not submit {name.en} by {due.en}"),
        Words(f"在{due.zh}前报送了{name.zh}", f"submitted {name.en} by {due.en}"),
        Words(
            f"{unit.pick('zh')}{name.zh}逾期一事", f"the lateness of {name.en} of {unit.pick('en')}"
        ),
    )


def _duty_words(case: Case) -> tuple[Words, Words, Words]:
    duty = case.report.duty
    text = Bilingual("text").words(duty) if duty else Words("", "")
    text = Words(text.zh.rstrip("。"), text.en.rstrip("."))
    title = Bilingual("title").words(case)
    return (
        Words(f"未履行“{text.pick('zh')}”", f"did not carry out the duty “{text.pick('en')}”"),
        Words(f"履行了“{text.pick('zh')}”", f"carried out the duty “{text.pick('en')}”"),
        Words(f"“{title.pick('zh')}”一事", f"the harm reported as “{title.pick('en')}”"),
    )


def _superior(post: Post, doer: Appointment, on: date) -> Appointment | None:
    above = holder(post.superior, on=on) if post.superior else None
    return None if above is None or above.person_id == doer.person_id else above


def _predecessor(post: Post, doer: Appointment, opened_on: date | None) -> Appointment | None:
    """Who held the post when the matter began, if the holder on the day came later."""
    if opened_on is None or doer.since <= opened_on:
        return None
    rows = post.appointments.filter(in_force(opened_on)).exclude(person=doer.person)
    return rows.select_related("person", "post").first()


def _questions(scene: Scene) -> Iterator[Question]:
    reminders = list(_reminders(scene))
    yield _told(scene, reminders)
    yield Question(
        REFUSED,
        Words("所需条件是否曾被拒绝？", "Were means that were needed refused?"),
        suggested=False,
        because=Words("系统中没有被拒绝的记录。", "No refusal is on record."),
    )
    if scene.superior is not None:
        yield _stepped_in(scene, reminders)
    if scene.predecessor is not None:
        yield Question(
            CONCEALED,
            Words("前任是否未交接此事？", "Did the predecessor leave it out of the handover?"),
            suggested=not reminders,
            because=_count(reminders),
            refs=(scene.predecessor.ref,),
        )


def _told(scene: Scene, reminders: list[Letter]) -> Question:
    in_post = scene.opened_on is None or scene.doer.since <= scene.opened_on
    because = _count(reminders)
    if in_post:
        since = day_words(scene.doer.since)
        because = Words(
            f"自{since.zh}起在任。{because.zh}", f"In the post since {since.en}. {because.en}"
        )
    return Question(
        TOLD,
        Words(
            "责任人事前是否知道这项工作？", "Did the holder of the post know of the work in time?"
        ),
        suggested=in_post or bool(reminders),
        because=because,
        refs=tuple(letter.ref for letter in reminders),
    )


def _stepped_in(scene: Scene, reminders: list[Letter]) -> Question:
    return Question(
        STEPPED_IN,
        Words(
            "上级是否及时提醒或采取措施？", "Did the superior remind or step in before it was late?"
        ),
        suggested=bool(reminders),
        because=_count(reminders),
        refs=tuple(letter.ref for letter in reminders),
    )


def _reminders(scene: Scene) -> Iterator[Letter]:
    """The reminders that reached the holder not later than the day itself."""
    rows = Letter.objects.filter(
        kind=Letter.Kind.REMINDER, about=scene.about, to_ref=scene.doer.person.ref
    )
    for letter in rows.defer("pdf").order_by("id"):
        if scene.about and day(letter.written_at) <= scene.on:
            yield letter


def _count(reminders: list[Letter]) -> Words:
    if not reminders:
        return Words("期限前没有提醒的记录。", "No reminder before the day is on record.")
    last, count = day_words(day(reminders[-1].written_at)), len(reminders)
    return Words(
        f"期限前有{count}次提醒，最近一次在{last.zh}。",
        f"Reminders before the day: {count}, the last on {last.en}.",
    )


def _assemble(case: Case, scene: Scene, settled: Mapping[str, Settled]) -> Situation:
    people = [scene.doer, *(a for a in (scene.superior, scene.predecessor) if a)]
    above = [*_above(scene, settled)]
    return assemble(
        id=case.ref,
        title=Bilingual("title").words(case),
        outcome=Outcome("harm" if above else "undone", scene.amount, scene.unit, scene.harm),
        owners=[owner(appointment) for appointment in people],
        pieces=[*_means(scene, settled), _undone(scene, settled), *above],
        head=scene.superior.ref if scene.superior else scene.doer.ref,
        doer=scene.doer.ref,
    )


def _means(scene: Scene, settled: Mapping[str, Settled]) -> Iterator[Piece]:
    """The circumstances of the work: was the holder told, were the means there, who refused them."""
    if scene.predecessor is None:
        label = Words("责任人知道这项工作", "the holder knew of the work")
        yield facts(
            Circumstance("informed", label, settled[TOLD].so, evidence=settled[TOLD].evidence)
        )
    refused = settled[REFUSED]
    if scene.superior is None:
        label = Words("具备所需条件", "the means were there")
        yield facts(Circumstance("means", label, not refused.so, evidence=refused.evidence))
        return
    refusal = Fault(
        scene.superior.ref,
        Words("拒绝提供所需条件", "refused the means that were needed"),
        Words("提供了所需条件", "provided the means that were needed"),
        actual=refused.so,
        evidence=refused.evidence,
    )
    means = Equation("means", Not(Is("refusal")))
    yield Piece((refusal.choice("refusal", Kind.ACT),), (), (means,))


def _undone(scene: Scene, settled: Mapping[str, Settled]) -> Piece:
    own = Fault(
        scene.doer.ref,
        scene.missed,
        scene.done,
        on=scene.on,
        citation=scene.citation,
        resourced="means",
        told="informed" if scene.predecessor is None else "",
    )
    if scene.predecessor is None:
        return omission("undone", own)
    left_on, concealed = _last_day(scene.predecessor), settled[CONCEALED]
    return handed_over(
        "undone",
        created=Fault(
            scene.predecessor.ref,
            Words("离任时未办结此事", "left the matter undone on leaving the post"),
            Words("离任前办结此事", "finished the matter before leaving the post"),
            on=left_on,
        ),
        concealed=Fault(
            scene.predecessor.ref,
            Words("未将此事列入交接", "left the matter out of the handover"),
            Words("将此事列入交接", "put the matter into the handover"),
            actual=concealed.so,
            on=left_on,
            evidence=concealed.evidence,
        ),
        left=own,
    )


def _above(scene: Scene, settled: Mapping[str, Settled]) -> Iterator[Piece]:
    """The superior's part. Who stepped in and was not heeded did not leave it to happen."""
    if scene.superior is None or settled[STEPPED_IN] == Settled(so=True):
        return
    label, excuse = Words("未及时提醒或采取措施", "neither reminded nor stepped in in time"), ""
    if settled[STEPPED_IN].disputed:
        # It happened either way: having stepped in excuses the superior, and averts nothing.
        label, excuse = Words("任由此事发生", "let the matter take its course"), "stepped_in"
        words = Words(
            "上级曾提醒或采取措施而未被听从", "the superior stepped in and was not heeded"
        )
        stepped_in, evidence = settled[STEPPED_IN].so, settled[STEPPED_IN].evidence
        yield facts(Circumstance(excuse, words, stepped_in, evidence=evidence))
    passive = Fault(
        scene.superior.ref,
        label,
        Words("及时提醒或采取措施", "reminded or stepped in in time"),
        on=scene.on,
        objected=excuse,
    )
    yield superior_did_not_stop("harm", "undone", passive)


def owner(appointment: Appointment) -> Owner:
    """A person in a post as an owner of choices, with the tenure and the unit."""
    post = appointment.post
    return Owner(
        appointment.ref,
        appointment.person.ref,
        Bilingual("name").words(appointment.person),
        Bilingual("name").words(post),
        post.ref,
        appointment.since,
        appointment.until,
        Bilingual("name").words(post.unit),
    )


def _last_day(appointment: Appointment) -> date | None:
    """The last day in the post: tenures are half-open."""
    return appointment.until - timedelta(days=1) if appointment.until else None
