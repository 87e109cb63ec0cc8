"""How an officer writes down that a fact of a rule pack was found, or looked for and not found."""

from collections.abc import Mapping
from types import MappingProxyType

from remit.engines.words import Words

Value = bool | str | int | None

# Code of a fact -> the statement when it is so, and when it is not.
EITHER: Mapping[str, tuple[Words, Words]] = MappingProxyType(
    {
        "bad_consequence": (Words("造成不良后果。", "It had a bad consequence."),
                            Words("没有造成不良后果。", "It had no bad consequence.")),
        "confessed": (Words("主动交代本人行为。", "Confessed of their own accord."),
                      Words("没有主动交代。", "Did not come forward.")),
        "cooperated": (Words("配合调查，如实说明。", "Cooperated and told the facts truthfully."),
                       Words("没有如实说明。", "Did not tell the facts truthfully.")),
        "denounced": (Words("检举他人，查证属实。", "Reported others, and it was verified."),
                      Words("没有检举他人的情况。", "Reported nobody else.")),
        "averted_loss": (Words("主动采取措施挽回损失。", "Acted to recover the loss."),
                         Words("没有主动挽回损失。", "Did not act to recover the loss.")),
        "minor_role": (Words("起次要作用。", "The role was secondary."),
                       Words("不是次要或者辅助作用。", "The role was not secondary.")),
        "returned_gains": (Words("主动退赔所得。", "Returned the gains."),
                           Words("没有个人所得，不涉及退赔。", "There were no gains to return.")),
        "misled_or_coerced": (Words("被胁迫参与。", "Was coerced into it."),
                              Words("没有受到裹挟或者胁迫。", "Was neither misled nor coerced.")),
        "repentant": (Words("经教育确有悔改。", "Truly repented after criticism."),
                      Words("尚无需要以悔改处理的情况。", "Repentance does not come into it.")),
        "reoffended": (Words("处分期内再犯。", "A new act within a period of discipline."),
                       Words("不在处分期内。", "Not within a period of discipline.")),
        "obstructed": (Words("阻止他人作证。", "Kept others from giving evidence."),
                       Words("没有阻止他人检举或者作证。", "Kept nobody from giving evidence.")),
        "evidence_destroyed": (Words("伪造或者隐匿证据。", "Forged or hid evidence."),
                               Words("没有伪造、隐匿、毁灭证据。", "No evidence was forged, hidden or destroyed.")),
        "shielded": (Words("包庇他人。", "Shielded others."), Words("没有包庇他人。", "Shielded nobody.")),
        "incited": (Words("唆使他人。", "Incited others."), Words("没有胁迫、唆使他人。", "Incited nobody.")),
        "refused_return": (Words("拒不退赔。", "Refused to return gains."),
                           Words("不涉及拒不退赔。", "No gains were withheld.")),
        "acted_on_order": (Words("按上级命令办理。", "Acted on a superior's order."),
                           Words("不是执行上级命令。", "Did not act on a superior's order.")),
        "objected_to_order": (Words("曾向上级提出异议。", "Objected to the order."),
                              Words("没有提出过异议。", "No objection is on record.")),
        "superior_insisted": (Words("上级坚持。", "The superior insisted."),
                              Words("没有上级坚持命令的情况。", "No superior insisted on an order.")),
        "order_manifestly_unlawful": (Words("命令明显违法。", "The order was manifestly unlawful."),
                                      Words("不涉及明显违法的命令。", "No order was manifestly unlawful.")),
        "leadership_accountability": (Words("作为领导干部被问责。", "Held to account as a leader."),
                                      Words("不是作为领导干部被问责。", "Not held to account as a leader.")),
        "trial_error": (Words("属于探索中的失误。", "An error in a trial."),
                        Words("不属于改革探索中的失误。", "Not an error in a trial or reform.")),
        "reservation_voiced": (Words("集体决策时保留意见。", "Reserved their opinion in the joint decision."),
                               Words("不涉及集体决策中的保留意见。", "No reservation in a joint decision is on record.")),
        "unforeseeable": (Words("已尽责，损失难以预见。", "The duty was done; the loss could not be foreseen."),
                          Words("损失可以预见。", "The loss could be foreseen.")),
        "plan_missed": (Words("当月计划未完成。", "The month's plan was missed."),
                        Words("当月计划已完成。", "The month's plan was met.")),
        "means_given": (Words("承诺的人、财、物已到位。", "The promised people, money and machines were there."),
                        Words("承诺的条件没有到位。", "The promised means were not there.")),
        "lack_reported": (Words("已及时报告条件不到位。", "The lack of means was reported in time."),
                          Words("没有报告困难。", "No difficulty was reported.")),
        "falsely_reported": (Words("虚报完成情况。", "The result was reported falsely."),
                             Words("没有虚报。", "Nothing was reported falsely.")),
        "objected_in_time": (Words("下达时已提出异议。", "The plan was objected to in time."),
                             Words("下达时没有提出异议。", "The plan was not objected to when it was set.")),
        "force_majeure": (Words("由不可抗力造成。", "It was force majeure."),
                          Words("不涉及不可抗力。", "No force majeure.")),
        "stopped_for_safety": (Words("为排险而停工。", "Work was stopped to remove a danger."),
                               Words("不是为排险而停工。", "Work was not stopped to remove a danger.")),
        "made_good": (Words("次月已补上。", "Made good in the next month."),
                      Words("次月没有补上。", "Not made good in the next month.")),
    }
)  # fmt: skip

VALUES: Mapping[tuple[str, str], Words] = MappingProxyType(
    {
        ("crime", "none"): Words("不涉及犯罪。", "No crime is involved."),
        ("gravity", "minor"): Words("情节轻微。", "The circumstances were minor."),
        ("gravity", "ordinary"): Words("情节一般。", "The circumstances were ordinary."),
        ("gravity", "serious"): Words("情节较重。", "The circumstances were rather serious."),
        ("person_status", "civil_servant"): Words("身份为公务员。", "The status is civil servant."),
        ("person_status", "village_manager"): Words(
            "身份为村民委员会管理人员。", "The status is manager in a villagers' committee."
        ),
        ("person_status", "institution_manager"): Words(
            "身份为公办单位工作人员。", "The status is staff of a public institution."
        ),
    }
)


def stated(code: str, value: Value) -> Words:
    """The plain statement that a fact has a value.

    >>> stated("shielded", False).en
    'Shielded nobody.'
    """
    if isinstance(value, bool):
        return EITHER[code][0 if value else 1]
    return VALUES[code, str(value)]
