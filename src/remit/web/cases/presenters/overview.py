"""The one page of a case: what is alleged, what is known, what is missing for the next step."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from remit.apps.cases import queries
from remit.web.cases.presenters import clocks, file, people, seals, steps
from remit.web.cases.presenters.registers import day_of, stage
from remit.web.components import Answer
from remit.web.standpoint import Standpoint
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Concerned

INVESTIGATING = frozenset({"cases.investigate", "cases.decide_appeal"})


def page(case: "Case", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the page of a case."""
    on = standpoint.on
    states = steps.as_of(queries.next_steps(case, on=on), standpoint)
    refs = (ref for state in states for ref in state.by)
    names = people.names(refs, standpoint)
    pack = queries.pack_of(case)
    rows = case.facts.filter(superseded_by__isnull=True)
    facts = file.lines(
        rows.select_related("concerned__appointment__person", "said_by").prefetch_related(
            "evidence"
        ),
        pack,
        on=on,
    )
    concerned = [row for row in _concerned(states) if day_of(row.named_at) <= on]
    running = queries.clocks(case, on=on)
    lapsed = clocks.lapsed(running)
    upcoming = steps.upcoming(states, case, standpoint)
    return {
        "case": case,
        "stage": stage(case),
        "thread": file.thread(queries.thread(case)),
        "sections": file.sections(case, "case"),
        "alleged": file.alleged(case),
        "facts": file.telling(facts),
        "settled": len(facts) - len(file.telling(facts)),
        "next": upcoming,
        "next_words": _joined(upcoming),
        "missing": missing(case, concerned, facts),
        "obstacles": steps.obstacles(states),
        "case_tasks": steps.tasks(steps.of_case(states), case, names),
        "people": [
            {"row": row, "now": steps.summary(own), "tasks": steps.tasks(own, case, names, lapsed)}
            for row in concerned
            for own in (steps.of_person(states, row),)
        ],
        "clocks": clocks.running(running, queries.calendar(case.unit), on=on),
        "particulars": _particulars(case),
        "may_investigate": may_investigate(case, standpoint),
        "rulings": seals.rulings(case, standpoint),
    }


def missing(case: "Case", concerned: "list[Concerned]", facts: list[file.Line]) -> list[str]:
    """What is still open, in sentences; empty when nothing is."""
    if case.stage == "closed":
        return []
    found = []
    if not concerned:
        found.append(_("Nobody is named yet: who held the post on the day of the act?"))
    if not facts:
        found.append(_("No fact is stated yet: what is known, and on what evidence?"))
    open_ = len(file.open_points(facts))
    if open_:
        words = ngettext("%(n)d fact is open.", "%(n)d facts are open.", open_) % {"n": open_}
        found.append(words)
    without = sum(1 for line in facts if not line.evidence and not line.fact.code)
    if without:
        one = "%(n)d fact has no evidence yet."
        found.append(ngettext(one, "%(n)d facts have no evidence yet.", without) % {"n": without})
    return found


def may_investigate(case: "Case", standpoint: Standpoint) -> bool:
    """Whether to offer the reader to add to the file; the deed itself asks again."""
    return case.stage != "closed" and bool(INVESTIGATING & standpoint.codes)


def _joined(rows: list[steps.Next]) -> str:
    """The next steps in one line, one name for each."""
    return people.together(
        f"{pick(row.label)} ({row.person})" if row.person else pick(row.label) for row in rows
    )


def _concerned(states: list[queries.StepState]) -> "list[Concerned]":
    found = {s.concerned.pk: s.concerned for s in states if s.concerned is not None}
    return list(found.values())


def _particulars(case: "Case") -> list[Answer]:
    pack = queries.pack_of(case)
    officer = case.officer
    return [
        Answer(_("Case number"), case.number),
        Answer(_("Officer"), officer.person.name, note=officer.post.name),
        Answer(
            _("Rules of the case"), pack.titles, note=_("version %(v)s") % {"v": case.pack_version}
        ),
        Answer(_("Case opened"), case.opened_at, note=case.opened_by.person.name),
    ]
