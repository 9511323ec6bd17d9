"""What Mandarin says of a day it names: that money comes in, that nothing can be paid then, that it is over.

All functions read folded text around a named day, half-open ``start``/``end``.
"""

from __future__ import annotations

import re

from assist.promises.mandarin_days import FEASTS

_COMES_IN_AFTER = re.compile(
    r"^[^,，。;；!！?？]{0,6}?(?:发工资|发薪|发钱|才发|出粮|领薪|领工资|领年终|领得到|到账|入账|下来|结账|结算|放款|拨款|拨下|返点|发绩效|"
    r"发奖金|发年终|收租|收钱|收到|进账|有(?:一?[笔份])|付我|给我(?!.{0,2}[打转记])|打给我|转给我|还我|结给我|赔我|退(?:给我|我|$|[,，。])|"
    r"发(?=$|[,，。了]))"
)
_COMES_IN_WITHIN = re.compile(r"发工资|发薪|发钱|出粮|领薪|领工资|开支|开工资|工资|薪水|回款")
_COMES_IN_BEFORE = re.compile(
    r"(?:工资|薪水|奖金|货款|尾款|回款|年终奖?|补贴|提成|发薪日?|出粮日?)(?:都|才|要|是|得|在|一般)*$"
)

_PAST_BEFORE = re.compile(r"(?:去年|前年|昨|前[天儿日]|刚才|上次)$")
_LAST_BEFORE = re.compile(r"上一?个?$")
_PAST_AFTER = re.compile(
    r"^[^,，。;；!！?？]{0,6}?(?:已经[^,，。]{0,2}(?:还|转|打|付|交|给|汇|存|缴|入)|(?:还|转|打|付|交|汇|存|缴)过(?![去来户账数])|"
    r"(?:就|店|厂|公司).{0,2}关了|^(?:早就?|都|已经|不是)*过(?:去)?了(?![,，]?再))"
)

_RULED_OUT_AFTER = re.compile(
    r"^(?:的话|那天|我们?|他|她|银行|那个|这个|可能|肯定|恐怕|真的?|实在|是|都|也|有点|估计|应该|一定|根本|还|,|，)*"
    r"(?:不行|不成|不太行|来不及|赶不及|赶不上|没空|没时间|不方便|不得闲|不得空|不到(?=[,，。]|$)|还不了|还不上|还不出|给不了|转不了|打不了|"
    r"太早|太赶|太急|太快|早了|悬|够呛|做不到|到不了|发不了|发不下来|下不来|[^,。;!?]{0,6}(?:转|还|打|付|存|交|取)不(?:了|上|出)|没人|不可以|搞不定|[^,。;!?]{0,10}(?:再说|再谈|再想办法|再商量|另说)|没钱(?=[,，。]|$)|有事|没发)"
)
_RULED_OUT_BEFORE = re.compile(
    r"(?:(?<!是)不是|别说|别等|甭|等不到|不用等到?|记成|当成|赶不上|等不了|错过|说成|听成|以为[^,，。]{0,8}|"
    r"(?:没有|没)(?:什么)?)$"
)
_ASKED_AFTER = re.compile(r"^[^,，。;；!！?？]{0,4}(?:[吗么嘛]|[?？])")
# 月底了, 都十号了: what day it is, and 五月份的工资: of which month.
_STATED_AFTER = re.compile(
    r"^(?:了(?=[,，。;；!！?？我你还]|$)|份的|有(?:没有)?[\d一二三四五六七八九十]+[天日号]|"
    r"没有|只有[\d一二三四五六七八九十]+[天日]|得[\d一二三四五六七八九十廿]+[天日]|是[^,，。]{0,3}月|(?:给你们?)?(?:全部?)?(?:弄|搞)(?:完|定|清楚|清|好|齐))"
)
# 大后天中秋: what day that will be.
_IS_A_FEAST = re.compile(rf"^(?:就?是)?(?:{'|'.join(FEASTS)})(?!节?(?:之前|以前|前|那|礼|月饼|的|货|放))")
_OF_THAT_MONTH = re.compile(r"^的?(?:工资|账单|那期|这期|利息|奖金|房租|水电|话费)")
_PAYS = re.compile(
    r"还|转|打|存|交|缴|付|给|汇|扣|补|凑|结(?!婚|果|算|费|束|账)|清|处理|寄|充|弄|搞定|办|过账|划|拿|整(?!天)|出(?!去|来|门|差|院|粮|租|摊)|刷"
)
_TODAY_IS = re.compile(r"今(?:[天日儿]|儿个|个儿?)(?:不?就?是|不就|才|都|已经|也|又|就|就到)*$")
# 今天才四号: what is said to be today is no day of paying, and so neither is today.
_IS_SOME_DAY = re.compile(
    r"^(?:不?就?是|不就|才|都|已经|也|又|就|刚)*(?:[一二三四五六七八九十\d]{1,3}[号日](?!给|还|转|打|前|之前|以前)|"
    r"(?:周|星期|礼拜)[一二三四五六日天](?!给|还|转|打|前|之前|以前|我))"
)
_STARTS = re.compile(r"^[的份]?(?:开始|起(?!来|码))")


def comes_in(folded: str, start: int, end: int) -> bool:
    """Whether money comes in on that day, rather than goes out."""
    return bool(
        _COMES_IN_AFTER.search(folded[end : end + 14])
        or _COMES_IN_WITHIN.search(folded[start:end])
        or _COMES_IN_BEFORE.search(folded[max(0, start - 8) : start])
    )


def is_past(folded: str, start: int, end: int) -> bool:
    """Whether the day is over: 上个月底, or a day on which something has been paid already."""
    before = folded[max(0, start - 4) : start]
    # 上个|月底, but not 补上|今天.
    last = folded[start] in "月周星礼拜" and _LAST_BEFORE.search(before)
    return bool(last or _PAST_BEFORE.search(before) or _PAST_AFTER.search(folded[end : end + 14]))


def is_ruled_out(folded: str, start: int, end: int) -> bool:
    """Whether the speaker says that this is not the day."""
    if _RULED_OUT_AFTER.search(folded[end : end + 20]):
        return True
    return bool(
        _RULED_OUT_BEFORE.search(folded[max(0, start - 12) : start])
        and not _ASKED_AFTER.search(folded[end : end + 6])
    )


def is_stated(folded: str, start: int, end: int) -> bool:
    """Whether the words only say what day it is, or whose month something is of."""
    if folded[end - 1] in "月份" and _OF_THAT_MONTH.search(folded[end : end + 6]):
        return True
    return bool(
        _STATED_AFTER.search(folded[end : end + 10])
        or _IS_A_FEAST.search(folded[end : end + 8])
        or folded[start:end].endswith(("几号", "几日"))
        or _TODAY_IS.search(folded[max(0, start - 8) : start])
        or (folded[start] == "今" and _IS_SOME_DAY.search(folded[end : end + 10]))
    )


def starts_payments(folded: str, end: int) -> bool:
    """Whether payments begin on that day: 从五号起."""
    return bool(_STARTS.search(folded[end : end + 6]))


def speaks_of_paying(words: str) -> bool:
    """Whether a stretch of folded text has a word of paying in it."""
    return bool(_PAYS.search(words))
