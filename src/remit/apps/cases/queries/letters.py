"""What the letters of a case say, in the addressee's language: reasons, measure, rights, last days.

A decision letter holds what art. 45 of the Law on Administrative Discipline for Public Officials asks
of a decision: the person, facts and evidence, kind and basis, remedies with their time limits, the organ
and the date; and what Remit adds: what the person said and what was made of it, and the person's share
of the harm with its reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from remit.apps.cases.models import (
    Appeal,
    Attribution,
    Concerned,
    Decision,
    Determination,
    Evidence,
    Fact,
    Rehabilitation,
    Report,
)
from remit.apps.cases.queries.packs import calendar, current_facts
from remit.apps.correspondence.models import Letter
from remit.apps.fields import Bilingual
from remit.apps.ledger.actions import Json
from remit.apps.organisation.models import Unit
from remit.apps.organisation.queries import day
from remit.apps.plans.queries import plan_by_ref
from remit.engines.dates import Month, day_words, due
from remit.engines.figures import share_words
from remit.engines.rules import FactStatus, Pack
from remit.engines.rules.facts import as_value
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be written: its kind, subject, plain text, and the content its pages are set from."""

    kind: str
    subject: str
    text: str
    link: str
    content: dict[str, Json]


def decision_letter(decision: Decision, *, pack: Pack, on: date) -> Draft:
    """The letter of a decision taken `on` that day."""
    title = _both(decision.concerned.case, "title")
    opening = Words(
        f"关于“{title.pick('zh')}”一案，现将对您的决定及理由通知如下。",
        f"This is the decision about you in the case “{title.pick('en')}”, with its reasons.",
    )
    page = _Page(decision.concerned, Words("处理决定书", "Decision"), _organ(decision), on)
    return page.draft(
        "decision", opening, {**_reasons(decision, pack, page), **_ends(decision, pack, page)}
    )


def appeal_letter(appeal: Appeal, *, pack: Pack, on: date) -> Draft:
    """The letter of an appeal decided `on` that day, with the decision that holds from then on."""
    decision = appeal.new_decision or appeal.decision
    review = appeal.stage == Appeal.Stage.REVIEW
    title = Words("复核决定书", "Review") if review else Words("复审决定书", "Re-examination")
    filed = day_words(day(appeal.filed_at))
    opening = Words(
        f"您于{filed.zh}提出的申请，经未参与原决定的人员审查，决定如下。",
        f"Your appeal of {filed.en} was looked at by people who took no part in the first decision. "
        "This is what they decided.",
    )
    page = _Page(decision.concerned, title, _panel(appeal), on)
    sections = [
        page.section(Words("您的申请理由", "Your grounds"), _both(appeal, "grounds")),
        page.section(
            Words("审查结果", "Outcome"), _OUTCOMES[appeal.outcome], _both(appeal, "reasons")
        ),
    ]
    ends = _ends(decision, pack, page, f"appeal_decided:{appeal.stage}")
    body = {**_reasons(decision, pack, page), **ends}
    return page.draft("decision", opening, {**body, "sections": [*sections]})


def rehabilitation_letter(row: Rehabilitation) -> Draft:
    """The letter that tells a person that a measure has ended or that the name is cleared."""
    title = _both(row.concerned.case, "title")
    opening = Words(
        f"现就“{title.pick('zh')}”一案通知如下。", f"This is about the case “{title.pick('en')}”."
    )
    organ = row.by.post.unit if row.by else row.concerned.case.unit
    page = _Page(row.concerned, _REHABILITATION[row.cause], organ, day(row.at))
    return page.draft("notice", opening, {"decision": [page.say(_both(row, "reasons"))]})


def receipt_for_report(report: Report) -> tuple[str, str]:
    """Subject and text of the receipt for a citizen's report, in the citizen's language."""
    subject = Words("已收到您的反映", "Your report has arrived")
    text = Words(
        f"您的反映已登记。查询码：{report.receipt}。请妥善保存，凭此码可随时查询办理情况。",
        f"Your report is registered. Receipt: {report.receipt}. Keep it: with it you can look up at any "
        "time how the report stands.",
    )
    return subject.pick(report.language), text.pick(report.language)


def answer_to_report(report: Report) -> tuple[str, str]:
    """Subject and text of the answer to a citizen whose report was looked into."""
    subject = Words("您的反映已有核实结果", "Your report has been looked into")
    return subject.pick(report.language), _ANSWERS[report.state].pick(report.language)


_ANSWERS = {
    "well_founded": Words(
        "您反映的情况经核实属实，将依规处理。",
        "What you reported was found to be so and will be dealt with.",
    ),
    "unfounded": Words(
        "您反映的情况经核实不属实。理由可凭查询码查看。",
        "What you reported was not found to be so. The reasons can be looked up with the receipt.",
    ),
    "insufficient": Words(
        "现有材料不足以查清您反映的情况。如有新的材料，欢迎再次反映。",
        "There is not enough to go on. If you learn more, please report again.",
    ),
}
_OUTCOMES = {
    "upheld": Words("维持原决定。", "The decision is upheld."),
    "changed": Words(
        "变更原决定，改为较轻的措施。", "The decision is changed to a lighter measure."
    ),
    "revoked": Words("撤销原决定。", "The decision is revoked."),
}
_REHABILITATION = {
    "effect_ended": Words("处分期满通知", "The measure has ended"),
    "revoked": Words("恢复名誉通知", "Your name is cleared"),
    "cleared": Words("恢复名誉通知", "Your name is cleared"),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What every letter of a case has: whom it is to, its head, and the language it is written in."""

    concerned: Concerned
    title: Words
    organ: Unit
    on: date

    @property
    def language(self) -> str:
        return self.concerned.person.language

    def say(self, words: Words) -> str:
        return words.pick(self.language)

    def section(self, heading: Words, *paragraphs: Words) -> Json:
        return {"heading": self.say(heading), "paragraphs": [self.say(line) for line in paragraphs]}

    def draft(self, kind: str, opening: Words, body: Mapping[str, Json]) -> Draft:
        case, organ = self.concerned.case, self.say(_both(self.organ, "name"))
        name = self.say(_both(self.concerned.person, "name"))
        post = self.say(_both(self.concerned.appointment.post, "name"))
        content: dict[str, Json] = {
            "organ": organ,
            "title": self.say(self.title),
            "number": case.number,
            "addressee": self.say(Words(f"{name}（{post}）", f"{name}, {post}")),
            "date": self.on.isoformat(),
            "opening": [self.say(opening)],
            **body,
            "signatories": [organ],
        }
        subject = f"{self.say(self.title)} {case.number}"
        text = plain(content, self.language)
        return Draft(kind, subject, text, f"/cases/{case.pk}", content)


def plain(content: Mapping[str, Any], language: str) -> str:
    """The letter as plain text, for the mail and for readers without a viewer."""
    lines = [content["title"], "", *content["opening"]]
    for key, heading in _HEADINGS.items():
        if block := content.get(key):
            lines += ["", heading.pick(language), *(_plain_line(i, language) for i in block)]
    for section in content.get("sections", ()):
        lines += ["", section["heading"], *section["paragraphs"]]
    on = day_words(date.fromisoformat(content["date"])).pick(language)
    return "\n".join([*lines, "", *content["signatories"], on])


def _plain_line(item: str | Mapping[str, Any], language: str) -> str:
    if isinstance(item, str):
        return item
    if "part" in item:
        part = share_words(Fraction(item["part"])).pick(language)
        return f"- {item['name']}: {part}. {item['reason']}".rstrip()
    if "citation" in item:
        return f"- {item['text']}"
    return "- " + " ".join((item["text"], *item["evidence"]))


_HEADINGS = {
    "facts": Words("认定的事实和证据", "Facts and evidence"),
    "heard": Words("您的陈述和申辩", "What you said"),
    "shares": Words("责任份额及理由", "Whose share, and why"),
    "rules": Words("适用的规则", "The rules applied"),
    "decision": Words("决定", "The decision"),
    "effect": Words("影响期", "Period of effect"),
    "rights": Words("您的权利和期限", "Your rights and their time limits"),
}


def _reasons(decision: Decision, pack: Pack, page: _Page) -> dict[str, Json]:
    """What a decision rests on, in the order in which a reader needs it."""
    return {
        "facts": list(_facts(decision.concerned, pack, page)),
        "heard": list(_heard(decision.concerned, page)),
        "shares": list(_shares(decision.attribution, page)),
        "rules": list(_rules(decision.determination, page)),
    }


def _ends(decision: Decision, pack: Pack, page: _Page, after: str = "served") -> dict[str, Json]:
    """What was decided, from when until when, and what the person can do about it."""
    return {
        "decision": [page.say(words) for words in _measure(decision)],
        "effect": [page.say(words) for words in _effect(decision)],
        "rights": list(_rights(decision, pack, page, after)),
    }


def _facts(concerned: Concerned, pack: Pack, page: _Page) -> Iterator[Json]:
    """Each fact with its evidence; what both sides agree was not the case, in one line at the end."""
    absent: list[str] = []
    for fact in current_facts(concerned):
        papers: list[Json] = [_paper(paper, page) for paper in fact.evidence.all()]
        text, status = _full(fact, "statement"), FactStatus(fact.status).words
        if not text.en:
            text = _coded(fact, pack)
        if fact.value is False and fact.status == FactStatus.AGREED and not papers:
            absent.append(page.say(text).rstrip("。."))
            continue
        line = Words(f"{text.zh}（{status.zh}）", f"{text.en} ({status.en})")
        yield {"text": page.say(line), "evidence": papers}
    if absent:
        heading = page.say(Words("此外，下列各点双方无争议：", "Besides, both sides agree: "))
        joint, end = ("；", "。") if page.language.startswith("zh") else ("; ", ".")
        yield {"text": heading + joint.join(absent) + end, "evidence": []}


def _coded(fact: Fact, pack: Pack) -> Words:
    """A fact that has only a code and a value, as the pack asks and answers it."""
    term = next((term for term in pack.vocabulary if term.id == fact.code), None)
    value = as_value(fact.value)
    if term is None or value is None:
        return term.question if term else Words(fact.code, fact.code)
    said = term.says(value)
    return Words(f"{term.question.zh}{said.zh}", f"{term.question.en} {said.en}")


def _paper(paper: Evidence, page: _Page) -> str:
    digest = f"SHA-256 {paper.sha256[:16]}…" if paper.sha256 else ""
    words = page.say(_both(paper, "text")) or _named(paper.reference, page)
    parts = (paper.label, words, paper.file_name, digest)
    return " · ".join(part for part in parts if part)


def _named(reference: str, page: _Page) -> str:
    """What a reference to a plan or a letter names, in words."""
    kind, _, number = reference.partition(":")
    if (plan := plan_by_ref(reference)) is not None:
        unit, month = _full(plan.unit, "name"), Month.of(plan.month).words
        return page.say(Words(f"{unit.zh}{month.zh}计划", f"plan of {unit.en}, {month.en}"))
    if kind == "correspondence.letter" and (
        letter := Letter.objects.filter(pk=number).first() if number.isdecimal() else None
    ):
        on = day_words(day(letter.written_at))
        return page.say(
            Words(f"{on.zh}函“{letter.subject}”", f"letter of {on.en}, “{letter.subject}”")
        )
    return reference


def _heard(concerned: Concerned, page: _Page) -> Iterator[str]:
    for hearing in concerned.hearings.all():
        on, said, answer = (
            day_words(hearing.held_on),
            _full(hearing, "said"),
            _full(hearing, "answer"),
        )
        intro = Words(f"{on.zh}，您陈述：{said.zh}", f"On {on.en} you said: {said.en}")
        if hearing.waived:
            intro = Words(f"{on.zh}，您放弃陈述：{said.zh}", f"On {on.en} you waived: {said.en}")
        yield page.say(intro)
        if answer.en:
            yield page.say(Words(f"对此的意见：{answer.zh}", f"What was made of it: {answer.en}"))


def _shares(attribution: Attribution, page: _Page) -> Iterator[Json]:
    """Everybody's share: the addressee's with its reasons, others by post instead of name."""
    report: dict[str, Any] = attribution.report
    for row in report["persons"]:
        yield _share(row, page)
    system: dict[str, Any] = report["system"]
    if Fraction(system["share"]):
        name = Words("系统（无人应负责的部分）", "The system (what nobody answers for)")
        reason = _sentences(system["sentences"], page)
        yield {"name": page.say(name), "part": system["share"], "reason": reason}


def _share(row: Mapping[str, Any], page: _Page) -> Json:
    posts = ", ".join(page.say(_words(post)) for post in row["posts"])
    if row["person"] != page.concerned.person.ref:
        return {"name": posts, "part": row["share"], "reason": ""}
    name = page.say(Words(f"您（{posts}）", f"You ({posts})"))
    return {"name": name, "part": row["share"], "reason": _sentences(row["sentences"], page)}


def _sentences(sentences: list[Mapping[str, str]], page: _Page) -> str:
    gap = "" if page.language.startswith("zh") else " "
    return gap.join(page.say(_words(sentence)) for sentence in sentences)


def _rules(determination: Determination, page: _Page) -> Iterator[Json]:
    """The proof, line by line: the law, the result, each rule that bore on it, open questions."""
    lines: dict[str, list[str]] = determination.result["lines"]
    for line in lines["zh" if page.language.startswith("zh") else "en"]:
        yield {"citation": "", "text": line, "outcome": ""}


def _measure(decision: Decision) -> Iterator[Words]:
    name, result = _full(decision, "measure"), decision.determination.result
    yield Words(f"{name.zh}。", f"{name.en[:1].upper()}{name.en[1:]}.")
    yield _full(decision, "reasons")
    low, high = (_rung(result, result[key]) for key in ("low", "high"))
    zh, en = f"{low.zh}至{high.zh}", f"from {low.en} to {high.en}"
    if low == high:
        zh, en = low.zh, low.en
    yield Words(f"规则容许的范围：{zh}。", f"What the rules admit: {en}.")
    if decision.departs:
        why = _full(decision, "departure")
        yield Words(f"偏离上述范围的理由：{why.zh}", f"Why this departs from it: {why.en}")


def _effect(decision: Decision) -> Iterator[Words]:
    if decision.effect_since is None:
        return
    start = day_words(decision.effect_since)
    if decision.effect_until is None:
        yield Words(f"自{start.zh}起生效。", f"In effect from {start.en}.")
        return
    end = day_words(decision.effect_until)
    yield Words(
        f"自{start.zh}起生效，至{end.zh}自动解除。",
        f"In effect from {start.en}; it ends by itself on {end.en}.",
    )


def _rights(decision: Decision, pack: Pack, page: _Page, after: str) -> Iterator[str]:
    """The remedies open after a step, with their last days as if the letter arrived on its own day."""
    working = calendar(decision.concerned.case.unit)
    remedies = [
        limit
        for limit in pack.clocks_on(page.on)
        if limit.starts in (after, after.partition(":")[0]) and limit.ends.startswith("appealed")
    ]
    for limit in remedies:
        reckoned = due(limit, page.on, calendar=working).explanation
        yield page.say(Words(f"{limit.name.zh}：{reckoned.zh}", f"{limit.name.en}: {reckoned.en}"))
    yield page.say(_IF_LATER if remedies else _NO_REMEDY)


_IF_LATER = Words(
    "以上日期按本决定书当日送达计算，送达较晚的相应顺延。申请期间不停止决定的执行，也不因申请而加重。",
    "The days are reckoned as if this letter reached you on its own day; if it reaches you later, they "
    "move accordingly. An appeal does not stop the decision and never makes it heavier.",
)
_NO_REMEDY = Words(
    "所适用的规则没有规定进一步的申请期限。",
    "The rules applied provide for no further appeal with a time limit.",
)


def _organ(decision: Decision) -> Unit:
    last = decision.confirmations.order_by("-id").first()
    return last.by.post.unit if last else decision.concerned.case.unit


def _panel(appeal: Appeal) -> Unit:
    unit = appeal.decision.concerned.case.unit
    return appeal.decided_by.post.unit if appeal.decided_by else unit


def _both(row: object, name: str) -> Words:
    return Bilingual(name).words(row)


def _full(row: object, name: str) -> Words:
    """Both texts of the row, each side filled from the other where nobody wrote it."""
    words = _both(row, name)
    return Words(words.pick("zh"), words.pick("en"))


def _words(mapping: Mapping[str, str]) -> Words:
    return Words(mapping.get("zh", ""), mapping.get("en", ""))


def _rung(result: Mapping[str, Any], code: str) -> Words:
    return next(
        (_words(rung) for rung in result["ladder"] if rung["code"] == code), Words("", code)
    )
