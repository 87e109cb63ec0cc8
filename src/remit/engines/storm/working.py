"""What comes in, what the hours allow, and what that does to whoever works."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.chance import Purpose, uniform
from remit.engines.storm.parameters import World
from remit.engines.storm.schedule import Week
from remit.engines.storm.state import Action, State
from remit.engines.storm.town import Town, pair

Floats = NDArray[np.float32]
ACT, DOCUMENT, TRACE, AVOID, PASS, ESCALATE = Action
LEAST_LOAD, LOAD_RANGE = 0.8, 0.4
LEAST_HOURS = 0.2
OVERLOAD_PACE, BURNOUT_PACE, BURNOUT_FROM, BURNOUT_DECAY, MOST_BURNT = 0.3, 0.02, 0.9, 0.99, 0.6
TINY = 1e-6


@dataclass(frozen=True)
class Flows:
    """A week's tasks: how many came, by action, what share could be served, what came of it."""

    own: Floats
    tasks: Floats
    chosen: Floats
    served: Floats
    done: Floats
    right: Floats
    hours: Floats
    available: Floats
    papers: Floats


def work(town: Town, state: State, week: Week, right: Floats, step: int) -> Flows:
    """What comes in, what is chosen, what the hours allow; overload and burnout follow."""
    world = town.design.world
    luck = uniform(town.seed, step, town.posts, Purpose.LOAD)
    own = state.traits.load * (LEAST_LOAD + LOAD_RANGE * luck)
    beside = np.where(town.leads, np.float32(0), state.passed)
    peers = np.maximum(town.size - 1, 1)
    came_aside = (town.of_group(state.aside) - beside) / peers
    raised = town.from_below(state.escalated)
    tasks = own + town.of_group(state.down) / town.size + came_aside + raised
    effort = 1 - (1 - world.escalated) * raised / tasks
    each = tasks * pair(world.priority, 1 - world.priority)
    chosen = state.habits * each[:, None]
    spent = _hours(world, state.traits.hours, chosen) * effort
    met = week.inspections * world.hours_inspection
    available = np.maximum(
        world.hours * (1 + week.overtime) * (1 - state.burnout / 2) - met, LEAST_HOURS * world.hours
    )
    served = _served(spent, available, week.focus)
    done = served * (chosen[:, ACT] + chosen[:, DOCUMENT])
    _wear(state, spent.sum(0) / available)
    written = world.hours_document * chosen[:, DOCUMENT] + world.hours_trace * chosen[:, TRACE]
    papers = written.sum(0) * effort + met
    return Flows(
        own, tasks, chosen, served, done, done * right, spent.sum(0) + met, available, papers
    )


def _hours(world: World, hours: Floats, chosen: Floats) -> Floats:
    """Effort that the chosen actions ask for, [class, post]."""
    paper, rest = world.hours_document, world
    found: Floats = (
        chosen[:, ACT] * hours + chosen[:, DOCUMENT] * (hours + paper)
        + chosen[:, TRACE] * rest.hours_trace + chosen[:, AVOID] * rest.hours_avoid
        + chosen[:, PASS] * rest.hours_pass + chosen[:, ESCALATE] * rest.hours_escalate
    )  # fmt: skip
    return found


def _served(spent: Floats, available: Floats, focus: float) -> Floats:
    """The share of each class that the hours allow; with focus priority tasks come first."""
    priority, routine = spent
    first = np.minimum(1, available / (priority + (1 - focus) * routine + TINY))
    left = np.maximum(available - first * priority, 0)
    found: Floats = np.stack([first, np.minimum(1, left / (routine + TINY))])
    return found


def _wear(state: State, use: Floats) -> None:
    """Overload follows what is asked above the hours; burnout builds up near full use."""
    state.overload += OVERLOAD_PACE * (np.maximum(use - 1, 0) - state.overload)
    worn = state.burnout * BURNOUT_DECAY + BURNOUT_PACE * np.maximum(use - BURNOUT_FROM, 0)
    state.burnout = np.minimum(worn, np.float32(MOST_BURNT))
