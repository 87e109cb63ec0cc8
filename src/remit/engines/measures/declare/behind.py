"""The events that show how an item breaks a rule."""

import numpy as np

from remit.engines.measures.declare.broken import BY_EVENT
from remit.engines.measures.declare.places import Ints, Mask, Places
from remit.engines.measures.declare.rules import Rule, Template


def events_behind(places: Places, rule: Rule, item: int) -> tuple[int, ...]:
    """The events (by `seq`) that show how this item breaks the rule, in order.

    Where something is missing, they are the ones that asked for it, else the item's first event.
    """
    own: Ints = np.arange(places.starts[item], places.ends[item])
    either = places.named(rule.first, own) | places.named(rule.second, own)
    shown = _shown(places, rule, item, own[either])
    return tuple(places.table.seq[shown if len(shown) else own[:1]].tolist())


def _shown(places: Places, rule: Rule, item: int, at: Ints) -> Ints:
    """Of an item's events of either activity, those that break the rule."""
    first = places.named(rule.first, at)
    match rule.template:
        case Template.RESPONSE:
            mask = first & _unanswered(places, rule, item, at)
        case Template.PRECEDENCE:
            mask = ~first & _unprepared(places, rule, item, at)
        case Template.SUCCESSION:
            mask = np.where(
                first, _unanswered(places, rule, item, at), _unprepared(places, rule, item, at)
            )
        case Template.NOT_SUCCESSION:
            mask = np.where(
                first,
                at < places.last_of(rule.second)[item],
                at > places.first_of(rule.first)[item],
            )
        case template if template in BY_EVENT:
            mask = np.isin(at, np.concatenate([each(places, rule) for each in BY_EVENT[template]]))
        case _:
            mask = np.ones(len(at), np.bool_)
    shown: Ints = at[mask]
    return shown


def _unanswered(places: Places, rule: Rule, item: int, at: Ints) -> Mask:
    found: Mask = at > places.last_of(rule.second)[item]
    return found


def _unprepared(places: Places, rule: Rule, item: int, at: Ints) -> Mask:
    first = int(places.first_of(rule.first)[item])
    found: Mask = at < (first if first >= 0 else len(places.table))
    return found
