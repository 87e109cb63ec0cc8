"""`remit attribute`: the shares of a situation in a file, without a database."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def attribute(
    situation: Annotated[
        Path, typer.Argument(help="A situation as YAML or JSON, or a fault tree.")
    ],
    as_json: Json = False,
    svg: Annotated[
        bool, typer.Option("--svg", help="Draw it too: three pictures in the current folder.")
    ] = False,
) -> None:
    """Share out the responsibility for a situation, exactly and with reasons."""
    # Its engines take longer to load than all other commands together.
    from remit.cli.sharing import share_out

    share_out(situation, as_json=as_json, svg=svg)
