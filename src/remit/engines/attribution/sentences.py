"""The reasons in words: what would have averted the harm, what was owed, what was released.

English addresses the person ("Had you ..."), Chinese likewise (“如果您……”); both are written so that
a letter can print them as they stand. Other persons are counted, not named: their names belong to
their own letters.
"""

from collections.abc import Sequence
from fractions import Fraction

from remit.engines.attribution.answer import Interval, Witness
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Degree,
    Exemption,
    Gate,
    GateKind,
    State,
)
from remit.engines.attribution.world import World
from remit.engines.dates import day_words
from remit.engines.figures import amount_text, count_words, percent, share_words
from remit.engines.formulas import Is, Not
from remit.engines.words import Words

UNREADABLE = 10_000
OUT_OF_ORDER = Words(
    "较重的损害发生了，而较轻的没有发生。请核对损害的先后次序和条件。",
    "A graver level of the harm happened and a lesser one did not. Check the order of the levels "
    "and what leads to them.",
)
NOT_SEARCHED = Words(
    "涉及人数过多，未能查明谁的行为被他人的行为赶在前面；被赶超者可能因此分得份额。请按事件拆分。",
    "Too many people are involved to find out whose deed was overtaken by another's; whoever was "
    "may have a share all the same. Split the situation by event.",
)
_HELD = {
    GateKind.DUTY: Words("这是您的职责", "it was your duty"),
    GateKind.AUTHORITY: Words("您有相应的权限", "you had the power"),
    GateKind.TOLD: Words("您已被告知", "you had been told"),
    GateKind.RESOURCED: Words("您有所需的条件", "you had the means"),
    GateKind.OBJECTED: Words("您没有提出异议", "you had not objected"),
}
_DOUBTS = {
    State.DISPUTED: Words("尚有争议", "disputed"),
    State.UNKNOWN: Words("尚未查明", "not established"),
}
_LACKED = {
    GateKind.DUTY: Words("这不是您当时的职责", "it was not your duty at the time"),
    GateKind.AUTHORITY: Words("您没有相应的权限", "you did not have the power"),
    GateKind.TOLD: Words("您未被告知", "you had not been told"),
    GateKind.RESOURCED: Words("您没有所需的条件", "you did not have the means"),
    GateKind.OBJECTED: Words("您曾提出异议", "you had objected"),
}


def in_both(words: Words) -> Words:
    """The words with one language standing in for the other where only one was written."""
    return Words(words.pick("zh"), words.pick("en"))


def had_you(world: World, witness: Witness, harm: Words) -> Words:
    """What the person could have done otherwise, what then, and how many others it took."""
    choices = [world.choices[name] for name in witness.own]
    zh = "，并且".join(choice.otherwise.pick("zh") for choice in choices)
    en = " and ".join(choice.otherwise.pick("en") for choice in choices)
    given = _given(world, witness)
    if not witness.others:
        return Words(
            f"如果您{zh}，{given.zh}{harm.zh}就不会发生；不需要其他人另有作为。",
            f"Had you {en}, {given.en}{harm.en} would not have happened. "
            "Nobody else would have had to act otherwise.",
        )
    count = count_words(len(witness.others))
    return Words(
        f"如果您{zh}，{given.zh}{harm.zh}就不会发生；但还须另有{count.zh}也尽到职责。",
        f"Had you {en}, {given.en}{harm.en} would not have happened. "
        f"{count.en} would also have had to act otherwise.",
    )


def _given(world: World, witness: Witness) -> Words:
    """What has to be taken as it in fact was."""
    if not witness.held:
        return Words("", "")
    labels = {equation.id: equation.label for equation in world.situation.equations}
    told = [
        (in_both(labels[name]), world.facts[name]) for name in witness.held if any(labels[name])
    ]
    parts = [
        Words(
            f"“{label.zh}”{'确已发生' if fact else '并未发生'}",
            f"“{label.en}” did {'' if fact else 'not '}in fact happen",
        )
        for label, fact in told
    ]
    if len(told) < len(witness.held):
        parts.append(Words("其余经过照旧", "all else went as it did"))
    return Words(
        f"鉴于事实上{'，'.join(part.zh for part in parts)}，",
        f"and as {_listed([part.en for part in parts])}, ",
    )


def grounds(world: World, witness: Witness) -> tuple[Words, ...]:
    """Why it was the person's to act: the duty as written and the gates that were open."""
    choices = [world.choices[name] for name in witness.own]
    gates = dict.fromkeys(gate for choice in choices for gate in choice.gates)
    parts = [_gate(world, gate) for gate in gates if _telling(world, gate)]
    if not any(gate.kind is GateKind.DUTY for gate in gates):
        written = dict.fromkeys(choice.citation for choice in choices if choice.citation)
        parts = [_cited(_HELD[GateKind.DUTY], citation) for citation in written] + parts
    if not parts:
        return ()
    english = _capital(_listed([part.en for part in parts]))
    return (Words(f"{'，'.join(part.zh for part in parts)}。", f"{english}."),)


def _telling(world: World, gate: Gate) -> bool:
    """Whether the gate says something: that nobody objected is worth no line."""
    return gate.kind is not GateKind.OBJECTED


def _gate(world: World, gate: Gate) -> Words:
    found = _fact(world, gate.factor)
    if found is None:
        return _HELD[gate.kind]
    return _noted(_dated(_HELD[gate.kind], found, gate.kind), found, found.citation)


def _dated(words: Words, found: Choice | Circumstance, kind: GateKind) -> Words:
    """The same with the day, where it was a letter that came or went."""
    if found.on is None or kind not in {GateKind.TOLD, GateKind.OBJECTED}:
        return words
    day = day_words(found.on)
    zh = words.zh.replace("您已", f"您已于{day.zh}").replace("您曾", f"您曾于{day.zh}")
    return Words(zh, f"{words.en} on {day.en}")


def _noted(words: Words, found: Choice | Circumstance, citation: str) -> Words:
    """The same with where it is written and how far it is established."""
    doubt = _DOUBTS.get(found.evidence.state)
    if doubt is None:
        return _cited(words, citation)
    zh, en = (f"{citation}；", f"{citation}; ") if citation else ("", "")
    return Words(f"{words.zh}（{zh}{doubt.zh}）", f"{words.en} ({en}{doubt.en})")


def _fact(world: World, name: str) -> Choice | Circumstance | None:
    """What a factor rests on, where that is one thing alone, or its absence."""
    seen = world.equations.get(name)
    while seen is not None:
        inner = seen.part if isinstance(seen, Not) else seen
        if not isinstance(inner, Is):
            return None
        name = inner.factor
        seen = world.equations.get(name)
    return next((fact for fact in world.situation.facts if fact.id == name), None)


def _cited(words: Words, citation: str) -> Words:
    if not citation:
        return words
    return Words(f"{words.zh}（{citation}）", f"{words.en} ({citation})")


def excuse(world: World, choice: Choice) -> Words:
    """Why a departure does not count: the gates that were shut."""
    shut = [g for g in choice.gates if world.facts[g.factor] is not g.kind.open_when]
    lacked = [_lacked(world, gate) for gate in shut]
    zh, en = "，".join(w.zh for w in lacked), _listed([w.en for w in lacked])
    label = in_both(choice.label)
    return Words(
        f"关于“{label.zh}”：{zh}，因此不计入您的责任。",
        f"As to “{label.en}”: {en}, so it is not counted to you.",
    )


def _lacked(world: World, gate: Gate) -> Words:
    lacked, found = _LACKED[gate.kind], _fact(world, gate.factor)
    if found is None:
        return lacked
    if gate.kind is GateKind.OBJECTED:
        return _noted(_dated(lacked, found, gate.kind), found, found.citation)
    return _noted(lacked, found, "")


def complied(choices: Sequence[Choice]) -> tuple[Words, ...]:
    """What somebody without departures did as it was owed."""
    if not choices:
        return (Words("本事项不涉及您的职责。", "No duty of yours is in question here."),)
    zh = "，并".join(choice.otherwise.pick("zh") for choice in choices)
    en = _listed([choice.otherwise.pick("en") for choice in choices])
    return (Words(f"您尽到了职责：{zh}。", f"You did what was owed: {en}."),)


def averting(harm: Words) -> Words:
    """What a share below zero means."""
    return Words(f"您的做法使{harm.zh}更不容易发生。", f"What you did made {harm.en} less likely.")


def balanced(harm: Words) -> Words:
    """Why a cause gives no share: over all that the others might have done it evens out."""
    return Words(
        f"但总体而言，您的做法并未使{harm.zh}更容易发生。",
        f"On balance, though, what you did made {harm.en} no more likely.",
    )


def no_cause(departed: Sequence[Choice], harm: Words) -> tuple[Words, ...]:
    """Why a departure gives no share: it was overtaken, or it changed nothing."""
    if not departed:
        return ()
    return (
        Words(
            f"您的做法虽偏离职责，但不是{harm.zh}的原因：按当时的经过，无论您怎样做，结果都一样。",
            f"You departed from your duty, but that is no cause of {harm.en}: as things went, it "
            "would have come about whatever you did.",
        ),
    )


def share_sentence(
    share: Fraction, whole: Fraction, unit: str, *, released: bool, drawn: bool
) -> Words:
    """The share in words and as an amount of the whole.

    Of somebody `released` it is said what it would be, of one `drawn` by lot that it is about so.
    """
    if not share:
        return Words("您没有份额。", "You have no share.")
    part = _about(share) if drawn else _part(share)
    zh, en = ("本应为", "would be") if released else ("为", "is")
    zh, en = f"您的份额{zh}{part.zh}", f"Your share {en} {part.en}"
    if not unit:
        return Words(f"{zh}。", f"{en}.")
    amount, total = amount_text(share * whole, unit), amount_text(whole, unit)
    return Words(f"{zh}，即{amount}（总额{total}）。", f"{en}: {amount} of {total}.")


def weighed(degree: Degree, share: Fraction, plain: Fraction) -> tuple[Words, ...]:
    """What the degree of responsibility changed."""
    if share == plain:
        return ()
    before = _part(plain)
    zh, en = in_both(degree.name)
    zh, en = _cited(Words(f"“{zh}”", f"“{en}”"), degree.citation)
    return (
        Words(
            f"您的责任程度为{zh}，权重{degree.weight}；若不计责任程度，份额为{before.zh}。",
            f"Your degree of responsibility is {en}, with a weight of {degree.weight}; with equal "
            f"degrees your share would be {before.en}.",
        ),
    )


def disputed(interval: Interval | None, label: Words) -> tuple[Words, ...]:
    """Between what limits the share lies while facts are disputed, and which fact decides."""
    if interval is None or interval.low == interval.high:
        return ()
    low, high = _per_cent(interval.low), _per_cent(interval.high)
    zh, en = "", ""
    if interval.deciding:
        zh = f"影响最大的是“{label.zh}”是否属实。"
        en = f" What decides most is whether “{label.en}” is true."
    return (
        Words(
            f"因部分事实尚有争议，份额在{low.zh}至{high.zh}之间；处理时以较低者为准。{zh}",
            f"Because facts are disputed, your share lies between {low.en} and {high.en}; the "
            f"lower figure counts.{en}",
        ),
    )


def blamed(blame: Fraction | None) -> tuple[Words, ...]:
    """How far the person could have known, as a degree of blame."""
    if blame is None:
        return ()
    part = _per_cent(blame)
    return (
        Words(
            f"按您当时所能知道的情况，可归咎的程度为{part.zh}。",
            f"Judged by what you could know at the time, your degree of blame is {part.en}.",
        ),
    )


def released(exemption: Exemption) -> Words:
    """That the person is exempt, why, and where the share goes."""
    reason = _cited(in_both(exemption.reason), exemption.citation)
    return Words(
        f"您获得免责：{reason.zh}。该份额记入制度账户，任何他人的份额不因此增加。",
        f"You are released: {reason.en}. The share goes to the system account, and nobody else's "
        "rises for it.",
    )


def no_harm(harm: Words) -> Words:
    """That there is nothing to share by these facts."""
    return Words(
        f"按所列事实，{harm.zh}没有发生，因此没有份额。请核对事实和条件。",
        f"By these facts {harm.en} did not happen, so there is nothing to share. "
        "Check the facts and the equations.",
    )


def in_any_case(harm: Words) -> Words:
    """That the harm would have come about without anybody's departure."""
    return Words(
        f"即使人人尽责，{harm.zh}仍会发生，该部分记入制度账户。请核对是否遗漏了职责。",
        f"{_capital(harm.en)} would have happened even if everybody had met their duty; that part "
        "is booked to the system account. Check whether a duty was left out.",
    )


def left_out(what: Words) -> Words:
    """That a part of the answer is missing because the situation is too large for it."""
    return Words(
        f"情形过大，未在预算内算出：{what.zh}。请提高预算或按事件拆分。",
        f"The situation is too large: {what.en} was left out. Raise the budget, or split by event.",
    )


def system_sentences(harm: Words, remainder: Fraction, exempted: Fraction) -> tuple[Words, ...]:
    """What the system account holds and why."""
    lines = []
    if remainder == 1:
        lines.append(
            Words(
                f"即使人人尽责，{harm.zh}仍会发生，不由任何个人承担。",
                f"{_capital(harm.en)} would have happened even if everybody had met their duty; "
                "it falls on nobody.",
            )
        )
    elif remainder:
        part = _part(remainder)
        lines.append(
            Words(
                f"即使人人尽责仍会发生的部分为{part.zh}，不由任何个人承担。",
                f"{_capital(part.en)} would have happened even if everybody had met their duty; "
                "it falls on nobody.",
            )
        )
    if exempted:
        part = _part(exempted)
        lines.append(
            Words(
                f"获得免责的份额为{part.zh}，记入制度账户，不转由他人承担。",
                f"The exempted part is {part.en}. It goes to the system account and raises "
                "nobody else's share.",
            )
        )
    return tuple(lines)


def _part(share: Fraction) -> Words:
    """A share in words; one that no fraction tells well is told per hundred."""
    if share.denominator < UNREADABLE:
        return share_words(share)
    return _about(share)


def _about(share: Fraction) -> Words:
    part = _per_cent(share)
    return Words(f"约{part.zh}", f"about {part.en}")


def _per_cent(share: Fraction) -> Words:
    text = percent(share)
    return Words(text.replace(" ", ""), text)


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
