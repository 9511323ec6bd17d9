"""On what condition an English promise is made. Reads lower-case text and answers with offsets."""

from __future__ import annotations

import re

_CONDITION = re.compile(
    r"\b(?:only\s+if|(?<!even )(?<!what )(?<!as )(?<!like )if(?!\s+not\b)|as\s+long\s+as|so\s+long\s+as|"
    r"provided(?:\s+that)?|providing|unless|subject\s+to|on\s+condition\s+that|on\s+the\s+condition|assuming|"
    r"supposing|once(?=\s+(?:i|the|my|you|your|he|she|they|we|it)\b))\b[^,.;:!?]*"
)
# Money that may or may not come, unlike a pay day.
_UNSURE = re.compile(
    r"\b(?:when|whenever|once|as\s+soon\s+as|the\s+(?:day|minute))\s+(?:(?:i|we|my|me|the|our|his|her|"
    r"it)\b[^,.;!?]*?\b)?(?:settlement|house|pf|claim|inheritance|sale|divorce|estate|probate|case|job|lawsuit|"
    r"compensation|insurance|apartment|land|car|van|remortgage|flat|gold|property)\b[^,.;!?]*"
)
_DEMAND = re.compile(
    r"(?:^|(?<=[.;!?] )|(?<=, ))(?:(?:ok|okay|well|look|right|so|just|listen|then|please|first|all\s+right|alright|"
    r"tell\s+you\s+what)\W+)*(?P<said>(?:(?:you|youse|y'all|ye)\s+)?(?:guys\s+)?(?:send|take|knock|waive|drop|cut|"
    r"stop|email|text|remove|fix|wipe|prove|show|reduce|freeze|hold|quit|write|confirm|get\s+rid|lose|scrap|forget|"
    r"split|double|give\s+me(?!\s+(?:till|until|til|time|a\s+(?:week|month|day|few|couple|fortnight)|"
    r"\w+\s+(?:more\s+)?(?:days|weeks|months|working|business)))|post|mail|put\s+(?:it|"
    r"that)\s+in\s+writing)\b[^.;!?]*?)(?=,?\s+(?:and|then)\s+(?:then\s+)?(?:i'?ll|i\s+will|i\s+can|we'll|i'd|"
    r"you'll\s+(?:have|get))\b)"
)
_ENDS = re.compile(
    r"\s(?:then\s+)?(?=(?:i|we)(?:'ll|'ve|\s+(?:will|can|could|would|paid|sent|already|did|have))\b|you(?:'ll|"
    r"\s+will)\s+(?:have|get)\b|(?:and|but)\s+i\b)"
)
_EMPTY = re.compile(
    r"^(?:if|as\s+long\s+as|unless)\s+(?:(?:that's|that\s+is|it's|thats)(?:\s+(?:ok|okay|alright|all\s+right|fine|"
    r"any\s+good|cool|easier|possible|good))?|(?:that|it)\s+(?:works|helps|suits|matters)|(?:you|i)(?:\s+(?:ok|"
    r"like|want|can|could|prefer|must|remember|recall|look|ask|check|see|know|need|say|don't\s+mind|have\s+to|"
    r"wouldn't\s+mind|were\s+to))?(?:\s+(?:me|it|a\s+\w+|to|back|at\s+\w+|so))*|possible|anything|so|need\s+be|"
    r"i\s+lie|i'?m\s+(?:hearing|understanding|reading|following)\b.*|i'm\s+lying|i\s+must|(?:my|your|"
    r"the)\s+(?:math|maths|memory|records?|sums?)\b.*|necessary|only)(?:\s+(?:with|for|by)\s+(?:you|me|ye|youse|"
    r"y'all))?$"
)


def condition_span(lowered: str) -> tuple[int, int] | None:
    """Where the condition of the promise stands, half-open, or None."""
    for found in _CONDITION.finditer(lowered):
        start, end = found.span()
        # "If you waive the fee I'll pay": speech has no comma where the condition ends.
        stop = _ENDS.search(lowered, start + 3, end)
        end = stop.start() if stop else end
        words = lowered[start:end].strip()
        if lowered[end : end + 1] == "?":
            continue
        if len(words.split()) > 2 and not _EMPTY.match(words):
            return start, start + len(lowered[start:end].rstrip())
    if demand := _DEMAND.search(lowered):
        return demand.span("said")
    if unsure := _UNSURE.search(lowered):
        stop = _ENDS.search(lowered, unsure.start() + 3, unsure.end())
        end = stop.start() if stop else unsure.end()
        return unsure.start(), unsure.start() + len(lowered[unsure.start() : end].rstrip())
    return None
