"""`remit receipt verify`: whether a receipt proves what it says, without any server or account."""

from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_json
from remit.cli.files import text
from remit.engines.merkle import Verified, parse_receipt, parse_verifier, verify_receipt
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
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check a receipt offline: that the entry is in the signed tree, and what it says."""
    written = text(file, LARGEST)
    content, opening = opened(parse_receipt(written).extra)
    keys, witnesses = ([parse_verifier(one) for one in given] for given in (key, witness or []))
    found = verify_receipt(written, content, keys, witnesses)
    placed(content, found.index)
    if as_json:
        tell_json(_mapping(found, content, opening))
    else:
        _tell(found, content, opening)


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
    names = ", ".join(signed.verifier.name for signed in found.witnessed)
    say(WITNESSED.pick(tongue).format(names) if names else NO_WITNESS.pick(tongue))


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
        "values": {name: opening.values[name] for name in FIELDS} if opening else None,
    }
