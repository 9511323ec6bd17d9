"""Sums of money as spoken in Mandarin. Reads text folded to simplified (see ``promises``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assist.tagging.mandarin_numbers import NUMERAL, read_numeral
from assist.tagging.mentions import AmountMention, DateMention

_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("人民币", "CNY"), ("美金", "USD"), ("美元", "USD"), ("美刀", "USD"), ("港币", "HKD"), ("港元", "HKD"),
    ("港纸", "HKD"), ("新台币", "TWD"), ("台币", "TWD"), ("新币", "SGD"), ("马币", "MYR"), ("令吉", "MYR"),
    ("欧元", "EUR"), ("英镑", "GBP"), ("日元", "JPY"), ("日币", "JPY"), ("澳币", "AUD"), ("加币", "CAD"),
)  # fmt: skip
_CODES = dict(_CURRENCIES)
_NAMED = "|".join(name for name, _ in _CURRENCIES)
_PLAIN = r"块钱|块|元钱|元整|元|圆|蚊|钱"
_SUM = re.compile(
    rf"(?P<sign>[¥￥$])?(?P<number>{NUMERAL})(?:多|来|几|把)?(?P<unit>{_NAMED}|{_PLAIN})?"
    r"(?P<fraction>(?:[\d一二三四五六七八九](?:毛|角)(?:[\d一二三四五六七八九]分)?|"
    r"(?<=块)[\d一二三四五六七八九](?![\d号月天点个日期]))钱?)?"
)
_ABOUT_ONE = re.compile(r"(?<![\d一二三四五六七八九两十百千几])(?P<unit>百|千|万)(?:把|来|十来)块?钱?")
_NOT_MONEY = re.compile(
    r"^(?:号|日|月|年|点|天|个|期|次|岁|人|分钟|分之|分(?!钱)|小时|钟头|周|星期|礼拜|楼|路|张|%|折|斤|"
    r"亩|公里|口|家|遍|倍|成|"
    r"代|层|站|级|本|件|台|辆|位|多号|来号|来天|多天|多年|条|笔|套|班|种|头|来个|多个)"
)
_DIGITS_OF_SOMETHING = re.compile(
    r"(?:尾号|末四位|后四位|卡号|单号|编号|工号|电话|热线|账号|微信|编码|拨打)(?:是|为)?$"
)
_HOTLINE = re.compile(
    r"^(?:12315|12378|12345|12348|12363|12321|12377|96110|110|119|120|10086|1\d{10}|400\d{7})$"
)
_SHARE = re.compile(
    rf"(?P<half>一半|半数)|(?P<parts>{NUMERAL})分之(?P<of>{NUMERAL})|(?P<percent>{NUMERAL})%|"
    rf"(?P<tenths>[一二两三四五六七八九])成"
)
_REST = re.compile(r"剩下的?|剩余的?|余下的?|其余的?|余款|另外?一半|差的那?部分|后面的")
_WHOLE = re.compile(
    r"全部|全额|全款|一次性|结清|还清|缴清|付清|清掉|所有|整笔|全都|足额|一把还|都还了|全还|一次还"
)
_PART = re.compile(r"一部分|部分(?!人)|一点儿?|一些|多少先|能还多少")
_PAY = r"还|转|打|存|交|缴|付|给|入|汇|扣|补|拿|攞|畀|俾|整|归拢|凑|寄|清|先|刷|充"
_PAY_BEFORE = re.compile(rf"(?:{_PAY})[^,，。;；!！?？]{{0,10}}$")
_PAY_AFTER = re.compile(rf"^[^,，。;；!！?？]{{0,6}}?(?:{_PAY}|过去|过来)")
_OTHER_BEFORE = re.compile(
    r"(?:少了?|欠了?(?:你们?|您)?(?:公司|平台|银行)?|就剩|只剩|剩了?|只有|工资|薪水?|收入|挣|赚|房租|"
    r"租金|能有|才有|花了?|扣了|罚|涨了?|多收了?|"
    r"借了?|贷了?|利息|罚息|违约金|滞纳金|手续费|服务费|额度|押金|本金是|卖了?|学费|药费|还了|还过|交了|打了|"
    r"转了|付了|存了|缴了|生活费|月供)"
    r"(?:是|要|就|才|都|也|有|大概|差不多|了|你们?|您|我|他|一共|个|的|总共|将近|不到){0,3}$"
)
_OTHER_AFTER = re.compile(r"^(?:我|要|得|用来)?(?:买|吃饭|吃药|留着|交房租|给孩子|做本|进货)")
_TOTAL_BEFORE = re.compile(r"(?:一共|总共|合计|共计|共|总额|总计|全部|结清)(?:是|要|需要?|欠款?|应还)?$")


def find_amounts(folded: str, dates: Sequence[DateMention]) -> list[AmountMention]:
    """The sums and shares named, in order; what is part of a date is no sum."""
    taken = [False] * len(folded)
    for date in dates:
        if not date.weak:
            taken[date.start : date.end] = [True] * (date.end - date.start)
    found = []
    for mention in (*_shares(folded), *_exact(folded), *_unnamed(folded)):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _exact(folded: str) -> Iterator[AmountMention]:
    for found in _SUM.finditer(folded):
        number, unit = found["number"], found["unit"]
        value = read_numeral(number)
        before, after = folded[: found.start()], folded[found.end() :]
        if value is None or value == 0 or _HOTLINE.match(number) or _DIGITS_OF_SOMETHING.search(before):
            continue
        if before.endswith(("第", "初", "十月", "分之")) or (
            before.endswith("万") and number.startswith("一")
        ):
            continue
        offered = bool(_PAY_BEFORE.search(before) or _PAY_AFTER.search(after))
        if unit is None and found["sign"] is None:
            if _NOT_MONEY.match(after):
                # 一百一个月 is a hundred, every month.
                if (
                    len(number) < 3
                    or number[-2] not in "十百千万"
                    or not after.startswith(("个月", "期", "天", "周"))
                ):
                    continue
                value = read_numeral(number[:-1]) or value
            # A bare 三 is no sum; a bare 八十 is one where somebody speaks of paying.
            if value < 10 or (value < 100 and not offered):
                continue
        if found["fraction"]:
            value += _fraction(found["fraction"])
        currency = _CODES.get(unit or "")
        yield _sum(folded, found.start(), found.end(), value, currency, offered)
    for found in _ABOUT_ONE.finditer(folded):
        value = Decimal({"百": 100, "千": 1000, "万": 10_000}[found["unit"]])
        before, after = folded[: found.start()], folded[found.end() :]
        offered = bool(_PAY_BEFORE.search(before) or _PAY_AFTER.search(after))
        yield _sum(folded, *found.span(), value, None, offered)


def _sum(
    folded: str, start: int, end: int, value: Decimal, currency: str | None, offered: bool
) -> AmountMention:
    before = folded[:start]
    return AmountMention(
        start,
        end,
        "exact",
        value,
        currency,
        offered=offered,
        other=bool(_OTHER_BEFORE.search(before) or _OTHER_AFTER.search(folded[end:])),
        total=bool(_TOTAL_BEFORE.search(before)),
    )


def _fraction(text: str) -> Decimal:
    jiao = re.match(r"(.)(?:毛|角)?", text)
    fen = re.search(r"(.)分", text)
    tenths = read_numeral(jiao[1]) if jiao else None
    hundredths = read_numeral(fen[1]) if fen else None
    return (tenths or Decimal(0)) / 10 + (hundredths or Decimal(0)) / 100


def _shares(folded: str) -> Iterator[AmountMention]:
    for found in _SHARE.finditer(folded):
        if found["half"]:
            if folded[: found.start()].endswith("另"):
                continue
            share: Decimal | None = Decimal("0.5")
        elif found["parts"]:
            parts, of = read_numeral(found["parts"]), read_numeral(found["of"])
            share = of / parts if parts and of else None
        elif found["percent"]:
            percent = read_numeral(found["percent"])
            share = percent / 100 if percent else None
        else:
            tenths = read_numeral(found["tenths"])
            share = tenths / 10 if tenths else None
        before, after = folded[: found.start()], folded[found.end() :]
        offered = bool(_PAY_BEFORE.search(before) or _PAY_AFTER.search(after))
        if share is not None and 0 < share <= 1 and (offered or found["half"]):
            yield AmountMention(found.start(), found.end(), "share", share, offered=offered)


def _unnamed(folded: str) -> Iterator[AmountMention]:
    for pattern, kind in ((_REST, "rest"), (_WHOLE, "whole"), (_PART, "part")):
        for found in pattern.finditer(folded):
            yield AmountMention(found.start(), found.end(), kind, offered=True)  # type: ignore[arg-type]
