"""How Yuhe answered: repeated arrears, an admonition and its end; means refused, hence exempt."""

from remit.demo.casework import (
    NO_WORDS,
    Attribute,
    Close,
    End,
    Exhibit,
    Find,
    Hear,
    Name,
    Notice,
    Open,
    Receive,
    Step,
    Verify,
    decided,
    found,
    not_found,
)
from remit.demo.moments import Moment
from remit.demo.yuhe.incidents import ARREARS, CRANE, arrears, crane
from remit.engines.words import Words

PACK = "enterprise-accountability"
NOT_FOUND = (
    "falsely_reported",
    "objected_in_time",
    "force_majeure",
    "stopped_for_safety",
    "made_good",
)

REFUSAL = (
    "玉河工程公司财务部\n"
    "码头项目部：塔吊租赁申请（租金每月九万六千元）不在年度预算内，不予同意。\n"
    "Yuhe Works, Finance. To Wharf Project: hire of a tower crane at 96,000 yuan a month is outside the "
    "year's budget and is refused.\n"
    "费礼 Fei Li\n"
)

ARREARS_STEPS: tuple[Step, ...] = (
    Notice(Moment(-11, 20), ARREARS, "hedong"),
    Verify(Moment(-11, 23), ARREARS, "well_founded",
           Words("三次逾期属实，同期产值缺口扩大，须立案。",
                 "Three late plans are confirmed, and the gap in output grew meanwhile; a case is needed.")),
    Open(Moment(-10, 4), ARREARS, ARREARS, PACK, Words("河东项目部产值未完成", "Output missed at Hedong"),
         Moment(-11, 26)),
    Name(Moment(-10, 4, 11), ARREARS, "hedong.head", "mao.jun"),
    Find(Moment(-10, 7, 10), ARREARS, NO_WORDS, "plan_missed", value=True,
         exhibits=(Exhibit(plan=("hedong", -11)), Exhibit(reminder=("hedong", -11)))),
    Find(Moment(-10, 7, 10), ARREARS, Words("完成百分之七十一。", "71 per cent was done."), "percent_done", 71),
    Find(Moment(-10, 7, 10), ARREARS, Words("此前两个月均未完成。", "Missed in both months before."), "missed_before", 2),
    *found(Moment(-10, 7, 10), ARREARS, means_given=True, lack_reported=False),
    *not_found(ARREARS, Moment(-10, 7, 11), *NOT_FOUND),
    Hear(Moment(-10, 11), ARREARS, "mao.jun",
         Words("分包款压了两个月，怕影响年底评先，没有上报。",
               "I held back the subcontractors' money for two months. I feared for the year's award and said nothing."),
         Words("属实。早报告可以调剂资金。", "So found. Told early, money could have been moved.")),
    Attribute(Moment(-10, 14), ARREARS, (("hedong.head", "mao.jun"), ("deputy", "ning.jiang")), arrears),
    *decided(
        ARREARS, "mao.jun", "admonition",
        Words("十二个月内第三次未完成，份额二分之一；如实说明，取幅度下限。",
              "Missed a third time in twelve months; half the share. He told the facts; the lowest of the range."),
        Moment(-10, 16), Moment(-10, 18), Moment(-10, 21, 10), Moment(-10, 23, 10), Moment(-10, 25, 10),
    ),
    Notice(Moment(-7, 18), "late.again", "hedong"),
    Verify(Moment(-7, 21), "late.again", "insufficient",
           Words("逾期属实，但已在诫勉期内，且公司已决定更换项目经理；未了事项转离任审计，不另立案。",
                 "Confirmed, but within the period of the admonition, and a change of manager is decided. Open "
                 "matters go to the leaving audit; no second case.")),
    End(Moment(-4, 25, 9), ARREARS, "mao.jun"),
    Close(Moment(-4, 27, 10), ARREARS),
)  # fmt: skip

FOUND = Moment(-3, 12, 10)
CRANE_STEPS: tuple[Step, ...] = (
    Receive(
        Moment(-3, 6, 16), CRANE, "wharf",
        Words("码头项目部产值只完成一半", "Only half the output at the wharf"),
        "汇总显示完成百分之五十二。项目部说明称租赁申请被拒。", "office.clerk", plan=("wharf", -4),
        happened=Moment(-4, 28),
    ),
    Verify(Moment(-3, 8), CRANE, "well_founded",
           Words("未完成属实；原因与租赁被拒有关，须分清谁的份额。",
                 "The plan was missed, and the refused hire has to do with it; whose share is whose must be shown.")),
    Open(Moment(-3, 10), CRANE, CRANE, PACK, Words("码头项目部停工十八天", "Eighteen days lost at the wharf"),
         Moment(-4, 28)),
    Name(Moment(-3, 10, 11), CRANE, "wharf.head", "pan.jin"),
    Find(FOUND, CRANE, NO_WORDS, "plan_missed", value=True,
         exhibits=(Exhibit(plan=("wharf", -4)),)),
    Find(FOUND, CRANE, Words("完成百分之五十二。", "52 per cent was done."), "percent_done", 52),
    Find(FOUND, CRANE, Words("上月亦未完成。", "Missed the month before as well."), "missed_before", 1),
    Find(FOUND, CRANE, Words("塔吊没有到位，租赁被书面拒绝。", "There was no crane; its hire was refused in writing."),
         "means_given", value=False,
         exhibits=(Exhibit(Words("财务部书面意见", "The finance department's answer"), file=REFUSAL,
                           file_name="crane-refusal.txt"),)),
    Find(FOUND, CRANE, Words("停工前六天书面报告。", "Reported in writing six days before work stopped."),
         "lack_reported", value=True, said_by="pan.jin",
         exhibits=(Exhibit(Words("条件不具备报告", "The report that means were missing")),)),
    *not_found(CRANE, Moment(-3, 12, 11), *NOT_FOUND),
    Hear(Moment(-3, 14), CRANE, "pan.jin",
         Words("没有塔吊不能强行吊装。我写了报告，等了十八天。",
               "Nobody lifts without a crane. I wrote the report and waited eighteen days."),
         Words("报告和拒绝意见均在案。", "Report and refusal are both on file.")),
    Attribute(Moment(-3, 17), CRANE,
              (("wharf.head", "pan.jin"), ("finance.head", "fei.li"), ("deputy", "ning.jiang")), crane),
    *decided(
        CRANE, "pan.jin", "exempt",
        Words("条件没有给，且已及时报告：没有份额，免予追究。转问未兑现条件的部门。",
              "The means were not given and the lack was reported in time: no share, exempt. Those who did not keep "
              "the promise are asked next."),
        Moment(-3, 19), Moment(-3, 21), Moment(-3, 24, 10), Moment(-3, 26, 10), Moment(-3, 28, 10),
    ),
    Close(Moment(-2, 3, 10), CRANE),
    Receive(
        Moment(-1, 26, 11), "promise", "",
        Words("责任书承诺的塔吊谁来兑现", "Who keeps the promise of a crane?"),
        "码头项目部免责后，请核实财务部和分管副总的答复责任。", "office.clerk", duty=("finance.head", "1"),
        happened=Moment(-4, 10),
    ),
)  # fmt: skip

STEPS = (*ARREARS_STEPS, *CRANE_STEPS)
