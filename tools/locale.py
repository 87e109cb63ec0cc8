"""Compiles the Chinese texts: `python -m tools.locale compile | check`.

Every `django.po` under src/remit is compiled to the `django.mo` beside it. `check` fails when a text
of a template or module has no Chinese, or a compiled file is older than its source.
"""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "remit"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "ngettext", "ngettext_lazy"}
SINGLE = re.compile(r"{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.S
)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Every Chinese catalogue with its path."""
    for path in sorted(SOURCE.glob("**/zh_Hans/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale="zh_Hans")


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as a .mo file: the same bytes for the same texts."""
    catalog.creation_date = catalog.revision_date = EPOCH
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def python_texts(path: Path) -> Iterator[str]:
    """The texts that a module hands to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in CALLS:
            for argument in node.args[:2] if node.func.id.startswith("ngettext") else node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def template_texts(path: Path) -> Iterator[str]:
    """The texts of a template's translate and blocktranslate tags."""
    text = path.read_text(encoding="utf-8")
    for match in SINGLE.finditer(text):
        yield match.group(1)[1:-1]
    for options, body in BLOCK.findall(text):
        for part in re.split(r"{%\s*plural\s*%}", body):
            plain = re.sub(r"{{\s*([\w.]+)[^}]*}}", r"%(\1)s", part)
            if "trimmed" in options:
                plain = " ".join(line.strip() for line in plain.split("\n") if line.strip())
            yield plain


def missing() -> list[str]:
    """Every text without Chinese, as `file: text`."""
    known = {
        message
        for _, catalog in catalogues()
        for entry in catalog
        if entry.id and entry.string and (not isinstance(entry.string, tuple) or all(entry.string))
        for message in (entry.id if isinstance(entry.id, tuple | list) else (entry.id,))
    }
    faults = []
    for path in sorted([*SOURCE.glob("**/*.py"), *SOURCE.glob("**/templates/**/*.*")]):
        texts = python_texts(path) if path.suffix == ".py" else template_texts(path)
        faults += [f"{path.relative_to(SOURCE)}: {t!r}" for t in texts if t and t not in known]
    return faults


def stale() -> list[str]:
    """Every compiled file that does not match its source."""
    return [
        str(path.relative_to(SOURCE))
        for path, catalog in catalogues()
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").read_bytes() != compiled(catalog)
    ]


def main(deed: str) -> int:
    """Compiles, or checks and tells what is missing."""
    if deed == "compile":
        for path, catalog in catalogues():
            path.with_suffix(".mo").write_bytes(compiled(catalog))
        return 0
    faults = [f"no Chinese: {m}" for m in missing()] + [f"not compiled: {s}" for s in stale()]
    print("\n".join(faults) or "Every text has its Chinese.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
