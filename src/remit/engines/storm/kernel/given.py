"""What a design says, as single-precision numbers that compiled functions can be given."""

from collections import namedtuple
from dataclasses import fields
from typing import Any, NamedTuple

import numpy as np

from remit.engines.storm.answering import (
    EXEMPT_NEGLIGENT,
    EXEMPT_TRACE,
    EXEMPT_VAGUE,
    FELT_OMISSION,
    PAPER_PROOF,
    PAPER_SHELTER,
    VAGUE_OMISSION,
)
from remit.engines.storm.choosing import LEAST_INTENSITY, NOVEL_AND_SETTLED
from remit.engines.storm.design import Design
from remit.engines.storm.kernel.compiling import Inferred, compiled
from remit.engines.storm.parameters import People, Regime, World

F32 = np.float32
ONE = F32(1)

Regime32 = namedtuple("Regime32", [each.name for each in fields(Regime)])  # type: ignore[misc]
World32 = namedtuple("World32", [each.name for each in fields(World)])  # type: ignore[misc]
People32 = namedtuple("People32", [each.name for each in fields(People)])  # type: ignore[misc]


class Given(NamedTuple):
    """A design for the kernel, with the key of chance."""

    regime: Any
    world: Any
    people: Any
    seed: Any


class Terms(NamedTuple):
    """What holds for the tasks of one class this week."""

    share: Any
    able: Any
    reward: Any
    severity: Any
    unease: Any
    announced: Any
    asked_felt: Any
    asked_unseen: Any
    complaints: Any
    of_fault: Any
    spared_fault: Any
    without: Any
    spared_without: Any
    heard: Any
    spared_vague: Any
    shelter: Any
    traced: Any
    avoided: Any
    passed: Any
    old: Any


def given(design: Design, seed: int) -> Given:
    """The numbers of a design."""
    parts = (
        told(*(F32(getattr(part, each.name)) for each in fields(part)))
        for told, part in (
            (Regime32, design.regime), (World32, design.world), (People32, design.people),
        )
    )  # fmt: skip
    regime, world, people = parts
    return Given(regime, world, people, np.uint32(seed & 0xFFFFFFFF))


@compiled
def terms(given: Inferred, week: Inferred, precise: Inferred, routine: Inferred) -> Inferred:
    """What the regime of a week comes to for priority tasks (routine = 0) or the others (1)."""
    regime, world, people = given.regime, given.world, given.people
    asked = week[routine]
    novel = world.novelty_routine if routine else world.novelty_priority
    novel = novel * (1 - NOVEL_AND_SETTLED * regime.discretion)
    alone = F32(0) if routine else world.cross * (ONE - week[9])
    clear = week[6 + routine]
    felt = 1 - (1 - world.detection) * (1 - world.voice)
    unseen = 1 - (1 - world.detection) * (1 - world.voice * FELT_OMISSION)
    vague = (1 - precise) * world.contact_blame
    exempt = regime.exemption * regime.honoured
    heard = 1 - regime.appeal
    through = max(0.0, 1 - PAPER_PROOF * regime.paper_weight) * (1 - EXEMPT_TRACE * exempt)
    return Terms(
        F32(1 - world.priority if routine else world.priority),
        F32((1 - novel) * (1 - alone)),
        week[4 + routine],
        week[2 + routine],
        F32(people.unease * (0.5 + clear)),
        F32(asked / max(F32(LEAST_INTENSITY), regime.intensity)),
        F32(asked * felt),
        F32(asked * unseen),
        F32(asked * world.complaints),
        F32(precise + vague),
        F32(vague * EXEMPT_NEGLIGENT),
        F32(heard * (precise * regime.strictness + vague)),
        F32(heard * (precise * regime.strictness + vague * EXEMPT_VAGUE)),
        F32(heard),
        F32(heard * EXEMPT_VAGUE),
        F32(1 - PAPER_SHELTER * regime.paper_weight * (1 - precise)),
        F32(precise + (1 - precise) * through),
        F32(clear * (precise + (1 - precise) * VAGUE_OMISSION)),
        F32(clear * precise),
        F32((1 - regime.tracking) * (1 - precise / 2)),
    )
