"""What a draft, or another day's law, changes, and for whom: reckoned and told."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from remit.cli import packs
from remit.cli.answers import language, say, tell_findings, tell_json, tell_table
from remit.cli.database import open_database
from remit.cli.files import text
from remit.cli.packs import Named
from remit.engines.figures import percent
from remit.engines.findings import Finding, Refusal, error
from remit.engines.rules import parse_cases
from remit.engines.rules.batch import Days, cases_of
from remit.engines.rules.facts import still_asked
from remit.engines.rules.versions import differences
from remit.engines.rules.whatif import (
    Affected,
    WhatIf,
    direction_picture,
    matrix_picture,
    what_if,
    what_if_mapping,
)
from remit.engines.words import Words

LARGEST = 2**25
MOST_LISTED = 20
GROUPS = {
    "unit": Words("按单位", "By unit"),
    "level": Words("按层级", "By level"),
    "post": Words("按岗位", "By post"),
}
HEADS = Words("名称|案件|变化|比例|平均档位", "name|cases|changed|share|rungs on average")
BEHIND = Words("因为：{}（涉及案件：{}）", "Because of: {} (cases: {})")
EQUAL = Words("两者没有差别。", "The two do not differ.")
Told = tuple[str, Mapping[str, object], date, date, Mapping[str, str]]


class NoCases(Refusal):
    """There is no case to try the rules on."""


def tell_differences(before: str, after: str, *, as_json: bool) -> None:
    """Tells what differs between two packs, or one pack on two days."""
    found = differences(*(packs.of_day(packs.named(name)) for name in (before, after)))
    if as_json:
        rows = [(d.part, d.change, d.id, d.words.zh, d.words.en) for d in found]
        tell_json(
            [dict(zip(("part", "change", "id", "zh", "en"), row, strict=True)) for row in rows]
        )
        return
    for difference in found:
        say(difference.words.pick(language()))
    if not found:
        say(EQUAL.pick(language()))


def tell_what_if(before: str, after: str, cases: Path | None, *, svg: bool, as_json: bool) -> None:
    """Tells what the second rules would change over past cases."""
    first, second = packs.named(before), packs.named(after)
    told = _from_file(cases) if cases else _kept(first.pack.id)
    if not told:
        raise NoCases(_no_cases(first))
    answer = compared(first, second, told)
    if as_json:
        tell_json(what_if_mapping(answer))
    else:
        _tell(answer, [name for name, *_ in told])
    if svg:
        _draw(first.pack.id, answer)


def compared(first: Named, second: Named, told: Sequence[Told]) -> WhatIf:
    """The comparison; a side without a day judges each case on its own days."""
    both = (first.pack, second.pack)
    rows = [still_asked(both, facts) for _, facts, *_ in told]
    of = {name: [each[4].get(name, "") for each in told] for name in _attributes(told)}
    days = [_days(side, told) for side in (first, second)]
    cases = cases_of(first.pack, rows, second.pack)
    return what_if(*both, cases, days[0], of, days_after=days[1], most=MOST_LISTED)


def _attributes(told: Sequence[Told]) -> list[str]:
    return list(dict.fromkeys(name for each in told for name in each[4]))


def _days(side: Named, told: Sequence[Told]) -> Days:
    if side.day is not None:
        return Days(side.day, side.day)
    on, act_on = [each[3] for each in told], [each[2] for each in told]
    return Days(np.array(on, "datetime64[D]"), np.array(act_on, "datetime64[D]"))


def _from_file(path: Path) -> list[Told]:
    found = parse_cases(text(path, LARGEST))
    return [(case.name, case.facts, case.act_on, case.on, case.of) for case in found]


def _kept(pack: str) -> list[Told]:
    """The cases kept in the house to which the pack was applied."""
    open_database()
    from remit.apps.cases.queries import rulings

    tongue = language()
    return [
        (
            f"{each.number} {each.title.pick(tongue)}",
            each.facts,
            each.act_on,
            each.on,
            {name: words.pick(tongue) for name, words in each.of.items()},
        )
        for each in rulings.all_kept_facts(pack=pack)
    ]


def _tell(answer: WhatIf, names: Sequence[str]) -> None:
    tongue = language()
    for sentence in answer.sentences:
        say(sentence.pick(tongue))
    tell_findings(answer.findings)
    for name, rows in answer.attributes.items():
        _tell_group(GROUPS[name].pick(tongue) if name in GROUPS else name, rows)
    for rule in answer.rules[:MOST_LISTED]:
        say(BEHIND.pick(tongue).format(rule.title.pick(tongue), rule.cases))
    for each in answer.examples:
        before, after = each.before.pick(tongue), each.after.pick(tongue)
        say(f"\n{names[each.case]}: {before} → {after}")
        say(f"  {each.reason.pick(tongue)}")


def _tell_group(title: str, rows: Sequence[Affected]) -> None:
    told = [
        (row.label, row.cases, row.changed, percent(row.share), f"{float(row.mean_shift):+.1f}")
        for row in rows
    ]
    tell_table(title, HEADS.pick(language()).split("|"), told)


def _draw(name: str, answer: WhatIf) -> None:
    for kind, picture in (("directions", direction_picture), ("results", matrix_picture)):
        path = Path(f"{name}-{kind}.svg")
        path.write_text(picture(answer, language()), encoding="utf-8")
        say(str(path))


def _no_cases(side: Named) -> Finding:
    return error(
        "cli.no_cases",
        side.pack.id,
        "没有依此规则包办理的案件可供试算。请用 --cases 给出案件文件，或先在案件中适用规则。",
        "No case was determined under this pack. Name a file with --cases, or apply the rules first.",
    )
