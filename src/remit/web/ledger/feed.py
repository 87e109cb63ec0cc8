"""What programs read of the ledger: the signed checkpoint and the tiles of hashes, never entries.

Idea: a full tile never changes and may be kept for ever; the checkpoint and the right edge of the tree
grow with every deed. Source: C2SP tlog-tiles (Retrieving a checkpoint, Merkle Tree).
"""

from django.http import Http404, HttpResponse

from remit.apps.ledger import queries
from remit.engines.merkle import TILE_WIDTH, MalformedTile, parse_path
from remit.engines.merkle.tree import HASH_BYTES
from remit.web.access import PUBLIC, page
from remit.web.standpoint import StandingRequest

FOR_EVER = "public, max-age=31536000, immutable"
FOR_SECONDS = "public, max-age=5"


@page(PUBLIC)
def checkpoint(request: StandingRequest) -> HttpResponse:
    """The newest checkpoint as it was signed; 404 before the first."""
    newest = queries.checkpoint()
    if newest is None:
        raise Http404
    return HttpResponse(
        newest.note,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": FOR_SECONDS},
    )


@page(PUBLIC)
def tile(request: StandingRequest, address: str) -> HttpResponse:
    """The hashes of a tile, or the first of them for `.p/<width>`; 404 where there are fewer."""
    try:
        asked = parse_path(f"tile/{address}")
    except MalformedTile:
        raise Http404 from None
    if asked.level is None:
        raise Http404
    size = asked.width * HASH_BYTES
    hashes = queries.StoredTiles().hashes(asked.level, asked.index)[:size]
    if len(hashes) < size:
        raise Http404
    kept = FOR_EVER if asked.width == TILE_WIDTH else FOR_SECONDS
    return HttpResponse(
        hashes, content_type="application/octet-stream", headers={"Cache-Control": kept}
    )
