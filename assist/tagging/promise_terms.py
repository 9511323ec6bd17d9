"""Whose promise it is and on what condition. Reads folded text and answers with offsets or words."""

from __future__ import annotations

import re
from typing import Literal

from assist.events import Language

_RELATION_ZH = (
    r"(?:老婆|老公|爱人|妻子|丈夫|先生|太太|媳妇|对象|男朋友|女朋友|爸妈|爸爸|妈妈|父母|父亲|母亲|我爸|"
    r"我妈|儿子|女儿|闺女|哥哥|姐姐|弟弟|妹妹|"
    r"哥|姐|弟|妹|叔叔|叔|舅舅|舅|姑姑|阿姨|亲戚|朋友|同学|同事|家里人?|老板|合伙人|担保人|律师|岳父|"
    r"岳母|公公|婆婆|亲家|孩子)"
)
_PAYS_ZH = r"(?:还|转|打|存|交|缴|付|给你|汇|垫|凑|处理|寄)"
_OTHER_PAYS_ZH = re.compile(
    rf"(?<!跟)(?<!找)(?<!向)(?<!问)(?<!和)(?:我|他|她|俺|"
    rf"咱)?(?:的)?{_RELATION_ZH}(?:[^,，。;；!！?？我俺]{{0,10}}?)"
    rf"(?:会|说|要|来|去|能|可以|答应|帮我|替我|帮|替|就|明|后|今|下|周|礼拜|星期|"
    rf"月)[^,，。;；!！?？我俺]{{0,10}}(?:帮我|替我)?[^,，。;；!！?？我俺]{{0,8}}{_PAYS_ZH}"
    rf"|我?(?:让|叫|喊){_RELATION_ZH}[^,，。;；!！?？]{{0,14}}{_PAYS_ZH}"
    rf"|(?:让|叫)(?:他|她|他们)[^,，。;；!！?？]{{0,12}}{_PAYS_ZH}"
)
_FOR_ANOTHER_ZH = re.compile(
    r"(?:替|帮)(?:他|她|我?(?:儿子|女儿|老公|老婆|弟弟?|妹妹?|哥哥?|姐姐?|爸爸?|"
    r"妈妈?))[^,，。]{0,8}(?:还|交|付|缴|转|垫)"
    r"|我(?:是|系)(?:他|她)(?:的)?[^,，。]{1,4}(?:[,，。].*)?(?:我|俺)[^。]{0,12}(?:还|交|付|缴|转|垫|给)"
)
_SOURCE_ZH = re.compile(
    rf"(?:跟|找|向|问|和)(?:我|咱)?[^,，。]{{0,3}}{_RELATION_ZH}[^,，。]{{0,6}}(?:借|拿|要|凑)"
    rf"|{_RELATION_ZH}[^,，。]{{0,8}}(?:借|给)(?:了)?我"
)
_CONDITION_ZH = re.compile(
    r"(?:如果|要是|假如|倘若|若是|若|只要|除非|前提是|"
    r"(?<![一二两三四五六七八九十百千])万一)[^,，。;；!！?？]+|[^,，。;；!！?？]+的话(?=[,，就我那])"
)

_RELATION_EN = (
    r"(?:wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|mom|mum|mother|mam|dad|father|parents|"
    r"son|daughter|brother|"
    r"sister|cousin|uncle|aunt|auntie|grandma|grandmother|nan|granddad|grandpa|friend|mate|boss|"
    r"roommate|in-laws|missus|"
    r"ex|ex-wife|ex-husband|mother-in-law|father-in-law|family|church|lawyer|attorney)"
)
_PAYS_EN = (
    r"(?:pay|send|do|put|bring|transfer|give|drop|post|take care of|clear|settle|wire|cover|handle|mail|"
    r"sort|make|call in with)"
)
_OTHER_PAYS_EN = re.compile(
    rf"\b(?:my|his|her|our|the)\s+(?:\w+\s+)?{_RELATION_EN}(?:'s|’s|'ll|’ll)?\s+(?:(?:said|"
    rf"says)\s+(?:s?he|they)\s*)?"
    rf"(?:(?:will|is going to|going to|gonna|is gonna|can|'ll|’ll|would|has agreed to|agreed to|"
    rf"promised to|wants to|'s|just|"
    rf"also|already|to)\s+){{1,3}}{_PAYS_EN}\b"
    rf"|\b(?:i'll have|i'll get|i'm having|let)\s+(?:my\s+(?:\w+\s+)?{_RELATION_EN}|him|her|"
    rf"them)\s+(?:to\s+)?{_PAYS_EN}\b"
    rf"|^(?:well |yeah |ok(?:ay)? )?(?:she|he|they)(?:'ll|’ll| will| is going to| is gonna)\s+{_PAYS_EN}\b"
)
_FOR_ANOTHER_EN = re.compile(
    rf"\bi(?:'m|’m| am)\s+(?:his|her|their)\s+(?:\w+\s+)?{_RELATION_EN}\b|\bon (?:his|her|their) behalf\b|"
    rf"\bpay(?:ing)?\s+(?:\w+\s+){{0,4}}for\s+(?:him|her|my\s+{_RELATION_EN})\b"
)
_CONDITION_EN = re.compile(
    r"\b(?:only if|if|as long as|so long as|provided(?: that)?|providing|unless|on condition that|on "
    r"the condition|assuming|"
    r"once(?= (?:i|the|my|you|your|he|she|they|we|it)\b))\b[^,.;!?]*"
)
_CONDITION_ENDS_EN = re.compile(r"\s(?:then\s+)?(?=(?:i|we)(?:'ll|’ll|\s+(?:will|can|could))\b)")
_EMPTY_CONDITION_EN = re.compile(
    r"^if (?:that's|that is|it's|you|i)(?: (?:ok|okay|alright|all right|like|want|can|could|prefer))*$"
)


def whose_promise(folded: str, lang: Language) -> Literal["debtor", "third_party"]:
    """``third_party`` when somebody other than the debtor is to pay.

    Money borrowed or received from somebody is still the debtor's to pay.
    """
    if lang == "zh":
        if _SOURCE_ZH.search(folded):
            return "debtor"
        other = _OTHER_PAYS_ZH.search(folded) or _FOR_ANOTHER_ZH.search(folded)
    else:
        other = _OTHER_PAYS_EN.search(folded) or _FOR_ANOTHER_EN.search(folded)
    return "third_party" if other else "debtor"


def condition_span(folded: str, lang: Language) -> tuple[int, int] | None:
    """Where the condition of the promise stands, half-open, or None."""
    found = (_CONDITION_ZH if lang == "zh" else _CONDITION_EN).search(folded)
    if found is None:
        return None
    start, end = found.span()
    if lang == "en":
        # "if you waive the fee I'll pay": speech has no comma where the condition ends.
        stop = _CONDITION_ENDS_EN.search(folded, start + 3, end)
        end = stop.start() if stop else end
        if len(folded[start:end].split()) < 3 or _EMPTY_CONDITION_EN.match(folded[start:end].strip()):
            return None
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end
