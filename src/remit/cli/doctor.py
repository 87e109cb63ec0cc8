"""What is missing on this machine, and how to get it."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import console, language, open_house, tell_json
from remit.cli.packs import read_pack
from remit.engines.findings import Finding, Refusal, Severity, as_mapping, error, warning
from remit.engines.rules import check_pack_tests, parse_pack

# More would bury the rest.
MOST_ALARMS = 20


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Name what is missing on this machine and how to get it."""
    findings = tuple(_examine())
    if as_json:
        tell_json([as_mapping(f) for f in findings])
    else:
        for finding in findings:
            console.print(f"{finding.severity.upper():8}{finding.subject}")
            console.print(f"        {finding.message.pick(language())}", markup=False)
        if not findings:
            console.print("Nothing is missing." if language() == "en" else "一切齐备。")
    if any(f.severity is Severity.ERROR for f in findings):
        raise typer.Exit(1)


def _examine() -> Iterator[Finding]:
    open_house()
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    if not os.access(settings.HOME, os.W_OK):
        yield error(
            "doctor.home",
            str(settings.HOME),
            "数据目录不可写。请更改其权限，或用 REMIT_HOME 指定另一目录。",
            "The data folder cannot be written. Change its permissions or set REMIT_HOME.",
        )
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield warning(
                "doctor.migrations",
                connection.vendor,
                "数据库尚未更新到当前版本。“remit serve”会先更新它。",
                "The database is not up to date. `remit serve` brings it up to date first.",
            )
        else:
            yield from _ledger()
    except DatabaseError as fault:
        yield error(
            "doctor.database",
            connection.vendor,
            f"数据库无法访问（{fault}）。请检查 REMIT_DATABASE_URL。",
            f"The database does not answer ({fault}). Check REMIT_DATABASE_URL.",
        )
    yield from _packs(Path(settings.RULEPACKS))
    yield from _parts()


def _ledger() -> Iterator[Finding]:
    """Who should look at the ledger: no witness, a silent one, what the last audit found."""
    from remit.apps.ledger import queries

    witnesses = queries.states(queries.witness_verifiers(), datetime.now(UTC))
    found = queries.alarms(witnesses, queries.last_audit())
    yield from found[:MOST_ALARMS]
    if len(found) > MOST_ALARMS:
        yield warning(
            "doctor.more_alarms",
            "ledger",
            f"另有 {len(found) - MOST_ALARMS} 项。运行 remit ledger verify 可看到全部。",
            f"There are {len(found) - MOST_ALARMS} more. `remit ledger verify` tells all.",
        )


def _packs(rulepacks: Path) -> Iterator[Finding]:
    """What is wrong with each rule pack, and which of its own tests fail."""
    folders = sorted(path.parent for path in rulepacks.glob("*/pack.yaml"))
    if not folders:
        yield error(
            "doctor.rulepacks",
            str(rulepacks),
            "没有规则包，案件无法认定。请用 REMIT_RULEPACKS 指定规则包所在目录。",
            "There are no rule packs, so no case can be determined. Set REMIT_RULEPACKS.",
        )
    for folder in folders:
        try:
            texts = read_pack(folder)
            found = check_pack_tests(parse_pack(texts), texts)
        except Refusal as refused:
            found = refused.findings
        yield from (replace(each, subject=f"{folder.name}: {each.subject}") for each in found)


def _parts() -> Iterator[Finding]:
    if importlib.util.find_spec("typst") is None:
        yield error(
            "doctor.letters",
            "typst",
            "缺少 typst，无法生成公文 PDF。请运行：pip install typst。",
            "typst is missing, so letters cannot be rendered. Run: pip install typst.",
        )
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        yield Finding(
            "doctor.chromium",
            Severity.NOTE,
            "chromium",
            warning(
                "",
                "",
                "没有 Chromium：页面测试会跳过。Debian：apt install chromium fonts-noto-cjk。",
                "No Chromium: browser tests are skipped. Debian: apt install chromium fonts-noto-cjk.",
            ).message,
        )
