"""Random packs of one to five rules, all in force on every day."""

from hypothesis import strategies as st

from remit.engines.rules import Pack
from tests.engines.rules.small_packs import pack, rule
from tests.engines.rules.test_rules_unknown import CONDITIONS, EFFECTS


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Rules that may override earlier ones, in a pack with a provision on concurrence."""
    rules = []
    for number in range(draw(st.integers(1, 5))):
        earlier = [f"r{n}" for n in range(number)]
        overrides = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
        modality = draw(st.sampled_from(("may", "shall")))
        rules.append(
            rule(f"r{number}", draw(CONDITIONS), draw(EFFECTS), modality, overrides=overrides)
        )
    return pack(*rules)
