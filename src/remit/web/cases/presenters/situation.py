"""A kept situation in sentences: the harm, who stood where, who chose what, what was given."""

from datetime import date

from django.utils.translation import gettext as _

from remit.engines.attribution import Kind
from remit.web.cases.presenters.shares import Mapped, words
from remit.web.components import Answer
from remit.web.wording import period, pick


def readable(situation: Mapped) -> list[Answer]:
    """The situation, one line for the harm, for each person in a post and for what was given."""
    lines = [Answer(_("The harm looked at"), words(situation["outcome"]["label"]))]
    for owner in situation["owners"]:
        chosen = [_choice(c) for c in situation["choices"] if belongs(c, owner)]
        value = "\n".join(chosen) or _("nothing is put down here")
        lines.append(Answer(words(owner["name"]), value, note=_seat(owner)))
    given = [_given(row) for row in situation["circumstances"]]
    return [*lines, Answer(_("What was given"), "\n".join(given))] if given else lines


def belongs(choice: Mapped, owner: Mapped) -> bool:
    """Whether a choice is the owner's: by key, or by the seat held on its day."""
    if choice["owner"] == owner["key"]:
        return True
    on, until = choice.get("on", ""), owner.get("until")
    seated = on and choice["owner"] == owner.get("seat") and owner.get("since", "") <= on
    return bool(seated and (until is None or on < until))


def _seat(owner: Mapped) -> str:
    """The post, its unit, and from when until when the person held it, where that is known."""
    parts = [pick(words(owner.get(key))) for key in ("post", "unit")]
    if since := owner.get("since"):
        until = owner.get("until")
        parts.append(
            period(date.fromisoformat(since), date.fromisoformat(until) if until else None)
        )
    return " · ".join(part for part in parts if part)


def _choice(choice: Mapped) -> str:
    said = {
        "label": pick(words(choice["label"])),
        "otherwise": pick(words(choice["otherwise"])),
        "kind": pick(Kind(choice["kind"]).words),
    }
    if choice["actual"] == choice["baseline"]:
        return _sure(_("%(otherwise)s: as it was owed (%(kind)s)") % said, choice)
    return _sure(_("%(label)s (%(kind)s); owed was: %(otherwise)s") % said, choice)


def _given(row: Mapped) -> str:
    label = pick(words(row["label"]))
    return _sure(label if row["actual"] else _("not so: %(label)s") % {"label": label}, row)


def _sure(said: str, fact: Mapped) -> str:
    """What is said of a fact, with how far it is established unless it is proven."""
    state = {"disputed": _("disputed"), "unknown": _("not known yet")}.get(fact.get("evidence", ""))
    return f"{said} [{state}]" if state else said
