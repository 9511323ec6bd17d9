"""Who pays a part of an English promise: the debtor, or somebody on the debtor's behalf."""

from __future__ import annotations

import re
from typing import Literal

from assist.promises.english_clauses import PAY

_KIN = (
    r"(?:wife|husband|hubby|partner|girlfriend|boyfriend|fianc[eé]e?|mom|mum|mam|ma|mother|mama|mummy|momma|dad|da|"
    r"daddy|papa|father|parents|folks|son|daughter|lad|brother|bro|sister|sis|cousin|uncle|aunt|auntie|aunty|"
    r"grandma|grandmother|nan|nana|gran|granny|granddad|grandad|grandpa|grandson|granddaughter|nephew|niece|friend|"
    r"mate|buddy|pal|boss|employer|roommate|flatmate|housemate|in-laws|missus|other\s+half|ex|ex-wife|ex-husband|"
    r"mother-in-law|father-in-law|brother-in-law|sister-in-law|son-in-law|daughter-in-law|family|church|pastor|"
    r"lawyer|attorney|solicitor|guarantor|landlord|tenant|business\s+partner|old\s+man|old\s+lady|kids?|fella|"
    r"guardian|trustee|carer|social\s+worker|insurance|insurer|union|charity|council|st\s+vincent\s+de\s+paul|"
    r"accountant|executor|colleague|neighbou?r|bhai|didi)"
)
_OWNER = r"(?:my|me|his|her|our|the|their)"
_NP = (
    rf"(?:{_OWNER}\s+(?:\w+\s+){{0,2}}?{_KIN}(?:'s|s')?(?:\s+(?:office|firm|company|bank|people))?|"
    rf"papa|mummy|daddy|mum|mom|dad|mam|nan)"
)
_WILL = (
    r"(?:(?:'?ll|'?s|'d|\s+(?:will|is|are|was|can|could|would|going|gonna|has|have|had|said|says|say|reckons|"
    r"promised|agreed|offered|wants|want|just|also|already|gone|to|she|he|they|she'll|he'll|they'll|she'd|he'd|"
    r"they'd|she's|he's|they're|happy|willing|able|kindly|be))+)"
)
_PAYING = r"(?:pay|send|sort|cover|clear|settl|handl|transferr|bring|giv|putt|do|mak|post|wir|lodg|finish)ing"
_OTHER_PAYS = re.compile(
    rf"\b{_NP}{_WILL}\s+(?:\w+\s+){{0,2}}?(?:{PAY}|{_PAYING}|call|ring|phone|cut|paying|lend\s+a\s+hand)\b|"
    rf"\b{_NP}\s+(?:pays|sends|handles|covers|sorts|transfers|takes\s+care\s+of)\b|"
    rf"\b(?:i'?ll\s+have|i'?ll\s+get|i'?m\s+having|i'?m\s+getting|let|ask)\s+(?:my\s+(?:\w+\s+)?{_KIN}|him|her|"
    rf"them)\s+(?:to\s+)?{PAY}\b|\b(?:she|he|they)(?:'?ll|'?s|'d|\s+(?:will|is|are|can|said|"
    rf"says))(?:\s+(?:going\s+to|gonna|to|she|he|they|she'll|he'll|they'll|he'd|she'd|kindly|just))*\s+(?:{PAY}|"
    rf"{_PAYING}|call|ring|phone|paying|sending)\b(?!\s+(?:me|us)\b)|\bfrom\s+(?:him|her|them|"
    rf"{_OWNER}\s+(?:\w+\s+)?{_KIN})'?s?\s+(?:card|account|side|end)\b|\b{_NP}'?s?\s+(?:card|account)\b|\b(?:is|"
    rf"are)\s+paying\s+you\b|\b{_KIN}\s+(?:handles|pays)\b"
)
_FOR_ANOTHER = re.compile(
    rf"\b(?:i'?(?:m|\s+am)|this\s+is)\s+(?:his|her|their|the)\s+(?:\w+\s+)?(?:{_KIN}|mrs|missis)\b(?!\s+(?:of|"
    rf"who))|\bon\s+(?:his|her|their)\s+behalf\b|\bpay(?:ing)?\s+(?:\w+\s+){{0,4}}for\s+(?:him|her|my\s+{_KIN})\b"
)
_SOURCE = re.compile(
    rf"\b(?:{_KIN}|he|she|they|someone|somebody)(?:'s|'ll|\s+(?:is|are|will|owes))?\s+(?:\w+ing\s+|give\s+|lend\s+|"
    rf"pay\s+|pays\s+|owes\s+|gave\s+|gives\s+|lent\s+)+(?:me|us)\b|"
    rf"\b(?:borrow\w*|get\w*|loan\w*)\s+(?:\w+\s+){{0,5}}(?:from|off)\s+(?:my|a|the|me)\b|\bhelping\s+me\b|"
    rf"\blending\s+me\b"
)
_MINE = re.compile(
    r"\b(?:from\s+me|my\s+half|my\s+(?:own\s+)?(?:account|card|share|side|bit)|from\s+my\s+side|myself)\b"
)
_THEIRS = re.compile(r"\b(?:from\s+(?:her|him|them)\b|(?:his|her|their)\s+(?:half|share|bit|part|half's)\b)")
_FIRST_PERSON = re.compile(
    r"\b(?:i'?ll|i\s+will|i\s+can|i\s+could|i'm|im|let\s+me|i'd|i|we'll|we|put\s+me|take)\b"
)
_THEIR_SUM = re.compile(r"\b(?:his|her|their)\s+(?:(?:own\s+)?(?:half|share|part|bit|side)\W+)?$")
_NAMED = re.compile(rf"\b(?:{_NP}|he|she|they)\b")
_MY_SUM = re.compile(r"\b(?:my|me)\s+(?:(?:own\s+)?(?:half|share|part|bit|side)\W+)?$")
_SENTENCE = re.compile(r"[.!?;]+(?:\s|$)")


def payer_of(
    lowered: str, span: tuple[int, int], clause: tuple[int, int] | None = None
) -> Literal["debtor", "third_party"]:
    """Who pays the amount or day at ``span``, which stands in ``clause`` (None: the whole text)."""
    start, end = span
    own = lowered[slice(*clause)] if clause else lowered
    before = lowered[:start]
    if (
        (_THEIR_SUM.search(before) and _NAMED.search(before))
        or _THEIRS.match(lowered[end:].lstrip())
        or _THEIRS.search(lowered[start:end])
    ):
        return "third_party"
    if _MY_SUM.search(before) or _MINE.match(lowered[end:].lstrip()) or _MINE.search(lowered[start:end]):
        return "debtor"
    if _FOR_ANOTHER.search(lowered):
        return "third_party"
    sentence = _sentence(lowered, start)
    told = list(_OTHER_PAYS.finditer(lowered, *sentence))
    mine = list(_FIRST_PERSON.finditer(lowered, sentence[0], start))
    theirs = [each for each in told if each.start() < end]
    if theirs and not _SOURCE.search(lowered, *sentence):
        return "debtor" if mine and mine[-1].start() > theirs[-1].start() else "third_party"
    if told and not mine and not _SOURCE.search(lowered, *sentence):
        return "third_party"
    if mine or _MINE.search(own):
        return "debtor"
    return (
        "third_party"
        if _OTHER_PAYS.search(lowered) and not _SOURCE.search(lowered) and not _FIRST_PERSON.search(own)
        else "debtor"
    )


def _sentence(lowered: str, place: int) -> tuple[int, int]:
    begin = max((found.end() for found in _SENTENCE.finditer(lowered, 0, place)), default=0)
    after = _SENTENCE.search(lowered, place)
    return begin, after.start() if after else len(lowered)
