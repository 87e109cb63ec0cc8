"""Decision tables with declared hit policies."""

from remit.engines.tables.deciding import Decided, ModelRefused, NoSuchDecision, decide
from remit.engines.tables.dmn import read_dmn
from remit.engines.tables.jdm import read_jdm
from remit.engines.tables.model import Model
from remit.engines.tables.values import Value
