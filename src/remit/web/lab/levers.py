"""The levers of a regime as the reader moves them: what is asked for, within which range, and what is there now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isfinite

from remit.apps.lab.queries import Read
from remit.engines.findings import Finding
from remit.engines.storm.design import Design, DesignRefused, read_design
from remit.engines.storm.parameters import Parameter, parameter
from remit.engines.words import Words
from remit.web.lab.bench import Effort
from remit.web.wording import pick

STORM = "storm"
LENGTH, AFTERWARDS = "storm.weeks", 20
"""What is left of the weeks after the longest storm, to see what becomes of it."""
STEPS = 100
UNITS: Mapping[str, Words] = {
    "share": Words("%", "%"),
    "probability": Words("%", "%"),
    "tasks": Words("件", "tasks"),
    "tasks per week": Words("件/周", "tasks a week"),
    "per week": Words("次/周", "a week"),
    "per task": Words("每件", "per task"),
    "inspections": Words("个", "bodies"),
    "inquiries per post and week": Words("件/岗周", "per post and week"),
    "weeks": Words("周", "weeks"),
    "times": Words("倍", "times"),
    "weight": Words("权重", "weight"),
}
PERCENT = ("share", "probability")
GROUPS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    ("finding", Words("查明", "Finding out"),
     ("intensity", "precision", "capacity", "clarity", "tracking")),
    ("protecting", Words("处分与保护", "Sanctioning and protecting"),
     ("severity", "strictness", "exemption", "honoured", "appeal")),
    ("evaluating", Words("考核与激励", "Evaluating and rewarding"),
     ("paper_weight", "citizen_weight", "reward", "seats", "veto")),
    ("inspecting", Words("检查", "Inspecting"), ("inspections", "duplicates", "ask_once")),
    ("leading", Words("领导与统筹", "Leading"), ("discretion", "coordination", "joint", "leader")),
)  # fmt: skip
OF_STORM = (
    "weeks", "ramp", "intensity", "severity", "reward", "command", "coordination", "focus", "overtime",
    "inspections", "clarity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lever:
    """One slider: `name` as in a design, `value` asked for, `now` as it stands, `mark` where now is (0-100)."""

    name: str
    heading: Words
    meaning: Words
    unit: Words
    low: float
    high: float
    value: float
    now: float
    read: bool
    source: Words
    percent: bool
    stands: bool

    @property
    def id(self) -> str:
        """The id of its control."""
        return self.name.replace(".", "-")

    @property
    def step(self) -> str:
        """How finely it moves."""
        return f"{finely(self.name):.6g}"

    @property
    def mark(self) -> str:
        """Where the value that holds now stands between both ends, of a hundred."""
        share = (self.now - self.low) / (self.high - self.low)
        return f"{1.5 + 97 * share:.2f}"

    @property
    def moved(self) -> bool:
        """Whether another value than today's is asked for."""
        return abs(self.value - self.now) > finely(self.name) / 2

    def told(self, value: float) -> str:
        """A value with its unit."""
        return said(value, self.unit, percent=self.percent)

    @property
    def shown(self) -> str:
        """The value asked for, in words."""
        return self.told(self.value)

    @property
    def today(self) -> str:
        """The value that holds now, in words."""
        return self.told(self.now)


@dataclass(frozen=True, slots=True)
class Group:
    """Levers that belong together."""

    id: str
    heading: Words
    levers: tuple[Lever, ...]

    @property
    def moved(self) -> int:
        """How many of them were moved."""
        return sum(lever.moved for lever in self.levers)


@dataclass(frozen=True)
class Asked:
    """What the reader asks: the regime there is now, the design to try, and what of the question was wrong."""

    now: Read
    design: Design
    longest: int
    faults: tuple[Finding, ...] = ()

    @property
    def before(self) -> Design:
        """The regime there is now, in calm weather."""
        return replace(self.now.design, name="now")

    @property
    def groups(self) -> tuple[Group, ...]:
        """The levers of the regime."""
        return tuple(
            Group(key, heading, tuple(self._lever(f"regime.{own}") for own in names))
            for key, heading, names in GROUPS
        )

    @property
    def storm(self) -> Group:
        """The levers of a storm."""
        levers = tuple(self._lever(f"{STORM}.{own}") for own in OF_STORM)
        return Group(STORM, Words("风暴（集中行动）", "Storm (campaign)"), levers)

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to ask the same: only what differs from today."""
        told = {each.name: f"{each.value:.6g}" for each in self._all() if each.moved}
        return {**told, **({STORM: "1"} if self.design.storm else {})}

    @property
    def regime_query(self) -> dict[str, str]:
        """The part of the query that is about the regime."""
        return {name: text for name, text in self.query.items() if name.startswith("regime.")}

    @property
    def moved(self) -> tuple[Lever, ...]:
        """The levers that were moved; those of a storm only while there is one."""
        groups = (*self.groups, *([self.storm] if self.design.storm else []))
        return tuple(lever for group in groups for lever in group.levers if lever.moved)

    def _all(self) -> Iterable[Lever]:
        groups = (*self.groups, *([self.storm] if self.design.storm else []))
        return (lever for group in groups for lever in group.levers)

    def _lever(self, name: str) -> Lever:
        about, whence = parameter(name), {each.name: each for each in self.now.values}.get(name)
        heading, meaning = parted(about)
        return Lever(
            name, heading, meaning, UNITS[about.unit], about.low,
            min(about.high, self.longest) if about.unit == "weeks" else about.high,
            self.design.value(name), self.before.value(name), bool(whence and whence.read),
            whence.source if whence else NOTHING, about.unit in PERCENT,
            not name.startswith(STORM),
        )  # fmt: skip


def finely(name: str) -> float:
    """How finely a parameter is moved: by whole weeks, else by the hundredth part of its range."""
    about = parameter(name)
    return 1.0 if about.unit == "weeks" else (about.high - about.low) / STEPS


NOTHING = Words("", "")
# A blank would be read as a missing translation.
NO_MORE = "\u00a0"


def parted(about: Parameter) -> tuple[Words, Words]:
    """The name of a parameter and what it means, which its words have on both sides of a colon."""
    (zh, _, more_zh), (en, _, more_en) = (
        about.words.zh.partition("："), about.words.en.partition(": "),
    )  # fmt: skip
    return Words(zh, en), Words(more_zh or NO_MORE, more_en[:1].upper() + more_en[1:] or NO_MORE)


def said(value: float, unit: Words, *, percent: bool) -> str:
    """A value as the reader sees it."""
    if percent:
        return f"{100 * value:.0f}%"
    digits = f"{value:.0f}" if abs(value) >= 20 else f"{value:.2g}"
    return f"{digits} {pick(unit)}".strip()


def asked(given: Mapping[str, str], now: Read, how: Effort) -> Asked:
    """The design that a query asks for; where a value is wrong, today's stands and the fault is told."""
    values, stormy = _numbers(given), given.get(STORM) == "1"
    wanted = {n: v for n, v in values.items() if stormy or not n.startswith(f"{STORM}.")}
    base = now.design.changed({f"{STORM}.start": float(how.start)}) if stormy else now.design
    faults: tuple[Finding, ...] = ()
    try:
        read_design(_nested(wanted))
    except DesignRefused as refused:
        faults = refused.findings
        wrong = {finding.subject for finding in faults}
        wanted = {name: value for name, value in wanted.items() if name not in wrong}
    numbers = {
        name: value
        for name, value in wanted.items()
        if isinstance(value, float) and abs(value - base.value(name)) > finely(name) / 2
    }
    longest = how.weeks - how.start - AFTERWARDS
    if numbers.get(LENGTH, 0) > longest:
        numbers[LENGTH] = float(longest)
    return Asked(now, replace(base.changed(numbers), name="design"), longest, faults)


def _numbers(given: Mapping[str, str]) -> dict[str, float | str]:
    """What was sent for the levers, as numbers where they are."""
    known = {f"regime.{own}" for _, _, names in GROUPS for own in names}
    known |= {f"{STORM}.{own}" for own in OF_STORM}
    return {name: _number(given[name]) for name in sorted(known) if given.get(name)}


def _number(text: str) -> float | str:
    try:
        value = float(text)
    except ValueError:
        return text[:20]
    return value if isfinite(value) else text[:20]


def _nested(values: Mapping[str, float | str]) -> dict[str, dict[str, float | str]]:
    parts: dict[str, dict[str, float | str]] = {}
    for name, value in values.items():
        part, _, own = name.partition(".")
        parts.setdefault(part, {})[own] = value
    return parts
