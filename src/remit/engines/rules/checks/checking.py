"""All checks of a pack, the weightiest flaws first."""

from collections.abc import Iterator, Sequence
from datetime import date

from remit.engines.findings import Severity
from remit.engines.rules.checks.applying import duplicates, unreachable
from remit.engines.rules.checks.clashes import conflicts
from remit.engines.rules.checks.diagrams import MOST_STEPS
from remit.engines.rules.checks.flaws import FlawKind, PackFlaw, Unchecked, not_checked
from remit.engines.rules.checks.inversion import inversions
from remit.engines.rules.checks.ranges import Ranges
from remit.engines.rules.checks.sources import expired, unverified
from remit.engines.rules.checks.space import Space
from remit.engines.rules.checks.standing import Day, days
from remit.engines.rules.checks.tables import table_flaws
from remit.engines.rules.pack import Pack

_ORDER = list(Severity)
_TOLD_APART_BY_WORDS = (FlawKind.EXPIRED, FlawKind.NOT_CHECKED)


def check_pack(
    pack: Pack, on: date | None = None, *, most_steps: int = MOST_STEPS
) -> tuple[PackFlaw, ...]:
    """The flaws of a pack, errors first; with `on` as it stands for acts of that day.

    Without `on` every set of rules that is ever in force together is looked at, and a flaw is told of
    the first day on which it shows. A single search takes at most `most_steps` steps, all together ten
    times as many; what was given up is told as `not_checked`.
    """
    space = Space(pack, most_steps)
    on_days = list(days(pack, space, on))
    reckoned = list(_reckoned(pack, space, on_days))
    given_up = [one for one in reckoned if isinstance(one, Unchecked)]
    flaws = [one for one in reckoned if isinstance(one, PackFlaw)]
    found = [*flaws, *expired(pack, on), *not_checked(given_up), *unverified(pack)]
    first: dict[object, PackFlaw] = {}
    for flaw in found:
        first.setdefault(_identity(flaw), flaw)
    return tuple(sorted(first.values(), key=lambda flaw: _ORDER.index(flaw.severity)))


def _reckoned(pack: Pack, space: Space, on_days: Sequence[Day]) -> Iterator[PackFlaw | Unchecked]:
    dead = list(unreachable(pack, space, on_days))
    yield from dead
    never = {flaw.rules[0] for flaw in dead if isinstance(flaw, PackFlaw)}
    ranges = Ranges(pack, space)
    for day in on_days:
        alive = [rule for rule in day.rules if rule.id not in never]
        yield from duplicates(pack, space, day, alive)
        yield from conflicts(pack, space, day)
        yield from table_flaws(pack, space, day)
        yield from inversions(pack, space, ranges, day)


def _identity(flaw: PackFlaw) -> object:
    """What is one flaw even if it shows on several days; gaps and inversions differ by their cases."""
    if flaw.kind in (FlawKind.GAP, FlawKind.INVERSION):
        return flaw.kind, flaw.rules, *flaw.example.items(), None, *flaw.worse_example.items()
    return flaw.kind, flaw.rules, flaw.words if flaw.kind in _TOLD_APART_BY_WORDS else None
