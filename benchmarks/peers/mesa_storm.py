"""The laboratory's model as one writes it in Mesa: one object a post, one a peer group, two activations a week.

The equations are those of `remit.engines.storm`, in plain numbers and written lean: what is the same
for all posts is reckoned once a week, what is the same for a group once a group. Chance is Mesa's own.
"""

from itertools import accumulate
from math import exp, floor
from typing import Any, NamedTuple

import mesa

from remit.engines.storm import answering as an
from remit.engines.storm import choosing as ch
from remit.engines.storm import learning as le
from remit.engines.storm import state as st
from remit.engines.storm import working as wo
from remit.engines.storm.design import Design
from remit.engines.storm.schedule import Week, schedule
from remit.engines.storm.town import NEVER
from remit.engines.storm.tree import NONE, Tree

KINDS = range(6)
TINY = wo.TINY


class Terms(NamedTuple):
    """What holds for the tasks of one class this week."""

    share: float
    able: float
    reward: float
    severity: float
    pass_: float
    announced: float
    felt: float
    unseen: float
    complaints: float
    traced: float
    avoided: float
    passed: float


class Group:
    """Posts with one superior: what they remember and what they are sent."""

    def __init__(self, leader: "Post | None") -> None:
        self.leader = leader
        self.posts: list[Post] = []
        self.seen = [[0.0] * 6, [0.0] * 6]
        self.tasks = [[0.0] * 6, [0.0] * 6]
        self.fear = [[0.0] * 6, [0.0] * 6]
        self.cut = st.FIRST_MERIT
        self.down = self.aside = self.escalated = self.pool = self.displaced = self.rates = 0.0
        self.contact = self.wrong = 0.0
        self.new_pool = self.new_rates = self.new_aside = self.new_escalated = 0.0

    def begin(self, both: tuple[Terms, Terms]) -> None:
        """What is feared this week."""
        for class_, terms in enumerate(both):
            seen, tasks = self.seen[class_], self.tasks[class_]
            mean = (sum(seen) + st.FIRST_RATE * st.FIRST_TASKS) / (sum(tasks) + st.FIRST_TASKS)
            first, announced = ch.PRIOR_TASKS * mean, terms.announced
            self.fear[class_] = [
                (seen[kind] + first) / (tasks[kind] + ch.PRIOR_TASKS) * announced for kind in KINDS
            ]
        self.contact = self.wrong = 0.0
        self.new_pool = self.new_rates = self.new_aside = self.new_escalated = 0.0

    def end(self, memory: float, kept_from: float) -> None:
        """What is remembered, and what reaches its posts next week."""
        for class_ in (0, 1):
            seen, tasks = self.seen[class_], self.tasks[class_]
            for kind in KINDS:
                seen[kind] *= memory
                tasks[kind] *= memory
            for post in self.posts:
                chosen = post.chosen[class_]
                for kind in KINDS:
                    tasks[kind] += chosen[kind]
        for post in self.posts:
            if post.struck is not None:
                class_, kind, weight = post.struck
                if kind >= 0:
                    self.seen[class_][kind] += weight
        self.pool, self.rates = self.new_pool, self.new_rates
        self.aside, self.escalated = self.new_aside, self.new_escalated
        if self.leader is not None:
            self.down = self.leader.passed
            self.displaced = self.leader.rate * kept_from


class Post(mesa.Agent):  # type: ignore[misc]  # mesa may be missing
    """One post."""

    def __init__(self, model: "Storm", group: Group) -> None:
        super().__init__(model)
        self.group, self.below = group, None
        group.posts.append(self)
        self.draw()
        self.load = model.around(model.design.world.load, st.LOAD_SPREAD)
        self.habits = [[1 / 6] * 6, [1 / 6] * 6]
        self.chosen = [[0.0] * 6, [0.0] * 6]
        self.overload = self.burnout = self.hidden = self.inherited = self.passed = 0.0
        self.morale, self.merit, self.rate = 1.0, st.FIRST_MERIT, 0.0
        self.struck: tuple[int, int, float] | None = None
        self.is_wrong = False

    below: Group | None

    def draw(self) -> None:
        """The traits of a new holder."""
        people, around = self.model.design.people, self.model.around
        self.hours = 1 / around(1, st.SPEED_SPREAD)
        able = people.competence + st.COMPETENCE_SPREAD * (2 * self.model.random.random() - 1)
        self.competence = min(able, st.MOST_COMPETENT)
        self.risk = around(people.risk, people.spread)
        self.career = around(people.career, people.spread)
        self.motivation = around(people.motivation, people.spread)

    def work(self) -> None:
        """Chooses, then works as far as the hours allow."""
        m, group = self.model, self.group
        world, people, week = m.design.world, m.design.people, m.week
        away = (self.merit - group.cut) / ch.NEAR
        career = self.career * (1 + m.seats_weight * (exp(-away * away) - 0.5))
        intrinsic = self.motivation * self.morale * m.settled
        toil = people.cost * (1 + people.fatigue * self.overload)
        missing = m.missing * self.career
        hours, stake = self.hours, m.stake * self.merit
        alone = NEVER if self.below is None and len(group.posts) < 2 else 0.0
        top = NEVER if group.leader is None else 0.0
        avoid = people.leisure - toil * world.hours_avoid - missing - week.command
        pass_ = -toil * world.hours_pass - week.command / 2 - alone
        escalate = -toil * world.hours_escalate - m.unease_up - week.command / 2 - top
        own = self.load * (wo.LEAST_LOAD + wo.LOAD_RANGE * m.random.random())
        beside = self.passed if self.below is None else 0.0
        raised = self.below.escalated if self.below is not None else 0.0
        size = len(group.posts)
        tasks = own + group.down / size + (group.aside - beside) / max(size - 1, 1) + raised
        effort = 1 - (1 - world.escalated) * raised / tasks
        spent = []
        for class_, terms in enumerate(m.both):
            prize, right = career * terms.reward, self.competence * terms.able
            dread, fear = self.risk * (terms.severity + stake), group.fear[class_]
            worth = (
                right * (intrinsic + prize * m.undocumented) - toil * hours - missing
                - dread * fear[0],
                right * (intrinsic + prize * m.documented) + prize * m.paper
                - toil * (hours + world.hours_document) - dread * fear[1],
                prize * m.papering - toil * world.hours_trace - dread * fear[2],
                avoid - dread * fear[3],
                pass_ - terms.pass_ - dread * fear[4],
                escalate - dread * fear[5],
            )  # fmt: skip
            best = max(worth)
            eager = [exp(people.rationality * (each - best)) for each in worth]
            moved, stays = people.habit / sum(eager), 1 - people.habit
            habits = [
                stays * old + moved * each
                for old, each in zip(self.habits[class_], eager, strict=True)
            ]
            self.habits[class_] = habits
            each = tasks * terms.share
            act, document, trace, avoided, passed, raised_up = chosen = [
                habit * each for habit in habits
            ]
            self.chosen[class_] = chosen
            group.contact += act + document
            spent.append(effort * (
                act * hours + document * (hours + world.hours_document)
                + trace * world.hours_trace + avoided * world.hours_avoid
                + passed * world.hours_pass + raised_up * world.hours_escalate
            ))  # fmt: skip
        self.serve(tasks, own, spent)

    def serve(self, tasks: float, own: float, spent: list[float]) -> None:
        """What the hours allow, and what that does to the holder."""
        m = self.model
        world, week = m.design.world, m.week
        available = max(m.usual * (1 - self.burnout / 2) - m.met, wo.LEAST_HOURS * world.hours)
        priority, routine = spent
        first = min(1.0, available / (priority + (1 - week.focus) * routine + TINY))
        left = max(available - first * priority, 0.0)
        self.served = (first, min(1.0, left / (routine + TINY)))
        use = (priority + routine) / available
        self.overload += wo.OVERLOAD_PACE * (max(use - 1, 0.0) - self.overload)
        worn = self.burnout * wo.BURNOUT_DECAY + wo.BURNOUT_PACE * max(use - wo.BURNOUT_FROM, 0.0)
        self.burnout = min(worn, wo.MOST_BURNT)
        self.tasks, self.own = tasks, own

    def answer(self) -> None:
        """Harm, inquiries, sanctions; what the week leaves in the holder."""
        m, group = self.model, self.group
        world, regime, precise = m.design.world, m.design.regime, m.precise
        (a0, d0, t0, v0, _, _), (a1, d1, t1, v1, _, _) = self.chosen
        omissions = t0 + v0 + t1 + v1
        rising = m.surfacing * self.hidden / (omissions + TINY)
        blamed = group.pool / (group.contact + TINY)
        able, own_rate, real, nobody, inquiries = self.competence, 0.0, 0.0, 0.0, 0.0
        by_class = []
        for class_, terms in enumerate(m.both):
            act, document, trace, avoid, passed, _ = self.chosen[class_]
            taken, served = act + document, self.served[class_]
            papered = document / (taken + TINY)
            done = served * taken
            right = done * able * terms.able
            real += right
            innocent = world.harm_failed * max(done * able - right, 0.0)
            innocent += world.harm_omitted * (1 - served) * taken
            traced, avoided = world.harm_omitted * trace, world.harm_omitted * avoid
            now = 1 - world.latent + rising * (trace + avoid) / (traced + avoided + TINY)
            negligent = terms.felt * world.harm_failed * done * (1 - able)
            innocent = terms.felt * innocent + terms.complaints * done
            traced, avoided = terms.unseen * traced * now, terms.unseen * avoided * now
            delayed = terms.unseen * an.DELAY_HARM * world.harm_omitted * passed
            covered = m.exempt * (an.EXEMPT_UNDOCUMENTED + an.EXEMPT_DOCUMENTED * papered)
            fault = negligent * (precise + m.vague * (1 - an.EXEMPT_NEGLIGENT * covered))
            without = innocent * m.heard * (
                precise * regime.strictness * (1 - covered)
                + m.vague * (1 - an.EXEMPT_VAGUE * covered)
            )  # fmt: skip
            plain, sheltered = 1 - papered, papered * m.shelter
            scapegoat = blamed * taken * (1 - an.EXEMPT_VAGUE * covered) * m.heard
            omitted = (traced * terms.traced, avoided * terms.avoided, delayed * terms.passed)
            nobody += traced + avoided + delayed - sum(omitted)
            inquiries += negligent + innocent + traced + avoided + delayed
            rate = (fault + without) * (plain + sheltered) + sum(omitted) + scapegoat
            own_rate += rate
            by_class.append((fault, without, plain, sheltered, papered, omitted, scapegoat))
        asked_old = m.both[1].unseen * m.surfacing * self.inherited
        old = asked_old * (1 - regime.tracking) * (1 - precise / 2)
        nobody += asked_old * (1 - regime.tracking) * precise / 2
        old *= m.heard
        own_rate += old
        from_below = regime.leader * self.below.rates if self.below is not None else 0.0
        size = len(group.posts)
        among = regime.joint if size > 1 else 0
        shared = ((among * group.rates + group.displaced) / size + from_below) * m.heard
        kept = 1 - m.kept_from if self.below is not None else 1.0
        rate = own_rate * kept + shared
        self.rate = own_rate
        m.sanctions += rate
        m.inquiries += inquiries + asked_old
        m.right += real
        m.own += self.own
        m.taken += a0 + d0 + a1 + d1
        m.tasks += self.tasks
        self._pass_on(own_rate, nobody)
        self._carry(real, omissions)
        self.struck = None
        if m.random.random() < 1 - exp(-rate):
            self.fall(by_class, old, shared, kept, rate)

    def _pass_on(self, own_rate: float, nobody: float) -> None:
        """What others get of this week in the next."""
        m, group, (first, second) = self.model, self.group, self.chosen
        scapegoating = m.design.world.scapegoating
        group.new_rates += own_rate
        group.new_pool += scapegoating * (1 - m.precise) * nobody
        group.new_escalated += first[5] + second[5]
        self.passed = first[4] + second[4]
        if self.below is None:
            group.new_aside += self.passed

    def _carry(self, real: float, omissions: float) -> None:
        """Merit, morale and hidden problems go on."""
        m, world, (first, second) = self.model, self.model.design.world, self.chosen
        traced = first[2] + second[2]
        papers = first[1] + second[1] + traced
        score = (m.real * real + m.paper * papers + m.passes * traced) / self.tasks
        self.merit += le.MERIT_PACE * (score - self.merit)
        self.morale += le.HEALING * (1 - self.morale)
        self.hidden = self.hidden * m.stays + world.latent * world.harm_omitted * omissions
        self.inherited *= m.stays

    def fall(
        self, by_class: list[Any], old: float, shared: float, kept: float, rate: float
    ) -> None:
        """For what the sanction falls."""
        m, at = self.model, self.model.random.random() * rate
        self.merit *= 1 - m.design.regime.veto
        laid: list[tuple[float, bool, int, int]] = [
            (shared, True, 0, -1),
            (old * kept, True, 0, -1),
        ]
        for class_, each in enumerate(by_class):
            fault, without, plain, sheltered, papered, omitted, scapegoat = each
            laid += [
                (fault * plain * kept, False, class_, 0),
                (fault * sheltered * kept, False, class_, 1),
                *((value * kept, False, class_, 2 + k) for k, value in enumerate(omitted)),
                (without * plain * kept, True, class_, 0),
                (without * sheltered * kept, True, class_, 1),
                (scapegoat * (1 - papered) * kept, True, class_, 0),
                (scapegoat * papered * kept, True, class_, 1),
            ]
        before = accumulate(part for part, *_ in laid)
        which = next((place for place, sum_ in enumerate(before) if sum_ > at), -1)
        _, wrong, class_, kind = laid[which]
        self.is_wrong = wrong
        self.struck = (class_, kind, 1 / max(m.both[class_].announced, 1e-3))
        if wrong:
            self.group.wrong += 1

    def feel(self) -> None:
        """What sanctions do to morale."""
        mine = 1.0 if self.struck is not None and self.is_wrong else 0.0
        lost = le.HURT_WRONG * mine + le.HURT_PEERS * (self.group.wrong - mine)
        if self.struck is not None and not self.is_wrong:
            lost += le.HURT_RIGHT
        self.morale = max(self.morale - lost, le.LEAST_MORALE)

    def renew(self) -> None:
        """Another holder takes the post over, with what was hidden."""
        self.draw()
        self.inherited += self.hidden
        self.hidden = self.burnout = 0.0
        self.morale, self.merit = 1.0, st.FIRST_MERIT


class Storm(mesa.Model):  # type: ignore[misc]
    """All posts under one design."""

    def __init__(self, tree: Tree, design: Design, seed: int, weeks: int) -> None:
        super().__init__(seed=seed)
        self.design, self.regimes = design, schedule(design, weeks)
        self.precise = design.regime.precision
        self.posts: list[Post] = []
        self.groups: list[Group] = []
        for leader, size in zip(tree.leader.tolist(), tree.size.tolist(), strict=True):
            group = Group(self.posts[leader] if leader != NONE else None)
            if group.leader is not None:
                group.leader.below = group
            self.posts += [Post(self, group) for _ in range(size)]
            self.groups.append(group)
        regime, world = design.regime, design.world
        results = max(0.0, 1 - regime.paper_weight - regime.citizen_weight)
        self.results, self.paper = results, regime.paper_weight
        self.real = self.documented = results + regime.citizen_weight
        self.undocumented = ch.UNDOCUMENTED * results + regime.citizen_weight
        self.settled = 0.7 + ch.SETTLED * regime.discretion
        self.seats_weight = min(1.0, ch.SEATS_WEIGHT * regime.seats)
        self.stake = regime.veto * ch.STAKE
        self.unease_up = design.people.unease * ch.UNEASE_OF_ESCALATING
        self.exempt, self.heard = regime.exemption * regime.honoured, 1 - regime.appeal
        self.surfacing = world.emergence + world.revealing * regime.tracking
        self.stays = 1 + world.growth - self.surfacing
        self.found: list[tuple[float, float, float, float]] = []

    def around(self, mean: float, spread: float) -> float:
        """A trait drawn evenly around its mean."""
        return mean * ((1 - spread) + 2 * spread * self.random.random())

    def step(self) -> None:
        """One week."""
        self.tell(Week(*map(float, self.regimes[len(self.found)])))
        for group in self.groups:
            group.begin(self.both)
        self.agents.do("work")
        self.agents.do("answer")
        for group in self.groups:
            if group.wrong or any(post.struck is not None for post in group.posts):
                for post in group.posts:
                    post.feel()
            group.end(self.design.people.memory, self.kept_from)
        self.found.append((
            self.right / self.own, self.sanctions / len(self.posts),
            self.taken / self.tasks, self.precise,
        ))  # fmt: skip
        regime = self.design.regime
        asked = max(self.inquiries / len(self.posts), 1e-9)
        self.precise = regime.precision * min(1.0, regime.capacity / asked) ** an.CONGESTION
        self.change()

    def tell(self, week: Week) -> None:
        """What is the same for all posts this week."""
        world, regime, precise = self.design.world, self.design.regime, self.precise
        self.week = week
        self.both = (self.terms(0), self.terms(1))
        self.missing = week.inspections * regime.paper_weight * ch.PAPER_PENALTY
        vague = ch.PASSES_FOR_RESULTS * (1 - precise)
        self.papering = regime.paper_weight + self.results * vague
        self.passes = self.results * vague
        self.met = week.inspections * world.hours_inspection
        self.usual = world.hours * (1 + week.overtime)
        self.vague = (1 - precise) * world.contact_blame
        self.shelter = 1 - an.PAPER_SHELTER * regime.paper_weight * (1 - precise)
        self.kept_from = world.displacement * (1 - precise)
        self.right = self.own = self.sanctions = self.taken = self.tasks = self.inquiries = 0.0

    def terms(self, class_: int) -> Terms:
        """What holds for one class this week."""
        week, precise = self.week, self.precise
        world, regime, people = self.design.world, self.design.regime, self.design.people
        novel = (world.novelty_priority, world.novelty_routine)[class_]
        novel *= 1 - ch.NOVEL_AND_SETTLED * regime.discretion
        alone = 0.0 if class_ else world.cross * (1 - week.coordination)
        asked, clear = week[class_], week[6 + class_]
        felt = 1 - (1 - world.detection) * (1 - world.voice)
        unseen = 1 - (1 - world.detection) * (1 - world.voice * an.FELT_OMISSION)
        proof = max(0.0, 1 - an.PAPER_PROOF * regime.paper_weight)
        through = proof * (1 - an.EXEMPT_TRACE * self.exempt)
        return Terms(
            share=1 - world.priority if class_ else world.priority,
            able=(1 - novel) * (1 - alone),
            reward=week[4 + class_],
            severity=week[2 + class_],
            pass_=people.unease * (0.5 + clear),
            announced=asked / max(regime.intensity, ch.LEAST_INTENSITY),
            felt=asked * felt,
            unseen=asked * unseen,
            complaints=asked * world.complaints,
            traced=precise + (1 - precise) * through,
            avoided=clear * (precise + (1 - precise) * an.VAGUE_OMISSION),
            passed=clear * precise,
        )

    def change(self) -> None:
        """Promotions at the end of a year, and new holders."""
        risen: set[Post] = set()
        if len(self.found) % le.YEAR == 0:
            for group in self.groups:
                ranked = sorted(group.posts, key=lambda post: -post.merit)
                seats = floor(self.design.regime.seats * len(ranked) + 0.5)
                group.cut = ranked[max(seats - 1, 0)].merit
                if group.leader is not None:
                    risen.update(ranked[:seats])
        turnover, chance = self.design.people.turnover, self.random.random
        for post in self.posts:
            if chance() < turnover or post in risen:
                post.renew()


def moments(tree: Tree, design: Design, seed: int, weeks: int, settled: int) -> list[float]:
    """Means over the weeks after the settling-in: implementation, sanctions, taken up, precision."""
    model = Storm(tree, design, seed, weeks)
    for _ in range(weeks):
        model.step()
    rows = model.found[settled:]
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]
