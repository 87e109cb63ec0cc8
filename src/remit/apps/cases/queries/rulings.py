"""What decisions say of the rules they rest on: departures by year, kept facts, the tests of a pack.

A decision departs when it lies outside what its determination admits. While facts were open, only what
every possible outcome admits is inside.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from remit.apps.cases.models import EXEMPT, Concerned, Decision, Determination
from remit.apps.cases.queries.packs import packs
from remit.apps.cases.queries.sight import visible_to
from remit.apps.fields import Bilingual
from remit.apps.organisation.models import Person
from remit.apps.organisation.queries import day
from remit.engines import precedents
from remit.engines.rules import EffectKind, Pack, PackTest, PackTestsRefused, pack_tests
from remit.engines.words import Words

NO_RULE = ""
"""The rule of a decision under which no provision gave a measure."""


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """The facts on which the rules were last applied to one person, with the days of that reckoning.

    `of` says to what the person belonged on the day of the act: unit, post, and whether it heads it.
    """

    case: int
    number: str
    title: Words
    facts: Mapping[str, object]
    on: date
    act_on: date
    of: Mapping[str, Words]


def decisions_visible_to(person: Person, *, on: date) -> QuerySet[Decision]:
    """The decisions taken in the cases of others that the person may open that day, none erased."""
    own = Concerned.objects.filter(appointment__person=person).values("case")
    cases = visible_to(person, on=on).exclude(pk__in=own).order_by().values("pk")
    rows = Decision.objects.filter(
        decided_at__isnull=False, erased_at__isnull=True, concerned__case__in=cases
    )
    return rows.select_related("concerned__case__unit", "determination")


def departure_register(rows: Iterable[Decision], *, rule: str = "") -> precedents.Register:
    """How often the decisions depart, by rule and year; of one `rule` where it is named.

    A decision on which several rules gave a measure counts under each.
    """
    found = [line for row in rows for line in _under_rules(row)]
    return precedents.register(line for line in found if not rule or line.rule == rule)


def rules_of(row: Decision) -> tuple[str, ...]:
    """The applied rules that gave the measure of a decision, `NO_RULE` where none did."""
    installed = packs().get(row.determination.pack_id)
    proof = row.determination.result.get("proof", ())
    applied = [line["rule"] for line in proof if line["status"] == "applied"]
    giving = tuple(id for id in applied if _gives(installed, id))  # noqa: A001  # the word of the packs
    return giving or (NO_RULE,)


def kept_facts(person: Person, *, on: date, pack: str) -> list[KeptFacts]:
    """The facts of the cases of others the person may open, as last reckoned under the pack."""
    own = Concerned.objects.filter(appointment__person=person).values("case")
    cases = visible_to(person, on=on).exclude(pk__in=own).order_by().values("pk")
    return [_kept(row) for row in _last_under(pack).filter(concerned__case__in=cases)]


def all_kept_facts(*, pack: str) -> list[KeptFacts]:
    """The facts of every case of the installation, as last reckoned under the pack: for its operator."""
    return [_kept(row) for row in _last_under(pack)]


def _last_under(pack: str) -> QuerySet[Determination]:
    rows = Determination.objects.filter(
        pack_id=pack, superseded_by__isnull=True, erased_at__isnull=True
    )
    return rows.select_related("concerned__case", "concerned__appointment__post__unit")


def tests_of(pack: Pack) -> tuple[PackTest, ...]:
    """The tests that stand beside the rules of an installed pack; none where they cannot be read."""
    try:
        return _tests_in(Path(settings.RULEPACKS), pack.id, pack.digest)
    except PackTestsRefused:
        return ()


def _kept(row: Determination) -> KeptFacts:
    case, post = row.concerned.case, row.concerned.appointment.post
    name = Bilingual("name")
    level = (
        Words("单位负责人", "head of a unit")
        if post.heads_unit
        else Words("其他岗位", "other posts")
    )
    return KeptFacts(
        case.pk,
        case.number,
        Bilingual("title").words(case),
        row.facts,
        row.on,
        row.act_on,
        {"unit": name.words(post.unit), "level": level, "post": name.words(post)},
    )


def _gives(pack: Pack | None, rule: str) -> bool:
    """Whether a rule gives a range of measures; one that is not there any more is taken to."""
    found = next((r for r in pack.rules if r.id == rule), None) if pack else None
    return found is None or found.has(EffectKind.BAND)


def _under_rules(row: Decision) -> Iterator[precedents.Decision]:
    low, high, decided = _ranks(row)
    when = day(row.decided_at) if row.decided_at else row.determination.on
    reason = row.departure_en or row.departure_zh
    for rule in rules_of(row):
        yield precedents.Decision(f"{row.pk}/{rule}", rule, when, low, high, decided, reason)


def _ranks(row: Decision) -> tuple[int, int, int]:
    """What was admissible and what was decided, by rank; being exempt unasked is milder than none."""
    result: Mapping[str, Any] = row.determination.result
    ranks = {rung["code"]: int(rung["rank"]) for rung in result["ladder"]}
    inside = [ranks[code] for code in result["admits"]] or _mildest(result, ranks)
    exempt = 0 if not row.departs else -1
    decided = exempt if row.measure == EXEMPT else ranks.get(row.measure, 0)
    return min(inside), max(inside), decided


def _mildest(result: Mapping[str, Any], ranks: Mapping[str, int]) -> list[int]:
    """The range of the mildest outcome: what can be chosen whatever the open facts may turn out."""
    ends = [(ranks[o["low"]], ranks[o["high"]]) for o in result["outcomes"]] or [(0, 0)]
    return [min(low for low, _ in ends), min(high for _, high in ends)]


@cache
def _tests_in(
    folder: Path, id: str, digest: str
) -> tuple[PackTest, ...]:  # the digest tells versions apart
    for path in sorted(folder.glob("*/pack.yaml")):
        named = re.search(r"^pack:\s*[\"']?([\w-]+)", path.read_text(encoding="utf-8"), re.M)
        if named and named[1] == id:
            return pack_tests(_texts(path.parent))
    return ()


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((folder / "tests").rglob("*.yaml"))
    }
