"""`remit rules table`: a decision table in DMN or JDM, checked, and decided on facts with reasons."""

from pathlib import Path
from typing import Annotated

import typer


def table(
    model: Annotated[Path, typer.Argument(help="A decision model: .dmn (XML) or .json (JDM).")],
    facts: Annotated[Path | None, typer.Argument(help="Facts as YAML or JSON.")] = None,
    decision: Annotated[str, typer.Option(help="Which decision, where there are several.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check a decision table made elsewhere, or decide it on facts with the reason for every row."""
    # Loaded only here: the engine is large, and most commands do without it.
    from remit.cli.deciding import decide_table

    decide_table(model, facts, decision, as_json=as_json)
