"""The skeleton of a decision's letter: what it must say, filled from a determination as far as that goes.

The contents are those that the Law on Administrative Discipline for Public Officials (2020), article
45, paragraphs 2 and 3, demands: the person, the facts and evidence, the measure and its basis, the
remedies with their time limits, the organ and the date, the seal. What people must add stands in
brackets; nothing is decided here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from remit.engines.dates import TimeLimit, day_words
from remit.engines.rules.determination import Determination, FactUse, RuleStatus
from remit.engines.rules.pack import EffectKind
from remit.engines.words import Words

_PERSON = Words("［姓名、工作单位和职务］", "[name, unit and post]")
_NO_EVIDENCE = Words("［写明证据］", "[name the evidence]")
_CHOICE = Words(
    "［由有权决定的人在此范围内决定］", "[to be decided within this range by those who may]"
)
_NO_REMEDY = Words("［写明不服决定的途径和期限］", "[the way and time limit of appeal]")
_ORGAN = Words("［作出决定的机关名称、印章］", "[name and seal of the deciding organ]")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the letter."""

    heading: Words
    lines: tuple[Words, ...]


def letter_skeleton(found: Determination) -> tuple[Section, ...]:
    """The parts of the letter in their order."""
    day = day_words(found.on)
    return (
        Section(Words("一、被处理人", "1. The person concerned"), (_PERSON,)),
        Section(Words("二、事实和证据", "2. Facts and evidence"), tuple(_facts(found))),
        Section(
            Words("三、处理的种类和依据", "3. The measure and its basis"), tuple(_measure(found))
        ),
        Section(
            Words("四、救济途径和期限", "4. Remedies and time limits"), tuple(_remedies(found))
        ),
        Section(Words("五、机关和日期", "5. The organ and the date"), (_ORGAN, day)),
    )


def _facts(found: Determination) -> Iterator[Words]:
    """Each fact that a provision rests on, once, with its evidence or a call for it."""
    uses = {
        use.fact: use
        for proof in found.proof
        if proof.status is RuleStatus.APPLIED
        for use in proof.used
    }
    yield from (_fact(use) for use in uses.values())
    for deciding in found.deciding:
        question = deciding.question
        yield Words(f"［待查明：{question.zh}］", f"[still open: {question.en}]")


def _fact(use: FactUse) -> Words:
    evidence = Words("、".join(use.evidence), ", ".join(use.evidence))
    if not use.evidence:
        evidence = _NO_EVIDENCE
    return Words(
        f"{use.question.zh}{use.answer.zh}（{evidence.zh}）",
        f"{use.question.en} {use.answer.en} ({evidence.en})",
    )


def _measure(found: Determination) -> Iterator[Words]:
    yield from (outcome.words for outcome in found.outcomes)
    yield _CHOICE
    for proof in found.proof:
        if proof.status is RuleStatus.APPLIED and any(
            effect.kind is not EffectKind.NOTE for effect in proof.rule.effects
        ):
            cited = proof.rule.citations
            zh, en = "、".join(c.words.zh for c in cited), "; ".join(c.words.en for c in cited)
            yield Words(f"依据{zh}（{proof.rule.title.zh}）", f"By {en} ({proof.rule.title.en})")


def _remedies(found: Determination) -> Iterator[Words]:
    limits = [limit for limit in found.clocks if limit.ends.startswith("appealed")]
    yield from (_limit(limit) for limit in limits)
    if not limits:
        yield _NO_REMEDY


def _limit(limit: TimeLimit) -> Words:
    time, start = limit.unit.of(limit.amount), limit.start_event.en
    return Words(
        f"{limit.name.zh}：{limit.start_event.zh}之日起{time.zh}内（{limit.citation.zh}）",
        f"{limit.name.en}: within {time.en} of {start[:1].lower()}{start[1:]} ({limit.citation.en})",
    )
