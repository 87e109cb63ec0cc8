"""Parts of rules in words: conditions as points of a list, cells of a table, how far a source was read."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from remit.engines.rules import Hit, Pack, Rule, Verification, condition_words, effect_words
from remit.engines.rules.conditions import Atom, Condition, Every, facts_of
from remit.engines.words import Words
from remit.web.components import Reference, Text

# How far the wording was checked, as a chip.
CHECKED: Mapping[Verification, tuple[str, Text]] = {
    Verification.READ: ("done", _("wording read")),
    Verification.EXCERPT: ("note", _("read in excerpts")),
    Verification.BELIEVED: ("soon", _("wording not seen")),
}
HITS: Mapping[Hit, Text] = {
    Hit.UNIQUE: _("Exactly one row can fit a case."),
    Hit.ANY: _("Several rows may fit a case; they then say the same."),
    Hit.FIRST: _("The first row from the top that fits goes before all later ones."),
    Hit.COLLECT: _("Every row that fits counts; what they say is added up."),
}
ANY = Words("不限", "any")


def points(pack: Pack, condition: Condition) -> tuple[Words, ...]:
    """A condition as points that all have to hold; none where it always holds."""
    if condition is True:
        return ()
    if isinstance(condition, Every):
        return tuple(point for part in condition.parts for point in points(pack, part))
    return (condition_words(pack, condition),)


def effects(pack: Pack, rule: Rule) -> tuple[Words, ...]:
    """What follows from a rule."""
    return tuple(effect_words(pack, effect) for effect in rule.effects)


def cells(pack: Pack, rule: Rule, columns: Sequence[str], common: Condition) -> tuple[Words, ...]:
    """What a row of a table says under each column, beside the condition `common` to all rows."""
    condition = rule.condition
    parts = condition.parts if isinstance(condition, Every) else (condition,)
    own = {facts_of(part)[:1]: part for part in parts if part != common and facts_of(part)}
    return tuple(_cell(pack, column, own.get((column,))) for column in columns)


def goes_before(pack: Pack, rule: Rule) -> tuple[Reference, ...]:
    """The rules that this one overrides."""
    wanted = set(rule.overrides)
    return tuple(named(pack, r) for r in pack.rules if {r.id, r.label} & wanted and r != rule)


def gives_way(pack: Pack, rule: Rule) -> tuple[Reference, ...]:
    """The rules that override this one."""
    names = {rule.id, rule.label}
    return tuple(named(pack, r) for r in pack.rules if names & set(r.overrides) and r != rule)


def named(pack: Pack, rule: Rule) -> Reference:
    """A rule with its provision, leading to its page."""
    return Reference(rule.title, reverse("rule", args=[pack.id, rule.id]), rule.citations[0].words)


def both(texts: Sequence[Words], zh: str = "；", en: str = "; ") -> Words:
    """Texts joined in both languages."""
    return Words(zh.join(t.zh for t in texts), en.join(t.en for t in texts))


def _cell(pack: Pack, column: str, part: Condition | None) -> Words:
    if part is None:
        return ANY
    if isinstance(part, Every):
        return both([_cell(pack, column, each) for each in part.parts], "，", ", ")
    told = condition_words(pack, part)
    if not isinstance(part, Atom):
        return told
    asked = pack.term(column).question
    return Words(told.zh.removeprefix(asked.zh), told.en.removeprefix(asked.en).strip())
