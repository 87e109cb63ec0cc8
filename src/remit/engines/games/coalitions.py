"""The outcome in many coalitions at once: one bit for each, 64 to a machine word."""

from collections.abc import Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from remit.engines.faulttree.network import Network

Words = NDArray[np.uint64]


def outcomes(network: Network, top: int, present: Mapping[str, Words]) -> Words:
    """Where the literal `top` is true, given where each leaf is present."""
    full = ~np.zeros_like(next(iter(present.values()), np.zeros(1, np.uint64)))
    known = [full, full]
    for node in range(2, len(network.parts)):
        if network.is_leaf(node):
            known.append(present[network.names[node]])
        else:
            parts = (_literal(known, part) for part in network.parts[node])
            known.append(_at_least(network.count[node], list(parts), full))
    return _literal(known, top)


def gain(network: Network, top: int) -> int:
    """v(all) - v(nobody)."""
    nobody_then_all = np.array([0b10], np.uint64)
    both = int(outcomes(network, top, dict.fromkeys(leaves_of(network), nobody_then_all))[0])
    return (both >> 1 & 1) - (both & 1)


def _literal(known: list[Words], literal: int) -> Words:
    return known[literal] if literal > 0 else ~known[-literal]


def _at_least(count: int, parts: list[Words], full: Words) -> Words:
    """Bit by bit in every coalition: the parts are added up until the sum flows over."""
    if count == len(parts):
        return reduce(np.bitwise_and, parts)
    digits = count.bit_length()
    start = (1 << digits) - count
    total = [full if start >> digit & 1 else ~full for digit in range(digits)]
    reached = ~full
    for part in parts:
        carry = part
        for digit in range(digits):
            total[digit], carry = total[digit] ^ carry, total[digit] & carry
        reached = reached | carry
    return reached


def leaves_of(network: Network) -> list[str]:
    """The names of the leaves."""
    return [network.names[node] for node in _leaves(network)]


def _leaves(network: Network) -> list[int]:
    return [node for node in range(2, len(network.parts)) if network.is_leaf(node)]


def signs(network: Network, top: int) -> dict[str, set[int]]:
    """For every leaf 1 if it can turn the outcome on, -1 if it can turn it off: one or both."""
    found: list[set[int]] = [set() for _ in network.parts]
    found[abs(top)] = {1 if top > 0 else -1}
    for node in range(len(found) - 1, 1, -1):
        for part in network.parts[node]:
            found[abs(part)] |= {sign if part > 0 else -sign for sign in found[node]}
    return {network.names[node]: found[node] for node in _leaves(network)}
