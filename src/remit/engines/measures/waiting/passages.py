"""Waits gathered by the two activities and the hands between which they lie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from remit.engines.measures.spans import lasting
from remit.engines.measures.waiting.dividing import Cause, Wait
from remit.engines.measures.waiting.tasks import Task
from remit.engines.words import Words

LEAST = 20


class Between(NamedTuple):
    """From which activity and holder to which."""

    source: str
    source_holder: str
    target: str
    target_holder: str


@dataclass(frozen=True, slots=True)
class Passage:
    """All waits between two activities in the same hands: microseconds in all and by cause.

    `waits` are what is behind the numbers; below `least` of them no reading should be built on it.
    """

    between: Between
    waits: tuple[Wait, ...]
    parts: Mapping[Cause, int]
    least: int = LEAST
    unit: str = "microsecond"

    @property
    def n(self) -> int:
        """How many waits."""
        return len(self.waits)

    @property
    def total(self) -> int:
        """Microseconds waited: the sum of the parts, exactly."""
        return sum(self.parts.values())

    @property
    def items(self) -> tuple[str, ...]:
        """The items that waited, each once."""
        return tuple(dict.fromkeys(wait.task.item for wait in self.waits))

    @property
    def events(self) -> tuple[int, ...]:
        """The events that ended the waits."""
        return tuple(wait.task.seq for wait in self.waits)

    @property
    def enough(self) -> bool:
        """Whether there are enough waits to speak of more than these cases."""
        return self.n >= self.least

    @property
    def reading(self) -> Words:
        """What a lay reader is told."""
        return _reading(self)


def passages(waits: Iterable[Wait], tasks: Iterable[Task]) -> tuple[Passage, ...]:
    """The waits by activities and hands, in the order of these."""
    by_seq = {task.seq: task for task in tasks}
    groups: dict[Between, list[Wait]] = defaultdict(list)
    for wait in waits:
        before = by_seq.get(wait.task.before if wait.task.before is not None else -1)
        named = (before.activity, before.holder) if before else ("", "")
        groups[Between(*named, wait.task.activity, wait.task.holder)].append(wait)
    return tuple(
        Passage(between, tuple(own), {cause: sum(w.part(cause) for w in own) for cause in Cause})
        for between, own in sorted(groups.items())
    )


def _reading(passage: Passage) -> Words:
    source, target = passage.between.source, passage.between.target
    waited = lasting(passage.total)
    zh = f"从“{source}”到“{target}”，{passage.n}次共等待{waited.zh}"
    en = f"Waiting between {source} and {target}: {waited.en} in all (n = {passage.n})"
    told = [(cause, part) for cause, part in passage.parts.items() if part]
    told.sort(key=lambda each: -each[1])
    few = "" if passage.enough else f"不足{passage.least}次，仅说明这些事项本身。"
    few_en = "" if passage.enough else f" Fewer than {passage.least}: it speaks of these alone."
    if not told:
        return Words(f"{zh}。{few}", f"{en}.{few_en}")
    shares = [(cause.words, round(100 * part / passage.total)) for cause, part in told]
    causes_zh = "，".join(f"{words.zh}占{share}%" for words, share in shares)
    causes_en = ", ".join(f"{words.en} {share}%" for words, share in shares)
    return Words(f"{zh}：{causes_zh}。{few}", f"{en}; {causes_en}.{few_en}")
