"""`remit retention`: what is kept beyond its period. Erasing takes two people, and a shell is none."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_json, tell_table
from remit.cli.database import open_database
from remit.engines.retention import State
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.apps.retention.queries import Stood

app = typer.Typer(help="What is kept how long, and what is due to be erased.", no_args_is_help=True)
HEADS = ("kind", "what", "class", "over_since", "then", "basis")
UNCLASSED = Words("另有{}项没有留存类别，继续保存。", "{} more have no class and are kept.")


@app.callback()
def retention() -> None:
    """What is kept how long."""


@app.command("due")
def due(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """What is over its period in all organisations, and under which class."""
    open_database()
    from remit.apps.organisation.queries import day
    from remit.apps.retention import queries

    on = day(datetime.now(tz=UTC))
    found = queries.standings(on=on)
    rows = [_row(one) for one in found if one.standing.state is State.DUE]
    without = sum(one.standing.state is State.NO_CLASS for one in found)
    if as_json:
        due_rows = [dict(zip(HEADS, row, strict=True)) for row in rows]
        tell_json({"due": due_rows, "without_class": without})
        return
    tell_table("Due to be erased", HEADS, rows)
    say(UNCLASSED.pick(language()).format(without))


def _row(one: "Stood") -> tuple[str, ...]:
    thing, standing = one.kept.thing, one.standing
    tongue, governing = language(), standing.governing
    return (
        thing.kind.value,
        thing.ref,
        governing.id if governing else "",
        str(standing.over),
        standing.mode.value,
        governing.citation.pick(tongue) if governing else "",
    )
