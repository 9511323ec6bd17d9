# ruff: noqa: E501 - quotations stay whole
"""What collectors said, as quoted in public actions, is caught; what courts held lawful is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.compliance.lexicon import Lexicon
from assist.compliance.screening import Screener
from assist.events import Language, RightParty

LEXICON = Path(__file__).parents[2] / "compliance_lexicon"

# Words, language, who is listening, one of the categories the case is about. Masked expletives are spoken out.
SAID: list[tuple[str, str, Language, RightParty, set[str]]] = [
    (
        "E1",
        "Who are we? We are a government task force set up to investigate and collect info on individuals involved in Depository Account Fraud and theft by deception.",
        "en",
        "answered",
        {"impersonation", "false_legal_claim"},
    ),
    (
        "E2",
        "This is investigator Jones I calling in reference to a complaint that has been filed through the national check fraud center, you are being pursued for one count of theft by deception and can be forwarded over to the local county for proceedings to start.",
        "en",
        "answered",
        {"impersonation", "false_legal_claim"},
    ),
    (
        "E3",
        "Currently there is a criminal complaint pending against you for theft of services. We are going ahead with legal proceedings today therefore we do need to speak with you immediately.",
        "en",
        "answered",
        {"false_legal_claim"},
    ),
    (
        "E4",
        "Failure to respond will lead to criminal charges being pursued",
        "en",
        "answered",
        {"false_legal_claim"},
    ),
    (
        "E5",
        "It's a Class A felony pending against you for theft of property",
        "en",
        "answered",
        {"false_legal_claim"},
    ),
    (
        "E6",
        "The US Dept. of Justice has received notice from the National Crime Information Center to issue an alert on a SSN ending in 1234",
        "en",
        "answered",
        {"impersonation", "false_legal_claim"},
    ),
    (
        "E7",
        "This is the Civil Investigations Unit. We are contacting you in regards to a complaint being filed against you, pursuant to claim and affidavit number D00D-2932, where you have been named a respondent in a court action and must appear",
        "en",
        "answered",
        {"impersonation", "false_legal_claim"},
    ),
    (
        "E8",
        "You or your attorney will have 24 to 48 hours to oppose this matter.",
        "en",
        "answered",
        {"false_legal_claim"},
    ),
    (
        "E9",
        "They are in the process of serving some court documents in regards to case 29369, pending questions at the property",
        "en",
        "answered",
        {"false_legal_claim", "threat"},
    ),
    (
        "E10",
        "No wonder your daughter is in such a predicament with a mother like you.",
        "en",
        "not_the_debtor",
        {"abuse"},
    ),
    (
        "E11",
        "You fucking no good liar, idiot, dummy, piece of scum, thief, dirtbag, scumbag, loser",
        "en",
        "verified",
        {"abuse"},
    ),
    (
        "E12",
        "This is Detective Jeff Ramsey, watch the loose dogs, you have a pending bench warrant.",
        "en",
        "answered",
        {"impersonation", "false_legal_claim"},
    ),
    (
        "E13",
        "We are going to dig your daughter up and hang her from a tree if you do not pay the debt",
        "en",
        "verified",
        {"threat"},
    ),
    ("E14", "deadbeat, lowlife, piece of crap", "en", "verified", {"abuse"}),
    ("E15", "quit being such a fucking bitch", "en", "not_the_debtor", {"abuse"}),
    ("E16", "This is your motherfucker wake-up call you little lazy ass bitch", "en", "verified", {"abuse"}),
    ("E17", "go pick some motherfucking cotton fields", "en", "verified", {"abuse"}),
    (
        "E18",
        "I will find your sister, your daughter, I will find her, and I will find you, and I will fuck you up.",
        "en",
        "verified",
        {"threat"},
    ),
    (
        "E19",
        "If it takes me a year, if it takes me two, believe me I will find you",
        "en",
        "verified",
        {"threat"},
    ),
    ("E19b", "you're not going to know when I'm coming", "en", "verified", {"threat"}),
    ("E20", "Where are you at you motherfucker? I am coming after you!", "en", "verified", {"threat"}),
    ("E21", "I will blow your fucking house up", "en", "verified", {"threat"}),
    ("E22", "We will start immediate proceedings based on the law", "en", "verified", {"false_legal_claim"}),
    ("E23", "our actions are unlimited", "en", "verified", {"threat"}),
    ("E24", "We are detectives of the court", "en", "answered", {"impersonation"}),
    ("E25", "There is a legal matter pending", "en", "answered", {"false_legal_claim"}),
    (
        "E27",
        "Pay your fine now, avoid going to jail. This is the final notice before arrest.",
        "en",
        "verified",
        {"false_legal_claim"},
    ),
    ("E28", "Why don't you jump in front of a train and kill yourself?", "en", "verified", {"abuse"}),
    (
        "E29",
        "Your son owes this much money, we're going to have him arrested, and two, we're going to contact his commanding officer.",
        "en",
        "not_the_debtor",
        {"third_party_disclosure", "false_legal_claim", "threat"},
    ),
    ("E30", "近期会到你家里收款", "zh", "verified", {"threat"}),
    ("E30b", "古某恶意骗贷", "zh", "not_the_debtor", {"third_party_disclosure", "false_legal_claim"}),
    (
        "E31",
        "他涉嫌恶意拖欠,非法占有意图明显",
        "zh",
        "not_the_debtor",
        {"third_party_disclosure", "false_legal_claim"},
    ),
    (
        "E32",
        "要让你全家都知道你欠钱不还,让你在公司待不下去",
        "zh",
        "verified",
        {"threat", "third_party_disclosure"},
    ),
    ("E33", "张某欠债不还,真是知人知面不知心", "zh", "not_the_debtor", {"third_party_disclosure", "abuse"}),
    ("E34", "清收人员将于今日12点拟定债务委托书,授权专员到预留证件地上访", "zh", "verified", {"threat"}),
    (
        "E35",
        "现将出发到平台预留地址,全额收缴并联合当地村委居委陪同全款清收",
        "zh",
        "verified",
        {"threat", "third_party_disclosure", "false_legal_claim"},
    ),
    ("E37", "你妈卖了淫,你爸赌了博,还是你吸了毒?", "zh", "verified", {"abuse"}),
]
# E26 is a text message about a declined payment; its words alone are lawful in speech.
LAWFUL: list[tuple[str, Language, RightParty]] = [
    ("您对骚扰的定义是不是有误解", "zh", "not_the_debtor"),
    ("I need to know what your dispute is before I can just delete it for you", "en", "verified"),
    ("Hi, this message is for Charles. Please call Bill Jackson.", "en", "not_the_debtor"),
    (
        "We have an important message from J.C. Christensen & Associates. This is a call from a debt collector.",
        "en",
        "answered",
    ),
    (
        "One of the options is that the lender may take legal action, another is a payment plan.",
        "en",
        "verified",
    ),
    ("I'm calling to confirm your address; I can't say more", "en", "not_the_debtor"),
    ("The lender may take legal action if we cannot agree.", "en", "verified"),
    ("Interest keeps accruing until it is paid.", "en", "verified"),
    ("We report to the credit bureau as the law requires.", "en", "verified"),
    ("如果协商不成,银行可能会依法起诉。", "zh", "verified"),
    ("逾期期间会继续产生罚息。", "zh", "verified"),
    ("我们会按规定如实报送征信。", "zh", "verified"),
]


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(Lexicon.load(LEXICON))


@pytest.mark.parametrize(
    ("case", "words", "lang", "listener", "categories"), SAID, ids=[case[0] for case in SAID]
)
def test_quoted_unlawful_speech_is_caught(
    screener: Screener, case: str, words: str, lang: Language, listener: RightParty, categories: set[str]
) -> None:
    found = {finding.category for finding in screener.screen(words, lang=lang, right_party=listener)}
    assert categories <= found


@pytest.mark.parametrize(("words", "lang", "listener"), LAWFUL)
def test_speech_held_lawful_is_left_alone(
    screener: Screener, words: str, lang: Language, listener: RightParty
) -> None:
    assert screener.screen(words, lang=lang, right_party=listener) == ()


def test_knowing_where_somebody_lives_is_reported_although_one_court_let_it_pass(screener: Screener) -> None:
    words = "we know where you work, we know where you live, we know what kind of car you drive"
    assert {finding.category for finding in screener.screen(words, lang="en", right_party="verified")} == {
        "threat"
    }
