"""The made-up places as they are set up: whole, numbered, documented, and only once."""

import re
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from django.apps import apps
from django.db.models import F

from remit.apps.cases.models import Appeal, Case, Decision, Report
from remit.apps.cases.queries import next_steps, visible_to
from remit.apps.correspondence.models import Letter
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import check, state
from remit.apps.organisation.models import Person, Unit
from remit.apps.organisation.queries import appointments_of, organisations, units_visible_to
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary
from remit.apps.plans.queries import due_soon, overdue
from remit.demo.cast import CAST, LEADS, PASSWORD
from remit.demo.load import STORIES, load, tell_cast
from tests.demo.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

ROOT = Path(__file__).parents[2]
ENOUGH = {"plans.monthlyplan": 350, "plans.planitem": 1500, "ledger.entry": 3500}
# Made inside the deed of another thing: lines of a prefilled plan, what became of a report, who agreed.
INSIDE = {"plans.PlanItem", "cases.Verification", "cases.Confirmation"}


def person(login: str) -> Person:
    return Person.objects.get(login=login)


def test_setting_up_again_changes_nothing_and_takes_no_time(demo: Demo) -> None:
    before, told = state(), list[str]()
    began = perf_counter()
    load(at=demo.end + timedelta(days=40), tell=told.append)
    assert perf_counter() - began < 0.5
    assert (state(), told) == (before, [])


def test_every_entry_is_numbered_without_a_gap(demo: Demo) -> None:
    whole = state()
    assert whole.entries == whole.numbered == whole.last > 0
    assert check() == ()


def test_every_verb_is_documented(demo: Demo) -> None:
    documented = set(re.findall(r"^\| `([\w.]+)` \|", _ledger_page(), re.MULTILINE))
    assert set(Entry.objects.values_list("verb", flat=True)) <= documented


def test_every_row_came_through_an_action(demo: Demo) -> None:
    entered = set(Entry.objects.values_list("subject", flat=True))
    entered |= {ref for body in Entry.objects.values_list("body", flat=True) for ref in _refs(body)}
    for model in apps.get_models():
        if hasattr(model, "ref") and model._meta.label not in INSIDE:
            missing = {row.ref for row in model._default_manager.all()} - entered
            assert not missing, model._meta.label


def test_a_line_of_a_plan_was_prefilled_carried_over_or_added(demo: Demo) -> None:
    own = PlanItem.objects.filter(target__isnull=True, carried_from__isnull=True)
    added = set(Entry.objects.filter(verb="plans.item_added").values_list("subject", flat=True))
    assert {item.ref for item in own} == added != set()


def test_there_is_enough_to_look_at(demo: Demo) -> None:
    for label, least in ENOUGH.items():
        assert apps.get_model(label)._default_manager.count() >= least, label
    months = set(Summary.objects.values_list("month", flat=True))
    assert 12 <= len(months) <= 18


def test_everybody_and_every_place_is_marked_as_made_up(demo: Demo) -> None:
    assert not Unit.objects.filter(invented=False).exists()
    assert not Person.objects.filter(invented=False).exists()
    assert not Person.objects.exclude(email__endswith=".example").exists()
    assert set(Person.objects.values_list("login", flat=True)) <= {one.login for one in CAST}


def test_only_the_leads_have_a_password_and_it_is_the_one_told(demo: Demo) -> None:
    leads = {one.login for one in LEADS}
    assert {p.login for p in Person.objects.all() if p.has_usable_password()} == leads
    assert all(person(login).check_password(PASSWORD) for login in leads)
    assert all(appointments_of(person(login), on=demo.end.date()) for login in leads)


def test_nobody_sees_a_place_without_a_post_there(demo: Demo) -> None:
    seen = {
        login: {unit.path[:6] for unit in units_visible_to(person(login), on=demo.end.date())}
        for login in ("lin.an", "wen.yuan", "fang.heng")
    }
    roots = {root.code: root.path for root in organisations()}
    assert seen["lin.an"] == {roots["linshan"]}
    assert seen["wen.yuan"] == {roots["yuhe"]}
    assert seen["fang.heng"] == {roots[story.house.code] for story in STORIES}


def test_no_letter_is_left_undelivered(demo: Demo) -> None:
    assert not Letter.objects.exclude(state=Letter.State.DELIVERED).exists()
    languages = Letter.objects.filter(kind=Letter.Kind.DECISION).values_list("language", flat=True)
    assert set(languages) == {"zh-hans", "en"}


def test_yuhe_has_plans_in_submitted_due_and_overdue(demo: Demo) -> None:
    today = demo.end.date()
    yuhe = organisations().get(code="yuhe").path
    late = [plan.unit.code for plan in overdue(on=today) if plan.unit.path.startswith(yuhe)]
    soon = [
        plan.unit.code for plan in due_soon(on=today, days=3) if plan.unit.path.startswith(yuhe)
    ]
    came = MonthlyPlan.objects.filter(unit__path__startswith=yuhe, submitted_on__lte=F("due"))
    assert late == ["newtown"]
    assert soon == ["hedong", "wharf", "newtown"]
    assert came.filter(month__gt=today).count() == 4


def test_one_case_waits_for_its_deciders_and_one_for_its_officer(demo: Demo) -> None:
    today = demo.end.date()
    waiting = visible_to(person("fang.heng"), on=today).get(stage=Case.Stage.PROPOSED)
    steps = [step for step in next_steps(waiting, on=today) if step.step.code == "decided"]
    may = {row.person.login for step in steps for row in step.may}
    assert may == {"fang.heng", "cheng.zhun"}
    assert visible_to(person("yan.shen"), on=today).filter(stage=Case.Stage.OPEN).count() == 1


def test_the_stories_end_as_they_are_told(demo: Demo) -> None:
    ends = {
        (row.concerned.person.login, row.measure, row.state)
        for row in Decision.objects.select_related("concerned__appointment__person")
    }
    assert ends >= {
        ("he.chi", "demerit", "superseded"),
        ("he.chi", "warning", "served"),
        ("lu.ping", "admonition", "served"),
        ("qian.mo", "demotion", "served"),
        ("shen.chu", "exempt", "served"),
        ("pan.jin", "exempt", "served"),
        ("bao.li", "criticism", "proposed"),
    }
    assert set(Appeal.objects.values_list("outcome", flat=True)) == {"changed", "upheld"}
    assert Report.objects.filter(state="unfounded").count() == 2
    assert Report.objects.filter(state="received").exclude(receipt="").count() == 1
    assert Case.objects.filter(stage=Case.Stage.CLOSED).count() == 2


def test_progress_is_told_month_by_month_up_to_the_end(demo: Demo) -> None:
    months = [line for line in demo.told if re.match(r"\d{4}-\d{2} ", line)]
    assert len(months) == 17
    assert "100 %" in months[-1]
    assert all(name in months[3] for name in ("linshan", "qingshui", "yuhe"))


def test_the_visitor_is_told_the_receipt_of_a_report_that_waits(demo: Demo) -> None:
    lines: list[str] = []
    tell_cast(address="http://127.0.0.1:8000", tell=lines.append)
    waiting = Report.objects.exclude(receipt="").get(state="received")
    assert any(waiting.receipt in line for line in lines)


def _ledger_page() -> str:
    return (ROOT / "docs" / "reference" / "ledger.md").read_text(encoding="utf-8")


def _refs(value: object) -> set[str]:
    """All references in an entry's body."""
    if isinstance(value, str):
        return {value}
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {ref for one in parts for ref in _refs(one)}
