"""Deeds in the reader's words: what an entry's verb says happened."""

from collections.abc import Mapping

from remit.engines.words import Words

VERBS: Mapping[str, Words] = {
    "cases.report_received": Words("收到反映", "report received"),
    "cases.verification_concluded": Words("核实完毕", "verification concluded"),
    "cases.case_opened": Words("立案", "case opened"),
    "cases.person_named": Words("列明相关人员", "person named"),
    "cases.fact_stated": Words("认定事实", "fact stated"),
    "cases.evidence_added": Words("补充证据", "evidence added"),
    "cases.person_heard": Words("听取陈述", "person heard"),
    "cases.hearing_waived": Words("放弃陈述", "hearing waived"),
    "cases.attribution_adopted": Words("确定责任份额", "shares adopted"),
    "cases.determination_made": Words("适用规则", "rules applied"),
    "cases.decision_proposed": Words("提出处理意见", "decision proposed"),
    "cases.decision_sent_back": Words("退回处理意见", "proposal sent back"),
    "cases.decision_confirmed": Words("第一人确认", "first decider agreed"),
    "cases.decision_made": Words("作出决定", "decision made"),
    "cases.decision_served": Words("送达决定", "decision served"),
    "cases.appeal_filed": Words("提出申诉", "appeal filed"),
    "cases.appeal_outcome_proposed": Words("提出复审意见", "appeal outcome proposed"),
    "cases.appeal_decided": Words("作出复审决定", "appeal decided"),
    "cases.effect_ended": Words("影响期满", "effect ended"),
    "cases.person_rehabilitated": Words("恢复名誉", "name cleared"),
    "cases.case_closed": Words("结案", "case closed"),
    "plans.target_set": Words("设定年度目标", "target set"),
    "plans.target_withdrawn": Words("撤销年度目标", "target withdrawn"),
    "plans.month_opened": Words("开启月份", "month opened"),
    "plans.plan_opened": Words("开启计划", "plan opened"),
    "plans.item_added": Words("增加计划事项", "line added"),
    "plans.item_revised": Words("修改计划事项", "line revised"),
    "plans.item_dropped": Words("取消计划事项", "line dropped"),
    "plans.plan_submitted": Words("报送计划", "plan submitted"),
    "plans.plan_reminded": Words("催报", "reminded"),
    "plans.results_reported": Words("报告结果", "results reported"),
    "plans.summary_published": Words("发布汇总", "summary published"),
    "organisation.organisation_founded": Words("建立单位", "organisation founded"),
    "organisation.unit_created": Words("设立机构", "unit created"),
    "organisation.post_created": Words("设立岗位", "post created"),
    "organisation.person_enrolled": Words("登记人员", "person enrolled"),
    "organisation.person_appointed": Words("任职", "person appointed"),
    "organisation.appointment_ended": Words("任职结束", "tenure ended"),
    "organisation.duty_listed": Words("列入职责", "duty listed"),
    "organisation.power_listed": Words("列入权力", "power listed"),
    "organisation.means_granted": Words("配给资源", "means granted"),
    "organisation.listing_ended": Words("移出清单", "taken off a list"),
    "organisation.power_delegated": Words("授权", "power lent"),
    "organisation.delegation_ended": Words("收回授权", "power taken back"),
    "organisation.workbook_imported": Words("导入工作簿", "workbook imported"),
    "organisation.token_issued": Words("签发令牌", "token issued"),
    "organisation.token_revoked": Words("吊销令牌", "token revoked"),
    "organisation.password_set": Words("设置密码", "password set"),
    "organisation.language_chosen": Words("选择语言", "language chosen"),
    "matters.log_imported": Words("导入事件日志", "log read"),
}


def deed(activity: str) -> Words:
    """What happened, in words; the activity itself where it has none (steps of another system)."""
    return VERBS.get(activity, Words(activity, activity))
