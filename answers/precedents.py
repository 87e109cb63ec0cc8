"""What is known of two sets of decided cases: trade secrets, and discipline in a police force.

The trade secrets are compared in the factors of V. Aleven's CATO, each of which favours one party
(as in mgrabmair/openlcbr); what a case does not name is absent. Steps of discipline are 0 noted,
1 reprimand, 2 suspension of 1-3 days, 3 of 4-10, 4 of 11-20, 5 of 21-30, 6 of more, 7 separation.
"""

import csv
import gzip
import json
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

from answers.rows import Row
from benchmarks.board import acceptance_data
from remit.engines.precedents import (
    CaseBase,
    Consistency,
    Factor,
    Precedent,
    Rung,
    Side,
    Status,
    case_base,
    consistency,
    constrain,
)
from remit.engines.words import Words

TRADE_SECRETS = Path("rules/trade_secret_cases.json")
DISCIPLINE = Path("rules/chicago_discipline/sustained_2000_2023.csv.gz")
FOR_PLAINTIFF = (
    "AgreedNotToDisclose", "BribeEmployee", "BroughtTools", "CompetitiveAdvantage", "Deception",
    "IdenticalProducts", "KnewInfoConfidential", "NoncompetitionAgreement",
    "OutsiderDisclosuresRestricted", "RestrictedMaterialsUsed", "SecurityMeasures",
    "UniqueProduct",
)  # fmt: skip
FOR_DEFENDANT = (
    "AgreementNotSpecific", "DisclosureInNegotations", "DisclosureInPublicForum",
    "InfoIndependentlyGenerated", "InfoKnownToCompetitors", "InfoReverseEngineerable",
    "InfoReverseEngineered", "NoSecurityMeasures", "SecretsDisclosedOutsiders",
    "VerticalKnowledge", "WaiverOfConfidentiality",
)  # fmt: skip
PARTIES = (Words("被告", "the defendant"), Words("原告", "the plaintiff"))
FORESEEN = {"forced": 13, "right": 13, "wrong": 0, "free": 19, "in conflict": 0}
AGREEMENT = {
    "pairs under one complaint code": 253_332,
    "% the same step": 18.3,
    "% three or more steps apart": 32.7,
    "steps missed by the code's median": 1.49,
    "% within one step of it": 60.5,
    "% within one step of the median of all": 56.9,
}


def trade_secrets(file: Path) -> CaseBase:
    """The cases as a base with two outcomes."""
    factors = [
        Factor(name, Words(name, name), side)
        for side, names in ((Side.HEAVIER, FOR_PLAINTIFF), (Side.MILDER, FOR_DEFENDANT))
        for name in names
    ]
    decided = [
        Precedent(
            told["case"],
            {factor.id: factor.id in told["base_factors"] for factor in factors},
            told["outcome"],
        )
        for told in json.loads(file.read_text())
    ]
    ladder = [Rung("defendant", PARTIES[0]), Rung("plaintiff", PARTIES[1])]
    return case_base(factors, ladder, decided, PARTIES)


def foreseen(base: CaseBase) -> dict[str, int]:
    """What all other cases say of each: the outcome that it had, the other, both, or nothing."""
    counts = Counter(dict.fromkeys(FORESEEN, 0))
    for case in base.precedents:
        found = constrain(base, case.values, without={case.id})
        if found.status is Status.FORCED:
            right = base.ladder[found.low].code == case.outcome
            counts.update(["forced", "right" if right else "wrong"])
        else:
            counts["in conflict" if found.status is Status.CONFLICT else "free"] += 1
    return dict(counts)


def discipline(file: Path) -> dict[str, list[int]]:
    """The steps given, by complaint code; without those whose code or step is not recorded."""
    decided = defaultdict(list)
    with gzip.open(file, "rt", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["complaint_code"] and row["final_level"]:
                decided[row["complaint_code"]].append(int(float(row["final_level"])))
    return dict(decided)


def agreed(found: Consistency) -> dict[str, float]:
    """The figures of a report, rounded as they are told."""
    within, together = found.within, found.together
    shares = (within.same_share, within.distant_share, within.close_share, together.close_share)
    same, distant, close, without = (_percent(share) for share in shares)
    missed = float(round(within.median_error or Fraction(0), 2))
    return dict(zip(AGREEMENT, (within.pairs, same, distant, missed, close, without), strict=True))


def _percent(share: Fraction | None) -> float:
    return float(round(100 * (share or Fraction(0)), 1))


def rows() -> list[Row]:
    """One row for each set."""
    return [_trade_secrets(acceptance_data()), _discipline(acceptance_data())]


def _trade_secrets(folder: Path) -> Row:
    name = "US trade secrets: 32 cases, each by all others"
    source = "dahrb/ADFs, TradeSecrets.py"
    file = folder / TRADE_SECRETS
    if not file.exists():
        return Row(name, source, FORESEEN, {}, "file missing: set REMIT_ACCEPTANCE_DATA")
    told = (
        "the cases are the source's, the counts were made from its sets of factors by others;"
        " outcomes are those of its model: mgrabmair/openlcbr has Mason won by the plaintiff"
    )
    return Row(name, source, FORESEEN, foreseen(trade_secrets(file)), told)


def _discipline(folder: Path) -> Row:
    name = "Chicago police: sustained complaints 2000-2023"
    source = "invinst/chicago-police-data"
    file = folder / DISCIPLINE
    if not file.exists():
        return Row(name, source, AGREEMENT, {}, "file missing: set REMIT_ACCEPTANCE_DATA")
    told = (
        "the figures were counted from the records by others, who also laid down the steps;"
        " one code mixes unlike cases, so that they bound what is inconsistent"
    )
    return Row(name, source, AGREEMENT, agreed(consistency(discipline(file))), told)
