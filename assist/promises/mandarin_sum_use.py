"""What a sum named in Mandarin is: offered, owed, earned, spent, refused, another's. Reads folded text."""

from __future__ import annotations

import re
from typing import Literal

SumUse = Literal["offered", "plain", "owed", "doubtful", "other"]
"""``offered``: a word of paying goes with it. ``plain``: nothing is said of it. ``owed``: the debt, or what parts
add up to. ``doubtful``: cash at hand, money that comes in, the other side's figure; the promise may mean it where
nothing else is offered. ``other``: none of the promise's business."""

PAY = (
    r"(?:还(?!有|剩|差|欠|是|不|没|款|在|行|好|得|早|过)|转(?!正)|打(?!电话|工|烊|来|我|算)|存|交(?!房租|学费|完班|水电|租)|缴|"
    r"付(?!我)|给(?!我)|入(?!职|院)|汇|扣(?!我|掉|了)|补(?!习|课)|拿(?!不|到|掉)|凑(?!不)|寄|清(?!楚|明)|先|刷|充|"
    r"出(?!粮|门|差|院|来|去|租|不)|弄|搞|整|划|结(?!婚)|平(?!台|时)|办|填|扫|处理|紧着)"
)
_FILL = r"(?:块钱?|元|我|的|是|也|就|都|真的?|可能|那个|这个|们)*"
_SUM_PAID = re.compile(rf"{PAY}[^,。;!?]{{0,8}}[\d一二三四五六七八九两百千万]")
_PAY_BEFORE = re.compile(rf"{PAY}[^,。;!?]{{0,10}}$")
_PAY_JUST_BEFORE = re.compile(rf"{PAY}(?:你们?|您|我们|上|个|出|掉|的|一下|那|这)*$")
_PAY_AFTER = re.compile(
    rf"^[^,。;!?]{{0,6}}?(?:{PAY}|过去|过来|行(?!不行|吗|么|就)|可以(?!吗)|没问题|成(?=[,。]))"
)
_PAY_LATER = re.compile(rf"^(?:(?![一二三四五六七八九两\d]+[十百千万])[^,。;!?]){{0,14}}?(?:{PAY}|补齐|过去)")

_REFUSED_AFTER = re.compile(
    rf"^[,。?!、]?{_FILL}(?:一下子|一次性?|现在|肯定|恐怕|实在|根本|暂时|确实|你们?|说|太|有点|拿|,)*"
    r"(?:太多|太高|太贵|太狠|(?<!多)多了(?!没|真|我|也|就|拿)|不行(?!就|你|的话|再说|拉倒|咱|我就)|不成|不得行|扛不住|拿不出|拿不起|"
    r"还不起|还不上|还不了|凑不|出不起|给不了|给不起|付不起|交不起|吃不消|受不了|顶不住|没有(?!再|多|更|问题|别的)|没得(?!问题)|没法|"
    r"不够(?!的)|不可能|不现实|办不到|做不到|搞不定|免谈|超出|负担不|承受不|有困难|有难度|压力太?大|不干|不同意|不接受|没戏|门都没)"
)
_REFUSED_BEFORE = re.compile(
    r"(?:别提|别说|不要说|(?<!是)不是(?!有|还有|说)|拿不出|还不起|还不了|还不上|凑不[齐出够]|哪有|哪来|哪里有|给不了|做不到|"
    r"没(?:有)?|怎么(?!办)[^,。;!?]{0,10}|别跟我提|不可能[^,。;!?]{0,4}|付不起|不想[^,。;!?]{0,3})(?:的|那么多|这么多|什么|那|这|他|它|是)*$"
)
_ASKED_AFTER = re.compile(r"^[^,。;!?]{0,3}(?:吗|么|嘛|\?)")
_ADVERB_OF_PAST = (
    r"(?:上[个一]?(?:月|周|礼拜|星期|期)|上[次回]|昨[天日晚]|前天|前[几两]天|早就|已经|刚刚?|去年|刚才|"
    r"(?:^|[我们,])(?:之前|以前))"
)
_PAID_BEFORE = re.compile(
    rf"(?:还|转|打|存|交|缴|付|给|汇|过|扣)(?:过|了|掉了)(?:你们?|您|我们?|他们|的|那|大概|一共|一笔|有|个|差不多|将近)*$|"
    rf"{_ADVERB_OF_PAST}[^,。;!?]{{0,8}}(?:还|转|打|存|交|缴|付|给|汇|扣)[^,。;!?]{{0,4}}$"
)
_PAID_AFTER = re.compile(
    r"^(?:块钱?|元)?(?:你们?)?(?:不是|不)?(?:都|就|已经|也|早就|早)*(?:转|还|打|付|交|存|汇|缴|给)(?:了|过)(?!就|行|算|以后|之后)"
)
_PAST = re.compile(rf"{_ADVERB_OF_PAST}[^,。;!?]{{0,8}}$")

_SPENT_BEFORE = re.compile(
    r"(?:房租|房贷|车贷|租金|学费|药费|医药费|住院费?|手术费?|生活费|补习费?|补课费?|水电费?|伙食费?|月供|份子钱|物业费?|保险费?|饭钱|"
    r"油费|花|(?<!给你)(?<!给你们)(?<!给您)留|修|买|罚款?|涨|多收|房东|看病|奶粉钱?|彩礼|一天就|吃饭|开销|贷|借给[^,。]{1,3}|砸|亏|赔了|用)"
    r"(?:了|要|就|是|得|都|才|也|一个月|每个?月|交|花|我|一天|大概|差不多|将近|掉|又|至少|到|还要|去|了)*$"
)
_EARNED_BEFORE = re.compile(
    r"(?:工资|薪水?|月薪|底薪|收入|挣|赚|低保|退休金|养老金|到手|工钱|(?<![最至])少|人工|补助|营业额|流水|业绩)"
    r"(?:了|是|有|才|就|能|都|也|大概|差不多|一个月|每个?月|到手|只有|个|到|我|将近|不到|也就|发|拿|一共)*$"
)
_WAGE_BEFORE = re.compile(r"(?:干|做)满[^,]{0,4}[给拿有]$")
_WAGE_PERIOD_BEFORE = re.compile(
    r"(?:一个?月|一天|一年)(?:才|也就|只有|就|不到)+$|(?:一个?月|一天|一周|每个?月|每天|一年|月)(?:能|才|就|也就|只|大概|只能)*(?:有|挣|赚|拿|发|收|进)(?:个|到|了)*$"
)
_WINDFALL_BEFORE = re.compile(
    r"(?:(?<![本租])金|提成|[补津]贴|补助|会钱|[^还欠贷本尾余借催]款(?:是|有)|赔偿款|拨|(?:稿|劳务|课时|讲课|监考|夜班|代课|工程|运)费|加班费|年终奖?|货款|工程款|红包|卖了?|借了?|借到|贷到|贷了|到账|进来|收了?|"
    r"发(?!现|到)|攒了?|凑了|凑到|退了?|赔(?!了))(?:了|是|有|才|就|能|会|都|也|大概|差不多|个|到|我|我们|回来|给我|出去|出|一共)*$"
)
_CASH_BEFORE = re.compile(
    r"一期$|欠了?我(?!们)$|(?:我|他|她|家)那?(?:里|儿|边)?还?有(?:个|的)?$|(?:手[里上头]|卡[里上]|兜里|身上|口袋里?|家里|屋里|银行卡|钱包|微信里?|支付宝里?|账[户上]里?|户口|存折)[^,。;!?]{0,5}$|"
    r"(?:只有|才有|就有|只得|总共就|也就|能有|拿得出|拿出来的|我[^,。;!?]{0,3}(?:就剩|只剩|还剩))(?:下|了|个|得|的)*$"
)
_COMES_IN_AFTER = re.compile(
    r"^(?:块钱?|元)?(?:要|会|就|能|才)?(?:到账|下来|进账|到手|进来|打进来|入账|在身|在手|在卡)"
)
_COME_IN = re.compile(r"(?:(?:给|退|赔|还|结|发|转|打|折|付|汇)(?:给)?我|到账|下来|进来|到手)(?:了|的)?$")
_DRAWN_BEFORE = re.compile(
    r"(?:房贷|车贷|信用卡|房租|保险|社保|花呗)[^,。;!?]{0,8}(?:扣|要|交|还|得)(?:了|我)?$"
)
_LIMIT_BEFORE = re.compile(
    r"(?:限额|上限|额度|单笔|一天|每天|单日|日限|每日)(?:限额|最多|只能|是|一天|转|为|最高|刷|取|就)*$"
)
_REDUCED_BEFORE = re.compile(
    r"(?:减|免|减免|优惠|便宜|少收|扣掉?|抵|抵扣|省)(?:掉|了|我|给[你您我]?|您|的|到期)*$"
)
_OTHERS_BEFORE = re.compile(
    r"(?:花呗|借呗|微粒贷|白条|信用卡|网贷(?:总共|一共)?|京东|美团|拼多多|抖音|度小满|360|小贷|别家|别的平台|另一家|朋友|亲戚|老家|隔壁|别人|"
    r"我妈|我爸|银行)(?:那边|那里|那儿|还有?|也|欠了?|是|要|就|有|的|借了?|钱|家)*$"
)
_OTHER_AFTER = re.compile(
    r"^(?:块钱?|元)?(?:我|要|得|用来|是)*(?:减[一二三四五六七八九两\d]|(?:你们?|您)(?:去)?(?:找|问|跟|向)(?!我)|买|吃饭|吃药|留着|交房租|给孩子|给老人|做本|进货|生活|过日子|加油|看病|存着|交学费|"
    r"(?:的|是)?(?:工资|薪水|房租|学费|利息|罚息|违约金|滞纳金|手续费|服务费|生活费|押金|奖金|底薪|月供|伙食|药费|医药费|电话|限额|额度|"
    r"上限|水电)|(?:那)?(?:就)?是(?:给|去年|上|之前|以前|另外|别|孩子|学费|买|吃|借|留|你们?(?:算错|多))|定金)"
)
_LEFT_OPEN_AFTER = re.compile(
    r"^[^,。;!?剩余其]{0,14}?(?:再说|再讲|再谈|再想办法|再看|再商量|另说|慢慢来|以后再|容我想|先讲|先不管|没着落|"
    r"(?:你们?|您|给我|帮我)+(?:做个?)?分(?:成|期|[一二三四五六七八九十两几\d]+(?:个月|期)))"
)
_ANOTHER_MATTER = re.compile(
    r"房租|房贷|车贷|房东|学费|药费|医院|住院|工资|薪水|花呗|借呗|信用卡|生活费|彩礼"
)
_PRINCIPAL_AFTER = re.compile(r"^(?:块钱?|元)?的?(?:本金|欠款|债|账单|逾期)")
_WITHIN_AFTER = re.compile(
    r"^(?:块钱?|元)?(?:里头|里面|当中|之中|中间|里边|(?:我)?分[一二三四五六七八九十两几\d]+(?:个月|期|次|笔|年))"
)
_OWED_BEFORE = re.compile(
    r"(?:欠款?|欠费|欠账|该|应还|应缴|应付|本金|总额|总欠款|账单|合计|共计|总计|一共|总共|统共|结欠|尾款|尾数|余额|待还|剩余|"
    r"逾期(?:金额|本金|款)?|结清(?:金额)?|贷款|本息|最低还款额?|最低|还有|还差|还欠|就差|就欠|只差|只欠|就剩|只剩|还剩|差|加起来|正好|刚好|"
    r"(?:就|凑|也)够|凑成|凑齐|等于|这样就|整期|这期|本期|月供|剩|(?:你们|总共|一共)这?才)"
    r"(?:了|着|的|是|要|还|需要?|应还|你们?|您|我们?|公司|平台|银行|为|大概|差不多|不是|就|总共|一共|有|总计|合计|金额|款|您的|这边|"
    r"这里|那里|目前|只|下|得|也|多)*$"
)
# 剩下的八百六 is a part of the promise; 就剩一千一 is what is left of the debt.
_REST_BEFORE = re.compile(
    r"(?:剩下?的|(?<![就只还才])剩下?|余下的?|其余的?|剩余的?|最后|尾巴|另外|余款|尾款)(?:的|那|这|个|还有|一笔|再|大概)*$"
)
_QUOTED_BEFORE = re.compile(
    r"(?:你们?|您|他们?|人家|客服)(?:刚才?|上次|一直|老)?(?:说|讲|要|让我|叫我|喊我|非要|报|开口就?|提|写)"
    r"(?:的|我|还|先|一次性?|一下子?|拿|凑|给|那个|是|出|要|交|什么|最低|现在|今天|马上)*$"
)
_AGREED_AFTER = re.compile(
    r"^(?:块钱?|元)?(?:我)?(?:可以|行(?!不行|吗)|没问题|同意|就|认|成|好(?!多)|中|要得|办)"
)
_TO_CAP = re.compile(r"(?:减|降|免|优惠)到$")


def use_of_sum(folded: str, start: int, end: int) -> SumUse:
    """What the sum at half-open ``start``/``end`` is said to be."""
    clause = re.split(r"[,。;!?…]", folded[:start])[-1]
    before, after = clause[-24:], folded[end : end + 24]
    if (
        _is_refused(before, after)
        or _WAGE_BEFORE.search(before)
        or _DRAWN_BEFORE.search(before)
        or (_OTHER_AFTER.search(after) and not _PAY_JUST_BEFORE.search(before))
    ):
        return "other"
    if _LEFT_OPEN_AFTER.search(after):
        return "other"
    if _comes_in(before, after, folded[:start]):
        return "offered" if _PAY_JUST_BEFORE.search(before) else "doubtful"
    if _REST_BEFORE.search(before) and (not before.endswith("剩") or _SUM_PAID.search(folded[: start - 1])):
        return "offered"
    if _is_something_else(before, after) or (not before and _is_of_another_matter(folded[:start])):
        return "other"
    paying = bool(_PAY_BEFORE.search(before) or _PAY_AFTER.search(after))
    if before.endswith(("各", "各还", "各给", "各转", "分别")):
        return "offered"
    if _QUOTED_BEFORE.search(before):
        return "offered" if _AGREED_AFTER.search(after) else "doubtful"
    if _OWED_BEFORE.search(before) or _PRINCIPAL_AFTER.search(after) or _WITHIN_AFTER.search(after):
        return "owed"
    return "offered" if paying else "plain"


def is_paid_outright(folded: str, start: int) -> bool:
    """Whether a word of paying stands right before: 交八十, where a bare 八十 may be anything."""
    return bool(_PAY_JUST_BEFORE.search(re.split(r"[,。;!?…]", folded[:start])[-1]))


def is_of_the_debt(folded: str, start: int, end: int) -> bool:
    """Whether an owed sum is paid in the same breath: 本金四千我今天还, 还最低的四百二."""
    before, after = re.split(r"[,。;!?…]", folded[:start])[-1], folded[end : end + 24]
    return bool(
        _PAY_LATER.search(after) or after.startswith("等") or _PAY_BEFORE.search(before)
    ) and not _WITHIN_AFTER.search(after)


def _is_refused(before: str, after: str) -> bool:
    if _REFUSED_AFTER.search(after):
        return True
    refused = _REFUSED_BEFORE.search(before)
    return refused is not None and not (refused[0].startswith("不是") and _ASKED_AFTER.search(after))


def _comes_in(before: str, after: str, said: str) -> bool:
    """Cash at hand, or money that comes in: 卡里就八百, 尾款一千八到账, and after 他把钱折给我 a sum by itself."""
    if _CASH_BEFORE.search(before) or _WINDFALL_BEFORE.search(before) or _COMES_IN_AFTER.search(after):
        return True
    clauses = re.split(r"[,。;!?…]", said)
    return not before and len(clauses) > 1 and bool(_COME_IN.search(clauses[-2]))


def _is_of_another_matter(before: str) -> bool:
    """房租拖了一个月了,四千: the sum stands alone, what it is of stands before it."""
    clauses = re.split(r"[,。;!?…]", before)
    return (
        len(clauses) > 1
        and bool(_ANOTHER_MATTER.search(clauses[-2]))
        and not re.search(PAY + "|退|赔|给我", clauses[-2])
    )


def _is_something_else(before: str, after: str) -> bool:
    """Spent, earned, paid before, another's, a limit or a rebate."""
    if _TO_CAP.search(before):
        return False
    if _PAID_BEFORE.search(before) or (_PAST.search(before) and _PAID_AFTER.search(after)):
        return True
    if _PAY_JUST_BEFORE.search(before):
        return False
    return bool(
        _SPENT_BEFORE.search(before)
        or _EARNED_BEFORE.search(before)
        or _WAGE_PERIOD_BEFORE.search(before)
        or _LIMIT_BEFORE.search(before)
        or _REDUCED_BEFORE.search(before)
        or (_OTHERS_BEFORE.search(before) and not _PAY_AFTER.search(after))
    )
