"""The paradox of accountability, measured: is doing more answered for more?

`paradox` gives the index with its interval, `companions` what stands beside it, `peers` the plain
ratios that a simulated log shares. The idea and its guarantees: docs/explanation/measures/paradox.md.
"""

from remit.engines.measures.paradox.companions import (
    Answered,
    agreed,
    exemption_effect,
    net_index,
    net_marginal,
    omission_ratio,
)
from remit.engines.measures.paradox.index import (
    LEAST_EVENTS,
    Paradox,
    Verdict,
    events_needed,
    index_seen,
    paradox,
    posterior,
)
from remit.engines.measures.paradox.peers import Peer, Peers, among_peers, by_task
from remit.engines.measures.paradox.poisson import NotIdentified
from remit.engines.measures.paradox.rows import Panel, Row, lagged, panel

__all__ = [
    "LEAST_EVENTS",
    "Answered",
    "NotIdentified",
    "Panel",
    "Paradox",
    "Peer",
    "Peers",
    "Row",
    "Verdict",
    "agreed",
    "among_peers",
    "by_task",
    "events_needed",
    "exemption_effect",
    "index_seen",
    "lagged",
    "net_index",
    "net_marginal",
    "omission_ratio",
    "panel",
    "paradox",
    "posterior",
]
