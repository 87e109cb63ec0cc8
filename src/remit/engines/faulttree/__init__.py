"""Boolean networks compiled into decision diagrams, and what can be read off them."""

from remit.engines.faulttree.compiling import compile_network
from remit.engines.faulttree.cutsets import CutSets, minimal_cut_sets
from remit.engines.faulttree.diagram import Budget, BudgetSpent, Compiled, Diagram
from remit.engines.faulttree.evaluation import evaluate, gradient
from remit.engines.faulttree.importance import Importance, banzhaf, importance
from remit.engines.faulttree.mef import FaultTree, parse_mef
from remit.engines.faulttree.mef_writing import write_mef
from remit.engines.faulttree.network import CircularNetwork
from remit.engines.faulttree.pivots import pivots

__all__ = [
    "Budget",
    "BudgetSpent",
    "CircularNetwork",
    "Compiled",
    "CutSets",
    "Diagram",
    "FaultTree",
    "Importance",
    "banzhaf",
    "compile_network",
    "evaluate",
    "gradient",
    "importance",
    "minimal_cut_sets",
    "parse_mef",
    "pivots",
    "write_mef",
]
