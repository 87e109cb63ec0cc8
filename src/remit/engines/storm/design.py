"""A design: a regime over people and work, with or without a storm; read from a file, known by digest."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from remit.engines.findings import Finding, Refusal, error
from remit.engines.storm.parameters import (
    PARTS,
    Parameter,
    People,
    Regime,
    Storm,
    World,
    parameter,
    parameters,
)

Value = float
VERSION = "storm-1"
"""Name of the equations; results of another version are not compared with these."""


class DesignRefused(Refusal):
    """A design that cannot be simulated: all faults at once."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is simulated. Two designs with the same digest give the same numbers."""

    name: str = ""
    regime: Regime = field(default_factory=Regime)
    world: World = field(default_factory=World)
    people: People = field(default_factory=People)
    storm: Storm | None = None

    def with_(self, **values: float) -> "Design":
        """The design with other values, named with two underscores: `regime__precision=0.9`."""
        return self.changed({name.replace("__", "."): value for name, value in values.items()})

    def changed(self, values: Mapping[str, float]) -> "Design":
        """The design with other values under dotted names; a value of a storm makes one.

        >>> Design().changed({"regime.precision": 0.9}).regime.precision
        0.9
        """
        parts: dict[str, dict[str, float]] = {}
        for name, value in values.items():
            parameter(name)
            part, _, own = name.partition(".")
            parts.setdefault(part, {})[own] = float(value)
        new: dict[str, Any] = {
            part: replace(getattr(self, part) or PARTS[part](), **own)
            for part, own in parts.items()
        }
        return replace(self, **new)

    def value(self, name: str) -> float:
        """The value under a dotted name; that of a storm there is not is its default."""
        part, _, own = name.partition(".")
        return float(getattr(getattr(self, part) or PARTS[part](), own))

    @property
    def calm(self) -> "Design":
        """The same without a storm."""
        return replace(self, storm=None)

    @property
    def digest(self) -> str:
        """SHA-256 over version and values; the name does not count.

        >>> Design("a").digest == Design("b").digest
        True
        """
        told = [VERSION, *(f"{name}={value!r}" for name, value in self.values().items())]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def values(self) -> dict[str, float]:
        """All values under dotted names, in the order of declaration."""
        return {
            f"{part}.{each.name}": float(getattr(own, each.name))
            for part, kind in PARTS.items()
            if (own := getattr(self, part)) is not None
            for each in fields(kind)
        }


def read_design(given: object, *, name: str = "") -> Design:
    """The design written as a mapping of parts (`regime: {precision: 0.9}`), as YAML gives it.

    What is not said has its default. Raises DesignRefused with everything that is wrong.

    >>> read_design({"regime": {"precision": 0.9}}).regime.precision
    0.9
    """
    if not isinstance(given, Mapping):
        raise DesignRefused(
            error("storm.no_design", name, "文件应包含 regime、world、people 或 storm 部分。",
                  "The file should have parts: regime, world, people or storm.")
        )  # fmt: skip
    faults: list[Finding] = []
    values: dict[str, float] = {}
    for part, inner in given.items():
        if part == "name":
            name = str(inner)
        elif part not in PARTS:
            faults.append(_unknown(str(part), list(PARTS)))
        elif not isinstance(inner, Mapping):
            faults.append(_not_a_part(str(part)))
        else:
            found, wrong = _values(part, inner)
            values |= found
            faults += wrong
    if faults:
        raise DesignRefused(*faults)
    design = Design(name).changed(values)
    return replace(design, storm=Storm()) if given.get("storm") == {} else design


def _values(part: str, inner: Mapping[object, object]) -> tuple[dict[str, float], list[Finding]]:
    known = {each.name: each for each in parameters(part)}
    found: dict[str, float] = {}
    faults: list[Finding] = []
    for own, value in inner.items():
        here = known.get(str(own))
        if here is None:
            faults.append(_unknown(f"{part}.{own}", list(known)))
        elif not isinstance(value, int | float) or isinstance(value, bool):
            faults.append(_no_number(part, here, value))
        elif not here.low <= value <= here.high:
            faults.append(_out_of_range(part, here, value))
        else:
            found[f"{part}.{own}"] = float(value)
    return found, faults


def _unknown(name: str, known: list[str]) -> Finding:
    told = ", ".join(known)
    return error(
        "storm.unknown", name, f"没有名为“{name}”的项。可用：{told}。",
        f"There is nothing called {name}. Known are: {told}.",
    )  # fmt: skip


def _not_a_part(part: str) -> Finding:
    return error(
        "storm.not_a_part", part, f"“{part}”下应逐行写“名称: 数值”。",
        f"Under {part} there should be lines of name: number.",
    )  # fmt: skip


def _no_number(part: str, here: Parameter, value: object) -> Finding:
    return error(
        "storm.no_number", f"{part}.{here.name}", f"“{value}”不是数。请写一个数，单位：{here.unit}。",
        f"{value!r} is no number. Write one, in {here.unit}.",
    )  # fmt: skip


def _out_of_range(part: str, here: Parameter, value: float) -> Finding:
    return error(
        "storm.out_of_range", f"{part}.{here.name}",
        f"{value:g} 超出范围。{here.words.zh}应在 {here.low:g} 至 {here.high:g} 之间（{here.unit}）。",
        f"{value:g} is out of range. {here.words.en} lies within {here.low:g} and {here.high:g}"
        f" ({here.unit}).",
    )  # fmt: skip
