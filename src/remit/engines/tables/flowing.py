"""The steps of JDM: contexts merged, handed on, worked on in part or element by element.

Semantics as observed in gorules' zen-engine: merging goes into contexts, and a step that passes hands
on what it was given with its own result merged into it. Only, an entry that was written as null is kept
as null, where zen leaves it out.
"""

from collections.abc import Callable, Iterable, Mapping

from remit.engines.tables.hits import at_paths
from remit.engines.tables.model import Flow
from remit.engines.tables.operations import NoResult
from remit.engines.tables.reckoning import Code, Scope
from remit.engines.tables.values import Unknown, Value, kind_of

Work = Callable[[Value, str], Value]


def merged(one: Value, other: Value) -> Value:
    """Two values as one: contexts entry by entry, else the second unless it is null.

    >>> merged({"a": {"b": 1}}, {"a": {"c": 2}})
    {'a': {'b': 1, 'c': 2}}
    """
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        both = (each.facts for each in (one, other) if isinstance(each, Unknown))
        return Unknown(frozenset().union(*both))
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return one if other is None else other
    found = dict(one)
    for name, value in other.items():
        found[name] = merged(found[name], value) if _joins(found.get(name), value) else value
    return found


def _joins(one: Value, other: Value) -> bool:
    return isinstance(one, Mapping) and isinstance(other, Mapping)


def flowed(flow: Flow, reads: Code | None, given: Value, scope: Scope, work: Work) -> Value:
    """What a step hands on; `work` reckons its logic on a context and says on which element."""
    if isinstance(given, Unknown):
        return given
    source = given if reads is None else reads(scope)
    if isinstance(source, Unknown):
        result: Value = Unknown(source.facts)
    elif flow.each:
        result = _each(flow, source, scope, work)
    else:
        result = _one(flow, source, work, "")
    written = at_paths([(flow.writes, result)]) if flow.writes else result
    return merged(given, written) if flow.passes else written


def _each(flow: Flow, source: Value, scope: Scope, work: Work) -> Value:
    if not isinstance(source, tuple):
        kind = kind_of(source).value
        fault = NoResult(f"逐项处理需要列表，而非 {kind}。", f"A loop needs a list, no {kind}.")
        scope.note(flow.writes or "loop", fault)
        return None
    return tuple(_one(flow, item, work, f"[{n}]") for n, item in enumerate(source, 1))


def _one(flow: Flow, item: Value, work: Work, part: str) -> Value:
    result = work(item, part)
    return merged(item, result) if flow.passes else result


def gathered(values: Iterable[Value]) -> Value:
    """What several steps hand on to one."""
    found: Value = {}
    for value in values:
        found = merged(found, value)
    return found
