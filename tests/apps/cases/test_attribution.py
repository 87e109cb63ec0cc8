"""Adopting the shares of the harm; applying the rules."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from remit.apps.cases import actions, queries
from remit.apps.cases.models import Attribution
from remit.apps.organisation.actions import PowerNotHeld
from remit.engines.attribution import Situation, parse_situation
from tests.builders import at, entries, hold, house, post
from tests.case_builders import (
    Four,
    bench,
    concealed_and_idle,
    lateness,
    named,
    never_told,
    opened_case,
    pack,
    stated,
    told_and_idle,
    told_without_means,
)

pytestmark = pytest.mark.django_db
ADOPTED = at(2025, 4, 9)


@pytest.mark.parametrize(
    ("situation", "shares"),
    [
        (never_told, ("1/3", "0", "1/3", "1/3")),
        (told_and_idle, ("1/3", "1/3", "0", "1/3")),
        (told_without_means, ("1/2", "0", "0", "1/2")),
        (concealed_and_idle, ("5/12", "1/12", "1/12", "5/12")),
    ],
)
def test_an_inherited_problem_is_shared_by_what_each_knew_and_could(
    situation: Callable[[Four], Situation], shares: tuple[str, ...]
) -> None:
    home = house()
    who = bench(home)
    case = opened_case(home, who)
    maker = hold(post(home.roads, "maker"), "mara")
    auditor = hold(post(home.root, "auditor"), "abe")
    four = Four(maker, home.roads_head, auditor, home.clerk)
    attribution = actions.adopt_attribution(case, situation(four), by=who.officer, at=ADOPTED)
    assert tuple(row["share"] for row in attribution.report["persons"]) == shares
    assert attribution.report["certificate"]["exact"] is True
    boat = attribution.report["contrasts"][0]
    assert set(boat["shares"].values()) == {"1/4"}
    (entry,) = entries("cases.attribution_adopted")
    assert entry.body["shares"][home.roads_head.person.ref] == shares[1]
    assert (entry.body["inputs"], entry.body["attribution"]) == (
        attribution.inputs,
        attribution.ref,
    )


def test_an_attribution_is_kept_so_that_anybody_can_reckon_it_again() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    situation = lateness(concerned, home.clerk)
    kept = actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    again = Attribution.objects.get(pk=kept.pk)
    assert parse_situation(again.situation) == situation
    assert again.inputs == again.report["certificate"]["inputs"]
    assert again.engine


def test_a_new_attribution_supersedes_the_first() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    situation = lateness(concerned, home.clerk)
    first = actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    second = actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    first.refresh_from_db()
    assert first.superseded_by == second
    assert list(concerned.case.attributions.filter(superseded_by__isnull=True)) == [second]


def test_only_who_investigates_attributes_and_nobody_whom_the_case_concerns() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    situation = lateness(concerned, home.clerk)
    with pytest.raises(PowerNotHeld):
        actions.adopt_attribution(concerned.case, situation, by=who.first, at=ADOPTED)
    other = hold(post(home.root, "officer-2", "cases.investigate"), "otto")
    actions.name_concerned(concerned.case, other, by=who.officer, at=at(2025, 4, 8))
    with pytest.raises(actions.ConflictOfInterest):
        actions.adopt_attribution(concerned.case, situation, by=other, at=ADOPTED)


def test_the_rules_say_what_they_admit_and_keep_the_proof() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    stated(concerned, who)
    situation = lateness(concerned, home.clerk)
    actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    determination = actions.determine(concerned, pack=pack(), by=who.officer, at=ADOPTED)
    result = determination.result
    assert (result["low"], result["high"], result["settled"]) == ("talk", "warning", True)
    assert result["admits"] == ["talk", "warning"]
    assert {row["rule"]: row["status"] for row in result["proof"]} == {
        "missed": "applied",
        "no-means": "not_applied",
        "not-told": "not_applied",
    }
    assert (determination.act_on, determination.on) == (concerned.case.act_on, ADOPTED.date())
    assert any("Internal Rule, art. 2" in line for line in result["lines"]["en"])
    assert any("《内部规定》第二条" in line for line in result["lines"]["zh"])
    (entry,) = entries("cases.determination_made")
    assert (entry.body["low"], entry.body["high"]) == ("talk", "warning")


def test_an_open_fact_leaves_several_outcomes_and_is_named_as_deciding() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    stated(concerned, who, means=None)
    situation = lateness(concerned, home.clerk)
    actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    result = actions.determine(concerned, pack=pack(), by=who.officer, at=ADOPTED).result
    assert (result["settled"], result["admits"]) == (False, [])
    assert [row["fact"] for row in result["deciding"]] == ["means"]


def test_the_rules_are_applied_after_the_shares_and_under_the_pack_of_the_case() -> None:
    home = house()
    who = bench(home)
    concerned = named(home, who)
    stated(concerned, who)
    with pytest.raises(actions.StepOutOfOrder):
        actions.determine(concerned, pack=pack(), by=who.officer, at=ADOPTED)
    situation = lateness(concerned, home.clerk)
    actions.adopt_attribution(concerned.case, situation, by=who.officer, at=ADOPTED)
    other = replace(pack(), id="other")
    with pytest.raises(actions.OtherRulePack):
        actions.determine(concerned, pack=other, by=who.officer, at=ADOPTED)
    assert not queries.current_facts(concerned)[0].superseded_by_id
