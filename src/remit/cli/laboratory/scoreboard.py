"""`remit lab claims`: the scoreboard of claims, as shipped or reckoned anew."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from remit.cli.answers import say, tell_json, tell_table
from remit.cli.laboratory.asking import Asked, NotAsked
from remit.cli.laboratory.progress import INTERRUPTED, watched
from remit.cli.laboratory.telling import here
from remit.engines.findings import error
from remit.engines.storm.claims import CLAIMS, Bench, Claim
from remit.engines.storm.claims.board import VARIED, Setting, board, named, shipped, verdict
from remit.engines.storm.claims.judging import STEPS
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions import sampling
from remit.engines.storm.sweeps.runs import Run
from remit.engines.words import Words

SEED = 20_260_505
AMONG = 2
JUDGING = Words("检验论断", "judging claims")
HEADS = Words(
    "编号,论断,效应（95% 区间）,对照,成立,稳健",
    "id,claim,effect (95 % interval),control,holds,robust",
)
HOLDS = {True: Words("成立", "holds"), False: Words("不成立", "NO")}
SUMMARY = Words(
    "{listed} 条论断，{hold} 条成立（{posts:,} 个岗位，{seeds} 个配对种子，方程 {version}）。",
    "{listed} claims, {hold} hold ({posts:,} posts, {seeds} paired seeds, equations {version}).",
)
ROBUST = Words(
    "稳健：{environments} 个随机环境中效应方向与论断一致的比例。",
    "Robust: the share of {environments} random environments in which the effect has the claimed sign.",
)
WHAT = Words(
    "成立：整个区间都在论断的方向上，且去掉所说机制的对照远小于它。没有一条论断参与过调参。",
    "Holds: the whole interval has the claimed sign, and the control, with the mechanism taken away, is"
    " much smaller. Nothing was fitted to a claim.",
)
ONLY = Words("有条件的论断", "Claims under a condition")
FAILS = Words(
    "{id}：在“{axes}”的 {of} 个点中有 {n} 个不出现：",
    "{id} does not appear at {n} of {of} points of {axes}:",
)
COLON = Words("：", ":")
POINTS = STEPS**2
NOT_SHIPPED = Words("没有随附的记分板。请加 --anew 重新计算。", "No scoreboard is shipped. Reckon it with --anew.")  # fmt: skip


def tell_claims(
    ids: Sequence[str], asked: Asked, environments: int, *, anew: bool, robust: bool, as_json: bool
) -> None:
    """Tells the scoreboard of the claims named, or of all. Raises a Refusal."""
    claims = claims_of(ids)
    again = anew or robust
    told = reckoned(claims, asked, environments if robust else 0) if again else _shipped(claims)
    if as_json:
        tell_json(told)
    else:
        _tell(told)


def claims_of(ids: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with these ids. Raises NotAsked naming those there are."""
    known = {each.id for each in CLAIMS}
    wanted = [name.upper() for name in ids]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        there = ", ".join(each.id for each in CLAIMS)
        raise NotAsked(
            *(
                error(
                    "lab.no_such_claim", name, f"没有这条论断。可选：{there}。",
                    f"There is no such claim. There are: {there}.",
                )
                for name in unknown
            )
        )  # fmt: skip
    return named(wanted)


def reckoned(claims: Sequence[Claim], asked: Asked, environments: int) -> Mapping[str, object]:
    """The scoreboard of the claims, with robustness over so many environments unless 0."""
    simulation = asked.simulation
    bench = Bench(lambda design, seed: simulation.record(Run(design, seed)))
    among = (
        sampling.environments(environments, np.random.default_rng(SEED), parts=VARIED)
        if environments
        else ()
    )
    found = []
    with watched(JUDGING) as watch:
        for place, claim in enumerate(claims):
            watch.tell(place, len(claims))
            found.append(verdict(claim, bench, range(asked.seeds), among, range(AMONG)))
            if watch.cancel():
                sys.exit(INTERRUPTED)
    setting = Setting(len(asked.tree), asked.weeks, asked.seeds, environments, AMONG)
    return board(found, setting)


def _shipped(claims: Sequence[Claim]) -> Mapping[str, object]:
    found = shipped()
    if not found:
        raise NotAsked(error("lab.no_board", "claims", NOT_SHIPPED.zh, NOT_SHIPPED.en))
    wanted = {each.id for each in claims}
    lines = [each for each in _lines(found) if each["id"] in wanted]
    hold = sum(bool(each["holds"]) for each in lines)
    return {**found, "claims": lines, "listed": len(lines), "hold": hold}


def _lines(told: Mapping[str, object]) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", told["claims"])


def _tell(told: Mapping[str, object]) -> None:
    lines = _lines(told)
    for text in dict.fromkeys(each["text"] for each in lines):
        of = [each for each in lines if each["text"] == text]
        say(here(Words(**of[0]["of"])), style="bold")
        tell_table("", here(HEADS).split(","), [_row(each) for each in of])
    say(here(SUMMARY).format(**told))
    if told["environments"]:
        say(here(ROBUST).format(**told))
    say(here(WHAT))
    _tell_conditions(lines)


def _row(each: Mapping[str, Any]) -> tuple[str, ...]:
    effect, control = each["effect"], each["control"]
    robust = each["robust"]
    return (
        each["id"],
        f"{here(Words(**each['words']))} [{here(Words(**each['regime']))}]",
        f"{_signed(effect['value'])} ({_signed(effect['low'])} … {_signed(effect['high'])})",
        f"{_signed(control['value'])} {here(Words(**each['controlled']))}",
        here(HOLDS[bool(each["holds"])]),
        "" if robust is None else f"{robust:.0%}",
    )


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2g}"


def _tell_conditions(lines: Sequence[Mapping[str, Any]]) -> None:
    under = [each for each in lines if each["conditional"]["en"]]
    if under:
        say(here(ONLY), style="bold")
    for each in under:
        say(f"  {each['id']}: {here(Words(**each['conditional']))}")
    for each in lines:
        if each["fails"]:
            points = ", ".join(
                "(" + ", ".join(f"{value:.3g}" for value in point) + ")" for point in each["fails"]
            )
            axes = " × ".join(
                here(parameter(name).words).partition(here(COLON))[0] for name in each["axes"]
            )
            told = here(FAILS).format(id=each["id"], n=len(each["fails"]), of=POINTS, axes=axes)
            say(f"  {told} {points}")
