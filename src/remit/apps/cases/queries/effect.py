"""What has effect: a ruling is accepted first, and has effect once its entry is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from remit.apps.cases.models import Appeal, Attribution, Case, Concerned, Decision
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import about, sealed_up_to, unsealed

DECIDED, APPEAL_DECIDED = "cases.decision_made", "cases.appeal_decided"
ADOPTED = "cases.attribution_adopted"


def in_effect(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those decisions whose ruling is sealed: the deciders' own, or that on appeal they came from."""
    made = unsealed(_ref("cases.decision:", "pk")).filter(verb=DECIDED)
    on_appeal = unsealed(_ref("cases.appeal:", "came_from__pk")).filter(verb=APPEAL_DECIDED)
    return rows.filter(~Exists(made) & ~Exists(on_appeal))


def wholly_sealed(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those decisions of which every entry so far is sealed."""
    return in_effect(rows).filter(~Exists(unsealed(_ref("cases.decision:", "pk"))))


def open_appeals(decision: Decision) -> QuerySet[Appeal]:
    """The appeals against a decision that are not decided, or whose ruling is not sealed yet."""
    ruled = unsealed(_ref("cases.appeal:", "pk")).filter(verb=APPEAL_DECIDED)
    return decision.appeals.filter(Q(decided_at__isnull=True) | Exists(ruled))


def told(concerned: Concerned) -> list[Decision]:
    """The decisions that have effect for the person, newest first, as they stand for the person.

    One that is superseded by a ruling without effect still stands as served. Not for saving.
    """
    rows = list(in_effect(concerned.decisions.exclude(state__in=NOT_TAKEN)).order_by("-id"))
    replaced = {row.supersedes_id for row in rows}
    for row in rows:
        if row.state == Decision.State.SUPERSEDED and row.pk not in replaced:
            row.state = Decision.State.SERVED
    return rows


NOT_TAKEN = (Decision.State.PROPOSED, Decision.State.SENT_BACK)


def rulings_on(people: Iterable[Concerned]) -> list[str]:
    """The references of all decisions on people and of all appeals against them."""
    decisions = Decision.objects.filter(concerned__in=people)
    appeals = Appeal.objects.filter(decision__in=decisions)
    return [
        *(f"cases.decision:{pk}" for pk in decisions.values_list("pk", flat=True)),
        *(f"cases.appeal:{pk}" for pk in appeals.values_list("pk", flat=True)),
    ]


@dataclass(frozen=True, slots=True)
class Seal:
    """What was found or decided in a case, the entry that tells of it, and whether that is sealed."""

    of: Attribution | Decision | Appeal
    entry: Entry
    sealed: bool


def seals(case: Case) -> list[Seal]:
    """The shares in force, the decisions taken and the appeals decided in a case, oldest first."""
    people = list(case.concerned.all())
    told_by = about(case.ref, *rulings_on(people)).filter(
        verb__in=(ADOPTED, DECIDED, APPEAL_DECIDED)
    )
    of, size = _in_force(case, people), sealed_up_to()
    return [
        Seal(of[ref], entry, entry.seq is not None and entry.seq <= size)
        for entry in told_by
        if (ref := entry.body.get("attribution") or entry.subject) in of
    ]


def _in_force(case: Case, people: list[Concerned]) -> dict[str, Attribution | Decision | Appeal]:
    named = "concerned__appointment__person"
    decisions = Decision.objects.filter(concerned__in=people, decided_at__isnull=False)
    appeals = Appeal.objects.filter(decision__concerned__in=people, decided_at__isnull=False)
    return {
        **{row.ref: row for row in case.attributions.filter(superseded_by__isnull=True)},
        **{row.ref: row for row in decisions.select_related(named)},
        **{row.ref: row for row in appeals.select_related(f"decision__{named}")},
    }


def _ref(kind: str, key: str) -> Concat:
    """The reference of the outer row, or of the row it names; in a subquery."""
    return Concat(Value(kind), Cast(OuterRef(key), CharField()))
