"""I, institutional design: rules, clear items, everybody touched is there, minutes, an end."""

from datetime import timedelta
from fractions import Fraction

from remit.engines.measures.statistics import Estimate, Measured, unknown
from remit.engines.measures.synergy.records import Group, Records, Rule
from remit.engines.measures.synergy.showing import ratio, share, shown, told

ASLEEP = timedelta(days=180)


def design(records: Records) -> tuple[Measured, ...]:
    """I1 rules, I2 clarity, I3 inclusion, I4 openness, I5 sunset."""
    return rules(records), clarity(records), inclusion(records), openness(records), sunset(records)


def rules(records: Records) -> Measured:
    """I1: of ten rules those settled, over all groups; one group counts as ten, in full."""
    settled = sum(len(group.settled) for group in records.groups)
    asked = len(Rule) * len(records.groups)
    figure = unknown(0, "share", "full count")
    if asked:
        value = settled / asked
        figure = Estimate(value, value, value, asked, "share", "full count")
    if len(records.groups) > 1:
        parts = [(Fraction(len(g.settled)), Fraction(len(Rule))) for g in records.groups]
        spread = ratio(parts)
        figure = Estimate(
            spread.value, max(0.0, spread.low), min(1.0, spread.high), asked, "share", spread.method
        )
    exact = Fraction(settled, asked) if asked else None
    words = told(figure, "十项制度要素已明确", "Of ten rules settled")
    return shown("i1_rules", figure, (group.behind for group in records.groups), words, exact)


def clarity(records: Records) -> Measured:
    """I2: items with exactly one lead post, a due day and an acceptance test."""
    vague = [i for i in records.items if not (i.leads == 1 and i.due is not None and i.tested)]
    unclear = {item.behind for item in vague}
    clear = [item.behind for item in records.items if item.behind not in unclear]
    return share(
        "i2_clarity",
        clear,
        len(records.items),
        "责任人唯一、期限明确、验收标准明确的任务占",
        "Items with one lead, a due day and a test",
        rest=[item.behind for item in vague],
    )


def inclusion(records: Records) -> Measured:
    """I3: of the units touched, those represented."""
    touched = [(group, unit) for group in records.groups for unit in sorted(group.touched)]
    there = [f"{g.behind} {unit}" for g, unit in touched if unit in g.represented]
    missing = [f"{g.behind} {unit}" for g, unit in touched if unit not in g.represented]
    return share(
        "i3_inclusion",
        there,
        len(touched),
        "涉及单位中有代表参加的占",
        "Units touched that are represented",
        rest=missing,
    )


def openness(records: Records) -> Measured:
    """I4: meetings whose minutes were out within five working days."""
    out = [meeting.behind for meeting in records.meetings if meeting.minutes_in_time]
    zh = "五个工作日内印发纪要的会议占"
    return share(
        "i4_openness", out, len(records.meetings), zh, "Minutes out within five working days"
    )


def sunset(records: Records) -> Measured:
    """I5: groups that are neither past their end nor asleep for 180 days."""
    stale = [group for group in records.groups if _stale(group, records)]
    names = {group.behind for group in stale}
    awake = [group.behind for group in records.groups if group.behind not in names]
    return share(
        "i5_sunset",
        awake,
        len(records.groups),
        "未超期、未休眠的议事协调机构占",
        "Groups neither past their end nor asleep",
        rest=[group.behind for group in stale],
    )


def _stale(group: Group, records: Records) -> bool:
    past = group.end is not None and records.on > group.end
    return past or records.on - group.last_event >= ASLEEP
