"""The rule packs, the calendars, and the facts and results that pass between records and rules."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from remit.apps.cases.models import EXEMPT, NO_MEASURE, Case, Concerned, Evidence, Fact
from remit.apps.fields import Bilingual
from remit.apps.ledger.actions import Json
from remit.apps.organisation import queries as organisation
from remit.apps.organisation.models import Unit
from remit.engines.dates import Calendar, TimeLimit
from remit.engines.findings import Refusal, error
from remit.engines.procedure import STEPS
from remit.engines.rules import (
    Deciding,
    Determination,
    Measure,
    Outcome,
    Pack,
    RuleProof,
    parse_pack,
    render_proof,
)
from remit.engines.words import Words

EXEMPT_WORDS = Words("免予追究", "exempt: no measure, and no fault on record")


class RulePackMissing(Refusal):
    """A case names a rule pack that is not installed."""


def packs() -> Mapping[str, Pack]:
    """The installed rule packs by id, read once from the folders in the setting RULEPACKS."""
    return _packs_in(Path(settings.RULEPACKS))


def pack_of(case: Case) -> Pack:
    """The rule pack under which a case was opened."""
    pack = packs().get(case.pack_id)
    if pack is None:
        zh = f"规则包“{case.pack_id}”没有安装。请管理员把它放入规则包目录。"
        en = (
            f"The rule pack '{case.pack_id}' is not installed. Ask the administrator to put it into "
            "the folder of rule packs."
        )
        raise RulePackMissing(error("cases.rule_pack_missing", case.ref, zh, en))
    return pack


def calendar(unit: Unit) -> Calendar:
    """The working calendar of the unit's country: weekends, public holidays, days moved to work."""
    return organisation.calendar(unit.country)


def limits_kept(pack: Pack, *, on: date) -> tuple[TimeLimit, ...]:
    """The time limits of the rules that a step of the case ends.

    One that ends elsewhere (changing pay, say) is told in the letter; here nobody could ever stop it.
    """
    return tuple(limit for limit in pack.clocks_on(on) if limit.ends.partition(":")[0] in STEPS)


def current_facts(concerned: Concerned) -> list[Fact]:
    """The facts that hold for one person: the case's own and the person's, superseded ones left out."""
    papers = Prefetch("evidence", Evidence.objects.defer("file"))
    rows = concerned.case.facts.filter(superseded_by__isnull=True).prefetch_related(papers)
    return [row for row in rows if row.concerned_id in (None, concerned.pk)]


def known_facts(concerned: Concerned) -> dict[str, dict[str, object]]:
    """The facts the rules read, by code; a fact about the person goes before one about the case."""
    rows = [row for row in current_facts(concerned) if row.code]
    return {row.code: _stated(row) for row in sorted(rows, key=lambda row: bool(row.concerned_id))}


def determination_mapping(pack: Pack, found: Determination) -> dict[str, Json]:
    """A determination as JSON, with all that a letter or a page says of it; texts as {zh, en}."""
    return {
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
        "low": found.low.code,
        "high": found.high.code,
        "settled": found.settled,
        "exempt": bool(found.exemptions),
        "admits": [rung.code for rung in pack.ladder if found.admits(rung)],
        "ladder": [_rung(rung) for rung in pack.ladder],
        "proof": [_proof(line) for line in found.proof],
        "lines": {"zh": [*render_proof(found, "zh")], "en": [*render_proof(found, "en")]},
        "deciding": [_deciding(question) for question in found.deciding],
        "duties": [
            {"id": duty.id, "text": _both(duty.text), "citation": _both(duty.citation.words)}
            for duty in found.duties
        ],
        "clocks": [limit.id for limit in found.clocks],
        "findings": [
            {"id": f.id, "severity": f.severity.value, "message": _both(f.message)}
            for f in found.findings
        ],
    }


def admitted(result: Mapping[str, Any], measure: str) -> bool:
    """Whether a kept result allows a measure, or an exemption, whatever the open facts may turn out."""
    if measure == EXEMPT:
        return bool(result["exempt"]) and NO_MEASURE in result["admits"]
    return measure in result["admits"]


def measure_words(pack: Pack, measure: str) -> Words:
    """The name of a measure of the pack, or of being exempt."""
    return EXEMPT_WORDS if measure == EXEMPT else pack.measure(measure).name


def rank(pack: Pack, measure: str) -> int:
    """How heavy a measure is; being exempt weighs as little as no measure."""
    return 0 if measure == EXEMPT else pack.measure(measure).rank


def _outcome(outcome: Outcome) -> dict[str, Json]:
    return {
        "status": outcome.status.value,
        "low": outcome.low.code,
        "high": outcome.high.code,
        "leanings": [*outcome.leanings],
        "words": _both(outcome.words),
    }


def _rung(rung: Measure) -> dict[str, Json]:
    return {
        "code": rung.code,
        **_both(rung.name),
        "rank": rung.rank,
        "months": rung.period_months,
        "citation": _both(rung.citation.words) if rung.citation else None,
    }


def _proof(line: RuleProof) -> dict[str, Json]:
    cited = [citation.words for citation in line.rule.citations]
    used: list[Json] = [
        {"question": _both(use.question), "answer": _both(use.answer), "evidence": [*use.evidence]}
        for use in (*line.used, *line.lacking)
    ]
    return {
        "rule": line.rule.id,
        "status": line.status.value,
        "title": _both(line.rule.title),
        "citation": {"zh": "；".join(c.zh for c in cited), "en": "; ".join(c.en for c in cited)},
        "sentence": _both(line.sentence),
        "used": used,
    }


def _deciding(question: Deciding) -> dict[str, Json]:
    answers: list[Json] = [
        {
            "value": str(answer.value),
            "words": _both(answer.words),
            "outcomes": [_both(outcome.words) for outcome in answer.outcomes],
        }
        for answer in question.answers
    ]
    return {"fact": question.fact, "question": _both(question.question), "answers": answers}


def _both(words: Words) -> dict[str, Json]:
    return {"zh": words.zh, "en": words.en}


def _stated(row: Fact) -> dict[str, object]:
    stated: dict[str, object] = {"value": row.value, "status": row.status}
    if row.said_by is not None:
        stated["by"] = Bilingual("name").words(row.said_by).pick("zh")
    if evidence := [paper.label for paper in row.evidence.all()]:
        stated["evidence"] = evidence
    return stated


@cache
def _packs_in(folder: Path) -> Mapping[str, Pack]:
    found = [_read(path.parent) for path in sorted(folder.glob("*/pack.yaml"))]
    return {pack.id: pack for pack in found}


def _read(folder: Path) -> Pack:
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }
    return parse_pack(texts)
