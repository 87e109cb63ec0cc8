"""The command `remit`: the commands of `cli`, and those that need the whole house."""

import os
import sys
from typing import Annotated

import typer

from remit import __version__
from remit.cli import (
    backup,
    cases,
    checkpoints,
    determining,
    doctor,
    exporting,
    imports,
    laboratory,
    ledger,
    measure,
    people,
    plans,
    receipts,
    reckon,
    restore,
    retention,
    rules,
    verify,
    witness,
)
from remit.cli.answers import told
from remit.project import serving

app = typer.Typer(
    name="remit",
    help="Accountability for public bodies and enterprises: duties, powers, plans, shares.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(imports.app, name="import")
app.add_typer(exporting.app, name="export")
app.add_typer(plans.app, name="plans")
app.add_typer(cases.app, name="cases")
app.add_typer(rules.app, name="rules")
app.add_typer(ledger.app, name="ledger")
app.add_typer(receipts.app, name="receipt")
app.add_typer(retention.app, name="retention")
app.add_typer(checkpoints.app, name="checkpoint")
app.add_typer(laboratory.app, name="lab")
app.command("serve")(serving.serve)
app.command("demo")(serving.demo)
app.command("tick")(serving.tick)
app.command("verify")(verify.verify)
app.command("witness")(witness.witness)
app.command("witness-key")(witness.witness_key)
app.command("attribute")(reckon.attribute)
app.command("determine")(determining.determine)
app.command("measure")(measure.measure)
app.command("password")(people.password)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def remit(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Accountability for public bodies and enterprises."""


def main() -> None:
    """Runs the command line; refusals and wrong settings are told in words, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remit.project.settings")
    with told():
        app()
    sys.exit(0)
