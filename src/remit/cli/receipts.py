"""`remit receipt verify`: whether a receipt proves what it says, without any server or account."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_json
from remit.cli.files import text
from remit.engines.merkle import (
    Signed,
    Verified,
    Verifier,
    parse_note,
    parse_receipt,
    parse_verifier,
    verify_receipt,
)
from remit.engines.sealing import FIELDS, Opening, opened, placed
from remit.engines.words import Words

LARGEST = 2**20
app = typer.Typer(help="Receipts: what anybody can check offline.", no_args_is_help=True)
GOOD = Words(
    "收据成立：第{seq}号记录“{verb}”，{at}，已封存于规模为{size}的检查点（密钥 {key}）。",
    "The receipt holds: entry {seq}, “{verb}” of {at}, is sealed in the checkpoint of size {size} "
    "(key {key}).",
)
WITNESSED = Words("见证：{}", "Witnessed by: {}")
NO_WITNESS = Words(
    "没有见证人的签名：只证明签发者自己的说法前后一致。",
    "No witness has signed: it proves only that the issuer's own account is consistent.",
)
NOT_ASKED = Words(
    "另有签名未核对，因为没有给出其公钥：{}。请用 --witness 给出可信的见证方公钥。",
    "Also signed, but not checked, for no key of theirs was given: {}. Name the keys of witnesses you trust "
    "with --witness.",
)
OPENED = Words("{}：{}", "{}: {}")
ERASED = Words(
    "此收据不带内容：内容已被删除，或未写入。",
    "This receipt carries no contents: they were erased, or left out.",
)


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="The receipt: a .tlog-proof file.")],
    key: Annotated[
        list[str], typer.Option("--key", help="The ledger's verifier key, as it is published.")
    ],
    witness: Annotated[
        list[str] | None, typer.Option("--witness", help="A witness's key that must have signed.")
    ] = None,
    witnesses: Annotated[
        int | None,
        typer.Option(
            "--witnesses", min=0, help="How many of them must have signed; all unless said."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check a receipt offline: that the entry is in the signed tree, and what it says."""
    written = text(file, LARGEST)
    content, opening = opened(parse_receipt(written).extra)
    keys, others = ([parse_verifier(one) for one in given] for given in (key, witness or []))
    found = verify_receipt(written, content, keys, others, quorum=witnesses)
    placed(content, found.index)
    unchecked = _unchecked(written, [*keys, *others])
    if as_json:
        tell_json({**_mapping(found, content, opening), "unchecked": unchecked})
    else:
        _tell(found, content, opening)
        _tell_witnesses(found, unchecked)


def _unchecked(written: str, known: Sequence[Verifier]) -> list[str]:
    """Who else has signed, by a key that was not given: nothing is known of these signatures."""
    identities = {(one.name, one.id) for one in known}
    note = parse_note(parse_receipt(written).checkpoint)
    return [one.name for one in note.signatures if (one.name, one.key_id) not in identities]


def _tell(found: Verified, content: bytes, opening: Opening | None) -> None:
    tongue = language()
    seq, verb, at = placed(content, found.index)
    keys = ", ".join(signed.verifier.name for signed in found.signed)
    when = at.isoformat(timespec="seconds")
    size = found.checkpoint.size
    say(GOOD.pick(tongue).format(seq=seq, verb=verb, at=when, size=size, key=keys), style="bold")
    for name in FIELDS if opening else ():
        say(OPENED.pick(tongue).format(name, opening.values[name] if opening else ""))
    if opening is None:
        say(ERASED.pick(tongue))


def _tell_witnesses(found: Verified, unchecked: Sequence[str]) -> None:
    tongue = language()
    if found.witnessed:
        named = (f"{one.verifier.name} ({_time(one)})" for one in found.witnessed)
        say(WITNESSED.pick(tongue).format(", ".join(named)))
    elif not unchecked:
        say(NO_WITNESS.pick(tongue))
    if unchecked:
        say(NOT_ASKED.pick(tongue).format(", ".join(unchecked)))


def _time(signed: Signed) -> str:
    """When a witness says it signed; a number no calendar reaches is told as it is."""
    try:
        return datetime.fromtimestamp(signed.at or 0, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return str(signed.at)


def _mapping(found: Verified, content: bytes, opening: Opening | None) -> dict[str, object]:
    seq, verb, at = placed(content, found.index)
    return {
        "seq": seq,
        "verb": verb,
        "at": at,
        "size": found.checkpoint.size,
        "root": found.checkpoint.root.hex(),
        "signed": [signed.verifier.name for signed in found.signed],
        "witnessed": [signed.verifier.name for signed in found.witnessed],
        "witnessed_at": {signed.verifier.name: _time(signed) for signed in found.witnessed},
        "values": {name: opening.values[name] for name in FIELDS} if opening else None,
    }
