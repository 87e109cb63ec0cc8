"""Schelling's segregation in Mesa, by the rules of the published comparison of frameworks."""

from typing import Any

import mesa
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid


class Neighbour(CellAgent):  # type: ignore[misc]  # mesa may be missing
    """One agent: its cell, its group, whether it is happy."""

    def __init__(self, model: "Schelling", cell: Any, group: int) -> None:
        super().__init__(model)
        self.cell, self.group, self.happy = cell, group, False

    def step(self) -> None:
        """Counts like neighbours; stays if there are enough, else moves to an empty cell."""
        if self.happy:
            return
        near = self.cell.get_neighborhood(radius=self.model.radius).agents
        if sum(each.group == self.group for each in near) >= self.model.least:
            self.happy = True
        else:
            self.cell = self.model.grid.select_random_empty_cell()


class Schelling(mesa.Model):  # type: ignore[misc]
    """Two groups of equal size at random places."""

    def __init__(self, agents: int, side: int, least: int, radius: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.least, self.radius = least, radius
        self.grid = OrthogonalMooreGrid((side, side), torus=False, capacity=1, random=self.random)
        cells = self.random.sample(list(self.grid.all_cells), agents)
        for place, cell in enumerate(cells):
            Neighbour(self, cell, 1 + (2 * place >= agents))


def happy_after(agents: int, side: int, least: int, radius: int, steps: int, seed: int) -> int:
    """How many are happy after so many steps from the start."""
    model = Schelling(agents, side, least, radius, seed)
    for _ in range(steps):
        model.agents.shuffle_do("step")
    return sum(agent.happy for agent in model.agents)
