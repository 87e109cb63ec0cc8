"""Which items break a rule, its time limit left aside."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_

import numpy as np

from remit.engines.measures.declare.places import Ints, Mask, Places
from remit.engines.measures.declare.rules import Rule, Template

Check = Callable[[Places, Rule], Mask]


def broken(places: Places, rule: Rule) -> Mask:
    """In which items the rule is broken, its time limit left aside."""
    return _CHECKS[rule.template](places, rule)


def _existence(places: Places, rule: Rule) -> Mask:
    return places.count_of(rule.first) < rule.count


def _absence(places: Places, rule: Rule) -> Mask:
    return places.count_of(rule.first) >= rule.count


def _exactly(places: Places, rule: Rule) -> Mask:
    found: Mask = places.count_of(rule.first) != rule.count
    return found


def _init(places: Places, rule: Rule) -> Mask:
    found: Mask = places.first_of(rule.first) != places.starts
    return found


def _responded_existence(places: Places, rule: Rule) -> Mask:
    return places.present(rule.first) & ~places.present(rule.second)


def _coexistence(places: Places, rule: Rule) -> Mask:
    return places.present(rule.first) ^ places.present(rule.second)


def _not_coexistence(places: Places, rule: Rule) -> Mask:
    return places.present(rule.first) & places.present(rule.second)


def _response(places: Places, rule: Rule) -> Mask:
    return places.last_of(rule.first) > places.last_of(rule.second)


def _precedence(places: Places, rule: Rule) -> Mask:
    before, after = places.first_of(rule.first), places.first_of(rule.second)
    return (after >= 0) & ((before < 0) | (before > after))


def _not_succession(places: Places, rule: Rule) -> Mask:
    first = places.first_of(rule.first)
    return (first >= 0) & (first < places.last_of(rule.second))


def _either(*checks: Check) -> Check:
    def check(places: Places, rule: Rule) -> Mask:
        return reduce(or_, (each(places, rule) for each in checks))

    return check


def _by_event(events: Callable[[Places, Rule], Ints]) -> Check:
    """The items of the events that break the rule."""

    def check(places: Places, rule: Rule) -> Mask:
        found = np.zeros(places.items, np.bool_)
        found[places.item_of[events(places, rule)]] = True
        return found

    return check


def _those(at: Ints, mask: Mask) -> Ints:
    found: Ints = at[mask]
    return found


def _turns(places: Places, rule: Rule) -> tuple[Ints, Mask, Mask]:
    """Events of both activities in order: places, which are the first, which follow in their item."""
    first, second = places.at(rule.first), places.at(rule.second)
    every = np.concatenate((first, second))
    order = np.argsort(every, kind="stable")
    joined = every[order]
    item = places.item_of[joined]
    follows = np.empty(len(joined), np.bool_)
    follows[:1] = False
    follows[1:] = item[1:] == item[:-1]
    return joined, order < len(first), follows


def _not_answered_in_turn(places: Places, rule: Rule) -> Ints:
    """Firsts whose next event of either activity is not the second."""
    joined, is_first, follows = _turns(places, rule)
    answered = np.zeros(len(joined), np.bool_)
    answered[:-1] = follows[1:] & ~is_first[1:]
    return _those(joined, is_first & ~answered)


def _not_prepared_in_turn(places: Places, rule: Rule) -> Ints:
    """Seconds whose event of either activity before is not the first."""
    joined, is_first, follows = _turns(places, rule)
    prepared = np.zeros(len(joined), np.bool_)
    prepared[1:] = follows[1:] & is_first[:-1]
    return _those(joined, ~is_first & ~prepared)


def _is_next(places: Places, at: Ints, step: int, activity: str) -> Mask:
    """Whether the event so many steps on is of this activity and of the same item."""
    other = at + step
    inside = (other >= 0) & (other < len(places.table))
    other = np.where(inside, other, at)
    same: Mask = places.item_of[other] == places.item_of[at]
    return inside & same & places.named(activity, other)


def _not_answered_at_once(places: Places, rule: Rule) -> Ints:
    at = places.at(rule.first)
    return _those(at, ~_is_next(places, at, 1, rule.second))


def _not_prepared_just_before(places: Places, rule: Rule) -> Ints:
    at = places.at(rule.second)
    return _those(at, ~_is_next(places, at, -1, rule.first))


def _answered_at_once(places: Places, rule: Rule) -> Ints:
    at = places.at(rule.first)
    return _those(at, _is_next(places, at, 1, rule.second))


BY_EVENT: Mapping[Template, tuple[Callable[[Places, Rule], Ints], ...]] = {
    Template.ALTERNATE_RESPONSE: (_not_answered_in_turn,),
    Template.ALTERNATE_PRECEDENCE: (_not_prepared_in_turn,),
    Template.ALTERNATE_SUCCESSION: (_not_answered_in_turn, _not_prepared_in_turn),
    Template.CHAIN_RESPONSE: (_not_answered_at_once,),
    Template.CHAIN_PRECEDENCE: (_not_prepared_just_before,),
    Template.CHAIN_SUCCESSION: (_not_answered_at_once, _not_prepared_just_before),
    Template.NOT_CHAIN_SUCCESSION: (_answered_at_once,),
}
_CHECKS: Mapping[Template, Check] = {
    Template.EXISTENCE: _existence,
    Template.ABSENCE: _absence,
    Template.EXACTLY: _exactly,
    Template.INIT: _init,
    Template.RESPONDED_EXISTENCE: _responded_existence,
    Template.COEXISTENCE: _coexistence,
    Template.NOT_COEXISTENCE: _not_coexistence,
    Template.RESPONSE: _response,
    Template.PRECEDENCE: _precedence,
    Template.SUCCESSION: _either(_response, _precedence),
    Template.NOT_SUCCESSION: _not_succession,
    **{
        template: _either(*(_by_event(each) for each in events))
        for template, events in BY_EVENT.items()
    },
}
