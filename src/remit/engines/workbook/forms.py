"""The seven sheets by which an organisation is handed in: their columns, in both languages."""

from remit.engines.powers import POWERS
from remit.engines.words import Words
from remit.engines.workbook.sheets import Field, Form, Kind

CODE = Words(
    "不重复的短编码，如 JCD-01。可含字母、数字、汉字。",
    "A short code that is used once, such as JCD-01.",
)
NAME = Words("中文或英文名称至少填一个。", "At least one of the two names is needed.")
POST = Words(
    "“岗位”表中的编码；编码在几个单位都有时写“单位编码/岗位编码”。",
    "A code of the sheet Posts; 'unit/post' where several units use the same code.",
)
FROM = Words(
    "日期，如 2026-03-31；不填为导入当日。",
    "A date such as 2026-03-31; without it, the day of the import.",
)
BASIS = Words(
    "法律、文件及条款，如“《安全生产法》第二十一条”。",
    "Law or document with its article.",
)
KINDS = {
    "incumbent": Words("任职", "incumbent"),
    "acting": Words("代理", "acting"),
    "deputy": Words("副职", "deputy"),
}
LANGUAGES = {"zh-hans": Words("中文", "Chinese"), "en": Words("英文", "English")}


def _field(
    key: str,
    zh: str,
    en: str,
    hint: Words,
    kind: Kind = "text",
    *,
    needed: bool = False,
    longest: int = 120,
    choices: dict[str, Words] | None = None,
) -> Field:
    return Field(key, Words(zh, en), hint, kind, needed, longest, choices or {})


def _names(longest: int = 120) -> tuple[Field, Field]:
    return (
        _field("name_zh", "中文名称", "Name in Chinese", NAME, longest=longest),
        _field("name_en", "英文名称", "Name in English", NAME, longest=longest),
    )


def _since() -> Field:
    return _field("since", "起始日期", "Since", FROM, "day")


def _listed(*more: Field) -> tuple[Field, ...]:
    """The columns of a sheet that lists duties, powers or means of posts."""
    number = Words("该岗位清单上的序号，如 1.2。", "The number on the post's list, such as 1.2.")
    text = Words("中文或英文至少填一个。", "At least one of the two texts is needed.")
    return (
        _field("post", "岗位", "Post", POST, needed=True, longest=81),
        _field("number", "序号", "Number", number, needed=True, longest=20),
        _field("text_zh", "中文内容", "Text in Chinese", text, longest=4000),
        _field("text_en", "英文内容", "Text in English", text, longest=4000),
        *more,
        _field("basis", "依据", "Legal basis", BASIS, longest=300),
        _since(),
    )


UNITS = Form(
    "units",
    Words("单位", "Units"),
    Words("每行一个单位；上级单位不填即直属本组织。", "One unit a row, under its parent."),
    (
        _field("code", "编码", "Code", CODE, needed=True, longest=40),
        _field(
            "parent",
            "上级单位",
            "Parent",
            Words(
                "上级单位的编码；不填即直属本组织。",
                "The code of the unit above; without it, the organisation itself.",
            ),
            longest=40,
        ),
        *_names(),
        _since(),
    ),
)
POSTS = Form(
    "posts",
    Words("岗位", "Posts"),
    Words(
        "每行一个岗位。职责和权力属于岗位，不属于个人。", "One post a row. Duties belong to posts."
    ),
    (
        _field(
            "unit",
            "单位",
            "Unit",
            Words("“单位”表中的编码。", "A code of the sheet Units."),
            needed=True,
            longest=40,
        ),
        _field("code", "编码", "Code", CODE, needed=True, longest=40),
        *_names(),
        _field("superior", "上级岗位", "Superior", POST, longest=81),
        _field(
            "heads_unit",
            "是否主要负责人",
            "Heads the unit",
            Words("填“是”或“否”；不填为否。", "Yes or no; without it, no."),
            "flag",
        ),
        _since(),
    ),
)
PEOPLE = Form(
    "people",
    Words("人员", "People"),
    Words("每行一个人。不在此填写密码。", "One person a row. No passwords here."),
    (
        _field(
            "login",
            "登录名",
            "Sign-in name",
            Words("全系统不重复，如 wang.lin。", "Used once in the whole installation: wang.lin."),
            needed=True,
            longest=80,
        ),
        *_names(80),
        _field(
            "email",
            "电子邮箱",
            "E-mail",
            Words("提醒和文书寄往此处。", "Where reminders and letters go."),
            longest=254,
        ),
        _field(
            "language",
            "文书语言",
            "Language",
            Words("“中文”或“英文”；不填为中文。", "Chinese or English; without it, Chinese."),
            "choice",
            choices=LANGUAGES,
        ),
    ),
)
APPOINTMENTS = Form(
    "appointments",
    Words("任职", "Appointments"),
    Words("谁自何日起任何岗位；离任日当天不再任职。", "Who fills which post from which day on."),
    (
        _field("post", "岗位", "Post", POST, needed=True, longest=81),
        _field(
            "person",
            "人员",
            "Person",
            Words("“人员”表中的登录名。", "A sign-in name of the sheet People."),
            needed=True,
            longest=80,
        ),
        _field(
            "kind",
            "任职方式",
            "Kind",
            Words("任职、代理或副职；不填为任职。", "Incumbent, acting or deputy."),
            "choice",
            choices=KINDS,
        ),
        _field(
            "since",
            "起始日期",
            "Since",
            Words("任职第一天，如 2026-03-31。", "The first day, such as 2026-03-31."),
            "day",
            needed=True,
        ),
        _field(
            "until",
            "离任日期",
            "Until",
            Words("不再任职的第一天；在任不填。", "The first day no longer in the post."),
            "day",
        ),
        _field(
            "reason",
            "任免依据",
            "Reason",
            Words("任免文件的文号。", "The document that appoints."),
            longest=200,
        ),
    ),
)
DUTIES = Form(
    "duties",
    Words("职责", "Duties"),
    Words("岗位必须做的事，一行一条。", "What a post must do, one row each."),
    _listed(),
)
POWER_CODE = Words(
    "该权力在 Remit 中能办什么；系统外的权力不填。",
    "What Remit lets the holder do by it; none for a power outside Remit.",
)
POWER_SHEET = Form(
    "powers",
    Words("权力", "Powers"),
    Words("岗位可以决定的事，一行一条。", "What a post may decide, one row each."),
    _listed(
        _field("code", "系统权限编码", "Code in Remit", POWER_CODE, "choice", choices=dict(POWERS))
    ),
)
MEANS = Form(
    "means",
    Words("资源", "Means"),
    Words("为履职给予岗位的经费、人员、装备。", "Budget, staff and equipment given to a post."),
    _listed(
        _field(
            "amount",
            "数额",
            "Amount",
            Words("只填数字，最多两位小数。", "Digits only, at most two decimals."),
            "amount",
        ),
        _field(
            "measure",
            "计量单位",
            "Unit of measure",
            Words("如 万元、人、台。", "Such as CNY, persons, vehicles."),
            longest=30,
        ),
    ),
)
FORMS = (UNITS, POSTS, PEOPLE, APPOINTMENTS, DUTIES, POWER_SHEET, MEANS)
