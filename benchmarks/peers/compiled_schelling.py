"""Schelling's segregation by the same rules, compiled as the laboratory's kernel is.

Agents are explicit: each has a number, a place, a group and a flag, and moves without being made anew.
They are activated one by one in an order that is shuffled every step; a cell holds one at most, because
whoever moves takes a cell from the list of empty ones and leaves its own there.
"""

import numpy as np

from remit.engines.storm.kernel.compiling import Inferred, entered, inlined

EMPTY = -1
U32, U64 = np.uint32, np.uint64
FIRST, SECOND, THIRD, HIGH = U64(13), U64(7), U64(17), U64(32)


@inlined
def drawn(state: Inferred, below: Inferred) -> Inferred:
    """A whole number from 0 to below `below` (xorshift64, Marsaglia 2003); moves the state on."""
    x = state[0]
    x ^= x << FIRST
    x ^= x >> SECOND
    x ^= x << THIRD
    state[0] = x
    return np.int64((U64(U32(x >> HIGH)) * U64(below)) >> HIGH)


@inlined
def shuffle(order: Inferred, state: Inferred) -> None:
    """Puts what stands in `order` into another order (Fisher and Yates)."""
    for last in range(len(order) - 1, 0, -1):
        other = drawn(state, last + 1)
        order[last], order[other] = order[other], order[last]


@entered
def happy_after(
    agents: Inferred, side: Inferred, least: Inferred, radius: Inferred, steps: Inferred,
    seed: Inferred,
) -> Inferred:  # fmt: skip
    """How many are happy after so many steps from the start."""
    state = np.empty(1, U64)
    state[0] = (U64(seed) + U64(1)) * U64(0x9E3779B97F4A7C15)
    wide = side + 2 * radius
    cells = np.empty(side * side, np.int32)
    for y in range(side):
        for x in range(side):
            cells[y * side + x] = (y + radius) * wide + x + radius
    shuffle(cells, state)
    place, empty = cells[:agents].copy(), cells[agents:].copy()
    grid = np.full(wide * wide, EMPTY, np.int32)
    group, happy = np.empty(agents + 1, np.int8), np.zeros(agents, np.bool_)
    for agent in range(agents):
        grid[place[agent]] = agent
        group[agent] = 1 + (2 * agent >= agents)
    group[EMPTY] = 0
    order = np.arange(agents, dtype=np.int32)
    for _ in range(steps):
        shuffle(order, state)
        for at in range(agents):
            agent = order[at]
            if not happy[agent]:
                if like(grid, group, place[agent], wide, radius, group[agent]) > least:
                    happy[agent] = True
                else:
                    move(grid, place, empty, agent, drawn(state, len(empty)))
    return happy.sum()


@inlined
def like(
    grid: Inferred, group: Inferred, place: Inferred, wide: Inferred, radius: Inferred,
    own: Inferred,
) -> Inferred:  # fmt: skip
    """How many within the radius are of the group, the agent itself among them."""
    count = 0
    for y in range(-radius, radius + 1):
        for x in range(-radius, radius + 1):
            count += group[grid[place + y * wide + x]] == own
    return count


@inlined
def move(
    grid: Inferred, place: Inferred, empty: Inferred, agent: Inferred, which: Inferred
) -> None:
    """Takes an empty cell and leaves the agent's own."""
    to = empty[which]
    empty[which] = place[agent]
    grid[place[agent]] = EMPTY
    grid[to] = agent
    place[agent] = to
