"""A kept situation in sentences: the harm, who stood where, who chose what, what was given."""

from django.utils.translation import gettext as _

from remit.engines.attribution import Kind
from remit.web.cases.presenters.shares import Mapped, words
from remit.web.components import Answer
from remit.web.wording import pick


def readable(situation: Mapped) -> list[Answer]:
    """The situation, one line for the harm, for each person in a post and for what was given."""
    lines = [Answer(_("The harm looked at"), words(situation["outcome"]["label"]))]
    for owner in situation["owners"]:
        chosen = [_choice(c) for c in situation["choices"] if c["owner"] == owner["key"]]
        value = "\n".join(chosen) or _("nothing is put down here")
        lines.append(Answer(words(owner["name"]), value, note=words(owner.get("post"))))
    given = [_given(row) for row in situation["circumstances"]]
    return [*lines, Answer(_("What was given"), "\n".join(given))] if given else lines


def _choice(choice: Mapped) -> str:
    said = {
        "label": pick(words(choice["label"])),
        "otherwise": pick(words(choice["otherwise"])),
        "kind": pick(Kind(choice["kind"]).words),
    }
    if choice["actual"] == choice["baseline"]:
        return _("%(otherwise)s: as it was owed (%(kind)s)") % said
    return _("%(label)s (%(kind)s); owed was: %(otherwise)s") % said


def _given(row: Mapped) -> str:
    label = pick(words(row["label"]))
    return label if row["actual"] else _("not so: %(label)s") % {"label": label}
