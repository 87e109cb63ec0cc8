"""What the columns of a table are commonly called, in English and Chinese, by what they mean."""

from collections.abc import Mapping, Sequence

from remit.engines.eventlog.logged import Logged

OWN = ("at", *Logged._fields[1:])
"""The header of a table that is written here."""
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "item": (
        "item", "case:concept:name", "case_id", "caseid", "case id", "case", "incident_id", "number",
        "案件编号", "案件号", "案号", "事项编号", "事项号", "工单编号", "办件编号", "受理编号", "流水号", "案件",
        "事项", "编号",
    ),
    "activity": (
        "activity", "concept:name", "incident_activity_type", "incident_state", "event", "step",
        "活动", "活动名称", "环节", "环节名称", "办理环节", "步骤", "操作", "动作", "状态",
    ),
    "at": (
        "ts_us", "time:timestamp", "timestamp", "data_stamp", "sys_updated_at", "at", "time", "date",
        "时间", "办理时间", "操作时间", "发生时间", "完成时间", "时间戳", "日期",
    ),
    "person": (
        "person", "org:resource", "resource", "assigned_to", "user", "人员", "经办人", "办理人", "处理人",
        "操作人", "责任人", "承办人", "姓名",
    ),
    "unit": (
        "unit", "org:group", "group", "assignment_group", "department", "单位", "部门", "科室", "办理单位",
        "承办单位", "责任单位", "所属部门",
    ),
    "post": ("post", "org:role", "role", "position", "岗位", "职务", "角色"),
    "seq": ("seq", ".order", "序号"),
    "transition": ("lifecycle:transition", "lifecycle", "kind", "类别"),
}  # fmt: skip
NEEDED = ("item", "activity", "at")


def recognised(there: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """The table's own name of each column by what it means; "" where none is known by its name.

    The first of the names of a meaning that the table has wins; `named` wins over all.

    >>> recognised(["案件编号", "环节", "时间"], {})["activity"]
    '环节'
    """
    known = {name.strip().casefold(): name for name in reversed(there)}
    found = {
        meaning: next((known[name] for name in names if name in known), "")
        for meaning, names in MEANINGS.items()
    }
    return found | dict(named)


def faulty(there: Sequence[str], found: Mapping[str, str]) -> list[str]:
    """The meanings that are needed and have no column, are none, or name a column that is not there."""
    unknown = [meaning for meaning in found if meaning not in MEANINGS]
    missing = [meaning for meaning in NEEDED if not found[meaning]]
    absent = [meaning for meaning, name in found.items() if name and name not in there]
    return list(dict.fromkeys([*unknown, *missing, *absent]))
