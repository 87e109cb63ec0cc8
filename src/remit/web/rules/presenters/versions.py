"""Two versions in two columns: provisions added, removed and changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.engines.rules import Pack
from remit.engines.rules.parts import Part
from remit.engines.rules.succession import akin
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
        return self.before.in_force(self.days[0]), self.after.in_force(self.days[1])

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
    change: Change
    details: tuple[tuple[Words, Words, Words], ...]
    was: Provision | None = None
    now: Provision | None = None

    @property
    def chip(self) -> tuple[str, Text]:
        """The change as a chip."""
        return CHANGES[self.change]


@dataclass(frozen=True, slots=True)
class Group:
    """The differences in one kind of part."""

    key: str
    name: Words
    lines: tuple[Line, ...]


def side_by_side(pair: Pair) -> dict[str, object]:
    """The differences by kind of part, with how many there are of each change."""
    before, after = pair.sides
    found = _provisions_first(differences(before, after))
    groups = []
    for part, own in groupby(found, key=lambda each: each.part):
        lines = [_line(each, before, after) for each in own]
        if part is Part.PROVISION and pair.days:
            lines = _succeeded(pair.before, lines)
        groups.append(Group(part.value, part.words, tuple(lines)))
    return {"groups": groups, "figures": list(_figures(groups)), "names": pair.names}


def _succeeded(pack: Pack, lines: Sequence[Line]) -> list[Line]:
    """The provisions of the later law beside those of the former one on the same matter."""
    gone = {line.was.rule.id: line.was for line in lines if line.was and not line.now}
    matched: set[str] = set()
    found = []
    for line in lines:
        was = line.now and next(
            (w for w in gone.values() if akin(pack, line.now.rule, w.rule)), None
        )
        if was:
            matched.add(was.rule.id)
        found.append(replace(line, was=was, change=Change.CHANGED) if was else line)
    return [line for line in found if line.now or not (line.was and line.was.rule.id in matched)]


def _provisions_first(found: tuple[Difference, ...]) -> list[Difference]:
    return sorted(found, key=lambda each: each.part is not Part.PROVISION)


def _figures(groups: Sequence[Group]) -> Iterator[Figure]:
    own = [line for group in groups if group.key == Part.PROVISION for line in group.lines]
    for change, label in (
        (Change.ADDED, _("provisions added")),
        (Change.REMOVED, _("provisions removed")),
        (Change.CHANGED, _("provisions changed")),
    ):
        yield Figure(sum(line.change is change for line in own), label)


def _line(each: Difference, before: Pack, after: Pack) -> Line:
    details = tuple((d.trait.words, d.before, d.after) for d in each.details)
    whole = each.part is Part.PROVISION and not details
    was = _whole(before, each.id) if whole and each.change is Change.REMOVED else None
    now = _whole(after, each.id) if whole and each.change is Change.ADDED else None
    return Line(each.title, each.change, details, was, now)


def _whole(pack: Pack, id: str) -> Provision:  # the word of the packs
    """A provision that only one side has, in words."""
    rule = pack.rule(id)
    return provision(pack, rule, on=rule.valid.since)


def _named(pack: Pack) -> str:
    said = _("%(title)s, version %(version)s")
    return said % {"title": pick(pack.titles), "version": pack.version}
