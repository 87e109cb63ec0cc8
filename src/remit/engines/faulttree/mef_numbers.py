"""Probabilities as the exchange format tells them: constants, parameters, laws of failure in time.

Source: Open-PSA Model Exchange Format 2.0, part V (stochastic layer). A random deviate stands for
its mean; times are in the unit of the rates, hours by custom.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from remit.engines.faulttree.mef_xml import Element, Faults


class Law(NamedTuple):
    """One kind of expression: how many arguments it takes, and its value."""

    least: int
    most: int
    value: Callable[..., float]


def _exponential(rate: float, time: float) -> float:
    return -math.expm1(-rate * time)


def _repairable(gamma: float, failing: float, repairing: float, time: float) -> float:
    both = failing + repairing
    return (failing - (failing - gamma * both) * math.exp(-both * time)) / both


def _weibull(scale: float, shape: float, shift: float, time: float) -> float:
    return -math.expm1(-(((time - shift) / scale) ** shape)) if time > shift else 0.0


def _periodic(rate: float, interval: float, first: float, time: float) -> float:
    if time <= first:
        return _exponential(rate, time)
    return _exponential(rate, math.fmod(time - first, interval) or interval)


def _quotient(first: float, *others: float) -> float:
    return first / math.prod(others)


def _difference(first: float, *others: float) -> float:
    return first - math.fsum(others)


def _sum(*terms: float) -> float:
    return math.fsum(terms)


def _product(*factors: float) -> float:
    return math.prod(factors)


def _mean(first: float, *_spread: float) -> float:
    return first


def _middle(least: float, most: float) -> float:
    return (least + most) / 2


MANY = 1000
LAWS = {
    "exponential": Law(2, 2, _exponential),
    "GLM": Law(4, 4, _repairable),
    "Weibull": Law(4, 4, _weibull),
    "periodic-test": Law(4, 4, _periodic),
    "add": Law(1, MANY, _sum),
    "sub": Law(1, MANY, _difference),
    "mul": Law(1, MANY, _product),
    "div": Law(1, MANY, _quotient),
    "uniform-deviate": Law(2, 2, _middle),
    "normal-deviate": Law(2, 2, _mean),
    "lognormal-deviate": Law(3, 3, _mean),
}
READ = ("float", "int", "parameter", "system-mission-time", *LAWS)


def parameters_in(expression: Element) -> Iterator[Element]:
    """Every place in an expression that names a parameter."""
    agenda = [expression]
    while agenda:
        element = agenda.pop()
        if element.tag == "parameter":
            yield element
        agenda.extend(element.children)


class Numbers:
    """Values of expressions, given the parameters by their names as written in each place."""

    def __init__(self, faults: Faults, mission_time: float) -> None:
        self._faults = faults
        self._mission_time = mission_time

    def value(self, element: Element, known: Mapping[str, float]) -> float:
        """The value; NaN, with a finding where there was none yet, when it has none."""
        match element.tag:
            case "float" | "int":
                return self._written(element)
            case "parameter":
                return known.get(element.name, math.nan)
            case "system-mission-time":
                return self._mission_time
            case tag if tag in LAWS:
                return self._by_law(element, LAWS[tag], known)
        self._faults.unknown(element.place, element.tag, READ)
        return math.nan

    def _written(self, element: Element) -> float:
        text = element.attributes.get("value", "")
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._wrong(
                element, f"“{text}”不是数字。请改正。", f"“{text}” is no number. Correct it."
            )
            return math.nan
        return number

    def _by_law(self, element: Element, law: Law, known: Mapping[str, float]) -> float:
        values = [self.value(child, known) for child in element.children]
        if not law.least <= len(values) <= law.most:
            self._wrong(
                element,
                f"<{element.tag}> 的参数个数不对（{len(values)}）。请改正。",
                f"<{element.tag}> has the wrong number of arguments ({len(values)}). Correct it.",
            )
            return math.nan
        if any(map(math.isnan, values)):
            return math.nan
        try:
            number = law.value(*values)
        except (ArithmeticError, ValueError):
            number = math.nan
        if isinstance(number, float) and math.isfinite(number):
            return number
        self._wrong(
            element,
            f"<{element.tag}> 在这些参数下没有值。请改正。",
            f"<{element.tag}> has no value for these arguments. Correct them.",
        )
        return math.nan

    def _wrong(self, element: Element, zh: str, en: str) -> None:
        self._faults.fault("number", element.place, zh, en)
