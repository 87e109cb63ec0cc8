"""Whose share of a harm is whose, exactly, with reasons: a situation in, a report out.

The smallest true example is two superiors of whom either could have stopped an act:

>>> from fractions import Fraction
>>> from remit.engines.words import Words
>>> def owner(name):
...     return Owner(name, name, Words(name, name))
>>> def fault(name):
...     return Choice(name, name, Words("", "did it"), Words("", "refrained"))
>>> situation = Situation(
...     "fire", Words("", "Fire"), (owner("a"), owner("b")), (fault("a"), fault("b")), (),
...     (Equation("fire", AllOf((Is("a"), Is("b")))),),
...     Outcome("fire", Fraction(900), "CNY", Words("", "the fire")))
>>> report = attribute(situation)
>>> [(p.person, str(p.share), str(p.amount)) for p in report.persons], report.certificate.exact
([('a', '1/2', '450'), ('b', '1/2', '450')], True)
>>> report.persons[0].sentences[0].en
'Had you refrained, the fire would not have happened. Nobody else would have had to act otherwise.'
"""

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.game import Witness
from remit.engines.attribution.parsing import parse_situation
from remit.engines.attribution.patterns import (
    Fault,
    Piece,
    assemble,
    blocked,
    either,
    facts,
    handed_over,
    omission,
    superior_did_not_stop,
    together,
)
from remit.engines.attribution.report import (
    Certificate,
    Contrast,
    PersonShare,
    Report,
    SystemAccount,
    attribute,
)
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Equation,
    Exemption,
    Gate,
    GateKind,
    Kind,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
)
from remit.engines.attribution.writing import report_mapping, situation_mapping
from remit.engines.figures import amount_text, share_words
from remit.engines.formulas import (
    AllOf,
    AnyOf,
    Constant,
    Formula,
    Is,
    Not,
    Quorum,
)

__all__ = [
    "AllOf",
    "AnyOf",
    "Certificate",
    "Choice",
    "Circumstance",
    "Constant",
    "Contrast",
    "Equation",
    "Exemption",
    "Fault",
    "Formula",
    "Gate",
    "GateKind",
    "Is",
    "Kind",
    "Not",
    "Outcome",
    "Owner",
    "PersonShare",
    "Piece",
    "Quorum",
    "Report",
    "Situation",
    "SituationRefused",
    "SystemAccount",
    "Witness",
    "amount_text",
    "assemble",
    "attribute",
    "blocked",
    "check_situation",
    "either",
    "facts",
    "handed_over",
    "omission",
    "parse_situation",
    "report_mapping",
    "share_words",
    "situation_mapping",
    "superior_did_not_stop",
    "together",
]
