"""Rules that usually hold in a log, and their deviations, by plain loops over the traces.

No line is shared with the engine that checks rules.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import permutations

from remit.engines.eventlog.trace import Trace
from remit.engines.measures.declare import Rule, Template

SUPPORT, CONFIDENCE = 0.05, 0.5

Ends = Mapping[str, tuple[int, int]]
Holds = Callable[[Ends, str, str], bool | None]
"""Whether a rule holds of a case; None where nothing asks for it."""


def ends_of(trace: Trace) -> Ends:
    """Where each activity comes first and last, in the order of the instants."""
    ends: dict[str, tuple[int, int]] = {}
    ordered = sorted(trace.events, key=lambda event: (event.ts_us or 0, event.seq))
    for place, event in enumerate(ordered):
        activity = event.attributes["concept:name"]
        ends[activity] = (ends.get(activity, (place, place))[0], place)
    return ends


def response(ends: Ends, a: str, b: str) -> bool | None:
    return None if a not in ends else b in ends and ends[a][1] < ends[b][1]


def precedence(ends: Ends, a: str, b: str) -> bool | None:
    return None if b not in ends else a in ends and ends[a][0] < ends[b][0]


def succession(ends: Ends, a: str, b: str) -> bool | None:
    both = [holds for holds in (response(ends, a, b), precedence(ends, a, b)) if holds is not None]
    return all(both) if both else None


def coexistence(ends: Ends, a: str, b: str) -> bool | None:
    return None if a not in ends and b not in ends else a in ends and b in ends


def opposite(holds: Holds) -> Holds:
    def check_opposite(ends: Ends, a: str, b: str) -> bool | None:
        held = holds(ends, a, b)
        return None if held is None else not held

    return check_opposite


PLAIN: dict[Template, Holds] = {
    Template.RESPONSE: response,
    Template.PRECEDENCE: precedence,
    Template.COEXISTENCE: coexistence,
    Template.NOT_COEXISTENCE: opposite(coexistence),
    Template.NOT_SUCCESSION: opposite(succession),
}


def usual(traces: Iterable[Trace]) -> dict[Template, list[Rule]]:
    """The rules asked for in more than 5 % of the cases and kept in more than half of these."""
    cases = [ends_of(trace) for trace in traces]
    activities = sorted({activity for ends in cases for activity in ends})
    return {
        template: [
            Rule(template, a, b)
            for a, b in permutations(activities, 2)
            for told in ([holds(ends, a, b) for ends in cases],)
            for asked in (len(told) - told.count(None),)
            if asked > SUPPORT * len(cases) and told.count(True) > CONFIDENCE * asked
        ]
        for template, holds in PLAIN.items()
    }


def deviations(traces: Iterable[Trace], rules: Iterable[Rule]) -> int:
    """How often a case breaks one of the rules."""
    cases, wanted = [ends_of(trace) for trace in traces], list(rules)
    return sum(
        PLAIN[rule.template](ends, rule.first, rule.second) is False
        for rule in wanted
        for ends in cases
    )
