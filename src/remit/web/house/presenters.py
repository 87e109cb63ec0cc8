"""What the pages of the house show, built from values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.engines.rules import EffectKind, Pack, Rule
from remit.engines.words import Words
from remit.web.access import Page
from remit.web.components import Answer, Cell, Column, Row, Table, Task
from remit.web.rules.gates import CASEWORK
from remit.web.wording import period, pick


def rooms(held: frozenset[str]) -> list[Task]:
    """The pages of the house; a page that takes a power says so to who lacks it."""
    return [
        Task(
            _("Who may what"),
            reverse("powers"),
            hint=_("Powers by post, and what Remit lets them do"),
        ),
        *_of_rules(held),
        _guarded(_("Ledger"), "ledger", _("Every deed, numbered"), "ledger.read" in held),
        _guarded(
            _("Letters written"),
            "mailbox",
            _("What was sent to whom, delivered or not"),
            "correspondence.read" in held,
        ),
        Task(
            _("Kept and erased"),
            reverse("kept"),
            hint=_("What is kept how long, and what was erased by law"),
        ),
        Task(_("Addresses and who may open them"), reverse("policies")),
        Task(_("Components"), reverse("components"), hint=_("Every part of a page, with samples")),
    ]


def _of_rules(held: frozenset[str]) -> list[Task]:
    about = _("Browse them, ask them, compare two days or a draft")
    departed = _("Decisions outside what the rules admit, each with its reason")
    return [
        Task(_("Rules in force"), reverse("rules"), hint=about),
        _guarded(_("Departures"), "departures", departed, bool(CASEWORK & held)),
    ]


def _guarded(label: str, name: str, hint: str, allowed: bool) -> Task:  # noqa: FBT001  # three callers above
    if allowed:
        return Task(label, reverse(name), hint=hint)
    return Task(label, "", "draft", _("takes a power your post does not hold"), hint)


def policies(found: Iterable[tuple[str, Page]]) -> Table:
    """Every address with its policy, as a table."""
    rows = sorted((address, getattr(view, "access_policy", None)) for address, view in found)
    return Table(
        id="policies",
        caption=_("Addresses"),
        columns=[
            Column("address", _("Address"), sortable=False),
            Column("policy", _("Who may open it"), sortable=False),
        ],
        rows=[Row([f"/{address}", Cell(getattr(policy, "name", "–"))]) for address, policy in rows],
        per_page=1000,
    )


@dataclass(frozen=True, slots=True)
class ShownPack:
    """A rule pack in one line: what it rests on, how many rules are in force."""

    pack: Pack
    in_force: int
    exempting: int
    sources: str


def pack(found: Pack, *, on: date) -> ShownPack:
    """A rule pack as of a day."""
    valid = [rule for rule in found.rules if on in rule.valid]
    exempting = sum(rule.has(EffectKind.EXEMPT) for rule in valid)
    sources = Words(
        "；".join(i.title.zh for i in found.instruments),
        "; ".join(i.title.en for i in found.instruments),
    )
    return ShownPack(found, len(valid), exempting, pick(sources))


def whole_pack(found: Pack, *, on: date) -> dict[str, object]:
    """Everything the page of a rule pack shows."""
    return {
        "pack": found,
        "facts": [
            Answer(_("Version"), found.version),
            Answer(_("Digest"), found.digest),
            Answer(_("Sources"), pack(found, on=on).sources),
        ],
        "ladder": found.ladder,
        "groups": _groups(found, on),
        "clocks": [c for c in found.clocks if on in c.valid],
        "duties": [d for d in found.duties if on in d.valid],
    }


def _groups(found: Pack, on: date) -> list[tuple[str, list[Task]]]:
    """The rules in force by what they do."""
    valid = [rule for rule in found.rules if on in rule.valid]
    kinds = {
        _("Exempt"): [r for r in valid if r.has(EffectKind.EXEMPT)],
        _("Make the measure milder"): [
            r for r in valid if r.is_milder and not r.has(EffectKind.EXEMPT)
        ],
        _("Make the measure heavier"): [r for r in valid if r.is_heavier],
        _("Set a range of measures"): [r for r in valid if r.has(EffectKind.BAND)],
    }
    shown = [rule for rules in kinds.values() for rule in rules]
    kinds[_("Say what else follows")] = [r for r in valid if r not in shown]
    return [(name, [_rule(rule) for rule in rules]) for name, rules in kinds.items() if rules]


def _rule(rule: Rule) -> Task:
    cited = "；".join(pick(citation.words) for citation in rule.citations)
    return Task(rule.title, hint=f"{cited} · {period(rule.valid.since, rule.valid.until)}")
