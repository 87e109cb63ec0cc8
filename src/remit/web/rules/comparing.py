"""Two versions side by side, and what a change would do to the cases that were decided."""

from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.cases import queries
from remit.apps.cases.queries import rulings
from remit.engines.rules import Pack
from remit.web.access import SIGNED_IN, holds, page
from remit.web.rules.gates import CASEWORK, pack_of
from remit.web.rules.presenters import packs, versions, whatif
from remit.web.rules.presenters.versions import Pair
from remit.web.standpoint import StandingRequest
from remit.web.wording import pick


class Other(forms.Form):
    """The other side of a comparison: another pack, or the same pack on two days."""

    other_pack = forms.ChoiceField(
        label=gettext_lazy("With another pack or a draft"), required=False
    )
    day = forms.DateField(
        label=gettext_lazy("Or this pack on one day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    other = forms.DateField(
        label=gettext_lazy("and on another day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: object, *, pack: Pack, name: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query of the request
        self.name = name
        field = self.fields["other_pack"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("– none –")), *_others(pack)]

    def add_prefix(self, field_name: str) -> str:
        """The name in the address: `with` or `draft` for the other pack."""
        return self.name if field_name == "other_pack" else field_name

    def clean(self) -> None:
        """Either a pack or both days."""
        given = self.cleaned_data
        if not given.get("other_pack") and bool(given.get("day")) != bool(given.get("other")):
            self.add_error("other" if given.get("day") else "day", _("Give both days."))


@page(SIGNED_IN, place="house")
def rule_compare(request: StandingRequest, id: str) -> HttpResponse:
    """What was added, removed and changed between two packs or two days of one."""
    pack = pack_of(id)
    form = Other(request.GET or None, pack=pack, name="with")
    pair = _pair(pack, form)
    context: dict[str, object] = {"pack": pack, "form": form, "pair": pair}
    if pair:
        context |= versions.side_by_side(pair)
    return render(request, "rules/compare.html", context)


@page(holds(*sorted(CASEWORK)), place="house")
def rule_whatif(request: StandingRequest, id: str) -> HttpResponse:
    """What the cases the reader may see would come to under a draft, or under the law of another day."""
    pack, standpoint = pack_of(id), request.standpoint
    form = Other(request.GET or None, pack=pack, name="draft")
    pair = _pair(pack, form)
    kept = rulings.kept_facts(standpoint.reader, on=standpoint.today, pack=pack.id)
    context: dict[str, object] = {"pack": pack, "form": form, "pair": pair, "kept": len(kept)}
    if pair and pair.after.draft:
        context["state"] = packs.state(pair.after, today=standpoint.today)
    if pair and kept:
        context |= whatif.answer(pair, kept)
    return render(request, "rules/whatif.html", context)


def _others(pack: Pack) -> list[tuple[str, str]]:
    """The other packs, drafts of this one first."""
    rows = [other for other in queries.packs().values() if other.id != pack.id]
    rows.sort(key=lambda other: (other.draft is None or other.draft.of != pack.id, other.id))
    drafted = _("%(title)s (draft of this pack)")
    return [
        (row.id, drafted % {"title": pick(row.titles)} if row.draft and row.draft.of == pack.id
         else pick(row.titles))
        for row in rows
    ]  # fmt: skip


def _pair(pack: Pack, form: Other) -> Pair | None:
    """The two sides that were asked for, or None where nothing (or nothing sensible) was."""
    if not form.is_valid():
        return None
    other, days = (
        form.cleaned_data["other_pack"],
        (form.cleaned_data["day"], form.cleaned_data["other"]),
    )
    if other:
        found = queries.packs().get(other)
        if found is None:
            raise Http404
        return Pair(pack, found)
    one, two = days
    return Pair(pack, pack, (one, two)) if isinstance(one, date) and isinstance(two, date) else None
