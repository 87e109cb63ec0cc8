"""Which pack a page is about, and which powers read cases."""

from django.http import Http404

from remit.apps.cases import queries
from remit.engines.rules import Pack

CASEWORK = frozenset(
    {"cases.investigate", "cases.decide", "cases.decide_appeal", "cases.serve", "cases.close"}
)
"""The powers that open the cases of others: what was decided is read with any of them."""


def pack_of(id: str) -> Pack:
    """An installed pack; raises Http404."""
    found = queries.packs().get(id)
    if found is None:
        raise Http404
    return found
