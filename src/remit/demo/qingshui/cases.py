"""How Qingshui answered: the predecessor's share, the newcomer cleared, one case waiting, one begun."""

from remit.demo.casework import (
    NO_WORDS,
    Answer,
    Attribute,
    Determine,
    Exhibit,
    File,
    Find,
    Hear,
    Name,
    Notice,
    Open,
    Propose,
    Receive,
    Settle,
    Step,
    Verify,
    decided,
    found,
    not_found,
)
from remit.demo.moments import Moment
from remit.demo.qingshui.incidents import BOOKS, BURST, ROOFS, books, burst
from remit.demo.statements import Value
from remit.engines.words import Words

PACK = "cn-administrative-discipline"
PREDECESSOR, DEPUTY, ENGINEER, NEWCOMER = "qian.mo", "zou.wen", "yue.yan", "shen.chu"
NOT_FOUND = (
    "denounced", "returned_gains", "misled_or_coerced", "repentant", "reoffended", "obstructed",
    "shielded", "incited", "refused_return", "acted_on_order", "objected_to_order",
    "superior_insisted", "order_manifestly_unlawful", "trial_error", "reservation_voiced",
)  # fmt: skip
LOOKED, HEARD = Moment(-3, 26, 10), Moment(-2, 4, 10)


FOUND: dict[str, dict[str, Words]] = {
    PREDECESSOR: {
        "act": Words("未试压即接收，未列入交接清单。", "Took over untested mains; left it out of the handover list."),
        "evidence_destroyed": Words("试压记录表系事后补填。", "The test record was filled in afterwards."),
        "gravity": Words("三百一十二户断水九天，抢修费八十四万元。",
                         "312 households without water for nine days; 840,000 yuan of repairs."),
    },
    ENGINEER: {"act": Words("签字当日车辆记录在县城。", "On the day of signing the car never left town.")},
    DEPUTY: {"act": Words("交接会没有对照工程台账。", "The register of works was not opened at the handover.")},
    NEWCOMER: {
        "act": Words("被反映未补做试压。", "Reported for not making up the test."),
        "unforeseeable": Words("交接清单没有此项，档案所附记录显示合格；接任后无从得知。",
                               "The list did not name it and the record on file said it had passed; she could not "
                               "know."),
    },
}  # fmt: skip


def _told(login: str, **values: Value) -> tuple[Step, ...]:
    """What was found of one person, in the words told here or in plain ones."""
    own = FOUND[login]
    return tuple(
        Find(LOOKED, BURST, own.get(code, NO_WORDS), code, value, login=login)
        for code, value in values.items()
    )


BURST_STEPS: tuple[Step, ...] = (
    Receive(
        Moment(-3, 10, 15), BURST, "songlin", Words("白岩片区断水四天", "Baiyan four days without water"),
        "管网多处爆裂。现任乡长接任五个月，供水工程在其前任任内建成。", "inspector", duty=("songlin.head", "2"),
        happened=Moment(-3, 6),
    ),
    Verify(
        Moment(-3, 18), BURST, "well_founded",
        Words("断水属实。管网建成时未做压力试验；何人应负何责，须立案查明，不以现任与否定责。",
              "The cut is confirmed. The mains were never pressure-tested. Who answers for what is for a case to "
              "show, not for who happens to be in the post."),
    ),
    Open(Moment(-3, 20), BURST, BURST, PACK, Words("白岩片区断水", "The dry taps of Baiyan"), Moment(-3, 6)),
    Name(Moment(-3, 20, 14), BURST, "songlin.head", PREDECESSOR),
    Name(Moment(-3, 20, 14), BURST, "songlin.head", NEWCOMER),
    Name(Moment(-3, 20, 14), BURST, "water.engineer", ENGINEER),
    Name(Moment(-3, 20, 14), BURST, "deputy", DEPUTY),
    Find(LOOKED, BURST, Words("三百一十二户断水九天。", "312 households had no water for nine days."),
         "bad_consequence", value=True,
         exhibits=(Exhibit(Words("抢修记录和送水登记", "Repair log and register of water carried")),
                   Exhibit(plan=("songlin", -3)))),
    Find(LOOKED, BURST, Words("交接清单原件没有列入该工程的未试压事项。",
                              "The handover list itself does not name the missing test."),
         exhibits=(Exhibit(Words("交接清单复印件（由沈初提供）", "Copy of the handover list (given by Shen Chu)")),)),
    *not_found(BURST, LOOKED, *NOT_FOUND),
    *found(LOOKED, BURST, crime="none", person_status="civil_servant"),
    *_told(PREDECESSOR, act="neglect", gravity="serious", evidence_destroyed=True, confessed=False,
           cooperated=False, averted_loss=False, minor_role=False, leadership_accountability=True,
           unforeseeable=False),
    *_told(ENGINEER, act="formalism", gravity="ordinary", evidence_destroyed=False, confessed=True,
           cooperated=True, averted_loss=False, minor_role=True, leadership_accountability=False,
           unforeseeable=False),
    *_told(DEPUTY, act="neglect", gravity="minor", evidence_destroyed=False, confessed=False,
           cooperated=True, averted_loss=True, minor_role=True, leadership_accountability=True,
           unforeseeable=False),
    *_told(NEWCOMER, act="neglect", gravity="minor", evidence_destroyed=False, confessed=False,
           cooperated=True, averted_loss=True, minor_role=False, leadership_accountability=True,
           unforeseeable=True),
    Hear(
        HEARD, BURST, NEWCOMER,
        Words("接任时清单上没有这一项，档案里的试压表是合格的。断水当天我就在现场，三百一十二户的水是一车一车送的。",
              "The list did not have it and the test record on file said passed. I was there the day it burst; we "
              "carried water to 312 households by the lorry."),
        Words("清单、档案和送水登记均属实，予以采纳。", "List, file and register bear it out; accepted."),
    ),
    Hear(
        Moment(-2, 4, 14), BURST, PREDECESSOR,
        Words("年底要考核开通率，先通水再补手续，后来忙忘了。",
              "The year's figures counted openings; we let the water in first and meant to do the papers later."),
        Words("考核压力属实，已记入系统性原因的说明；补填记录与“忙忘了”不符。",
              "The pressure is real and noted; a record filled in afterwards is not forgetting."),
    ),
    Hear(Moment(-2, 4, 15), BURST, ENGINEER,
         Words("一天要签七个工程，我没有去，愿意承担。", "Seven works to sign for in one day. I did not go; I answer for it."),
         Words("主动交代，予以认定。", "Confessed of his own accord; so found.")),
    Hear(Moment(-2, 4, 16), BURST, DEPUTY,
         Words("交接会我主持了，台账没有翻。", "I presided; I did not open the register."),
         Words("属实。", "So found.")),
    Attribute(
        Moment(-2, 9), BURST,
        (("songlin.head", PREDECESSOR), ("deputy", DEPUTY), ("water.engineer", ENGINEER),
         ("songlin.head", NEWCOMER)),
        burst,
    ),
    *decided(
        BURST, PREDECESSOR, "demotion",
        Words("份额三分之二：形成问题并在交接时隐瞒。职务虽已调整，责任归于形成问题的任期。",
              "Two thirds of the share: he made the problem and concealed it at handover. He has another post now; "
              "the responsibility stays with the tenure in which it arose."),
        Moment(-2, 11, 9), Moment(-2, 13, 9), Moment(-2, 17, 9), Moment(-2, 19, 9), Moment(-2, 21, 9),
    ),
    *decided(
        BURST, ENGINEER, "warning",
        Words("份额六分之一：未到现场即签字；主动交代，取幅度下限。",
              "One sixth: signed without going there. He confessed; the lowest of the range."),
        Moment(-2, 11, 10), Moment(-2, 13, 10), Moment(-2, 17, 10), Moment(-2, 19, 10), Moment(-2, 21, 10),
    ),
    *decided(
        BURST, DEPUTY, "admonition",
        Words("份额六分之一：主持交接未核台账，情节轻微，已整改交接办法。",
              "One sixth: presided without the register. A minor act; the handover rules are now changed."),
        Moment(-2, 11, 11), Moment(-2, 13, 11), Moment(-2, 17, 11), Moment(-2, 19, 11), Moment(-2, 21, 11),
    ),
    *decided(
        BURST, NEWCOMER, "exempt",
        Words("没有份额：问题产生于前任并被隐瞒，接任者无从得知，断水后处置得力。新官不替旧账受过。",
              "No share: the problem was made and concealed before her time, she could not know of it, and she "
              "acted well when it broke. Nobody answers for a predecessor's debts."),
        Moment(-2, 11, 12), Moment(-2, 13, 12), Moment(-2, 17, 12), Moment(-2, 19, 12), Moment(-2, 21, 12),
    ),
    File(Moment(-2, 27, 16), BURST, PREDECESSOR,
         Words("我已调任，工程现由乡里管护，不应由我负责。",
               "I have been transferred; the works are the township's now and not mine to answer for.")),
    Answer(
        Moment(-1, 6, 10), BURST, PREDECESSOR, "upheld",
        Words("责任归于形成问题的任期，不因调任消灭（《建设工程质量管理条例》第七十七条同旨）。维持原决定。",
              "Responsibility belongs to the tenure in which the problem arose and does not end with a transfer "
              "(the same thought: Construction Quality Regulation, art. 77). Upheld."),
        "appeal.1",
    ),
    Settle(Moment(-1, 8, 10), BURST, PREDECESSOR, "appeal.2"),
)  # fmt: skip

SEEN = Moment(-1, 12, 10)
BOOKS_STEPS: tuple[Step, ...] = (
    Receive(
        Moment(-1, 3, 15), BOOKS, "zhuxi",
        Words("竹溪镇帮扶手册与入户情况不符", "Zhuxi's assistance books do not match the doors"),
        "抽查四十户，二十一户说半年没有人来过，手册却每月都有记录。", "inspector",
        duty=("zhuxi.clerk", "1"), happened=Moment(-4, 15),
    ),
    Verify(Moment(-1, 5), BOOKS, "well_founded",
           Words("扩大抽查后，八十六户有记录而无人入户。", "A wider check: 86 households with entries and no visitor.")),
    Open(Moment(-1, 7), BOOKS, BOOKS, PACK, Words("竹溪镇虚填帮扶手册", "Assistance books filled in without visits"),
         Moment(-4, 15)),
    Name(Moment(-1, 7, 14), BOOKS, "zhuxi.clerk", "bao.li"),
    Name(Moment(-1, 7, 14), BOOKS, "zhuxi.head", "chu.xi"),
    Find(SEEN, BOOKS, Words("八十六户半年无人入户，三户应帮未帮。",
                            "86 households unvisited for half a year; three that needed help got none."),
         "bad_consequence", value=True, exhibits=(Exhibit(plan=("zhuxi", -4)),)),
    *not_found(BOOKS, SEEN, *NOT_FOUND, "evidence_destroyed", "averted_loss", "unforeseeable"),
    *found(SEEN, BOOKS, crime="none", cooperated=True),
    Find(SEEN, BOOKS, Words("一百六十户只有一人联系；当月迎检四次，每次三天。",
                            "One person serves 160 households; four inspections that month took three days each."),
         exhibits=(Exhibit(plan=("zhuxi", -6)),)),
    Find(Moment(-1, 12, 14), BOOKS, Words("没有入户就填写。", "Wrote without visiting."), "act", "formalism",
         login="bao.li"),
    Find(Moment(-1, 12, 14), BOOKS, Words("未谋私利，主动列出虚填的户。", "No gain; listed the empty entries himself."),
         "gravity", "minor", login="bao.li"),
    *found(Moment(-1, 12, 14), BOOKS, "bao.li", person_status="institution_manager", confessed=True,
           minor_role=True, leadership_accountability=False),
    Find(Moment(-1, 12, 15), BOOKS, Words("以手册页数考核干部。", "Judged staff by the pages of their books."), "act",
         "formalism", login="chu.xi"),
    *found(Moment(-1, 12, 15), BOOKS, "chu.xi", gravity="ordinary", person_status="civil_servant",
           confessed=False, minor_role=False, leadership_accountability=True),
    Hear(Moment(-1, 14, 10), BOOKS, "bao.li",
         Words("检查组看的是手册，没有人问户里。我一个人一百六十户。",
               "The teams looked at the books; nobody asked the households. I have 160 of them."),
         Words("属实，处理时考虑；同时建议核减检查、增配人员。",
               "True, and weighed; fewer inspections and more staff are proposed as well.")),
    Hear(Moment(-1, 14, 15), BOOKS, "chu.xi",
         Words("上面按材料打分，我只能按材料管。", "We were scored by paper, so I managed by paper."),
         Words("评分办法属实，责任不因此免除。", "The scoring is a fact; it does not release from the duty.")),
    Attribute(Moment(-1, 16), BOOKS, (("zhuxi.clerk", "bao.li"), ("zhuxi.head", "chu.xi")), books),
    Determine(Moment(-1, 20, 9), BOOKS, "bao.li"),
    Determine(Moment(-1, 20, 10), BOOKS, "chu.xi"),
    Propose(Moment(-1, 22, 9), BOOKS, "bao.li", "criticism",
            Words("份额二分之一，但情节轻微、主动交代、未谋私利，人手明显不足。批评教育。",
                  "Half the share, but a minor act, confessed, without gain, and far too few hands. Criticism.")),
    Propose(Moment(-1, 22, 10), BOOKS, "chu.xi", "warning",
            Words("份额二分之一：考核只看材料，是虚填的直接推手。警告。",
                  "Half the share: judging by paper alone is what drove it. A warning.")),
)  # fmt: skip

ROOFS_STEPS: tuple[Step, ...] = (
    Receive(
        Moment(-1, 20, 19), ROOFS, "housing",
        Words("三户危房报了竣工，屋顶还没盖", "Three houses reported finished have no roof"),
        "我们村三户，牌子挂了，照片拍了，瓦还没上。", duty=("housing.head", "1"), happened=Moment(-2, 24),
        contact="villager@qingshui.example",
    ),
    Verify(Moment(-1, 24), ROOFS, "well_founded",
           Words("三户均未完工即登记竣工。谁填报、谁核验，尚待查明。",
                 "All three were entered as finished before they were. Who entered and who checked is still open.")),
    Open(Moment(-1, 26), ROOFS, ROOFS, PACK, Words("三户危房虚报竣工", "Three houses reported finished too early"),
         Moment(-2, 24)),
    Name(Moment(-1, 26, 14), ROOFS, "housing.head", "qi.an"),
    Find(Moment(-1, 26, 16), ROOFS, Words("竣工表由局里签发。", "The bureau signed the forms."), "act", "falsification",
         "asserted", login="qi.an", exhibits=(Exhibit(plan=("housing", -2)),)),
    Find(Moment(-1, 26, 16), ROOFS, Words("本人称系乡里误报。", "He says the township reported wrongly."),
         "bad_consequence", value=True, status="contested", login="qi.an"),
    *found(Moment(-1, 26, 16), ROOFS, "qi.an", person_status="civil_servant"),
)  # fmt: skip

CLEARED: tuple[Step, ...] = (
    Receive(
        Moment(-5, 4, 21), "grants", "hekou", Words("驻村队长把补助给了亲戚", "The team leader gave grants to relatives"),
        "名单上有两个姓鲁的。", duty=("hekou.team", "1"), happened=Moment(-6, 20), contact="anonymous@qingshui.example",
    ),
    Verify(
        Moment(-5, 14), "grants", "unfounded",
        Words("两户与鲁实没有亲属关系，补助经村民会议评议并张榜。反映不实，在河口镇张榜澄清。",
              "Neither family is related to Lu Shi; the grants were agreed by the villagers' meeting and posted. The "
              "report is wrong, and this is posted in Hekou."),
    ),
    Notice(Moment(-8, 20), "late", "songlin"),
    Verify(
        Moment(-8, 24), "late", "unfounded",
        Words("第三次逾期发生在新任乡长到任第二日，该计划应由其前任在离任前报送，不计入新任。",
              "The third late plan came on the second day of the new head's tenure; it was for her predecessor to "
              "submit. It is not counted against her."),
    ),
)  # fmt: skip

STEPS = (*CLEARED, *BURST_STEPS, *BOOKS_STEPS, *ROOFS_STEPS)
