"""The parts of a pack by name, each with traits that can be compared and said in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.dates import Period, day_words
from remit.engines.rules.pack import Choice, DatedLimit, Duty, Effect, Measure, Pack, Rule
from remit.engines.rules.sources import Citation, Instrument, Verification
from remit.engines.rules.vocabulary import Term
from remit.engines.rules.wording import condition_words, effect_words
from remit.engines.words import Words


class Part(StrEnum):
    """What kind of part of a pack differs, in the order in which differences are told."""

    INSTRUMENT = "instrument"
    FACT = "fact"
    MEASURE = "measure"
    PROVISION = "provision"
    CONCURRENCE = "concurrence"
    TRANSITION = "transition"
    DUTY = "duty"
    CLOCK = "clock"

    @property
    def words(self) -> Words:
        """The kind as a reader sees it."""
        return _PARTS[self]


class Trait(StrEnum):
    """What about a part is compared."""

    TEXT = "text"
    CONDITION = "condition"
    EFFECT = "effect"
    MODALITY = "modality"
    OVERRIDES = "overrides"
    VALIDITY = "validity"
    CITATION = "citation"
    VERIFICATION = "verification"
    ANSWERS = "answers"
    ASSERTED_BY = "asserted_by"
    PLACE = "place"
    PERIOD = "period"
    RULE = "rule"

    @property
    def words(self) -> Words:
        """The trait as a reader sees it."""
        return _TRAITS[self]


_PARTS = {
    Part.INSTRUMENT: Words("依据", "instrument"),
    Part.FACT: Words("事实", "fact"),
    Part.MEASURE: Words("处理方式", "measure"),
    Part.PROVISION: Words("规定", "provision"),
    Part.CONCURRENCE: Words("并合规则", "rule on concurrence"),
    Part.TRANSITION: Words("新旧法衔接", "rule of transition"),
    Part.DUTY: Words("程序义务", "duty of procedure"),
    Part.CLOCK: Words("期限", "time limit"),
}
_TRAITS = {
    Trait.TEXT: Words("文字", "wording"),
    Trait.CONDITION: Words("条件", "condition"),
    Trait.EFFECT: Words("效果", "effect"),
    Trait.MODALITY: Words("可以或者应当", "may or shall"),
    Trait.OVERRIDES: Words("优先于", "goes before"),
    Trait.VALIDITY: Words("施行期间", "days of force"),
    Trait.CITATION: Words("出处", "citation"),
    Trait.VERIFICATION: Words("核对程度", "verification"),
    Trait.ANSWERS: Words("取值", "answers"),
    Trait.ASSERTED_BY: Words("可由谁主张", "who may assert it"),
    Trait.PLACE: Words("轻重次序", "place on the ladder"),
    Trait.PERIOD: Words("长度", "length"),
    Trait.RULE: Words("规则", "rule"),
}
_CHOICES = {
    Choice.LIGHTER: Words("从旧兼从轻", "the lighter law"),
    Choice.ACT: Words("适用行为时的规定", "the law of the day of the act"),
    Choice.DECISION: Words("适用决定时的规定", "the law of the day of the decision"),
}
_VERIFIED = {
    Verification.READ: Words("已读全文", "read in full"),
    Verification.EXCERPT: Words("仅见摘录", "seen in excerpt"),
    Verification.BELIEVED: Words("未核对", "believed, not checked"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part by name: what is compared of every trait, and how it is said."""

    title: Words
    traits: Mapping[Trait, tuple[object, Words]]


def _instruments(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for each in pack.instruments:
        yield each.id, Sheet(each.title, _instrument_traits(each))


def _instrument_traits(each: Instrument) -> Mapping[Trait, tuple[object, Words]]:
    text = Words(f"{each.title.zh}，{each.issuer.zh}", f"{each.title.en}, {each.issuer.en}")
    return {
        Trait.TEXT: ((text, each.number, each.promulgated), text),
        Trait.VALIDITY: _validity(each.valid),
        Trait.VERIFICATION: (each.verification, _VERIFIED[each.verification]),
    }


def _facts(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for term in pack.vocabulary:
        yield term.id, Sheet(term.question, _fact_traits(term))


def _fact_traits(term: Term) -> Mapping[Trait, tuple[object, Words]]:
    answers = [*(words for _, words in term.values), *([term.unit] if any(term.unit) else [])]
    return {
        Trait.TEXT: (term.question, term.question),
        Trait.ANSWERS: ((term.type, term.values, term.unit), _listed(answers)),
        Trait.ASSERTED_BY: (
            frozenset(term.may_assert),
            _listed(party.words for party in term.may_assert),
        ),
    }


def _measures(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for below, measure in zip(pack.ladder, pack.ladder[1:], strict=False):
        yield measure.code, Sheet(measure.name, _measure_traits(below, measure))


def _measure_traits(below: Measure, measure: Measure) -> Mapping[Trait, tuple[object, Words]]:
    months = measure.period_months
    period = Words(f"{months}个月", f"{months} months") if months else Words("", "")
    above = Words(f"在{below.name.zh}之上", f"above {below.name.en}")
    return {
        Trait.TEXT: (measure.name, measure.name),
        Trait.PLACE: ((below.code, measure.kind), above),
        Trait.PERIOD: (months, period),
        Trait.CITATION: _cited([measure.citation] if measure.citation else []),
    }


def _provisions(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for rule in pack.rules:
        yield rule.id, Sheet(rule.title, _provision_traits(pack, rule))


def _provision_traits(pack: Pack, rule: Rule) -> Mapping[Trait, tuple[object, Words]]:
    said = _listed(effect_words(pack, effect) for effect in rule.effects)
    overrides = ", ".join(rule.overrides)
    return {
        Trait.TEXT: (rule.title, rule.title),
        Trait.CONDITION: (rule.condition, condition_words(pack, rule.condition)),
        Trait.EFFECT: (frozenset(_effect(pack, effect) for effect in rule.effects), said),
        Trait.MODALITY: (rule.modality, rule.modality.words),
        Trait.OVERRIDES: (frozenset(rule.overrides), Words(overrides, overrides)),
        Trait.VALIDITY: _validity(rule.valid),
        Trait.CITATION: _cited(rule.citations),
        Trait.VERIFICATION: (rule.verification, _VERIFIED[rule.verification]),
    }


def _effect(pack: Pack, effect: Effect) -> object:
    """What an effect does, by measures and not by rungs, and apart from may or shall."""
    ends = pack.ladder[effect.low].code, pack.ladder[effect.high].code
    return effect.kind, *ends, effect.steps, effect.lean, effect.note


def _concurrences(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    if pack.concurrence is not None:
        heaviest = Words("数个幅度择重处理", "of several ranges the heaviest")
        cited = _cited([pack.concurrence.citation])
        traits = {Trait.RULE: (pack.concurrence.like, heaviest), Trait.CITATION: cited}
        yield "concurrence", Sheet(heaviest, traits)


def _transitions(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for each in pack.transitions:
        title, rule = day_words(each.since), _CHOICES[each.choice]
        traits: Mapping[Trait, tuple[object, Words]] = {
            Trait.RULE: ((each.choice, each.concluded_then), rule),
            Trait.CITATION: _cited([each.citation]),
        }
        yield each.since.isoformat(), Sheet(title, traits)


def _duties(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for duty in pack.duties:
        yield duty.id, Sheet(duty.text, _duty_traits(duty))


def _duty_traits(duty: Duty) -> Mapping[Trait, tuple[object, Words]]:
    return {
        Trait.TEXT: (duty.text, duty.text),
        Trait.VALIDITY: _validity(duty.valid),
        Trait.CITATION: _cited([duty.citation]),
    }


def _clocks(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    for clock in pack.clocks:
        yield clock.limit.id, Sheet(clock.limit.name, _clock_traits(clock))


def _clock_traits(clock: DatedLimit) -> Mapping[Trait, tuple[object, Words]]:
    limit = clock.limit
    length = (limit.amount, limit.unit, limit.extension, limit.cap, limit.roll)
    return {
        Trait.TEXT: ((limit.name, limit.start_event, limit.expiry), limit.name),
        Trait.CONDITION: ((limit.starts, limit.ends), limit.start_event),
        Trait.PERIOD: (length, limit.unit.of(limit.amount)),
        Trait.VALIDITY: _validity(clock.valid),
        Trait.CITATION: _cited([clock.citation]),
    }


SHEETS: Mapping[Part, Callable[[Pack], Iterator[tuple[str, Sheet]]]] = {
    Part.INSTRUMENT: _instruments,
    Part.FACT: _facts,
    Part.MEASURE: _measures,
    Part.PROVISION: _provisions,
    Part.CONCURRENCE: _concurrences,
    Part.TRANSITION: _transitions,
    Part.DUTY: _duties,
    Part.CLOCK: _clocks,
}
"""For every kind of part the parts of a pack, in its order."""


def _validity(valid: Period) -> tuple[object, Words]:
    since = day_words(valid.since)
    if valid.until is None:
        return valid, Words(f"自{since.zh}起", f"from {since.en}")
    until = day_words(valid.until)
    return valid, Words(f"{since.zh}至{until.zh}（不含）", f"{since.en} until before {until.en}")


def _cited(citations: Iterable[Citation]) -> tuple[object, Words]:
    cited = list(citations)
    return [each.reference for each in cited], _listed(each.words for each in cited)


def _listed(texts: Iterable[Words]) -> Words:
    given = list(texts)
    return Words("、".join(t.zh for t in given), "; ".join(t.en for t in given))
