"""On what condition a Mandarin promise is made. Reads folded text."""

from __future__ import annotations

import re

_SAID = re.compile(
    r"(?:如果|要是|假如|倘若|若果|若是|若|只要|除非|前提是|假使|(?<!无)论是|"
    r"(?<![一二两三四五六七八九十百千])万一)[^,。;!?…]+|[^,。;!?…]+的话(?=[,。我就那…]|$)"
)
_WAIVED = (
    r"(?:撤诉|撤案|销案|道歉|(?:免|减|停|撤|消|删|取消|抹|降|解|去|拿)"
    r"(?:掉|了|下来|给我|一下|完|到[^,。;!?]{1,8}|除|免)+)"
)
# 你们把罚息免了,我就还: what is asked of the other side, before what the speaker will do then.
_ASKED = re.compile(
    rf"(?:(?<=^)|(?<=[,。;!?…]))(?:那|那么|这样|要不|行)?,?(?P<asked>(?:你们?|您)(?!看|说)[^,。;!?…]{{0,16}}?{_WAIVED}|"
    rf"(?:罚息|利息|违约金|滞纳金|手续费|零头|费用)[^,。;!?…]{{0,8}}?{_WAIVED})"
    r"(?:利息|罚息|违约金)?(?=(?:,[^。;!?…]{0,16}?)?(?:我|就|本金|剩|立马|马上|今天|明天))"
)
# 批了我立马还,不批也没办法: a condition where its failing is spoken of too.
_GRANTED = re.compile(
    r"(?:(?<=^)|(?<=[,。;!?…]))(?P<asked>[^,。;!?…]{0,8}?(?P<verb>批|贷|卖|退|赔|放|结|借|停)(?:得|的)?(?:下来|到手|到|了|掉|出去)(?:款)?)"
    r"(?=[^,。;!?…]{0,14}?(?:我|就|立马|马上|当天|第二天))(?=.*(?:不|没|没有)(?P=verb)|.*(?P=verb)不)"
)
# 减到六千我后天打款, 打个八折我就结清
_REDUCED_FIRST = re.compile(
    r"(?:(?<=^)|(?<=[,。;!?…]))(?P<asked>(?:你们?|您)?(?:给我|能)?(?:(?:减|降|免)到?|打个?)[^,。;!?…]{1,8}?(?:折|[百千万十元块]))"
    r"(?=,?(?:我|就))"
)
_FIRST_THEN = re.compile(
    r"(?:(?<=^)|(?<=[,。;!?…]))(?P<asked>(?:你们?|您)?先[^,。;!?…]{2,14}?(?P<verb>道歉|撤诉|删除|停催|停了|撤了|免了|开证明))"
    r"(?=[,。].{0,12}(?:我|就|再))"
)
_ONLY_THEN = re.compile(r"(?:(?<=^)|(?<=[,。;!?…]))(?P<asked>[^,。;!?…]{2,18}),?(?=我才[还转打给付交])")
# 要是哪笔晚了你来找我: what follows if the promise is broken.
_OF_FAILING = re.compile(
    r"晚了|没还|不还|还不上|没给|不给|食言|做不到|骗你|来找我|找我|起诉|名字|是狗|孙子|不是人"
)
_SAYS_NOTHING = re.compile(
    r"^(?:如果|要是|假如|若是|若)?(?:可以|行|方便|没问题|没有?(?:什么)?意外|顺利|能行|不行|不出意外)?(?:的话)?$"
)


def condition(folded: str) -> tuple[int, int] | None:
    """Where the condition stands, half-open, or None."""
    for pattern in (_SAID, _ASKED, _FIRST_THEN, _REDUCED_FIRST, _GRANTED, _ONLY_THEN):
        for found in pattern.finditer(folded):
            group: int | str = "asked" if "asked" in pattern.groupindex else 0
            words = found[group].strip()
            if not _SAYS_NOTHING.match(words) and not _OF_FAILING.search(words):
                return found.span(group)
    return None
