"""Reminders and summaries as their readers get them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from remit.apps.correspondence.actions import Addressee, write_letter
from remit.apps.correspondence.models import Letter
from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import actor, require
from remit.apps.organisation.models import Appointment, Person, Unit
from remit.apps.organisation.queries import day
from remit.apps.plans.actions.refusals import (
    AlreadyRemindedToday,
    NobodyAnswersForPlan,
    enter,
    refuse_unless_open,
)
from remit.apps.plans.models import MonthlyPlan, Summary
from remit.apps.plans.queries import OPEN_MONTH, days_late, last_reminded, responsible
from remit.engines.dates import Month, day_words
from remit.engines.findings import error
from remit.engines.words import Words


@transaction.atomic
def remind(plan: MonthlyPlan, *, by: Appointment | None, at: datetime) -> Letter:
    """Writes a reminder to whoever answers for the plan. `by` None is the clock."""
    if by is not None:
        require(by, OPEN_MONTH, plan.unit, on=day(at))
    refuse_unless_open(plan, at)
    if last_reminded([plan]).get(plan.ref) == day(at):
        zh, en = "今天已经提醒过。请明天再提醒。", "A reminder was sent today. Wait until tomorrow."
        raise AlreadyRemindedToday(error("plans.already_reminded", plan.ref, zh, en))
    answering = responsible(plan, on=day(at))
    if answering is None:
        zh = "没有人任负责该计划的岗位。请先任命或指定代理。"
        en = "Nobody fills the post that answers for the plan. Appoint somebody first."
        raise NobodyAnswersForPlan(error("plans.nobody_answers", plan.ref, zh, en))
    late = days_late(plan, on=day(at))
    subject, text = _reminder(plan, late, (plan.due - day(at)).days)
    letter = _write(answering, Letter.Kind.REMINDER, subject, text, plan, by, at)
    body: dict[str, Json] = {
        "due": plan.due.isoformat(),
        "days_late": str(late),
        "letter": letter.ref,
        "to": answering.person.ref,
    }
    enter("plans.plan_reminded", plan.ref, plan.unit, by, at, body)
    return letter


def _reminder(plan: MonthlyPlan, late: int, left: int) -> tuple[Words, Words]:
    month, due, unit = Month.of(plan.month).words, day_words(plan.due), _named(plan.unit)
    zh, en = f"{unit.zh}{month.zh}计划", f"The plan of {unit.en} for {month.en}"
    if late:
        return (
            Words(f"{zh}已逾期{late}天", f"{en} is {_days(late)} late"),
            Words(
                f"{zh}应于{due.zh}报送，已逾期{late}天。请核对预填内容后报送；如有困难，请告知办公室。",
                f"{en} was due on {due.en}, {_days(late)} ago. Check the prefilled lines and submit "
                "it, or tell the office what stands in the way.",
            ),
        )
    when = Words(f"还有{left}天", f"{_days(left)} left") if left else Words("今天到期", "due today")
    return (
        Words(f"{zh}：{when.zh}", f"{en}: {when.en}"),
        Words(
            f"{zh}应于{due.zh}报送，{when.zh}。计划已按年度指标预填，核对后即可报送。",
            f"{en} is due on {due.en} ({when.en}). It is prefilled from the annual targets: "
            "check it and submit.",
        ),
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _named(unit: Unit) -> Words:
    """The unit's name in both languages, one standing in for the other where it is missing."""
    name = Unit.name.words(unit)
    return Words(name.pick("zh"), name.pick("en"))


def _write(
    to: Appointment,
    kind: Letter.Kind,
    subject: Words,
    text: Words,
    thing: MonthlyPlan | Summary,
    by: Appointment | None,
    at: datetime,
    content: Mapping[str, Json] | None = None,
) -> Letter:
    person = to.person
    name = Person.name.words(person).pick(person.language)
    return write_letter(
        Addressee(person.ref, name, person.email, person.language),
        kind=kind,
        subject=subject.pick(person.language),
        text=text.pick(person.language),
        about=thing.ref,
        path=thing.unit.path,
        actor=actor(by),
        at=at,
        link=thing.address,
        content=content,
        matter=person.ref,
    )


def write_summary(
    reader: Appointment, made: Summary, own: Collection[str], by: Appointment, at: datetime
) -> None:
    """Writes the published figures to one reader; the mail names the lines of the units in `own`."""
    language = reader.person.language
    lines = {ref: _unit_lines(made, ref, language) for ref in made.figures["units"]}
    subject, opening = _summary_title(made), _summary_opening(made)
    pages: dict[str, Json] = {
        "organ": _named(made.unit).pick(language),
        "title": subject.pick(language),
        "date": day(at).isoformat(),
        "opening": [opening.pick(language)],
        "sections": _sections(made, lines, language),
    }
    text, mine = (
        opening.pick(language),
        [line for ref in lines if ref in own for line in lines[ref]],
    )
    if mine:
        heading = Words("本单位：", "Your unit:").pick(language)
        text += "\n".join((f"\n\n{heading}", *(f"- {line}" for line in mine)))
    _write(reader, Letter.Kind.SUMMARY, subject, Words(text, text), made, by, at, pages)


def _summary_title(made: Summary) -> Words:
    month, root = Month.of(made.month).words, _named(made.unit)
    return Words(
        f"{root.zh}{month.zh}计划完成情况", f"{root.en}: what came of the plans of {month.en}"
    )


def _summary_opening(made: Summary) -> Words:
    month = Month.of(made.month)
    zh = "{month}共计划{items}项：完成{done}项，未完成{slipped}项，未报告{not_reported}项。"
    en = (
        "{items} lines were planned for {month}: {done} done, {slipped} slipped, "
        "{not_reported} without a report."
    )
    if made.figures["carried"]:
        zh += "未完成的事项结转以后的月份，继续跟踪。"
        en += " What slipped is carried over into the next plan and followed."
    number = sums(made.figures["totals"])
    return Words(
        zh.format(month=month.words.zh, **number), en.format(month=month.words.en, **number)
    )


def _unit_lines(made: Summary, ref: str, language: str) -> list[str]:
    """What came of one unit's plan, line by line, and how the plan itself came."""
    figures = made.figures
    lines = [_line(figures, line, language) for line in figures["lines"] if line["unit"] == ref]
    unit = figures["units"][ref]
    if unit["submitted_on"] is None:
        lines.append(Words("计划未报送。", "The plan was not submitted.").pick(language))
    elif late := int(unit["days_late"]):
        came = Words(f"计划逾期{late}天报送。", f"The plan came {_days(late)} late.")
        lines.append(came.pick(language))
    return lines


def _line(figures: Mapping[str, Any], line: Mapping[str, Any], language: str) -> str:
    colon = Words("：", ": ").pick(language)
    text = _picked(line["title"], language) + colon + _picked(line["explanation"], language)
    if note := figures["notes"].get(line["item"]):
        text += Words("说明：", " Note: ").pick(language) + _picked(note, language)
    return text


def _sections(made: Summary, of: Mapping[str, list[str]], language: str) -> list[Json]:
    """A section for each unit; one for what was let go, with the reasons given."""
    units = made.figures["units"]
    sections = [(_picked(units[ref]["name"], language), of[ref]) for ref in of]
    colon = Words("：", ": ").pick(language)
    if made.figures["released"]:
        heading = Words("经说明取消的事项", "Let go, with the reason given").pick(language)
        reasons = [
            _picked(line["title"], language) + colon + _picked(line["reason"], language)
            for line in made.figures["released"]
        ]
        sections.append((heading, reasons))
    return [{"heading": heading, "paragraphs": [*lines]} for heading, lines in sections]


def _picked(text: Mapping[str, str], language: str) -> str:
    return Words(text["zh"], text["en"]).pick(language)


def sums(totals: Sequence[Mapping[str, str]]) -> dict[str, Json]:
    """The lines of all units by how they ended; `done` includes those over plan."""
    kinds = {"items": ("items",), "done": ("done", "over")} | {
        kind: (kind,) for kind in ("slipped", "not_reported")
    }
    return {
        name: str(sum(int(total[kind]) for total in totals for kind in of))
        for name, of in kinds.items()
    }
