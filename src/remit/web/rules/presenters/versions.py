"""Two versions in two columns: provisions added, removed and changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.engines.rules import Pack
from remit.engines.rules.parts import Part
from remit.engines.rules.versions import Change, Difference, differences
from remit.engines.words import Words
from remit.web.components import Figure, Text
from remit.web.rules.presenters.provisions import Provision, provision
from remit.web.wording import day, pick

CHANGES: dict[Change, tuple[str, Text]] = {
    Change.ADDED: ("done", gettext_lazy("added")),
    Change.REMOVED: ("stopped", gettext_lazy("removed")),
    Change.CHANGED: ("soon", gettext_lazy("changed")),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: two packs as wholes, or one pack as in force on two days."""

    before: Pack
    after: Pack
    days: tuple[date, date] | None = None

    @property
    def sides(self) -> tuple[Pack, Pack]:
        """The two packs, with only what is in force where days are given."""
        if self.days is None:
            return self.before, self.after
        return in_force(self.before, self.days[0]), in_force(self.after, self.days[1])

    @property
    def names(self) -> tuple[str, str]:
        """What the two columns are called."""
        if self.days is None:
            return _named(self.before), _named(self.after)
        return day(self.days[0]), day(self.days[1])


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: what was said before and what is said after, trait by trait."""

    title: Words
    chip: tuple[str, Text]
    details: tuple[tuple[Words, Words, Words], ...]
    was: Provision | None = None
    now: Provision | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The differences in one kind of part."""

    key: str
    name: Words
    lines: tuple[Line, ...]


def side_by_side(pair: Pair) -> dict[str, object]:
    """The differences by kind of part, with how many there are of each change."""
    before, after = pair.sides
    found = differences(before, after)
    groups = [
        Group(part.value, part.words, tuple(_line(each, before, after) for each in own))
        for part, own in groupby(_provisions_first(found), key=lambda each: each.part)
    ]
    return {"groups": groups, "figures": list(_figures(found)), "names": pair.names}


def in_force(pack: Pack, on: date) -> Pack:
    """The pack with only what is in force on a day."""
    return replace(
        pack,
        instruments=tuple(i for i in pack.instruments if on in i.valid),
        rules=tuple(rule for rule in pack.rules if on in rule.valid),
        duties=pack.duties_on(on),
        clocks=tuple(clock for clock in pack.clocks if on in clock.valid),
    )


def _provisions_first(found: tuple[Difference, ...]) -> list[Difference]:
    return sorted(found, key=lambda each: each.part is not Part.PROVISION)


def _figures(found: tuple[Difference, ...]) -> Iterator[Figure]:
    own = [each for each in found if each.part is Part.PROVISION]
    for change, label in (
        (Change.ADDED, _("provisions added")),
        (Change.REMOVED, _("provisions removed")),
        (Change.CHANGED, _("provisions changed")),
    ):
        yield Figure(sum(each.change is change for each in own), label)


def _line(each: Difference, before: Pack, after: Pack) -> Line:
    details = tuple((d.trait.words, d.before, d.after) for d in each.details)
    whole = each.part is Part.PROVISION and not details
    was = _whole(before, each.id) if whole and each.change is Change.REMOVED else None
    now = _whole(after, each.id) if whole and each.change is Change.ADDED else None
    return Line(each.title, CHANGES[each.change], details, was, now)


def _whole(pack: Pack, id: str) -> Provision:  # the word of the packs
    """A provision that only one side has, in words."""
    rule = pack.rule(id)
    return provision(pack, rule, on=rule.valid.since)


def _named(pack: Pack) -> str:
    said = _("%(title)s, version %(version)s")
    return said % {"title": pick(pack.titles), "version": pack.version}
