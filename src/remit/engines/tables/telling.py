"""What became of a row, as a sentence."""

from remit.engines.tables.applying import Step
from remit.engines.tables.compiled import Fate, RowProof
from remit.engines.tables.values import show
from remit.engines.words import Words


def tell(step: Step, proof: RowProof) -> Words:
    """The sentence for one row of a step: that it applies, or the first reason why it does not.

    >>> step = Step("d", None, (17,))
    >>> tell(step, RowProof("2", Fate.NOT_APPLIED, 0, "Age", ">=18")).en
    'Row 2 does not apply: Age is 17, and >=18 is asked for.'
    """
    row, name, test = proof.row, proof.input, proof.test
    match proof.fate:
        case Fate.APPLIED:
            return Words(f"行 {row} 适用。", f"Row {row} applies.")
        case Fate.OUTRANKED:
            return Words(
                f"行 {row} 的条件成立，但另有一行优先。",
                f"The tests of row {row} hold, but another row goes first.",
            )
        case Fate.FAULTY:
            return Words(
                f"行 {row} 的条件成立，但其结果无法算出，因此不适用。",
                f"The tests of row {row} hold, but its outputs cannot be reckoned, so it does not"
                " apply.",
            )
        case Fate.OPEN:
            facts = ", ".join(sorted(proof.facts))
            return Words(
                f"行 {row} 未定：“{name}”须满足 {test}，尚不知道 {facts}。",
                f"Row {row} is open: {test} is asked of {name}, and {facts} is not known.",
            )
    value = show(step.inputs[proof.column])
    return Words(
        f"行 {row} 不适用：“{name}”为 {value}，而要求 {test}。",
        f"Row {row} does not apply: {name} is {value}, and {test} is asked for.",
    )
