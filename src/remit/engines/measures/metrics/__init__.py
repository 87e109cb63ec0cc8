"""Every metric as one Ibis expression over the table `events`; needed to build, never to run.

What runs is the SQL beside this package (`sql/<dialect>/<metric>.sql`), written from these
expressions by `python -m tools.measures_sql`. An expression speaks of whole numbers only, so that
every engine answers the same to the last digit.
"""

import re
from collections.abc import Callable, Mapping

import ibis
from ibis.expr.types import Table

from remit.engines.measures.metrics import counts, follows, rules, runs
from remit.engines.measures.metrics.frame import STAND_INS

METRICS: Mapping[str, Callable[[], Table]] = {
    "activities": counts.activities,
    "circuits": runs.circuits,
    "extent": counts.extent,
    "follows": follows.follows,
    "four_eyes": rules.four_eyes,
    "four_eyes_last": rules.four_eyes_last,
    "handovers": follows.handovers,
    "holders": counts.holders,
    "idle": runs.idle,
    "items": counts.items,
    "legs": runs.legs,
    "passes": runs.passes,
    "passing": runs.passing,
    "rarer": rules.rarer,
    "rule_broken": rules.rule_broken,
    "rule_kept": rules.rule_kept,
    "runs": runs.runs,
    "waits": follows.waits,
}
DIALECTS = ("duckdb", "postgres", "pyspark", "sqlite")


def written(metric: str, dialect: str) -> str:
    """The SQL of a metric in a dialect; what is to be filled in stands in braces."""
    text = str(ibis.to_sql(METRICS[metric](), dialect=dialect, pretty=True))
    for name, number in STAND_INS.items():
        text = re.sub(rf"\b{number}\b", f"{{{name}}}", text)
    return text + "\n"
