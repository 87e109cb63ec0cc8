"""Who plays: made-up people, each with one part, known to the tests and the docs by their login.

Nobody here exists. Each organisation is founded with `invented=True`, which marks its people too,
and every address ends in `.example`, which no mail server accepts.
"""

from dataclasses import dataclass

from remit.engines.words import Words

# One documented password for all who sign in: the demo is for looking, not for keeping secrets.
PASSWORD = "remit-demo"  # noqa: S105  # printed on purpose
NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: the part in the stories and, for those who sign in, what to try first."""

    login: str
    name: Words
    home: str
    part: Words = NO_WORDS
    first: Words = NO_WORDS
    language: str = "zh-hans"

    @property
    def signs_in(self) -> bool:
        """Whether the person has a password; the others only fill posts."""
        return bool(self.first.en)

    @property
    def email(self) -> str:
        """An address in a domain that is reserved for examples."""
        return f"{self.login}@{self.home}.example"


LEADS = (
    Member(
        "lin.an", Words("林安", "Lin An"), "linshan", Words("尽职者", "the diligent one"),
        Words(
            "我的职责：看自己须做什么、有何手段；再到“计划”看本院从未迟报。",
            "My remit: what must I do and with what means? Then Plans: never late.",
        ),
    ),
    Member(
        "he.chi", Words("贺迟", "He Chi"), "linshan", Words("缺位者", "the absent one"),
        Words(
            "案件：读自己的决定、份额和申诉后改变的结果；本月计划仍待报送。",
            "Cases: read the decision, the share, and what the appeal changed. This month's plan is still owed.",
        ),
    ),
    Member(
        "yin.shu", Words("尹书", "Yin Shu"), "linshan", Words("办公室经办人", "the office clerk"),
        Words(
            "计划：谁报了、谁迟了；发布上月汇总，看寄出的邮件。",
            "Plans: who has submitted, who is late. Publish last month's summary; see the mails it sends.",
        ),
    ),
    Member(
        "gu.shan", Words("顾山", "Gu Shan"), "linshan", Words("镇长", "the town head"),
        Words(
            "组织：谁负什么责、有什么权；年度指标如何分解到村。",
            "Organisation: who holds what. How the year's targets are drawn down to the villages.",
        ),
    ),
    Member(
        "lu.ping", Words("陆平", "Lu Ping"), "linshan", Words("分管副镇长", "the deputy head"),
        Words(
            "案件：分管领导的份额为何不是全部，也不是零。",
            "Cases: why the share of the deputy in charge is neither everything nor nothing.",
        ),
    ),
    Member(
        "yan.shen", Words("严慎", "Yan Shen"), "linshan", Words("承办人", "the discipline officer"),
        Words(
            "案件：林山镇有一件群众反映待核实；清水县有一案刚立。",
            "Cases: a citizen's report in Linshan waits to be verified; a case in Qingshui is just open.",
        ),
    ),
    Member(
        "fang.heng", Words("方衡", "Fang Heng"), "linshan", Words("第一决定人", "the first decider"),
        Words(
            "切换到清水县的岗位：一件处理意见等您确认，或者附理由退回。",
            "Act for the post in Qingshui: a proposal waits to be confirmed, or sent back with reasons.",
        ),
    ),
    Member(
        "cheng.zhun", Words("程准", "Cheng Zhun"), "linshan",
        Words("第二决定人", "the second decider"),
        Words(
            "两人确认才成决定：在方衡之后确认，看决定书如何生成。",
            "Two confirm, or nothing is decided: confirm after Fang Heng and read the letter.",
        ),
    ),
    Member(
        "su.cheng", Words("苏澄", "Su Cheng"), "linshan",
        Words("申诉审理人", "the first of the appeal"),
        Words(
            "案件：林山镇的申诉如何取代而不涂改原决定。",
            "Cases: how the appeal in Linshan superseded the decision without editing it.",
        ),
    ),
    Member(
        "bai.jian", Words("白鉴", "Bai Jian"), "linshan",
        Words("申诉复核人", "the second of the appeal"),
        Words("同上：申诉也须两人，且未参与原决定。", "The same: an appeal takes two, new to it."),
    ),
    Member(
        "shen.chu", Words("沈初", "Shen Chu"), "qingshui",
        Words("遇旧账的新人", "the newcomer with old debts"),
        Words(
            "案件：前任的工程、今天的断水；看份额归到谁的任期。",
            "Cases: a predecessor's works, today's dry taps; see whose tenure the share falls to.",
        ),
    ),
    Member(
        "chu.xi", Words("褚溪", "Chu Xi"), "qingshui",
        Words("以材料管事者", "the one who managed by paper"),
        Words(
            "两人确认之后：读自己的决定书，不服可以申请复审。",
            "Once two have confirmed: read the letter about you, and ask for it to be looked at again.",
        ),
    ),
    Member(
        "tang.wen", Words("唐文", "Tang Wen"), "qingshui",
        Words("县政府办经办人", "the county clerk"),
        Words(
            "计划：一张总表看全县；下载工作簿。",
            "Plans: the whole county in one table; download it as a workbook.",
        ),
    ),
    Member(
        "qin.xun", Words("秦循", "Qin Xun"), "qingshui", Words("督查员", "the inspector"),
        Words(
            "台账：检查前先看已有记录，不再向乡镇要表。",
            "Ledger: read what is on record before asking a township for one more form.",
        ),
    ),
    Member(
        "jian.shu", Words("简舒", "Jian Shu"), "qingshui", Words("分析员", "the analyst"),
        Words(
            "事项：真实日志里谁办得久、哪里逾期（有数据时）。",
            "Matters: who held what for how long in the real logs, where they are present.",
        ),
    ),
    Member(
        "jiang.chuan", Words("江川", "Jiang Chuan"), "yuhe", Words("总经理", "the general manager"),
        Words(
            "计划：六个项目部本月谁已报、谁将到期、谁已逾期。",
            "Plans: of six project departments, who has submitted, who is due, who is overdue.",
        ),
    ),
    Member(
        "you.min", Words("尤敏", "You Min"), "yuhe", Words("综合办经办人", "the company clerk"),
        Words(
            "计划：上月汇总；未完成的事项已带着原因结转。",
            "Plans: last month's summary; what slipped was carried over with its reason.",
        ),
        language="en",
    ),
    Member(
        "pan.jin", Words("潘谨", "Pan Jin"), "yuhe",
        Words("要人要钱未获准者", "the one refused the means"),
        Words(
            "案件：手段被书面拒绝，因此免责；读英文决定书。",
            "Cases: the means were refused in writing, hence exempt; read the letter in English.",
        ),
        language="en",
    ),
    Member(
        "hou.ji", Words("侯继", "Hou Ji"), "yuhe", Words("接任者", "the successor"),
        Words(
            "计划：接手的欠账逐月减少；下月计划将到期，请报送。",
            "Plans: the inherited arrears shrink month by month; next month's plan is due, submit it.",
        ),
    ),
    Member(
        "ji.he", Words("纪禾", "Ji He"), "yuhe", Words("审计员", "the auditor"),
        Words("案件：企业规则包下的一案，从线索到免责。", "Cases: one under the enterprise's own rules."),
    ),
    Member(
        "wen.yuan", Words("闻远", "Wen Yuan"), "yuhe", Words("局外人", "the outsider"),
        Words(
            "曾在林山镇任职，现只在玉河：看不到林山的任何内容。",
            "Once in Linshan, now only in Yuhe: sees nothing of Linshan any more.",
        ),
        language="en",
    ),
)  # fmt: skip

CITIZEN = Member("chang.ning", Words("常宁", "Chang Ning"), "linshan", Words("群众", "the citizen"))

OTHERS = (
    Member("luo.yin", Words("罗音", "Luo Yin"), "linshan"),
    Member("fan.li", Words("范力", "Fan Li"), "linshan"),
    Member("lu.ci", Words("卢慈", "Lu Ci"), "linshan"),
    Member("shi.jin", Words("石谨", "Shi Jin"), "linshan"),
    Member("yao.qing", Words("姚青", "Yao Qing"), "linshan"),
    Member("du.he", Words("杜禾", "Du He"), "linshan"),
    Member("song.qiao", Words("宋乔", "Song Qiao"), "linshan"),
    Member("liang.po", Words("梁坡", "Liang Po"), "linshan"),
    Member("meng.chuan", Words("孟川", "Meng Chuan"), "qingshui"),
    Member("zou.wen", Words("邹稳", "Zou Wen"), "qingshui"),
    Member("shao.tian", Words("邵田", "Shao Tian"), "qingshui"),
    Member("zhong.yuan", Words("钟原", "Zhong Yuan"), "qingshui"),
    Member("qi.an", Words("戚安", "Qi An"), "qingshui"),
    Member("hong.qu", Words("洪渠", "Hong Qu"), "qingshui"),
    Member("yue.yan", Words("岳岩", "Yue Yan"), "qingshui"),
    Member("tan.xu", Words("谭序", "Tan Xu"), "qingshui"),
    Member("qian.mo", Words("钱陌", "Qian Mo"), "qingshui"),
    Member("bao.li", Words("包立", "Bao Li"), "qingshui"),
    Member("chi.du", Words("池度", "Chi Du"), "qingshui"),
    Member("lu.shi", Words("鲁实", "Lu Shi"), "qingshui"),
    Member("ning.jiang", Words("宁江", "Ning Jiang"), "yuhe"),
    Member("fei.li", Words("费礼", "Fei Li"), "yuhe"),
    Member("zhai.an", Words("翟安", "Zhai An"), "yuhe"),
    Member("lian.chang", Words("连昌", "Lian Chang"), "yuhe"),
    Member("mao.jun", Words("毛峻", "Mao Jun"), "yuhe"),
    Member("gu.kai", Words("谷开", "Gu Kai"), "yuhe"),
    Member("wang.che", Words("汪澈", "Wang Che"), "yuhe"),
    Member("gong.xin", Words("龚新", "Gong Xin"), "yuhe"),
)

CAST = (*LEADS, CITIZEN, *OTHERS)


def member(login: str) -> Member:
    """The one of the cast with this login.

    >>> member("lin.an").name.en
    'Lin An'
    """
    return next(one for one in CAST if one.login == login)
