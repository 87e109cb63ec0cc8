"""`choosing` and `working`, sixteen posts at a time."""

import numpy as np

from remit.engines.storm import choosing, working
from remit.engines.storm.chance import Purpose
from remit.engines.storm.kernel.arithmetic import exp, key, uniform
from remit.engines.storm.kernel.compiling import Inferred, compiled, inlined
from remit.engines.storm.kernel.fetching import fetch
from remit.engines.storm.kernel.layout import AHEAD, COLUMN, DONE, GROUP, KEPT, LANES, SENT
from remit.engines.storm.state import ACTIONS, FIRST_RATE, FIRST_TASKS
from remit.engines.storm.town import NEVER

F32 = np.float32
ZERO, ONE, HALF = F32(0), F32(1), F32(0.5)
FIRST_SEEN, FIRST, PRIOR = (
    F32(FIRST_RATE * FIRST_TASKS),
    F32(FIRST_TASKS),
    F32(choosing.PRIOR_TASKS),
)
NEARLY = F32(1 / choosing.NEAR)
COST_OF_NONE, TINY = F32(NEVER), F32(working.TINY)
LEAST_LOAD, LOAD_RANGE = F32(working.LEAST_LOAD), F32(working.LOAD_RANGE)
OVERLOAD_PACE, BURNOUT_PACE = F32(working.OVERLOAD_PACE), F32(working.BURNOUT_PACE)
BURNOUT_FROM, BURNOUT_DECAY = F32(working.BURNOUT_FROM), F32(working.BURNOUT_DECAY)
MOST_BURNT, LEAST_HOURS = F32(working.MOST_BURNT), working.LEAST_HOURS
OF_LOAD = int(Purpose.LOAD)
HABITS, CHOSEN, SECOND = KEPT.habits, DONE.chosen, ACTIONS * LANES
HOURS, COMPETENCE, RISK, CAREER = KEPT.hours, KEPT.competence, KEPT.risk, KEPT.career
MOTIVATION, LOAD, OVERLOAD = KEPT.motivation, KEPT.load, KEPT.overload
BURNOUT, MORALE, MERIT, PASSED = KEPT.burnout, KEPT.morale, KEPT.merit, KEPT.passed
TASKS, SERVED, OWN, SPENT = DONE.tasks, DONE.served, DONE.own, DONE.hours
PAPERS, LEADS, RAISED, BELOW = DONE.papers, DONE.leads, DONE.raised, DONE.below
LIVE = DONE.live
SANCTIONS, EXPOSURE = GROUP.sanctions, GROUP.exposure
FEAR, CUT, DOWN, ASIDE = COLUMN.fear, COLUMN.cut, COLUMN.down, COLUMN.aside
PEERS, SHARED, ALONE = COLUMN.peers, COLUMN.shared, COLUMN.alone
SUMS, CHOSEN_SUM, SENT_ASIDE = COLUMN.chosen, COLUMN.chosen, COLUMN.sent_aside
END = COLUMN.all


@compiled
def tell(
    given: Inferred, both: Inferred, group: Inferred, sent: Inferred, column: Inferred
) -> Inferred:
    """What all posts of a column are told: `fear`, the bar, what was sent to their group last week."""
    regime = given.regime
    heard = ONE - regime.appeal
    for class_ in range(2):
        at, announced = class_ * ACTIONS * LANES, both[class_].announced
        for g in range(LANES):
            seen, tasks = FIRST_SEEN, FIRST
            for action in range(ACTIONS):
                seen += group[SANCTIONS + at + action * LANES + g]
                tasks += group[EXPOSURE + at + action * LANES + g]
            column[CUT + g] = PRIOR * seen / tasks
        for action in range(ACTIONS):
            for g in range(LANES):
                of = at + action * LANES + g
                rate = (group[SANCTIONS + of] + column[CUT + g]) / (group[EXPOSURE + of] + PRIOR)
                column[FEAR + of] = rate * announced
    for g in range(LANES):
        size = max(group[GROUP.size + g], ONE)
        peers = ONE / max(size - ONE, ONE)
        column[CUT + g] = group[GROUP.cut + g]
        column[DOWN + g] = sent[SENT.down + g] / size
        column[ASIDE + g] = sent[SENT.aside + g] * peers
        column[PEERS + g] = peers
        among = regime.joint if size > F32(1.5) else ZERO
        fell = among * sent[SENT.rates + g] + sent[SENT.displaced + g]
        column[SHARED + g] = heard * fell / size
        column[ALONE + g] = COST_OF_NONE if size < F32(1.5) else ZERO
    for at in range(SUMS, END):
        column[at] = ZERO


@compiled
def hear(
    rows: Inferred, below: Inferred, led: Inferred, group: Inferred, sent: Inferred, done: Inferred
) -> Inferred:
    """Who leads, and what comes to them from below: `done` of each row."""
    for row in range(rows):
        here, under = done[row], below[row]
        depth = F32(row)
        for g in range(LANES):
            here[LEADS + g] = ZERO if under[g] == -1 else ONE
            here[LIVE + g] = ONE if depth < group[GROUP.height + g] else ZERO
            here[RAISED + g] = ZERO
            here[BELOW + g] = ZERO
        if led:
            for g in range(LANES):
                if under[g] >= 0:
                    pack, lane = under[g] // LANES, under[g] % LANES
                    here[RAISED + g] = sent[pack, SENT.escalated + lane]
                    here[BELOW + g] = sent[pack, SENT.rates + lane]


@inlined
def worths(
    given: Inferred, terms: Inferred, week: Inferred, precise: Inferred, post: Inferred
) -> Inferred:
    """`utilities` of the six actions, fear left out: `post` is what holds for both classes."""
    hours, right, intrinsic, career, toil, missing = post
    regime, world, people = given.regime, given.world, given.people
    paper = regime.paper_weight
    results = max(ZERO, ONE - paper - regime.citizen_weight)
    prize, right = career * terms.reward, right * terms.able
    undocumented = F32(choosing.UNDOCUMENTED) * results + regime.citizen_weight
    vague = F32(choosing.PASSES_FOR_RESULTS) * (ONE - precise)
    command = week[8]
    return (
        right * (intrinsic + prize * undocumented) - toil * hours - missing,
        right * (intrinsic + prize * (results + regime.citizen_weight))
        + prize * paper - toil * (hours + world.hours_document),
        prize * (paper + results * vague) - toil * world.hours_trace,
        people.leisure - toil * world.hours_avoid - missing - command,
        -toil * world.hours_pass - terms.unease - command * HALF,
        -toil * world.hours_escalate
        - people.unease * F32(choosing.UNEASE_OF_ESCALATING) - command * HALF,
    )  # fmt: skip


@inlined
def choose(
    eager: Inferred, habit: Inferred, kept: Inferred, at: Inferred, worth: Inferred
) -> Inferred:
    """`choose`: the new habits of one post and class, kept in `kept` from place `at`."""
    w0, w1, w2, w3, w4, w5 = worth
    best = max(w0, w1, w2, w3, w4, w5)
    e0, e1, e2 = exp(eager * (w0 - best)), exp(eager * (w1 - best)), exp(eager * (w2 - best))
    e3, e4, e5 = exp(eager * (w3 - best)), exp(eager * (w4 - best)), exp(eager * (w5 - best))
    moved, stays = habit / (e0 + e1 + e2 + e3 + e4 + e5), ONE - habit
    kept[at] = stays * kept[at] + moved * e0
    kept[at + LANES] = stays * kept[at + LANES] + moved * e1
    kept[at + 2 * LANES] = stays * kept[at + 2 * LANES] + moved * e2
    kept[at + 3 * LANES] = stays * kept[at + 3 * LANES] + moved * e3
    kept[at + 4 * LANES] = stays * kept[at + 4 * LANES] + moved * e4
    kept[at + 5 * LANES] = stays * kept[at + 5 * LANES] + moved * e5


@inlined
def dreaded(
    worth: Inferred, dread: Inferred, column: Inferred, at: Inferred, none: Inferred
) -> Inferred:
    """Worth less the fear of sanctions, and what bars choices that the post does not have."""
    w0, w1, w2, w3, w4, w5 = worth
    return (
        w0 - dread * column[at],
        w1 - dread * column[at + LANES],
        w2 - dread * column[at + 2 * LANES],
        w3 - dread * column[at + 3 * LANES],
        w4 - dread * column[at + 4 * LANES] - none[0],
        w5 - dread * column[at + 5 * LANES] - none[1],
    )


@compiled
def decide(
    given: Inferred,
    week: Inferred,
    precise: Inferred,
    both: Inferred,
    group: Inferred,
    column: Inferred,
    kept: Inferred,
    done: Inferred,
) -> Inferred:
    """The habits of all posts of a pack after a week: `quality`, `contest`, `utilities`, `choose`."""
    regime, people = given.regime, given.people
    first, second = both
    settled = F32(0.7 + choosing.SETTLED * regime.discretion)
    weight = F32(min(1.0, choosing.SEATS_WEIGHT * regime.seats))
    unseen = F32(week[12] * regime.paper_weight * choosing.PAPER_PENALTY)
    stake = F32(regime.veto * choosing.STAKE)
    eager, habit = people.rationality, people.habit
    for row in range(len(kept)):
        post, here = kept[row], done[row]
        for line in range(0, KEPT.all, LANES):
            fetch(post, line + AHEAD * KEPT.all)
        for g in range(LANES):
            away = (post[MERIT + g] - column[CUT + g]) * NEARLY
            career = post[CAREER + g]
            career_now = career * (ONE + weight * (exp(-away * away) - HALF))
            toil = people.cost * (ONE + people.fatigue * post[OVERLOAD + g])
            of = (
                post[HOURS + g], post[COMPETENCE + g],
                post[MOTIVATION + g] * post[MORALE + g] * settled, career_now, toil, unseen * career,
            )  # fmt: skip
            none = (
                column[ALONE + g] * (ONE - here[LEADS + g]),
                COST_OF_NONE * group[GROUP.top + g],
            )
            at_stake, risk = stake * post[MERIT + g], post[RISK + g]
            worth = worths(given, first, week, precise, of)
            dread = risk * (first.severity + at_stake)
            choose(eager, habit, post, HABITS + g, dreaded(worth, dread, column, FEAR + g, none))
            worth = worths(given, second, week, precise, of)
            dread = risk * (second.severity + at_stake)
            worth = dreaded(worth, dread, column, FEAR + SECOND + g, none)
            choose(eager, habit, post, HABITS + SECOND + g, worth)


@inlined
def share_out(
    kept: Inferred, at: Inferred, tasks: Inferred, done: Inferred, to: Inferred
) -> Inferred:
    """The tasks of one class by action, as habits have it."""
    done[to] = kept[at] * tasks
    done[to + LANES] = kept[at + LANES] * tasks
    done[to + 2 * LANES] = kept[at + 2 * LANES] * tasks
    done[to + 3 * LANES] = kept[at + 3 * LANES] * tasks
    done[to + 4 * LANES] = kept[at + 4 * LANES] * tasks
    done[to + 5 * LANES] = kept[at + 5 * LANES] * tasks


@inlined
def effort(world: Inferred, hours: Inferred, done: Inferred, at: Inferred) -> Inferred:
    """`_hours`: what the chosen actions of one class ask for."""
    return (
        done[at] * hours
        + done[at + LANES] * (hours + world.hours_document)
        + done[at + 2 * LANES] * world.hours_trace
        + done[at + 3 * LANES] * world.hours_avoid
        + done[at + 4 * LANES] * world.hours_pass
        + done[at + 5 * LANES] * world.hours_escalate
    )


@compiled
def execute(
    given: Inferred,
    step: Inferred,
    week: Inferred,
    both: Inferred,
    column: Inferred,
    kept: Inferred,
    done: Inferred,
    posts: Inferred,
) -> Inferred:
    """`work` of all posts of a pack, with the sums over columns of what was chosen."""
    world, (first, second) = given.world, both
    luck = key(given.seed, step, OF_LOAD)
    eased, focus = ONE - world.escalated, week[10]
    met = week[12] * world.hours_inspection
    usual, least = world.hours * (ONE + week[11]), F32(LEAST_HOURS * world.hours)
    for row in range(len(kept)):
        post, here, who = kept[row], done[row], posts[row]
        for g in range(LANES):
            drawn = uniform(luck, np.uint32(who[g]))
            own = post[LOAD + g] * (LEAST_LOAD + LOAD_RANGE * drawn)
            beside = (ONE - here[LEADS + g]) * post[PASSED + g]
            aside = column[ASIDE + g] - beside * column[PEERS + g]
            raised = here[RAISED + g]
            tasks = own + column[DOWN + g] + aside + raised
            here[OWN + g] = own
            here[TASKS + g] = tasks
            share_out(post, HABITS + g, tasks * first.share, here, CHOSEN + g)
            share_out(post, HABITS + SECOND + g, tasks * second.share, here, CHOSEN + SECOND + g)
            part = ONE - eased * raised / tasks
            hours = post[HOURS + g]
            priority = effort(world, hours, here, CHOSEN + g) * part
            routine = effort(world, hours, here, CHOSEN + SECOND + g) * part
            available = max(usual * (ONE - post[BURNOUT + g] * HALF) - met, least)
            served = min(ONE, available / (priority + (ONE - focus) * routine + TINY))
            left = max(available - served * priority, ZERO)
            here[SERVED + g] = served
            here[SERVED + LANES + g] = min(ONE, left / (routine + TINY))
            spent = priority + routine
            use = spent / available
            over = post[OVERLOAD + g]
            post[OVERLOAD + g] = over + OVERLOAD_PACE * (max(use - ONE, ZERO) - over)
            worn = post[BURNOUT + g] * BURNOUT_DECAY + BURNOUT_PACE * max(use - BURNOUT_FROM, ZERO)
            post[BURNOUT + g] = min(worn, MOST_BURNT)
            here[SPENT + g] = spent + met
            documented = here[CHOSEN + LANES + g] + here[CHOSEN + 7 * LANES + g]
            papered = here[CHOSEN + 2 * LANES + g] + here[CHOSEN + 8 * LANES + g]
            papers = world.hours_document * documented + world.hours_trace * papered
            here[PAPERS + g] = papers * part + met
    add_chosen(column, done)


@compiled
def add_chosen(column: Inferred, done: Inferred) -> Inferred:
    """The sums of what was chosen, and of what goes sideways, over each column."""
    for row in range(len(done)):
        here = done[row]
        for g in range(LANES):
            live = here[LIVE + g]
            add_class(column, CHOSEN_SUM + g, here, CHOSEN + g, live)
            add_class(column, CHOSEN_SUM + SECOND + g, here, CHOSEN + SECOND + g, live)
            passed = here[CHOSEN + 4 * LANES + g] + here[CHOSEN + SECOND + 4 * LANES + g]
            column[SENT_ASIDE + g] += live * (ONE - here[LEADS + g]) * passed


@inlined
def add_class(
    column: Inferred, to: Inferred, done: Inferred, at: Inferred, live: Inferred
) -> Inferred:
    """Adds what a post chose for one class."""
    column[to] += live * done[at]
    column[to + LANES] += live * done[at + LANES]
    column[to + 2 * LANES] += live * done[at + 2 * LANES]
    column[to + 3 * LANES] += live * done[at + 3 * LANES]
    column[to + 4 * LANES] += live * done[at + 4 * LANES]
    column[to + 5 * LANES] += live * done[at + 5 * LANES]
