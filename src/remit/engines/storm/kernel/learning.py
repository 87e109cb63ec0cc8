"""What of `learning` is rare or of whole groups: sanctions, promotions, new holders, memory."""

import numpy as np

from remit.engines.storm import learning, state
from remit.engines.storm.chance import Purpose
from remit.engines.storm.kernel.answering import kept_share, of_post, old_debts
from remit.engines.storm.kernel.arithmetic import key, uniform
from remit.engines.storm.kernel.compiling import Inferred, compiled, entered, inlined
from remit.engines.storm.kernel.layout import (
    COLUMN,
    DONE,
    GROUP,
    KEPT,
    KINDS,
    LANES,
    SENT,
)
from remit.engines.storm.learning import LAID as LAID
from remit.engines.storm.record import COLUMN as SERIES
from remit.engines.storm.state import ACTIONS

F32, U32 = np.float32, np.uint32
ZERO, ONE, TWO, LEAST_TAKEN = F32(0), F32(1), F32(2), F32(1e-6)
HURT_WRONG, HURT_RIGHT = F32(learning.HURT_WRONG), F32(learning.HURT_RIGHT)
HURT_PEERS, LEAST_MORALE = F32(learning.HURT_PEERS), F32(learning.LEAST_MORALE)
FIRST_MERIT, MOST_COMPETENT = F32(state.FIRST_MERIT), F32(state.MOST_COMPETENT)
LEAST_ANNOUNCED = F32(1e-3)
OF_CAUSE, OF_TURNOVER = int(Purpose.CAUSE), int(Purpose.TURNOVER)
OF_SPEED, OF_COMPETENCE, OF_RISK = int(Purpose.SPEED), int(Purpose.COMPETENCE), int(Purpose.RISK)
OF_CAREER, OF_MOTIVATION, OF_LOAD = (
    int(Purpose.CAREER), int(Purpose.MOTIVATION), int(Purpose.BASE_LOAD),
)  # fmt: skip
CAUSE_OF, CLASS_OF, ACTION_OF = (np.array(each) for each in zip(*LAID, strict=True))
PARTS = len(CAUSE_OF)
WRONG_FROM = learning.INNOCENT
SANCTIONED = SERIES["sanctioned"]
RENEWED, PROMOTED = SERIES["renewed"], SERIES["promoted"]
PROMOTED_ACTIVE, PROMOTED_PAPERED = SERIES["promoted_active"], SERIES["promoted_papered"]
CHOSEN, TASKS, STRUCK, RISEN = DONE.chosen, DONE.tasks, DONE.struck, DONE.risen
LIVE, LEADS, RATE = DONE.live, DONE.leads, DONE.rate
MERIT, MORALE, HIDDEN = KEPT.merit, KEPT.morale, KEPT.hidden
INHERITED, BURNOUT, OVERLOAD = KEPT.inherited, KEPT.burnout, KEPT.overload
SANCTIONS, EXPOSURE = GROUP.sanctions, GROUP.exposure
SEEN, WRONG, SUM_CHOSEN = COLUMN.seen, COLUMN.wrong, COLUMN.chosen
_SECOND = ACTIONS * LANES


@compiled
def lay_out(
    given: Inferred,
    precise: Inferred,
    both: Inferred,
    column: Inferred,
    kept: Inferred,
    done: Inferred,
    below: Inferred,
    g: Inferred,
    parts: Inferred,
) -> Inferred:
    """The parts of one post's rate side by side in the order of LAID."""
    priority, routine = of_post(given, both, column, kept, done, g)
    keeps = kept_share(given, precise, done[LEADS + g])
    for class_ in range(2):
        a = priority if class_ == 0 else routine
        act, document = (
            done[CHOSEN + class_ * _SECOND + g],
            done[CHOSEN + class_ * _SECOND + LANES + g],
        )
        papered = document / max(act + document, LEAST_TAKEN)
        parts[2 * class_], parts[2 * class_ + 1] = a.fault_act * keeps, a.fault_document * keeps
        at = 4 + 3 * class_
        parts[at], parts[at + 1] = a.fault_trace * keeps, a.fault_avoid * keeps
        parts[at + 2] = a.fault_pass * keeps
        at = 10 + 2 * class_
        parts[at], parts[at + 1] = a.blameless_act * keeps, a.blameless_document * keeps
        at = 14 + 2 * class_
        parts[at] = a.scapegoat * (ONE - papered) * keeps
        parts[at + 1] = a.scapegoat * papered * keeps
    parts[18] = old_debts(given, both, kept[INHERITED + g])[1] * keeps
    heard = ONE - given.regime.appeal
    parts[19] = column[COLUMN.shared + g] + given.regime.leader * heard * below


@inlined
def picked(parts: Inferred, share: Inferred) -> Inferred:
    """Which part a share of their sum falls into."""
    whole = ZERO
    for part in range(PARTS):
        whole += parts[part]
    at, sum_, which = share * whole, ZERO, 0
    for part in range(PARTS):
        sum_ += parts[part]
        if sum_ <= at:
            which += 1
    return min(which, PARTS - 1)


@compiled
def strike(
    given: Inferred,
    step: Inferred,
    precise: Inferred,
    both: Inferred,
    column: Inferred,
    kept: Inferred,
    done: Inferred,
    posts: Inferred,
    sums: Inferred,
    parts: Inferred,
) -> Inferred:
    """The sanctions of a pack: why each fell, what the group sees of it, what is counted."""
    luck = key(given.seed, step, OF_CAUSE)
    for row in range(len(kept)):
        here = done[row]
        for g in range(LANES):
            if here[STRUCK + g] > ZERO:
                lay_out(
                    given, precise, both, column, kept[row], here, here[DONE.below + g], g, parts
                )
                which = picked(parts, uniform(luck, U32(posts[row, g])))
                cause, class_, action = CAUSE_OF[which], CLASS_OF[which], ACTION_OF[which]
                sums[SANCTIONED] += 1
                if action >= 0:
                    weight = ONE / max(both[class_].announced, LEAST_ANNOUNCED)
                    column[SEEN + (class_ * ACTIONS + action) * LANES + g] += weight
                if cause >= WRONG_FROM:
                    here[STRUCK + g] = TWO
                    column[WRONG + g] += ONE


@compiled
def remember(given: Inferred, group: Inferred, column: Inferred) -> Inferred:
    """`learn`: what the group saw and did, added to what it remembers."""
    memory = given.people.memory
    for kind in range(KINDS):
        at = kind * LANES
        for g in range(LANES):
            group[SANCTIONS + at + g] = memory * group[SANCTIONS + at + g] + column[SEEN + at + g]
            group[EXPOSURE + at + g] = (
                memory * group[EXPOSURE + at + g] + column[SUM_CHOSEN + at + g]
            )


@compiled
def hurt(given: Inferred, column: Inferred, kept: Inferred, done: Inferred) -> Inferred:
    """`feel` and the veto, in a pack where somebody was sanctioned or had a peer sanctioned wrongly."""
    left = ONE - given.regime.veto
    for row in range(len(kept)):
        post, here = kept[row], done[row]
        for g in range(LANES):
            struck = here[STRUCK + g]
            wrong = ONE if struck == TWO else ZERO
            lost = HURT_WRONG * wrong + HURT_PEERS * (column[WRONG + g] - wrong)
            if struck == ONE:
                lost += HURT_RIGHT
            post[MORALE + g] = max(post[MORALE + g] - lost, LEAST_MORALE)
            if struck > ZERO:
                post[MERIT + g] *= left


@compiled
def promote(
    given: Inferred,
    columns: Inferred,
    groups: Inferred,
    rows: Inferred,
    kept: Inferred,
    done: Inferred,
    sums: Inferred,
) -> Inferred:
    """`promoted` for the group that lies in `columns` (from, to): seats taken one after another."""
    first, end = columns
    pack, lane = first // LANES, first % LANES
    size: Inferred = np.int64(groups[pack, GROUP.size + lane])
    seats: Inferred = np.int64(np.floor(np.float64(given.regime.seats) * size + 0.5))
    headed = groups[pack, GROUP.top + lane] == ZERO
    bar = ZERO
    for _ in range(min(max(seats, 1), size)):
        bar, best_row, best_lane = -ONE, 0, 0
        for column in range(first, end):
            pack, lane = column // LANES, column % LANES
            for row in range(rows[pack], rows[pack + 1]):
                fits = done[row, LIVE + lane] > ZERO and done[row, RISEN + lane] == ZERO
                if fits and kept[row, MERIT + lane] > bar:
                    bar, best_row, best_lane = kept[row, MERIT + lane], row, lane
        done[best_row, RISEN + best_lane] = ONE
    for column in range(first, end):
        pack, lane = column // LANES, column % LANES
        groups[pack, GROUP.cut + lane] = bar
        for row in range(rows[pack], rows[pack + 1]):
            if done[row, RISEN + lane] > ZERO:
                if seats > 0 and headed:
                    count_promoted(done[row], lane, sums[pack])
                else:
                    done[row, RISEN + lane] = ZERO


@inlined
def count_promoted(done: Inferred, g: Inferred, sums: Inferred) -> Inferred:
    """Adds one who was promoted, and what share of its tasks it took up and papered."""
    act = done[CHOSEN + g] + done[CHOSEN + _SECOND + g]
    document = done[CHOSEN + LANES + g] + done[CHOSEN + _SECOND + LANES + g]
    trace = done[CHOSEN + 2 * LANES + g] + done[CHOSEN + _SECOND + 2 * LANES + g]
    sums[PROMOTED] += 1
    sums[PROMOTED_ACTIVE] += (act + document) / done[TASKS + g]
    sums[PROMOTED_PAPERED] += (document + trace) / done[TASKS + g]


@inlined
def around(
    seed: Inferred,
    step: Inferred,
    post: Inferred,
    purpose: Inferred,
    mean: Inferred,
    spread: Inferred,
) -> Inferred:
    """A trait drawn evenly around its mean."""
    return mean * ((ONE - spread) + TWO * spread * uniform(key(seed, step, purpose), post))


@compiled
def come(given: Inferred, step: Inferred, post: Inferred, kept: Inferred, g: Inferred) -> Inferred:
    """`draw`: the traits of a holder who comes in week `step`, the load of the post left out."""
    seed, people = given.seed, given.people
    speed = around(seed, step, post, OF_SPEED, ONE, F32(state.SPEED_SPREAD))
    able = TWO * uniform(key(seed, step, OF_COMPETENCE), post) - ONE
    competence = people.competence + F32(state.COMPETENCE_SPREAD) * able
    kept[KEPT.hours + g] = ONE / speed
    kept[KEPT.competence + g] = min(competence, MOST_COMPETENT)
    kept[KEPT.risk + g] = around(seed, step, post, OF_RISK, people.risk, people.spread)
    kept[KEPT.career + g] = around(seed, step, post, OF_CAREER, people.career, people.spread)
    motivation = around(seed, step, post, OF_MOTIVATION, people.motivation, people.spread)
    kept[KEPT.motivation + g] = motivation


@compiled
def renew(
    given: Inferred, step: Inferred, kept: Inferred, done: Inferred, posts: Inferred, sums: Inferred
) -> Inferred:
    """`renew`: new holders of a pack where one left or rose."""
    luck = key(given.seed, step, OF_TURNOVER)
    turnover = given.people.turnover
    gone = np.empty(LANES, np.int32)
    for row in range(len(kept)):
        post, here, who = kept[row], done[row], posts[row]
        any_gone = 0
        for g in range(LANES):
            leaves = uniform(luck, U32(who[g])) < turnover or here[RISEN + g] > ZERO
            gone[g] = 1 if leaves and here[LIVE + g] > ZERO else 0
            any_gone += gone[g]
        if any_gone:
            for g in range(LANES):
                if gone[g]:
                    sums[RENEWED] += 1
                    come(given, step, U32(who[g]), post, g)
                    post[INHERITED + g] += post[HIDDEN + g]
                    post[HIDDEN + g] = post[BURNOUT + g] = ZERO
                    post[MORALE + g] = ONE
                    post[MERIT + g] = FIRST_MERIT


@compiled
def send(
    given: Inferred,
    precise: Inferred,
    column: Inferred,
    kept: Inferred,
    done: Inferred,
    below: Inferred,
    led: Inferred,
    many: Inferred,
    sent: Inferred,
    own: Inferred,
) -> Inferred:
    """`feed`: what the columns of a pack, and the groups under its posts, get of this week."""
    down = given.world.displacement * (ONE - precise)
    for g in range(LANES):
        own[SENT.aside + g] = column[COLUMN.sent_aside + g]
        own[SENT.escalated + g] = (
            column[SUM_CHOSEN + 5 * LANES + g] + column[SUM_CHOSEN + 11 * LANES + g]
        )
        own[SENT.pool + g] = column[COLUMN.unexplained + g]
        own[SENT.rates + g] = column[COLUMN.rates + g]
    if led:
        for row in range(len(kept)):
            for g in range(LANES):
                under = below[row, g]
                if under >= 0:
                    for at in range(under, under + many[under]):
                        pack, lane = at // LANES, at % LANES
                        sent[pack, SENT.down + lane] = kept[row, KEPT.passed + g]
                        sent[pack, SENT.displaced + lane] = done[row, RATE + g] * down


@compiled
def tally(column: Inferred, kept: Inferred, done: Inferred) -> Inferred:
    """Sums over columns of what posts are like at the end of the week."""
    for row in range(len(kept)):
        post, here = kept[row], done[row]
        for g in range(LANES):
            live = here[LIVE + g]
            column[COLUMN.overload + g] += live * post[OVERLOAD + g]
            column[COLUMN.burnout + g] += live * post[BURNOUT + g]
            column[COLUMN.morale + g] += live * post[MORALE + g]
            column[COLUMN.hidden + g] += live * (post[HIDDEN + g] + post[INHERITED + g])


@entered
def begin(given: Inferred, kept: Inferred, posts: Inferred) -> Inferred:
    """`beginning`: holders drawn, equal habits, nothing learnt, nothing hidden."""
    base = key(given.seed, 0, OF_LOAD)
    spread = F32(state.LOAD_SPREAD)
    for row in range(len(kept)):
        post = kept[row]
        for at in range(KINDS * LANES):
            post[at] = F32(1 / ACTIONS)
        for g in range(LANES):
            who = U32(posts[row, g])
            come(given, 0, who, post, g)
            around_one = (ONE - spread) + TWO * spread * uniform(base, who)
            post[KEPT.load + g] = given.world.load * around_one
            post[OVERLOAD + g] = post[BURNOUT + g] = post[HIDDEN + g] = ZERO
            post[INHERITED + g] = post[KEPT.passed + g] = ZERO
            post[MORALE + g] = ONE
            post[MERIT + g] = FIRST_MERIT
