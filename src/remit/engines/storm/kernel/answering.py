"""`answering` and what of `learning` is the same for every post, sixteen posts at a time."""

from typing import Any, NamedTuple

import numpy as np

from remit.engines.storm import answering, choosing, learning, working
from remit.engines.storm.chance import Purpose
from remit.engines.storm.kernel.arithmetic import exp, key, uniform
from remit.engines.storm.kernel.compiling import Inferred, compiled, inlined
from remit.engines.storm.kernel.fetching import fetch
from remit.engines.storm.kernel.layout import COLUMN, DONE, KEPT, LANES, TOTAL
from remit.engines.storm.state import ACTIONS

F32 = np.float32
ZERO, ONE, TINY = F32(0), F32(1), F32(working.TINY)
DELAY_HARM = F32(answering.DELAY_HARM)
UNDOCUMENTED, DOCUMENTED = F32(answering.EXEMPT_UNDOCUMENTED), F32(answering.EXEMPT_DOCUMENTED)
HEALING, MERIT_PACE = F32(learning.HEALING), F32(learning.MERIT_PACE)
OF_SANCTION = int(Purpose.SANCTION)
HABITS, COMPETENCE, HIDDEN = KEPT.habits, KEPT.competence, KEPT.hidden
INHERITED, MORALE, MERIT, PASSED = (
    KEPT.inherited, KEPT.morale, KEPT.merit, KEPT.passed,
)  # fmt: skip
CHOSEN, SERVED, TASKS, BELOW = DONE.chosen, DONE.served, DONE.tasks, DONE.below
LEADS, LIVE, RATE, STRUCK = DONE.leads, DONE.live, DONE.rate, DONE.struck
OWN, HOURS, PAPERS = DONE.own, DONE.hours, DONE.papers
DONE_RIGHT, DONE_HARM, RISEN = DONE.right, DONE.harm, DONE.risen
POOL, SHARED, SENT_POOL = COLUMN.pool, COLUMN.shared, COLUMN.unexplained
RATES, HITS, HARM, RIGHT = COLUMN.rates, COLUMN.struck, COLUMN.harm, COLUMN.right
INQUIRIES, UNANSWERED = COLUMN.inquiries, COLUMN.unanswered
SUM_OWN, SUM_HOURS, SUM_PAPERS = COLUMN.own, COLUMN.hours, COLUMN.papers
SANCTIONS, ON_TAKEN_UP, ON_EVADED, WRONG = (
    DONE.sanctions, DONE.on_taken_up, DONE.on_evaded, DONE.wrong,
)  # fmt: skip
CAUSES = COLUMN.causes
_SECOND = ACTIONS * LANES


class Answered(NamedTuple):
    """`Answers` of one post and class: expected sanctions by action, and what they come from."""

    fault_act: Any
    fault_document: Any
    fault_trace: Any
    fault_avoid: Any
    fault_pass: Any
    blameless_act: Any
    blameless_document: Any
    scapegoat: Any
    harm: Any
    inquiries: Any
    unproved: Any
    unanswered: Any
    right: Any


@inlined
def answered(
    given: Inferred,
    terms: Inferred,
    done: Inferred,
    at: Inferred,
    served: Inferred,
    competence: Inferred,
    rising: Inferred,
    pool: Inferred,
) -> Inferred:
    """`harm`, `inquire` and `answer` for the tasks of one class; `rising` is what hid, per omission."""
    regime, world = given.regime, given.world
    act, document, trace = done[at], done[at + LANES], done[at + 2 * LANES]
    avoid, passed = done[at + 3 * LANES], done[at + 4 * LANES]
    taken = act + document
    papered = document / (taken + TINY)
    carried = served * taken
    right = carried * competence * terms.able
    negligent = world.harm_failed * carried * (ONE - competence)
    unlucky = max(carried * competence - right, ZERO)
    innocent = world.harm_failed * unlucky + world.harm_omitted * (ONE - served) * taken
    traced, avoided = world.harm_omitted * trace, world.harm_omitted * avoid
    delayed = DELAY_HARM * world.harm_omitted * passed
    omitted = traced + avoided
    now = ONE - world.latent + rising * (trace + avoid) / (omitted + TINY)
    asked_negligent = terms.asked_felt * negligent
    asked_innocent = terms.asked_felt * innocent + terms.complaints * carried
    asked_traced = terms.asked_unseen * traced * now
    asked_avoided = terms.asked_unseen * avoided * now
    asked_delayed = terms.asked_unseen * delayed
    covered = regime.exemption * regime.honoured * (UNDOCUMENTED + DOCUMENTED * papered)
    of_fault = asked_negligent * (terms.of_fault - terms.spared_fault * covered)
    without = asked_innocent * (terms.without - terms.spared_without * covered)
    sheltered = papered * terms.shelter
    fault_trace, fault_avoid = asked_traced * terms.traced, asked_avoided * terms.avoided
    fault_pass = asked_delayed * terms.passed
    return Answered(
        of_fault * (ONE - papered),
        of_fault * sheltered,
        fault_trace,
        fault_avoid,
        fault_pass,
        without * (ONE - papered),
        without * sheltered,
        pool * taken * (terms.heard - terms.spared_vague * covered),
        negligent + innocent + omitted + delayed,
        asked_negligent + asked_innocent + asked_traced + asked_avoided + asked_delayed,
        asked_traced + asked_avoided + asked_delayed - fault_trace - fault_avoid - fault_pass,
        omitted + delayed - fault_trace - fault_avoid - fault_pass,
        right,
    )


@inlined
def rising_per_omission(given: Inferred, kept: Inferred, done: Inferred, g: Inferred) -> Inferred:
    """How much hidden harm comes up for each task that is omitted now."""
    omitted = (
        done[CHOSEN + 2 * LANES + g] + done[CHOSEN + 3 * LANES + g]
        + done[CHOSEN + _SECOND + 2 * LANES + g] + done[CHOSEN + _SECOND + 3 * LANES + g]
    )  # fmt: skip
    return surfacing(given) * kept[HIDDEN + g] / (omitted + TINY)


@inlined
def of_post(
    given: Inferred, both: Inferred, column: Inferred, kept: Inferred, done: Inferred, g: Inferred
) -> Inferred:
    """The answers of one post for both classes."""
    rising, pool = rising_per_omission(given, kept, done, g), column[POOL + g]
    competence = kept[COMPETENCE + g]
    first, second = both
    at, served = CHOSEN + g, done[SERVED + g]
    priority = answered(given, first, done, at, served, competence, rising, pool)
    at, served = CHOSEN + _SECOND + g, done[SERVED + LANES + g]
    routine = answered(given, second, done, at, served, competence, rising, pool)
    return priority, routine


@inlined
def by_cause(first: Inferred, second: Inferred) -> Inferred:
    """The sanctions expected for both classes: negligence, omission, innocent, scapegoat."""
    return (
        first.fault_act + first.fault_document + second.fault_act + second.fault_document,
        first.fault_trace + first.fault_avoid + first.fault_pass
        + second.fault_trace + second.fault_avoid + second.fault_pass,
        first.blameless_act + first.blameless_document
        + second.blameless_act + second.blameless_document,
        first.scapegoat + second.scapegoat,
    )  # fmt: skip


@inlined
def surfacing(given: Inferred) -> Inferred:
    """`surfacing`: the share of hidden problems that comes up in a week."""
    return given.world.emergence + given.world.revealing * given.regime.tracking


@inlined
def old_debts(given: Inferred, both: Inferred, inherited: Inferred) -> Inferred:
    """Inquiries into what was inherited, and the sanctions that are expected of them."""
    asked = both[1].asked_unseen * surfacing(given) * inherited
    return asked, asked * both[1].old * both[1].heard


@inlined
def kept_share(given: Inferred, precise: Inferred, leads: Inferred) -> Inferred:
    """What of its own blame a post keeps."""
    return ONE - leads * given.world.displacement * (ONE - precise)


@compiled
def scapegoats(group: Inferred, pool: Inferred, column: Inferred) -> Inferred:
    """Last week's unexplained harm for each task taken up in the group."""
    for g in range(LANES):
        contact = (
            column[COLUMN.chosen + g] + column[COLUMN.chosen + LANES + g]
            + column[COLUMN.chosen + _SECOND + g] + column[COLUMN.chosen + _SECOND + LANES + g]
        )  # fmt: skip
        column[POOL + g] = pool[g] / (contact + TINY)


@compiled
def answer(
    given: Inferred, step: Inferred, precise: Inferred, both: Inferred, counting: Inferred,
    column: Inferred, kept: Inferred, done: Inferred, posts: Inferred, totals: Inferred,
) -> Inferred:  # fmt: skip
    """Expected sanctions of all posts of a pack, who is struck, and what goes on to next week."""
    regime = given.regime
    luck = key(given.seed, step, OF_SANCTION)
    heard = ONE - regime.appeal
    from_below = regime.leader * heard
    somebody = given.world.scapegoating * (ONE - precise)
    left_old = (ONE - regime.tracking) * precise * F32(0.5)
    for row in range(len(kept)):
        post, here, who = kept[row], done[row], posts[row]
        if counting:
            for line in range(0, TOTAL.all, LANES):
                fetch(totals[row], line)
        for g in range(LANES):
            priority, routine = of_post(given, both, column, post, here, g)
            live = here[LIVE + g]
            asked_old, old = old_debts(given, both, post[INHERITED + g])
            negligence, omission, innocent, scapegoat = by_cause(priority, routine)
            own = negligence + omission + innocent + scapegoat + old
            shared = column[SHARED + g] + from_below * here[BELOW + g]
            keeps = kept_share(given, precise, here[LEADS + g])
            rate = own * keeps + shared
            struck = uniform(luck, np.uint32(who[g])) < ONE - exp(-rate)
            hit = live if struck else ZERO
            here[STRUCK + g] = hit
            here[RATE + g] = own
            here[SANCTIONS + g] = rate
            here[ON_TAKEN_UP + g] = (negligence + innocent + scapegoat) * keeps
            here[ON_EVADED + g] = omission * keeps
            here[WRONG + g] = (innocent + scapegoat + old) * keeps + shared
            keeps *= live
            column[CAUSES + g] += keeps * negligence
            column[CAUSES + LANES + g] += keeps * omission
            column[CAUSES + 2 * LANES + g] += keeps * innocent
            column[CAUSES + 3 * LANES + g] += keeps * scapegoat
            column[CAUSES + 4 * LANES + g] += keeps * old
            column[CAUSES + 5 * LANES + g] += live * shared
            column[HITS + g] += hit
            column[RATES + g] += live * own
            unproved = priority.unproved + routine.unproved
            column[SENT_POOL + g] += live * somebody * (unproved + asked_old * left_old)
            column[INQUIRIES + g] += live * (priority.inquiries + routine.inquiries + asked_old)
            column[HARM + g] += live * (priority.harm + routine.harm)
            column[UNANSWERED + g] += live * (priority.unanswered + routine.unanswered)
            column[RIGHT + g] += live * priority.right
            column[RIGHT + LANES + g] += live * routine.right
            column[SUM_OWN + g] += live * here[OWN + g]
            column[SUM_HOURS + g] += live * here[HOURS + g]
            column[SUM_PAPERS + g] += live * here[PAPERS + g]
            here[DONE_HARM + g] = priority.harm + routine.harm
            here[DONE_RIGHT + g] = priority.right + routine.right


@compiled
def carry(given: Inferred, precise: Inferred, kept: Inferred, done: Inferred) -> Inferred:
    """Merits, hidden problems and morale of all posts of a pack go on."""
    regime, world = given.regime, given.world
    stays = ONE + world.growth - surfacing(given)
    results = max(ZERO, ONE - regime.paper_weight - regime.citizen_weight)
    passes = results * F32(choosing.PASSES_FOR_RESULTS) * (ONE - precise)
    for row in range(len(kept)):
        post, here = kept[row], done[row]
        for g in range(LANES):
            document = here[CHOSEN + LANES + g] + here[CHOSEN + _SECOND + LANES + g]
            trace = here[CHOSEN + 2 * LANES + g] + here[CHOSEN + _SECOND + 2 * LANES + g]
            avoid = here[CHOSEN + 3 * LANES + g] + here[CHOSEN + _SECOND + 3 * LANES + g]
            passed = here[CHOSEN + 4 * LANES + g] + here[CHOSEN + _SECOND + 4 * LANES + g]
            right, tasks = here[DONE_RIGHT + g], here[TASKS + g]
            score = (
                (results + regime.citizen_weight) * right
                + regime.paper_weight * (document + trace) + passes * trace
            ) / tasks  # fmt: skip
            post[MERIT + g] += MERIT_PACE * (score - post[MERIT + g])
            post[MORALE + g] += HEALING * (ONE - post[MORALE + g])
            omitted = world.harm_omitted * (trace + avoid)
            post[HIDDEN + g] = post[HIDDEN + g] * stays + world.latent * omitted
            post[INHERITED + g] *= stays
            post[PASSED + g] = passed
            here[RISEN + g] = ZERO


@compiled
def count(done: Inferred, totals: Inferred) -> Inferred:
    """`_count` of all posts of a pack, apart from `carry` so that totals are not touched before."""
    for row in range(len(done)):
        here, total = done[row], totals[row]
        for g in range(LANES):
            document = here[CHOSEN + LANES + g] + here[CHOSEN + _SECOND + LANES + g]
            trace = here[CHOSEN + 2 * LANES + g] + here[CHOSEN + _SECOND + 2 * LANES + g]
            avoid = here[CHOSEN + 3 * LANES + g] + here[CHOSEN + _SECOND + 3 * LANES + g]
            passed = here[CHOSEN + 4 * LANES + g] + here[CHOSEN + _SECOND + 4 * LANES + g]
            act = here[CHOSEN + g] + here[CHOSEN + _SECOND + g]
            total[TOTAL.own + g] += here[OWN + g]
            total[TOTAL.tasks + g] += here[TASKS + g]
            total[TOTAL.right + g] += here[DONE_RIGHT + g]
            total[TOTAL.taken_up + g] += act + document
            total[TOTAL.evaded + g] += trace + avoid + passed
            total[TOTAL.passed + g] += passed
            total[TOTAL.harm + g] += here[DONE_HARM + g]
            total[TOTAL.sanctions + g] += here[SANCTIONS + g]
            total[TOTAL.on_taken_up + g] += here[ON_TAKEN_UP + g]
            total[TOTAL.on_evaded + g] += here[ON_EVADED + g]
            total[TOTAL.wrong + g] += here[WRONG + g]
            total[TOTAL.hours + g] += here[HOURS + g]
            total[TOTAL.papers + g] += here[PAPERS + g]
