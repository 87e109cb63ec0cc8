"""Why shares may be trusted: how they were reckoned, on how large a diagram, from which inputs."""

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from remit.engines.attribution import Method
from remit.web.cases.presenters.shares import Mapped
from remit.web.components import Reference, Why
from remit.web.wording import is_chinese, percent

if TYPE_CHECKING:
    from remit.apps.cases.models import Attribution


def certificate(attribution: "Attribution | None", report: Mapped) -> Why:
    """The certificate of a kept report as a drawer."""
    proof = report["certificate"]
    entries = [Reference(_("adopted as %(ref)s") % {"ref": attribution.ref})] if attribution else []
    return Why(
        title=_("Why these shares"),
        sentence=("" if is_chinese() else " ").join(
            [_meaning(report), _method(proof), *_size(proof)]
        ),
        rules=(
            Reference(proof["engine"], note=_("anybody can reckon it again from the situation")),
        ),
        entries=entries,
        evidence=_digests(proof),
        formula=f"Σ = {proof['total']} = {_('harm')} {proof['harm']}",
        label=_("How it was reckoned"),
    )


def _meaning(report: Mapped) -> str:
    if any(row["weighed"] for row in report["persons"]):
        return _(
            "A share is the average part a person had over all orders in which the people could have "
            "departed from their duties; orders count by the people's degrees of responsibility."
        )
    return _(
        "A share is the average part a person had over all orders in which the people could have "
        "departed from their duties; every order counts alike."
    )


def _method(proof: Mapped) -> str:
    match Method(proof["method"]):
        case Method.EXACT:
            return _("The shares are fractions, without rounding.")
        case Method.QUADRATURE:
            return _(
                "The shares are integrated numerically at %(points)d points; half as many points give "
                "the same to within %(agreement)s."
            ) % {"points": proof["points"], "agreement": f"{proof['agreement']:.0e}"}
        case Method.BOUNDED:
            return _(
                "There are too many to reckon in full, so %(samples)d orders were drawn: with a "
                "confidence of %(confidence)s, no share is off by more than %(radius)s."
            ) % {
                "samples": proof["samples"],
                "confidence": percent(Fraction(proof["confidence"])),
                "radius": percent(Fraction(proof["radius"]), 2),
            }


def _size(proof: Mapped) -> list[str]:
    told = [
        _("People who departed from a duty: %(persons)d. Nodes of the decision diagram: %(nodes)d.")
        % {"persons": proof["persons"], "nodes": proof["nodes"]}
    ]
    if not proof["complete"]:
        told.append(_("The search for departures that were overtaken was cut short."))
    return told


def _digests(proof: Mapped) -> tuple[Reference, ...]:
    """All the inputs together and in three parts, each with the caller's name for its version."""
    versions = proof["versions"]
    asked = (
        ("inputs", _("digest of the inputs")),
        ("model", _("of these, what led to what")),
        ("evidence", _("of these, what happened and how sure it is")),
        ("baseline", _("of these, what was owed by whom")),
    )
    return tuple(
        Reference(f"{label}, {versions[key]}" if key in versions else label, note=proof[key])
        for key, label in asked
    )
