"""The proof: what became of every rule, and why, in words a letter can print."""

from collections.abc import Iterable, Sequence

from remit.engines.dates import day_words
from remit.engines.rules.conditions import facts_of, support
from remit.engines.rules.determination import (
    Determination,
    FactUse,
    Reasons,
    RuleProof,
    RuleStatus,
)
from remit.engines.rules.evaluation import Evaluation
from remit.engines.rules.facts import Fact, FactStatus
from remit.engines.rules.laws import Law
from remit.engines.rules.pack import Rule
from remit.engines.rules.sources import Verification
from remit.engines.words import Words

UNSAID = Fact(None, FactStatus.UNKNOWN)
_CAUTION = {
    Verification.READ: Words("", ""),
    Verification.EXCERPT: Words(
        "（仅见摘录，须核对原文）", " (seen in excerpt only: check the text)"
    ),
    Verification.BELIEVED: Words("（未见原文，须核对）", " (text not seen: check it)"),
}


def proofs(case: Evaluation, applied: Sequence[Law]) -> tuple[RuleProof, ...]:
    """What became of every rule of the pack, in the pack's order, under the laws applied."""
    asked = {rule.id for rule in case.rules}
    return tuple(
        _proof(case, rule, applied) if rule.id in asked else _past(case, rule)
        for rule in case.pack.rules
    )


def _past(case: Evaluation, rule: Rule) -> RuleProof:
    def reasoned() -> Reasons:
        day = day_words(case.laws.days[0])
        sentence = Words(f"{day.zh}未施行。", f"not in force on {day.en}.")
        return Reasons(_headed(rule, sentence))

    return RuleProof(rule, RuleStatus.NOT_IN_FORCE, reasoned)


def _proof(case: Evaluation, rule: Rule, applied: Sequence[Law]) -> RuleProof:
    places = [n for n, name in enumerate(case.laws.names) if name in applied and case.of(rule, n)]
    if not places:
        return RuleProof(rule, RuleStatus.OTHER_LAW, lambda: _other_law(case, rule))
    truth = case.truth[rule.id]
    if truth is False:
        return RuleProof(rule, RuleStatus.NOT_APPLIED, lambda: _not_applied(case, rule))
    if truth is None:
        asked = facts_of(case.left[rule.id])
        return RuleProof(rule, RuleStatus.OPEN, lambda: _open(case, rule, asked))
    defeaters = _of_laws(case.defeaters(rule, place) for place in places)
    if defeaters:
        by = tuple(other.id for other in defeaters)
        defeated = RuleStatus.DEFEATED
        return RuleProof(rule, defeated, lambda: _defeated(case, rule, defeaters), by)
    threats = _of_laws(case.threats(rule, place) for place in places)
    if threats:
        lacking = dict.fromkeys(f for other in threats for f in facts_of(case.left[other.id]))
        return RuleProof(rule, RuleStatus.OPEN, lambda: _open(case, rule, lacking))
    return RuleProof(rule, RuleStatus.APPLIED, lambda: _applied(case, rule))


def _of_laws(found: Iterable[tuple[Rule, ...]]) -> tuple[Rule, ...]:
    return tuple({rule.id: rule for rules in found for rule in rules}.values())


def _applied(case: Evaluation, rule: Rule) -> Reasons:
    used = _used(case, rule, wanted=True)
    sentence = Words(f"适用。{_told_zh(used)}", f"applies. {_told_en(used)}".rstrip())
    return Reasons(_headed(rule, sentence), used)


def _other_law(case: Evaluation, rule: Rule) -> Reasons:
    cited = case.laws.transition.citation.words if case.laws.transition else Words("", "")
    sentence = Words(
        f"不适用：依{cited.zh}适用另一时间的规定。",
        f"is not applied: by {cited.en} the law of the other day is.",
    )
    return Reasons(_headed(rule, sentence))


def _not_applied(case: Evaluation, rule: Rule) -> Reasons:
    lacking = _used(case, rule, wanted=False)
    sentence = Words(f"不适用。{_told_zh(lacking)}", f"does not apply. {_told_en(lacking)}")
    return Reasons(_headed(rule, sentence), lacking=lacking)


def _open(case: Evaluation, rule: Rule, facts: Iterable[str]) -> Reasons:
    lacking = tuple(_use(case, fact, rule) for fact in facts)
    zh = "".join(f"“{use.question.zh}”" for use in lacking)
    en = ", ".join(f"“{use.question.en}”" for use in lacking)
    sentence = Words(
        f"是否适用尚不能确定，取决于{zh}", f"may or may not apply; it depends on {en}."
    )
    used = _used(case, rule, wanted=True) if case.truth[rule.id] else ()
    return Reasons(_headed(rule, sentence), used, lacking)


def _defeated(case: Evaluation, rule: Rule, defeaters: tuple[Rule, ...]) -> Reasons:
    used = _used(case, rule, wanted=True)
    zh = "、".join(other.citations[0].words.zh for other in defeaters)
    en = ", ".join(other.citations[0].words.en for other in defeaters)
    sentence = Words(
        f"条件成立，但{zh}优先适用。{_told_zh(used)}",
        f"its conditions are met, but {en} goes before it. {_told_en(used)}".rstrip(),
    )
    return Reasons(_headed(rule, sentence), used)


def _used(case: Evaluation, rule: Rule, *, wanted: bool) -> tuple[FactUse, ...]:
    """The facts that make the rule's condition come out as it does."""
    decisive = support(rule.condition, case.known, wanted=wanted)
    return tuple(_use(case, fact, rule) for fact in decisive or facts_of(rule.condition))


def _use(case: Evaluation, name: str, rule: Rule) -> FactUse:
    """A fact as the rule used it; the provision that names its value only where the rule is of it."""
    term, fact = case.pack.term(name), case.facts.get(name, UNSAID)
    known = fact.known
    answer = fact.status.words if known is None else term.says(known)
    places = {(cited.instrument, cited.article) for cited in rule.citations}
    provision = Words("", "") if known is None else term.provision(known, places)
    return FactUse(name, term.question, answer, fact.status, fact.by, fact.evidence, provision)


def _headed(rule: Rule, sentence: Words) -> Words:
    zh = "、".join(citation.words.zh for citation in rule.citations)
    en = "; ".join(citation.words.en for citation in rule.citations)
    caution = _CAUTION[rule.verification]
    return Words(
        f"{zh}{caution.zh}（{rule.title.zh}）：{sentence.zh}",
        f"{en}{caution.en} ({rule.title.en}): {sentence.en}",
    )


def _told_zh(uses: Iterable[FactUse]) -> str:
    told = (
        f"{use.question.zh}{use.answer.zh}{_evidence(use, '证据', '主张人', '（', '）')}"
        for use in uses
    )
    text = "；".join(told)
    return f"{text}。" if text else ""


def _told_en(uses: Iterable[FactUse]) -> str:
    told = (
        f"{use.question.en} {use.answer.en}{_evidence(use, 'evidence', 'said by', ' (', ')')}"
        for use in uses
    )
    text = "; ".join(told)
    return f"{text}." if text else ""


def _evidence(use: FactUse, evidence: str, said: str, start: str, end: str) -> str:
    provision = use.provision.zh if evidence == "证据" else use.provision.en
    parts = [provision] if provision else []
    parts += [f"{evidence} {', '.join(use.evidence)}"] if use.evidence else []
    if use.status is FactStatus.ASSERTED and use.by:
        parts.append(f"{said} {use.by}")
    return f"{start}{'; '.join(parts)}{end}" if parts else ""


def render_proof(determination: Determination, language: str) -> tuple[str, ...]:
    """The reasons as lines that a letter can print: law applied, results, open questions, duties."""
    lines = [_law(determination), *_results(determination)]
    for status in (RuleStatus.APPLIED, RuleStatus.DEFEATED, RuleStatus.OPEN):
        lines += [proof.sentence for proof in determination.proof if proof.status is status]
    lines += determination.notes
    lines += [
        Words(f"{d.text.zh}（{d.citation.words.zh}）", f"{d.text.en} ({d.citation.words.en})")
        for d in determination.duties
    ]
    return tuple(line.pick(language) for line in lines)


def _law(determination: Determination) -> Words:
    title, act, on = (
        determination.pack_titles,
        day_words(determination.act_on),
        day_words(determination.on),
    )
    version, substance = determination.pack_version, _substance(determination, act)
    return Words(
        f"依据“{title.zh}”规则包（{version}版）：{substance.zh}，程序和期限适用决定日{on.zh}。",
        f"By the pack “{title.en}” (version {version}): {substance.en}; procedure and time limits as "
        f"of {on.en}.",
    )


def _substance(determination: Determination, act: Words) -> Words:
    """Which law the rules of substance are taken from, and by what provision."""
    if determination.transition is None:
        return Words(
            f"实体规定适用行为日{act.zh}", f"rules of substance as of the day of the act, {act.en}"
        )
    cited = determination.transition.citation.words
    if len(determination.laws) > 1:
        return Words(
            f"依{cited.zh}比较行为日{act.zh}与决定日的规定，何者较轻取决于未查明的事实",
            f"by {cited.en} the law of the day of the act, {act.en}, is compared with that of the "
            "decision, and open facts decide which is lighter",
        )
    if determination.laws == (Law.DECISION,):
        return Words(
            f"依{cited.zh}，实体规定适用决定日的规定，而不适用行为日{act.zh}的规定",
            f"by {cited.en} rules of substance as of the day of the decision and not of the act, "
            f"{act.en}",
        )
    return Words(
        f"依{cited.zh}，实体规定适用行为日{act.zh}",
        f"by {cited.en} rules of substance as of the day of the act, {act.en}",
    )


def _results(determination: Determination) -> list[Words]:
    outcomes = determination.outcomes
    if not outcomes:
        return [finding.message for finding in determination.findings]
    if determination.settled:
        words = outcomes[0].words
        return [Words(f"结论：{words.zh}。", f"Result: {words.en}.")]
    zh = "；".join(outcome.words.zh for outcome in outcomes)
    en = " / ".join(outcome.words.en for outcome in outcomes)
    asked = determination.deciding[0].question if determination.deciding else Words("", "")
    return [
        Words(
            f"事实尚未查清，仍有{len(outcomes)}种可能：{zh}。最应先查明：{asked.zh}",
            f"Facts are open, and {len(outcomes)} results are possible: {en}. "
            f"Ask first: {asked.en}",
        )
    ]
