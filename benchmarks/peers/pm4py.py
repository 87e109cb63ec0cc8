"""PM4Py's own way to the same answers; what it imports is imported before the clock starts.

It is licensed under the AGPL: it stands beside the product in measurements and is no part of it.
"""

import pandas as pd
import pm4py
from pm4py.algo.filtering.pandas.ltl import ltl_checker

from benchmarks.measures import FIRST, SECOND, WITHIN_S

KEYS = {
    "item": "case:concept:name",
    "activity": "concept:name",
    "person": "org:resource",
    "ts_us": "time:timestamp",
}


def log(file: str) -> pd.DataFrame:
    """The events as PM4Py wants them: texts, and instants with a zone, in their order."""
    events = pd.read_parquet(file, columns=[*KEYS, "seq"]).sort_values(["item", "ts_us", "seq"])
    for name in ("item", "activity", "person"):
        events[name] = events[name].astype(str)
    events["ts_us"] = pd.to_datetime(events["ts_us"], unit="us", utc=True)
    return events.rename(columns=KEYS).drop(columns="seq").reset_index(drop=True)


def follows(file: str) -> list[float]:
    """Pairs that follow each other, and how often in all; every statistic is reckoned."""
    found, _, _ = pm4py.discover_performance_dfg(log(file), perf_aggregation_key="all")
    counted, _, _ = pm4py.discover_dfg(log(file))
    return [len(found), sum(counted.values())]


def handovers(file: str) -> list[float]:
    """Pairs that hand over."""
    events = log(file)
    held = events[events["org:resource"] != "-1"]
    return [len(pm4py.discover_handover_of_work_network(held).connections)]


def rule(file: str) -> list[float]:
    """Cases in which the second activity came after the first in time."""
    kept = ltl_checker.eventually_follows(
        log(file),
        [str(FIRST), str(SECOND)],
        parameters={"timestamp_diff_boundaries": [(0, WITHIN_S)]},
    )
    return [kept["case:concept:name"].nunique()]
