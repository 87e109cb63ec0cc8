"""Who has what part in a missed deadline: shares that sum to the lateness, to the microsecond.

The time of an item is a row of segments, each in one holder's hands with a budget of its own. The
lateness is shared as the Shapley value (L. Shapley, "A value for n-person games", 1953) of the game
v(S) = max(0, overruns of the segments in S - slack - time given back), where the slack is what the
deadline leaves beyond all budgets, and time given back is what segments left unused. So whoever
kept the budget has no share, equal overruns have equal shares, nobody has more than the own
overrun, and the shares sum to the lateness. Lateness outside every recorded step belongs to the
pseudo-holder `UNRECORDED`, one player for all of it, and budgets that promised more than the deadline had to `PLAN`. A holder
who received the item too late for what was still to do is charged with the own overrun alone, and
the result says how far behind the item was on arrival.

>>> late = breach(Case("permit", received=0, due=10, ended=16, segments=(
...     Segment("Li", 0, 8, budget=5), Segment("Wu", 8, 16, budget=5))))
>>> [(share.segment.holder, str(share.part)) for share in late.shares]
[('Li', '3'), ('Wu', '3')]
"""

from remit.engines.measures.breaches.breach import Breach, Share, breach
from remit.engines.measures.breaches.cases import (
    PLAN,
    UNRECORDED,
    Case,
    Segment,
    completed,
    norms,
)
from remit.engines.measures.breaches.sharing import MOST_EXACT, Shared, shared
from remit.engines.measures.breaches.summary import Lateness, lateness

__all__ = [
    "MOST_EXACT",
    "PLAN",
    "UNRECORDED",
    "Breach",
    "Case",
    "Lateness",
    "Segment",
    "Share",
    "Shared",
    "breach",
    "completed",
    "lateness",
    "norms",
    "shared",
]
