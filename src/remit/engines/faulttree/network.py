"""A Boolean network in normal form: constants gone, negations on the arcs, equal gates shared.

Idea: every gate is a conjunction or an "at least count of"; a disjunction is the negation of the
conjunction of the negations. An arc is a *literal*: the number of a node, negative when negated.
Node 1 is the constant true. Parts have smaller numbers than the gates that use them.
"""

from collections.abc import Iterable, Iterator, Mapping

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum

TRUE, FALSE = 1, -1


class CircularNetwork(Exception):
    """A gate depends on itself; `loop` names the gates, the first of them again at the end."""

    def __init__(self, loop: tuple[str, ...]) -> None:
        super().__init__(f"Gates in a circle: {' -> '.join(loop)}.")
        self.loop = loop


class Network:
    """Nodes by number: leaves (no parts), conjunctions (count = parts) and at-least gates."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, ...]] = [(), ()]
        self.count: list[int] = [0, 0]
        self.names: dict[int, str] = {}
        self._leaves: dict[str, int] = {}
        self._gates: dict[tuple[int, tuple[int, ...]], int] = {}

    def is_leaf(self, node: int) -> bool:
        """Whether a node has no parts."""
        return not self.parts[node]

    def is_conjunction(self, node: int) -> bool:
        """Whether a node needs all its parts, and has some."""
        return bool(self.parts[node]) and self.count[node] == len(self.parts[node])

    def leaf(self, name: str) -> int:
        """The literal of a leaf."""
        if name not in self._leaves:
            self._leaves[name] = self._added(0, ())
            self.names[self._leaves[name]] = name
        return self._leaves[name]

    def conjunction(self, literals: Iterable[int]) -> int:
        """The literal of "all of these"; what is said twice counts once."""
        parts = set(literals)
        parts.discard(TRUE)
        if FALSE in parts or any(-part in parts for part in parts):
            return FALSE
        if len(parts) < 2:
            return parts.pop() if parts else TRUE
        return self._gate(len(parts), tuple(sorted(parts, key=abs)))

    def disjunction(self, literals: Iterable[int]) -> int:
        """The literal of "at least one of these"."""
        return -self.conjunction(-literal for literal in literals)

    def at_least(self, count: int, literals: Iterable[int]) -> int:
        """The literal of "at least `count` of these"; what is said twice counts twice."""
        parts: list[int] = []
        times: dict[int, int] = {}
        for literal in literals:
            if literal == TRUE:
                count -= 1
            elif times.get(-literal):
                times[-literal] -= 1
                count -= 1
            elif literal != FALSE:
                times[literal] = times.get(literal, 0) + 1
        parts = sorted((one for one, often in times.items() if often == 1), key=abs)
        return self._weighted(count, parts, [(o, n) for o, n in times.items() if n > 1])

    def _weighted(self, count: int, parts: list[int], heavy: list[tuple[int, int]]) -> int:
        """At least `count`, where each of `heavy` counts its number of times."""
        reached = {
            missing: self._plain(missing, parts)
            for missing in range(count - sum(weight for _, weight in heavy), count + 1)
        }
        for literal, weight in heavy:
            reached = {
                missing: self.disjunction(
                    (reached[missing], self.conjunction((literal, reached[missing - weight])))
                )
                for missing in reached
                if missing - weight in reached
            }
        return reached[count]

    def _plain(self, count: int, parts: list[int]) -> int:
        if count <= 0:
            return TRUE
        if count > len(parts):
            return FALSE
        if count == 1:
            return self.disjunction(parts)
        if count == len(parts):
            return self.conjunction(parts)
        return self._gate(count, tuple(parts))

    def _gate(self, count: int, parts: tuple[int, ...]) -> int:
        key = (count, parts)
        if key not in self._gates:
            self._gates[key] = self._added(count, parts)
        return self._gates[key]

    def _added(self, count: int, parts: tuple[int, ...]) -> int:
        self.parts.append(parts)
        self.count.append(count)
        return len(self.parts) - 1


def normalised(
    gates: Mapping[str, Formula], top: str, rename: Mapping[str, str]
) -> tuple[Network, int]:
    """The network of all that `top` needs, and the literal of `top`.

    Raises CircularNetwork.
    """
    network = Network()
    known: dict[str, int] = {}
    for name in _parts_first(gates, top):
        if name in gates:
            known[name] = _literal(network, gates[name], known)
            network.names.setdefault(known[name], name)
        else:
            known[name] = network.leaf(rename.get(name, name))
    return network, known[top]


def _parts_first(gates: Mapping[str, Formula], top: str) -> Iterator[str]:
    """The names that `top` needs, each after those it needs itself."""
    open_: dict[str, Iterator[str]] = {}
    done: set[str] = set()
    agenda = [top]
    while agenda:
        name = agenda[-1]
        if name not in open_:
            open_[name] = _factors(gates[name]) if name in gates else iter(())
        for factor in open_[name]:
            if factor in open_ and factor not in done:
                raise CircularNetwork((*agenda[agenda.index(factor) :], factor))
            if factor not in done:
                agenda.append(factor)
                break
        else:
            done.add(agenda.pop())
            yield name


def _factors(formula: Formula) -> Iterator[str]:
    """The names in a formula, however deep it is."""
    agenda = [formula]
    while agenda:
        match agenda.pop():
            case Is(factor):
                yield factor
            case Not(part):
                agenda.append(part)
            case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
                agenda.extend(reversed(parts))


def _literal(network: Network, formula: Formula, known: Mapping[str, int]) -> int:
    """The literal of a formula, given those of the names in it."""
    agenda: list[tuple[Formula, bool]] = [(formula, False)]
    done: list[int] = []
    while agenda:
        part, ready = agenda.pop()
        match part:
            case Is(factor):
                done.append(known[factor])
            case Constant(value):
                done.append(TRUE if value else FALSE)
            case Not(inner) if not ready:
                agenda += [(part, True), (inner, False)]
            case Not():
                done.append(-done.pop())
            case AllOf(inners) | AnyOf(inners) | Quorum(_, inners) if not ready:
                agenda.append((part, True))
                agenda.extend((inner, False) for inner in inners)
            case AllOf(inners) | AnyOf(inners) | Quorum(_, inners):
                cut = len(done) - len(inners)
                done[cut:] = [_joined(network, part, done[cut:])]
    return done.pop()


def _joined(network: Network, gate: Formula, literals: list[int]) -> int:
    if isinstance(gate, AllOf):
        return network.conjunction(literals)
    if isinstance(gate, Quorum):
        return network.at_least(gate.count, literals)
    return network.disjunction(literals)
