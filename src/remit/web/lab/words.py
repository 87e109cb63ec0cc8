"""The words around the answers of the laboratory."""

from collections.abc import Mapping

from remit.engines.words import Words

W: Mapping[str, Words] = {
    "title": Words("制度实验室", "Laboratory"),
    "lede": Words(
        "问责之前，先试制度。移动滑块，看另一种设计会改变什么、由谁承担、有多确定。",
        "Before you punish, try the design. Move a slider and see what another regime changes, who bears it, and how sure that is.",
    ),
    "guard": Words(
        "实验室比较的是制度设计，不给任何人打分，也不预测任何人；模型里的人都是虚构的，结果是方向与区间，不是预言。",
        "The laboratory compares designs. It scores nobody and forecasts nobody: the people in it are made up, and what comes out is a direction with an interval, not a prophecy.",
    ),
    "levers": Words("制度的滑块", "The levers"),
    "now_mark": Words("▲ 为现行值", "▲ is the value now"),
    "read": Words("读自记录", "read from records"),
    "assumed": Words("假定", "assumed"),
    "now": Words("现行", "now"),
    "storm_on": Words("加上一场风暴（集中行动）", "Add a storm (campaign)"),
    "storm_hint": Words(
        "风暴在若干周内对重点任务要求更多、追究更重。",
        "For some weeks more is asked of priority tasks, and more is answered for.",
    ),
    "answer": Words("试算", "Try it"),
    "reset": Words("回到现行制度", "Back to what there is now"),
    "store": Words("保存此结果", "Store this"),
    "report": Words("报告（PDF）", "Report (PDF)"),
    "bearing": Words("谁承担变化", "Who bears the change"),
    "figures": Words("主要指标", "Main figures"),
    "moved": Words("已改动", "moved"),
    "whence": Words("依据", "Whence"),
    "working": Words("正在计算……", "Reckoning …"),
    "wrong": Words("这些值没有采用", "These values were not used"),
    "posts": Words("在哪些岗位上试", "Tried on"),
    "look": Words("换", "Change"),
    "parameters_title": Words("模型的参数", "The parameters of the model"),
    "parameters_lede": Words(
        "每个参数的含义、单位、范围和来源，以及采用值是读自本单位的记录，还是假定。",
        "What each parameter means, its unit, range and source, and whether the value used was read from records here or is assumed.",
    ),
    "runs_title": Words("保存的设计与预测", "Stored designs and forecasts"),
    "runs_lede": Words(
        "试过什么，得到什么：设计、种子、版本和结果按原样保存，可随时复核。",
        "What was tried and what came out: design, seeds, version and result, kept as they were, for anybody to check.",
    ),
    "asked": Words("当时的提问", "What was asked"),
    "again": Words("今天再试一次", "Try it again today"),
    "since": Words("与实际对照：行动期间的记录", "Beside what came: the records of the campaign"),
    "claims_title": Words("论断与模型的回答", "Claims, and what the model says"),
    "claims_lede": Words(
        "文献对问责的论断，逐条放进模型检验：在什么制度下成立，效应多大，换个环境还成立吗，在哪里不成立。",
        "What texts claim about accountability, each held against the model: in which regime it holds, how large the effect is, whether it holds elsewhere, and where it fails.",
    ),
    "claims_stale": Words(
        "记分牌是按另一版方程算出的。请运行 remit lab claims 重新检验。",
        "The scoreboard was reckoned with other equations than those here. Run remit lab claims to judge anew.",
    ),
    "compare_title": Words("两种设计相比", "Two designs"),
    "not_yet": Words("还没有计算", "Not reckoned yet"),
    "not_yet_text": Words("选好之后按上面的按钮。", "Choose above, then press the button."),
    "storm_title": Words("集中行动之前", "Before a campaign"),
    "storm_lede": Words(
        "宣布之前先预估：能动员多少，别的工作付出什么代价，之后留下什么。预测随行动一并保存，事后与记录对照。",
        "Before you declare it: how much it would mobilise, what other work pays for it, what is left afterwards. The forecast is kept with the campaign and laid beside what comes.",
    ),
    "forecast": Words("预测", "Forecast"),
    "keep_forecast": Words("保存预测", "Keep the forecast"),
    "came": Words("实际的记录", "What the records say"),
    "came_hint": Words(
        "预测说的是任务办成的比例，记录数的是办理次数：只比方向，不比大小。",
        "The forecast speaks of tasks done right, the records count deeds: compare directions, not sizes.",
    ),
}
