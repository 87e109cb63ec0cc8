"""How commands answer: words for people, JSON for programs, refusals without a traceback."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from rich.console import Console
from rich.table import Table
from rich.text import Text

from remit.engines.findings import Finding, Refusal
from remit.engines.words import Words

LINE = Words("（第{}行）", " (line {})")

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def open_house() -> None:
    """Starts Django for a command that needs the database."""
    import_module("django").setup()


def language() -> str:
    """The language of a command's words, from the terminal's LANG."""
    return "zh-hans" if os.environ.get("LANG", "").startswith("zh") else "en"


def say(text: str, style: str = "") -> None:
    """Prints a line as it is; one written into a file or a pipe is not broken."""
    console.print(text, markup=False, style=style, soft_wrap=not console.is_terminal)


def tell_json(value: object) -> None:
    """Prints a value as one JSON document."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def tell_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table."""
    table = Table(title=Text(title), title_justify="left")
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)


def tell_findings(findings: Sequence[Finding]) -> None:
    """Prints findings, each with where, what, and what to do."""
    for finding in findings:
        line = LINE.pick(language()).format(finding.line) if finding.line else ""
        _complain(f"{finding.severity.upper()} {finding.subject}{line}", style="bold")
        _complain(f"  {finding.message.pick(language())}")
        if finding.source:
            _complain(f"  {finding.source}", style="dim")


def _complain(text: str, style: str = "") -> None:
    errors.print(text, markup=False, style=style, soft_wrap=not errors.is_terminal)


@contextmanager
def told() -> Iterator[None]:
    """Turns a refusal, a wrong setting and a silent database into words and exit status 2."""
    try:
        yield
    except Refusal as refusal:
        tell_findings(refusal.findings)
        sys.exit(2)
    except Exception as fault:
        _complain(_words(fault))
        sys.exit(2)


def _words(fault: Exception) -> str:
    """What to say of a fault that is not of our making; raises any other again.

    Known by name: these classes can be imported only once settings are read, which may be the fault.
    """
    match type(fault).__name__:
        case "Misconfigured":
            return str(fault)
        case "OperationalError":
            if language() == "en":
                return f"The database does not answer: {fault}. Check REMIT_DATABASE_URL; see `remit doctor`."
            return f"数据库无法访问：{fault}。请检查 REMIT_DATABASE_URL，或运行 remit doctor。"
    raise fault
