"""Causal models: acyclic equations between factors that hold or do not, in a context.

Halpern, Actual Causality (MIT Press 2016), section 2.1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError

from remit.engines.causality.network import Network, compiled, in_order, names
from remit.engines.findings import Finding, Refusal, error
from remit.engines.formulas import Formula

SOURCE = "Halpern, Actual Causality, 2.1"


class ModelRefused(Refusal):
    """Equations or a context that make no causal model."""


@dataclass(frozen=True, slots=True)
class Model:
    """Equations laid out once, and what holds in one context. Made by `causal_model`."""

    network: Network
    context: Mapping[str, bool]
    """The exogenous factors: given, and beyond any intervention."""
    truth: bytes
    """Of every literal of the network."""

    @property
    def actual(self) -> dict[str, bool]:
        """What holds: of the context first, then of every variable after those it depends on."""
        return {name: bool(self.truth[2 * node]) for name, node in self.network.number.items()}

    def within(self, context: Mapping[str, bool]) -> "Model":
        """The same equations in another context; raises ModelRefused where its names differ."""
        if faults := tuple(_other_names(self.context, context)):
            raise ModelRefused(*faults)
        return Model(self.network, dict(context), self.network.evaluated(context))


def causal_model(equations: Mapping[str, Formula], context: Mapping[str, bool]) -> Model:
    """The model of the equations in the context; raises ModelRefused with every fault."""
    if faults := check_model(equations, context):
        raise ModelRefused(*faults)
    network = compiled(equations, context)
    return Model(network, dict(context), network.evaluated(context))


def check_model(
    equations: Mapping[str, Formula], context: Mapping[str, bool]
) -> tuple[Finding, ...]:
    """Every fault: names without an origin or with two, and loops."""
    return (*_origins(equations, context), *_loops(equations))


def _origins(equations: Mapping[str, Formula], context: Mapping[str, bool]) -> Iterator[Finding]:
    for name, formula in equations.items():
        if name in context:
            yield error(
                "causality.two_origins",
                name,
                f"“{name}”既由条件式决定，又由背景给定。请只保留一处。",
                f"“{name}” has an equation and is given by the context too. Keep one of them.",
                SOURCE,
            )
        for read in dict.fromkeys(names(formula)):
            if read not in equations and read not in context:
                yield unknown_name(name, read)


def unknown_name(place: str, name: str) -> Finding:
    """That `place` uses a name nothing defines."""
    return error(
        "causality.unknown_name",
        place,
        f"用到了未定义的因素“{name}”。请为它写条件式或在背景中给定，或改正名称。",
        f"“{name}” is used but not defined. Give it an equation or a value in the context, "
        "or correct the name.",
        SOURCE,
    )


def _loops(equations: Mapping[str, Formula]) -> Iterator[Finding]:
    left = dict(equations)
    while True:
        try:
            for _ in in_order(left):
                pass
        except CycleError as fault:
            loop: list[str] = fault.args[1]
        else:
            return
        yield _loop(loop)
        for name in set(loop):
            del left[name]


def _loop(names: list[str]) -> Finding:
    told = " → ".join(names)
    return error(
        "causality.loop",
        names[0],
        f"因素之间循环依赖：{told}。原因须先于结果，请拆成先后两个因素。",
        f"The factors depend on each other in a loop: {told}. A cause comes before its effect: "
        "split one of them into an earlier and a later factor.",
        SOURCE,
    )


def _other_names(known: Mapping[str, bool], given: Mapping[str, bool]) -> Iterator[Finding]:
    for name in known:
        if name not in given:
            yield unknown_name("context", name)
    for name in given:
        if name not in known:
            yield error(
                "causality.not_in_context",
                name,
                f"背景中没有“{name}”。请删去或改正名称。",
                f"The model's context has no “{name}”. Remove it or correct the name.",
                SOURCE,
            )
