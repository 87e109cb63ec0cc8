"""Builders of cases: who handles them, a small rule pack, a case brought to each of its steps.

The house is that of `tests.builders`; the deed is the plan of Roads that did not come.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

from remit.apps.cases import actions
from remit.apps.cases.models import Case, Concerned, Decision, Report
from remit.apps.organisation.models import Appointment
from remit.engines.attribution import (
    AllOf,
    AnyOf,
    Equation,
    Fault,
    Is,
    Kind,
    Not,
    Outcome,
    Owner,
    Piece,
    Situation,
    assemble,
    handed_over,
    superior_did_not_stop,
)
from remit.engines.rules import Pack, parse_pack
from remit.engines.words import Words
from tests.builders import House, at, hold, post, seal_all

ACT = date(2025, 3, 31)
OFFICER = (
    "cases.verify",
    "cases.open",
    "cases.investigate",
    "cases.serve",
    "cases.rehabilitate",
    "cases.close",
)
REASONS = Words("理由充分", "for good reasons")

PACK = """
pack: trial
version: "1"
title: {zh: 试行规定, en: Trial Rules}
instruments:
  - {id: r, title: {zh: 内部规定, en: Internal Rule}, issuer: {zh: 试验镇, en: Trial Town},
     since: 2020-01-01, verification: read}
vocabulary:
  - {fact: missed, type: bool, question: {zh: 计划是否未报？, en: "Was the plan missed?"}}
  - {fact: means, type: bool, question: {zh: 条件是否到位？, en: "Were the means there?"}}
  - {fact: told, type: bool, question: {zh: 是否已被告知？, en: "Was the person told?"}}
ladder:
  - {measure: talk, name: {zh: 提醒谈话, en: reminder talk}, kind: internal, cite: {in: r, article: 1}}
  - {measure: warning, name: {zh: 警告, en: warning}, kind: internal, months: 6,
     cite: {in: r, article: 1}}
  - {measure: demerit, name: {zh: 记过, en: demerit}, kind: internal, months: 12,
     cite: {in: r, article: 1}}
duties:
  - {duty: told, text: {zh: 应当听取本人陈述, en: The person is heard first}, cite: {in: r, article: 9}}
clocks:
  - {clock: appeal, name: {zh: 申请复审, en: Re-examination}, start_event: {zh: 送达, en: service},
     starts: served, ends: appealed, amount: 1, unit: month, cite: {in: r, article: 10}}
  - {clock: answer, name: {zh: 作出复审决定, en: Deciding the appeal},
     start_event: {zh: 收到申请, en: receipt}, starts: appealed, ends: appeal_decided, amount: 1,
     unit: month, cite: {in: r, article: 11}}
  - {clock: whole, name: {zh: 办结, en: Closing the case}, start_event: {zh: 立案, en: opening},
     starts: opened, ends: decided, amount: 6, unit: month, extension: 6, cap: 12,
     cite: {in: r, article: 12}}
"""
RULES = """
rules:
  - {rule: missed, title: {zh: 未报计划, en: Missed plan}, cite: {in: r, article: 2},
     verification: read, when: {missed: true}, modality: shall, then: {band: [talk, warning]}}
  - {rule: no-means, title: {zh: 条件未到位, en: No means}, cite: {in: r, article: 3},
     verification: read, when: {means: false}, modality: shall, then: {exempt: true}}
  - {rule: not-told, title: {zh: 未被告知, en: Not told}, cite: {in: r, article: 4},
     verification: read, when: {told: false}, modality: shall, then: {exempt: true}}
"""


@cache
def pack() -> Pack:
    """A pack with two exemptions and three measures."""
    return parse_pack({"pack.yaml": PACK, "rules/all.yaml": RULES})


@dataclass(frozen=True)
class Bench:
    """Who handles cases: an officer, two deciders, two for appeals; none stands in another's line."""

    officer: Appointment
    first: Appointment
    second: Appointment
    third: Appointment
    fourth: Appointment


def bench(home: House) -> Bench:
    """The bench of a house, in posts of its root."""
    return Bench(
        hold(post(home.root, "officer", *OFFICER), "olga"),
        hold(post(home.root, "decider-1", "cases.decide"), "dan"),
        hold(post(home.root, "decider-2", "cases.decide"), "dora"),
        hold(post(home.root, "panel-1", "cases.decide_appeal"), "pia"),
        hold(post(home.root, "panel-2", "cases.decide_appeal"), "paul"),
    )


def received(home: House, *, about: str = "", contact: str = "") -> Report:
    """A citizen's report about the roads."""
    return actions.receive_report(
        home.roads,
        title=Words("道路未修", "Roads not mended"),
        source=Report.Source.CITIZEN,
        by=None,
        at=at(2025, 4, 1),
        about=about,
        happened_on=ACT,
        contact=contact,
        language="en",
    )


def well_founded(home: House, who: Bench, *, about: str = "") -> Report:
    """A report that was looked into and found to be so."""
    report = received(home, about=about)
    outcome = Report.State.WELL_FOUNDED
    verification = actions.conclude_verification(
        report, outcome, reasons=REASONS, by=who.officer, at=at(2025, 4, 2)
    )
    return verification.report


def opened_case(home: House, who: Bench, *, about: str = "") -> Case:
    """A case about the roads, in the hands of the officer."""
    report = well_founded(home, who, about=about)
    return actions.open_case(report, pack=pack(), by=who.officer, at=at(2025, 4, 3))


def named(home: House, who: Bench, *, about: str = "") -> Concerned:
    """The head of Roads, named in a case."""
    case = opened_case(home, who, about=about)
    return actions.name_concerned(case, home.roads_head, by=who.officer, at=at(2025, 4, 4))


def stated(concerned: Concerned, who: Bench, **codes: object) -> None:
    """Facts of the pack about the person; what is not named is agreed: missed, told, with means."""
    for code, value in ({"missed": True, "means": True, "told": True} | codes).items():
        actions.state_fact(
            concerned.case,
            pack=pack(),
            by=who.officer,
            at=at(2025, 4, 7),
            concerned=concerned,
            code=code,
            value=value,
            status="agreed" if value is not None else "unknown",
            statement=Words(f"事实{code}", f"fact {code}"),
        )


def determined(home: House, who: Bench, **codes: object) -> Concerned:
    """The head of Roads, heard, with shares adopted and rules applied."""
    concerned = named(home, who)
    stated(concerned, who, **codes)
    actions.hear(
        concerned,
        said=Words("当时没有人手", "there was nobody to do it"),
        answer=Words("部分采纳", "accepted in part"),
        by=who.officer,
        at=at(2025, 4, 8),
    )
    situation = lateness(concerned, home.clerk)
    actions.adopt_attribution(concerned.case, situation, by=who.officer, at=at(2025, 4, 9))
    actions.determine(concerned, pack=pack(), by=who.officer, at=at(2025, 4, 10))
    return concerned


def proposed(
    home: House,
    who: Bench,
    measure: str = "warning",
    *,
    departure: Words | None = None,
    **codes: object,
) -> Decision:
    """A proposal of the officer before the deciders."""
    return actions.propose_decision(
        determined(home, who, **codes),
        measure,
        pack=pack(),
        reasons=REASONS,
        departure=departure or Words("", ""),
        by=who.officer,
        at=at(2025, 4, 11),
    )


def decided(home: House, who: Bench, measure: str = "warning", **codes: object) -> Decision:
    """A decision that both deciders agreed to on 15 April 2025."""
    decision = proposed(home, who, measure, **codes)
    return agreed(decision, who, at(2025, 4, 15))


def agreed(decision: Decision, who: Bench, when: datetime) -> Decision:
    """The decision after both deciders have agreed to it; its entries are sealed."""
    actions.confirm_decision(decision, pack=pack(), by=who.first, at=when - timedelta(days=1))
    done = actions.confirm_decision(decision, pack=pack(), by=who.second, at=when)
    seal_all(when)
    return done


def served(home: House, who: Bench, measure: str = "warning", **codes: object) -> Decision:
    """A decision that reached the person on 16 April 2025; its entries are sealed."""
    decision = decided(home, who, measure, **codes)
    done = actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    seal_all(at(2025, 4, 16))
    return done


def owner(appointment: Appointment) -> Owner:
    """The person in the post as an owner of choices."""
    person, place = appointment.person, appointment.post
    return Owner(
        appointment.ref,
        person.ref,
        Words(person.name_zh, person.name_en),
        Words(place.name_zh, place.name_en),
    )


def fault(of: Appointment, did: str, otherwise: str, *, actual: bool = True, **gates: str) -> Fault:
    """A person's own part, in English with the same words as Chinese."""
    return Fault(of.ref, Words(did, did), Words(otherwise, otherwise), actual=actual, **gates)


def lateness(concerned: Concerned, superior: Appointment) -> Situation:
    """The plan was late because the person did not submit it and the superior did not step in."""
    own = concerned.appointment
    undone = fault(own, "did not submit the plan", "submitted the plan")
    return _put(
        [own, superior],
        Piece((undone.choice("undone", Kind.OMISSION),)),
        superior_did_not_stop("harm", "undone", fault(superior, "did not remind", "reminded")),
    )


@dataclass(frozen=True)
class Four:
    """The people of an inherited problem: who made it, who took it over, who checked, who was above."""

    maker: Appointment
    heir: Appointment
    auditor: Appointment
    superior: Appointment


def never_told(people: Four) -> Situation:
    """The problem was concealed, the audit missed it, and the successor never learned of it."""
    return _inherited(people, concealed=True, missed=True)


def told_and_idle(people: Four) -> Situation:
    """The successor was told, had the means, and left it."""
    return _inherited(people, concealed=False, missed=False)


def told_without_means(people: Four) -> Situation:
    """The successor was told, and the superior refused the money."""
    refusal = fault(people.superior, "refused the money", "gave the money").choice(
        "refused", Kind.ACT
    )
    means = Piece((refusal,), (), (Equation("means", Not(Is("refused"))),))
    return _inherited(people, means, concealed=False, missed=False, resourced="means")


def concealed_and_idle(people: Four) -> Situation:
    """Overdetermined: concealed and missed, and the successor would have left it anyway."""
    choices = (
        fault(people.maker, "made it", "did not make it").choice("made", Kind.ACT),
        fault(people.maker, "concealed it", "disclosed it").choice("concealed", Kind.ACT),
        fault(people.auditor, "missed it", "found it").choice("missed", Kind.OMISSION),
        fault(people.heir, "left it", "mended it").choice("idle", Kind.INHERITED),
    )
    hidden = Equation("hidden", _both("concealed", "missed"))
    left = Equation("left", AnyOf((Is("idle"), Is("hidden"))))
    there = Equation("there", _both("made", "left"))
    above = superior_did_not_stop("harm", "there", _passive(people))
    return _put(_all(people), Piece(choices, (), (hidden, left, there)), above)


def _inherited(
    people: Four, *more: Piece, concealed: bool, missed: bool, resourced: str = ""
) -> Situation:
    inherited = handed_over(
        "there",
        created=fault(people.maker, "made it", "did not make it"),
        concealed=fault(people.maker, "concealed it", "disclosed it", actual=concealed),
        missed=fault(people.auditor, "missed it", "found it", actual=missed),
        left=fault(people.heir, "left it", "mended it", resourced=resourced),
    )
    above = superior_did_not_stop("harm", "there", _passive(people))
    return _put(_all(people), *more, inherited, above)


def _passive(people: Four) -> Fault:
    return fault(people.superior, "did not step in", "stepped in")


def _all(people: Four) -> list[Appointment]:
    return [people.maker, people.heir, people.auditor, people.superior]


def _both(one: str, other: str) -> AllOf:
    return AllOf((Is(one), Is(other)))


def _put(people: list[Appointment], *pieces: Piece) -> Situation:
    harm = Outcome("harm", Fraction(100), "%", Words("逾期", "the lateness"))
    return assemble(
        id="test",
        title=Words("逾期", "Lateness"),
        outcome=harm,
        owners=[owner(person) for person in people],
        pieces=pieces,
    )
