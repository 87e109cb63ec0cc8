"""What the rules admit for one person: the ladder, why, and what is still to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.cases import queries
from remit.engines.rules import EffectKind, Pack, Rule
from remit.engines.words import Words
from remit.web.cases.presenters.shares import words
from remit.web.components import Reference, Text, Why
from remit.web.wording import pick

if TYPE_CHECKING:
    from django.forms.boundfield import BoundWidget

    from remit.apps.cases.models import Concerned, Determination
    from remit.web.cases.forms import MeasureForm

Mapped = Mapping[str, Any]
EXEMPT = "exempt"
# What became of a rule, as a chip.
FATES: dict[str, tuple[str, Text]] = {
    "applied": ("done", gettext_lazy("applies")),
    "defeated": ("stopped", gettext_lazy("gives way")),
    "open": ("soon", gettext_lazy("open: a fact is missing")),
    "not_applied": ("note", gettext_lazy("does not apply")),
    "not_in_force": ("note", gettext_lazy("not in force then")),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One measure on the ladder. `place` is `inside`, `open` (turns on open facts) or `outside`."""

    code: str
    name: Text
    place: str
    words: Text
    period: Text
    source: Text
    chosen: Text = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The measures from mild to severe, and which of them the rules admit; `title` says it in words."""

    title: Text
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What became of one rule, with its reasons to open."""

    title: Text
    state: str
    words: Text
    citation: Text
    because: Text
    why: Why


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact still to be asked for: what each answer would lead to, and where to answer."""

    question: Text
    answers: tuple[tuple[Text, Text], ...]
    href: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """Everything a page says of a determination."""

    ladder: Ladder
    settled: bool
    exempting: tuple[Ruled, ...]
    milder: tuple[Ruled, ...]
    heavier: tuple[Ruled, ...]
    other: tuple[Ruled, ...]
    rest: Why
    asked: tuple[Asked, ...]
    duties: tuple[Reference, ...]
    proof: Why


def ruling(row: "Determination", pack: Pack, *, chosen: str = "") -> Ruling:
    """A kept determination as a page shows it; `chosen` is the measure proposed or decided."""
    result = row.result
    proofs = [(proof, _rule(pack, proof["rule"])) for proof in result["proof"]]
    shown = [(p, rule) for p, rule in proofs if p["status"] in ("applied", "defeated", "open")]
    groups: dict[str, list[Ruled]] = {"exempting": [], "milder": [], "heavier": [], "other": []}
    for proof, rule in shown:
        groups[_group(rule)].append(_ruled(proof, pack))
    return Ruling(
        ladder=ladder(result, chosen),
        settled=bool(result["settled"]),
        **{name: tuple(rows) for name, rows in groups.items()},
        rest=_rest([p for p, _rule in proofs if p["status"] in ("not_applied", "not_in_force")]),
        asked=tuple(_asked(d, row.concerned) for d in result["deciding"]),
        duties=tuple(
            Reference(words(d["text"]), note=_text(d["citation"])) for d in result["duties"]
        ),
        proof=_proof(row),
    )


def ladder(result: Mapped, chosen: str = "") -> Ladder:
    """The ladder of a kept determination."""
    ranks = {rung["code"]: rung["rank"] for rung in result["ladder"]}
    low, high = ranks.get(result["low"], 0), ranks.get(result["high"], 0)
    rungs = [_rung(rung, result, chosen, low <= rung["rank"] <= high) for rung in result["ladder"]]
    if result["exempt"]:
        rungs.insert(0, _exempt(result, chosen))
    return Ladder(_title(result), tuple(rungs))


def measures(result: Mapped, pack: Pack, *, below: str = "") -> list[tuple[str, str]]:
    """The measures one may choose, outside ones marked; with `below`, only what is milder."""
    rank = next((rung.rank for rung in pack.ladder if rung.code == below), len(pack.ladder))
    codes = [EXEMPT, *(rung.code for rung in pack.ladder if rung.rank < rank)]
    return [(code, _option(result, pack, code)) for code in codes]


def chosen_from(form: "MeasureForm", result: Mapped) -> "list[tuple[Rung, BoundWidget]]":
    """The rungs that a form offers, each with its control."""
    rungs = {rung.code: rung for rung in ladder(result).rungs}
    rungs.setdefault(EXEMPT, _exempt(result, ""))
    controls = form["measure"].subwidgets
    return [(rungs[str(control.data["value"])], control) for control in controls]


def is_stale(row: "Determination") -> bool:
    """Whether facts have changed since the rules were applied."""
    return bool(queries.known_facts(row.concerned) != row.facts)


def _option(result: Mapped, pack: Pack, code: str) -> str:
    name = pick(queries.measure_words(pack, code))
    if queries.admitted(result, code):
        return name
    return _("%(measure)s (outside what the rules admit)") % {"measure": name}


def _title(result: Mapped) -> Text:
    outcomes = result["outcomes"]
    if not outcomes:
        return _("The rules give no answer on these facts")
    said = [words(outcome["words"]) for outcome in outcomes]
    if len(said) == 1:
        return Words(f"规则容许：{said[0].zh}", f"The rules admit: {said[0].en}")
    return Words(
        f"还取决于未查明的事实：{'；或'.join(w.zh for w in said)}",
        f"It still turns on open facts: {'; or '.join(w.en for w in said)}",
    )


def _exempt(result: Mapped, chosen: str) -> Rung:
    """The rung above all measures."""
    admitted = queries.admitted(result, EXEMPT)
    place = "inside" if admitted else "open" if result["exempt"] else "outside"
    name = Words("免予处理，不记过错", "exempt: no measure, and no fault on record")
    mark = _("chosen here") if chosen == EXEMPT else ""
    return Rung(EXEMPT, name, place, _place(place), "", "", mark)


def _place(place: str) -> str:
    return {
        "inside": _("admitted"),
        "open": _("turns on open facts"),
        "outside": _("outside"),
    }[place]


def _rung(rung: Mapped, result: Mapped, chosen: str, within: bool) -> Rung:  # noqa: FBT001  # a plain predicate
    admitted = queries.admitted(result, rung["code"])
    place = "inside" if admitted else "open" if within else "outside"
    months = rung.get("months")
    period = _("in effect for %(n)d months") % {"n": months} if months else ""
    mark = _("chosen here") if chosen == rung["code"] else ""
    name = Words(rung["zh"], rung["en"])
    return Rung(rung["code"], name, place, _place(place), period, _text(rung.get("citation")), mark)


def _group(rule: Rule | None) -> str:
    if rule is None:
        return "other"
    if rule.has(EffectKind.EXEMPT):
        return "exempting"
    return "milder" if rule.is_milder else "heavier" if rule.is_heavier else "other"


def _rule(pack: Pack, id: str) -> Rule | None:
    return next((rule for rule in pack.rules if rule.id == id), None)


def _ruled(proof: Mapped, pack: Pack) -> Ruled:
    state, said = FATES[proof["status"]]
    title, sentence = words(proof["title"]), words(proof["sentence"])
    defeaters = [_rule(pack, other) for other in proof.get("defeated_by", ())]
    why = Why(
        title=title,
        sentence=sentence,
        rules=(
            Reference(_text(proof["citation"])),
            *(Reference(r.title, note=_("goes before this rule")) for r in defeaters if r),
        ),
        evidence=tuple(_use(use) for use in (*proof["used"], *proof.get("lacking", ()))),
    )
    because = "; ".join(f"{pick(r.label)} {pick(r.note)}" for r in why.evidence)
    return Ruled(title, state, said, _text(proof["citation"]), because, why)


def _use(use: Mapped) -> Reference:
    """A fact as a rule used it: its question, the answer, how sure, and on what evidence."""
    answer = words(use["answer"]) if isinstance(use["answer"], Mapping) else str(use["answer"])
    papers = ", ".join(use.get("evidence", ()))
    note = f"{pick(answer)}{f' [{papers}]' if papers else ''}"
    return Reference(words(use["question"]), note=note)


def _rest(proofs: Sequence[Mapped]) -> Why:
    rules = [
        Reference(
            words(proof["title"]),
            note=f"{pick(FATES[proof['status']][1])}. {pick(words(proof['sentence']))}",
        )
        for proof in proofs
    ]
    return Why(_("Rules that were looked at and do not apply"), rules=rules, label=_(
        "The other rules (%(n)d)") % {"n": len(rules)})  # fmt: skip


def _asked(deciding: Mapped, concerned: "Concerned") -> Asked:
    query = urlencode({"code": deciding["fact"], "concerned": concerned.pk})
    answers = tuple(
        (words(answer["words"]), _joined([words(o) for o in answer["outcomes"]]))
        for answer in deciding["answers"]
    )
    href = f"{reverse('state_fact', args=[concerned.case_id])}?{query}"
    return Asked(words(deciding["question"]), answers, href)


def _joined(said: Iterable[Words]) -> Words:
    rows = list(said)
    return Words("；或".join(w.zh for w in rows), "; or ".join(w.en for w in rows))


def _proof(row: "Determination") -> Why:
    lines = row.result["lines"]
    return Why(
        title=_("The whole reckoning"),
        sentence=_("Any outside program can repeat it from the rule pack and the facts."),
        rules=[Reference(Words(zh, en)) for zh, en in zip(lines["zh"], lines["en"], strict=False)],
        evidence=(
            Reference(_("rule pack %(id)s, version %(version)s")
                      % {"id": row.pack_id, "version": row.pack_version}, note=row.pack_digest),
            Reference(_("digest of the facts"), note=row.inputs),
        ),
        label=_("The whole reckoning"),
    )  # fmt: skip


def _text(value: object) -> Text:
    """A kept citation, which may be a text, a mapping of both languages, or missing."""
    if isinstance(value, Mapping):
        return words(value)
    return str(value or "")
