"""Where the pages simulate: on which posts, with how many seeds, by which engine.

What was reckoned is kept a while, since most answers share the runs of the regime there is now. The
compiled kernel is made ready behind the first page of the laboratory; until then NumPy answers, with
fewer seeds and weeks, and every answer says so.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import perf_counter

from remit.engines.storm import running
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import outcome
from remit.engines.storm.questions.comparing import Comparison, compared
from remit.engines.storm.record import Record
from remit.engines.storm.sweeps.runs import Period, Row, Run, tree_digest
from remit.engines.storm.tree import Tree
from remit.engines.words import Words
from remit.web.lab.telling import DESIGN, NOW

KEPT_BYTES = 48 * 2**20
LEAST_POSTS = 8
MANY_POSTS = 100
TOWNSHIP, COUNTY = Tree.regular(10, 10), Tree.regular(10, 10, times=10)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is reckoned for one answer. `start` is the first week of a storm."""

    engine: running.Engine
    seeds: int
    weeks: int
    settled: int
    start: int

    @property
    def words(self) -> Words:
        """Which engine reckons."""
        if self.engine == "numba":
            return Words("编译内核", "the compiled kernel")
        if running.kernel_there():
            return Words(
                "NumPy（编译内核正在准备，稍后更快、种子更多）",
                "NumPy (the compiled kernel is being made ready: soon faster and with more seeds)",
            )
        return Words("NumPy", "NumPy")


COMPILED = Effort("numba", 8, 250, 60, 120)
PLAIN = Effort("numpy", 4, 150, 50, 70)


@dataclass(frozen=True)
class Posts:
    """The posts that are simulated, and how they came about."""

    tree: Tree
    words: Words


@dataclass(frozen=True)
class Tried:
    """One answer: two designs with the same seeds. `seconds` is what it took, `reckoned` runs were new.

    Figures are over the weeks [since, until) of `read`; what is told by post over all weeks settled in.
    """

    posts: Posts
    effort: Effort
    comparison: Comparison
    before: tuple[Record, ...]
    after: tuple[Record, ...]
    seconds: float
    reckoned: int
    names: tuple[Words, Words] = (NOW, DESIGN)
    read: tuple[int, int] = (0, 0)

    @property
    def changed(self) -> bool:
        """Whether the two designs differ."""
        return self.comparison.before.digest != self.comparison.after.digest


class _Kept:
    """The latest records by what they depend on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rows: OrderedDict[tuple[object, ...], Record] = OrderedDict()
        self._bytes = 0
        self.reckoned = 0

    def record(self, tree: Tree, digest: str, design: Design, seed: int, effort: Effort) -> Record:
        """The record of a run, reckoned where it is not there."""
        key = (digest, design.digest, seed, effort)
        with self._lock:
            if key in self._rows:
                self._rows.move_to_end(key)
                return self._rows[key]
        found = running.simulate(
            tree, design, seed, weeks=effort.weeks, settled=effort.settled, engine=effort.engine
        )
        with self._lock:
            self.reckoned += 1
            if key not in self._rows:
                self._bytes += _size(found)
            self._rows[key] = found
            while self._bytes > KEPT_BYTES and len(self._rows) > 1:
                self._bytes -= _size(self._rows.popitem(last=False)[1])
        return found


def _size(record: Record) -> int:
    return record.weeks.nbytes + record.posts.nbytes


_KEPT = _Kept()
_WARMING = Lock()


def effort() -> Effort:
    """What an answer may take now; makes the kernel ready in the background where it is not."""
    if running.kernel_warm():
        return COMPILED
    if running.kernel_there() and _WARMING.acquire(blocking=False):
        Thread(target=_warm, daemon=True, name="lab-kernel").start()
    return PLAIN


def _warm() -> None:
    try:
        running.warm()
    finally:
        _WARMING.release()


def tried(
    posts: Posts, before: Design, after: Design, how: Effort, *, during: bool = False
) -> Tried:
    """Both designs with the same seeds, compared over all weeks settled in, or the weeks of a storm alone."""
    began, known = perf_counter(), _KEPT.reckoned
    digest = tree_digest(posts.tree)
    first, second = (
        tuple(_KEPT.record(posts.tree, digest, design, seed, how) for seed in range(how.seeds))
        for design in (before, after)
    )
    seeds = range(how.seeds)
    whole = Period(how.weeks, how.settled)
    over = whole.during(after) if during else whole
    found = compared(before, after, seeds, first, second, period=over)
    took = perf_counter() - began
    reckoned = _KEPT.reckoned - known
    return Tried(posts, how, found, first, second, took, reckoned, read=over.read)


@dataclass(frozen=True)
class Rows:
    """Answers runs with their figures; a `Runner` for the questions. `during` reads a storm's weeks alone."""

    posts: Posts
    effort: Effort
    during: bool = False

    def __call__(self, runs: Sequence[Run]) -> list[Row]:
        """The figures of each run."""
        whole = Period(self.effort.weeks, self.effort.settled)
        return [self._row(run, whole) for run in runs]

    def _row(self, run: Run, whole: Period) -> Row:
        record = running.simulate(
            self.posts.tree, run.design, run.seed, weeks=self.effort.weeks,
            settled=self.effort.settled, engine=self.effort.engine,
        )  # fmt: skip
        over = whole.during(run.design) if self.during else whole
        return outcome(record, *over.read)


def own(tree: Tree, name: str) -> Posts:
    """An organisation's own posts, side by side as often as it takes for chance to even out."""
    if len(tree) < LEAST_POSTS:
        return replace(
            EXAMPLES["township"],
            words=Words(
                f"{name}登记的岗位不足 {LEAST_POSTS} 个，以示例乡镇（111 岗）代替",
                f"{name} has fewer than {LEAST_POSTS} posts on file: the example township (111 posts) stands in",
            ),
        )
    times = -(-MANY_POSTS // len(tree))
    size = f"{len(tree):,}"
    if times == 1:
        return Posts(tree, Words(f"{name}的 {size} 个岗位", f"the {size} posts of {name}"))
    told = Words(
        f"{name}的 {size} 个岗位，同样的单位并列 {times} 份",
        f"the {size} posts of {name}, {times} such organisations side by side",
    )
    return Posts(_repeated(tree, times), told)


def _repeated(tree: Tree, times: int) -> Tree:
    parents, size = tree.parent.tolist(), len(tree)
    return Tree.of([p if p < 0 else p + at * size for at in range(times) for p in parents])


EXAMPLES = {
    "township": Posts(TOWNSHIP, Words("示例乡镇的 111 个岗位", "the 111 posts of an example township")),
    "county": Posts(COUNTY, Words("示例县的 1,110 个岗位", "the 1,110 posts of an example county")),
}  # fmt: skip
