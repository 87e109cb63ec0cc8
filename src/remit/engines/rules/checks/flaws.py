"""A flaw of a pack: which provisions, what is wrong, and a case in which it shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from remit.engines.findings import Finding, Severity
from remit.engines.rules.conditions import Value
from remit.engines.rules.pack import Effect, EffectKind, Pack, Rule
from remit.engines.words import Words

SOURCE = "docs/explanation/rules.md"
MOST_NOES = 3
_HEAVIER = Words("从重", "the heavier end")


class FlawKind(StrEnum):
    """What is wrong."""

    UNREACHABLE = "unreachable"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    GAP = "gap"
    OVERLAP = "overlap"
    INVERSION = "inversion"
    EXPIRED = "expired_citation"
    UNVERIFIED = "unverified"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class PackFlaw:
    """One flaw: `rules` by name, `words` that name the provisions, and where it shows.

    `example` gives facts enough to show the flaw on the `day` of the act, whatever the others are; it
    is empty where none are needed or none can show it. `worse_example` is the second case of an
    inversion. `says` tells what each rule says there.
    """

    kind: FlawKind
    severity: Severity
    rules: tuple[str, ...]
    words: Words
    example: Mapping[str, Value] = field(default_factory=dict)
    worse_example: Mapping[str, Value] = field(default_factory=dict)
    day: date | None = None
    says: tuple[tuple[str, Words], ...] = ()

    @property
    def finding(self) -> Finding:
        """The flaw as every check tells it."""
        subject = ", ".join(self.rules)
        return Finding(f"rules.{self.kind.value}", self.severity, subject, self.words, SOURCE)


class Unchecked(NamedTuple):
    """A search that was given up: the rules, facts or tables it was about, and what is not known."""

    names: tuple[str, ...]
    what: Words


def not_checked(given_up: Iterable[Unchecked]) -> Iterator[PackFlaw]:
    """One flaw for each kind of search that was given up."""
    names: dict[Words, dict[str, None]] = {}
    for one in given_up:
        names.setdefault(one.what, {}).update(dict.fromkeys(one.names))
    for what, about in names.items():
        listing = ", ".join(about)
        yield PackFlaw(
            FlawKind.NOT_CHECKED,
            Severity.WARNING,
            tuple(about),
            Words(
                f"情形过多，超出检查上限，以下各项未检查{what.zh}：{listing}。请把条件拆简后再检查。",
                f"There are too many cases to go through: past the bound it was not checked"
                f" {what.en}, for these: {listing}. Make the conditions simpler and check again.",
            ),
        )


def names_of(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The rules by name."""
    return tuple(rule.id for rule in rules)


def named(rule: Rule) -> Words:
    """A rule with its provision."""
    cited = rule.citations[0].words
    return Words(
        f"{cited.zh}（{rule.title.zh}，{rule.id}）", f"{cited.en} ({rule.title.en}, {rule.id})"
    )


def listed(rules: Iterable[Rule]) -> Words:
    """Rules with their provisions, one after the other."""
    names = [named(rule) for rule in rules]
    return Words("、".join(n.zh for n in names), "; ".join(n.en for n in names))


def told(pack: Pack, example: Mapping[str, Value]) -> Words:
    """A case in words: every question with its answer; more than three times "no" are told at once."""
    denied = [fact for fact, value in example.items() if value is False]
    short = len(denied) > MOST_NOES
    answers = [(pack.term(f), v) for f, v in example.items() if not short or v is not False]
    zh = [f"{term.question.zh}{term.says(value).zh}" for term, value in answers]
    en = [f"{term.question.en} {term.says(value).en}" for term, value in answers]
    if short:
        zh.append(f"其余{len(denied)}个是非问题均为否")
        en.append(f"no to {len(denied)} other questions")
    return Words("，".join(zh) or "任何情形", ", ".join(en) or "any case")


def says(rules: Iterable[Rule], pack: Pack) -> tuple[tuple[str, Words], ...]:
    """What each rule says when it applies."""
    return tuple((rule.id, effects_told(pack, rule)) for rule in rules)


def effects_told(pack: Pack, rule: Rule) -> Words:
    """The effects of a rule in words."""
    parts = [_effect_told(pack, effect) for effect in rule.effects]
    return Words("；".join(p.zh for p in parts), "; ".join(p.en for p in parts))


def _effect_told(pack: Pack, effect: Effect) -> Words:
    if effect.kind is EffectKind.NOTE:
        return effect.note
    low, high = pack.ladder[effect.low].name, pack.ladder[effect.high].name
    one = effect.low == effect.high
    lean = Words("从轻", "the lighter end") if effect.lean == "lighter" else _HEAVIER
    zh, en = {
        EffectKind.BAND: (
            f"给予{high.zh}" if one else f"给予{low.zh}至{high.zh}",
            high.en if one else f"{low.en} to {high.en}",
        ),
        EffectKind.EXEMPT: ("免予处理", "no measure"),
        EffectKind.SHIFT: (
            f"幅度变动{effect.steps:+d}档",
            f"move the band {effect.steps:+d} rungs",
        ),
        EffectKind.LEAN: lean,
        EffectKind.CAP: (f"最重给予{high.zh}", f"{high.en} at most"),
        EffectKind.CONCUR: (f"并处{high.zh}", f"{high.en} besides"),
    }[effect.kind]
    return Words(f"{effect.modality.words.zh}{zh}", f"{effect.modality.words.en}: {en}")
