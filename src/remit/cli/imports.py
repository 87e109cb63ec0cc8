"""Bringing in what other systems keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.progress import Progress

from remit.cli import workbooks
from remit.cli.answers import errors, say, tell_findings, tell_json, tell_table
from remit.cli.database import open_database
from remit.cli.files import FileNotReadable, too_large, unreadable
from remit.cli.people import nobody
from remit.engines.eventlog import holding
from remit.engines.eventlog.shape import keys_of, recognise
from remit.engines.eventlog.unpacking import unpacked
from remit.engines.eventlog.xes import XesLog
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.apps.matters.models import Source
    from remit.apps.organisation.models import Unit

app = typer.Typer(help="Bring in what other systems keep.", no_args_is_help=True)
app.command("template")(workbooks.template)
app.command("workbook")(workbooks.workbook)
# Of the packed file; what it unpacks to has limits of its own.
LARGEST = 512 * 2**20
SHOWN = 15
# What the columns of a unit take.
LONGEST_CODE, LONGEST_NAME = 40, 120
# Code of the post whose holders read what was brought in.
READERS = "records"


class NotACode(Refusal):
    """The organisation cannot be called so."""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log file understood: its cases, and where they came from."""

    name: str
    sha256: str
    shape: str
    cases: list[holding.Matter]
    remarks: tuple[Finding, ...]


@app.command("log")
def log(
    file: Annotated[Path, typer.Argument(help="An event log as XES, plain or gzipped.")],
    organisation: Annotated[
        str, typer.Option(help="Code of the organisation it goes to; founded when unknown.")
    ] = "",
    name: Annotated[str, typer.Option(help="Its name, when it is founded.")] = "",
    country: Annotated[
        str, typer.Option(help="Its country, when it is founded: two letters (ISO 3166).")
    ] = "CN",
    viewer: Annotated[str, typer.Option(help="Login of a person who may then look at it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Read an event log: who held what, for how long, what is late."""
    home = Home(organisation or file.name.split(".")[0], name, country.upper())
    home.check()
    open_database()
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task(file.name, total=None)
        read = read_log(
            file, lambda done, total: progress.update(task, completed=done, total=total)
        )
        progress.add_task("keeping it", total=None)
        source = _keep(read, home, viewer)
    tell_findings(read.remarks)
    _tell(source, as_json=as_json)


@dataclass(frozen=True, slots=True)
class Home:
    """The organisation a log goes to; name and country are used when it is founded."""

    code: str
    name: str = ""
    country: str = "CN"

    def check(self) -> None:
        """Raises NotACode for what the database could not keep."""
        if not 0 < len(self.code) <= LONGEST_CODE or len(self.name) > LONGEST_NAME:
            raise NotACode(
                error(
                    "import.not_a_code",
                    self.code,
                    f"单位代码须为 1 至 {LONGEST_CODE} 个字符，名称不超过 {LONGEST_NAME} 个字符。"
                    "请用 --organisation 和 --name 指定。",
                    f"A code has 1 to {LONGEST_CODE} characters, a name at most {LONGEST_NAME}. "
                    "Say --organisation and --name.",
                )
            )
        if not (len(self.country) == 2 and self.country.isascii() and self.country.isalpha()):
            raise NotACode(
                error(
                    "import.not_a_country",
                    self.country,
                    "国家须写两个字母的代码，例如 CN。",
                    "Write the country as two letters, for example CN.",
                )
            )


def read_log(file: Path, tell: Callable[[int, int], None] = lambda done, total: None) -> ReadLog:
    """The cases of a log file; `tell` hears how many bytes of how many are read.

    Raises a Refusal with every fault found.
    """
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            return _understood(file.name, _Watched(stream, size, tell))
    except OSError as fault:
        raise FileNotReadable(unreadable(str(file), fault)) from fault


class _Watched:
    """A stream that keeps the digest of what was read and tells how far it has come."""

    def __init__(self, stream: BinaryIO, size: int, tell: Callable[[int, int], None]) -> None:
        if size > LARGEST:
            raise FileNotReadable(too_large(stream.name, LARGEST))
        self._stream, self._size, self._tell, self._done = stream, size, tell, 0
        self._digest = sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self._digest.update(chunk)
        self._done += len(chunk)
        self._tell(self._done, self._size)
        return chunk

    @property
    def sha256(self) -> str:
        """The digest of all bytes read so far, and of the rest of the file."""
        while self.read(2**20):
            pass
        return self._digest.hexdigest()


def _understood(name: str, stream: _Watched) -> ReadLog:
    log = XesLog(unpacked(stream))
    traces = iter(log)
    sample = list(islice(traces, holding.SAMPLE))
    shape = recognise(keys_of(sample))
    cases = [holding.matter(trace, shape) for trace in chain(sample, traces)]
    remarks = (*log.remarks, *(remark for case in cases for remark in case.remarks))
    return ReadLog(name, stream.sha256, shape.name, cases, remarks)


def _keep(read: ReadLog, home: Home, viewer: str) -> "Source":
    """Keeps the cases, founding the organisation and letting the viewer in where asked."""
    from django.db import transaction

    from remit.apps.matters.actions import LogFile, import_log
    from remit.apps.organisation import actions, queries

    at = datetime.now(tz=UTC)
    with transaction.atomic():
        root = queries.organisations().filter(code=home.code).first()
        if root is None:
            first = min((c.opened for c in read.cases if c.opened), default=at)
            root = actions.found_organisation(
                home.code,
                Words("", home.name or home.code),
                at=at,
                country=home.country,
                since=queries.day(first),
            )
        if viewer:
            _let_in(viewer, root, at)
        file = LogFile(read.name, read.sha256, read.shape)
        return import_log(root, read.cases, file=file, by=None, at=at)


def _let_in(login: str, root: "Unit", at: datetime) -> None:
    """Lets a person fill the post from which the organisation's matters can be read."""
    from remit.apps.organisation import actions, queries

    person = queries.person(login)
    if person is None:
        raise nobody(login)
    post = root.posts.filter(code=READERS).first() or actions.create_post(
        root, READERS, Words("档案查阅岗", "Records reader"), by=None, at=at
    )
    held = queries.holders([post], on=queries.day(at)).get(post.pk, [])
    if person not in [appointment.person for appointment in held]:
        kind = "deputy" if held else "incumbent"
        actions.appoint(post, person, by=None, at=at, kind=kind)


def _tell(source: "Source", *, as_json: bool) -> None:
    from remit.apps.matters import queries

    loads = queries.loads(source.organisation)
    whole = queries.extent(queries.of(source))
    if as_json:
        tell_json(
            {
                "events": source.events,
                "cases": source.matters,
                "people": source.people,
                "named": source.named,
                "known_until": source.known_until,
                "matters_open": whole.open,
                "matters_closed_late": whole.late - whole.late_open,
                "matters_open_late": whole.late_open,
                "steps": whole.steps,
                "steps_late": whole.steps_late,
                "loads": [
                    {
                        "post": load.post.code,
                        "matters": load.matters,
                        "held_days": round(load.held.total_seconds() / 86400, 3),
                        "steps": load.steps,
                        "steps_late": load.steps_late,
                    }
                    for load in loads
                ],
            }
        )
        return
    say(
        f"{source.events:,} events, {source.matters:,} cases, {source.people} people "
        f"({source.named - source.people} more only watch or answer); "
        f"known until {source.known_until:%Y-%m-%d}"
    )
    say(
        f"{whole.open:,} matters open; {whole.late - whole.late_open:,} closed late, "
        f"{whole.late_open:,} open past their date; "
        f"{whole.steps_late:,} of {whole.steps:,} steps later than planned"
    )
    rows = [
        (
            load.post.code,
            f"{load.matters:,}",
            f"{load.held.total_seconds() / 86400:,.0f}",
            f"{load.steps:,}",
            f"{load.steps_late:,}",
        )
        for load in loads[:SHOWN]
    ]
    tell_table("Longest holders", ("post", "matters", "days held", "steps", "late"), rows)
