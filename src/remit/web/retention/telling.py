"""What an erasure blanks and what stays, kind by kind, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from remit.engines.retention import Kind
from remit.web.components import Text

CHIPS: Mapping[str, str] = {"proposed": "waiting", "confirmed": "done", "refused": "note"}
_OF_REPORT: tuple[Text, ...] = (
    _("title and text of the report"),
    _("who reported, and the address for the answer"),
    _("the reasons of the verification"),
    _("the letters to whoever reported"),
)
_OF_CASE: tuple[Text, ...] = (
    _("the report that led to it, with its verification"),
    _("title, facts and evidence, with every file"),
    _("what the persons concerned said, and their appeals"),
    _("shares, determinations, measures and all reasons"),
    _("the letters written in the case"),
)
BLANKED: Mapping[Kind, tuple[Text, ...]] = {
    Kind.REPORT_UNFOUNDED: _OF_REPORT,
    Kind.REPORT_INSUFFICIENT: _OF_REPORT,
    Kind.CASE_WITHOUT_MEASURE: _OF_CASE,
    Kind.CASE_WITH_MEASURE: _OF_CASE,
    Kind.PERSON_LEFT: (
        _("name, sign-in name and mail address"),
        _("password, programs' tokens and their labels"),
        _("the letters written to the person as such"),
    ),
    Kind.LETTER: (
        _("addressee, text and pages of every letter of that year"),
        _("the mail servers' answers"),
    ),
}
_ALWAYS: tuple[Text, ...] = (
    _("that it was there: its number, its unit and its days"),
    _("each entry's number, deed and instant in the ledger"),
    _("every proof and every receipt handed out: they still verify"),
    _("this erasure: basis, reasons, who proposed and who confirmed it"),
)
_OF_CASE_STAYS: tuple[Text, ...] = (
    _("which steps were taken on which days, and by which posts"),
    _("which appointments it concerned"),
)
_OF_PERSON_STAYS: tuple[Text, ...] = (
    _("the posts the person filled, from when until when, without a name"),
)
STAYS: Mapping[Kind, tuple[Text, ...]] = {
    **dict.fromkeys(Kind, _ALWAYS),
    Kind.CASE_WITHOUT_MEASURE: (*_OF_CASE_STAYS, *_ALWAYS),
    Kind.CASE_WITH_MEASURE: (*_OF_CASE_STAYS, *_ALWAYS),
    Kind.PERSON_LEFT: (*_OF_PERSON_STAYS, *_ALWAYS),
}
