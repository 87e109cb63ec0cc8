"""Whether the ledger is whole."""

from typing import Annotated

import typer

from remit.cli.answers import as_mapping, say, tell_findings, tell_json
from remit.cli.database import open_database


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check that the ledger's numbers have no gap and every entry has its canonical form."""
    open_database()
    from remit.apps.ledger import queries as ledger

    state, findings = ledger.state(), ledger.check()
    if as_json:
        tell_json(
            {
                "entries": state.entries,
                "numbered": state.numbered,
                "findings": [as_mapping(f) for f in findings],
            }
        )
    else:
        tell_findings(findings)
        waiting = state.entries - state.numbered
        say(f"{state.entries} entries, {state.numbered} numbered, {waiting} waiting.")
    if findings:
        raise typer.Exit(1)
