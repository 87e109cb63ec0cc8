"""Bringing in an organisation from its workbook.

What reads and writes workbooks is imported by the commands: it would double the time of `remit --help`.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.database import open_database
from remit.cli.files import content
from remit.cli.places import organisation as known_organisation
from remit.engines.findings import Refusal, error
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit
    from remit.apps.organisation.queries import ImportPlan


class FileNotWritten(Refusal):
    """The file exists, or may not be written."""


def workbook(
    file: Annotated[Path, typer.Argument(help="The filled-in workbook (XLSX).")],
    organisation: Annotated[str, typer.Option(help="Code of the organisation it goes to.")],
    found: Annotated[
        str, typer.Option(metavar="NAME", help="Found the organisation, with this name.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Read units, posts, people, duties, powers and means from a workbook: all of it or nothing."""
    from remit.engines.workbook.archive import LIMITS

    handed_in = content(file, LIMITS.size)
    open_database()
    plan = _keep(handed_in, organisation, found)
    tell_findings(plan.findings)
    if as_json:
        tell_json({"organisation": organisation, "created": plan.counts, "equal": plan.equal})
        return
    created = ", ".join(f"{count} {sheet}" for sheet, count in plan.counts.items())
    say(f"Created in {organisation}: {created}. Already there: {plan.equal}.")


def template(
    file: Annotated[Path, typer.Argument(help="Where the empty workbook goes (XLSX).")],
) -> None:
    """Write an empty workbook to fill in, with a guide, in the language of LANG."""
    from remit.engines.workbook import Workbook, write_organisation

    try:
        with file.open("xb") as out:
            out.write(write_organisation(Workbook(), language()))
    except OSError as fault:
        raise FileNotWritten(
            error(
                "cli.file_not_written",
                str(file),
                f"无法写入文件（{fault.strerror}）。请换一个路径；已有的文件不会被覆盖。",
                f"The file cannot be written ({fault.strerror}). Name another; none is overwritten.",
            )
        ) from fault
    say(str(file))


def _keep(handed_in: bytes, code: str, name: str) -> "ImportPlan":
    """Creates what the workbook adds, founding the organisation where asked."""
    from django.db import transaction

    from remit.apps.organisation import actions, queries
    from remit.engines.workbook import read_organisation

    at = datetime.now(tz=UTC)
    with transaction.atomic():
        root = _founded(code, name, at) if name else known_organisation(code)
        book = read_organisation(handed_in, queries.known_in(root))
        return actions.import_workbook(root, book, by=None, at=at)


def _founded(code: str, name: str, at: datetime) -> "Unit":
    """The organisation of this code, founded now unless it is there already."""
    from remit.apps.organisation import actions, queries

    there = queries.organisations().filter(code=code).first()
    said = Words(name, "") if language() == "zh-hans" else Words("", name)
    return there or actions.found_organisation(code, said, at=at)
