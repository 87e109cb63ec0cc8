"""`remit checkpoint verify`: whether the ledger of today begins with what a kept mail vouched for."""

from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_json
from remit.cli.database import open_database
from remit.cli.files import content
from remit.engines.merkle import OpenedCheckpoint, Verifier, parse_verifier
from remit.engines.words import Words

# A mail with its letter as pages.
LARGEST = 20 * 2**20
app = typer.Typer(help="Checkpoints: what kept mails vouch for.", no_args_is_help=True)
CONTINUED = Words(
    "成立：现在的台账以该检查点为开头，当时的 {size} 条记录未变。",
    "It holds: the ledger of today begins with what this checkpoint vouched for; its {size} entries are "
    "unchanged.",
)
SIGNED = Words("签名密钥：{}", "Signed by: {}")
WITNESSED = Words("见证：{}", "Witnessed by: {}")


@app.command("verify")
def verify(
    file: Annotated[
        Path, typer.Argument(help="The attachment ledger-checkpoint.txt, or the mail saved whole.")
    ],
    key: Annotated[
        list[str] | None,
        typer.Option("--key", help="The key as it was published; else this machine's own."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check that the ledger of today begins with the checkpoint in a file or a saved mail."""
    written = content(file, LARGEST)
    open_database()
    from remit.apps.ledger import queries

    opened = queries.continued(
        written, _keys(key) or [queries.verifier()], queries.witness_verifiers()
    )
    if as_json:
        tell_json(_mapping(opened))
    else:
        _tell(opened)


def _keys(given: list[str] | None) -> list[Verifier]:
    return [parse_verifier(one) for one in given or ()]


def _tell(opened: OpenedCheckpoint) -> None:
    tongue = language()
    say(CONTINUED.pick(tongue).format(size=opened.checkpoint.size), style="bold")
    say(SIGNED.pick(tongue).format(", ".join(one.verifier.name for one in opened.signed)))
    if opened.witnessed:
        say(WITNESSED.pick(tongue).format(", ".join(one.verifier.name for one in opened.witnessed)))


def _mapping(opened: OpenedCheckpoint) -> dict[str, object]:
    return {
        "size": opened.checkpoint.size,
        "root": opened.checkpoint.root.hex(),
        "signed": [one.verifier.name for one in opened.signed],
        "witnessed": [one.verifier.name for one in opened.witnessed],
    }
