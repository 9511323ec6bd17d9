"""Who is on the line, from what both sides say."""

from __future__ import annotations

import pytest

from assist.compliance.right_party import RightPartyMachine, right_party_after
from assist.events import Language, RightParty, Turn

A, D = "agent", "debtor"
CASES: list[tuple[str, Language, str | None, list[tuple[str, str]], RightParty]] = [
    ("nobody has spoken", "en", "Maria Lopez", [], "unanswered"),
    ("the agent alone", "en", None, [(A, "Hello, is anybody there?")], "unanswered"),
    ("a hello", "en", "Maria Lopez", [(D, "Hello?")], "answered"),
    ("a hesitation alone", "zh", "张伟", [(D, "嗯")], "unanswered"),
    ("a hello in Mandarin", "zh", "张伟", [(D, "喂,你好")], "answered"),
    (
        "yes to the name",
        "en",
        "Maria Lopez",
        [(A, "Is this Maria Lopez?"), (D, "Yes.")],
        "claims_to_be_debtor",
    ),
    (
        "speaking",
        "en",
        "Maria Lopez",
        [(A, "May I speak to Ms Lopez?"), (D, "Speaking.")],
        "claims_to_be_debtor",
    ),
    ("this is she", "en", None, [(D, "This is she.")], "claims_to_be_debtor"),
    ("own name", "en", "Maria Lopez", [(D, "Hi, this is Maria.")], "claims_to_be_debtor"),
    (
        "yes, one moment",
        "en",
        "Maria Lopez",
        [(A, "May I speak to Maria?"), (D, "Yes, one moment.")],
        "answered",
    ),
    ("是我", "zh", "张伟", [(A, "请问是张伟先生吗"), (D, "是我,你哪位")], "claims_to_be_debtor"),
    ("我就是", "zh", None, [(A, "请问张先生在吗"), (D, "我就是")], "claims_to_be_debtor"),
    ("我是 and the name", "zh", "张伟", [(D, "我是张伟")], "claims_to_be_debtor"),
    (
        "traditional script",
        "zh",
        "張偉",
        [(A, "請問是張偉先生嗎"), (D, "對,我是張偉")],
        "claims_to_be_debtor",
    ),
    ("a mother", "en", "Sam Reed", [(D, "He's not here, I'm his mother.")], "not_the_debtor"),
    ("a husband", "en", None, [(A, "Is this Ana?"), (D, "No, this is her husband.")], "not_the_debtor"),
    (
        "wrong number",
        "en",
        None,
        [(A, "May I speak to Sam?"), (D, "You have the wrong number.")],
        "not_the_debtor",
    ),
    ("他妈妈", "zh", "李强", [(A, "请问是李强吗"), (D, "他不在,我是他妈妈")], "not_the_debtor"),
    ("打错了", "zh", None, [(D, "你打错了")], "not_the_debtor"),
    ("not of that name", "zh", "李强", [(D, "我不是李强")], "not_the_debtor"),
    (
        "verified in English",
        "en",
        "Maria Lopez",
        [
            (A, "Is this Maria Lopez?"),
            (D, "Yes, speaking."),
            (A, "For security, could you confirm your date of birth?"),
            (D, "March third, 1985."),
            (A, "Thank you, that's confirmed."),
        ],
        "verified",
    ),
    (
        "verified in Mandarin",
        "zh",
        "张伟",
        [(A, "请核对一下您身份证后四位"), (D, "幺二三四"), (A, "好的,谢谢,信息一致")],
        "verified",
    ),
    (
        "an answer alone is not enough",
        "en",
        None,
        [(D, "This is he."), (A, "Could you confirm your zip code?"), (D, "90210")],
        "claims_to_be_debtor",
    ),
    (
        "a refusal verifies nobody",
        "en",
        None,
        [
            (D, "This is he."),
            (A, "Please confirm your date of birth."),
            (D, "I won't give you that."),
            (A, "I see."),
        ],
        "claims_to_be_debtor",
    ),
    (
        "a question back verifies nobody",
        "zh",
        "张伟",
        [(D, "我就是"), (A, "请报一下身份证后四位"), (D, "你是谁啊?"), (A, "我是银行委托的")],
        "claims_to_be_debtor",
    ),
    (
        "a wrong answer verifies nobody",
        "en",
        None,
        [
            (D, "This is he."),
            (A, "What's your zip code?"),
            (D, "90210"),
            (A, "That doesn't match what I have."),
        ],
        "claims_to_be_debtor",
    ),
    (
        "a third party after verification",
        "en",
        None,
        [
            (A, "Could you confirm your zip code?"),
            (D, "90210"),
            (A, "Thank you."),
            (D, "This is his wife now, he's at work."),
        ],
        "not_the_debtor",
    ),
    (
        "the debtor comes to the phone",
        "zh",
        "李强",
        [(D, "他不在,我是他爸"), (A, "好的"), (D, "他来了,我让他接"), (D, "喂,我是李强")],
        "claims_to_be_debtor",
    ),
    (
        "handed over but silent on who it is",
        "en",
        None,
        [(D, "I'm his brother."), (A, "Could he call me?"), (D, "Hang on, here he is.")],
        "answered",
    ),
]


@pytest.mark.parametrize(("case", "lang", "name", "turns", "state"), CASES, ids=[case[0] for case in CASES])
def test_state_after(
    case: str, lang: Language, name: str | None, turns: list[tuple[str, str]], state: RightParty
) -> None:
    machine = RightPartyMachine(name)
    for speaker, text in turns:
        machine.hear(speaker, text, lang)  # type: ignore[arg-type]
    assert machine.state == state


def test_a_conversation_is_read_from_its_turns() -> None:
    turns = [Turn("agent", "请问是张伟先生吗"), Turn("debtor", "他不在,我是他妈妈")]
    assert right_party_after(turns, lang="zh", debtor_name="张伟").state == "not_the_debtor"


def test_a_refusal_tag_is_no_answer_to_a_verification_question() -> None:
    machine = RightPartyMachine()
    machine.hear("agent", "Could you confirm your address?", "en")
    machine.hear("debtor", "Absolutely never in this life", "en", ["refusal"])
    assert machine.hear("agent", "All right.", "en") == "answered"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "我是他房东"),
        ("zh", "我是她婆婆,你谁?"),
        ("zh", "我係佢老友"),
        ("zh", "我是站长,他今天请假。"),
        ("zh", "您好,人事部。"),
        ("en", "I'm the babysitter."),
        ("en", "this is his grandma"),
        ("en", "Front office, how can I help?"),
        ("en", "He's on break, I'm the shift lead."),
    ],
)
def test_kin_and_callings_beside_the_debtor_tell_of_somebody_else(lang: Language, said: str) -> None:
    machine = RightPartyMachine()
    assert machine.hear("debtor", said, lang) == "not_the_debtor"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "我是老师,暑假没有工资"),
        ("zh", "我是站长,这个月生意不好"),
        ("en", "I'm a teacher, I'm not paid in summer."),
    ],
)
def test_the_debtors_own_calling_is_nobody_else(lang: Language, said: str) -> None:
    machine = RightPartyMachine()
    assert machine.hear("debtor", said, lang) == "answered"
