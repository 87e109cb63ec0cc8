"""Storing what an analysis found."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from remit.apps.lab.models import Run
from remit.apps.ledger.actions import Json, record
from remit.apps.organisation.actions import actor, require
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day
from remit.engines.words import Words

MEASURE = "insight.measure"


@transaction.atomic
def store_run(
    unit: Unit,
    kind: str,
    title: Words,
    *,
    asked: Mapping[str, Json],
    inputs: str,
    events: int,
    engine: str,
    result: Mapping[str, Json],
    by: Appointment | None,
    at: datetime,
    seed: int | None = None,
) -> Run:
    """Keeps what an analysis of a unit's events found, so that it can be looked at and repeated.

    `inputs` is the digest of the events, `engine` name and version of what reckoned. The clock (no
    `by`) needs no power: it stores what it noticed at night.
    """
    if by is not None:
        require(by, MEASURE, unit, on=day(at))
    run = Run.objects.create(
        unit=unit, kind=kind, title_zh=title.zh, title_en=title.en, asked=dict(asked),
        inputs=inputs, events=events, engine=engine, seed=seed, result=dict(result), by=by, at=at,
    )  # fmt: skip
    record(
        "lab.run_stored",
        at=at,
        actor=actor(by),
        subject=run.ref,
        path=unit.path,
        body={"kind": kind, "inputs": inputs, "events": str(events), "engine": engine},
        rows=[run],
    )
    return run
