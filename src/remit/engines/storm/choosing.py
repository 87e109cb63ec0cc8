"""What each action is worth to a post, and what the post comes to do: logit choice with habits.

Multitask effort (Holmström and Milgrom 1991), career concern (Leaver 2009), a promotion tournament with
seats (Zhou 2007), fear learnt from the fate of peers (Roth and Erev 1995), choice with errors (McKelvey
and Palfrey 1995). A post values its own doing as if it had the time: being short of hours does not by
itself make work unattractive; only fatigue and fear do.
"""

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.parameters import People, Regime
from remit.engines.storm.schedule import Week
from remit.engines.storm.state import ACTIONS, CLASSES, FIRST_RATE, FIRST_TASKS, Action, State
from remit.engines.storm.town import Town, pair

Floats = NDArray[np.float32]
ACT, DOCUMENT, TRACE, AVOID, PASS, ESCALATE = Action
PASSES_FOR_RESULTS = 0.6
UNDOCUMENTED = 0.6
STAKE = 150.0
PAPER_PENALTY = 0.3
UNEASE_OF_ESCALATING = 0.6
SETTLED, NOVEL_AND_SETTLED = 0.6, 0.8
PRIOR_TASKS = 150.0
SEATS_WEIGHT, NEAR = 5.0, 0.2
LEAST_INTENSITY = 0.01


def quality(town: Town, state: State, week: Week) -> Floats:
    """The chance that a task that is done is done right, [class, post]."""
    world, regime = town.design.world, town.design.regime
    novel = pair(world.novelty_priority, world.novelty_routine) * (
        1 - NOVEL_AND_SETTLED * regime.discretion
    )
    alone = pair(world.cross * (1 - week.coordination), 0)
    found: Floats = state.traits.competence * (1 - novel) * (1 - alone)
    return found


def fear(town: Town, state: State, week: Week) -> Floats:
    """Sanctions expected per task, [class, action, group]: what was seen, drawn towards the class's mean.

    What is announced this week scales what was seen at the usual intensity.
    """
    seen, tasks = state.sanctions, state.exposure
    mean = (seen.sum(1, keepdims=True) + FIRST_RATE * FIRST_TASKS) / (
        tasks.sum(1, keepdims=True) + FIRST_TASKS
    )
    rate = (seen + PRIOR_TASKS * mean) / (tasks + PRIOR_TASKS)
    usual = max(town.design.regime.intensity, LEAST_INTENSITY)
    announced = pair(week.intensity_priority / usual, week.intensity_routine / usual)
    found: Floats = rate * announced[:, None]
    return found


def weight_of_results(regime: Regime) -> float:
    """What papers and citizens leave of the evaluation; nothing where they take all of it."""
    return max(0.0, 1 - regime.paper_weight - regime.citizen_weight)


def contest(town: Town, state: State) -> Floats:
    """How much a reward counts: more for those near the last seat, less for those far from it."""
    weight = min(1.0, SEATS_WEIGHT * town.design.regime.seats)
    away: Floats = (state.merit - town.of_group(state.cut)) / NEAR
    found: Floats = 1 + weight * (np.exp(-away * away) - 0.5)
    return found


def utilities(town: Town, state: State, week: Week, right: Floats) -> Floats:
    """What each action is worth to the post, in tasks, [class, action, post]."""
    world, people, regime = town.design.world, town.design.people, town.design.regime
    traits = state.traits
    intrinsic = traits.motivation * state.morale * (0.7 + SETTLED * regime.discretion)
    prize = traits.career * contest(town, state) * pair(week.reward_priority, week.reward_routine)
    results = weight_of_results(regime)
    toil = people.cost * (1 + people.fatigue * state.overload)
    missing = week.inspections * regime.paper_weight * traits.career * PAPER_PENALTY
    worth = np.empty((CLASSES, ACTIONS, len(town.tree)), np.float32)
    worth[:, ACT] = (
        right * (intrinsic + prize * (UNDOCUMENTED * results + regime.citizen_weight))
        - toil * traits.hours - missing
    )  # fmt: skip
    worth[:, DOCUMENT] = (
        right * (intrinsic + prize * (results + regime.citizen_weight))
        + prize * regime.paper_weight - toil * (traits.hours + world.hours_document)
    )  # fmt: skip
    vague = PASSES_FOR_RESULTS * (1 - state.precision)
    worth[:, TRACE] = prize * (regime.paper_weight + results * vague) - toil * world.hours_trace
    worth[:, AVOID] = people.leisure - toil * world.hours_avoid - missing - week.command
    unease = people.unease * (0.5 + pair(week.clarity_priority, week.clarity_routine))
    worth[:, PASS] = -toil * world.hours_pass - unease - week.command / 2
    worth[:, ESCALATE] = (
        -toil * world.hours_escalate - people.unease * UNEASE_OF_ESCALATING - week.command / 2
    )
    dread = traits.risk * (
        pair(week.severity_priority, week.severity_routine) + regime.veto * STAKE * state.merit
    )
    found: Floats = worth - dread[:, None] * town.of_group(fear(town, state, week)) - town.barred
    return found


def choose(people: People, habits: Floats, worth: Floats) -> Floats:
    """Habits moved towards what seems best: logit choice, McKelvey and Palfrey 1995."""
    eager = np.exp(people.rationality * (worth - worth.max(axis=1, keepdims=True)))
    best = eager / eager.sum(axis=1, keepdims=True)
    moved: Floats = (1 - people.habit) * habits + people.habit * best
    return moved
