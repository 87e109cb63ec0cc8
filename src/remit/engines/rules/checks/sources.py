"""Provisions that are cited on days on which they are not in force, and wordings nobody has checked."""

from collections.abc import Iterator
from datetime import date

from remit.engines.dates import Period, day_words
from remit.engines.figures import chinese
from remit.engines.findings import Severity
from remit.engines.rules.checks.flaws import FlawKind, PackFlaw, named
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.sources import Citation, Instrument, Verification
from remit.engines.words import Words


def expired(pack: Pack, on: date | None) -> Iterator[PackFlaw]:
    """Rules in force on a day on which an instrument they cite is not; on the day `on` if it is given.

    An error where no instrument that the rule cites is in force that day, otherwise a warning.
    """
    for rule in pack.rules:
        for citation in dict.fromkeys(rule.citations):
            day = first_outside(rule.valid, citation.instrument.valid, on)
            if day is not None:
                yield _expired(rule, citation, day)


def first_outside(force: Period, instrument: Period, on: date | None = None) -> date | None:
    """The first day of force on which the instrument is not in force; only `on` if it is given."""
    if on is not None:
        return on if on in force and on not in instrument else None
    if force.until == force.since:
        return None
    if force.since not in instrument:
        return force.since
    end = instrument.until
    return end if end is not None and end in force else None


def _expired(rule: Rule, citation: Citation, day: date) -> PackFlaw:
    held = any(day in other.instrument.valid for other in rule.citations)
    name, when = named(rule), day_words(day)
    law, since = citation.words, citation.instrument.valid.since
    told = (
        Words("尚未施行", "is not yet in force")
        if day < since
        else Words("已经失效", "is no longer in force")
    )
    return PackFlaw(
        FlawKind.EXPIRED,
        Severity.WARNING if held else Severity.ERROR,
        (rule.id,),
        Words(
            f"{name.zh}在{when.zh}有效，而其所引用的{law.zh}当日{told.zh}。请核对规则的施行和失效日期，"
            "或者改引当时有效的规定。",
            f"{name.en} is in force on {when.en}, when {law.en}, which it cites, {told.en}. Check the"
            " rule's `since` and `until`, or cite the provision of that day.",
        ),
        day=day,
    )


def unverified(pack: Pack) -> Iterator[PackFlaw]:
    """For each instrument the rules whose wording was never seen."""
    believed: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        if rule.verification is Verification.BELIEVED:
            believed.setdefault(rule.citations[0].instrument.id, []).append(rule)
    instruments = {instrument.id: instrument for instrument in pack.instruments}
    for id, rules in believed.items():  # noqa: A001 - the domain's word
        yield _unverified(instruments[id], rules)


def _unverified(instrument: Instrument, rules: list[Rule]) -> PackFlaw:
    articles = sorted({rule.citations[0].article for rule in rules})
    zh = "、".join(f"第{chinese(article)}条" for article in articles)
    en = ", ".join(map(str, articles))
    return PackFlaw(
        FlawKind.UNVERIFIED,
        Severity.NOTE,
        tuple(rule.id for rule in rules),
        Words(
            f"依据“{instrument.title.zh}”{zh}的{len(rules)}条规则尚未见到原文。作出决定前请核对原文。",
            f"The wording of {instrument.title.en}, art. {en}, was never seen; {len(rules)} rules rest"
            " on it. Check it before deciding.",
        ),
    )
