"""Mandarin made uniform for reading, character for character: width, script, region, what was misheard.

Every step keeps the number of characters, so that a place in the folded text is the same place in what was
said. Cantonese, Taiwanese, Shanghai and Sichuan words are written as their Mandarin neighbours (聽日 as 明日,
俾 as 给); only what bears on sums, days and payers matters here.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

from assist.promises.mandarin_mishearing import mended

_REGIONAL = (
    # Cantonese
    ("听日", "明日"), ("听晚", "明晚"), ("听朝", "明早"), ("琴日", "昨日"), ("寻日", "昨日"), ("噚日", "昨日"),
    ("今朝", "今天"), ("明朝", "明天"), ("后朝", "后天"), ("朝早", "早上"), ("下昼", "下午"), ("上昼", "上午"),
    ("晏昼", "中午"), ("晏啲", "晚点"), ("而家", "现在"), ("依家", "现在"), ("𠵱家", "现在"), ("即刻", "立刻"),
    ("月头", "月初"), ("月尾", "月底"), ("年尾", "年底"), ("出年", "明年"), ("旧年", "去年"),
    ("呢个", "这个"), ("今期", "这期"), ("嗰", "那"), ("𠮶", "那"), ("呢", "这"),
    ("旧水", "百块"), ("嚿水", "百块"), ("撇水", "千块"), ("嚿", "百"), ("蚊", "块"), ("文鸡", "块钱"),
    ("找数", "还钱"), ("找清", "还清"), ("找晒", "还清"), ("过数", "转账"), ("入数", "存钱"), ("畀", "给"),
    ("俾", "给"), ("争你", "欠你"), ("争我", "欠我"), ("成数", "全数"), ("成笔", "整笔"), ("埋尾", "最后"),
    ("净低", "剩下"), ("剩低", "剩下"), ("剩返", "剩下"), ("净返", "剩下"), ("攞", "拿"), ("唔", "不"), ("冇", "没"),
    ("嘅", "的"), ("咗", "了"), ("佢", "他"), ("哋", "们"), ("嚟", "来"), ("啲", "些"), ("嘢", "块"),
    ("系咪", "是不"), ("不系", "不是"), ("就系", "就是"), ("先系", "才是"), ("晒", "完"), ("喺", "在"),
    ("仔", "儿"), ("女话", "女说"), ("你话", "你说"), ("我话", "我说"), ("佢话", "他说"), ("他话", "他说"),
    # Sichuan, Shanghai, the north
    ("勒个", "这个"), ("勒周", "这周"), ("莫得", "没有"), ("莫法", "没法"),
    ("后礼拜", "下礼拜"), ("得行", "可以"), ("晌午", "中午"),
    ("阿拉", "我们"), ("侬", "你"), ("伊", "他"), ("勿", "不"), ("铜钿", "钱钱"), ("钞票", "钱钱"), ("俺", "我"),
    ("咱", "我"), ("恁", "你"), ("拢共", "一共"), ("统共", "一共"), ("满共", "一共"),
)  # fmt: skip
_LONGEST_FIRST = re.compile(
    "|".join(sorted((re.escape(wrong) for wrong, _ in _REGIONAL), key=len, reverse=True))
)
_AS = dict(_REGIONAL)
# Words that hold one of the characters above and mean something else.
_ELSEWHERE = ("呢呢", "晒太阳", "晒伤", "晒衣", "伊朗", "牛仔", "请勿", "勿念", "咱们", "伊斯兰")
_KEPT = re.compile("|".join(_ELSEWHERE) + r"|呢(?![个期周月礼星])|晒(?=[谷粮干黑])")


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """``text`` in the one form that the readers of Mandarin know, as long as it was."""
    narrow = (unicodedata.normalize("NFKC", char) for char in text)
    even = "".join(folded if len(folded) == 1 else char for folded, char in zip(narrow, text, strict=True))
    simplified = _simplifier().convert(even)
    if len(simplified) != len(even):
        simplified = "".join((_simplifier().convert(char) + char)[0] for char in even)
    return mended(_in_mandarin(simplified))


def _in_mandarin(text: str) -> str:
    kept = [found.span() for found in _KEPT.finditer(text)]

    def replaced(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in kept):
            return found[0]
        return _AS[found[0]]

    return _LONGEST_FIRST.sub(replaced, text)
