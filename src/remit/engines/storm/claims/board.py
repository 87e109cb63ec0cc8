"""The scoreboard of claims: reckoned from verdicts, kept as plain values, shipped with the version it is of.

A claim counts as robust by the share of random environments in which its effect has the claimed sign:
work, people and regime times 0.6 to 1.4 within their ranges, by Latin hypercube. What a claim itself
sets is never varied.
"""

import ast
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from inspect import getsource
from math import isfinite
from pkgutil import get_data
from typing import NamedTuple

from remit.engines.measures.statistics import Estimate
from remit.engines.storm.claims import CLAIMS
from remit.engines.storm.claims.claim import Changes, Claim
from remit.engines.storm.claims.judging import Bench, Verdict, failures, judge, robustness
from remit.engines.storm.design import VERSION

VARIED = ("regime", "world", "people")
"""What a random environment of a claim varies: also the regime, but for what the claim itself sets."""
EQUATIONS = (
    "parameters", "design", "chance", "tree", "town", "state", "schedule", "choosing", "working",
    "answering", "learning", "record", "running", "outcome", "claims.claim", "claims.judging",
    "claims.regimes", "claims.of_storm", "claims.of_overload", "claims.of_paradox", "claims.of_work",
    "claims.of_studies",
)  # fmt: skip
"""The modules on which verdicts depend."""
FILE = "board.json"


class Setting(NamedTuple):
    """By what verdicts can be had again; `environments` 0 where robustness was not asked."""

    posts: int
    weeks: int
    seeds: int
    environments: int
    environment_seeds: int


def verdict(
    claim: Claim, bench: Bench, seeds: Sequence[int], among: Sequence[Changes] = (),
    among_seeds: Sequence[int] = (0, 1),
) -> Verdict:  # fmt: skip
    """The claim judged; with environments also its robustness and where on its axes it fails."""
    found = judge(claim, bench, seeds)
    if not among:
        return found
    return Verdict(
        claim, found.effect, found.control, robustness(claim, bench, among, among_seeds),
        failures(claim, bench, among_seeds),
    )  # fmt: skip


def board(verdicts: Sequence[Verdict], setting: Setting) -> dict[str, object]:
    """The scoreboard as plain values, with the version and the digest of the equations it is of."""
    return {
        "version": VERSION, "sources": sources(), **setting._asdict(),
        "listed": len(verdicts), "hold": sum(each.holds for each in verdicts),
        "claims": [line(each) for each in verdicts],
    }  # fmt: skip


def line(verdict: Verdict) -> dict[str, object]:
    """One claim of the scoreboard as plain values."""
    claim = verdict.claim
    return {
        "id": claim.id, "text": claim.text.value, "of": claim.text.words._asdict(),
        "words": claim.words._asdict(), "regime": claim.regime._asdict(),
        "figure": claim.effect.figure, "span": claim.effect.span.value, "ratio": claim.effect.ratio,
        "sign": claim.sign, "effect": _estimate(verdict.effect), "control": _estimate(verdict.control),
        "controlled": claim.controlled._asdict(), "conditional": claim.conditional._asdict(),
        "appears": verdict.appears, "holds": verdict.holds,
        "robust": round(verdict.robust, 4) if isfinite(verdict.robust) else None,
        "axes": list(claim.axes), "fails": [list(point) for point in verdict.fails],
    }  # fmt: skip


def _estimate(told: Estimate) -> Mapping[str, float | None]:
    return {
        name: round(value, 6) if isfinite(value) else None
        for name, value in (("value", told.value), ("low", told.low), ("high", told.high))
    }


def shipped() -> Mapping[str, object]:
    """The scoreboard that is shipped, without reckoning; empty where there is none."""
    try:
        written = get_data(__package__, FILE)
    except FileNotFoundError:
        return {}
    found: Mapping[str, object] = json.loads(written or b"{}")
    return found


def sources() -> str:
    """SHA-256 over what the modules of the equations say, whatever their comments and layout."""
    told = hashlib.sha256()
    for name in EQUATIONS:
        module = import_module(f"remit.engines.storm.{name}")
        told.update(ast.unparse(_bare(ast.parse(getsource(module)))).encode())
    return told.hexdigest()


def _bare(tree: ast.Module) -> ast.Module:
    """The code without texts that stand alone: docstrings say nothing to a computer."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            kept = [each for each in body if not _text(each)]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]  # only nodes with a body
    return tree


def _text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def named(ids: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with these ids, all where none is named; raises KeyError for one there is not."""
    known = {each.id: each for each in CLAIMS}
    return tuple(known[name] for name in ids) if ids else CLAIMS
