"""What a determination has to warn of: what it could not reckon, and what a person must check."""

from collections.abc import Iterator, Sequence
from datetime import date

from remit.engines.dates import day_words
from remit.engines.findings import Finding, error, warning
from remit.engines.rules.determination import RuleProof, RuleStatus
from remit.engines.rules.evaluation import Evaluation
from remit.engines.rules.pack import EffectKind
from remit.engines.rules.sources import Verification

SOURCE = "docs/explanation/rules.md"


def too_many(case: Evaluation, facts: Sequence[str]) -> Finding:
    """That the open facts are too many to go through."""
    names = ", ".join(facts)
    return error(
        "rules.too_many_unknowns",
        case.pack.id,
        f"未查明的事实过多，无法穷尽可能的结果。请先查明：{names}。",
        f"Too many facts are open to go through every possible result. Settle first: {names}.",
        SOURCE,
    )


def conflict(case: Evaluation) -> Finding:
    """That provisions clash, naming every one that may be part of it."""
    bands = [r for r in case.rules if r.has(EffectKind.BAND) and case.truth[r.id] is not False]
    zh = "、".join(rule.citations[0].words.zh for rule in bands)
    en = "; ".join(rule.citations[0].words.en for rule in bands)
    return warning(
        "rules.bands_conflict",
        ", ".join(rule.id for rule in bands),
        f"{zh}给出不同的处理，而规则包未规定如何并合，请由人判断并说明理由。",
        f"{en} give different measures, and the pack does not say which goes first. A person must judge "
        "and give the reason.",
        SOURCE,
    )


def cautions(case: Evaluation, proof: Sequence[RuleProof]) -> tuple[Finding, ...]:
    """Provisions applied that were not read in full, and assertions that do not count."""
    return (*_unverified(proof), *_unheeded(case))


def _unverified(proof: Sequence[RuleProof]) -> Iterator[Finding]:
    for one in proof:
        rule = one.rule
        if one.status is RuleStatus.APPLIED and rule.verification is not Verification.READ:
            cited = rule.citations[0]
            yield warning(
                "rules.unverified_provision",
                rule.id,
                f"{cited.words.zh}的原文未经全文核对。作出决定前请核对原文。",
                f"The wording of {cited.words.en} was not checked in full. Check it before deciding.",
                cited.reference,
            )


def _unheeded(case: Evaluation) -> Iterator[Finding]:
    for name in case.unheeded:
        term = case.pack.term(name)
        zh = "、".join(party.words.zh for party in term.may_assert)
        en = ", ".join(party.words.en for party in term.may_assert)
        yield warning(
            "rules.may_not_assert",
            name,
            f"“{term.question.zh}”只能由{zh}说明；其他人的说法不作依据，该事实仍视为未查明。",
            f"“{term.question.en}” can only be answered by {en}. What others assert does not count, and "
            "the fact stays open.",
            SOURCE,
        )


def day_findings(case: Evaluation, on: date) -> tuple[Finding, ...]:
    """An act after its decision, and an act of a day from which the pack holds no rules."""
    return (*_reversed(case, on), *_before_all(case))


def _reversed(case: Evaluation, on: date) -> Iterator[Finding]:
    if case.act_on > on:
        yield warning(
            "rules.act_after_decision",
            "act_on",
            "行为日晚于决定日。请核对两个日期。",
            "The day of the act lies after the day of the decision. Check both.",
        )


def _before_all(case: Evaluation) -> Iterator[Finding]:
    if case.pack.rules and not any(case.act_on in rule.valid for rule in case.pack.rules):
        day = day_words(case.act_on)
        yield warning(
            "rules.no_rules_then",
            "act_on",
            f"规则包没有{day.zh}施行的规定。请另行查找当时的规定。",
            f"The pack holds no rule that was in force on {day.en}. Look up the rules of that day.",
            SOURCE,
        )
