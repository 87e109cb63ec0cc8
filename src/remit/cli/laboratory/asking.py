"""What commands of the laboratory are asked: designs from files, how many seeds and weeks, which engine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf, nan
from pathlib import Path
from typing import cast, get_args

from remit.cli.files import text
from remit.cli.laboratory.trees import tree_of
from remit.engines.findings import Finding, Refusal, error
from remit.engines.reading import Reading, exact
from remit.engines.storm.design import Design, DesignRefused, read_design
from remit.engines.storm.running import SETTLED, Engine, kernel_there
from remit.engines.storm.sweeps.runs import Period, Simulation
from remit.engines.storm.tree import Tree

# A design is written by hand: anything larger is something else.
LARGEST = 2**18
SPELT = {".nan": nan, ".inf": inf, "-.inf": -inf}


class NotAsked(Refusal):
    """An option that nothing can be made of."""


@dataclass(frozen=True)
class Asked:
    """What is simulated besides a design."""

    posts: str
    seeds: int
    weeks: int
    engine: str = "auto"
    threads: int = 1

    @cached_property
    def tree(self) -> Tree:
        """The posts. Raises a Refusal where they cannot be told."""
        return tree_of(self.posts)

    @property
    def period(self) -> Period:
        """All weeks; the settling-in is at most a quarter of them."""
        return Period(self.weeks, min(SETTLED, self.weeks // 4))

    @property
    def simulation(self) -> Simulation:
        """How runs are reckoned. Raises a Refusal for an engine that is not there."""
        if self.engine not in get_args(Engine):
            known = ", ".join(get_args(Engine))
            raise NotAsked(
                error(
                    "lab.no_such_engine", f"--engine {self.engine}", f"没有这个引擎。可选：{known}。",
                    f"There is no such engine. There are: {known}.",
                )
            )  # fmt: skip
        if self.engine == "numba" and not kernel_there():
            raise NotAsked(
                error(
                    "lab.no_kernel", "--engine numba", "未安装 Numba。请安装 remit[lab]，或改用 numpy。",
                    "Numba is not installed. Install remit[lab], or take numpy.",
                )
            )  # fmt: skip
        return Simulation(self.tree, self.period, engine=cast("Engine", self.engine), threads=self.threads)  # fmt: skip


def design_of(file: Path) -> Design:
    """The design in a file; its name is the file's where it has none. Raises with all that is wrong."""
    given, reading = _written(file)
    try:
        return read_design(given, name=file.stem)
    except DesignRefused as refused:
        raise DesignRefused(*(_placed(each, file, reading) for each in refused.findings)) from None


def numbers_of(file: Path) -> Mapping[str, object]:
    """A file of names and numbers, such as what a ledger shows. Raises a Refusal."""
    given, _ = _written(file)
    if not isinstance(given, Mapping):
        raise NotAsked(
            error(
                "lab.no_numbers", str(file), "应逐行写“名称: 数值”。",
                "There should be lines of name: number.",
            )
        )  # fmt: skip
    return given


def _written(file: Path) -> tuple[object, Reading]:
    reading = Reading("lab")
    found = reading.yaml(text(file, LARGEST), str(file))
    if reading.findings:
        raise NotAsked(*reading.findings)
    return _numbers(found), reading


def _placed(finding: Finding, file: Path, reading: Reading) -> Finding:
    """The finding with file and line."""
    where = f"{file}: {finding.subject}" if finding.subject != file.stem else str(file)
    return replace(finding, subject=where, line=reading.line(finding.subject))


def _numbers(written: object) -> object:
    """What was written, with its numbers as numbers: the reader leaves them as they were typed."""
    if isinstance(written, Mapping):
        return {name: _numbers(part) for name, part in written.items()}
    if isinstance(written, str):
        number = exact(written)
        return SPELT.get(written.lower(), written) if number is None else float(number)
    return written
