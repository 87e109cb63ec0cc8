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

from remit.engines.attribution.answer import (
    Certificate,
    Contrast,
    Control,
    CutSets,
    Interval,
    PersonShare,
    Prevention,
    Reached,
    Report,
    SystemAccount,
    UnitShare,
    Witness,
)
from remit.engines.attribution.causes import Part
from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.exchange import situation_of_tree, tree_of
from remit.engines.attribution.paradox import Expected, Holding, Working, paradox_meter
from remit.engines.attribution.parsing import parse_situation
from remit.engines.attribution.patterns import (
    Fault,
    Piece,
    assemble,
    blocked,
    either,
    facts,
    handed_over,
    joined,
    omission,
    superior_did_not_stop,
    together,
    wrong_order,
)
from remit.engines.attribution.report import attribute
from remit.engines.attribution.sharing import Means
from remit.engines.attribution.situation import (
    Belief,
    Choice,
    Circumstance,
    Degree,
    Equation,
    Evidence,
    Exemption,
    Gate,
    GateKind,
    Kind,
    Level,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
    State,
    Versions,
)
from remit.engines.attribution.writing import report_mapping, situation_mapping
from remit.engines.faulttree import Budget
from remit.engines.figures import amount_text, share_words
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum
from remit.engines.games import Method

__all__ = [
    "AllOf",
    "AnyOf",
    "Belief",
    "Budget",
    "Certificate",
    "Choice",
    "Circumstance",
    "Constant",
    "Contrast",
    "Control",
    "CutSets",
    "Degree",
    "Equation",
    "Evidence",
    "Exemption",
    "Expected",
    "Fault",
    "Formula",
    "Gate",
    "GateKind",
    "Holding",
    "Interval",
    "Is",
    "Kind",
    "Level",
    "Means",
    "Method",
    "Not",
    "Outcome",
    "Owner",
    "Part",
    "PersonShare",
    "Piece",
    "Prevention",
    "Quorum",
    "Reached",
    "Report",
    "Situation",
    "SituationRefused",
    "State",
    "SystemAccount",
    "UnitShare",
    "Versions",
    "Witness",
    "Working",
    "amount_text",
    "assemble",
    "attribute",
    "blocked",
    "check_situation",
    "either",
    "facts",
    "handed_over",
    "joined",
    "omission",
    "paradox_meter",
    "parse_situation",
    "report_mapping",
    "share_words",
    "situation_mapping",
    "situation_of_tree",
    "superior_did_not_stop",
    "together",
    "tree_of",
    "wrong_order",
]
