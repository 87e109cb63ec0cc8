"""The steps of a case as they are written down, each taken through its action.

A step names people by their logins, seats by their codes, and reports and cases by keys of the
story's own; `Register` knows which rows they became.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Appeal, Concerned, Decision, Report
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.queries import day
from remit.apps.plans.queries import plan
from remit.demo.moments import Moment
from remit.demo.register import Deed, Register
from remit.demo.statements import Value, stated
from remit.engines.attribution import Owner, Situation
from remit.engines.rules import Pack
from remit.engines.words import Words
from remit.jobs.ledger import seal

NO_WORDS = Words("", "")
OFFICER = "officer"
# A situation is built over the owners of its choices, by login.
Build = Callable[[Mapping[str, Owner]], Situation]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case, at its moment."""

    when: Moment

    def take(self, register: Register, at: datetime) -> None:
        """Takes the step through its action."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Receive(Step):
    """Somebody reports something: an office by its seat `by`, a citizen without."""

    key: str
    place: str
    title: Words
    text: str = ""
    by: str = ""
    plan: tuple[str, int] | None = None
    duty: tuple[str, str] | None = None
    happened: Moment | None = None
    contact: str = ""
    language: str = "zh-hans"

    def take(self, register: Register, at: datetime) -> None:
        """Registers the report."""
        register.reports[self.key] = actions.receive_report(
            register.units[self.place],
            title=self.title,
            source="office" if self.by else "citizen",
            by=register.acting(self.by, at) if self.by else None,
            at=at,
            text=self.text,
            about=_plan_ref(register, self.plan),
            duty=register.duties[self.duty] if self.duty else None,
            happened_on=register.timeline.day(self.happened) if self.happened else None,
            contact=self.contact,
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class Notice(Step):
    """The report that the clock has made of a place meanwhile is taken up under a key."""

    key: str
    place: str

    def take(self, register: Register, at: datetime) -> None:
        """Looks the report up; nothing is changed."""
        rows = Report.objects.filter(unit=register.units[self.place], source="clock")
        register.reports[self.key] = rows.latest("id")


@dataclass(frozen=True, slots=True)
class Verify(Step):
    """A report is verified: well_founded, unfounded or insufficient."""

    report: str
    outcome: str
    reasons: Words
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Concludes the verification."""
        actions.conclude_verification(
            register.reports[self.report], self.outcome, reasons=self.reasons,
            by=register.acting(self.by, at), at=at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Open(Step):
    """A case is opened on a report, under a rule pack, for an act of a day."""

    case: str
    report: str
    pack: str
    title: Words
    acted: Moment
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Opens the case."""
        register.cases[self.case] = actions.open_case(
            register.reports[self.report],
            pack=queries.packs()[self.pack],
            by=register.acting(self.by, at),
            at=at,
            title=self.title,
            act_on=register.timeline.day(self.acted),
        )


@dataclass(frozen=True, slots=True)
class Name(Step):
    """A person is named as concerned, in the seat held then."""

    case: str
    seat: str
    login: str
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Names the person."""
        register.concerned[self.case, self.login] = actions.name_concerned(
            register.cases[self.case], register.tenure(self.seat, self.login),
            by=register.acting(self.by, at), at=at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a fact rests on: words, a plan, the reminder of a plan, or a text file."""

    text: Words = NO_WORDS
    plan: tuple[str, int] | None = None
    reminder: tuple[str, int] | None = None
    file: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Find(Step):
    """A fact is stated, for the whole case or for one person, with what it rests on.

    Without a statement of its own a fact of the rule pack is stated in plain words.
    """

    case: str
    statement: Words
    code: str = ""
    value: Value = None
    status: str = "agreed"
    login: str = ""
    said_by: str = ""
    exhibits: tuple[Exhibit, ...] = ()
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """States the fact and adds the evidence."""
        case, by = register.cases[self.case], register.acting(self.by, at)
        fact = actions.state_fact(
            case,
            pack=queries.pack_of(case),
            by=by,
            at=at,
            statement=self.statement if any(self.statement) else stated(self.code, self.value),
            code=self.code,
            value=self.value,
            status=self.status,
            concerned=register.concerned[self.case, self.login] if self.login else None,
            said_by=register.people[self.said_by] if self.said_by else None,
        )
        for exhibit in self.exhibits:
            actions.add_evidence(
                fact,
                by=by,
                at=at,
                text=exhibit.text,
                reference=_reference(register, exhibit),
                file=exhibit.file.encode() if exhibit.file else None,
                file_name=exhibit.file_name,
            )


@dataclass(frozen=True, slots=True)
class Hear(Step):
    """A person is heard, and answered."""

    case: str
    login: str
    said: Words
    answer: Words
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Keeps what was said and what was made of it."""
        actions.hear(
            register.concerned[self.case, self.login], said=self.said, answer=self.answer,
            by=register.acting(self.by, at), at=at, held_on=day(at),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribute(Step):
    """The shares are reckoned over a situation among people in their seats, and adopted."""

    case: str
    owners: tuple[tuple[str, str], ...]
    build: Build
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Adopts the attribution."""
        owners = {login: queries.owner(register.tenure(seat, login)) for seat, login in self.owners}
        actions.adopt_attribution(
            register.cases[self.case], self.build(owners), by=register.acting(self.by, at), at=at
        )


@dataclass(frozen=True, slots=True)
class Determine(Step):
    """The rules are applied to what is known of a person."""

    case: str
    login: str
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Determines the admissible range."""
        concerned = register.concerned[self.case, self.login]
        actions.determine(concerned, pack=_pack(concerned), by=register.acting(self.by, at), at=at)


@dataclass(frozen=True, slots=True)
class Propose(Step):
    """The officer proposes what should follow."""

    case: str
    login: str
    measure: str
    reasons: Words
    departure: Words = NO_WORDS
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Proposes the decision."""
        concerned = register.concerned[self.case, self.login]
        actions.propose_decision(
            concerned, self.measure, pack=_pack(concerned), reasons=self.reasons,
            departure=self.departure, by=register.acting(self.by, at), at=at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SendBack(Step):
    """A decider sends the proposal back."""

    case: str
    login: str
    reasons: Words
    by: str

    def take(self, register: Register, at: datetime) -> None:
        """Sends it back."""
        decision = _decision(register.concerned[self.case, self.login], Decision.State.PROPOSED)
        actions.send_back(decision, reasons=self.reasons, by=register.acting(self.by, at), at=at)


@dataclass(frozen=True, slots=True)
class Confirm(Step):
    """One of two deciders agrees."""

    case: str
    login: str
    by: str

    def take(self, register: Register, at: datetime) -> None:
        """Confirms the decision."""
        concerned = register.concerned[self.case, self.login]
        decision = _decision(concerned, Decision.State.PROPOSED)
        actions.confirm_decision(
            decision, pack=_pack(concerned), by=register.acting(self.by, at), at=at
        )


@dataclass(frozen=True, slots=True)
class Serve(Step):
    """A decision is handed over, unless the delivery of its letter has shown that it arrived."""

    case: str
    login: str
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Serves what is decided and not yet served."""
        concerned = register.concerned[self.case, self.login]
        waiting = concerned.decisions.filter(state=Decision.State.DECIDED).first()
        if waiting:
            actions.serve_decision(waiting, by=register.acting(self.by, at), at=at)


@dataclass(frozen=True, slots=True)
class End(Step):
    """A measure's effect ends with its period, unless the clock has seen to it."""

    case: str
    login: str

    def take(self, register: Register, at: datetime) -> None:
        """Ends the effect of what is still in effect."""
        concerned = register.concerned[self.case, self.login]
        running = concerned.decisions.filter(
            state=Decision.State.SERVED, effect_ended_at__isnull=True, effect_until__lte=day(at)
        ).first()
        if running:
            actions.end_effect(running, at=at)


@dataclass(frozen=True, slots=True)
class File(Step):
    """The person concerned appeals."""

    case: str
    login: str
    grounds: Words

    def take(self, register: Register, at: datetime) -> None:
        """Files the appeal."""
        concerned = register.concerned[self.case, self.login]
        actions.file_appeal(
            _decision(concerned, Decision.State.SERVED), grounds=self.grounds,
            by=register.people[self.login], at=at, pack=_pack(concerned),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer(Step):
    """The first of the appeal proposes how to answer it."""

    case: str
    login: str
    outcome: str
    reasons: Words
    by: str
    measure: str = ""

    def take(self, register: Register, at: datetime) -> None:
        """Proposes the outcome."""
        concerned = register.concerned[self.case, self.login]
        actions.propose_on_appeal(
            _appeal(concerned), self.outcome, pack=_pack(concerned), reasons=self.reasons,
            measure=self.measure, by=register.acting(self.by, at), at=at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settle(Step):
    """The second of the appeal agrees; with that it is decided."""

    case: str
    login: str
    by: str

    def take(self, register: Register, at: datetime) -> None:
        """Decides the appeal."""
        concerned = register.concerned[self.case, self.login]
        actions.decide_appeal(
            _appeal(concerned), pack=_pack(concerned), by=register.acting(self.by, at), at=at
        )


@dataclass(frozen=True, slots=True)
class Clear(Step):
    """A name is cleared."""

    case: str
    login: str
    reasons: Words
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Rehabilitates the person."""
        concerned = register.concerned[self.case, self.login]
        actions.rehabilitate(
            concerned, reasons=self.reasons, by=register.acting(self.by, at), at=at
        )


@dataclass(frozen=True, slots=True)
class Close(Step):
    """A case ends."""

    case: str
    by: str = OFFICER

    def take(self, register: Register, at: datetime) -> None:
        """Closes the case."""
        actions.close_case(register.cases[self.case], by=register.acting(self.by, at), at=at)


def not_found(case: str, when: Moment, *codes: str) -> tuple[Step, ...]:
    """What was looked for in a case and not found, each as a fact that holds for everybody."""
    return tuple(Find(when, case, NO_WORDS, code, value=False) for code in codes)


def found(when: Moment, case: str, login: str = "", **values: Value) -> tuple[Step, ...]:
    """Facts of the rule pack about one person, or everybody, in the officer's plain words."""
    return tuple(
        Find(when, case, NO_WORDS, code, value, login=login) for code, value in values.items()
    )


def decided(
    case: str, login: str, measure: str, reasons: Words, *moments: Moment
) -> tuple[Step, ...]:
    """The way from the rules to a served decision: determined, proposed, confirmed twice, served."""
    determined, proposed, first, second, served = moments
    return (
        Determine(determined, case, login),
        Propose(proposed, case, login, measure, reasons),
        Confirm(first, case, login, "decider.1"),
        Confirm(second, case, login, "decider.2"),
        Serve(served, case, login),
    )


def step_deeds(house: str, steps: tuple[Step, ...], register: Register) -> Iterator[Deed]:
    """The steps as deeds; those of one moment keep their order."""
    for step in steps:
        at = register.timeline.instant(step.when)
        yield Deed(at, house, partial(_take, step, register))


def _take(step: Step, register: Register, at: datetime) -> None:
    """Takes a step; what it builds on has effect only once it is sealed."""
    if isinstance(step, Serve | End | File | Answer | Settle | Clear | Close):
        seal(at)
    step.take(register, at)


def _pack(concerned: Concerned) -> Pack:
    return queries.pack_of(concerned.case)


def _decision(concerned: Concerned, state: str) -> Decision:
    return concerned.decisions.get(state=state)


def _appeal(concerned: Concerned) -> Appeal:
    return Appeal.objects.get(decision__concerned=concerned, decided_at__isnull=True)


def _plan_ref(register: Register, named: tuple[str, int] | None) -> str:
    if named is None:
        return ""
    place, month = named
    found = plan(register.units[place], register.timeline.month(month))
    return found.ref if found else ""


def _reference(register: Register, exhibit: Exhibit) -> str:
    """The reference of the record that an exhibit points to."""
    if exhibit.reminder:
        about = _plan_ref(register, exhibit.reminder)
        letters = Letter.objects.filter(about=about, kind=Letter.Kind.REMINDER)
        return letters.latest("id").ref
    return _plan_ref(register, exhibit.plan)
