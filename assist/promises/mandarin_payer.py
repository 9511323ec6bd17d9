"""Who is to pay, as a Mandarin utterance has it. Reads folded text.

For every word of paying the subject nearest before it in its clause counts: 我让我弟打给你 is the brother's to pay,
我老婆说我明天还 the speaker's. A word of paying without a subject tells nothing, nor does money that goes to the
speaker (我妈打给我).
"""

from __future__ import annotations

import re
from typing import Literal

RELATION = (
    r"(?:老婆|老公|爱人|妻子|丈夫|先生|太太|媳妇|对象|男朋友|女朋友|男友|女友|爸妈|爸爸|妈妈|父母|父亲|母亲|爸|妈|爹|娘|老爸|老妈|"
    r"儿子|女儿|闺女|个儿|个女|哥哥|姐姐|弟弟|妹妹|大哥|二哥|大姐|哥|姐|弟|妹|叔叔|叔|伯伯|舅舅|舅|姑姑|姑妈|阿姨|姨|婶|嫂子|姐夫|妹夫|"
    r"女婿|亲戚|朋友|同学|同事|战友|家里人?|屋头|老板|老板娘|合伙人|担保人|保人|律师|岳父|岳母|公公|婆婆|爷爷|奶奶|亲家|孩子|"
    r"兄弟|闺蜜|室友|前夫|前妻)"
)
_OTHER = (
    rf"(?:(?:我们?|他|她|你)(?:家|个|那个)?的?|阿)?{RELATION}(?!的?(?:钱|工资|卡|赔|那|生日|病|手术|学费))|"
    r"(?<!其)他们?|她们?|保险公司|保险|平台方|甲方|"
    r"(?<!你们)(?<!你)(?<!我)(?<!本)(?<!贵)(?:我们)?"
    r"(?:公司|单位|厂里|厂|财务|会计|老板|学校|队里|村里|社保局?|法院|拆迁办)(?!账|的?账|发|的钱)"
)
_ME = (
    rf"(?:我司|我公司|我方|本公司|我们?|本人)(?:自己|这边)?"
    rf"(?!家?的?{RELATION}|们?公司|们?单位|们?厂|的(?:卡|钱|工资))"
)
_SUBJECT = re.compile(rf"(?P<other>{_OTHER})|(?P<me>{_ME})")
# What is borrowed, got or asked of somebody is still the speaker's to pay.
_FROM = re.compile(r"(?:跟|找|向|问|和|从|等|求|靠|给|帮|替|比|对|欠|被|还|管|让你|你)$")
_TO_ME = re.compile(r"(?:账|转|打|汇|发|借|钱|结|退)给$")
_PAYS = re.compile(
    r"还(?=[到的了你您给上清完这那掉钱一二三四五六七八九两十百千万半全明今后下周礼呗吧呀啊呢嘛㗎架嘅喇啰咯\d,]|我?帮|$)|转(?!正)|打(?!电话|工|烊|算|听|扰|招呼)|"
    r"存(?!折|款)|交(?!班|房租)|缴|付|汇(?!报)|垫|寄|给(?=你|您)|出(?=钱|一半|一部分|大头|[一二三四五六七八九两\d])|清(?!楚)|补(?!习|课)|"
    r"结(?=清|给你|掉|给您)|拨(?!打)|划|凑|处理|扣(?!我|掉|了我)|带(?=现金|钱|着钱)|搞定|扫(?!地)"
)
_TO_SOMEBODY_ELSE = re.compile(
    r"^(?:账|钱|了|给|过|点|[一二三四五六七八九两百千万])*(?:我(?!这|们这|那)|他|她|房东|医院|学校)"
)
_NOT_PAYING = re.compile(r"(?:别|不|没|不用|不要|别再|不肯|不会|没法|不能|不想|借|已经|电话)$")
_FOR_ANOTHER = re.compile(
    rf"(?:替|帮)(?:他|她|我?{RELATION})[^,。;]{{0,10}}(?:还|交|付|缴|转|垫|给|清|送|存|打)|"
    r"我是(?:他|她)(?:的)?[^,。]{1,4}(?:[,。].*)?我[^。]{0,12}(?:还|交|付|缴|转|垫|给)"
)
# 我老公说周六: the day is what somebody else says.
_OTHER_SAYS = re.compile(
    rf"(?:我{RELATION}|(?<!其)[他她])(?<!老板)(?:刚才|刚)?(?:说|讲|答应|保证)了?,?(?:[他她])?(?:就|最晚|最迟)?"
    r"(?:周|星期|礼拜|明天|后天|今天|今晚|下个?[周月星礼]|这两天|过两天|月底|[一二三四五六七八九十\d]{1,3}[号日])(?![^,。;!?]{0,4}(?:发|结|给我|打给我|转给我|借我|借给我|转我|打我|到账))"
)
_CLAUSES = re.compile(r"[,，。;；!！?？…、]|了就|了再|的话|以后|之后")


def payer(folded: str) -> Literal["debtor", "third_party"] | None:
    """Who pays by these words; None where they name nobody who does."""
    if _FOR_ANOTHER.search(folded):
        return "third_party"
    told: Literal["debtor", "third_party"] | None = None
    for clause in _CLAUSES.split(folded):
        for pays in _PAYS.finditer(clause):
            before = clause[: pays.start()]
            if _TO_SOMEBODY_ELSE.search(clause[pays.end() :]) or _NOT_PAYING.search(before):
                continue
            subject = _subject(before)
            told = subject or told
    if told is None and _OTHER_SAYS.search(folded):
        return "third_party"
    return told


def _subject(before: str) -> Literal["debtor", "third_party"] | None:
    for found in reversed(list(_SUBJECT.finditer(before))):
        if found["me"] and _TO_ME.search(before[: found.start()]):
            # 我妈转账给我先还: from there on it is the speaker who acts.
            return "debtor"
        if _FROM.search(before[: found.start()]):
            continue
        return "third_party" if found["other"] else "debtor"
    return None
