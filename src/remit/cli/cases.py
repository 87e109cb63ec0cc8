"""Cases on the command line."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_json, tell_table
from remit.cli.database import open_database
from remit.engines.findings import Refusal, error

if TYPE_CHECKING:
    from remit.apps.cases.models import Case

app = typer.Typer(help="Cases: how far each has come, its letters.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


class NoSuchCase(Refusal):
    """No case has this number."""


class NotRenderedYet(Refusal):
    """The letter has been written, but its pages are not rendered yet."""


@app.command("list")
def cases(as_json: Json = False) -> None:
    """All cases and how far they have come."""
    open_database()
    from remit.apps.cases import queries

    rows = [
        (
            case.ref,
            case.number,
            case.unit.code,
            case.title,
            str(case.stage),
            f"{case.opened_at:%Y-%m-%d}",
        )
        for case in queries.everything()
    ]
    heads = ("ref", "number", "unit", "title", "stage", "opened")
    if as_json:
        tell_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        tell_table("Cases", heads, rows)


@app.command("show")
def show(
    case: Annotated[int, typer.Argument(help="The number after 'cases.case:'.")],
    as_json: Json = False,
) -> None:
    """The steps of one case: done, possible, or what is missing."""
    open_database()
    from remit.apps.cases import queries
    from remit.apps.organisation.queries import day

    found, tongue = _case(case), language()
    steps = queries.next_steps(found, on=day(datetime.now(tz=UTC)))
    rows = [
        (
            state.step.name.pick(tongue),
            str(state.state),
            " ".join(finding.message.pick(tongue) for finding in state.findings),
        )
        for state in steps
    ]
    heads = ("step", "state", "missing")
    if as_json:
        tell_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        tell_table(f"{found.number} {found.title}", heads, rows)


@app.command("letters")
def letters(
    case: Annotated[int, typer.Argument(help="The number after 'cases.case:'.")],
    folder: Annotated[Path, typer.Argument(help="Where the PDF files go.")],
) -> None:
    """Write the letters of a case as PDF files."""
    open_database()
    from remit.apps.cases import queries

    folder.mkdir(parents=True, exist_ok=True)
    for letter in queries.letters_of(_case(case)):
        if letter.pdf is None:
            raise NotRenderedYet(
                error(
                    "cli.not_rendered_yet",
                    letter.ref,
                    "公文尚未排版。请先运行 remit tick。",
                    "The letter's pages are not rendered yet. Run `remit tick` first.",
                )
            )
        path = folder / f"letter-{letter.pk}-{letter.language}.pdf"
        path.write_bytes(bytes(letter.pdf))
        say(str(path))


def _case(number: int) -> "Case":
    from remit.apps.cases import queries

    found = queries.everything().filter(pk=number).first()
    if found is None:
        raise NoSuchCase(
            error(
                "cli.no_such_case",
                str(number),
                "没有此编号的案件。请用 remit cases list 查看。",
                "No case has this number. See `remit cases list`.",
            )
        )
    return found
