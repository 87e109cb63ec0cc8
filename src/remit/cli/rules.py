"""`remit rules`: the tests beside a pack's rules, its flaws, what differs, what a draft would change."""

from typing import Annotated

import typer

from remit.cli import packs, tables, whatif
from remit.cli.answers import language, say, tell_findings, tell_json
from remit.engines.findings import Finding, Severity, as_mapping
from remit.engines.rules import check_pack_tests, pack_tests
from remit.engines.rules.checks import PackFlaw, check_pack
from remit.engines.rules.mutants import Mutant, mutation
from remit.engines.words import Words

app = typer.Typer(help="Rule packs: test, check, compare, try out.", no_args_is_help=True)
app.command("diff")(whatif.diff)
app.command("whatif")(whatif.whatif)
app.command("table")(tables.table)
Packs = Annotated[list[str] | None, typer.Argument(help="Folders or names; all installed if none.")]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
PASSED = Words("{}：{}项测试，{}项不符", "{}: {} tests, {} failed")
MUTANTS = Words(
    "{}：逐条改动规则{}处，测试发现{}处（{:.1%}）",
    "{}: {} changes to single rules, {} noticed by tests ({:.1%})",
)
UNNOTICED = Words("未被发现：{}（{}）", "not noticed: {} ({})")
SOUND = Words("{}：未发现缺陷", "{}: no flaw found")
EXAMPLE = Words("  例如：{}", "  for example: {}")


@app.command("test")
def run_tests(
    names: Packs = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Also count the faults no test would notice.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Run the tests beside the rules."""
    results = [_tested(name, mutants) for name in names or packs.installed()]
    if as_json:
        tell_json([_result(*result) for result in results])
    else:
        for result in results:
            _tell_tests(*result)
    if any(failed for _, _, failed, *_ in results):
        raise typer.Exit(1)


Tested = tuple[str, int, tuple[Finding, ...], int, tuple[Mutant, ...]]


def _tested(name: str, mutants: bool) -> Tested:
    found = packs.named(name)
    tests = pack_tests(found.documents)
    failed = check_pack_tests(found.pack, found.documents)
    counted = mutation(found.pack, tests) if mutants and not failed else None
    return (
        found.pack.id,
        len(tests),
        failed,
        counted.total if counted else 0,
        counted.survivors if counted else (),
    )


def _tell_tests(
    name: str, tests: int, failed: tuple[Finding, ...], total: int, left: tuple[Mutant, ...]
) -> None:
    tongue = language()
    say(PASSED.pick(tongue).format(name, tests, len(failed)))
    tell_findings(failed)
    if total:
        killed = total - len(left)
        say(MUTANTS.pick(tongue).format(name, total, killed, killed / total))
    for mutant in left:
        say(UNNOTICED.pick(tongue).format(mutant.rule.id, mutant.change.pick(tongue)))


def _result(
    name: str, tests: int, failed: tuple[Finding, ...], total: int, left: tuple[Mutant, ...]
) -> dict[str, object]:
    return {
        "pack": name,
        "tests": tests,
        "failed": [as_mapping(finding) for finding in failed],
        "mutants": total,
        "not_noticed": [{"rule": m.rule.id, "change": m.change.en} for m in left],
    }


@app.command("check")
def check(names: Packs = None, as_json: Json = False) -> None:
    """Look for gaps, overlaps, conflicts, inversions and dead rules, each with an example."""
    found = [(name, check_pack(packs.named(name).pack)) for name in names or packs.installed()]
    if as_json:
        tell_json({name: [_flaw(flaw) for flaw in flaws] for name, flaws in found})
    else:
        for name, flaws in found:
            _tell_flaws(name, flaws)
    if any(flaw.severity is Severity.ERROR for _, flaws in found for flaw in flaws):
        raise typer.Exit(1)


def _tell_flaws(name: str, flaws: tuple[PackFlaw, ...]) -> None:
    tongue = language()
    if not flaws:
        say(SOUND.pick(tongue).format(name))
    for flaw in flaws:
        say(f"{flaw.severity.upper()} {name}: {', '.join(flaw.rules)}", style="bold")
        say(f"  {flaw.words.pick(tongue)}")
        for example in (flaw.example, flaw.worse_example):
            if example:
                told = ", ".join(f"{fact}={value}" for fact, value in example.items())
                say(EXAMPLE.pick(tongue).format(told))


def _flaw(flaw: PackFlaw) -> dict[str, object]:
    return {
        "kind": flaw.kind,
        "severity": flaw.severity,
        "rules": flaw.rules,
        "zh": flaw.words.zh,
        "en": flaw.words.en,
        "example": {fact: str(value) for fact, value in flaw.example.items()},
        "worse_example": {fact: str(value) for fact, value in flaw.worse_example.items()},
        "day": flaw.day,
    }
