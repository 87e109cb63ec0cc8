"""What Remit lets a post do: the codes that a power of its list may carry.

A power without a code is a power outside Remit. Each code is described in docs/reference/powers.md.
"""

from collections.abc import Mapping

from remit.engines.words import Words

POWERS: Mapping[str, Words] = {
    "organisation.maintain": Words(
        "维护单位、岗位、任职和清单", "Maintain units, posts, appointments and lists"
    ),
    "organisation.delegate": Words("把本岗位的权力授给其他岗位", "Lend powers of the own post"),
    "ledger.read": Words("查阅台账", "Read the ledger"),
    "correspondence.read": Words("查阅本单位发出的文书", "Read the letters the unit has sent"),
    "matters.import_log": Words("导入事件日志", "Import event logs"),
    "plans.set_target": Words("设定年度目标", "Set annual targets"),
    "plans.open_month": Words("开启一个月的计划填报", "Open a month for planning"),
    "plans.submit": Words("提交月度计划", "Submit the monthly plan"),
    "plans.report_results": Words("报告月度结果", "Report the month's results"),
    "plans.publish_summary": Words("发布月度汇总", "Publish the monthly summary"),
    "cases.receive": Words("接收举报和线索", "Receive reports"),
    "cases.verify": Words("核实举报和线索", "Verify reports"),
    "cases.open": Words("立案", "Open cases"),
    "cases.investigate": Words("调查、听取陈述、提出处理意见", "Investigate, hear and propose"),
    "cases.decide": Words("作出决定（两人以上）", "Decide cases, with another"),
    "cases.serve": Words("送达决定", "Serve decisions"),
    "cases.decide_appeal": Words("作出复审、复核决定（两人以上）", "Decide appeals, with another"),
    "cases.rehabilitate": Words("恢复名誉", "Rehabilitate"),
    "cases.close": Words("结案", "Close cases"),
    "insight.read": Words("查看各单位的度量", "Look at the measures of units"),
    "insight.measure": Words("计算并保存度量", "Run and store measures"),
    "records.propose_erasure": Words("提请依法删除", "Propose erasures by law"),
    "records.confirm_erasure": Words("确认依法删除（两人以上）", "Confirm erasures, with another"),
}
