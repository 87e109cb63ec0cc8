"""The database a command works on: set up when it is new, refused when it is older than Remit."""

from remit.cli.answers import open_house
from remit.engines.findings import Refusal, error


class DatabaseOutdated(Refusal):
    """The database was made by an earlier Remit and has not been brought up to date."""


def open_database() -> None:
    """Starts Django on a database that is up to date; sets up an empty one first."""
    open_house()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if executor.loader.applied_migrations:
        raise DatabaseOutdated(
            error(
                "cli.database_outdated",
                connection.vendor,
                "数据库是较早版本的 Remit 建立的。请先运行一次 remit serve，它会先更新数据库。",
                "The database was made by an earlier Remit. Run `remit serve` once: "
                "it brings the database up to date first.",
            )
        )
    call_command("migrate", verbosity=0, interactive=False)
