"""C, the collaborative process: talk, trust, commitment, shared understanding, small wins."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from remit.engines.measures.statistics import LEVEL, Estimate, Measured, unknown, wilson
from remit.engines.measures.statistics.special import beta_quantile
from remit.engines.measures.synergy.records import Pulse, Records
from remit.engines.measures.synergy.showing import ratio, share, shown, told
from remit.engines.words import Words


def process(records: Records, rng: np.random.Generator) -> tuple[Measured, ...]:
    """C1 dialogue, C2 trust, C3 commitment in deeds and in resources, C4 understanding, C5 wins."""
    return (
        dialogue(records),
        trust(records),
        commitment(records),
        resources(records),
        understanding(records.pulses, rng),
        small_wins(records),
    )


def dialogue(records: Records) -> Measured:
    """C1: present in person over invited, times the meetings held over planned (at most one)."""
    invited = sum(meeting.invited for meeting in records.meetings)
    present = sum(meeting.present for meeting in records.meetings)
    planned = sum(group.meetings_planned for group in records.groups)
    held = min(Fraction(1), Fraction(len(records.meetings), planned)) if planned else Fraction(1)
    figure = wilson(present, invited).scaled(float(held), "share")
    exact = Fraction(present, invited) * held if invited else None
    words = told(figure, "亲自到会与按期开会的程度", "Present in person, as often as planned")
    return shown("c1_dialogue", figure, (m.behind for m in records.meetings), words, exact)


def trust(records: Records) -> Measured:
    """C2: the smoothed share of promises between units kept in time, (kept + 1) / (all + 2)."""
    n, kept = len(records.promises), sum(promise.kept for promise in records.promises)
    exact = Fraction(kept + 1, n + 2)
    tail = (1 - LEVEL) / 2
    low, high = (beta_quantile(chance, kept + 1, n - kept + 1) for chance in (tail, 1 - tail))
    figure = Estimate(float(exact), low, high, n, "share", "beta posterior, flat prior")
    words = told(figure, "跨单位承诺按期兑现率（平滑后）", "Promises between units kept in time")
    broken = (promise.behind for promise in records.promises if not promise.kept)
    return shown("c2_trust", figure, broken, words, exact)


def commitment(records: Records) -> Measured:
    """C3: one less the share of items returned."""
    returned = [item.behind for item in records.items if item.returned]
    kept = [item.behind for item in records.items if not item.returned]
    return share(
        "c3_commitment",
        kept,
        len(records.items),
        "未被退回的任务占",
        "Items not returned",
        rest=returned,
    )


def resources(records: Records) -> Measured:
    """C3: resources delivered over promised."""
    promised = [item for item in records.items if item.promised]
    figure = ratio([(item.delivered, item.promised) for item in promised])
    words = told(figure, "承诺资源到位率", "Resources delivered of those promised")
    return shown("c3_resources", figure, (item.behind for item in promised), words)


def understanding(pulses: Sequence[Pulse], rng: np.random.Generator) -> Measured:
    """C4: Krippendorff's alpha of members' own answers, the mean of the three questions.

    `n` is the number of items that at least two members answered for; the interval draws items.
    """
    by_item: dict[object, list[Pulse]] = defaultdict(list)
    for pulse in pulses:
        by_item[pulse.item].append(pulse)
    items = [answers for answers in by_item.values() if len(answers) > 1]
    value = _understood(items)
    n, method = len(items), "Krippendorff's alpha, bootstrap of items"
    figure = unknown(n, "alpha", method)
    if items and not np.isnan(value):
        draws = [_understood([items[i] for i in rng.integers(0, n, n)]) for _ in range(300)]
        low, high = np.nanquantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        figure = Estimate(value, float(low), float(high), n, "alpha", method)
    text = figure.told()
    reading = Words(
        f"各成员对“谁牵头、何时完成、怎样算完成”的一致程度为{text}（1为完全一致）。",
        f"Members agree on who leads, when it is due and what counts as done: alpha {text}"
        " (1 is full agreement).",
    )
    return shown("c4_understanding", figure, (answers[0].item for answers in items), reading)


def _understood(items: Sequence[Sequence[Pulse]]) -> float:
    asked = ([[pulse.answers[q] for pulse in answers] for answers in items] for q in range(3))
    return float(np.mean([alpha(answers) for answers in asked]))


def alpha(items: Sequence[Sequence[str]]) -> float:
    """Krippendorff's alpha for nominal answers; items with one answer are left out.

    Krippendorff, Content Analysis, 4th ed. 2018, ch. 12: one less the disagreement observed over
    that expected by chance; 1 where everybody gave the same answer to everything.

    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    0.4444444444444444
    """
    apart = Fraction()
    for answers in items:
        if len(answers) > 1:
            n, same = len(answers), sum(count**2 for count in Counter(answers).values())
            apart += Fraction(n * n - same, n - 1)
    return _alpha(items, apart)


def _alpha(items: Sequence[Sequence[str]], apart: Fraction) -> float:
    total = Counter(answer for answers in items if len(answers) > 1 for answer in answers)
    n = sum(total.values())
    expected = n * n - sum(count * count for count in total.values())
    if n == 0:
        return float("nan")
    return float(1 - (n - 1) * apart / expected) if expected else 1.0


def small_wins(records: Records) -> Measured:
    """C5: items due with a verified milestone in the first third of their time."""
    dated = [item for item in records.items if item.due is not None]
    won = [
        item.behind
        for item in dated
        if item.due is not None
        and item.milestone is not None
        and 3 * (item.milestone - item.assigned).days <= (item.due - item.assigned).days
    ]
    zh = "在前三分之一时限内取得核实进展的任务占"
    return share("c5_small_wins", won, len(dated), zh, "Items with an early verified milestone")
