"""What the engine answers: shares with reasons, contrast rows and a certificate."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from remit.engines.attribution import sentences as say
from remit.engines.attribution.answer import (
    NOTHING,
    Certificate,
    Interval,
    PersonShare,
    Reached,
    Report,
    SystemAccount,
    UnitShare,
)
from remit.engines.attribution.causes import Part
from remit.engines.attribution.checking import SOURCE, check_situation
from remit.engines.attribution.contrasts import contrasts
from remit.engines.attribution.cutting import NO_SETS, smallest_sets
from remit.engines.attribution.evidence import Readings, readings
from remit.engines.attribution.prevention import NO_PREVENTION, prevention
from remit.engines.attribution.sharing import (
    USUAL,
    LevelGame,
    Means,
    level_games,
    method,
    sharing,
    split,
    within,
)
from remit.engines.attribution.situation import (
    NO_WORDS,
    Choice,
    Exemption,
    Kind,
    Owner,
    Situation,
    SituationRefused,
    baseline_digest,
    digest,
    evidence_digest,
    model_digest,
)
from remit.engines.attribution.witnesses import Found, blame, part_of, witnesses
from remit.engines.attribution.world import World, departure
from remit.engines.faulttree import BudgetSpent
from remit.engines.findings import Finding, Severity, warning
from remit.engines.games import Method, TooLarge
from remit.engines.words import Words

T = TypeVar("T")
NO_WITNESSES: Found = {}
NO_READINGS = Readings()
READINGS = Words("争议事实下的份额区间", "between what limits shares lie while facts are disputed")
WITNESSES = Words("各人离避免损害有多近", "how close each person was to averting the harm")
BLAME = Words("各人当时所能知道的程度", "how far each person could have known")
CUT_SETS = Words("最小充分组合", "which departures together were enough")
PREVENTION = Words("何种控制最有效", "which control would have helped most")
ENGINE = "attribution 2: Shapley of the duty-baseline game on decision diagrams"


def attribute(situation: Situation, means: Means = USUAL) -> Report:
    """Whose share of the harm is whose, exactly, with reasons; raises SituationRefused.

    Past the budget in `means` the answer is sampled and says so, if chance is given; otherwise it is
    refused.
    """
    found = check_situation(situation)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    return _Reckoning(situation, means).report(found)


class _Reckoning:
    """One situation with everything that was found out about it."""

    def __init__(self, situation: Situation, means: Means) -> None:
        self.situation = situation
        self.means = means = means.begun()
        self.world = World(situation, {})
        self.games: tuple[LevelGame, ...] = level_games(self.world, means)
        self.degrees = {degree.person: degree for degree in situation.degrees}
        weights = {person: degree.weight for person, degree in self.degrees.items()}
        self.sharing = sharing(self.games, weights, means)
        self.plain = sharing(self.games, {}, means) if weights else self.sharing
        self.left_out: list[Finding] = []
        world = self.world
        found: Found | None = self._affordable(
            WITNESSES, lambda: witnesses(world, self.games, means.left), None
        )
        self.searched, self.witnesses = found is not None, found or NO_WITNESSES
        self.cut_sets = self._affordable(
            CUT_SETS, lambda: smallest_sets(world, self.games, means.left), NO_SETS
        )
        self.prevention = self._affordable(
            PREVENTION, lambda: prevention(world, self.games, means.left), NO_PREVENTION
        )
        self.readings = self._affordable(
            READINGS, lambda: readings(situation, weights, means), NO_READINGS
        )
        self.owners = self._owners()

    def report(self, found: tuple[Finding, ...]) -> Report:
        """The whole answer; `found` are the warnings of the check."""
        situation, outcome = self.situation, self.situation.outcome
        persons = tuple(self._person(person) for person in situation.persons)
        system = self._system(persons)
        return Report(
            situation.id,
            situation.title,
            bool(self.games),
            self.sharing.whole or outcome.amount,
            outcome.unit,
            outcome.label,
            tuple(
                Reached(level.label, level.amount, self.world.facts[level.factor])
                for level in outcome.levels
            ),
            persons,
            system,
            self._units(),
            contrasts(self.world, harm=bool(self.games)),
            self.cut_sets,
            self.prevention,
            (*found, *self._remarks(), *dict.fromkeys(self.left_out)),
            self._certificate(persons, system),
        )

    def _affordable(self, what: Words, reckon: Callable[[], T], instead: T) -> T:
        """What `reckon` finds; past the budget `instead`, with a finding that says so."""
        try:
            return reckon()
        except (BudgetSpent, TooLarge):
            zh, en = say.left_out(what)
            self.left_out.append(warning("attribution.left_out", self.situation.id, zh, en, SOURCE))
            return instead

    def _owners(self) -> dict[str, list[Owner]]:
        found: dict[str, list[Owner]] = {}
        for owner in self.situation.owners:
            found.setdefault(owner.person, []).append(owner)
        return found

    @cached_property
    def _exempted(self) -> Mapping[str, Exemption]:
        return {exemption.person: exemption for exemption in reversed(self.situation.exempted)}

    @cached_property
    def _parts(self) -> Mapping[str, Fraction]:
        """By choice, the part of the whole that it makes up of its person's share."""
        amounts = split(self.world, self.games, self.sharing, self.means)
        return {name: amount / self.sharing.whole for name, amount in amounts.items()}

    def _person(self, person: str) -> PersonShare:
        owners = self.owners[person]
        share, exemption = self.sharing.part(person), self._exempted.get(person)
        witness, _ = self.witnesses.get(person, (None, None))
        kept = NOTHING if exemption and share > 0 else share
        split = {
            choice.id: self._parts[choice.id]
            for choice in self.world.departures.get(person, ())
            if choice.id in self._parts
        }
        blamed = self._affordable(BLAME, lambda: blame(self.world, person, self.means), None)
        interval = self.readings.interval(person)
        return PersonShare(
            person,
            owners[0].name,
            tuple(dict.fromkeys(owner.post for owner in owners)),
            owners[0].unit,
            part_of(witness) if self.searched or share <= 0 else Part.JOINT,
            kept,
            kept * self.sharing.whole,
            _by_kind(self.world, split),
            tuple(split.items()),
            witness.degree if witness else NOTHING,
            witness,
            exemption,
            share,
            self.degrees.get(person),
            self.plain.part(person),
            blamed,
            interval,
            self._sentences(person, share, interval, blamed),
        )

    def _sentences(
        self, person: str, share: Fraction, interval: Interval | None, blamed: Fraction | None
    ) -> tuple[Words, ...]:
        """The reasons for one person's share, in the order in which a letter gives them."""
        world, exemption = self.world, self._exempted.get(person)
        witness, level = self.witnesses.get(person, (None, None))
        harm = say.in_both(level.label if level else self.situation.outcome.label)
        own = world.departures.get(person, ())
        lines: list[Words] = []
        if share < 0:
            lines.append(say.averting(harm))
        elif witness:
            lines += [say.had_you(world, witness, harm), *say.grounds(world, witness)]
            lines += [] if share else [say.balanced(harm)]
        elif self.games and self.searched:
            lines += say.no_cause(own, harm)
        if not own and person not in self._excused:
            lines += say.complied(self._choices.get(person, ()))
        lines += [say.excuse(world, choice) for choice in self._excused.get(person, ())]
        whole, unit = self.sharing.whole, self.situation.outcome.unit
        released, drawn = bool(exemption) and share > 0, self._method is Method.BOUNDED
        lines.append(say.share_sentence(share, whole, unit, released=released, drawn=drawn))
        if degree := self.degrees.get(person):
            lines += say.weighed(degree, share, self.plain.part(person))
        deciding = self._label(interval.deciding) if interval else NO_WORDS
        lines += [*say.disputed(interval, deciding), *say.blamed(blamed)]
        if exemption and share > 0:
            lines.append(say.released(exemption))
        return tuple(lines)

    @cached_property
    def _choices(self) -> Mapping[str, list[Choice]]:
        owners = self.situation.owner_of
        found: dict[str, list[Choice]] = {}
        for choice in self.situation.choices:
            if owner := owners[choice.id]:
                found.setdefault(owner.person, []).append(choice)
        return found

    @cached_property
    def _excused(self) -> Mapping[str, list[Choice]]:
        excused = self.world.excused
        chosen = {p: [c for c in own if c.id in excused] for p, own in self._choices.items()}
        return {person: own for person, own in chosen.items() if own}

    def _label(self, name: str) -> Words:
        labels = (fact.label for fact in self.situation.facts if fact.id == name)
        return say.in_both(next(labels, NO_WORDS))

    def _system(self, persons: tuple[PersonShare, ...]) -> SystemAccount:
        whole = self.sharing.whole
        remainder = self.sharing.remainder / whole if whole else NOTHING
        released = sum((p.unexempted_share - p.share for p in persons), NOTHING)
        share = remainder + released
        return SystemAccount(
            share,
            share * whole,
            remainder,
            released,
            self.readings.system(),
            say.system_sentences(say.in_both(self.situation.outcome.label), remainder, released),
        )

    def _units(self) -> tuple[UnitShare, ...]:
        """What units share, when every owner is in one."""
        if not self.games or not all(any(owner.unit) for owner in self.situation.owners):
            return ()
        owners = self.situation.owner_of
        people = {departure(c): p for p, own in self.world.departures.items() for c in own}
        paths = {
            departure(choice): ("/".join(owner.unit), owner.person)
            for choice in self.situation.choices
            if (owner := owners[choice.id]) and departure(choice) in people
        }
        amounts = within(self.games, paths, self.means)
        units = {"/".join(owner.unit): owner.unit for owner in self.situation.owners}
        return _grouped(amounts, paths, units, self.sharing.whole)

    def _remarks(self) -> tuple[Finding, ...]:
        """What to look at in the harm itself, such as that it would have happened in any case."""
        harm = say.in_both(self.situation.outcome.label)
        reached = [self.world.facts[level.factor] for level in self.situation.outcome.levels]
        remarks: dict[str, Words] = {}
        if not self.games:
            remarks["no_harm"] = say.no_harm(harm)
        if self.sharing.remainder > 0:
            remarks["harm_without_fault"] = say.in_any_case(harm)
        if reached != sorted(reached, reverse=True):
            remarks["levels_out_of_order"] = say.OUT_OF_ORDER
        if not all(one.search.complete for one in self.games):
            remarks["causes_not_searched"] = say.NOT_SEARCHED
        return tuple(
            warning(f"attribution.{kind}", "outcome", *told, SOURCE)
            for kind, told in remarks.items()
        )

    @cached_property
    def _method(self) -> Method:
        return method(self.sharing.values)

    def _certificate(self, persons: tuple[PersonShare, ...], system: SystemAccount) -> Certificate:
        situation, values = self.situation, self.sharing.values
        total = sum((p.share for p in persons), system.share)
        harm = Fraction(int(bool(self.games)))
        used = self._method
        return Certificate(
            total,
            harm,
            total == harm and used is not Method.BOUNDED,
            used,
            max((found.agreement for found in values), default=0.0),
            max((found.radius for found in values), default=0.0),
            min((found.confidence for found in values), default=1.0),
            len(self.world.departures),
            sum(found.nodes for found in values),
            max((found.points for found in values), default=0),
            max((found.samples for found in values), default=0),
            all(one.search.complete for one in self.games),
            digest(situation),
            model_digest(situation),
            evidence_digest(situation),
            baseline_digest(situation),
            situation.versions,
            ENGINE,
        )


def _by_kind(world: World, split: Mapping[str, Fraction]) -> tuple[tuple[Kind, Fraction], ...]:
    kinds = {name: world.choices[name].kind for name in split}
    totals = {kind: NOTHING for kind in Kind if kind in kinds.values()}
    for name, part in split.items():
        totals[kinds[name]] += part
    return tuple(totals.items())


def _grouped(
    amounts: Mapping[str, Fraction],
    paths: Mapping[str, tuple[str, ...]],
    names: Mapping[str, Words],
    whole: Fraction,
) -> tuple[UnitShare, ...]:
    """The amounts by departure as parts of the whole, by unit and person."""
    units: dict[str, dict[str, Fraction]] = {}
    for name, amount in amounts.items():
        unit, person = paths[name]
        people = units.setdefault(unit, {})
        people[person] = people.get(person, NOTHING) + amount / whole
    return tuple(
        UnitShare(names[unit], sum(people.values(), NOTHING), tuple(people.items()))
        for unit, people in units.items()
    )
