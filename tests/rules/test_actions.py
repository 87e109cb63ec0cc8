"""Every deed records an entry whose verb is explained in docs/reference/ledger.md.

The actions are read, not run: a deed is a function that `apps/*/actions` offers and that takes `at=`.
Left out are the ledger, with which the others record, and the vault, whose keys are made and destroyed
within the deeds of others.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ROOT / "src" / "remit" / "apps"
PAGE = ROOT / "docs" / "reference" / "ledger.md"
RECORD = "record"


@dataclass(frozen=True)
class Written:
    """A function of an app's actions as it is written."""

    app: str
    name: str
    node: ast.FunctionDef
    calls: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_deed(self) -> bool:
        """Whether it is offered and takes the instant at which something is done."""
        names = {argument.arg for argument in self.node.args.kwonlyargs}
        return self.name in offered(self.app) and "at" in names

    @property
    def is_atomic(self) -> bool:
        """Whether it runs in one transaction."""
        return any(ast.unparse(d) == "transaction.atomic" for d in self.node.decorator_list)


@cache
def offered(app: str) -> frozenset[str]:
    """What the app's actions offer: the names in `__all__`, or every public one of a single module."""
    place = APPS / app / "actions"
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if not name.startswith("_"))


@cache
def written(app: str) -> Mapping[str, Written]:
    """Every function of an app's actions by name."""
    place = APPS / app / "actions"
    files = sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return {
        node.name: Written(app, node.name, node, frozenset(_called(node)))
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def _called(node: ast.AST) -> Iterator[str]:
    """The names of the functions that are called, however they are reached."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            function = inner.func
            if isinstance(function, ast.Name):
                yield function.id
            elif isinstance(function, ast.Attribute):
                yield function.attr


def recorders(app: str) -> frozenset[str]:
    """The functions of an app that record an entry, themselves or through others."""
    functions = written(app)
    found = {RECORD}
    while more := {n for n, f in functions.items() if n not in found and f.calls & found}:
        found |= more
    return frozenset(found)


def reached(start: Written) -> list[Written]:
    """The function and everything of its app that it calls, directly or not."""
    functions = written(start.app)
    found: dict[str, Written] = {}
    waiting = [start]
    while waiting:
        function = waiting.pop()
        if function.name not in found:
            found[function.name] = function
            waiting += [functions[name] for name in function.calls if name in functions]
    return list(found.values())


def verbs(start: Written) -> set[str]:
    """The verbs of the entries that a deed may record."""
    recording = recorders(start.app)
    return {
        verb
        for function in reached(start)
        for call in ast.walk(function.node)
        if isinstance(call, ast.Call) and _name(call) in recording
        for verb in _texts(call, function.node)
        if re.fullmatch(rf"{start.app}\.[a-z_]+", verb)
    }


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _texts(call: ast.Call, function: ast.FunctionDef) -> Iterator[str]:
    """The texts handed to a call, also by way of a name that the function has assigned."""
    names = {inner.id for inner in ast.walk(call) if isinstance(inner, ast.Name)}
    assigned = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} & names
    ]
    for node in (call, *assigned):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def deeds() -> list[Written]:
    """Every deed of every app."""
    apps = sorted(path.parent.name for path in APPS.glob("*/apps.py"))
    return [
        function
        for app in apps
        if app not in {"ledger", "vault"}
        for function in written(app).values()
        if function.is_deed
    ]


def explained() -> set[str]:
    """The verbs on the page."""
    return set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", PAGE.read_text(encoding="utf-8"), re.M))


DEEDS = deeds()


def test_there_are_deeds_to_look_at() -> None:
    assert len(DEEDS) > 40


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.app}.{deed.name}")
def test_every_deed_records_an_entry_that_the_page_explains(deed: Written) -> None:
    found = verbs(deed)
    assert found, "it records no entry"
    assert found <= explained(), f"not on {PAGE.name}: {sorted(found - explained())}"


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.app}.{deed.name}")
def test_every_deed_is_one_transaction(deed: Written) -> None:
    assert deed.is_atomic


def test_no_verb_is_explained_that_nobody_records() -> None:
    assert explained() == {verb for deed in DEEDS for verb in verbs(deed)}
