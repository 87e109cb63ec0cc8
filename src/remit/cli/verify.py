"""Whether the ledger is whole."""

from typing import Annotated

import typer

from remit.cli.answers import say, tell_findings, tell_json
from remit.cli.database import open_database
from remit.engines.findings import as_mapping
from remit.engines.merkle import Verifier, parse_verifier


def verify(
    key: Annotated[
        list[str] | None,
        typer.Option("--key", help="The key as it was published; else this machine's own."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Audit the ledger: numbers, leaves against entries, every hash of the tree, every signature."""
    open_database()
    from remit.apps.ledger import queries as ledger

    state, findings = ledger.state(), ledger.audit(_keys(key) or [ledger.verifier()])
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


def _keys(given: list[str] | None) -> list[Verifier]:
    return [parse_verifier(one) for one in given or ()]
