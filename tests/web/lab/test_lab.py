"""The laboratory's first walk: sliders, answer, store, report; parameters; who may."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from remit.apps.lab.models import Run
from remit.apps.organisation.models import Appointment
from remit.engines.storm.claims.board import shipped
from remit.engines.storm.design import VERSION
from remit.engines.storm.parameters import parameters
from remit.engines.storm.running import warm
from remit.web.lab.claims import state
from remit.web.lab.levers import GROUPS
from tests.builders import House, entries, hold, house, post
from tests.case_builders import bench, opened_case
from tests.web.insight.handing import back_and_forth

pytestmark = pytest.mark.django_db
HARSH = {"posts": "township", "regime.severity": "450", "regime.precision": "0.1"}


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """What a page shows."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_lever_of_a_regime_has_its_slider() -> None:
    shown = sorted(own for _, _, names in GROUPS for own in names)
    assert shown == sorted(each.name for each in parameters("regime"))


def test_the_first_page_shows_the_regime_as_it_is(signed_in: Client) -> None:
    told = page(signed_in, "lab", posts="township")
    assert "Nothing is changed yet" in told
    assert told.count('type="range"') == 22 + 11
    assert "scores nobody and forecasts nobody" in told


def test_a_moved_slider_is_answered_alone(signed_in: Client) -> None:
    answer = signed_in.get(reverse("lab"), HARSH, headers={"HX-Request": "true"})
    told = answer.content.decode()
    assert "<html" not in told
    assert "Nothing is changed yet" not in told
    assert "95 % interval" in told


def test_a_storm_is_drawn_week_by_week(signed_in: Client) -> None:
    told = page(signed_in, "lab", posts="township", storm="1")
    assert "The storm is shaded" in told
    assert '<h2 id="weekly">' in told


def test_a_value_out_of_range_is_told_and_todays_stands(signed_in: Client) -> None:
    told = page(signed_in, "lab", **{"posts": "township", "regime.precision": "7"})
    assert "out of range" in told
    assert "Nothing is changed yet" in told


def test_nonsense_is_told_and_breaks_nothing(signed_in: Client) -> None:
    told = page(signed_in, "lab", **{"regime.precision": "<b>", "unit": "x", "posts": "moon"})
    assert "&lt;b&gt;" in told
    assert "<b>" not in told


def test_a_design_is_stored_with_seed_version_and_digest(
    analyst: Appointment, signed_in: Client
) -> None:
    answer = signed_in.post(reverse("lab_store"), HARSH)
    run = Run.objects.get()
    assert answer.headers["Location"] == reverse("lab_run", args=[run.pk])
    assert (run.kind, run.engine, run.seed, run.by) == ("design", VERSION, 0, analyst)
    assert len(run.inputs) == 64
    assert float(run.asked["values"]["regime.severity"]) == 450
    assert entries("lab.run_stored")[0].body["inputs"] == run.inputs
    told = page(signed_in, "lab_run", run.pk)
    assert run.asked["after"][:12] in told
    assert "regime.severity=450" in told


def test_the_same_question_has_the_same_digest(signed_in: Client) -> None:
    for _ in range(2):
        signed_in.post(reverse("lab_store"), HARSH)
    first, second = Run.objects.order_by("pk")
    if first.asked["by"] == second.asked["by"]:
        assert (first.inputs, first.result) == (second.inputs, second.result)


def test_who_may_only_look_stores_nothing(home: House, client: Client) -> None:
    reader = hold(post(home.root, "reader", "insight.read"), "rita")
    client.force_login(reader.person)
    assert "Store this" not in page(client, "lab", **HARSH)
    assert client.post(reverse("lab_store"), HARSH).status_code == 403
    assert not Run.objects.exists()


def test_who_may_not_look_is_turned_away(home: House, client: Client) -> None:
    client.force_login(home.works_head.person)
    assert client.get(reverse("lab")).status_code == 403


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_report_is_one_page(signed_in: Client, language: str) -> None:
    signed_in.cookies["django_language"] = language
    answer = signed_in.get(reverse("lab_report"), HARSH)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") + answer.content.count(b"/Type/Page/") <= 1
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_all_parameters_are_listed(signed_in: Client, language: str) -> None:
    signed_in.cookies["django_language"] = language
    told = page(signed_in, "lab_parameters")
    rows = told.count("<tr role") - 4
    assert rows == sum(len(parameters(part)) for part in ("regime", "world", "people", "storm"))


def test_a_page_takes_few_questions_to_the_database(
    signed_in: Client, django_assert_max_num_queries: object
) -> None:
    page(signed_in, "lab", posts="township")
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # a fixture of pytest-django
        page(signed_in, "lab", posts="township")


QUESTIONS = ("lab_phase", "lab_matters", "lab_front", "lab_boxes")


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_reckoned_before_it_is_asked_for(signed_in: Client, name: str) -> None:
    told = page(signed_in, name, posts="township")
    assert "Not reckoned yet" in told or "is missing" in told
    assert "runs in" not in told


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_when_asked(signed_in: Client, name: str, language: str) -> None:
    signed_in.cookies["django_language"] = language
    told = page(signed_in, name, posts="township", go="1")
    assert "data-chart" in told or "<tbody" in told or 'class="empty' in told
    assert ("runs in" if language == "en" else "次模拟") in told or "pymoo" in told


def test_prices_are_the_readers_own(signed_in: Client) -> None:
    told = page(
        signed_in, "lab_front", **{"price.regime.precision": "7", "price.regime.reward": "x"}
    )
    if "is missing" not in told:
        assert 'name="price.regime.precision" type="number" value="7"' in told
        assert 'name="price.regime.reward" type="number" value="2"' in told


def test_two_designs_carry_their_own_names(signed_in: Client) -> None:
    told = page(signed_in, "lab_compare", posts="township", one="county", other="precise")
    assert "as now, but precise" in told
    assert "In what they differ" in told


def test_a_stored_design_can_be_compared(signed_in: Client) -> None:
    signed_in.post(reverse("lab_store"), HARSH)
    run = Run.objects.get()
    told = page(signed_in, "lab_compare", posts="township", other=f"run:{run.pk}")
    assert "450 tasks" in told


def test_a_stored_design_of_another_house_is_not_offered(signed_in: Client) -> None:
    other = house("OTHER")
    ana = hold(post(other.root, "analyst", "insight.read", "insight.measure"), "other-ana")
    stranger = Client()
    stranger.force_login(ana.person)
    stranger.post(reverse("lab_store"), HARSH)
    run = Run.objects.get()
    assert f"run:{run.pk}" not in page(signed_in, "lab_compare", posts="township")
    assert signed_in.get(reverse("lab_run", args=[run.pk])).status_code == 404


def test_a_forecast_is_kept_with_its_campaign_and_leads_to_what_came(signed_in: Client) -> None:
    said = {"posts": "township", "campaign": "No. 7", "from": "2025-09-01", "storm.weeks": "10"}
    signed_in.post(reverse("lab_storm_store"), said)
    run = Run.objects.get()
    assert (run.kind, run.engine) == ("storm_forecast", VERSION)
    assert (run.asked["from"], run.asked["to"]) == ("2025-09-01", "2025-11-10")
    told = page(signed_in, "lab_run", run.pk)
    assert "No. 7" in told
    assert f"{reverse('insight_analysis', args=['storm'])}?unit=" in told
    assert "from=2025-09-01&amp;to=2025-11-10" in told


def test_a_forecast_without_name_or_day_is_refused_with_both_reasons(signed_in: Client) -> None:
    answer = signed_in.post(reverse("lab_storm_store"), {"posts": "township"}, follow=True)
    told = answer.content.decode()
    assert "Say the name or reference" in told
    assert "Say its first day" in told
    assert not Run.objects.exists()


def test_the_planner_tells_mobilisation_and_what_it_costs(signed_in: Client) -> None:
    told = page(signed_in, "lab_storm", posts="township")
    assert "Mobilisation and what it costs" in told
    assert "other tasks" in told


def test_every_claim_is_on_the_scoreboard(signed_in: Client) -> None:
    told = page(signed_in, "lab_claims")
    listed = shipped().get("claims", ())
    assert isinstance(listed, list)
    assert told.count("<tr role") == len(listed) + len({line["text"] for line in listed})
    for line in listed[:5]:
        assert escape(line["words"]["en"]) in told


def test_a_claim_that_holds_only_somewhere_says_so() -> None:
    line = {"holds": True, "robust": 0.4, "conditional": {"zh": "", "en": ""}}
    assert state(line)[0].en == "holds only in part"
    assert state({**line, "robust": 0.9})[0].en == "holds"
    assert (
        state({**line, "robust": 0.9, "conditional": {"zh": "某", "en": "x"}})[0].en
        == "holds only in part"
    )
    assert state({**line, "holds": False})[0].en == "does not hold"


@pytest.mark.parametrize(
    "name", ["lab_compare", "lab_storm", "lab_phase", "lab_parameters", "lab_claims", "lab_runs"]
)
def test_every_page_takes_few_questions_to_the_database(
    signed_in: Client, django_assert_max_num_queries: object, name: str
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]  # a fixture of pytest-django
        page(signed_in, name, posts="township")


def test_a_forecast_has_what_came_beside_it_once_its_days_have_begun(
    home: House, signed_in: Client
) -> None:
    said = {"posts": "township", "campaign": "No. 7", "from": "2025-02-03", "storm.weeks": "10"}
    signed_in.post(reverse("lab_storm_store"), said)
    signed_in.post(reverse("lab_storm_store"), said | {"from": "2099-01-05"})
    later, begun = Run.objects.order_by("-pk")
    back_and_forth(home)
    assert "What the records say" in page(signed_in, "lab_run", begun.pk)
    assert "What the records say" not in page(signed_in, "lab_run", later.pk)


def test_what_was_seen_is_what_is_stored(signed_in: Client) -> None:
    signed_in.post(reverse("lab_store"), HARSH | {"by": "numpy"})
    asked = Run.objects.get().asked
    assert (asked["by"], asked["seeds"], asked["weeks"]) == ("numpy", 4, 150)


@pytest.mark.parametrize("table", ["figures", "bearing", "mix", "injustice", "levels", "hours"])
def test_every_table_of_an_answer_is_a_workbook(signed_in: Client, table: str) -> None:
    asked = HARSH | {"format": "xlsx", "table": table}
    answer = signed_in.get(reverse("lab"), asked)
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"PK")


def test_a_table_that_is_not_there_is_not_found(signed_in: Client) -> None:
    asked = HARSH | {"format": "xlsx", "table": "moon"}
    assert signed_in.get(reverse("lab"), asked).status_code == 404


def test_a_drawing_leads_to_its_workbook(signed_in: Client) -> None:
    assert "format=xlsx&amp;table=mix" in page(signed_in, "lab", **HARSH)


def test_the_ledger_tells_nothing_where_nothing_was_recorded(signed_in: Client) -> None:
    warm()
    told = page(signed_in, "lab_calibrate", posts="township", go="1")
    assert "Nothing in the ledger to hold it against yet" in told


def test_the_ledger_tells_what_it_can_and_what_it_cannot(home: House, signed_in: Client) -> None:
    warm()
    who = bench(home)
    for _ in range(5):
        opened_case(home, who)
    entered = {"posts": "township", "go": "1", "on": "2025-06-02"}
    told = page(signed_in, "lab_calibrate", **entered)
    assert "no: stays assumed" in told
    assert "Held-out R²" in told


def test_a_slider_that_was_not_moved_changes_nothing_though_its_steps_are_coarse(
    signed_in: Client,
) -> None:
    told = page(signed_in, "lab", **{"posts": "township", "regime.capacity": "0.00688"})
    assert "Nothing is changed yet" in told


def test_a_storm_ends_before_the_weeks_do(signed_in: Client) -> None:
    asked = {"posts": "township", "storm": "1", "storm.weeks": "400", "by": "numpy"}
    told = page(signed_in, "lab", **asked)
    assert 'name="storm.weeks" min="1" max="60"' in told
    assert "60 weeks" in told


def test_no_name_is_given_twice_on_a_page(signed_in: Client) -> None:
    told = page(signed_in, "lab", **HARSH, storm="1")
    names = re.findall(r'\sid="([^"]+)"', told)
    assert sorted(names) == sorted(set(names))
