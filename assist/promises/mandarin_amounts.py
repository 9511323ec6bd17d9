"""Sums of money as spoken in Mandarin. Reads folded text (``mandarin_folding``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assist.promises.mandarin_numbers import DIGITS, Numeral, numerals, read_numeral
from assist.promises.mandarin_sum_use import PAY, is_of_the_debt, is_paid_outright, use_of_sum
from assist.promises.mentions import AmountKind, AmountMention, Component, DateMention

_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("人民币", "CNY"), ("美金", "USD"), ("美元", "USD"), ("美刀", "USD"), ("港币", "HKD"), ("港元", "HKD"),
    ("港纸", "HKD"), ("新台币", "TWD"), ("台币", "TWD"), ("新币", "SGD"), ("坡币", "SGD"), ("马币", "MYR"),
    ("令吉", "MYR"), ("欧元", "EUR"), ("英镑", "GBP"), ("日元", "JPY"), ("日币", "JPY"), ("澳币", "AUD"),
    ("澳元", "AUD"), ("加币", "CAD"), ("加元", "CAD"),
)  # fmt: skip
_CODES = dict(_CURRENCIES)
_NAMED = "|".join(name for name, _ in _CURRENCIES)
_AFTER_NUMERAL = re.compile(
    rf"(?:多|来|几|把|大几)?\s?(?P<unit>{_NAMED}|块钱|块(?!儿)|元钱|元整|元|圆|钱钱|钱)?"
    r"(?P<fraction>(?:[\d一二三四五六七八九](?:毛|角)(?:[\d一二三四五六七八九](?:分|(?![\d号月天点个日期十百千万次])))?|"
    r"(?<=块)[\d一二三四五六七八九](?![\d号月天点个日期十百千万次]|分不|分钱|分也))钱?)?"
)
_CURRENCY_BEFORE = re.compile(rf"(?:{_NAMED})$")
_ABOUT_ONE = re.compile(
    r"(?<![\d一二三四五六七八九两十百千万几数])(?:(?P<unit>百|千|万)(?:把|来|十来)|(?P<half>半)(?:千|百|万)(?=块|元))块?钱?"
)
_FEW = re.compile(
    r"(?:好几|大几|几|数)[百千万](?:来|多)?块?钱?|多少[^,。;!?]{0,6}多少|有多少|能[还给转凑]多少"
)
_NOT_MONEY = re.compile(
    r"^(?:号|日|月|年|点|天|个|期|次|岁|人|分钟|分之|分(?!钱|两|几|[二三四五六次期开成])|小时|钟头|周|星期|礼拜|楼|路|张|%|折|斤|"
    r"亩|公里|口|家|遍|倍|成|代|层|站|级|本|件|台|辆|位|多号|来号|来天|多天|多年|多岁|条|笔|套|班|种|头|来个|多个|"
    r"平|米|度|届|回(?!来|去)|集|页|排|座|时(?!候)|栋|室|秒|块儿)"
)
_COUNTED = ("个月", "期", "次", "回", "笔")
_DIGITS_OF_SOMETHING = re.compile(
    r"(?:尾号|末四位|后四位|卡号|单号|编号|工号|电话|热线|账号|微信|编码|拨打|打|第|门牌)(?:是|为)?$"
)
_HOTLINE = re.compile(
    r"^(?:12315|12378|12345|12348|12363|12321|12377|96110|110|119|120|10086|1\d{10}|400\d{7})$"
)
_TOGETHER = re.compile(r"^(?:儿|给|还|结|打|转|付|交|处理|弄|来|去|清|汇|了|算)")
_SHARE = re.compile(
    r"(?P<half>(?<!大)(?<!小)一半|半数|对半)|(?P<parts>[二三四五六七八九十两\d]{1,3})分之(?P<of>[一二三四五六七八九两]|\d{1,3})|"
    r"(?P<percent>\d{1,3}(?:\.\d+)?)%|百分之(?P<hundredths>[一二三四五六七八九十\d]{1,3})|"
    r"(?<![一二三四五六七八九\d])(?P<tenths>[一二两三四五六七八九])成(?!功|本|年)"
)
_REST = re.compile(
    r"剩下的?|剩余的?|余数|不够的|不足的|差额|缺的|余下的?|其余的?|余款|另外?(?:那)?一半|差的那?部分|后面的|剩的|其他(?:的)?|另外的|(?<![笔收的])(?:余额|尾数|尾款)(?!打过来|打给我|付给?我|到|进|结|下来|一到|宝|不足|一千|不够)"
)
_REST_LEFT_OPEN = re.compile(
    r"^,?[^,。;!?]{0,14}?(?:再说|再讲|再坐|再谈|先讲|再算|再看|慢慢|以后|能不能|可不可以|能分|(?:帮我|给我)[^,。]{0,4}(?:分|缓|延|留|宽)|做个?分期|分期|分(?:成|几|[二三四五六七八九十两\d]+)(?:个月|期|次)|重新|商量|考虑|想想|到时候?看|没谱|没影|不敢|容我|想办法|缓缓|往后|不知道|另说|再商量|说不准)"
)
_PUT_OFF = re.compile(r"再(?:说|谈|讲|看|商量)$")
_WHOLE = re.compile(
    r"全部|全额|全款|一次性|结清|还清|缴清|付清|交清|清掉|清账|清给|所有|整笔|全都|足额|一把还(?!清)|一把给|都还|都给|都转|都打|全还|全给|全转|全打|"
    r"一次还(?!清)|一笔清|一次清|一笔还(?!清)|全数|清了|清完|全清|还完(?!为止|再)|给完|结掉|平了|弄清|(?:你们?|您)结了|一块儿?结|都结|两清|连本带利|了断|了结|还齐|一口气"
)
_PART = re.compile(
    r"一部分|(?<!逾期)(?<!欠款)(?<!剩余)(?<!大)部分(?!人)|(?<![\d一二三四五六七八九十])一点儿?(?!也|都|钟|半|之前|前|多|左右)|一些|多少先|大半|一大半|小半|多还点|少还点|还点|给点|转点|凑点|打点(?!滴)"
)
# 把那两千三还了, 你们这个一千四: the debt itself.
_DEFINITE_BEFORE = re.compile(
    r"(?:(?<!上次)(?<!刚才)(?<!还是)(?:(?<=[^,。;!?])那|(?<!就)这)|你们(?:这|那)(?:个|笔|张|边|家|里)(?:少)?,?)$"
)
_OWING_AFTER = re.compile(r"^(?:[^,]{0,3}欠着|,?(?:对不对|对吧|没错吧))")
_INSTALMENT_BEFORE = re.compile(
    r"(?:先(?!把|紧着|给你们,)[^,]{0,10}|首[付期]款?|头[款期]|第一[期次笔]|每[期次笔]|每个?月[^,]{0,8}|分期[^,]{0,4}|一个?月[^,]{0,6}|那期,?|(?:每次|每回|一周|每周|[一每]个?(?:礼拜|星期))[^,。;!?]{0,8})$"
)
_INSTALMENT = re.compile(
    r"先(?:把)?(?:还|补|交|付|给|清)?(?:了|掉|你们?|个)*(?:利息|罚息|本金|最低|一期|这期|那期|一个月|头一期)"
)
_COMPONENTS: tuple[tuple[Component, str], ...] = (
    ("minimum", r"最低(?:还款额?|应还|额度?|的)?(?!消费|生活)"),
    ("period", r"(?:这|本|当|那|头|上)一?期的?|这个月的|本月的|当月的|一期|月供"),
    ("interest", r"利息|罚息|违约金|滞纳金|手续费"),
    ("principal", r"本金"),
)
_NAMED_COMPONENTS = tuple(
    (component, re.compile(rf"(?:{words})(?:是|要|还|应还|还款|为|一共|总共|的|就|:)*$"))
    for component, words in _COMPONENTS
)
_MEANT_COMPONENTS = tuple(
    (
        component,
        re.compile(
            rf"(?:(?<![不没])(?:还|补|交|付|缴|清|结|存|把)(?:掉|了|上|你们|个|那|这|住)*(?P<after>{words})(?!给我|[^,。;!?]{{0,3}}[免减停抹])|"
            rf"(?P<before>{words})(?!应)(?:钱|那部分)?(?:我)?(?:可以(?!免|减)|就?行(?!吗)|"
            r"[^,。;!?不没应]{0,6}(?:还|付|交|缴|补|清|结|给(?=你|您))(?!.{0,3}[免减])))"
        ),
    )
    for component, words in _COMPONENTS
)
IN_ONE_GO = re.compile(r"^(?:一口气|一次性|一把还|一把给|一次还|一笔还)$")
"""Words for paying at once, which tell of all that is owed only where no sum is named."""
_PLAIN_HALF = Decimal("0.5")


def find_amounts(folded: str, dates: Sequence[DateMention]) -> list[AmountMention]:
    """The sums and shares named, in order; what is part of a date is no sum."""
    without_days = list(folded)
    for date in dates:
        if not date.weak:
            without_days[date.start : date.end] = "\0" * (date.end - date.start)
    blanked = "".join(without_days)
    taken = [char == "\0" for char in blanked]
    found = []
    for mention in (
        *_shares(folded),
        *_few(folded),
        *_exact(folded, blanked),
        *_components(folded),
        *_unnamed(folded),
    ):
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _exact(folded: str, blanked: str) -> Iterator[AmountMention]:
    last = -1
    for numeral in numerals(blanked):
        # 八百一千的: a range, of which the lower counts.
        beside, last = numeral.start == last and numeral.value >= 100, numeral.end
        if beside and blanked[numeral.end : numeral.end + 1] in ("的", "块", "左", "吧"):
            continue
        found = _AFTER_NUMERAL.match(blanked, numeral.end)
        mention = _sum(folded, blanked, numeral, found) if found else None
        if mention is not None:
            yield mention
    for about in _ABOUT_ONE.finditer(blanked):
        unit = about["unit"] or about[0][1]
        value = Decimal({"百": 100, "千": 1000, "万": 10_000}[unit])
        yield _used(folded, about.start(), about.end(), value / 2 if about["half"] else value, None)


def _sum(folded: str, blanked: str, numeral: Numeral, found: re.Match[str]) -> AmountMention | None:
    before, after = folded[: numeral.start], blanked[found.end() :]
    spoken = folded[numeral.start : numeral.end]
    value, end, unit = numeral.value, found.end(), found["unit"]
    if value == 0 or _HOTLINE.match(spoken):
        return None
    if before.endswith(("第", "初", "分之")) or (
        len(spoken) > 2 and spoken.isdigit() and _DIGITS_OF_SOMETHING.search(before)
    ):
        return None
    if set(spoken) <= set(DIGITS) and _DIGITS_OF_SOMETHING.search(before):
        return None
    if unit == "块" and value == 1 and not found["fraction"] and _TOGETHER.match(after):
        # 一块给你: together.
        return None
    currency = _CODES.get(unit or "")
    if currency is None and (named := _CURRENCY_BEFORE.search(before)):
        currency = _CODES[named[0]]
    if unit is None and currency is None and not before.endswith(("¥", "￥", "$")):
        if _NOT_MONEY.match(after):
            counted = _before_a_count(spoken, after)
            if counted is None:
                return None
            value, end = counted, numeral.start + len(spoken) - 1
        # A bare 三 is no sum; a bare 八十 is one where somebody speaks of paying.
        if value < 10 or (value < 100 and not is_paid_outright(folded, numeral.start)):
            return None
    if found["fraction"]:
        value += _fraction(found["fraction"])
    return _used(folded, numeral.start, end, value, currency)


def _before_a_count(spoken: str, after: str) -> Decimal | None:
    """一百一个月 is a hundred, every month; 一千二十四期 a thousand, in 24 instalments."""
    if not after.startswith(_COUNTED):
        return None
    for cut in range(len(spoken) - 1, 0, -1):
        count = read_numeral(spoken[cut:])
        if spoken[cut - 1] in "百千万" and count is not None and count < 100 and spoken[cut] not in "零〇":
            return read_numeral(spoken[:cut])
    return None


def _used(folded: str, start: int, end: int, value: Decimal, currency: str | None) -> AmountMention:
    use = use_of_sum(folded, start, end)
    paid = use == "owed" and is_of_the_debt(folded, start, end)
    before, after = re.split(r"[。;!?…]", folded[:start])[-1], folded[end : end + 10]
    component = _component(before, after)
    definite = bool(_DEFINITE_BEFORE.search(before) or _OWING_AFTER.search(after))
    return AmountMention(
        start,
        end,
        "exact",
        value,
        currency,
        offered=use == "offered" or paid,
        other=use in ("other", "doubtful") or (use == "owed" and not paid),
        doubtful=use == "doubtful",
        component=component,
        instalment=component in ("minimum", "interest")
        or bool(_INSTALMENT_BEFORE.search(before) or _INSTALMENT.search(folded)),
        total=use == "owed" or (definite and use != "other"),
    )


def _component(before: str, after: str) -> Component | None:
    for component, words in _COMPONENTS:
        if re.match(rf"^(?:块钱?|元)?(?:是|的)(?:{words})", after):
            return component
    return next((component for component, words in _NAMED_COMPONENTS if words.search(before)), None)


def _fraction(text: str) -> Decimal:
    jiao = re.match(r"(.)(?:毛|角)?", text)
    fen = re.search(r"[毛角](.)", text)
    tenths = read_numeral(jiao[1]) if jiao else None
    hundredths = read_numeral(fen[1]) if fen else None
    return (tenths or Decimal(0)) / 10 + (hundredths or Decimal(0)) / 100


def _shares(folded: str) -> Iterator[AmountMention]:
    for found in _SHARE.finditer(folded):
        before, after = folded[: found.start()], folded[found.end() :]
        if before.endswith(("另", "另外", "另外那", "另那")) or after.startswith(("多", "以上的")):
            continue
        if found["half"]:
            share: Decimal | None = _PLAIN_HALF
        elif found["parts"]:
            parts, of = read_numeral(found["parts"]), read_numeral(found["of"])
            share = of / parts if parts and of else None
        elif found["tenths"]:
            tenths = read_numeral(found["tenths"])
            share = tenths / 10 if tenths else None
        else:
            percent = read_numeral(found["percent"] or found["hundredths"])
            share = percent / 100 if percent else None
        if share is not None and 0 < share <= 1:
            offered = bool(
                re.search(rf"{PAY}[^,。;!?]{{0,10}}$", before)
                or re.search(rf"^[^,。;!?]{{0,8}}?{PAY}", after)
            )
            clause = re.split(r"[,。;!?…]", before)[-1] + re.split(r"[,。;!?…]", after, maxsplit=1)[0]
            if offered or len(clause) <= 8:
                yield AmountMention(found.start(), found.end(), "share", share, offered=offered)


def _few(folded: str) -> Iterator[AmountMention]:
    for found in _FEW.finditer(folded):
        yield AmountMention(found.start(), found.end(), "vague")


def _components(folded: str) -> Iterator[AmountMention]:
    """先把最低还了: a component of the debt whose sum was named before."""
    for component, pattern in _MEANT_COMPONENTS:
        for found in pattern.finditer(folded):
            start, end = found.span("after" if found["after"] else "before")
            yield AmountMention(start, end, "part", offered=True, component=component)


def _unnamed(folded: str) -> Iterator[AmountMention]:
    kinds: tuple[tuple[re.Pattern[str], AmountKind], ...] = (
        (_REST, "rest"),
        (_WHOLE, "whole"),
        (_PART, "part"),
    )
    for pattern, kind in kinds:
        for found in pattern.finditer(folded):
            left_open = kind == "rest" and (
                _REST_LEFT_OPEN.match(folded[found.end() :]) or _PUT_OFF.search(folded[: found.start()])
            )
            yield AmountMention(found.start(), found.end(), kind, offered=True, other=bool(left_open))
