"""Monthly plans on the command line."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json, tell_table
from remit.cli.database import open_database
from remit.cli.places import organisation as known_organisation
from remit.engines.dates import Month
from remit.engines.findings import Refusal, error

app = typer.Typer(help="Monthly plans: what is overdue, what slipped.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


class NoSuchMonth(Refusal):
    """The month cannot be read."""


@app.command("overdue")
def overdue(as_json: Json = False) -> None:
    """The plans that are due and not submitted, in all organisations."""
    open_database()
    from remit.apps.organisation.queries import day
    from remit.apps.plans import queries

    on = day(datetime.now(tz=UTC))
    plans = queries.overdue(on=on).select_related("unit", "post")
    rows = [
        (
            p.unit.code,
            p.unit.name,
            p.post.name,
            f"{p.month:%Y-%m}",
            str(p.due),
            queries.days_late(p, on=on),
        )
        for p in plans
    ]
    heads = ("code", "unit", "post", "month", "due", "days_late")
    if as_json:
        tell_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        tell_table("Overdue plans", heads, rows)


@app.command("compare")
def compare(
    organisation: Annotated[str, typer.Argument(help="Code of the organisation.")],
    month: Annotated[str, typer.Argument(help="Month as 2026-03.")],
    as_json: Json = False,
) -> None:
    """A month of an organisation: planned against done, line by line."""
    asked = _month(month)
    open_database()
    from remit.apps.plans import queries

    comparison = queries.gaps(known_organisation(organisation), asked)
    tongue = language()
    rows = [
        (
            line.title.pick(tongue),
            line.plan,
            line.done,
            line.gap,
            line.status.words.pick(tongue),
        )
        for line in comparison.lines
    ]
    heads = ("line", "planned", "done", "difference", "status")
    if as_json:
        tell_json([dict(zip(heads, row, strict=True)) for row in rows])
        return
    tell_table(f"{organisation} {asked}", heads, rows)
    tell_findings(comparison.findings)
    say(f"{len(comparison.carried)} lines carry over.")


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise NoSuchMonth(
            error(
                "cli.no_such_month",
                text,
                "这不是月份。请按年-月填写，例如 2026-03。",
                "This is not a month. Write it as year and month, for example 2026-03.",
            )
        ) from fault
