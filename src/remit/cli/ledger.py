"""`remit ledger`: prove an entry, audit the whole, show the newest checkpoint."""

from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_json
from remit.cli.database import open_database
from remit.cli.verify import verify
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

app = typer.Typer(help="The ledger: proofs, audit, checkpoint.", no_args_is_help=True)
app.command("verify")(verify)
WRITTEN = Words("已写入 {}。用下列命令核对：", "Written to {}. Check it with:")


class NothingToProve(Refusal):
    """There is no such entry, or it is not sealed yet."""


@app.command("prove")
def prove(
    entry: Annotated[int, typer.Argument(help="The number of the entry.")],
    into: Annotated[
        Path | None, typer.Option("--into", help="The file to write; else to standard output.")
    ] = None,
) -> None:
    """Write the receipt of an entry: one file that anybody can check offline."""
    open_database()
    from remit.apps.ledger import queries

    receipt = queries.receipt_of(entry)
    if receipt is None:
        raise NothingToProve(_nothing(entry))
    if into is None:
        typer.echo(receipt.text, nl=False)
        return
    into.write_text(receipt.text, encoding="utf-8")
    say(WRITTEN.pick(language()).format(into))
    say(f"  remit receipt verify {into} --key {queries.verifier().text}")


@app.command("checkpoint")
def checkpoint(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Show the newest signed checkpoint, as witnesses read it."""
    open_database()
    from remit.apps.ledger import queries

    newest = queries.checkpoint()
    key = queries.verifier().text
    if as_json:
        told = {"size": newest.size, "note": newest.note, "at": newest.at} if newest else {}
        tell_json({**told, "key": key})
        return
    if newest:
        typer.echo(newest.note, nl=False)
    typer.echo(key)


def _nothing(entry: int) -> Finding:
    return error(
        "ledger.nothing_to_prove",
        f"ledger:{entry}",
        f"没有第{entry}号记录，或它尚未封存。封存通常在数秒内完成；请稍后再试。",
        f"There is no entry {entry}, or it is not sealed yet. Sealing takes seconds: try again.",
    )
