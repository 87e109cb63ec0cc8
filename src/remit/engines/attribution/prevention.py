"""Which control would have paid most: a look ahead, apart from whose share it was.

Idea: read the situation as a fault tree. Each departure and each uncertain circumstance has a
likelihood; a control that keeps one duty for certain lowers the probability of the harm by
likelihood times Birnbaum importance (Birnbaum 1969). The usual measures of fault tree analysis stand
beside it.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import isfinite

from remit.engines.attribution.answer import Control, Prevention
from remit.engines.attribution.sharing import LevelGame
from remit.engines.attribution.situation import Choice
from remit.engines.attribution.world import World, departure
from remit.engines.faulttree import Budget, Importance, compile_network, evaluate, importance
from remit.engines.figures import percent
from remit.engines.formulas import Constant, Formula, Is, Not
from remit.engines.words import Words

EVEN = Fraction(1, 2)
MOST_TOLD = 3
NO_PREVENTION = Prevention(0.0, True, (), ())  # noqa: FBT003 - a value, not a switch


def prevention(world: World, games: tuple[LevelGame, ...], budget: Budget) -> Prevention:
    """The duties whose keeping would have averted most, the best first; raises BudgetSpent."""
    situation = world.situation
    likely = {f.id: f.likelihood for f in situation.facts if f.likelihood is not None}
    structural = not likely
    if structural:
        likely = {c.id: EVEN for own in world.departures.values() for c in own}
    network, chances = _look_ahead(world, likely)
    levels = situation.outcome.levels
    # With even odds the situation ahead is the one that was shared out.
    known = {one.level.factor: one.loose for one in games if structural}
    compiled = [
        known.get(level.factor) or compile_network(network, level.factor, budget=budget)
        for level in levels
    ]
    measured = [importance(one, chances) for one in compiled]
    total = sum(level.amount for level in levels)
    weights = [float(level.amount / total) for level in levels]
    controls = [
        _control(
            choice, likely[choice.id], weights, [one.get(departure(choice)) for one in measured]
        )
        for choice in situation.choices
        if any(departure(choice) in one for one in measured)
    ]
    controls.sort(key=lambda control: -control.averted)
    likelihoods = [evaluate(one, chances) for one in compiled]
    expected = sum(weight * each for weight, each in zip(weights, likelihoods, strict=True))
    told = [control for control in controls[:MOST_TOLD] if control.averted > 0]
    sentences = tuple(_sentence(each, expected, structural=structural) for each in told)
    return Prevention(likelihoods[0], structural, tuple(controls), sentences)


def _look_ahead(
    world: World, likely: Mapping[str, Fraction]
) -> tuple[dict[str, Formula], dict[str, float]]:
    """The situation before anything was done, and how probable each uncertain factor was."""
    network: dict[str, Formula] = dict(world.equations)
    chances: dict[str, float] = {}
    for choice in world.situation.choices:
        name = departure(choice)
        if choice.id not in likely:
            network[choice.id] = Constant(world.facts[choice.id])
            continue
        chances[name] = float(likely[choice.id])
        if choice.baseline:
            network[choice.id] = Not(Is(name))
    for name, value in world.given.items():
        if name in likely:
            chances[name] = float(likely[name])
        else:
            network[name] = Constant(value)
    return network, chances


def _control(
    choice: Choice,
    likelihood: Fraction,
    weights: list[float],
    measured: list[Importance | None],
) -> Control:
    slopes = [one.birnbaum if one else 0.0 for one in measured]
    birnbaum = sum(weight * slope for weight, slope in zip(weights, slopes, strict=True))
    first = next(one for one in measured if one)
    return Control(
        choice.id,
        choice.otherwise,
        likelihood,
        float(likelihood) * birnbaum,
        birnbaum,
        *(_finite(measure) for measure in first[1:]),
    )


def _finite(measure: float) -> float | None:
    return measure if isfinite(measure) else None


def _sentence(control: Control, expected: float, *, structural: bool) -> Words:
    before = percent(Fraction(expected))
    after = percent(Fraction(max(expected - control.averted, 0.0)))
    odds = Words("（各项失职的可能性按一半计）", " (every departure at even odds)")
    zh, en = odds if structural else Words("", "")
    label = control.label
    return Words(
        f"若能确保：{label.pick('zh')}，预期的损害可由全部损害的{before}降至{after}{zh}。".replace(
            " %", "%"
        ),
        f"Making sure that somebody had {label.pick('en')} would have brought the expected harm from "
        f"{before} of the whole down to {after}{en}.",
    )
