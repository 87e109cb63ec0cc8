"""`remit rules diff` and `remit rules whatif`: what a draft, or another day's law, changes, and for whom."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Before = Annotated[str, typer.Argument(help="A pack, or PACK@DAY for the law of a day.")]
After = Annotated[str, typer.Argument(help="Another pack (a draft), or PACK@ANOTHER-DAY.")]


def diff(before: Before, after: After, as_json: Json = False) -> None:
    """What differs between two packs, or one pack on two days."""
    # Loaded only here, as below: the engines of comparison bring numpy with them.
    from remit.cli.trying import tell_differences

    tell_differences(before, after, as_json=as_json)


def whatif(
    before: Before,
    after: After,
    cases: Annotated[Path | None, typer.Option(help="Past cases from a file (YAML).")] = None,
    svg: Annotated[
        bool, typer.Option("--svg", help="Draw it too: two pictures in the current folder.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What other rules, or the law of another day, would change over past cases, and for whom."""
    from remit.cli.trying import tell_what_if

    tell_what_if(before, after, cases, svg=svg, as_json=as_json)
