"""Real event logs of public bodies, read where they are present; they never enter the project."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from remit.apps.matters.actions import LogFile, import_log
from remit.apps.organisation import actions
from remit.apps.organisation.models import Person
from remit.apps.organisation.queries import day, organisations
from remit.cli.imports import READERS, ReadLog, read_log
from remit.engines.findings import Refusal
from remit.engines.powers import POWERS
from remit.engines.words import Words

ANALYST = "jian.shu"
READER = Words("档案查阅岗", "Records reader")
# What the analyst may do with the real logs.
MEASURES = ("insight.read", "insight.measure")


@dataclass(frozen=True, slots=True)
class Log:
    """A log file of the folder of real data, and the organisation it becomes."""

    file: str
    code: str
    name: Words
    country: str = "NL"


LOGS = (
    Log(
        "bpic2015_1.xes.gz",
        "bpic2015",
        Words(
            "荷兰某市建设许可（真实日志）", "Building permits of a Dutch municipality (real log)"
        ),
    ),
    Log(
        "receipt.xes.gz",
        "receipt",
        Words("荷兰某市收件登记（真实日志）", "Receipts of a Dutch municipality (real log)"),
    ),
)


def load_real_logs(*, at: datetime, tell: Callable[[str], object]) -> None:
    """Reads the logs that are present and not yet read, and lets the analyst look at them.

    A file that cannot be read is told of and left out.
    """
    known = set(organisations().values_list("code", flat=True))
    for log in LOGS:
        file = Path(settings.ACCEPTANCE_DATA) / "eventlogs" / log.file
        if log.code in known or not file.is_file():
            continue
        tell(f"{log.file}: {log.name.en} / {log.name.zh}")
        try:
            _keep(read_log(file), log, at)
        except Refusal as refusal:
            tell(f"{log.file}: {refusal}")


@transaction.atomic
def _keep(read: ReadLog, log: Log, at: datetime) -> None:
    first = min((case.opened for case in read.cases if case.opened), default=at)
    root = actions.found_organisation(
        log.code, log.name, at=at, country=log.country, since=day(first)
    )
    file = LogFile(read.name, read.sha256, read.shape)
    import_log(root, read.cases, file=file, by=None, at=at)
    post = actions.create_post(root, READERS, READER, by=None, at=at)
    for number, code in enumerate(MEASURES, 1):
        actions.list_power(post, str(number), POWERS[code], by=None, at=at, code=code)
    actions.appoint(post, Person.objects.get(login=ANALYST), by=None, at=at)
