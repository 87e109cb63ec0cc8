"""Writes the reference of the laboratory's model: `python -m tools.odd`, or tells with `check` what differs.

Everything in docs/reference/laboratory.md comes from the code: parameters, constants, state, the order
of a week, figures, observables, claims. What a constant or a state variable is for is said here, and a
test fails where one is not.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from importlib import import_module
from itertools import groupby
from pathlib import Path
from types import ModuleType

from remit.engines.storm import chance, learning, record, running, state
from remit.engines.storm.claims import CLAIMS
from remit.engines.storm.claims.claim import Changes, Effect
from remit.engines.storm.design import VERSION
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import PARTS, parameters
from remit.engines.storm.questions.observing import OBSERVABLES
from tools.odd_roles import CONSTANTS, PLACES, STATE

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs/reference/laboratory.md"
MODULES = (
    "parameters", "design", "chance", "tree", "town", "state", "schedule", "choosing", "working",
    "answering", "learning", "running", "record", "outcome",
)  # fmt: skip
"""The modules that make the model, from what is set to what comes out."""
WITH_CONSTANTS = ("state", "town", "schedule", "choosing", "working", "answering", "learning", "running")  # fmt: skip
BETTER = {1: "more", -1: "less", 0: "neither"}
PART_TITLES = {
    "regime": "Regime: what whoever is in charge decides",
    "world": "World: the work and the harm it can do",
    "people": "People: who fills the posts",
    "storm": "Storm: a campaign on top of the regime",
}
HEAD = f"""# The laboratory's model: reference

Written from the code by `python -m tools.odd` (equations `{VERSION}`); what it means, and how far it may be trusted, is told in
[the explanation](../explanation/laboratory.md). Shares are from 0 to 1; effort, sanctions and rewards are counted in standard tasks.
"""


def module(name: str) -> ModuleType:
    """A module of the model."""
    return import_module(f"remit.engines.storm.{name}")


def constants(name: str) -> Mapping[str, float]:
    """The numbers a module names in capitals, but for places in a list."""
    here = module(name)
    found = {
        target: getattr(here, target)
        for node in ast.parse(inspect.getsource(here)).body
        for target in _targets(node)
        if target.isupper() and not target.startswith("_")
    }
    return {
        key: value
        for key, value in found.items()
        if type(value) in {int, float} and key not in PLACES
    }


def _targets(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def week() -> Sequence[Callable[..., object]]:
    """The functions of a week, in the order in which they are called."""
    source = ast.parse(inspect.getsource(running.live))
    calls = [
        (node.lineno, -node.col_offset, node.func.id)
        for node in ast.walk(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    named = (getattr(running, name, None) for _, _, name in sorted(calls))
    return list(dict.fromkeys(each for each in named if inspect.isfunction(each)))


def text() -> str:
    """The whole page."""
    return "\n".join(
        [HEAD, *_modules(), *_parameters(), *_state(), *_week(), *_chance(), *_constants(), *_series(),
         *_figures(), *_observables(), *_claims()]
    )  # fmt: skip


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [*("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines), ""]


def _cell(value: object) -> str:
    told = f"{value:g}" if isinstance(value, float) else str(value)
    return " ".join(told.replace("|", "\\|").split())


def _first(documented: object) -> str:
    return (inspect.getdoc(documented) or "").partition("\n")[0]


def _modules() -> list[str]:
    rows = [(f"`{name}`", _first(module(name))) for name in MODULES]
    return ["## Modules", "", *_table(("module", "what it holds"), rows)]


def _parameters() -> list[str]:
    told = ["## Parameters", "", f"{sum(len(parameters(part)) for part in PARTS)} in all.", ""]
    for part in PARTS:
        rows = [
            (f"`{part}.{e.name}`", e.words.en, e.unit, f"{e.low:g} to {e.high:g}", f"{e.default:g}", e.source)
            for e in parameters(part)
        ]  # fmt: skip
        heads = ("parameter", "what it is", "unit", "range", "default", "source")
        told += [f"### {PART_TITLES[part]}", "", *_table(heads, rows)]
    return told


def _state() -> list[str]:
    told = ["## State", "", "One number a post unless said.", ""]
    for kind in (state.Traits, state.State):
        rows = [(f"`{each.name}`", STATE[kind.__name__, each.name]) for each in fields(kind)]
        told += [f"### {kind.__name__}", "", _first(kind), "", *_table(("variable", "what it is"), rows)]  # fmt: skip
    actions = [(f"`{each.name}`", ACTIONS[each.name]) for each in state.Action]
    return [*told, "### Actions", "", *_table(("action", "what a post does with a task"), actions)]


ACTIONS = {
    "ACT": "does it, without papers to show",
    "DOCUMENT": "does it and documents it",
    "TRACE": "makes the papers and does not do it",
    "AVOID": "lets it lie",
    "PASS": "passes it down, or sideways where nobody is below",
    "ESCALATE": "hands it to the superior",
}


def _week() -> list[str]:
    rows = [(place, f"`{each.__name__}`", f"`{_own(each)}`", _first(each))
            for place, each in enumerate(week(), 1)]  # fmt: skip
    return ["## The order of a week", "", *_table(("", "step", "module", "what it does"), rows)]


def _own(function: Callable[..., object]) -> str:
    return function.__module__.rpartition(".")[2]


def _chance() -> list[str]:
    told = ", ".join(f"`{each.name}` ({each.value})" for each in chance.Purpose)
    return ["## Chance", "", f"{_first(chance)} Purposes: {told}.", ""]


def _constants() -> list[str]:
    rows = [
        (f"`{name}`", f"`{own}`", f"{value:g}", CONSTANTS[own, name])
        for own in WITH_CONSTANTS
        for name, value in constants(own).items()
    ]
    told = "Fixed in the equations, and assumed like the parameters: none was measured."
    return ["## Constants", "", told, "", *_table(("constant", "module", "value", "role"), rows)]


def _series() -> list[str]:
    columns = ", ".join(f"`{name}`" for name in record.SERIES)
    totals = ", ".join(f"`{name}`" for name in record.TOTALS)
    causes = ", ".join(
        f"`{name}` ({'without' if place in learning.WRONG else 'with'} fault)"
        for place, name in enumerate(learning.CAUSES)
    )
    return [
        "## What is recorded", "", f"Each week, summed over posts: {columns}.", "",
        f"Each post, summed over weeks after the settling-in ({running.SETTLED} of {running.WEEKS} unless said): {totals}.",
        "", f"Causes of sanctions: {causes}.", "",
    ]  # fmt: skip


def _figures() -> list[str]:
    rows = [(f"`{name}`", each.words.en, each.unit, BETTER[each.better]) for name, each in FIGURES.items()]  # fmt: skip
    return ["## Figures", "", *_table(("figure", "what it is", "unit", "better is"), rows)]


def _observables() -> list[str]:
    rows = [(f"`{name}`", each.words.en, each.unit) for name, each in OBSERVABLES.items()]
    told = "What a ledger shows, and `remit lab calibrate` takes."
    return ["## Observables", "", told, "", *_table(("observable", "what it is", "unit"), rows)]


def _claims() -> list[str]:
    told = ["## Claims", "", f"{len(CLAIMS)} in all; `remit lab claims` tells which hold.", ""]
    heads = ("id", "claim", "regime", "effect", "claimed", "control", "holds only")
    for one, among in groupby(CLAIMS, key=lambda each: each.text):
        rows = [
            (each.id, each.words.en, each.regime.en, _effect(each.effect), "up" if each.sign > 0 else "down",
             each.controlled.en, each.conditional.en)
            for each in among
        ]  # fmt: skip
        told += [f"### {one.words.en}", "", *_table(heads, rows)]
    return told


def _effect(effect: Effect) -> str:
    sums = " ".join(f"{weight:+g} [{_changes(changes)}]" for weight, changes in effect.terms)
    return f"{'log ' if effect.ratio else ''}`{effect.figure}` ({effect.span.value}): {sums}"


def _changes(changes: Changes) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in changes.items()) or "defaults"


def main(arguments: list[str]) -> int:
    """Writes, or with `check` only looks; 1 where something differs."""
    if arguments != ["check"]:
        FILE.write_text(text(), encoding="utf-8")
        return 0
    same = FILE.exists() and FILE.read_text(encoding="utf-8") == text()
    if not same:
        print(f"{FILE.relative_to(ROOT)}: run `python -m tools.odd`", file=sys.stderr)
    return int(not same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
