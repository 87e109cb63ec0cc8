"""Chance without state: a number for each (seed, step, post, purpose), in whatever order it is asked.

Since nothing is drawn one after another, the same post meets the same luck under two designs (common
random numbers), and any number of threads gives the same result. Integer mixing after B. Mulvey's
finaliser as improved by C. Wellons ("lowbias32", 2018); 24 bits make a single-precision number.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Words32 = NDArray[np.uint32]
OF_SEED, OF_STEP, OF_POST, OF_PURPOSE = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F
FIRST, SECOND = 0x7FEB352D, 0x846CA68B
MASK = 0xFFFFFFFF
STEP = np.float32(2.0**-24)


class Purpose(IntEnum):
    """What a number is for; two purposes never share one."""

    LOAD = 1
    SANCTION = 2
    CAUSE = 3
    TURNOVER = 4
    SPEED = 5
    COMPETENCE = 6
    RISK = 7
    CAREER = 8
    MOTIVATION = 9
    BASE_LOAD = 10


def key(seed: int, step: int, purpose: int) -> int:
    """What is common to all posts: one 32-bit number."""
    mixed = (seed * OF_SEED + step * OF_STEP + purpose * OF_PURPOSE + 1) & MASK
    mixed = ((mixed ^ (mixed >> 16)) * FIRST) & MASK
    mixed = ((mixed ^ (mixed >> 15)) * SECOND) & MASK
    return mixed ^ (mixed >> 16)


def uniform(seed: int, step: int, posts: Words32, purpose: int) -> Floats:
    """Numbers in [0, 1) for posts, single precision.

    >>> posts = np.arange(3, dtype=np.uint32)
    >>> bool((uniform(1, 5, posts, 2) == uniform(1, 5, posts, 2)).all())
    True
    >>> bool((uniform(1, 5, posts, 2) == uniform(1, 6, posts, 2)).any())
    False
    """
    mixed = posts * np.uint32(OF_POST) ^ np.uint32(key(seed, step, purpose))
    mixed = (mixed ^ (mixed >> np.uint32(16))) * np.uint32(FIRST)
    mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(SECOND)
    mixed = mixed ^ (mixed >> np.uint32(16))
    drawn: Floats = (mixed >> np.uint32(8)).astype(np.float32) * STEP
    return drawn
