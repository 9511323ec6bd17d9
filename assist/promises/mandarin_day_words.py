"""The words by which Mandarin names days: patterns over folded text, each with the reckoning that belongs to it."""

from __future__ import annotations

import re

from assist.promises import mandarin_days
from assist.promises import mandarin_reckoning as reckon
from assist.promises.mandarin_reckoning import Resolve

_MONTH = r"(?>十[一二]?|(?<!\d)1[0-2]|(?<!\d)0?[1-9](?!\d)|[一二三四五六七八九])"
# 一千一月中 is 一千一, in the middle of the month; 一千一月五号 is the fifth of January.
_MONTH_ALONE = r"(?>十[一二]?|(?<!\d)1[0-2]|(?<!\d)0?[1-9](?!\d)|(?<![百千万十之])[一二三四五六七八九])"
_DAY = (
    r"(?>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[12]\d|3[01]|0?[1-9]|"
    r"[一二三四五六七八九])"
)
_PAIR = reckon.PAIR
_COUNT = (
    r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|"
    r"[一二两俩三四五六七八九]?[一二两俩仨三四五六七八九])"
)
_NO_SUM = r"(?![个万千百块元毛\d.]|来块)"
# 八月三四百: a day without its 号 is none where a sum may begin.
_DAY_ALONE = rf"(?:来?[号日]|{_NO_SUM}(?!(?<=月[一二三四五六七八九])[一二三四五六七八九两][十百千万]))"
_WEEK = r"(?:周|星期|礼拜|拜)"
_WHICH = r"(?P<which>下下下个?|大下个?|再下一?个?|下下个?|下一个|下个?|(?<![一这上那每])次|这个?|本|当|今个?|每个?)"
_YEAR = (
    r"(?:(?P<year>20\d\d|[二2][零〇0][一二三四五六七八九零]{2})年|(?P<which_year>今年|明年|来年|后年)的?)?"
)
_NAMED_MONTH = rf"(?:{_WHICH}|{_YEAR}(?P<month>{_MONTH}))月"
_NAMED_MONTH_ALONE = rf"(?:{_WHICH}|{_YEAR}(?P<month>{_MONTH_ALONE}))月"
_FEASTS = "|".join(sorted(mandarin_days.FEASTS, key=len, reverse=True))
_COMES_IN = (
    r"(?:发工资|发薪水?|发钱|出粮|领薪水?|领工资|开支(?!大|太|多)|开工资|发奖金|发年终奖?|工资发|工资到账?|"
    r"工资下来|薪水下来|薪水到|回款)"
)
_UNTIL = (
    r"(?:的?(?:之前|以前|前(?!后|天)|之内|以内|内|前后|左右|当天|那天|那日|当日|那阵儿?|上午|中午|下午|早上|晚上|傍晚|凌晨|"
    r"一早|大早|晚|早))*"
)
_AFTER = r"(?:以后|之后|过后|假?后|一过|过了|过完|完|放完假|收假)"
_LUNAR_DAY = (
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|二十[一二三四五六七八九]?|"
    r"三十)"
)

PATTERNS: tuple[tuple[re.Pattern[str], Resolve], ...] = tuple(
    (re.compile(pattern + _UNTIL), resolve)
    for pattern, resolve in (
        # The lunar calendar and feasts
        (
            rf"(?:农历|阴历|旧历)(?:的)?(?P<month>[正冬腊]|{_MONTH})月(?P<day>{_LUNAR_DAY})(?![百千万块])",
            reckon.lunar,
        ),
        (rf"(?P<month>[正冬腊])月(?P<day>{_LUNAR_DAY})(?![百千万块])", reckon.lunar),
        (
            rf"(?<!下)(?<!个)(?<!每)(?P<month>{_MONTH})月(?P<day>初[一二三四五六七八九十])(?![百千万块])",
            reckon.lunar,
        ),
        (
            r"(?:大?年|过完年)(?P<month>)(?P<day>初[一二三四五六七八九十])(?![百千万块])",
            reckon.lunar_new_year,
        ),
        (
            r"(?<![\d一二三四五六七八九今明去后])(?:大?年)(?:二十|廿)(?P<month>)(?P<day>[五六七八九])(?![百千万块号])",
            reckon.end_of_lunar_year,
        ),
        (r"(?P<month>[正腊])月[底末尾]", reckon.lunar_month_end),
        (r"[下这每本]个?月初[一二三四五六七八九十](?![百千万块])|腊月里?|正月里?", reckon.unresolved),
        (
            rf"(?<![一二三四五六七八九\d百千万月双])(?:{_FEASTS}|十一(?=假期|长假|黄金周))(?:节|假期|长假|放假|期间|黄金周)*{_AFTER}",
            reckon.unresolved,
        ),
        (r"(?<![一二三四五六七八九\d两几半今明去后多])年前(?!年)", reckon.new_years_eve),
        (
            rf"(?<![一二三四五六七八九\d百千万月双])(?P<feast>{_FEASTS}|十一(?=假期|长假|黄金周|之前|以前|前))"
            r"(?![百千万个次号块日])(?:节|假期|长假|放假|期间|黄金周)*(?P<eve>前一天|头一天|前夕|前夜)?",
            reckon.feast,
        ),
        (r"年后|节后|节前|过完年|过了年|过年后|开春|开年|收假|假期结束", reckon.unresolved),
        (r"(?<![月当最起])初(?P<day>[一二三四五六七八九十])(?![百千万块号])", reckon.day_of_new_year),
        # Days of a month
        (
            rf"{_NAMED_MONTH}份?的?(?P<count>第[一二三四]|最后)一?个?"
            rf"(?:{_WEEK}(?P<weekday>[一二三四五六日天])|工作日)",
            reckon.weekday_of_month,
        ),
        (rf"{_NAMED_MONTH_ALONE}份?的?(?P<part>最后一天|最后那天)", reckon.part_of_month),
        (r"(?P<which>)(?P<month>)(?<!年)(?:月[底末]的?)?(?P<part>最后一天)(?!了)", reckon.part_of_month),
        (rf"{_NAMED_MONTH}份?的?(?:今天|今日|同一天|这一天|这个时候)", reckon.today_in_month),
        (rf"{_NAMED_MONTH}份?的?(?P<day>(?>(?:二?十)?{_PAIR}))[号日]", reckon.day_of_named_month),
        (rf"{_NAMED_MONTH}份?的?(?P<day>{_DAY})(?:[来几]?[号日]|{_DAY_ALONE})", reckon.day_of_named_month),
        (
            r"(?P<which>)(?P<year>)(?P<which_year>)(?<![\d/.])(?P<month>1[0-2]|0?[1-9])/"
            r"(?P<day>[12]\d|3[01]|0?[1-9])(?![\d/])",
            reckon.day_of_named_month,
        ),
        (rf"{_NAMED_MONTH_ALONE}份?(?P<part>底|末|尾|初|上旬|中旬|下旬|中)", reckon.part_of_month),
        (
            r"(?P<which>)(?P<month>)月(?P<part>底|末|尾|初(?![一二三四五六七八九十])|中旬|中|下旬|上旬)",
            reckon.part_of_month,
        ),
        (r"(?P<which>)(?P<month>)(?P<part>下旬|中旬|上旬)", reckon.part_of_month),
        (rf"{_NAMED_MONTH_ALONE.replace('|每个?', '')}份?", reckon.month_at_large),
        # Days of a week
        (rf"{_WHICH}?{_WEEK}(?P<weekday>六[、和]?日|[一二三四五六日天1-7]{_NO_SUM})", reckon.bare_weekday),
        (rf"{_WHICH}?(?:周|星期|礼拜)(?P<part>末)", reckon.part_of_week),
        (rf"{_WHICH}{_WEEK}的?(?P<part>中(?!午)|初|头|之?内|以内|里|底|尾|后半段)", reckon.part_of_week),
        (r"(?P<which>)(?<![一二两三四五六七八九十\d])周(?P<part>中(?!午)|内)", reckon.part_of_week),
        (rf"(?P<which>下下下个?|大下个?|再下一?个?|下下个?|下个?|这个?|本){_WEEK}", reckon.week_at_large),
        # Counted from today or from the day before
        (r"大大后[天日]", reckon.days_on(4)),
        (r"大后[天日儿]个?|[外万]后[天日]|大后个", reckon.days_on(3)),
        (r"明后[天日两](?:天)?|后[天日儿]个?|后个儿?", reckon.days_on(2)),
        (r"今明两?天|明(?:[天日儿]|早上?|晚上?)+个?|明个儿?|明仔载", reckon.days_on(1)),
        (r"今(?:[天日儿晚夜]|早上)+个?|今个儿", reckon.days_on(0)),
        (r"(?:第二天|隔天|次日|隔日|转天)", reckon.day_after),
        (
            r"(?:再?过|等)(?:个)?(?:一两|两三|两|几|三五|三两)天|(?:这|近)(?:一?两|几)天|几天(?=之?后|以后)|改天|回头(?!客)|过(?:一?阵子?|些日子|段时间)|近期",
            reckon.unresolved,
        ),
        (
            rf"(?:(?:再过|再等|过|等|再给|给|容|宽限|缓|延|再缓)(?:你们|我们|我|一下)?个?)?"
            rf"(?:(?P<half>半)个|(?P<count>{_COUNT}))(?P<unit>天|日|个?工作日|个?星期|个?礼拜|周|个?小时|个?钟头|个?月(?P<and_half>零?半)?)"
            r"(?:的?(?:时间|期限))?(?:之?后|以后|过后|之?内|以内|内|里|左右)+",
            reckon.later,
        ),
        (
            rf"(?:再过|再等|过|再给|给|容|宽限|缓|延|再缓|最多|顶多|不超过|至多|最迟|最晚)(?:你们|我们|我|一下)?个?"
            rf"(?:(?P<half>半)个|(?P<count>{_COUNT}))(?P<unit>天|个?工作日|个?星期|个?礼拜|周|个?月(?P<and_half>零?半)?)(?:的?(?:时间|期限))?",
            reckon.later,
        ),
        (r"(?<!再给)(?P<count>)(?P<half>半)(?P<unit>个月)(?P<and_half>)", reckon.later),
        (r"下一?个工作日", reckon.next_working_day),
        (
            r"(?:(?P<which_year>今年|明年|来年)的?)?(?P<part>年底|年末|年终(?=之?前|以前)|年中|(?<=[今明来]年)底|季度末|季末|季度底)",
            reckon.part_of_year,
        ),
        (
            rf"(?<![\d一二三四五六七八九十]月)(?<![第\d])(?P<day>(?>(?:二?十)?{_PAIR}(?=[号日])|{_DAY}))[来几]?[号日]"
            r"(?![楼院店卡码线床子])",
            reckon.bare_day,
        ),
        (
            r"(?:(?<=最晚)|(?<=最迟)|(?<=超过)|(?<=[到就等,]))(?P<day>二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[12]\d|3[01])"
            r"(?=[吧,，。给还转打发再左也]|之前|以前|前|那天|到账|$)(?!给你们?我?[,，。]|发了)",
            reckon.bare_day,
        ),
        # Days that only somebody's money knows
        (
            rf"(?:等|到)?(?:我们?|老板|公司|单位|厂里|厂)?(?:这边)?{_COMES_IN}(?:那天|当天|的时候|那日|以后|之后|后|了|时|日)?",
            reckon.unresolved,
        ),
        (
            r"等(?!着|于|等|一下|会儿|下)[^,，。;；!！?？]{1,10}?(?:(?<!坐)下来|到账|到手|到了|批了|回款|赔了|退了|卖了|结了|发了)(?:那天|当天|以后|之后|的时候)?",
            reckon.unresolved,
        ),
        (
            r"[^,，。;；!！?？]{1,8}?(?:下来|到账|到手|到了|批了|批下来)(?:那天|当天|以后|之后|的时候)",
            reckon.unresolved,
        ),
        (r"即日|即天", reckon.same_day_or_today),
        (r"到时候?|到那时|到那天|(?:那|当)[天日](?![^,，。]{0,6}的)", reckon.same_day),
    )
)
