"""Two packs side by side: what was added, removed or changed, provision by provision.

Idea: what has the same name in both packs is the same part, whatever its place in the files is; two
packs that differ in nothing else than the order of lines have no difference.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.rules.pack import Pack
from remit.engines.rules.parts import SHEETS, Part, Sheet, Trait
from remit.engines.words import Words


class Change(StrEnum):
    """What became of the part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Detail:
    """One trait that differs, before and after."""

    trait: Trait
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a pack that differs; `details` only where it is in both packs."""

    part: Part
    change: Change
    id: str
    title: Words
    details: tuple[Detail, ...]
    words: Words


def differences(before: Pack, after: Pack) -> tuple[Difference, ...]:
    """What differs, by kind of part; in each first what `after` has, in its order, then what it lost."""
    return tuple(
        difference
        for part, sheets in SHEETS.items()
        for difference in _compared(part, dict(sheets(before)), dict(sheets(after)))
    )


def _compared(
    part: Part, before: Mapping[str, Sheet], after: Mapping[str, Sheet]
) -> Iterator[Difference]:
    for id, sheet in after.items():  # noqa: A001 - the domain's word
        if id not in before:
            yield _whole(part, Change.ADDED, id, sheet)
        elif details := _details(before[id], sheet):
            words = _changed_words(part, sheet.title, details)
            yield Difference(part, Change.CHANGED, id, sheet.title, details, words)
    for id, sheet in before.items():  # noqa: A001 - the domain's word
        if id not in after:
            yield _whole(part, Change.REMOVED, id, sheet)


def _details(before: Sheet, after: Sheet) -> tuple[Detail, ...]:
    return tuple(
        Detail(trait, before.traits[trait][1], said)
        for trait, (value, said) in after.traits.items()
        if before.traits[trait][0] != value
    )


def _whole(part: Part, change: Change, id: str, sheet: Sheet) -> Difference:
    kind, title = part.words, sheet.title
    if change is Change.ADDED:
        words = Words(f"新增{kind.zh}“{title.zh}”。", f"New {kind.en}: “{title.en}”.")
    else:
        words = Words(f"删去{kind.zh}“{title.zh}”。", f"Removed {kind.en}: “{title.en}”.")
    return Difference(part, change, id, title, (), words)


def _changed_words(part: Part, title: Words, details: Iterable[Detail]) -> Words:
    told = [_detail_words(detail) for detail in details]
    kind, zh, en = part.words, "；".join(t.zh for t in told), "; ".join(t.en for t in told)
    return Words(f"{kind.zh}“{title.zh}”有改动：{zh}。", f"Changed {kind.en} “{title.en}”: {en}.")


def _detail_words(detail: Detail) -> Words:
    trait, was, now = detail.trait.words, detail.before, detail.after
    return Words(
        f"{trait.zh}由“{was.zh or '无'}”改为“{now.zh or '无'}”",
        f"{trait.en} from “{was.en or 'none'}” to “{now.en or 'none'}”",
    )
