"""A situation as cards and links: what the graph of causes shows, before anything has a place.

A factor becomes a card; an equation becomes a gate, or vanishes where it only repeats or negates
one other factor. What leads nowhere is left out, but never a choice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction

from remit.engines.attribution.answer import PersonShare, Report
from remit.engines.attribution.causes import Part
from remit.engines.attribution.pictures.captions import (
    EXEMPTED,
    SYSTEM,
    amount_of,
    capital,
    name_of,
    percent_text,
    share_text,
    told,
)
from remit.engines.attribution.pictures.sheet import MARKS
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Evidence,
    GateKind,
    Level,
    State,
)
from remit.engines.attribution.world import World
from remit.engines.figures import amount_text
from remit.engines.words import Words

LACKED = {
    GateKind.DUTY: Words("不是其职责", "not their duty"),
    GateKind.AUTHORITY: Words("没有权限", "no power"),
    GateKind.TOLD: Words("未被告知", "not told"),
    GateKind.RESOURCED: Words("没有条件", "no means"),
    GateKind.OBJECTED: Words("提出过异议", "had objected"),
}


class Form(Enum):
    """What a card stands for."""

    CHOICE = auto()
    CIRCUMSTANCE = auto()
    GATE = auto()
    HARM = auto()
    ACCOUNT = auto()


class Standing(Enum):
    """How a choice stands in the reckoning."""

    COUNTED = auto()
    EXEMPTED = auto()
    EXCUSED = auto()
    OVERTAKEN = auto()
    MET = auto()
    HARMLESS = auto()


@dataclass(frozen=True, slots=True)
class Card:
    """What is written on one box: `share` is drawn as an area in `fill` ("" for hatched)."""

    form: Form
    held: bool
    heading: str = ""
    under: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    share: Fraction | None = None
    figure: str = ""
    amount: str = ""
    fill: str = ""
    standing: Standing = Standing.MET
    spoken: str = ""


def marks(report: Report) -> Mapping[str, str]:
    """The colour of every person."""
    return {p.person: MARKS[place % len(MARKS)] for place, p in enumerate(report.persons)}


@dataclass(frozen=True)
class Cards:
    """Writes the cards of one situation in one language."""

    world: World
    report: Report
    language: str

    def choice(self, choice: Choice) -> Card:
        """Who, what was done, the share, and why it does not count if it does not."""
        owner = self.world.situation.owner_of[choice.id]
        person = next((p for p in self.report.persons if owner and p.person == owner.person), None)
        share = dict(person.by_choice).get(choice.id, Fraction(0)) if person else Fraction(0)
        standing = self._standing(choice, person, share)
        name = name_of(person, self.language) if person else ""
        text = told(choice.label if choice.departs else choice.otherwise, self.language)
        notes = (*self._why(choice, standing, person, share), *self._doubt(choice.evidence))
        spoken = self._spoken([name, text, share_text(share, self.report, self.language), *notes])
        card = Card(
            Form.CHOICE,
            held=True,
            heading=name,
            under=told(owner.post, self.language) if owner else "",
            text=text,
            notes=notes,
            standing=standing,
            spoken=spoken,
        )
        if standing not in {Standing.COUNTED, Standing.EXEMPTED} or person is None:
            return card
        fill = marks(self.report)[person.person] if standing is Standing.COUNTED else ""
        return self._with_share(card, share, fill)

    def _with_share(self, card: Card, share: Fraction, fill: str) -> Card:
        figure, amount = percent_text(share, self.language), amount_of(share, self.report)
        return replace(card, share=share, figure=figure, amount=amount, fill=fill)

    def _standing(self, choice: Choice, person: PersonShare | None, share: Fraction) -> Standing:
        if not self.report.harm:
            return Standing.HARMLESS
        if choice.id in self.world.excused:
            return Standing.EXCUSED
        if self.world.facts[choice.id] == choice.baseline:
            return Standing.MET
        if person is None or (person.part is Part.NONE and not share):
            return Standing.OVERTAKEN
        return Standing.EXEMPTED if person.exempted and share > 0 else Standing.COUNTED

    def _why(
        self, choice: Choice, standing: Standing, person: PersonShare | None, share: Fraction
    ) -> Iterator[str]:
        match standing:
            case Standing.EXCUSED:
                shut = self.world.excused[choice.id]
                lacked = [LACKED[gate.kind] for gate in choice.gates if gate.factor in shut]
                zh, en = "，".join(w.zh for w in lacked), ", ".join(w.en for w in lacked)
                yield self._pick(f"不计入：{zh}", f"Not counted: {en}")
            case Standing.EXEMPTED if person and person.exempted:
                why, exempted = told(person.exempted.reason, self.language), EXEMPTED
                yield self._pick(f"{exempted.zh}：{why}", f"{exempted.en}: {why}")
            case Standing.OVERTAKEN:
                yield self._pick(
                    "不是原因：没有它损害也会发生", "No cause: the harm came without it"
                )
            case Standing.MET:
                yield self._pick("已尽职责", "Duty met")
            case Standing.COUNTED if share < 0:
                yield self._pick("使损害更不易发生", "Made the harm less likely")
            case Standing.COUNTED if person and len(person.by_choice) > 1:
                whole = percent_text(person.unexempted_share, self.language)
                yield self._pick(f"本人合计{whole}", f"This person in all: {whole}")

    def _doubt(self, evidence: Evidence) -> Iterator[str]:
        match evidence.state:
            case State.DISPUTED if evidence.probability is not None:
                chance = percent_text(evidence.probability, self.language)
                yield self._pick(f"事实有争议（概率{chance}）", f"Fact disputed ({chance} likely)")
            case State.DISPUTED:
                yield self._pick("事实有争议", "Fact disputed")
            case State.UNKNOWN:
                yield self._pick("事实不明", "Fact unknown")

    def circumstance(self, fact: Circumstance) -> Card:
        """What was so, or was not."""
        held = self.world.facts[fact.id]
        denied = () if held else (self._pick("实际并非如此", "Not so in fact"),)
        text = capital(told(fact.label, self.language))
        notes = (*denied, *self._doubt(fact.evidence))
        spoken = self._spoken([text, *notes])
        return Card(Form.CIRCUMSTANCE, held=held, text=text, notes=notes, spoken=spoken)

    def gate(self, words: Words, label: Words, *, held: bool) -> Card:
        """How causes come together."""
        heading, text = words.pick(self.language), told(label, self.language)
        spoken = self._spoken([heading, text])
        return Card(Form.GATE, held=held, heading=heading, text=text, spoken=spoken)

    def harm(self, level: Level, words: Words) -> Card:
        """One level of the harm, how it came together, and its amount."""
        held = self.world.facts[level.factor]
        amount = amount_text(level.amount, self.report.unit)
        first = level.factor == self.world.situation.outcome.factor
        notes = [amount if first else self._pick(f"另加{amount}", f"{amount} more")]
        notes += [] if held else [self._pick("没有发生", "Did not happen")]
        heading = capital(told(level.label, self.language))
        under = words.pick(self.language)
        spoken = self._spoken([heading, *notes])
        return Card(
            Form.HARM, held=held, heading=heading, under=under, notes=tuple(notes), spoken=spoken
        )

    def account(self) -> Card:
        """What nobody answers for."""
        system, notes = self.report.system, []
        if system.remainder:
            part = percent_text(system.remainder, self.language)
            notes.append(self._pick(f"{part}：无人有责防止", f"{part}: nobody owed to prevent it"))
        if system.exempted:
            part = percent_text(system.exempted, self.language)
            notes.append(self._pick(f"{part}：{EXEMPTED.zh}", f"{part}: exempted"))
        heading = SYSTEM.pick(self.language)
        spoken = [heading, share_text(system.share, self.report, self.language), *notes]
        card = Card(
            Form.ACCOUNT,
            held=True,
            heading=heading,
            notes=tuple(notes),
            spoken=self._spoken(spoken),
        )
        return self._with_share(card, system.share, "")

    def _pick(self, zh: str, en: str) -> str:
        return Words(zh, en).pick(self.language)

    def _spoken(self, parts: list[str]) -> str:
        return self._pick("，", ", ").join(part for part in parts if part)
