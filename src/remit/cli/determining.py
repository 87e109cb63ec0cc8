"""`remit determine`: what the rules admit in a case written down in a file, without a database."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.files import text
from remit.cli.packs import LARGEST, named
from remit.engines import rules
from remit.engines.rules import CaseFile, Determination

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Instead of the case's.")]


def determine(
    case: Annotated[Path, typer.Argument(help="The case: days and facts, as YAML or JSON.")],
    pack: Annotated[str, typer.Option("--pack", help="Folder or name of a rule pack.")],
    act_on: Day = None,
    on: Day = None,
    letter: Annotated[
        bool, typer.Option("--letter", help="Tell what the letter of a decision must say.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what range of measures the rules admit, why, and which unknown facts decide."""
    law = named(pack).pack
    told = read_case(case, act_on and act_on.date(), on and on.date())
    facts = rules.parse_facts(law, told.facts)
    found = rules.determine(law, facts, told.on, told.act_on, told.concluded_on)
    if as_json:
        tell_json(determination_mapping(found))
        return
    tell_findings(found.findings)
    if letter:
        _tell_letter(found)
        return
    for line in rules.render_proof(found, language()):
        say(line)


def _tell_letter(found: Determination) -> None:
    tongue = language()
    for section in rules.letter_skeleton(found):
        say(f"\n{section.heading.pick(tongue)}", style="bold")
        for line in section.lines:
            say(f"  {line.pick(tongue)}")


def read_case(path: Path, act_on: date | None = None, on: date | None = None) -> CaseFile:
    """The case in a file; days given here go before the file's."""
    return rules.parse_case(text(path, LARGEST), {"act_on": act_on, "on": on})


def determination_mapping(found: Determination) -> dict[str, object]:
    """A determination as programs read it."""
    return {
        "pack": found.pack_id,
        "version": found.pack_version,
        "digest": found.pack_digest,
        "on": found.on,
        "act_on": found.act_on,
        "laws": found.laws,
        "settled": found.settled,
        "outcomes": [
            {
                "status": o.status,
                "low": o.low.code,
                "high": o.high.code,
                "leanings": o.leanings,
                "beside": [[measure.code, modality] for measure, modality in o.beside],
            }
            for o in found.outcomes
        ],
        "deciding": [d.fact for d in found.deciding],
        "rules": {proof.rule.id: proof.status for proof in found.proof},
        "duties": [duty.id for duty in found.duties],
        "clocks": [clock.source for clock in found.clocks],
        "findings": [finding.id for finding in found.findings],
        "proof": {tongue: rules.render_proof(found, tongue) for tongue in ("zh-hans", "en")},
    }
