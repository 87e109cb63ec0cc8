"""What the engine answers: shares with reasons, contrast rows and a certificate."""

from dataclasses import dataclass
from fractions import Fraction

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.game import Game, Witness
from remit.engines.attribution.sentences import (
    finding_of_harm,
    person_sentences,
    system_sentences,
)
from remit.engines.attribution.situation import (
    Exemption,
    Kind,
    Situation,
    SituationRefused,
    digest,
)
from remit.engines.findings import Finding, Severity
from remit.engines.words import Words

ENGINE = "attribution 1: exact Shapley by coalitions, duty baseline, no-shift exemption"
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class PersonShare:
    """One person's part. `share` is of the harm, `amount` in the outcome's unit, both after
    exemption; `by_kind` and `by_choice` split the share before it (`unexempted_share`).
    """

    person: str
    name: Words
    posts: tuple[Words, ...]
    share: Fraction
    amount: Fraction
    by_kind: tuple[tuple[Kind, Fraction], ...]
    by_choice: tuple[tuple[str, Fraction], ...]
    degree: Fraction
    witness: Witness | None
    exempted: Exemption | None
    unexempted_share: Fraction
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SystemAccount:
    """What nobody answers for: `remainder` nobody owed to prevent, `exempted` was released."""

    share: Fraction
    amount: Fraction
    remainder: Fraction
    exempted: Fraction
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a coarse rule would have shared the same harm."""

    code: str
    name: Words
    shares: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """That the shares are exact: their sum with the system account (`total`) equals `harm`."""

    total: Fraction
    harm: Fraction
    exact: bool
    persons: int
    coalitions: int
    inputs: str
    engine: str = ENGINE


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one situation; persons in the order of its owners."""

    situation_id: str
    title: Words
    harm: bool
    amount: Fraction
    unit: str
    outcome: Words
    persons: tuple[PersonShare, ...]
    system: SystemAccount
    contrasts: tuple[Contrast, ...]
    findings: tuple[Finding, ...]
    certificate: Certificate

    def share_of(self, person: str) -> Fraction:
        """The share of one person; zero for somebody who is not in the report."""
        return next((p.share for p in self.persons if p.person == person), NOTHING)


def attribute(situation: Situation) -> Report:
    """Whose share of the harm is whose, exactly, with reasons; raises SituationRefused."""
    found = check_situation(situation)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    game = Game(situation)
    shares = game.shares() if game.harm else {}
    persons = tuple(_person(game, p, shares.get(p, NOTHING)) for p in situation.persons)
    system = _system(game, persons)
    return Report(
        situation.id,
        situation.title,
        game.harm,
        situation.outcome.amount,
        situation.outcome.unit,
        situation.outcome.label,
        persons,
        system,
        _contrasts(game),
        (*found, *finding_of_harm(game)),
        _certificate(game, persons, system),
    )


def _person(game: Game, person: str, share: Fraction) -> PersonShare:
    situation, plays = game.situation, game.harm and person in game.players
    owners = [owner for owner in situation.owners if owner.person == person]
    split = game.split(person) if plays else {}
    witness = game.witness(person) if plays else None
    exemption = next((e for e in situation.exempted if e.person == person), None)
    kept = NOTHING if exemption and share > 0 else share
    return PersonShare(
        person,
        owners[0].name,
        tuple(dict.fromkeys(owner.post for owner in owners)),
        kept,
        kept * situation.outcome.amount,
        _by_kind(game, split),
        tuple(split.items()),
        witness.degree if witness else NOTHING,
        witness,
        exemption,
        share,
        person_sentences(game, person, share, witness, exemption),
    )


def _by_kind(game: Game, split: dict[str, Fraction]) -> tuple[tuple[Kind, Fraction], ...]:
    kinds = {choice.id: choice.kind for choice in game.situation.choices}
    totals = {kind: NOTHING for kind in Kind if any(kinds[name] is kind for name in split)}
    for name, part in split.items():
        totals[kinds[name]] += part
    return tuple(totals.items())


def _system(game: Game, persons: tuple[PersonShare, ...]) -> SystemAccount:
    remainder = Fraction(int(game.harm and game.harm_without_fault))
    released = sum((p.unexempted_share - p.share for p in persons), NOTHING)
    share = remainder + released
    return SystemAccount(
        share,
        share * game.situation.outcome.amount,
        remainder,
        released,
        system_sentences(game, remainder, released),
    )


def _certificate(
    game: Game, persons: tuple[PersonShare, ...], system: SystemAccount
) -> Certificate:
    total = sum((p.share for p in persons), system.share)
    harm = Fraction(int(game.harm))
    inside = all(sum(part for _, part in p.by_choice) == p.unexempted_share for p in persons)
    count = len(game.players)
    return Certificate(
        total, harm, total == harm and inside, count, 1 << count, digest(game.situation)
    )


def _contrasts(game: Game) -> tuple[Contrast, ...]:
    situation, harm = game.situation, Fraction(int(game.harm))
    everybody = situation.persons
    each = harm / len(everybody) if everybody else NOTHING
    rows = [
        Contrast(
            "boat", Words("大家都在一条船上", "Everybody in the boat"),
            tuple((person, each) for person in everybody),
        )
    ]  # fmt: skip
    head = situation.person_of(situation.head)
    doer = situation.person_of(situation.doer) or _last_doer(game)
    if head:
        rows.append(Contrast("head", Words("只问一把手", "The head only"), ((head, harm),)))
    if doer:
        name = Words("只问最后经手人", "Only the last one to act")
        rows.append(Contrast("doer", name, ((doer, harm),)))
    return tuple(rows)


def _last_doer(game: Game) -> str:
    """Who made the latest dated departure that is not supervision; "" when no date tells."""
    dated = [
        (choice.on, person)
        for person, choices in game.departures.items()
        for choice in choices
        if choice.on and choice.kind is not Kind.SUPERVISION
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else ""
