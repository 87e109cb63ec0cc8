"""The finding of a comparison in sentences, the first one as its title."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from remit.engines.figures import percent
from remit.engines.findings import Finding, warning
from remit.engines.rules.whatif.answer import Affected, Side, WhatIf
from remit.engines.rules.whatif.directions import Direction
from remit.engines.rules.whatif.flows import OPEN
from remit.engines.words import Words

FEW = 30
MOST_NAMED = 3
SOURCE = "docs/explanation/rules.md"


def told(answer: WhatIf) -> WhatIf:
    """The same with its sentences and findings."""
    found = (*_headline(answer), *_shift(answer), *_most_affected(answer), *_rules(answer))
    return replace(answer, sentences=found, findings=tuple(_findings(answer)))


def _headline(answer: WhatIf) -> Iterator[Words]:
    total = f"{answer.cases:,}"
    if not answer.changed:
        yield Words(
            f"{total}件案件的结果都不变", f"None of {total} cases would come out differently"
        )
        return
    ways = sorted(_changes(answer), key=lambda pair: -pair[1])[:MOST_NAMED]
    zh = "、".join(f"{cases:,}件{way.words.zh}" for way, cases in ways)
    en = ", ".join(f"{cases:,} {way.words.en}" for way, cases in ways)
    part = percent_words(answer.changed, answer.cases)
    yield Words(
        f"{total}件案件中有{answer.changed:,}件（{part.zh}）结果不同：{zh}",
        f"{answer.changed:,} of {total} cases ({part.en}) would come out differently: {en}",
    )


def _changes(answer: WhatIf) -> list[tuple[Direction, int]]:
    return [pair for pair in answer.directions.items() if pair[0] is not Direction.UNCHANGED]


def _shift(answer: WhatIf) -> Iterator[Words]:
    if answer.mean_shift:
        zh, en = ("轻", "milder") if answer.mean_shift < 0 else ("重", "heavier")
        rungs = rungs_text(abs(answer.mean_shift))
        yield Words(
            f"按全部案件平均，处理幅度的中点变{zh}{rungs}档。",
            f"Over all cases the middle of the range moves by {rungs} rungs on average, to the "
            f"{en} side.",
        )
    elif answer.changed:
        yield Words(
            "按全部案件平均，处理幅度的中点不变。",
            "Over all cases the middle of the range stays where it was on average.",
        )


def rungs_text(rungs: Fraction) -> str:
    """A number of rungs with two places; a small one is not made nothing."""
    return f"{float(rungs):.2f}" if rungs == 0 or abs(rungs) >= Fraction(1, 100) else "< 0.01"


def _most_affected(answer: WhatIf) -> Iterator[Words]:
    """For each attribute the label with the largest part of changes among those with enough cases."""
    for name, rows in answer.attributes.items():
        enough = [row for row in rows if row.cases >= FEW]
        if answer.changed and len(enough) > 1:
            yield _group(name, enough[0], enough[-1])


def _group(name: str, most: Affected, least: Affected) -> Words:
    high, low = percent(most.share), percent(least.share)
    if most.share == least.share:
        return Words(
            f"按“{name}”划分，各类案件变化的比例相同（{high.replace(' ', '')}）。",
            f"By “{name}”, the part that changes is the same in every group ({high}).",
        )
    return Words(
        f"按“{name}”划分，“{most.label}”变化的比例最大（{high.replace(' ', '')}），"
        f"“{least.label}”最小（{low.replace(' ', '')}）。",
        f"By “{name}”, the part that changes is largest for “{most.label}” ({high}) and smallest for "
        f"“{least.label}” ({low}).",
    )


def _rules(answer: WhatIf) -> Iterator[Words]:
    if answer.rules:
        first = answer.rules[0]
        part = percent(Fraction(first.cases, answer.changed))
        yield Words(
            f"与变化关联最多的规定是“{first.title.zh}”：涉及{first.cases:,}件"
            f"（占变化案件的{part.replace(' ', '')}）。",
            f"The rule most often behind a change is “{first.title.en}”: {first.cases:,} cases "
            f"({part} of those that change).",
        )


def _findings(answer: WhatIf) -> Iterator[Finding]:
    undecided = sum(f.cases for f in answer.flows if OPEN in (f.before, f.after))
    if undecided:
        yield warning(
            "whatif.open_cases",
            answer.after.pack,
            f"有{undecided:,}件案件在一方或者双方规则下事实待查，其变化只能按仍有可能的结果比较。",
            f"In {undecided:,} cases facts are missing under one or both sets of rules; for them only "
            "what is still possible could be compared.",
            SOURCE,
        )
    small = [
        name for name, rows in answer.attributes.items() if any(row.cases < FEW for row in rows)
    ]
    if small:
        zh, en = "、".join(small), ", ".join(small)
        yield warning(
            "whatif.small_groups",
            en,
            f"按{zh}划分，有的类别不足{FEW}件，其比例容易随个别案件大幅变动，请勿据此下结论。",
            f"By {en}, some groups have fewer than {FEW} cases. A single case moves their figures much; "
            "draw no conclusion from them.",
            SOURCE,
        )


def matrix_title(answer: WhatIf) -> Words:
    """The way that most cases take from one result to another."""
    moved = [flow for flow in answer.flows if flow.before != flow.after]
    if not moved:
        return Words("没有案件从一种结果变为另一种结果", "No case goes from one result to another")
    most = max(moved, key=lambda flow: flow.cases)
    return Words(
        f"移动最多的是{most.cases:,}件：由“{most.before.words.zh}”到“{most.after.words.zh}”",
        f"Most cases move from “{most.before.words.en}” to “{most.after.words.en}”: {most.cases:,}",
    )


def percent_words(cases: int, of: int) -> Words:
    """A part of all cases per hundred; what is not nothing is never written as nothing."""
    share = Fraction(cases, of)
    text = "< 0.1 %" if 0 < share < Fraction(1, 2000) else percent(share)
    return Words(text.replace(" ", ""), text)


def count_words(cases: int, of: int) -> Words:
    """A number of cases and the part of all that it is."""
    part = percent_words(cases, of)
    return Words(f"{cases:,}件（{part.zh}）", f"{cases:,} ({part.en})")


def provenance(answer: WhatIf) -> tuple[Words, ...]:
    """What was compared, and by which versions of which packs."""
    first, second = answer.before, answer.after
    return (
        Words(f"原规则：{_side(first).zh}", f"Before: {_side(first).en}"),
        Words(f"新规则：{_side(second).zh}", f"After: {_side(second).en}"),
        Words(
            "本比较只说明规则允许什么，不评价已作出的决定。",
            "This says what the rules allow; it does not judge the decisions that were made.",
        ),
    )


def _side(side: Side) -> Words:
    days = Words(f"，{side.days.zh}", f", {side.days.en}") if side.days.en else side.days
    digest = side.digest[:12]
    return Words(
        f"《{side.titles.zh}》{side.version}{days.zh}（摘要 {digest}）",
        f"{side.titles.en} {side.version}{days.en} (digest {digest})",
    )
