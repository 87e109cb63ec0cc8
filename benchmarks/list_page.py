"""A page of 25 rows out of 10,000 monthly plans of 100 units, as a signed-in reader gets it.

Ours is `remit serve` with two workers on SQLite: session, scope of the reader, count, sorted page,
whole HTML. The peer is Debian's Redmine with as many issues, read by anybody. Both answer one
client on a kept connection.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.board import ROOT
from benchmarks.load import Pace, Server, free_port, pace, serving
from benchmarks.peers import redmine
from benchmarks.rows import Row, at_most, at_most_times, missing
from remit.engines.dates import Month
from remit.engines.words import Words

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment, Person, Unit
    from remit.apps.plans.models import MonthlyPlan

UNITS, MONTHS = 100, 100
CPU = "A page of 10,000 rows, whole HTML: processor time"
P50 = "A page of 10,000 rows: time of the median page"
P95 = "A page of 10,000 rows: time of 95 % of the pages"
QUERIES = "A page of 10,000 rows: SQL queries"
MOST_MS, MOST_QUERIES = 25, 10
PATH = "/plans/?page={page}"
CISO = "CISO Assistant, 20 of 10,000 controls, API"
CISO_NOTE = "not measured here: needs 680 MB of packages of its own; 453 ms where it was measured"


def rows() -> list[Row]:
    """Processor time, time and queries of our page, beside Redmine's in the same run."""
    with remit() as (server, headers, queries):
        ours = pace(server, headers)
    last = [
        Row(
            QUERIES,
            queries,
            "",
            "-",
            None,
            None,
            f"at most {MOST_QUERIES}",
            queries <= MOST_QUERIES,
        ),
        missing(CPU, "ms", CISO, f"at most {MOST_MS} ms", CISO_NOTE),
    ]
    return [*(_beside_redmine(ours) if redmine.installed() else _alone(ours)), *last]


def _beside_redmine(ours: Pace) -> list[Row]:
    with redmine.redmine() as server:
        theirs = pace(server)
    name = redmine.NAME
    return [
        at_most(CPU, ours.cpu_ms, "ms", name, theirs.cpu_ms, MOST_MS),
        at_most_times(P50, ours.p50_ms, "ms", name, theirs.p50_ms, 1),
        at_most_times(P95, ours.p95_ms, "ms", name, theirs.p95_ms, 1),
    ]


def _alone(ours: Pace) -> list[Row]:
    met = ours.cpu_ms <= MOST_MS
    goal = f"at most {MOST_MS} ms"
    note = f"peer missing: {redmine.INSTALL}"
    return [
        Row(CPU, ours.cpu_ms, "ms", "-", None, None, goal, met),
        missing(CPU, "ms", redmine.NAME, goal, note),
    ]


@contextmanager
def remit() -> Iterator[tuple[Server, dict[str, str], int]]:
    """Our server with 10,000 plans, the headers of a signed-in reader, and the page's queries."""
    with TemporaryDirectory() as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("REMIT_", "EMAIL_"))}
        environment = {
            **kept,
            "REMIT_HOME": folder,
            "DJANGO_SETTINGS_MODULE": "remit.project.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.list_page"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        seeded = json.loads(done.stdout)
        port = free_port()
        door = "from remit.project.main import main; main()"
        command = [sys.executable, "-c", door, "serve", "--bind", f"127.0.0.1:{port}", "--no-clock"]
        with serving(command, port, PATH, cwd=ROOT, environment=environment) as server:
            yield server, {"Cookie": seeded["cookie"]}, seeded["queries"]


def seed() -> None:
    """Fills a new database, signs a reader in, and prints the cookie and the queries of a page."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_fill())
    with CaptureQueriesContext(connection) as queries:
        client.get(PATH.format(page=7))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    print(json.dumps({"cookie": cookie, "queries": len(queries)}))


def _fill() -> "Person":
    """Fills 100 units with 100 months of plans, submitted but for the last three; returns the reader."""
    from remit.apps.organisation import actions
    from remit.apps.plans.models import MonthlyPlan

    at = datetime(2018, 1, 1, tzinfo=UTC)
    root = actions.found_organisation("county", Words("大县", "Large County"), at=at)
    heads = [_head(root, number, at) for number in range(UNITS)]
    MonthlyPlan.objects.bulk_create(
        _plan(head, number, at) for number in range(MONTHS) for head in heads
    )
    desk = actions.create_post(root, "desk", Words("办公室", "Office"), by=None, at=at)
    reader = actions.enrol_person("reader", Words("读者", "Reader"), unit=root, by=None, at=at)
    return actions.appoint(desk, reader, by=None, at=at).person


def _head(root: "Unit", number: int, at: datetime) -> "Appointment":
    from remit.apps.organisation import actions

    name = Words(f"第{number}单位", f"Unit {number}")
    unit = actions.create_unit(root, f"u{number}", name, by=None, at=at)
    post = actions.create_post(unit, "head", Words("负责人", "Head"), by=None, at=at)
    person = actions.enrol_person(f"head-{number}", name, unit=root, by=None, at=at)
    return actions.appoint(post, person, by=None, at=at)


def _plan(head: "Appointment", number: int, at: datetime) -> "MonthlyPlan":
    from remit.apps.plans.models import MonthlyPlan

    month = Month(2018, 8) + number
    came = number < MONTHS - 3
    return MonthlyPlan(
        unit=head.post.unit,
        post=head.post,
        month=month.first,
        due=(month - 1).last,
        opened_at=at,
        state="submitted" if came else "open",
        submitted_at=at if came else None,
        submitted_on=month.first if came else None,
        submitted_by=head if came else None,
    )


if __name__ == "__main__":
    seed()
