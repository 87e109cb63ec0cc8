"""Claims of the texts on enterprises and on cooperation."""

from remit.engines.storm.claims.claim import Claim, Text, change
from remit.engines.storm.claims.regimes import (
    BOAT,
    IN_REFERENCE,
    REFERENCE,
    SURFACING,
    UNMOTIVATED,
)
from remit.engines.words import Words

OF_WORK = (
    Claim(
        "E1",
        Text.ENTERPRISE,
        Words("职责清晰，推诿减少", "Clear duties reduce buck-passing"),
        IN_REFERENCE,
        change("passed", REFERENCE, {"regime.clarity": 0.95}),
        change("passed", {"people.unease": 0, "people.risk": 0}, {"regime.clarity": 0.95}),
        Words("推给别人不难为情，也不怕处分", "nobody minds passing on, nobody fears sanctions"),
        sign=-1,
        axes=("regime.precision", "regime.intensity"),
    ),
    Claim(
        "E2",
        Text.ENTERPRISE,
        Words("不跟踪，问题积累潜伏", "Problems that are not tracked pile up"),
        IN_REFERENCE,
        change("hidden", {"regime.tracking": 0.9}, {"regime.tracking": 0}),
        change("hidden", {"regime.tracking": 0.9, "world.revealing": 0}, {"regime.tracking": 0}),
        Words("计划与完成对照查不出问题", "comparing plans with results brings nothing up"),
        axes=("world.latent", "people.turnover"),
    ),
    Claim(
        "E3",
        Text.ENTERPRISE,
        Words("跟踪到位，不再新官背旧账", "Tracking spares newcomers the debts of those before"),
        IN_REFERENCE,
        change("by_old", {"regime.tracking": 0}, {"regime.tracking": 0.95}),
        change("by_old", {"regime.tracking": 0, **SURFACING}, {"regime.tracking": 0.95}),
        Words("潜伏问题很快显现", "hidden problems soon come up"),
        sign=-1,
        axes=("people.turnover", "regime.precision"),
    ),
    Claim(
        "E4",
        Text.ENTERPRISE,
        Words("“一船人”连坐挫伤士气", "Everybody in the same boat: blanket liability hurts morale"),
        IN_REFERENCE,
        change("morale", REFERENCE, BOAT),
        change("morale", {"regime.intensity": 0}, BOAT),
        Words("没有处分", "no sanctions"),
        sign=-1,
        axes=("regime.precision", "regime.intensity"),
    ),
    Claim(
        "E5",
        Text.ENTERPRISE,
        Words(
            "“一船人”连坐降低担当",
            "Everybody in the same boat: blanket liability makes people take up less",
        ),
        IN_REFERENCE,
        change("taken_up", REFERENCE, BOAT),
        change("taken_up", UNMOTIVATED, BOAT),
        Words(
            "人人没有内在动力，士气无从起作用",
            "nobody is motivated from within, so that morale counts for nothing",
        ),
        sign=-1,
        axes=("regime.precision", "regime.intensity"),
    ),
    Claim(
        "L1",
        Text.COOPERATION,
        Words("领导小组推动跨部门任务落实", "A leading group gets cross-department tasks done"),
        IN_REFERENCE,
        change("implementation_priority", REFERENCE, {"regime.coordination": 0.95}),
        change("implementation_priority", {"world.cross": 0}, {"regime.coordination": 0.95}),
        Words("任务不依赖他部门", "tasks need no other department"),
        axes=("world.load", "regime.precision"),
    ),
)
