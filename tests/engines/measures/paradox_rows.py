"""Rows of made-up posts for the paradox index, from a seed."""

import numpy as np

from remit.engines.measures.paradox import Row


def made_up(seed: int, *, units: int = 40, posts: int = 12, effect: float = 0.8, rate: float = 0.3) -> list[Row]:  # fmt: skip
    """Rows in which liability grows with what was done by `effect`, about `rate` events a row."""
    rng = np.random.default_rng(seed)
    rows = []
    for unit in range(units):
        harsh = rng.normal(0, 0.5)
        for post in range(posts):
            effort, fault = rng.uniform(0.2, 1), rng.normal(0, 0.5)
            mean = rate * np.exp(harsh + effect * np.log(effort) + 0.5 * fault)
            assigned = float(np.exp(4 + harsh + rng.normal(0, 0.3)))
            rows.append(
                Row(
                    unit=f"unit {unit:02}",
                    post=f"secret-post-{unit}-{post}",
                    period=1,
                    liability=float(rng.poisson(mean)),
                    time=1.0,
                    assigned=assigned,
                    done=assigned * effort,
                    ratings=(fault,),
                    behind=(1000 * unit + post,),
                )
            )
    return rows
