"""The nodes of a movement in an order of decisions that leaves few things open at a time.

Each node keeps a few bits while it is open: how far its inputs have brought it. Inputs are gathered
as soon as they are known and forgotten after their last use, so that a state, all open bits as one
whole number, is small. The order is depth first from the effect, the input that keeps most open
first (Sethi and Ullman, J. ACM 17:715-728, 1970). What hangs only on a node that is reached already
makes no difference (`guard`), whence many states fall together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from remit.engines.causality.movement import OPEN, Movement, Prices, World


class Gather(NamedTuple):
    """One input is counted: where bit `known` is as `wanted`, `field` fills by one bit.

    `forgotten` are the bits of the input where nobody needs it any more. Nothing is counted where
    a bit of `guard` is on, since it makes no difference there.
    """

    known: int
    wanted: bool
    field: int
    lowest: int
    forgotten: int
    guard: int

    def after(self, state: int) -> int:
        """The state with the input counted."""
        held = state & ~self.forgotten
        if state & self.guard or bool(state & self.known) != self.wanted:
            return held
        return held | (held & self.field) << 1 & self.field | self.lowest


class Decide(NamedTuple):
    """One variable is decided: it stays as its equation gives, or deviates and turns its bit.

    `start` is its bit where its equation gives the same in any case and that is on. `prices` are
    for deviating where the bit is off and where it is on; `on` is the variable's value there.
    """

    node: int
    bit: int
    start: int
    prices: Prices
    on: int
    guard: int

    def after(self, state: int) -> int:
        """The state where the variable stays as its equation gives."""
        return state & ~self.bit if state & self.guard else state | self.start

    def price(self, state: int) -> int | None:
        """What it costs to deviate, in the state after; None where it may not or need not."""
        return None if state & self.guard else self.prices[bool(state & self.bit)]


Step = Gather | Decide


@dataclass(frozen=True, slots=True)
class Route:
    """Steps from the empty state to those where the effect is known to hold or not."""

    steps: tuple[Step, ...]
    variables: tuple[int, ...]
    """The nodes of the variables that may deviate, as decided."""
    goal: int
    """The bit of the effect."""
    against: bool
    """Whether the bit is on where the effect fails."""

    def undone(self, state: int) -> bool:
        """Whether the effect fails, in a state at the end."""
        return bool(state & self.goal) == self.against


class _Place(NamedTuple):
    """A node's bits: inputs with the value `meaning` fill `field`, and it has it where `top` is on.

    Inputs that hold are counted, or those that do not: whichever needs fewer bits.
    """

    field: int
    top: int
    meaning: int

    def on(self, value: int) -> bool:
        return value == self.meaning


@dataclass(slots=True)
class _Planner:
    """What is known of every open node while the steps are laid out."""

    world: World
    movement: Movement
    inputs: dict[int, tuple[int, ...]] = field(default_factory=dict)
    places: dict[int, _Place] = field(default_factory=dict)
    guards: dict[int, int] = field(default_factory=dict)
    readers: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Of each node, the literals by which it is an input, and whose."""
    uses: dict[int, int] = field(default_factory=dict)
    """How many of those have not been counted yet."""
    bits: int = 0

    def planned(self) -> Route:
        root = self.world.root >> 1
        self._lay_out()
        steps = tuple(self._steps(root))
        decided = tuple(step.node for step in steps if isinstance(step, Decide))
        place = self.places[root]
        # The effect fails where its node has the value of its literal's sign, 1 where denied.
        return Route(steps, decided, place.top, place.on(self.world.root & 1))

    def _lay_out(self) -> None:
        open_nodes = sorted(self.movement.prices)
        ranks: dict[int, int] = {}
        for node in open_nodes:
            motion = self.movement.motions[node]
            read = self._open_inputs(node) if motion.natural == OPEN else ()
            read = tuple(sorted(read, key=lambda literal: -ranks[literal >> 1]))
            self.inputs[node] = read
            self.readers[node] = []
            ranks[node] = max((ranks[c >> 1] + n for n, c in enumerate(read)), default=1)
            self.places[node] = self._place(node, len(read))
        for node in reversed(open_nodes):
            above = self.guards.setdefault(node, 0) | self.places[node].top
            for literal in self.inputs[node]:
                child = literal >> 1
                self.guards[child] = self.guards.get(child, above) & above
                self.readers[child].append((literal, node))
                self.uses[child] = len(self.readers[child])

    def _open_inputs(self, node: int) -> tuple[int, ...]:
        return tuple(
            literal
            for literal in self.world.network.literals[node]
            if literal >> 1 in self.movement.prices
        )

    def _place(self, node: int, inputs: int) -> _Place:
        if not inputs:
            bit = self._new_bits(1)
            return _Place(bit, bit, 1)
        wanted = self.world.network.need[node] - self.movement.motions[node].sure
        refused = inputs - wanted + 1
        width = min(wanted, refused)
        bits = self._new_bits(width)
        return _Place(bits, (bits & -bits) << (width - 1), int(wanted <= refused))

    def _new_bits(self, width: int) -> int:
        self.bits += width
        return ((1 << width) - 1) << (self.bits - width)

    def _steps(self, root: int) -> Iterator[Step]:
        entered: set[int] = set()
        decided: set[int] = set()
        waiting = [(root, False)]
        while waiting:
            node, complete = waiting.pop()
            if complete:
                decided.add(node)
                yield from self._decide(node)
                for literal, reader in self.readers[node]:
                    if reader in entered:
                        yield self._gather(literal, reader)
            elif node not in entered:
                entered.add(node)
                waiting.append((node, True))
                for literal in reversed(self.inputs[node]):
                    if literal >> 1 in decided:
                        yield self._gather(literal, node)
                    else:
                        waiting.append((literal >> 1, False))

    def _decide(self, node: int) -> Iterator[Step]:
        place, guard = self.places[node], self.guards[node]
        if place.field != place.top:
            # Reached or not is all that counts from here.
            bit = self._new_bits(1)
            yield Gather(
                place.top, wanted=True, field=bit, lowest=bit, forgotten=place.field, guard=guard
            )
            place = self.places[node] = place._replace(field=bit, top=bit)
        prices = self.movement.prices[node]
        natural = self.movement.motions[node].natural
        if natural != OPEN or prices != (None, None):
            start = place.top if natural != OPEN and place.on(natural) else 0
            off_on = (prices[1 - place.meaning], prices[place.meaning])
            yield Decide(node, place.top, start, off_on, place.meaning, guard)

    def _gather(self, literal: int, node: int) -> Gather:
        child, into = self.places[literal >> 1], self.places[node]
        self.uses[literal >> 1] -= 1
        return Gather(
            child.top,
            wanted=child.on(into.meaning ^ (literal & 1)),
            field=into.field,
            lowest=into.field & -into.field,
            forgotten=0 if self.uses[literal >> 1] else child.top,
            guard=self.guards[literal >> 1],
        )


def route(world: World, movement: Movement) -> Route:
    """The steps to decide what the effect hangs on; the movement must leave the effect open."""
    return _Planner(world, movement).planned()
