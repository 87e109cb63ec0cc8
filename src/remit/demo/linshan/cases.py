"""How Linshan answered for the outbreak: who was heard, whose share was whose, what an appeal changed."""

from remit.demo.casework import (
    Answer,
    Attribute,
    Clear,
    Exhibit,
    File,
    Find,
    Hear,
    Name,
    Notice,
    Open,
    Receive,
    Serve,
    Settle,
    Step,
    Verify,
    decided,
    found,
    not_found,
)
from remit.demo.linshan.incident import CASE, situation
from remit.demo.moments import Moment
from remit.engines.words import Words

PACK = "cn-administrative-discipline"
VILLAGE, DEPUTY = "he.chi", "lu.ping"
INVESTIGATED = Moment(-6, 10, 9)
NOT_FOUND = (
    "denounced", "returned_gains", "misled_or_coerced", "repentant", "reoffended", "obstructed",
    "evidence_destroyed", "shielded", "incited", "refused_return", "objected_to_order",
    "superior_insisted", "order_manifestly_unlawful", "trial_error", "reservation_voiced",
    "unforeseeable", "confessed", "acted_on_order",
)  # fmt: skip

NOTICE = (
    "林山镇卫生院关于云岭村接种缺口的提示\n\n"
    "云岭村行动不便者四十一人尚未接种。请村委会三日内提供名单、约定日期，我院可派两名护士上门。\n"
    "抄送：分管副镇长。\n\n卫生院院长 林安\n\n"
    "Linshan Health Centre: 41 people in Yunling who cannot leave home are not vaccinated. Please send "
    "the list and agree a day within three days; two nurses can come. Copy: the deputy head.\n"
)

OPENING: tuple[Step, ...] = (
    Notice(Moment(-7, 20), "late", "yunling"),
    Verify(
        Moment(-7, 24), "late", "well_founded",
        Words("三次计划逾期属实；其间云岭村发生十二人感染，与未约定上门接种有关，须立案查明。",
              "Three late plans are confirmed. Meanwhile twelve people fell ill in Yunling, where vaccination "
              "at home had not been arranged; a case must clear this up."),
    ),
    Open(Moment(-6, 6), CASE, "late", PACK, Words("云岭村聚集性疫情", "The outbreak in Yunling"),
         Moment(-7, 16)),
    Name(Moment(-6, 6, 11), CASE, "yunling.head", VILLAGE),
    Name(Moment(-6, 6, 11), CASE, "deputy.health", DEPUTY),
)  # fmt: skip

FOUND: tuple[Step, ...] = (
    Find(
        INVESTIGATED, CASE,
        Words("云岭村当月未报送计划，办公室提醒后仍未报送。",
              "Yunling sent no plan that month, nor after the office's reminders."),
        exhibits=(Exhibit(plan=("yunling", -7)), Exhibit(reminder=("yunling", -7))),
    ),
    Find(
        INVESTIGATED, CASE,
        Words("卫生院提前九天书面提示：四十一名行动不便者未接种，可派护士上门。",
              "The health centre warned in writing nine days before: 41 people who cannot leave home were not "
              "vaccinated, and nurses could come."),
        exhibits=(Exhibit(Words("卫生院提示原件", "The warning itself"), file=NOTICE,
                          file_name="health-centre-warning.txt"),),
    ),
    Find(INVESTIGATED, CASE, Words("十二人感染，其中九人行动不便。", "Twelve fell ill; nine cannot leave home."),
         "bad_consequence", value=True,
         exhibits=(Exhibit(Words("流行病学调查报告摘要", "Summary of the epidemiological report")),)),
    *not_found(CASE, INVESTIGATED, *NOT_FOUND),
    *found(INVESTIGATED, CASE, crime="none", cooperated=True),
    Find(Moment(-6, 10, 14), CASE, Words("未提供名单、未约定日期。", "No list was given, no day agreed."), "act",
         "neglect", login=VILLAGE),
    Find(Moment(-6, 10, 14), CASE, Words("后果可控，未造成死亡。", "The consequences were contained; nobody died."),
         "gravity", "ordinary", login=VILLAGE),
    *found(Moment(-6, 10, 14), CASE, VILLAGE, person_status="village_manager", minor_role=False,
           averted_loss=False, leadership_accountability=False),
    Find(Moment(-6, 10, 15), CASE, Words("三个工作日内没有到村。", "Did not go to the village within three days."),
         "act", "neglect", login=DEPUTY),
    Find(Moment(-6, 10, 15), CASE, Words("一次未到，次周已补。", "Missed once and made up the week after."), "gravity",
         "minor", login=DEPUTY),
    Find(Moment(-6, 10, 15), CASE, Words("次周带队到村，协助控制。", "Led help to the village the week after."),
         "averted_loss", value=True, login=DEPUTY),
    *found(Moment(-6, 10, 15), CASE, DEPUTY, person_status="civil_servant", minor_role=True,
           leadership_accountability=True),
)  # fmt: skip

HEARD: tuple[Step, ...] = (
    Hear(
        Moment(-6, 14, 9), CASE, VILLAGE,
        Words("三家单位每周要三张表，三名村干部天天入户登记。我以为名单可以缓一缓，错在没有说出来。",
              "Three offices wanted three forms a week; the three of us were at people's doors every day. I "
              "thought the list could wait. My fault was not to say so."),
        Words("三重入户属实，已计入系统性原因；名单一小时可成，未提供仍属本人职责。",
              "The triple visits are true and are set down to the system. The list took an hour; giving it "
              "remained his duty."),
    ),
    Hear(
        Moment(-6, 14, 14), CASE, DEPUTY,
        Words("提示我收到了，那一周在县里开了四天会。应当派人去，我没有派。",
              "I got the warning. I sat in county meetings for four days that week. I should have sent somebody."),
        Words("开会属实；派员并不需要本人在场。", "The meetings are confirmed; to send somebody did not need her presence."),
    ),
    Attribute(Moment(-6, 18), CASE,
              (("yunling.head", VILLAGE), ("deputy.health", DEPUTY), ("head", "gu.shan")), situation),
)  # fmt: skip

DECIDED: tuple[Step, ...] = (
    *decided(
        CASE, VILLAGE, "demerit",
        Words("份额三分之二：只要提供名单，疫情就不会发生。主动配合，在幅度内不取最重。",
              "Two thirds of the share: the list alone would have prevented the outbreak. He cooperated; within "
              "the range the heaviest is not taken."),
        Moment(-6, 20, 10), Moment(-6, 22, 10), Moment(-6, 26, 10), Moment(-5, 3, 15), Moment(-5, 5, 10),
    ),
    *decided(
        CASE, DEPUTY, "admonition",
        Words("份额六分之一：情节轻微，次要作用，并已采取措施。以诫勉代替处分。",
              "One sixth of the share: a minor act, a secondary role, and steps taken. An admonition instead of "
              "discipline."),
        Moment(-6, 20, 11), Moment(-6, 22, 11), Moment(-6, 26, 11), Moment(-5, 3, 16), Moment(-5, 5, 11),
    ),
)  # fmt: skip

APPEALED: tuple[Step, ...] = (
    File(
        Moment(-5, 22, 16), CASE, VILLAGE,
        Words("疫情发生后我用十天挨户补齐了四十一人的接种，决定没有考虑。请卫生院证明。",
              "After the outbreak I had all 41 people vaccinated within ten days, door by door. The decision did "
              "not weigh it. The health centre can confirm."),
    ),
    Find(
        Moment(-4, 6, 10), CASE,
        Words("卫生院证明：四十一人在十天内全部补种，由贺迟逐户陪同。",
              "The health centre confirms: all 41 were vaccinated within ten days, He Chi with them at each door."),
        "averted_loss", value=True, login=VILLAGE, by="appeal.1", said_by="lin.an",
        exhibits=(Exhibit(Words("补种登记表", "The vaccination register")), Exhibit(plan=("health", -5))),
    ),
    Answer(
        Moment(-4, 8, 10), CASE, VILLAGE, "changed",
        Words("补种属实，属主动避免损失扩大，原决定未予考虑，变更为警告。",
              "The vaccination is confirmed: he acted to keep the harm from growing, which the decision did not "
              "weigh. Changed to a warning."),
        "appeal.1", "warning",
    ),
    Settle(Moment(-4, 10, 15), CASE, VILLAGE, "appeal.2"),
    Serve(Moment(-4, 13, 10), CASE, VILLAGE),
    Clear(
        Moment(-4, 16, 10), CASE, VILLAGE,
        Words("原记过决定已被取代，在宣布原决定的同一范围内宣布变更。",
              "The demerit is superseded; the change is announced to the same circle as the demerit was."),
    ),
)  # fmt: skip

WAITING: tuple[Step, ...] = (
    Receive(
        Moment(-1, 24, 20), "roof", "shiqiao",
        Words("石桥村卫生室漏雨，报修两个月无人来", "Roof of Shiqiao's clinic leaks; nobody has come in two months"),
        "两个月前报到便民中心，回执说五个工作日内来看，至今没有人来。", duty=("service.director", "1"),
        happened=Moment(-3, 20), contact="chang.ning@linshan.example",
    ),
)  # fmt: skip

STEPS = (*OPENING, *FOUND, *HEARD, *DECIDED, *APPEALED, *WAITING)
