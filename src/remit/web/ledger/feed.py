"""What programs read of the ledger: the signed checkpoint and the tiles of hashes, never entries.

Idea: a full tile never changes and may be kept for ever; the checkpoint and the right edge of the tree
grow with every deed. What witnesses have signed comes back the same way; its signature is its pass.
Source: C2SP tlog-tiles (Retrieving a checkpoint, Merkle Tree), tlog-cosignature.
"""

import logging

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from remit.apps.ledger import queries
from remit.apps.ledger.actions import (
    CheckpointDiffers,
    CheckpointNotKept,
    WitnessUnknown,
    keep_cosignatures,
)
from remit.engines.findings import Refusal
from remit.engines.merkle import TILE_WIDTH, MalformedTile, parse_path
from remit.engines.merkle.tree import HASH_BYTES
from remit.engines.words import Words
from remit.web.access import PUBLIC, page
from remit.web.published import Published
from remit.web.standpoint import StandingRequest

logger = logging.getLogger(__name__)

FOR_EVER = "public, max-age=31536000, immutable"
FOR_SECONDS = "public, max-age=5"
PLAIN = "text/plain; charset=utf-8"
LARGEST_NOTE = 2**16
KEPT = Words(
    "已保存：规模为{size}的检查点，见证方 {names}。",
    "Kept under the checkpoint of size {size}: {names}.",
)
TOO_LARGE = Words(
    "超过 64 KiB，不是带见证签名的检查点。请只发送检查点本身。",
    "This is more than 64 KiB and no cosigned checkpoint. Send the checkpoint alone.",
)


@page(PUBLIC)
def checkpoint(request: StandingRequest) -> HttpResponse:
    """The newest checkpoint with the signatures of known witnesses; 404 before the first."""
    newest = queries.checkpoint()
    if newest is None:
        raise Http404
    return Published(queries.cosigned(newest), content_type=PLAIN, kept=FOR_SECONDS)


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
    return Published(hashes, content_type="application/octet-stream", kept=kept)


@csrf_exempt
@page(PUBLIC, methods=("POST",))
def cosignatures(request: StandingRequest) -> HttpResponse:
    """Keeps what a known witness has signed under one of our checkpoints; says in one line what came of it.

    400 for what cannot be read or does not hold, 404 for an unknown witness or checkpoint, 409 for a
    checkpoint with another root than ours.
    """
    note = request.read(LARGEST_NOTE + 1)
    if len(note) > LARGEST_NOTE:
        return _line(TOO_LARGE, 400)
    known = queries.witness_verifiers()
    try:
        kept = keep_cosignatures(note, witnesses=known, at=request.standpoint.at)
    except CheckpointDiffers as refusal:
        logger.error("a witness holds another ledger signed by our key: %s", refusal)  # noqa: TRY400 - no traceback: a fact
        return _refused(refusal, 409)
    except (WitnessUnknown, CheckpointNotKept) as refusal:
        return _refused(refusal, 404)
    except Refusal as refusal:
        return _refused(refusal, 400)
    names = ", ".join(one.witness for one in kept)
    size = kept[0].checkpoint_id
    return _line(Words(*(said.format(size=size, names=names) for said in (KEPT.zh, KEPT.en))), 200)


def _refused(refusal: Refusal, status: int) -> HttpResponse:
    return _line(refusal.findings[0].message, status)


def _line(words: Words, status: int) -> HttpResponse:
    said = words.pick(get_language() or "en")
    return HttpResponse(f"{said}\n", status=status, content_type=PLAIN)
