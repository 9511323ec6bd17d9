"""Whether words are meant: negated, reported, disowned, or said in earnest."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.compliance.lexicon import Lexicon
from assist.compliance.screening import Screener

LEXICON = Path(__file__).parents[2] / "compliance_lexicon"


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(Lexicon.load(LEXICON))


@pytest.mark.parametrize(
    "words",
    [
        "we will never contact your family",
        "You say someone threatened to have you arrested — nobody from here may do that.",
        "Under no circumstances will anybody from this company call your employer or your friends.",
        "I'm not allowed to tell your wife anything about this.",
        "Nobody can put you in jail for this.",
        "Did somebody tell you that you would go to jail?",
        "If anyone tells you they will send the police, please hang up and report it.",
        "I want to apologize for that agent; he should never have called your mother about your debt.",
        "We do not and will not take gift cards.",
        "That is not true, you can't be arrested for this.",
        "Are you worried that we would tell your boss? We don't do that.",
        "Please do not send me your password or the code.",
        "You don't need to borrow from anyone, let's use what you have.",
        "No one here is going to come to your house.",
        "The other collector told you a warrant was issued, and that was wrong.",
        "It is illegal for us to threaten you with arrest.",
        "I would never call you a deadbeat.",
        "Rather than borrow from your friends, let's set up a smaller amount.",
        "We're not a law firm and I'm not a lawyer.",
        "There is no lawsuit filed against you.",
    ],
)
def test_english_that_is_not_meant_carries_nothing(screener: Screener, words: str) -> None:
    assert [f.rule for f in screener.screen(words, lang="en", right_party="verified")] == []


@pytest.mark.parametrize(
    "words",
    [
        "我们绝不会联系您的家人",
        "您说有人威胁要抓您,我们这边任何人都不能这样做",
        "我们不会上门,也不会联系您的单位和朋友",
        "欠款不会坐牢,您不用担心",
        "请您不要向朋友借钱来还款",
        "如果有人让您把钱转到个人账户,请不要转,并马上举报",
        "之前那位同事说要告诉您父母,这样做是违规的,我代表公司向您道歉",
        "您是担心孩子上学受影响吗?不会的",
        "我没有权力冻结您的账户",
        "任何人要您的验证码都不要给",
        "公司规定严禁辱骂客户",
        "我不是警察,也不是法院的工作人员",
        "我们不可能把您的照片发到网上",
        "没有人会去您孩子的学校",
        "他们说会去您家里收款,这种做法是不允许的",
        "我們絕不會聯繫您的家人",
        "您听到有人说要起诉您,目前没有这回事",
        "不建议您用信用卡套现来还",
        "我不能保证给您减免,需要审批",
        "逾期不等于犯罪,您别害怕",
    ],
)
def test_mandarin_that_is_not_meant_carries_nothing(screener: Screener, words: str) -> None:
    assert [f.rule for f in screener.screen(words, lang="zh", right_party="verified")] == []


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("we're not threatening you, but the police will be at your door", "threat"),
        ("I'm not going to ask again, we will call your mother", "threat"),
        ("If you do not pay we will call your boss", "threat"),
        ("We won't hesitate to tell your wife about your debt", "threat"),
        ("You don't want the police at your door tonight, do you", "threat"),
        ("Don't make me call your employer", "threat"),
        ("We haven't received anything so we are sending someone to your house", "threat"),
        ("You can't hide forever, we know where you live", "threat"),
        ("Not only will you be sued, you will be arrested", "false_legal_claim"),
        ("Why don't you borrow it from your brother", "coercion"),
        ("Nobody can help you when the sheriff is at your house", "threat"),
    ],
)
def test_english_meant_in_spite_of_a_negation_is_caught(
    screener: Screener, words: str, category: str
) -> None:
    assert category in {f.category for f in screener.screen(words, lang="en", right_party="verified")}


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("我们不得不起诉你了", "false_legal_claim"),
        ("不是吓唬你,警察马上就会上门找你", "threat"),
        ("不是吓唬你我们会通知你的家人", "threat"),
        ("你再不还我们就通知你单位领导", "threat"),
        ("没有还款就只能联系你的父母了", "threat"),
        ("别以为我们不会去你家找你", "threat"),
        ("你不处理的话我们会让你全家都知道", "threat"),
        ("您说没钱,那我们就去你家里坐坐", "threat"),
        ("别逼我们给你老婆打电话告诉她你欠钱", "threat"),
        ("不管你有什么困难今天都必须还", "coercion"),
        ("你不可能躲一辈子,我们一定会找到你", "threat"),
        ("我們會通知你的單位主管和家人", "third_party_disclosure"),
    ],
)
def test_mandarin_meant_in_spite_of_a_negation_is_caught(
    screener: Screener, words: str, category: str
) -> None:
    assert category in {f.category for f in screener.screen(words, lang="zh", right_party="verified")}
