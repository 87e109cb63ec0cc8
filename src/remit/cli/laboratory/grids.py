"""What varies in a sweep, as it is written on the command line: parameters with the values they take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from remit.cli.laboratory.asking import NotAsked
from remit.engines.findings import Finding, error
from remit.engines.reading import exact
from remit.engines.storm.parameters import PARTS, Parameter, parameter, parameters


@dataclass(frozen=True, slots=True)
class Over:
    """A parameter and the values it takes."""

    about: Parameter
    name: str
    values: tuple[float, ...]


def axes_of(said: Sequence[str]) -> tuple[Over, ...]:
    """What varies, from PARAMETER=LOW:HIGH:STEPS or PARAMETER=A,B. Raises NotAsked with all faults.

    >>> axes_of(["regime.precision=0.1:0.9:3"])[0].values
    (0.1, 0.5, 0.9)
    """
    found: list[Over] = []
    faults: list[Finding] = []
    for each in said:
        name, _, written = each.partition("=")
        try:
            about = parameter(name)
        except KeyError:
            faults.append(_unknown(name))
            continue
        values = _values(written)
        if not values:
            faults.append(_no_values(each))
        faults += [_outside(name, about, value) for value in values if not about.low <= value <= about.high]  # fmt: skip
        found.append(Over(about, name, values))
    if faults:
        raise NotAsked(*faults)
    return tuple(found)


def _values(written: str) -> tuple[float, ...]:
    """The values written; none where they cannot be read."""
    ends = written.split(":")
    numbers = [exact(part) for part in (ends if len(ends) == 3 else written.split(","))]
    if None in numbers:
        return ()
    told = [float(each) for each in numbers if each is not None]
    if len(ends) != 3:
        return tuple(told)
    steps = int(told[2])
    if steps < 2 or told[2] != steps:
        return ()
    return tuple(round(float(value), 10) for value in np.linspace(told[0], told[1], steps))


def _unknown(name: str) -> Finding:
    part = name.partition(".")[0]
    inside = [part] if part in PARTS else list(PARTS)
    known = ", ".join(f"{part}.{each.name}" for part in inside for each in parameters(part))
    return error(
        "lab.no_such_parameter", f"--over {name}", f"没有这个参数。可选：{known}。",
        f"There is no such parameter. There are: {known}.",
    )  # fmt: skip


def _no_values(said: str) -> Finding:
    return error(
        "lab.no_values", f"--over {said}", "请写成 参数=低:高:个数 或 参数=值,值，例如 regime.precision=0.1:0.9:9。",
        "Write PARAMETER=LOW:HIGH:STEPS or PARAMETER=A,B, for example regime.precision=0.1:0.9:9.",
    )  # fmt: skip


def _outside(name: str, about: Parameter, value: float) -> Finding:
    return error(
        "lab.out_of_range", f"--over {name}", f"{value:g} 超出范围 {about.low:g} 至 {about.high:g}（{about.unit}）。",
        f"{value:g} is out of the range {about.low:g} to {about.high:g} ({about.unit}).",
    )  # fmt: skip
