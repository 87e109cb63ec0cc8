"""An organisation with its story: founded, at work, held to account."""

from collections.abc import Iterator
from dataclasses import dataclass

from remit.demo import founding
from remit.demo.casework import Step, step_deeds
from remit.demo.months import Season
from remit.demo.promises import Work
from remit.demo.register import Deed, Register
from remit.demo.remits import House


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told of one organisation."""

    house: House
    work: Work
    steps: tuple[Step, ...] = ()

    def deeds(self, register: Register) -> Iterator[Deed]:
        """Its deeds, not yet in the order of time."""
        yield from founding.deeds(self.house, register)
        yield from Season(self.house.code, self.work, register).deeds()
        yield from step_deeds(self.house.code, self.steps, register)
