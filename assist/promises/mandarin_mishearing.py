"""Words of money and time that a Mandarin recogniser took for others of the same sound, put right.

下个月八好 is 下个月八号, 圣下三白 is 剩下三百. A word counts as misheard where its toneless syllables are those of a
word of the list and at least half its characters are right; a single character only between neighbours that
leave it no other meaning. The number of characters never changes.
"""

from __future__ import annotations

import functools
import re
from collections import Counter

_WORDS = (
    "下个月", "这个月", "月底", "月初", "明天", "后天", "今天", "周末", "剩下", "剩余", "还清", "结清", "工资",
    "尾款",
    "之前", "左右", "每月",
)  # fmt: skip
_MEANT_SO = (
    "省下",
    "生下",
    "前天",
    "近天",
    "还轻",
    "还请",
    "还青",
    "留下",
    "月第一",
    "月第二",
    "月第三",
    "月第四",
    "月第几",
)

_DIGIT = "[一二三四五六七八九两几]"
_DAY = r"(?:[1-3]?\d|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_BETWEEN = tuple(
    (re.compile(pattern), right)
    for pattern, right in (
        # After a day of the month: surely a date where a month stands before it, else where paying follows.
        (rf"(?<=月){_DAY}(?P<wrong>[好浩耗毫豪郝])(?![吗吧么几])", "号"),
        (
            rf"(?<![百千万\d两一二三四五六七八九十廿]){_DAY}(?P<wrong>[好浩耗毫豪郝])"
            r"(?=之前|以前|前|左右|那天|给|还|转|打|存|交|缴|再|先|我|发工资|到账|[一二三四五六七八九两][百千万])",
            "号",
        ),
        (r"(?P<wrong>[里李理利离丽])拜[一二三四五六日天](?!拜)", "礼"),
        (r"礼(?P<wrong>[败百白摆])[一二三四五六日天]", "拜"),
        (r"[下这本个](?P<wrong>[心新兴型形行])[期其][一二三四五六日天]", "星"),
        (r"全(?P<wrong>[不布])(?=还清|结清|付清|还|给你|给您|缴|交|转|打)", "部"),
        (rf"(?<!一穷二)(?<={_DIGIT})(?P<wrong>[白摆柏])(?![眼色天费给])", "百"),
        (rf"(?<={_DIGIT})(?P<wrong>[签迁牵铅谦])(?=[一二三四五六七八九块元])", "千"),
        (rf"(?<={_DIGIT})(?P<wrong>[碗玩湾])(?=[一二三四五六七八九块元])", "万"),
        (r"(?<![力数质一])(?P<wrong>[凉量亮梁])(?=[百千万]|个月)", "两"),
        (r"(?P<wrong>[武舞])(?=[百千])", "五"),
        (r"(?P<wrong>[山伞])(?=[百千])", "三"),
        (r"(?P<wrong>[巴扒])(?=[百千])", "八"),
        (r"(?P<wrong>[酒久])(?=[百千])", "九"),
        (r"(?P<wrong>[溜柳])(?=[百千])", "六"),
        (r"(?<=[二三月])(?P<wrong>[是时石实])(?=[一二三四五六七八九]?号)", "十"),
        (r"(?<=[百千万元])(?P<wrong>[快筷])(?=钱|[,，。]|$)", "块"),
        (rf"(?:给你们?|给您|再|先)(?P<wrong>大)(?=个?(?:{_DIGIT}|\d|十|过))", "打"),
        (rf"(?:给你们?|给您|再给|先给)(?P<wrong>[赚专砖])(?=个?(?:{_DIGIT}|\d|十|过))", "转"),
        (rf"(?<![热划无在专一电连离短前直海新])(?P<wrong>[线鲜])(?=[还转交给]|存(?:{_DIGIT}|\d))", "先"),
        (r"(?:还|付|给|转|交|缴)(?P<wrong>一般)(?!的|都|来|人|般|情况|是)", "一半"),
        (
            r"(?<=[一二三四五六七八九十百千万块我先再])(?P<wrong>环)(?=[给你您了上清一二三四五六七八九两])",
            "还",
        ),
        (r"(?<=[下这本每])(?P<wrong>[州粥洲舟])(?=[一二三四五六日天末])", "周"),
    )
)


def mended(text: str) -> str:
    """``text`` with what was misheard put right, as long as it was."""
    characters = list(text)
    meant = [found.span() for word in _MEANT_SO for found in re.finditer(word, text)]
    for word, sound in _sounds().items():
        for start in _half_alike(text, word):
            end = start + len(word)
            if any(start < stop and begin < end for begin, stop in meant):
                continue
            heard = zip(text[start:end], word, sound, strict=True)
            if all(mine == right or _syllable(mine) == syllable for mine, right, syllable in heard):
                characters[start:end] = word
    mended_text = "".join(characters)
    for pattern, right in _BETWEEN:
        mended_text = pattern.sub(lambda found, right=right: _swap(found, right), mended_text)  # type: ignore[misc]
    return mended_text


def _swap(found: re.Match[str], right: str) -> str:
    start, end = found.start("wrong") - found.start(), found.end("wrong") - found.start()
    return found[0][:start] + right + found[0][end:]


@functools.lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    """The usual toneless reading of one character; the character itself where it has none."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(character)) or character


@functools.cache
def _sounds() -> dict[str, list[str]]:
    from pypinyin import lazy_pinyin

    return {word: lazy_pinyin(word) for word in _WORDS}


def _half_alike(text: str, word: str) -> set[int]:
    """Where ``text`` has at least half the characters of ``word`` in their places, but not all of them."""
    hits: Counter[int] = Counter()
    for place, character in enumerate(word):
        at = text.find(character)
        while at >= 0:
            hits[at - place] += 1
            at = text.find(character, at + 1)
    last = len(text) - len(word)
    return {
        start for start, same in hits.items() if 0 <= start <= last and len(word) <= same * 2 < len(word) * 2
    }
