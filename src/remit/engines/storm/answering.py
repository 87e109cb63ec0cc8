"""Harm, what becomes known of it, what is inquired into, and on whom a sanction is expected to fall.

An inquiry that is decided on the merits (share `precision`, less where inquiries queue up) asks who did
what; a vague one follows visible contact (Hood 2011). Harm that nobody is found for seeks somebody all
the same: next week it falls on peers in proportion to their contact. All figures are rates a week.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.schedule import Week
from remit.engines.storm.state import Action, State
from remit.engines.storm.town import Town, pair
from remit.engines.storm.working import TINY, Flows

Floats = NDArray[np.float32]
ACT, DOCUMENT, TRACE, AVOID, PASS, ESCALATE = Action
FELT_OMISSION, DELAY_HARM = 0.5, 0.5
PAPER_SHELTER, PAPER_PROOF, VAGUE_OMISSION = 0.8, 1.6, 0.25
EXEMPT_UNDOCUMENTED, EXEMPT_DOCUMENTED = 0.45, 0.5
EXEMPT_VAGUE, EXEMPT_NEGLIGENT, EXEMPT_TRACE = 0.8, 0.5, 0.6
CONGESTION = 0.8


class Harm(NamedTuple):
    """Harm a week: [class, post], `old` (inherited, coming up) [post]; `rising` is what hid until now."""

    negligent: Floats
    innocent: Floats
    traced: Floats
    avoided: Floats
    delayed: Floats
    rising: Floats
    old: Floats


class Inquiries(NamedTuple):
    """Inquiries a week, in the same order; those into acts count complaints without harm too."""

    negligent: Floats
    innocent: Floats
    traced: Floats
    avoided: Floats
    delayed: Floats
    old: Floats


@dataclass(frozen=True)
class Answers:
    """Expected sanctions a week: for one's own fault and without it, by [class, action, post]; else [post].

    `unexplained` are inquiries that found nobody, by which others will suffer.
    """

    fault: Floats
    blameless: Floats
    scapegoat: Floats
    old: Floats
    shared: Floats
    unexplained: Floats
    inquiries: Floats


def harm(town: Town, state: State, flows: Flows) -> Harm:
    """What harm comes of the week's work, and of what was hidden before."""
    world, chosen = town.design.world, flows.chosen
    competence = state.traits.competence
    unserved = (1 - flows.served) * (chosen[:, ACT] + chosen[:, DOCUMENT])
    unlucky = np.maximum(flows.done * competence - flows.right, 0)
    omitted = chosen[:, TRACE] + chosen[:, AVOID]
    share = omitted / (omitted.sum(0) + TINY)
    return Harm(
        negligent=world.harm_failed * flows.done * (1 - competence),
        innocent=world.harm_failed * unlucky + world.harm_omitted * unserved,
        traced=world.harm_omitted * chosen[:, TRACE],
        avoided=world.harm_omitted * chosen[:, AVOID],
        delayed=DELAY_HARM * world.harm_omitted * chosen[:, PASS],
        rising=surfacing(town) * state.hidden * share,
        old=surfacing(town) * state.inherited,
    )


def surfacing(town: Town) -> float:
    """The share of hidden problems that comes up in a week: by itself, and by comparing plans with results."""
    world = town.design.world
    return world.emergence + world.revealing * town.design.regime.tracking


def inquire(town: Town, week: Week, flows: Flows, done: Harm) -> Inquiries:
    """What becomes known through superiors or citizens, and is inquired into."""
    world = town.design.world
    felt = 1 - (1 - world.detection) * (1 - world.voice)
    unseen = 1 - (1 - world.detection) * (1 - world.voice * FELT_OMISSION)
    asked = pair(week.intensity_priority, week.intensity_routine)
    omitted = done.traced + done.avoided + TINY
    now: Floats = np.float32(1 - world.latent) + done.rising / omitted
    traced: Floats = asked * unseen * done.traced * now
    avoided: Floats = asked * unseen * done.avoided * now
    return Inquiries(
        negligent=asked * felt * done.negligent,
        innocent=asked * (felt * done.innocent + world.complaints * flows.done),
        traced=traced,
        avoided=avoided,
        delayed=asked * unseen * done.delayed,
        old=week.intensity_routine * unseen * done.old,
    )


def answer(town: Town, state: State, week: Week, flows: Flows, asked: Inquiries) -> Answers:
    """On whom sanctions are expected to fall, with fault and without it."""
    regime, precise = town.design.regime, state.precision
    taken = flows.chosen[:, ACT] + flows.chosen[:, DOCUMENT]
    papered: Floats = flows.chosen[:, DOCUMENT] / (taken + TINY)
    exempt = regime.exemption * regime.honoured
    documented = EXEMPT_DOCUMENTED * papered
    covered: Floats = np.float32(exempt) * (np.float32(EXEMPT_UNDOCUMENTED) + documented)
    heard = 1 - regime.appeal
    fault, blameless = np.zeros_like(flows.chosen), np.zeros_like(flows.chosen)
    vague = (1 - precise) * town.design.world.contact_blame
    of_fault = asked.negligent * (precise + vague * (1 - EXEMPT_NEGLIGENT * covered))
    found = precise * regime.strictness * (1 - covered) + vague * (1 - EXEMPT_VAGUE * covered)
    without = asked.innocent * found * heard
    shelter = 1 - PAPER_SHELTER * regime.paper_weight * (1 - precise)
    for into, rate in ((fault, of_fault), (blameless, without)):
        into[:, ACT], into[:, DOCUMENT] = rate * (1 - papered), rate * papered * shelter
    _omissions(fault, town, week, asked, precise)
    old = asked.old * (1 - regime.tracking) * (1 - precise / 2)
    omissions = asked.traced + asked.avoided + asked.delayed
    # Old problems that are tracked have an origin that is known: these seek nobody else.
    untold = asked.old * (1 - regime.tracking) * precise / 2
    nobody = (omissions - fault[:, [TRACE, AVOID, PASS]].sum(1)).sum(0) + untold
    return Answers(
        fault=fault,
        blameless=blameless,
        scapegoat=_scapegoats(town, state, taken, covered) * heard,
        old=old * heard,
        shared=_shared(town, state) * heard,
        unexplained=town.design.world.scapegoating * (1 - precise) * nobody,
        inquiries=np.sum(asked[:-1], axis=0).sum(0) + asked.old,
    )


def _omissions(fault: Floats, town: Town, week: Week, asked: Inquiries, precise: float) -> None:
    """Who papered, avoided or passed on answers where it can be told; papers can pass for proof."""
    regime = town.design.regime
    clear = pair(week.clarity_priority, week.clarity_routine)
    exempt = regime.exemption * regime.honoured
    seen_through = max(0.0, 1 - PAPER_PROOF * regime.paper_weight) * (1 - EXEMPT_TRACE * exempt)
    fault[:, TRACE] = asked.traced * (precise + (1 - precise) * seen_through)
    fault[:, AVOID] = asked.avoided * clear * (precise + (1 - precise) * VAGUE_OMISSION)
    fault[:, PASS] = asked.delayed * clear * precise


def _scapegoats(town: Town, state: State, taken: Floats, covered: Floats) -> Floats:
    """Last week's unexplained harm of the group, falling on its members by contact, [class, post]."""
    contact = town.of_group(town.by_group(taken.sum(0))) + TINY
    fell: Floats = town.of_group(state.pool) * taken / contact * (1 - EXEMPT_VAGUE * covered)
    return fell


def _shared(town: Town, state: State) -> Floats:
    """What falls on a post from its peers, its subordinates and its superior, [post]."""
    regime = town.design.regime
    # Whoever has no peers shares with nobody.
    mean = town.of_group(state.rates) / town.size
    from_peers = regime.joint * np.where(town.size > 1, mean, np.float32(0))
    from_below = regime.leader * town.from_below(state.rates)
    fell: Floats = from_peers + from_below + town.of_group(state.displaced) / town.size
    return fell
