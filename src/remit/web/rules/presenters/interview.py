"""The interview: one question at a time, what is possible now, and at the end what would change it.

A question is asked only while its answer can change the result. The first ones are those on which most
of the rules hang that could still give a measure.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from remit.engines.rules import (
    Citation,
    Deciding,
    Determination,
    EffectKind,
    FactType,
    Outcome,
    Pack,
    Rule,
    RuleProof,
    RuleStatus,
    Term,
    determine,
)
from remit.engines.rules.conditions import Value, facts_of, given_all
from remit.engines.words import Words
from remit.web.cases.presenters.ruling import FATES, Ruled
from remit.web.components import Answer, Reference, Text, Why
from remit.web.rules.presenters import telling
from remit.web.rules.presenters.answers import CHANGE, OPEN, Told, written
from remit.web.wording import pick

MANY = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be chosen, and what it would leave possible."""

    value: str
    words: Text
    leads: Text = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The question on the page."""

    term: Term
    choices: tuple[Choice, ...]
    number: bool
    written: str
    left: int

    @property
    def shown_by(self) -> Words:
        """What usually shows the fact."""
        return telling.both(self.term.evidence)

    @property
    def many(self) -> bool:
        """Whether there are so many answers that they are chosen from a list."""
        return len(self.choices) > MANY

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        """The answers by the article that names them, in the order of the first of each."""
        cited = dict(self.term.cites)
        found: dict[str, list[Choice]] = {}
        for choice in self.choices:
            place = cited.get(choice.value)
            label = pick(Citation(place.instrument, place.article).words) if place else ""
            found.setdefault(label, []).append(choice)
        return list(found.items())


@dataclass(frozen=True, slots=True)
class Turn:
    """An answered question that would change the result: under which other answer, to what."""

    question: Words
    answers: tuple[tuple[Words, Words], ...]
    href: str


def reckoned(pack: Pack, told: Told) -> Determination | None:
    """What the pack says on the answers; None while nothing is known.

    With nothing known the reckoning is the longest and says least.
    """
    if all(value is None for _name, value in told.answers) and hanging(pack, told):
        return None
    return determined(pack, told)


def determined(pack: Pack, told: Told) -> Determination:
    """The determination on the answers; the last few are kept."""
    return _determined(pack, told.answers, told.on, told.act_on)


def question(pack: Pack, told: Told, found: Determination | None) -> Question | None:
    """What is to be asked next, or None when no answer would change anything."""
    if told.again:
        return _question(pack, told, _without(told, told.again), told.again)
    given = {name for name, _value in told.answers}
    if found is None or not found.outcomes:
        left = hanging(pack, told)
        most = len(pack.vocabulary) - len(given)
    else:
        left = [asked.fact for asked in found.deciding if asked.fact not in given]
        most = len(left)
    return _question(pack, told, told, left[0], most) if left else None


def answered(pack: Pack, told: Told) -> list[Answer]:
    """The answers given, each with the way to change it."""
    return [
        Answer(
            pack.term(name).question,
            pack.term(name).says(value) if value is not None else _("left open"),
            told.query(**{CHANGE: name}),
        )
        for name, value in told.answers
    ]


def turns(pack: Pack, told: Told) -> list[Turn]:
    """The answers that would change the result if they were otherwise, all others being as they are."""
    return [turn for name, value in told.answers if (turn := _turn(pack, told, name, value))]


def proof(pack: Pack, found: Determination) -> list[Ruled]:
    """What became of the rules that apply, and of those that give way to them."""
    shown = (RuleStatus.APPLIED, RuleStatus.DEFEATED)
    lines = [line for status in shown for line in found.proof if line.status is status]
    return [_ruled(pack, line) for line in lines]


def pending(pack: Pack, found: Determination) -> list[Reference]:
    """The rules that wait for facts."""
    return [telling.named(pack, p.rule) for p in found.proof if p.status is RuleStatus.OPEN]


def rest(found: Determination) -> Why:
    """The rules that were looked at and do not apply."""
    quiet = (RuleStatus.NOT_APPLIED, RuleStatus.NOT_IN_FORCE, RuleStatus.OTHER_LAW)
    lines = [line for line in found.proof if line.status in quiet]
    rules = [Reference(line.rule.title, note=line.sentence) for line in lines]
    label = _("The other rules (%(n)d)") % {"n": len(rules)}
    return Why(_("Rules that were looked at and do not apply"), rules=rules, label=label)


def spared(pack: Pack, told: Told, asked: Question | None) -> int:
    """How many questions of the pack were not needed, as far as can be said now."""
    left = asked.left if asked and not told.again else 0
    return max(0, len(pack.vocabulary) - len(told.answers) - left)


@lru_cache(maxsize=256)
def _determined(
    pack: Pack, answers: tuple[tuple[str, Value | None], ...], on: date, act_on: date
) -> Determination:
    return determine(pack, Told(act_on, on, answers).facts, on, act_on)


def hanging(pack: Pack, told: Told) -> list[str]:
    """The facts not answered yet, first those that most rules which could give a measure hang on."""
    known = {name: value for name, value in told.answers if value is not None}
    given = {name for name, _value in told.answers}
    valid = [r for r in pack.rules if told.act_on in r.valid or told.on in r.valid]
    left = [given_all(r.condition, known) for r in valid if r.has(EffectKind.BAND)]
    count = Counter(fact for condition in left for fact in facts_of(condition))
    return [fact for fact, _n in count.most_common() if fact not in given]


def _without(told: Told, fact: str) -> Told:
    kept = tuple(pair for pair in told.answers if pair[0] != fact)
    return replace(told, answers=kept, again="")


def _question(pack: Pack, told: Told, base: Told, fact: str, left: int = 1) -> Question:
    term = pack.term(fact)
    now = dict(told.answers).get(fact, "")
    chosen = written(now) if now != "" else ""
    found = reckoned(pack, base)
    deciding = next((d for d in found.deciding if d.fact == fact), None) if found else None
    leads = _led(deciding)
    choices = tuple(
        Choice(value, words, leads.get(value, ""), chosen == value)
        for value, words in _offered(term)
    )
    number = term.type is FactType.NUMBER
    return Question(term, choices, number, chosen if chosen != OPEN else "", left)


def _led(deciding: Deciding | None) -> dict[str, Words]:
    """What each answer leaves possible; nothing where all leave the same range."""
    answers = deciding.answers if deciding else ()
    leads = {written(answer.value): _leads(answer.outcomes) for answer in answers}
    return leads if len(set(leads.values())) > 1 else {}


def _offered(term: Term) -> Iterator[tuple[str, Words]]:
    if term.type is FactType.BOOL:
        yield from ((written(value), term.says(value)) for value in (True, False))
    elif term.type is FactType.ENUM:
        yield from term.values


def _leads(outcomes: Sequence[Outcome]) -> Words:
    """What an answer leaves possible, as a range."""
    if len(outcomes) == 1:
        return outcomes[0].words
    low = min((o.low for o in outcomes), key=lambda rung: rung.rank).name
    high = max((o.high for o in outcomes), key=lambda rung: rung.rank).name
    if low == high:
        return low
    return Words(f"{low.zh}至{high.zh}", f"{low.en} to {high.en}")


def _turn(pack: Pack, told: Told, name: str, value: Value | None) -> Turn | None:
    """How the result would change with this answer alone; None where it would not."""
    now = determined(pack, told).outcomes
    before = determined(pack, _without(told, name))
    asked = next((d for d in before.deciding if d.fact == name), None)
    if asked is None or value is None:
        return None
    others = [(a.words, _leads(a.outcomes)) for a in asked.answers if a.outcomes != now]
    if not others:
        return None
    return Turn(asked.question, tuple(others), told.query(**{CHANGE: name}))


def _ruled(pack: Pack, line: RuleProof) -> Ruled:
    state, said = FATES[line.status.value]
    cited = telling.both([citation.words for citation in line.rule.citations])
    rules = (telling.named(pack, line.rule), *(_named(pack, id) for id in line.defeated_by))  # noqa: A001
    uses = tuple(
        Reference(use.question, note=f"{pick(use.answer)} ({pick(use.status.words)})")
        for use in (*line.used, *line.lacking)
    )
    why = Why(line.rule.title, line.sentence, rules=rules, evidence=uses)
    return Ruled(line.rule.title, state, said, cited, line.sentence, why)


def _named(pack: Pack, id: str) -> Reference:  # the word of the packs
    rule: Rule = pack.rule(id)
    found = telling.named(pack, rule)
    return Reference(found.label, found.href, _("goes before this rule"))
