"""Rules on the order of activities, checked over all items at once; kept where nothing breaks them.

The templates are those of DECLARE (M. Pesic, H. Schonenberg, W. van der Aalst, "DECLARE: full
support for loosely-structured processes", EDOC 2007), with the meaning of linear temporal logic on
finite traces (G. De Giacomo, M. Vardi, IJCAI 2013). Most of them follow from where in an item an
activity occurs first, where last, and how often: one pass over the table, then whole columns are
compared. The alternating and chained ones also look at each occurrence's neighbours. A rule may
carry a time limit: it is reckoned in the calendar's working days, days on which the clock stood
still by law are not counted, and what is not due yet is no deviation. A deviation that an exemption
covers is told as waived.
"""

from remit.engines.measures.declare.behind import events_behind
from remit.engines.measures.declare.broken import broken
from remit.engines.measures.declare.places import Places, places_of
from remit.engines.measures.declare.rules import Rule, RuleMistaken, Template

__all__ = [
    "Places",
    "Rule",
    "RuleMistaken",
    "Template",
    "broken",
    "events_behind",
    "places_of",
]
