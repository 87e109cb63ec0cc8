"""What a simulation tells: sums over posts for each week, and totals for each post."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.learning import CAUSES
from remit.engines.storm.state import Action
from remit.engines.storm.tree import Tree

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
SERIES = (
    "own_priority", "own_routine", "right_priority", "right_routine",
    *(f"{action.name.lower()}_{kind}" for kind in ("priority", "routine") for action in Action),
    "hours", "papers", "overload", "burnout", "morale", "hidden", "harm", "inquiries", "precision",
    *CAUSES, "sanctioned", "unanswered", "renewed", "promoted", "promoted_active", "promoted_papered",
)  # fmt: skip
"""Columns of a record's weeks, summed over posts: tasks, hours, harm; sanctions expected, by cause;
`sanctioned`, `renewed`, `promoted` count. Expected rates say with less noise what the counts say."""
TOTALS = (
    "own", "tasks", "right", "taken_up", "evaded", "passed", "sanctions", "on_taken_up", "on_evaded",
    "wrong", "harm", "hours", "papers",
)  # fmt: skip
"""Rows of a record's posts, summed over the weeks after the settling-in; sanctions as expected."""
COLUMN = {name: place for place, name in enumerate(SERIES)}
TOTAL = {name: place for place, name in enumerate(TOTALS)}


@dataclass(frozen=True)
class Record:
    """One run: `weeks` [week, SERIES] sums over posts, `posts` [TOTALS, post] sums over weeks from `settled`."""

    tree: Tree
    settled: int
    weeks: Doubles
    posts: Floats

    def week(self, name: str) -> Doubles:
        """A column, week by week."""
        column: Doubles = self.weeks[:, COLUMN[name]]
        return column

    def total(self, name: str) -> Floats:
        """A row, post by post."""
        row: Floats = self.posts[TOTAL[name]]
        return row
