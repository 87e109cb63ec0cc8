"""Who turns the outcome in given orders of arrival.

Idea: a unit turns the outcome when it holds with all that came up to it and does not without the
last. In general the beginnings of an order are looked at all together, one bit for each. Where no
unit can turn the outcome off, somebody turns it on once and for all, and halving finds the place in
all orders together, one bit for each order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.faulttree.network import Network
from remit.engines.games.coalitions import Words, outcomes, signs

Numbers = NDArray[np.int64]
WORDS = 1 << 22
PLACES = 1 << 22


@dataclass(frozen=True, slots=True)
class Turns:
    """A network's way of scoring orders; `signs` by unit as in `coalitions.signs`."""

    network: Network
    top: int
    units: tuple[str, ...]
    signs: tuple[set[int], ...]

    @property
    def only_on(self) -> bool:
        """Whether no unit can turn the outcome off."""
        return all(found == {1} for found in self.signs)

    @property
    def at_once(self) -> int:
        """How many orders are best scored together: whole words of them, where they are halved."""
        if self.only_on:
            return max(64, PLACES // len(self.units) // 64 * 64)
        words = len(self.network.parts) * (len(self.units) // 64 + 1)
        return max(1, WORDS // words)

    def scores(self, order: Numbers) -> Numbers:
        """By unit, how often it turned the outcome on (first row) and off (second row)."""
        orders = np.arange(len(order))
        place = np.empty(order.T.shape, np.int32)
        place[order.T, orders] = np.arange(len(self.units))[:, None]
        if self.only_on:
            turned_on, turned_off = order[orders, self._place(place)], order[:0, 0]
        else:
            turned = self._every(place)
            turned_on, turned_off = order[turned == 1], order[turned == -1]
        by_unit = (
            np.bincount(units, minlength=len(self.units)) for units in (turned_on, turned_off)
        )
        return np.array(list(by_unit))

    def _every(self, place: NDArray[np.int32]) -> NDArray[np.int8]:
        """1 where the unit in that place of that order turned the outcome on, -1 where off."""
        count = len(self.units)
        beginnings = _beginnings(count)
        present = {unit: beginnings[place[n]] for n, unit in enumerate(self.units)}
        bits = _bits(outcomes(self.network, self.top, present))
        return bits[:, 1 : count + 1] - bits[:, :count]

    def _place(self, place: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place in each order whose unit turned the outcome on."""
        without = np.zeros(place.shape[1], np.int32)
        holds = np.full_like(without, len(self.units))
        for _ in range(len(self.units).bit_length()):
            middle = (without + holds) // 2
            present = {unit: _packed(place[n] < middle) for n, unit in enumerate(self.units)}
            held = _bits(outcomes(self.network, self.top, present)) == 1
            holds, without = np.where(held, middle, holds), np.where(held, without, middle)
        return holds - 1


def turns_of(network: Network, top: int, units: tuple[str, ...]) -> Turns:
    """The way of scoring orders of these units."""
    found = signs(network, top)
    return Turns(network, top, units, tuple(found[unit] for unit in units))


def _beginnings(units: int) -> Words:
    """For each place, one bit for each beginning of an order: is the unit in that place in it?

    The beginning of length n is bit n; a unit in place p is in those longer than p.
    """
    lengths = np.arange((units // 64 + 1) * 64)
    return _packed(lengths > np.arange(units)[:, None])


def _packed(flags: NDArray[np.bool_]) -> Words:
    """64 flags to a word, along the last axis."""
    return np.packbits(flags, axis=-1, bitorder="little").view(np.uint64)


def _bits(words: Words) -> NDArray[np.int8]:
    return np.unpackbits(words.view(np.uint8), axis=-1, bitorder="little").view(np.int8)
