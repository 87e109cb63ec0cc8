"""Rules in words: what a rule asks and what follows from it, as a lawyer would read it aloud."""

from collections.abc import Iterable, Sequence

from remit.engines.rules.conditions import Atom, Condition, Every, No, Some, Test
from remit.engines.rules.pack import Effect, EffectKind, Modality, Pack, Rule
from remit.engines.words import Words

FEW = 3
_BOUNDS = {
    Test.ABOVE: Words("超过{}", "more than {}"),
    Test.AT_LEAST: Words("达到{}以上（含本数）", "at least {}"),
    Test.BELOW: Words("不足{}", "less than {}"),
    Test.AT_MOST: Words("不超过{}", "at most {}"),
}
_LEANS = {
    ("lighter", Modality.MAY): Words("可以从轻", "a lighter choice within the range is allowed"),
    ("lighter", Modality.SHALL): Words("应当从轻", "the lighter end of the range is to be chosen"),
    ("heavier", Modality.MAY): Words("可以从重", "a heavier choice within the range is allowed"),
    ("heavier", Modality.SHALL): Words("应当从重", "the heavier end of the range is to be chosen"),
}


def condition_words(pack: Pack, condition: Condition) -> Words:
    """A condition as one sentence without a full stop."""
    match condition:
        case Atom():
            return _atom(pack, condition)
        case Every(parts):
            return _joined(pack, parts, Words("；并且", "; and "))
        case Some(parts):
            inner = _joined(pack, parts, Words("，或者", ", or "))
            return Words(f"以下之一：{inner.zh}", f"one of: {inner.en}")
        case No(part):
            inner = condition_words(pack, part)
            return Words(f"并非（{inner.zh}）", f"not ({inner.en})")
    if condition:
        return Words("任何情况", "in every case")
    return Words("从不", "never")


def _joined(pack: Pack, parts: Iterable[Condition], between: Words) -> Words:
    told = [condition_words(pack, part) for part in parts]
    return Words(between.zh.join(t.zh for t in told), between.en.join(t.en for t in told))


def _atom(pack: Pack, atom: Atom) -> Words:
    term = pack.term(atom.fact)
    if atom.test is Test.IN:
        zh, en = _listed([term.says(value) for value in atom.values])
    else:
        bound = term.says(atom.values[0])
        zh, en = _BOUNDS[atom.test].zh.format(bound.zh), _BOUNDS[atom.test].en.format(bound.en)
    return Words(f"{term.question.zh}{zh}", f"{term.question.en} {en}")


def _listed(answers: Sequence[Words]) -> tuple[str, str]:
    if len(answers) <= FEW:
        return "或者".join(a.zh for a in answers), " or ".join(a.en for a in answers)
    zh, en = "；".join(a.zh for a in answers), "; ".join(a.en for a in answers)
    return f"下列之一：{zh}", f"one of: {en}"


def effect_words(pack: Pack, effect: Effect) -> Words:
    """What one effect does, as a short phrase."""
    modality, names = effect.modality.words, [rung.name for rung in pack.ladder]
    high = names[effect.high]
    match effect.kind:
        case EffectKind.BAND:
            return _band(names[effect.low], high)
        case EffectKind.EXEMPT:
            return Words(f"{modality.zh}免予处理", f"{modality.en} be exempt")
        case EffectKind.SHIFT:
            return _shift(effect)
        case EffectKind.LEAN:
            return _LEANS[effect.lean, effect.modality]
        case EffectKind.CAP:
            return Words(f"最重不超过{high.zh}", f"nothing above {high.en}")
        case EffectKind.CONCUR:
            return Words(f"{modality.zh}并用{high.zh}", f"{high.en} {modality.en} be added")
        case EffectKind.NOTE:
            return Words(effect.note.zh.rstrip("。"), effect.note.en.rstrip("."))


def _band(low: Words, high: Words) -> Words:
    return low if low == high else Words(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")


def _shift(effect: Effect) -> Words:
    steps, modality = abs(effect.steps), effect.modality.words
    rungs = "one rung" if steps == 1 else f"{steps} rungs"
    if effect.steps < 0:
        return Words(f"{modality.zh}减轻{steps}档", f"{modality.en} be reduced by {rungs}")
    return Words(f"{modality.zh}加重{steps}档", f"{modality.en} be raised by {rungs}")


def rule_words(pack: Pack, rule: Rule) -> Words:
    """A rule as one sentence: when this, then that."""
    condition = condition_words(pack, rule.condition)
    effects = [effect_words(pack, effect) for effect in rule.effects]
    return Words(
        f"{condition.zh}——{'；'.join(e.zh for e in effects)}。",
        f"{condition.en} — {'; '.join(e.en for e in effects)}.",
    )
