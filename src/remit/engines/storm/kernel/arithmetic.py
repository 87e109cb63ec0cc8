"""Chance and the exponential as plain arithmetic on sixteen lanes at a time."""

import numpy as np

from remit.engines.storm import chance
from remit.engines.storm.kernel.compiling import Inferred, compiled, inlined

U32, F32 = np.uint32, np.float32
OF_SEED, OF_STEP, OF_POST = U32(chance.OF_SEED), U32(chance.OF_STEP), U32(chance.OF_POST)
OF_PURPOSE, FIRST, SECOND = U32(chance.OF_PURPOSE), U32(chance.FIRST), U32(chance.SECOND)
SIXTEEN, FIFTEEN, EIGHT, UNIT = U32(16), U32(15), U32(8), U32(1)
STEP = chance.STEP
# exp(x) = 2**n * exp(r), |r| <= ln 2 / 2; ln 2 in two parts; the series of Cephes' expf (S. Moshier).
LOWEST, LOG2E, HALF = F32(-87), F32(1.44269504088896341), F32(0.5)
LN2_HIGH, LN2_LOW = F32(0.693359375), F32(-2.12194440e-4)
C0, C1, C2 = F32(1.9875691500e-4), F32(1.3981999507e-3), F32(8.3334519073e-3)
C3, C4, C5, ONE = F32(4.1665795894e-2), F32(1.6666665459e-1), F32(5.0000001201e-1), F32(1)
BIAS, MANTISSA = np.int32(127), np.int32(23)


@compiled
def key(seed: Inferred, step: Inferred, purpose: Inferred) -> Inferred:
    """What is common to all posts, as `chance.key`."""
    mixed = U32(U32(seed) * OF_SEED + U32(step) * OF_STEP + U32(purpose) * OF_PURPOSE + UNIT)
    mixed = U32((mixed ^ (mixed >> SIXTEEN)) * FIRST)
    mixed = U32((mixed ^ (mixed >> FIFTEEN)) * SECOND)
    return U32(mixed ^ (mixed >> SIXTEEN))


@inlined
def uniform(common: Inferred, post: Inferred) -> Inferred:
    """A number in [0, 1) for a post, as `chance.uniform`."""
    mixed = U32(U32(post * OF_POST) ^ common)
    mixed = U32(U32(mixed ^ (mixed >> SIXTEEN)) * FIRST)
    mixed = U32(U32(mixed ^ (mixed >> FIFTEEN)) * SECOND)
    mixed = U32(mixed ^ (mixed >> SIXTEEN))
    return F32(np.int32(mixed >> EIGHT)) * STEP


@inlined
def exp(x: Inferred) -> Inferred:
    """The exponential of a number that is not positive; what is below e**-87 is that."""
    x = max(x, LOWEST)
    whole = np.floor(x * LOG2E + HALF)
    rest = x - whole * LN2_HIGH - whole * LN2_LOW
    near = ((((C0 * rest + C1) * rest + C2) * rest + C3) * rest + C4) * rest + C5
    power = np.int32((np.int32(whole) + BIAS) << MANTISSA).view(F32)
    return (near * rest * rest + rest + ONE) * power
