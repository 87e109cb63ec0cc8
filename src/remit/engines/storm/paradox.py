"""The paradox among simulated posts, by the measures that read the real ledger.

Whoever does more is sanctioned more: asked inside each peer group, since groups that are dealt with
harshly may also be given more to do, and a comparison of all with all can hide the paradox or turn
it over (E. Simpson, J. Royal Stat. Soc. B 13, 1951).
"""

import numpy as np

from remit.engines.measures.paradox.peers import Peer, Peers, among_peers, by_task
from remit.engines.measures.statistics import Measured
from remit.engines.storm.record import Record


def peers(record: Record, rng: np.random.Generator, *, draws: int = 1_000) -> Peers:
    """The indices among peers, with intervals by drawing whole groups, and whether pooling would mislead.

    >>> from remit.engines.storm.design import Design
    >>> from remit.engines.storm.running import simulate
    >>> from remit.engines.storm.tree import Tree
    >>> record = simulate(Tree.regular(4, 4), Design(), 1, weeks=20, settled=5)
    >>> peers(record, np.random.default_rng(1), draws=50).pooled.estimate.unit
    'ratio'
    """
    weeks = float(len(record.weeks) - record.settled)
    names = ("taken_up", "sanctions", "harm")
    columns = zip(*(record.total(name).tolist() for name in names), strict=True)
    rows = [
        Peer(str(group), taken_up, weeks, sanctions, harm)
        for group, (taken_up, sanctions, harm) in zip(record.tree.group, columns, strict=True)
    ]
    return among_peers(rows, rng, draws=draws)


def task(record: Record) -> Measured:
    """Sanctions (to whole ones) per task taken up over sanctions per task evaded."""
    taken_up, evaded = (
        (round(float(record.total(f"on_{kind}").sum())), float(record.total(kind).sum()))
        for kind in ("taken_up", "evaded")
    )
    return by_task(taken_up, evaded)
