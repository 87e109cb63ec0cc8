"""Engines on files, without a database: shares of a situation, the range that rules admit."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json, tell_table
from remit.cli.files import text
from remit.engines import attribution, rules
from remit.engines.attribution import Report
from remit.engines.findings import Refusal, error
from remit.engines.reading import Reading
from remit.engines.rules import Determination
from remit.engines.words import Words

# A situation or fact file is written by hand: anything larger is something else.
LARGEST = 2**20
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


class FileNotUnderstood(Refusal):
    """The file handed in is not YAML or JSON of the expected kind."""


def attribute(
    situation: Annotated[Path, typer.Argument(help="A situation as YAML or JSON.")],
    as_json: Json = False,
) -> None:
    """Share out the responsibility for a situation, exactly and with reasons."""
    report = attribution.attribute(attribution.parse_situation(_mapping(situation)))
    if as_json:
        tell_json(attribution.report_mapping(report))
    else:
        _tell_shares(report)


def determine(
    pack: Annotated[Path, typer.Argument(help="The folder of a rule pack.")],
    facts: Annotated[Path, typer.Argument(help="The facts as YAML or JSON.")],
    act_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of the act.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of the decision.")],
    as_json: Json = False,
) -> None:
    """Say what range of measures the rules admit, why, and which unknown facts decide."""
    law = rules.parse_pack(read_pack(pack))
    given = rules.parse_facts(law, _mapping(facts))
    found = rules.determine(law, given, on=on.date(), act_on=act_on.date())
    if as_json:
        tell_json(_determination(found))
        return
    tell_findings(found.findings)
    for line in rules.render_proof(found, language()):
        say(line)


def read_pack(folder: Path) -> dict[str, str]:
    """The texts of a rule pack's files by their names within its folder."""
    if not (folder / "pack.yaml").is_file():
        raise FileNotUnderstood(
            error(
                "cli.no_pack",
                str(folder),
                "此目录中没有 pack.yaml，不是规则包。请给出规则包的目录。",
                "There is no pack.yaml in this folder: it is no rule pack. Name a pack's folder.",
            )
        )
    files = sorted(folder.glob("**/*.yaml"))
    return {str(f.relative_to(folder)): text(f, LARGEST) for f in files}


def _mapping(path: Path) -> Mapping[str, object]:
    """The mapping that a YAML or JSON file holds; raises FileNotUnderstood."""
    reading = Reading("cli")
    read = reading.yaml(text(path, LARGEST), str(path))
    content = {} if reading.findings else reading.mapping(read, str(path))
    if reading.findings:
        raise FileNotUnderstood(*reading.findings)
    return content


HEADS = Words(
    "当事人|份额|百分比|系统账户|合计 {total} ＝ 损害 {harm}",
    "person|share|percent|system account|sum {total} = harm {harm}",
)


def _tell_shares(report: Report) -> None:
    tongue = language()
    person, share, percent, system, total = HEADS.pick(tongue).split("|")
    parts = [(p.name.pick(tongue), p.share, p.amount, p.sentences) for p in report.persons]
    parts.append((system, report.system.share, report.system.amount, report.system.sentences))
    tell_table(
        report.title.pick(tongue),
        (person, share, percent, report.unit),
        [(name, part, f"{float(part):.1%}", f"{float(n):,.2f}") for name, part, n, _ in parts],
    )
    for name, _, _, sentences in parts:
        say(f"\n{name}", style="bold")
        for sentence in sentences:
            say(f"  {sentence.pick(tongue)}")
    tell_findings(report.findings)
    proof = report.certificate
    say("\n" + total.format(total=proof.total, harm=proof.harm) + f" ({proof.engine})")


def _determination(found: Determination) -> dict[str, object]:
    return {
        "pack": found.pack_id,
        "version": found.pack_version,
        "digest": found.pack_digest,
        "on": found.on,
        "act_on": found.act_on,
        "settled": found.settled,
        "outcomes": [
            {"status": o.status, "low": o.low.code, "high": o.high.code, "leanings": o.leanings}
            for o in found.outcomes
        ],
        "deciding": [d.fact for d in found.deciding],
        "proof": {language: rules.render_proof(found, language) for language in ("zh-hans", "en")},
    }
