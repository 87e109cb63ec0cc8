"""What wait to expect of a post, as of a queue, and when to call it overloaded."""

from dataclasses import dataclass
from math import exp, inf

from remit.engines.words import Words

MOST_USED, MOST_CHANCE, MOST_GAP = 0.85, 0.2, 0.05
LEAST = 30


@dataclass(frozen=True, slots=True)
class Demand:
    """What comes to a post and what it takes, observed over some time.

    `arrivals` are items an hour, `hours` the normative hours of one, `available` the hours of work
    that the post's `servers` (people filling it) have together in an hour of the same clock,
    `arrival_spread` and `service_spread` the squared coefficients of variation, `n` the items
    observed.
    """

    arrivals: float
    hours: float
    available: float = 1.0
    servers: int = 1
    arrival_spread: float = 1.0
    service_spread: float = 1.0
    n: int = 0

    @property
    def used(self) -> float:
        """Utilisation: hours of work that come in for each hour available."""
        return self.arrivals * self.hours / self.available if self.available else inf


def erlang_c(servers: int, used: float) -> float:
    """The chance to have to wait at all, with so many servers used to this part; 1 from 1 on.

    >>> round(erlang_c(1, 0.8), 6), round(erlang_c(2, 0.75), 6)
    (0.8, 0.642857)
    """
    if used >= 1:
        return 1.0
    offered, blocked = servers * used, 1.0
    for server in range(1, servers + 1):
        blocked = offered * blocked / (server + offered * blocked)
    return blocked / (1 - used * (1 - blocked))


def expected_wait(demand: Demand) -> float:
    """Hours an item waits on average before it is taken up, after Allen and Cunneen.

    Exact for Poisson arrivals and exponential times, and for one server with Poisson arrivals.
    """
    if demand.used >= 1:
        return inf
    service = demand.hours * demand.servers / demand.available
    chance = erlang_c(demand.servers, demand.used)
    spread = (demand.arrival_spread + demand.service_spread) / 2
    return chance * service / (demand.servers * (1 - demand.used)) * spread


def wait_beyond(demand: Demand, slack: float) -> float:
    """The chance that an item waits longer than `slack` hours, its wait taken as exponential."""
    wait, chance = expected_wait(demand), erlang_c(demand.servers, demand.used)
    if wait == inf:
        return 1.0
    if slack < 0:
        return 1.0
    return chance * exp(-slack * chance / wait) if wait else 0.0


def little(present: float, arrivals: float, stay: float) -> float:
    """By how much the mean number present differs from arrivals times mean stay, as a part of it.

    Above .05 the figures do not belong together: items are missing, or the time was not steady.
    Nothing present and nothing coming fit perfectly.
    """
    if not present:
        return 0.0 if not arrivals * stay else inf
    return abs(present - arrivals * stay) / present


@dataclass(frozen=True, slots=True)
class Overload:
    """A post's utilisation and expected wait in hours, and whether that is too much.

    `chance` is that of waiting longer than the slack, `gap` how far Little's law is missed.
    """

    post: str
    used: float
    wait: float
    chance: float
    gap: float
    n: int
    least: int = LEAST
    unit: str = "hour"

    @property
    def overloaded(self) -> bool:
        """Whether more than 85 % is used, or one item in five will wait longer than its slack."""
        return self.used > MOST_USED or self.chance > MOST_CHANCE

    @property
    def steady(self) -> bool:
        """Whether the figures fit each other within 5 %."""
        return self.gap <= MOST_GAP

    @property
    def enough(self) -> bool:
        """Whether enough items were observed."""
        return self.n >= self.least

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return _reading(self)


def overload(post: str, demand: Demand, *, slack: float, present: float, stay: float) -> Overload:
    """How loaded a post is, given the slack of its items and, as observed, how many and how long.

    `slack` and `stay` are hours, `present` the mean number of items there.
    """
    return Overload(
        post,
        demand.used,
        expected_wait(demand),
        wait_beyond(demand, slack),
        little(present, demand.arrivals, stay),
        demand.n,
    )


def _reading(found: Overload) -> Words:
    if not found.enough:
        return Words(
            f"数据不足：现有{found.n}项，至少需要{found.least}项。",
            f"Not enough data: {found.n} of at least {found.least}.",
        )
    used, chance = f"{100 * found.used:.0f}", f"{100 * found.chance:.0f}"
    state = (
        Words("负担过重", "overloaded") if found.overloaded else Words("尚可承担", "within reach")
    )
    zh = f"“{found.post}”的工时使用率为{used}%，事项等待超出余量的可能为{chance}%：{state.zh}。"
    en = f"{found.post} is used to {used}%; {chance}% of its items wait longer than they can: "
    doubt = Words("", "")
    if not found.steady:
        doubt = Words(
            "在办数、来件与停留时间相互不符，可能有漏记，请核对。",
            " Items present, arrivals and stay do not fit each other: look for what was not "
            "recorded.",
        )
    return Words(zh + doubt.zh, f"{en}{state.en}.{doubt.en}")
