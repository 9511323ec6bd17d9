"""The words of a summary, in both languages. Plain statements: what was said, by whom, nothing inferred."""

from __future__ import annotations

from collections.abc import Mapping

from assist.events import Language
from assist.record.outcome import Outcome

OUTCOME_LINES: Mapping[Language, Mapping[Outcome, str]] = {
    "en": {
        "promise": "Outcome: promise to pay",
        "dispute": "Outcome: the debtor disputes the account",
        "hardship_plan": "Outcome: hardship; an affordable plan is to be worked out",
        "refused": "Outcome: the debtor refused to pay",
        "third_party": "Outcome: the debtor was not reached; somebody else was on the line",
        "no_commitment": "Outcome: no commitment",
        "vulnerable_handoff": "Outcome: vulnerability heard; handed over, collecting stopped",
    },
    "zh": {
        "promise": "结果：承诺还款",
        "dispute": "结果：对方对账务有异议",
        "hardship_plan": "结果：对方有困难，需制定可承受的方案",
        "refused": "结果：对方拒绝还款",
        "third_party": "结果：未联系到本人，接听的是其他人",
        "no_commitment": "结果：未达成安排",
        "vulnerable_handoff": "结果：出现脆弱情形，停止催收并转专人",
    },
}

SAID_LINES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "hardship": "Reason given: {quote}",
        "dispute": "Disputed, to be passed on: {quote}",
        "third_party": "Third party: {quote}",
        "refusal": "Refused: {quote}",
        "stalling": "Put off: {quote}",
        "relief_request": "Asked for other terms: {quote}",
        "information_request": "Asked: {quote}",
        "vulnerability": "Vulnerability: {quote}",
        "complaint": "Complaint or request about contact: {quote}",
        "hostility": "The debtor was angry",
    },
    "zh": {
        "hardship": "欠款原因：{quote}",
        "dispute": "异议（须转交核实）：{quote}",
        "third_party": "涉及第三方：{quote}",
        "refusal": "拒绝：{quote}",
        "stalling": "推后：{quote}",
        "relief_request": "希望调整还款条件：{quote}",
        "information_request": "询问：{quote}",
        "vulnerability": "脆弱情形：{quote}",
        "complaint": "投诉或联系要求：{quote}",
        "hostility": "对方情绪激动",
    },
}

QUOTES: Mapping[Language, tuple[str, str]] = {"en": ("“", "”"), "zh": ("“", "”")}
BETWEEN_QUOTES: Mapping[Language, str] = {"en": "; ", "zh": "；"}

DUTY_LINES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "dispute": "Open: mark the account as disputed and pass it on for checking",
        "complaint": "Open: record the complaint or contact request and pass it on",
        "information_request": "Open: check that every question was answered, and send what was asked for",
        "relief_request": "Open: submit the request for other terms; the answer is subject to approval",
        "vulnerability": "Open: hand over to the team for vulnerable customers; no further collecting until then",
        "third_party": "Open: no call to this person again about the matter; correct the contact data",
        "promise_without_date": "Open: the promise has no date",
        "promise_without_amount": "Open: the promise has no amount",
        "review": "For review: {count} serious objection(s) to what was said by the agent",
    },
    "zh": {
        "dispute": "待办：标注争议并转交核实",
        "complaint": "待办：登记投诉或联系要求并转交",
        "information_request": "待办：核对问题是否都已答复，寄送对方要的材料",
        "relief_request": "待办：提交调整还款条件的申请，结果以批复为准",
        "vulnerability": "待办：转交负责脆弱客户的专人，在此之前不再催收",
        "third_party": "待办：不再就此事拨打该接听人，更正联系资料",
        "promise_without_date": "待办：承诺没有日期",
        "promise_without_amount": "待办：承诺没有金额",
        "review": "待复核：坐席话语有{count}处严重问题",
    },
}

CHECK_LINES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "self_identified": "Missed: the agent did not say who is calling",
        "identity_verified_before_disclosure": "Missed: the debt was named before identity was verified",
        "recording_notice": "Missed: no notice that the call is recorded",
        "mini_miranda": "Missed: the debt collector's notice was not given",
        "call_window": "Missed: the call was outside the permitted hours",
        "cease_request_honoured": "Missed: a request to stop contact was not honoured",
        "representation_honoured": "Missed: collecting went on although a representative was named",
        "promise_recapped": "Missed: the promise was not said back and confirmed",
    },
    "zh": {
        "self_identified": "未做到：没有表明身份",
        "identity_verified_before_disclosure": "未做到：核实身份前提及了债务",
        "recording_notice": "未做到：没有告知通话录音",
        "mini_miranda": "未做到：没有作出债务催收告知",
        "call_window": "未做到：在允许时段之外拨打",
        "cease_request_honoured": "未做到：没有尊重停止联系的要求",
        "representation_honoured": "未做到：对方已有代理人仍继续催收",
        "promise_recapped": "未做到：没有复述并确认承诺",
    },
}
OTHER_CHECK: Mapping[Language, str] = {"en": "Missed: {check}", "zh": "未做到：{check}"}

NEXT_STEPS: Mapping[Language, Mapping[Outcome, str]] = {
    "en": {
        "promise": "Next: no contact about it before {date}; then see whether the payment has come in",
        "dispute": "Next: wait for the result of the check and answer in writing; the disputed part rests",
        "hardship_plan": "Next: work out an affordable plan and answer on what was asked",
        "refused": "Next: record the refusal and its reason; a supervisor decides how to go on",
        "third_party": "Next: reach the debtor in another way, within the contact limits",
        "no_commitment": "Next: contact at a time that suits the debtor, within the contact limits",
        "vulnerable_handoff": "Next: the specialist team makes contact; nobody else calls",
    },
    "zh": {
        "promise": "下一步：{date}前不再就此联系，到期后查看是否到账",
        "dispute": "下一步：等待核实结果并书面答复，有争议部分暂停",
        "hardship_plan": "下一步：制定可承受的方案，答复对方的请求",
        "refused": "下一步：记录拒绝及原因，由主管决定如何处理",
        "third_party": "下一步：在联系频次限度内，另寻方式联系本人",
        "no_commitment": "下一步：在联系频次限度内，按对方方便的时间再联系",
        "vulnerable_handoff": "下一步：由专门团队联系，其他人不再拨打",
    },
}
THE_DAY: Mapping[Language, str] = {"en": "the agreed day", "zh": "约定日"}

PROMISE_LINES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "debtor": "Promised: {amount}, {date}{condition}",
        "third_party": "A third party said they would pay: {amount}, {date}{condition}",
        "no_amount": "amount not said",
        "no_date": "date not said",
        "condition": " (condition: {condition})",
    },
    "zh": {
        "debtor": "承诺：{date}，{amount}{condition}",
        "third_party": "第三方表示会付：{date}，{amount}{condition}",
        "no_amount": "未说金额",
        "no_date": "未说日期",
        "condition": "（前提：{condition}）",
    },
}
