"""Checking rules on the order of activities on real logs, beside PM4Py's checker of the same rules.

The rules are those PM4Py finds in the log (asked for in 5 % of the cases, kept in half of them), of
the templates that mean the same in both. Both start from the log as they keep it in memory: a data
frame there, a table of events here; each in a process of its own, and both must count the same
deviations. What reading the log takes is measured elsewhere.
"""

import json
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.board import acceptance_data
from benchmarks.measure import cost
from benchmarks.rows import Row, missing, peer_missing, times_less
from remit.engines.eventlog.shape import keys_of, recognise
from remit.engines.eventlog.trace import Trace
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.measures.declare import Rule, Template, broken, places_of
from remit.engines.measures.table import EventTable

LOGS = ("receipt", "sepsis")
PEER = "pm4py, conformance_declare"
TIMES_LESS, ROUNDS = 15, 3
SUPPORT, CONFIDENCE = 0.05, 0.5
TEMPLATES = {
    "existence": Template.EXISTENCE,
    "exactly_one": Template.EXACTLY,
    "init": Template.INIT,
    "responded_existence": Template.RESPONDED_EXISTENCE,
    "coexistence": Template.COEXISTENCE,
    "response": Template.RESPONSE,
    "precedence": Template.PRECEDENCE,
    "succession": Template.SUCCESSION,
}


def traces_of(path: str) -> list[Trace]:
    with Path(path).open("rb") as file:
        return list(XesLog(unpacked(file)))


def ours(path: str, rules: str) -> dict[str, float]:
    """Seconds of processor time for the check alone, the best of some, and the deviations."""
    traces = traces_of(path)
    table = EventTable.from_traces(traces, recognise(keys_of(traces)))
    wanted = [Rule(Template(name), *named) for name, named in json.loads(Path(rules).read_text())]
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        places = places_of(table, (each for rule in wanted for each in (rule.first, rule.second)))
        found = sum(int(broken(places, rule).sum()) for rule in wanted)
        spent.append(time.process_time() - start)
    return {"cpu_s": min(spent), "deviations": found}


def theirs(path: str, rules: str) -> dict[str, float]:
    """The same by PM4Py, which also finds the rules and writes them down for us."""
    pm4py, frame = import_module("pm4py"), _frame(path)
    allowed = set(TEMPLATES)
    model: dict[str, dict[Any, Any]] = pm4py.discover_declare(
        frame, allowed, min_support_ratio=SUPPORT, min_confidence_ratio=CONFIDENCE
    )
    found = [
        (TEMPLATES[name].value, [named] if isinstance(named, str) else list(named))
        for name, kept in model.items()
        for named in kept
    ]
    Path(rules).write_text(json.dumps(found))
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        cases = pm4py.conformance_declare(frame, model)
        spent.append(time.process_time() - start)
    return {"cpu_s": min(spent), "deviations": sum(each["no_dev_total"] for each in cases)}


def _frame(path: str) -> Any:
    """The log as a data frame, read by us: reading is not what is compared."""
    pandas = import_module("pandas")
    rows = [
        (trace.name, event.attributes["concept:name"], event.at)
        for trace in traces_of(path)
        for event in trace.events
    ]
    frame = pandas.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])
    frame["time:timestamp"] = pandas.to_datetime(frame["time:timestamp"], utc=True)
    return frame.sort_values(["case:concept:name", "time:timestamp"], kind="stable")


def rows() -> list[Row]:
    """Processor time for each log."""
    return [_row(name) for name in LOGS]


def _row(name: str) -> Row:
    what = f"DECLARE rules on {name}: processor time"
    log = acceptance_data() / "eventlogs" / f"{name}.xes.gz"
    goal = f"{TIMES_LESS}x less"
    if not log.exists():
        return missing(what, "s", PEER, goal, f"{log.name} is missing: set REMIT_ACCEPTANCE_DATA")
    if find_spec("pm4py") is None:
        return peer_missing(what, "s", PEER, goal)
    with TemporaryDirectory() as folder:
        rules = str(Path(folder) / "rules.json")
        peer = _figures(cost(theirs, str(log), rules).answer)
        own = _figures(cost(ours, str(log), rules).answer)
    if own["deviations"] != peer["deviations"]:
        raise RuntimeError(f"The competitors disagree on {name}: {own}, {peer}")
    return times_less(what, own["cpu_s"], "s", PEER, peer["cpu_s"], TIMES_LESS)


def _figures(answer: object) -> dict[str, float]:
    assert isinstance(answer, dict)
    return answer
