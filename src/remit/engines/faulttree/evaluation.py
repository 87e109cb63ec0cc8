"""The value of a compiled network and its derivatives by all leaves, for any kind of number.

Idea: with "x" for the value of a variable, a node's value is low + x * (high - low): the
multilinear extension of the function. One pass upwards gives the value, one pass downwards gives
the derivatives by all variables (reverse-mode differentiation). A module's adjoint is the sum of
what its users gave it.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from remit.engines.faulttree.diagram import Compiled, Diagram

T = TypeVar("T")
Points = NDArray[np.float64]
LARGEST = 12_000_000  # numbers held at once in one pass: about 100 MB


def evaluate(compiled: Compiled, values: Mapping[str, T]) -> T:
    """The top's value when leaves have these values: numbers, or arrays of points of one length.

    Whole numbers and fractions stay exact. Values of other leaves are allowed and not read.
    """
    return _reckoned(compiled, values, derive=False)[0]


def gradient(compiled: Compiled, values: Mapping[str, T]) -> tuple[T, dict[str, T]]:
    """The top's value, and its derivative by every leaf of `compiled.leaves`.

    The derivative by a leaf is f(leaf certain) - f(leaf impossible); other leaves have none.
    """
    return _reckoned(compiled, values, derive=True)


def _reckoned(
    compiled: Compiled, values: Mapping[str, T], *, derive: bool
) -> tuple[T, dict[str, T]]:
    used = {leaf: values[leaf] for leaf in compiled.leaves}
    if not any(isinstance(v, float | np.ndarray) for v in used.values()):
        return _exactly(compiled, used, derive=derive)
    if not all(isinstance(v, float | int | np.ndarray) for v in used.values()):
        return _exactly(compiled, used, derive=derive)
    points = {leaf: np.asarray(value, dtype=np.float64) for leaf, value in used.items()}
    shape = np.broadcast_shapes(*(value.shape for value in points.values()))
    length = int(np.prod(shape, dtype=int))
    table = {leaf: np.broadcast_to(v, shape).reshape(length) for leaf, v in points.items()}
    total = np.empty(length)
    derived = {leaf: np.empty(length) for leaf in compiled.leaves if derive}
    for part in _parts(compiled, length):
        values_here = {name: points[part] for name, points in table.items()}
        total[part], slopes = _at_points(compiled, values_here, derive=derive)
        for leaf, slope in slopes.items():
            derived[leaf][part] = slope
    if not shape:
        return cast(T, float(total[0])), {k: cast(T, float(v[0])) for k, v in derived.items()}
    return cast(T, total.reshape(shape)), {
        leaf: cast(T, slope.reshape(shape)) for leaf, slope in derived.items()
    }


def _parts(compiled: Compiled, length: int) -> Iterator[slice]:
    step = max(1, LARGEST // (2 * max(1, compiled.size)))
    return (slice(start, start + step) for start in range(0, length, step))


def _at_points(
    compiled: Compiled, values: dict[str, Points], *, derive: bool
) -> tuple[Points, dict[str, Points]]:
    known = dict(values)
    tables: list[Points] = []
    for module in compiled.modules:
        table = _upwards(module, known)
        known[module.name] = table[module.root]
        tables.append(table)
    total = known[compiled.modules[-1].name]
    if not derive:
        return total, {}
    adjoint = {compiled.modules[-1].name: np.ones_like(total)}
    for module, table in zip(reversed(compiled.modules), reversed(tables), strict=True):
        _downwards(module, table, known, adjoint)
    return total, {leaf: adjoint[leaf] for leaf in compiled.leaves}


def _levels(module: Diagram) -> list[tuple[int, slice]]:
    """Every level that has nodes, with the slice of its nodes, from the lowest level upwards."""
    starts = np.searchsorted(-module.level[2:], -np.arange(len(module.variables))) + 2
    ends = np.append(len(module.level), starts[:-1])
    return [
        (level, slice(int(starts[level]), int(ends[level])))
        for level in reversed(range(len(module.variables)))
    ]


def _upwards(module: Diagram, known: Mapping[str, Points]) -> Points:
    length = len(next(iter(known.values())))
    table = np.empty((len(module.level), length))
    table[0], table[1] = 0.0, 1.0
    for level, nodes in _levels(module):
        low = table[module.low[nodes]]
        table[nodes] = low + known[module.variables[level]] * (table[module.high[nodes]] - low)
    return table


def _downwards(
    module: Diagram, table: Points, known: Mapping[str, Points], adjoint: dict[str, Points]
) -> None:
    """Hands the module's adjoint down to its variables."""
    needed = np.zeros_like(table)
    needed[module.root] = adjoint.pop(module.name)
    for level, nodes in reversed(_levels(module)):
        low, high, here = module.low[nodes], module.high[nodes], needed[nodes]
        name = module.variables[level]
        slope = np.einsum("np,np->p", here, table[high] - table[low])
        adjoint[name] = adjoint[name] + slope if name in adjoint else slope
        risen = here * known[name]
        np.add.at(needed, high, risen)
        np.add.at(needed, low, here - risen)


def _exactly(compiled: Compiled, values: dict[str, T], *, derive: bool) -> tuple[T, dict[str, T]]:
    """The same, node by node, with no other operations than the values' own + - *."""
    known: dict[str, T] = dict(values)
    tables: list[list[T]] = []
    zero, one = cast(T, 0), cast(T, 1)
    for module in compiled.modules:
        table = [zero, one]
        for level, low, high in _nodes(module):
            value = known[module.variables[level]]
            table.append(_sum(table[low], _product(value, _difference(table[high], table[low]))))
        known[module.name] = table[module.root]
        tables.append(table)
    total = known[compiled.modules[-1].name]
    if not derive:
        return total, {}
    adjoint = {compiled.modules[-1].name: one}
    for module, table in zip(reversed(compiled.modules), reversed(tables), strict=True):
        _handed_down(module, table, known, adjoint)
    return total, {leaf: adjoint[leaf] for leaf in compiled.leaves}


def _nodes(module: Diagram) -> Iterator[tuple[int, int, int]]:
    columns = (module.level[2:].tolist(), module.low[2:].tolist(), module.high[2:].tolist())
    return zip(*columns, strict=True)


def _handed_down(
    module: Diagram, table: list[T], known: Mapping[str, T], adjoint: dict[str, T]
) -> None:
    needed = [cast(T, 0)] * len(table)
    needed[module.root] = adjoint.pop(module.name)
    for node, (level, low, high) in reversed(list(enumerate(_nodes(module), 2))):
        name = module.variables[level]
        slope = _product(needed[node], _difference(table[high], table[low]))
        adjoint[name] = _sum(adjoint[name], slope) if name in adjoint else slope
        risen = _product(needed[node], known[name])
        needed[high] = _sum(needed[high], risen)
        needed[low] = _sum(needed[low], _difference(needed[node], risen))


def _sum(left: T, right: T) -> T:
    return cast(T, left + right)  # type: ignore[operator]


def _difference(left: T, right: T) -> T:
    return cast(T, left - right)  # type: ignore[operator]


def _product(left: T, right: T) -> T:
    return cast(T, left * right)  # type: ignore[operator]
