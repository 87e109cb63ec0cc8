"""What a post carries from week to week: traits, habits, load, morale, merits, hidden problems."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.chance import Purpose, uniform
from remit.engines.storm.design import Design
from remit.engines.storm.tree import NONE, Tree

Floats = NDArray[np.float32]
CLASSES = 2
PRIORITY, ROUTINE = range(CLASSES)
SPEED_SPREAD, COMPETENCE_SPREAD, LOAD_SPREAD = 0.2, 0.105, 0.25
MOST_COMPETENT = 0.995
FIRST_MERIT = 0.4
# What is believed before anything was seen: sanctions per task, worth so many tasks of experience.
FIRST_RATE, FIRST_TASKS = 0.0006, 300.0


class Action(IntEnum):
    """What a post does with a task."""

    ACT = 0
    DOCUMENT = 1
    TRACE = 2
    AVOID = 3
    PASS = 4
    ESCALATE = 5


ACTIONS = len(Action)
TAKEN_UP = (Action.ACT, Action.DOCUMENT)
EVADED = (Action.TRACE, Action.AVOID, Action.PASS)


@dataclass
class Traits:
    """What a holder brings along; drawn anew when the holder changes. One number a post."""

    hours: Floats
    competence: Floats
    risk: Floats
    career: Floats
    motivation: Floats
    load: Floats


@dataclass
class State:
    """The posts at the end of a week. Habits and flows: [class, action, post]; experience: [class, action, group].

    `fed_*` is what reaches posts next week: tasks passed down and sideways, escalations, blame.
    """

    traits: Traits
    habits: Floats
    overload: Floats
    burnout: Floats
    morale: Floats
    merit: Floats
    hidden: Floats
    inherited: Floats
    passed: Floats
    sanctions: Floats
    exposure: Floats
    down: Floats
    aside: Floats
    escalated: Floats
    pool: Floats
    displaced: Floats
    rates: Floats
    cut: Floats
    precision: float


def draw(design: Design, seed: int, step: int, posts: NDArray[np.uint32]) -> Traits:
    """The traits of holders who come in week `step`."""
    people = design.people

    def around(mean: float, spread: float, purpose: Purpose) -> Floats:
        drawn = uniform(seed, step, posts, purpose)
        found: Floats = mean * ((1 - spread) + (2 * spread) * drawn)
        return found

    competence = people.competence + COMPETENCE_SPREAD * (
        2 * uniform(seed, step, posts, Purpose.COMPETENCE) - 1
    )
    return Traits(
        hours=np.float32(1) / around(1, SPEED_SPREAD, Purpose.SPEED),
        competence=np.minimum(competence, np.float32(MOST_COMPETENT)),
        risk=around(people.risk, people.spread, Purpose.RISK),
        career=around(people.career, people.spread, Purpose.CAREER),
        motivation=around(people.motivation, people.spread, Purpose.MOTIVATION),
        load=around(design.world.load, LOAD_SPREAD, Purpose.BASE_LOAD),
    )


def beginning(tree: Tree, design: Design, seed: int) -> State:
    """The state before the first week: equal habits, nothing learnt, nothing hidden."""
    posts, groups = len(tree), len(tree.size)
    zeros, per_group = np.zeros(posts, np.float32), np.zeros(groups, np.float32)
    traits = draw(design, seed, 0, np.arange(posts, dtype=np.uint32))
    habits = np.full((CLASSES, ACTIONS, posts), 1 / 6, np.float32)
    experience = np.zeros((CLASSES, ACTIONS, groups), np.float32)
    return State(
        traits=traits, habits=habits,
        overload=zeros.copy(), burnout=zeros.copy(), morale=zeros + 1, merit=zeros + np.float32(FIRST_MERIT),
        hidden=zeros.copy(), inherited=zeros.copy(), passed=zeros.copy(),
        sanctions=experience.copy(), exposure=experience.copy(),
        down=per_group.copy(), aside=per_group.copy(), escalated=per_group.copy(),
        pool=per_group.copy(), displaced=per_group.copy(), rates=per_group.copy(),
        cut=per_group + np.float32(FIRST_MERIT), precision=design.regime.precision,
    )  # fmt: skip


def may_pass(tree: Tree) -> Floats:
    """1 where somebody is below or beside to pass a task to."""
    able: Floats = ((tree.below != NONE) | (tree.size[tree.group] > 1)).astype(np.float32)
    return able


def may_escalate(tree: Tree) -> Floats:
    """1 where somebody is above."""
    able: Floats = (tree.parent != NONE).astype(np.float32)
    return able
