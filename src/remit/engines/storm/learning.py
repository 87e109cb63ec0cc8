"""Sanctions fall, and are learnt from: fear, morale, merits, promotion, change of holders."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.answering import CONGESTION, Answers, Harm, surfacing
from remit.engines.storm.chance import Purpose, uniform
from remit.engines.storm.choosing import LEAST_INTENSITY, PASSES_FOR_RESULTS, weight_of_results
from remit.engines.storm.schedule import Week
from remit.engines.storm.state import (
    ACTIONS,
    CLASSES,
    EVADED,
    FIRST_MERIT,
    TAKEN_UP,
    Action,
    State,
    draw,
)
from remit.engines.storm.town import Town
from remit.engines.storm.working import Flows

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
ACT, DOCUMENT, TRACE, AVOID, PASS, ESCALATE = Action
HURT_WRONG, HURT_RIGHT, HURT_PEERS, HEALING, LEAST_MORALE = 0.35, 0.1, 0.03, 0.02, 0.1
MERIT_PACE, YEAR = 0.02, 52
CAUSES = ("negligence", "omission", "innocent", "scapegoat", "old", "shared")
"""Why a sanction falls: the first two for one's own fault, the others without it."""
NEGLIGENCE, OMISSION, INNOCENT, SCAPEGOAT, OLD, SHARED = range(len(CAUSES))
WRONG = (INNOCENT, SCAPEGOAT, OLD, SHARED)
NOBODYS = -1


@dataclass(frozen=True)
class Fallen:
    """The sanctions of a week: whom they hit, why, and for which class and action (-1: none of their own)."""

    posts: NDArray[np.int64]
    cause: NDArray[np.int64]
    class_: NDArray[np.int64]
    action: NDArray[np.int64]

    @property
    def wrong(self) -> Bools:
        """Whether it fell without fault."""
        return self.cause >= INNOCENT


# In which order the parts of a post's rate are laid side by side; the second number picks one of them.
LAID = [
    *((NEGLIGENCE, c, a) for c in range(CLASSES) for a in (ACT, DOCUMENT)),
    *((OMISSION, c, a) for c in range(CLASSES) for a in (TRACE, AVOID, PASS)),
    *((INNOCENT, c, a) for c in range(CLASSES) for a in (ACT, DOCUMENT)),
    *((SCAPEGOAT, c, a) for c in range(CLASSES) for a in (ACT, DOCUMENT)),
    (OLD, NOBODYS, NOBODYS),
    (SHARED, NOBODYS, NOBODYS),
]


def own_rate(town: Town, state: State, answers: Answers) -> Floats:
    """Sanctions a week expected on each post for its own doing and what it inherited."""
    direct = answers.fault.sum((0, 1)) + answers.blameless.sum((0, 1))
    rate: Floats = direct + answers.scapegoat.sum(0) + answers.old
    return rate


def kept_share(town: Town, state: State) -> Floats:
    """What of its own blame a post keeps: who has others under it sends part of a vague finding down."""
    down = town.design.world.displacement * (1 - state.precision)
    kept: Floats = np.where(town.leads, np.float32(1 - down), np.float32(1))
    return kept


def by_cause(town: Town, state: State, answers: Answers) -> Floats:
    """Sanctions a week expected on each post, [cause, post]."""
    kept = kept_share(town, state)
    own = [
        answers.fault[:, list(TAKEN_UP)].sum((0, 1)),
        answers.fault[:, list(EVADED)].sum((0, 1)),
        answers.blameless.sum((0, 1)),
        answers.scapegoat.sum(0),
        answers.old,
    ]
    rates: Floats = np.stack([*(rate * kept for rate in own), answers.shared])
    return rates


def fall(town: Town, state: State, answers: Answers, flows: Flows, step: int) -> Fallen:
    """Which posts are sanctioned this week, at most once each, and for what."""
    rate = by_cause(town, state, answers).sum(0)
    struck = uniform(town.seed, step, town.posts, Purpose.SANCTION) < 1 - np.exp(-rate)
    posts, kept = np.flatnonzero(struck), kept_share(town, state)
    papered = _papered(flows, posts)
    parts = np.stack([_part(answers, papered, posts, kept, *laid) for laid in LAID])
    at = uniform(town.seed, step, town.posts[posts], Purpose.CAUSE) * parts.sum(0)
    which = np.minimum((parts.cumsum(0) <= at).sum(0), len(LAID) - 1)
    cause, class_, action = (np.array(column)[which] for column in zip(*LAID, strict=True))
    return Fallen(posts, cause, class_, action)


def _papered(flows: Flows, posts: NDArray[np.int64]) -> Floats:
    taken = flows.chosen[:, ACT, posts] + flows.chosen[:, DOCUMENT, posts]
    share: Floats = flows.chosen[:, DOCUMENT, posts] / np.maximum(taken, 1e-6)
    return share


def _part(
    answers: Answers, papered: Floats, posts: NDArray[np.int64], kept: Floats,
    cause: int, class_: int, action: int,
) -> Floats:  # fmt: skip
    """One part of the rate of the posts that were struck."""
    if cause == SHARED:
        return answers.shared[posts]
    if cause == OLD:
        old: Floats = answers.old[posts] * kept[posts]
        return old
    if cause == SCAPEGOAT:
        share = papered[class_] if action == DOCUMENT else 1 - papered[class_]
        blamed: Floats = answers.scapegoat[class_, posts] * share * kept[posts]
        return blamed
    whole = answers.blameless if cause == INNOCENT else answers.fault
    own: Floats = whole[class_, action, posts] * kept[posts]
    return own


def learn(town: Town, state: State, week: Week, flows: Flows, fallen: Fallen) -> None:
    """Peers remember who was sanctioned for what, per task of that kind."""
    memory = town.design.people.memory
    usual = max(town.design.regime.intensity, LEAST_INTENSITY)
    announced = np.array([week.intensity_priority, week.intensity_routine], np.float32) / usual
    seen = np.zeros((CLASSES, ACTIONS, len(town.tree.size)), np.float32)
    own = fallen.action != NOBODYS
    groups = town.tree.group[fallen.posts[own]]
    weight = 1 / np.maximum(announced, 1e-3)
    np.add.at(seen, (fallen.class_[own], fallen.action[own], groups), weight[fallen.class_[own]])
    state.sanctions = memory * state.sanctions + seen
    state.exposure = memory * state.exposure + town.by_group(flows.chosen)


def feel(town: Town, state: State, fallen: Fallen) -> None:
    """Morale heals slowly and is hurt by sanctions, most by wrong ones, a little by those of peers."""
    wrong = np.zeros(len(town.tree), np.float32)
    wrong[fallen.posts[fallen.wrong]] = 1
    near = town.of_group(town.by_group(wrong)) - wrong
    state.morale += HEALING * (1 - state.morale) - HURT_WRONG * wrong - HURT_PEERS * near
    state.morale[fallen.posts[~fallen.wrong]] -= HURT_RIGHT
    np.clip(state.morale, LEAST_MORALE, 1, out=state.morale)


def merit(town: Town, state: State, flows: Flows, fallen: Fallen) -> None:
    """Merits follow the evaluation, and are lost by the veto."""
    regime = town.design.regime
    results = weight_of_results(regime)
    share = flows.chosen.sum(0) / flows.tasks
    real = flows.right.sum(0) / flows.tasks
    score = (results + regime.citizen_weight) * real + regime.paper_weight * (
        share[DOCUMENT] + share[TRACE]
    )
    score += results * PASSES_FOR_RESULTS * (1 - state.precision) * share[TRACE]
    state.merit += MERIT_PACE * (score - state.merit)
    state.merit[fallen.posts] *= 1 - regime.veto


def promoted(town: Town, state: State) -> Bools:
    """Who gets a seat at the end of a year: the best of each group with a superior; sets next year's bar."""
    size, start = town.tree.size, town.tree.start[:-1]
    seats = np.floor(town.design.regime.seats * size + 0.5).astype(np.int64)
    order = np.lexsort((-state.merit, town.tree.group))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order)) - np.repeat(start, size)
    last = start + np.maximum(seats - 1, 0)
    state.cut = state.merit[order[last]].copy()
    risen: Bools = (place < town.of_group(seats)) & (town.tree.parent >= 0)
    return risen


def renew(town: Town, state: State, risen: Bools, step: int) -> Bools:
    """New holders where one left or rose: other traits, no merits yet, and the problems left behind."""
    chance = uniform(town.seed, step, town.posts, Purpose.TURNOVER)
    gone: Bools = (chance < town.design.people.turnover) | risen
    posts = np.flatnonzero(gone)
    fresh = draw(town.design, town.seed, step, town.posts[posts])
    for name in ("hours", "competence", "risk", "career", "motivation"):
        getattr(state.traits, name)[posts] = getattr(fresh, name)
    state.inherited[posts] += state.hidden[posts]
    state.hidden[posts] = state.burnout[posts] = 0
    state.morale[posts] = 1
    state.merit[posts] = FIRST_MERIT
    return gone


def hide(town: Town, state: State, done: Harm) -> None:
    """What stays hidden: part of what was omitted; what is hidden grows, and some of it comes up."""
    world = town.design.world
    omitted = (done.traced + done.avoided).sum(0)
    stays = 1 + world.growth - surfacing(town)
    state.hidden = state.hidden * stays + world.latent * omitted
    state.inherited *= stays


def feed(town: Town, state: State, answers: Answers, flows: Flows) -> None:
    """What others get of this next week: tasks, escalations, blame, and how precise inquiries can be."""
    passed = flows.chosen[:, PASS].sum(0)
    state.passed = passed
    state.down = town.to_below(passed)
    state.aside = town.by_group(np.where(town.leads, np.float32(0), passed))
    state.escalated = town.by_group(flows.chosen[:, ESCALATE].sum(0))
    own = own_rate(town, state, answers)
    state.displaced = town.to_below(own * (1 - kept_share(town, state)))
    state.rates = town.by_group(own)
    state.pool = town.by_group(answers.unexplained)
    regime = town.design.regime
    inquiries = float(answers.inquiries.mean(dtype=np.float64))
    able = min(1.0, regime.capacity / max(inquiries, 1e-9)) ** CONGESTION
    state.precision = regime.precision * able
