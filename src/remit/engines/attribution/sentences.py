"""The reasons in words: what would have averted the harm, what was owed, what was released.

English addresses the person ("Had you ..."), Chinese likewise (“如果您……”); both are written so that
a letter can print them as they stand. Other persons are counted, not named: their names belong to
their own letters.
"""

from fractions import Fraction

from remit.engines.attribution.checking import SOURCE
from remit.engines.attribution.game import Game, Witness
from remit.engines.attribution.situation import Choice, Exemption, Gate, GateKind
from remit.engines.dates import day_words
from remit.engines.figures import amount_text, count_words, share_words
from remit.engines.findings import Finding, Severity, warning
from remit.engines.words import Words

_HELD = {
    GateKind.DUTY: Words("这是您的职责", "it was your duty"),
    GateKind.AUTHORITY: Words("您有相应的权限", "you had the power"),
    GateKind.TOLD: Words("您已被告知", "you had been told"),
    GateKind.RESOURCED: Words("您有所需的条件", "you had the means"),
}
_LACKED = {
    GateKind.DUTY: Words("这不是您的职责", "it was not your duty"),
    GateKind.AUTHORITY: Words("您没有相应的权限", "you did not have the power"),
    GateKind.TOLD: Words("您未被告知", "you had not been told"),
    GateKind.RESOURCED: Words("您没有所需的条件", "you did not have the means"),
}


def person_sentences(
    game: Game,
    person: str,
    share: Fraction,
    witness: Witness | None,
    exemption: Exemption | None,
) -> tuple[Words, ...]:
    """The reasons for one person's share, in the order in which a letter gives them."""
    lines: list[Words] = []
    if witness and share > 0:
        lines += [_had_you(game, witness), *_grounds(game, witness)]
    elif share < 0:
        lines.append(_averting(game))
    lines += _excuses(game, person)
    lines.append(_share(game, share))
    if exemption and share > 0:
        lines.append(_released(exemption))
    return tuple(lines)


def system_sentences(game: Game, remainder: Fraction, released: Fraction) -> tuple[Words, ...]:
    """What the system account holds and why."""
    label, lines = game.situation.outcome.label, []
    if remainder:
        lines.append(
            Words(
                f"即使人人尽责，{label.zh}仍会发生，此部分不由任何个人承担。",
                f"{_capital(label.en)} would have happened although everybody met their duty; "
                "this part falls on nobody.",
            )
        )
    if released:
        part = share_words(released)
        lines.append(
            Words(
                f"获得免责的份额为{part.zh}，记入制度账户，不转由他人承担。",
                f"The exempted part is {part.en}. It goes to the system account and raises "
                "nobody else's share.",
            )
        )
    return tuple(lines)


def finding_of_harm(game: Game) -> tuple[Finding, ...]:
    """Remarks on the harm itself: it did not happen, or it would have happened in any case."""
    label = game.situation.outcome.label
    if not game.harm:
        text = Words(
            f"按所列事实，{label.zh}没有发生，因此没有份额。请核对事实和条件。",
            f"By these facts {label.en} did not happen, so there is nothing to share. "
            "Check the facts and the equations.",
        )
        return (Finding("attribution.no_harm", Severity.WARNING, "outcome", text, SOURCE),)
    if game.harm_without_fault:
        return (
            warning(
                "attribution.harm_without_fault",
                "outcome",
                f"即使人人尽责，{label.zh}仍会发生，全部记入制度账户。请核对是否遗漏了职责。",
                f"{_capital(label.en)} would have happened although everybody met their duty and "
                "is booked to the system account. Check whether a duty was left out.",
                SOURCE,
            ),
        )
    return ()


def _had_you(game: Game, witness: Witness) -> Words:
    choices = [_choice(game, name) for name in witness.own]
    zh = "，并且".join(choice.otherwise.pick("zh") for choice in choices)
    en = " and ".join(choice.otherwise.pick("en") for choice in choices)
    label = game.situation.outcome.label
    if not witness.others:
        return Words(
            f"如果您{zh}，{label.zh}就不会发生；不需要其他人另有作为。",
            f"Had you {en}, {label.en} would not have happened. "
            "Nobody else would have had to act otherwise.",
        )
    count = count_words(len(witness.others))
    return Words(
        f"如果您{zh}，{label.zh}就不会发生；但还须另有{count.zh}也尽到职责。",
        f"Had you {en}, {label.en} would not have happened. "
        f"{count.en} would also have had to act otherwise.",
    )


def _grounds(game: Game, witness: Witness) -> tuple[Words, ...]:
    """Why it was the person's to act: the duty as written and the gates that were open."""
    choices = [_choice(game, name) for name in witness.own]
    gates = dict.fromkeys(gate for choice in choices for gate in choice.gates)
    parts = [_gate(game, gate) for gate in gates]
    if not any(gate.kind is GateKind.DUTY for gate in gates):
        written = dict.fromkeys(choice.citation for choice in choices if choice.citation)
        parts = [_cited(_HELD[GateKind.DUTY], citation) for citation in written] + parts
    if not parts:
        return ()
    english = _capital(_listed([part.en for part in parts]))
    return (Words(f"{'，'.join(part.zh for part in parts)}。", f"{english}."),)


def _gate(game: Game, gate: Gate) -> Words:
    held = _HELD[gate.kind]
    found = next((c for c in game.situation.circumstances if c.id == gate.factor), None)
    if found is None:
        return held
    if found.on and gate.kind is GateKind.TOLD:
        day = day_words(found.on)
        held = Words(held.zh.replace("已", f"已于{day.zh}"), f"{held.en} on {day.en}")
    return _cited(held, found.citation)


def _cited(words: Words, citation: str) -> Words:
    if not citation:
        return words
    return Words(f"{words.zh}（{citation}）", f"{words.en} ({citation})")


def _excuses(game: Game, person: str) -> list[Words]:
    """Departures that do not count because a gate was shut."""
    lines = []
    for name, shut in game.excused.items():
        choice = _choice(game, name)
        if game.situation.person_of(choice.owner) == person:
            lines.append(_excuse(choice, shut))
    return lines


def _excuse(choice: Choice, shut: tuple[str, ...]) -> Words:
    lacked = [_LACKED[gate.kind] for gate in choice.gates if gate.factor in shut]
    zh, en = "，".join(w.zh for w in lacked), _listed([w.en for w in lacked])
    return Words(
        f"关于“{choice.label.zh}”：{zh}，因此不计入您的责任。",
        f"As to “{choice.label.en}”: {en}, so it is not counted to you.",
    )


def _averting(game: Game) -> Words:
    label = game.situation.outcome.label
    return Words(
        f"您的做法使{label.zh}更不容易发生。", f"What you did made {label.en} less likely."
    )


def _share(game: Game, share: Fraction) -> Words:
    outcome = game.situation.outcome
    if not share:
        return Words("您没有份额。", "You have no share.")
    part, whole = share_words(share), amount_text(outcome.amount, outcome.unit)
    amount = amount_text(share * outcome.amount, outcome.unit)
    return Words(
        f"您的份额为{part.zh}，即{amount}（总额{whole}）。",
        f"Your share is {part.en}: {amount} of {whole}.",
    )


def _released(exemption: Exemption) -> Words:
    cite = exemption.citation
    zh, en = (f"（{cite}）", f" ({cite})") if cite else ("", "")
    return Words(
        f"您获得免责：{exemption.reason.zh}{zh}。该份额记入制度账户，任何他人的份额不因此增加。",
        f"You are released: {exemption.reason.en}{en}. The share goes to the system account, and "
        "nobody else's rises for it.",
    )


def _choice(game: Game, name: str) -> Choice:
    return next(choice for choice in game.situation.choices if choice.id == name)


def _listed(parts: list[str]) -> str:
    return " and ".join(", ".join(parts).rsplit(", ", 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
