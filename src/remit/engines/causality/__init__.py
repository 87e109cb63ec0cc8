from remit.engines.causality.halpern_pearl import *
from remit.engines.causality.model import *
from remit.engines.causality.degrees import *
from remit.engines.causality.sweep import *
