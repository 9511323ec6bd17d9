"""The ways English names a day, each with the rule that resolves it; what stands first is tried first."""

from __future__ import annotations

import re

from assist.promises import english_day_rules as rules
from assist.promises.english_date_words import (
    COUNT,
    COUNT_PLAIN,
    MONTH,
    ORDINAL,
    PLAIN_DAY,
    UNIT,
    WEEKDAY,
    WORDED,
)  # fmt: skip
from assist.promises.english_day_rules import Rule
from assist.promises.english_holidays import NAMES

_BY = r"(?:\b(?:by|before|on|until|till|til|no later than|not later than|come|for)\s+)?"
_THE = r"(?:the\s+)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
_NEXT_OR_THIS = (
    r"(?:(?P<next>next|the\s+following|following|the\s+coming|the\s+next)|the|this|that|each|every)"
)
_OWN_MONTH = rf"{_NEXT_OR_THIS}\s+mont(?:h|\b)"
_END = r"(?:very\s+end|tail\s+end|back\s+end|end|close|last\s+day|last|bottom)"
_EARLY = r"(?:start|beginning|top|first\s+part|early\s+part)"
_WEEK_RANK = r"(?:first|second|third|fourth|last)\s+week"
_PART = rf"(?P<part>{_WEEK_RANK}|{_END}|{_EARLY}|middle|mid|half\s*way\s+through)"
_RANK = r"(?P<rank>first|second|third|fourth|last|1st|2nd|3rd|4th)"
_WORKING = r"(?:working|business|banking|bank)"
_SUM_AFTER = r"(?!\s*(?:%|percent|hundred|thousand|grand|dollars|pounds|quid|bucks|euros?|rupees|rand|k\b))"
_NOUN_AFTER = (
    r"(?!\s+(?:ones?|hundred|thousand|grand|thing|time|instal\w*|payment|half|part|of\s+(?:all|them|that|it|what|"
    r"my|your)|place|person|party|chance|class|notice|letter|floor|weeks?|hand|job|call|year|offer|figure|cheque|"
    r"check|card\b(?!'?s)|account|bit|(?:two|three|few)(?!\s+(?:on|by|hundred|thousand|fifty))|date|option|working|"
    r"business|quarter|name|girl|lad|fella|guy|reminder|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
)
_HOLD = r"(?:in|within|inside(?:\s+of)?|after|give\s+(?:me|us)|gimme|i\s+need|for|have)"
_LOW = rf"(?:{COUNT_PLAIN}\s*(?:to|or|-|,)\s*)?"
_INCOME = (
    r"(?:pay\s?day|paid|pay\s?check|wages?|salary|check|cheque|benefits?|pension|giro|money|refund|bonus|grant|"
    r"loan|settlement|support|credit|commission|disability|insurance|house|sale|pf|claim|inheritance)"
)
_ARRIVES = (
    r"(?:(?:comes?|goes?)(?:\s+(?:in|through|out))?|clears|is\s+in|'s\s+in|lands|hits|closes|gets\s+\w+|sells|"
    r"drops|arrives|is\s+released|pays\s+out)"
)
_LONE_ORDINAL = (
    r"(?:twenty|thirty)[- ](?:first|second|third|fou?rth|fifth|sixth|seventh|eighth|ninth)|fou?rth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)

_HOLIDAYS: tuple[tuple[str, Rule], ...] = (
    (
        rf"{_BY}(?:{_THE}|at\s+)*\b(?:first|start|beginning)\s+of\s+(?:the\s+)?(?:new\s+|next\s+)?year\b",
        rules.new_year,
    ),
    (
        rf"{_BY}{_THE}\b(?<!happy )(?<!merry )(?P<holiday>{NAMES})(?:'s)?(?!\w)(?!\s+(?:club|bonus|money|party|"
        rf"shopping|box|presents?|card|tree|sales?|dinner|shifts?|overtime|pay|jumper|trip|pudding|raffle|fund|"
        rf"savings?))",
        rules.holiday,
    ),
)
_WITHIN_MONTHS: tuple[tuple[str, Rule], ...] = (
    (rf"{_BY}{_THE}\b{_RANK}\s+{WEEKDAY}\s+(?:of|in)\s+(?:{_OWN_MONTH}|{MONTH})", rules.weekday_of_month),
    (rf"{_BY}\bthe\s+{_RANK}\s+{WEEKDAY}(?P<next>)\b(?!\s+(?:of|in|after|before)\b)", rules.weekday_of_month),
    (
        rf"{_BY}{_THE}\b(?P<rank>first|second|third|last)\s+{_WORKING}\s+day(?:\s+(?:of|in)\s+{_OWN_MONTH})?\b",
        rules.working_day_of_month,
    ),
    (rf"{_BY}\b(?:in\s+|within\s+)?{_THE}(?P<count>next)\s+{_WORKING}\s+day\b", rules.working_days),
    (
        rf"{_BY}\b(?:{_HOLD}\s+)?(?:the\s+next\s+)?{_LOW}{COUNT}\s+{_WORKING}\s+days?\b(?:'?\s+time)?",
        rules.working_days,
    ),
    (
        rf"{_BY}\b{WEEKDAY},?\s+(?:on\s+)?{_THE}(?:{ORDINAL}|{PLAIN_DAY})\s+(?:of\s+)?{MONTH}{_YEAR}",
        rules.month_day,
    ),
    (rf"{_BY}\b{WEEKDAY},?\s+{MONTH}\s+{_THE}(?:{ORDINAL}|{PLAIN_DAY}{_SUM_AFTER}){_YEAR}", rules.month_day),
    (rf"{_BY}\bnext\s+month,?\s+(?:on\s+)?{_THE}{ORDINAL}", rules.next_month_day),
    (
        rf"{_BY}{_THE}\b{ORDINAL}\s+(?:day\s+)?(?:of\s+)?(?:(?:the\s+)?(?:next|following|coming))\s+month\b",
        rules.next_month_day,
    ),
    (rf"{_BY}{_THE}\b{ORDINAL}\s+(?:day\s+)?of\s+(?:this|the|every|each)\s+mont(?:h|\b)", rules.day_of_month),
    (rf"{_BY}{_THE}\b{_PART}\s+of\s+{MONTH}", rules.month_part),
    (rf"{_BY}{_THE}\b(?P<part>early|late|later|mid|end)[-\s]+(?:on\s+)?(?:in\s+)?{MONTH}", rules.month_part),
    (rf"{_BY}{_THE}\b(?:{ORDINAL}|(?P<plain>\d{{1,2}}))\s+(?:of\s+)?{MONTH}{_YEAR}", rules.month_day),
    (rf"{_BY}\b{MONTH}\s+{_THE}(?:{ORDINAL}|{PLAIN_DAY}{_SUM_AFTER}){_YEAR}", rules.month_day),
    (rf"{_BY}\b(?P<year>20\d\d)-(?P<first>\d{{1,2}})-(?P<second>\d{{1,2}})\b", rules.written),
    (
        rf"{_BY}{_THE}\b(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d\d))?\b"
        r"(?!\s*of\s+(?:it|that|the\s+(?:total|balance|amount)))",
        rules.numeric,
    ),
    (rf"{_BY}(?:{_THE}|at\s+)*\b{_PART}\s+(?:of\s+|in\s+)?{_OWN_MONTH}", rules.month_part),
    (
        rf"{_BY}\b(?P<part>early|late|later|mid)[-\s]+(?:on\s+)?(?:in\s+)?{_NEXT_OR_THIS}\s+month\b",
        rules.month_part,
    ),
    (rf"{_BY}{_THE}\b(?P<part>mid)(?P<next>)[-\s]month\b", rules.month_part),
    (rf"{_BY}(?:{_THE}|at\s+)*\bmonth(?P<next>)'?s?[-\s]+(?P<part>end)\b", rules.month_part),
    (rf"{_BY}(?:{_THE}|at\s+)*\b(?:end\s+of\s+(?:the\s+|this\s+)?year|year[-\s]end)\b", rules.year_end),
    (
        rf"{_BY}(?:{_THE}|at\s+)*\b(?P<part>end|back\s+end|tail\s+end|later|late|middle|mid|start|beginning|early|"
        r"first\s+part|top|first)[-\s]+(?:on\s+)?(?:of\s+|in\s+)?"
        r"(?:(?P<next>next|the\s+following|following)|the|this)\s+week\b",
        rules.week_part,
    ),
    (r"\b(?P<part>mid)[-\s]?week\b(?P<next>)", rules.week_part),
)  # fmt: skip
_COUNTED: tuple[tuple[str, Rule], ...] = (
    (
        rf"\b{_HOLD}\s+(?:about\s+|maybe\s+|another\s+|the\s+next\s+|next\s+|like\s+)*{_LOW}{COUNT}\s+"
        r"(?P<unit>days?|weeks?|fortnights?|months?|hours?)\b(?:'?s?'?\s+time)?"
        r"(?!\s+(?:(?:from|on|after|before|this)\s+\w|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|\s+(?:behind|ago|"
        r"late|overdue|off|wages|pay|rent)\b)",
        rules.later,
    ),
    (
        rf"\b(?:in\s+)?{COUNT}\s+{UNIT}(?:'?s?'?)?\s+(?:(?:(?:out\s+)?from\s+)?(?:now|today|(?P<tomorrow>tomorrow))|"
        rf"on\s+today|time)\b",
        rules.later,
    ),
    (r"\b(?:today|this\s+day|(?P<tomorrow>tomorrow))\s+(?:a\s+)?(?P<unit>week|fortnight|month)\b", rules.later),
    (
        rf"(?:^|(?<=[,.;] )|(?<=\bso )|(?<=\bsay )){_LOW}{COUNT}\s+{UNIT}"
        r"(?=\s*(?:[,.;]|$|tops|max|and\s+(?:i|you)\b))",
        rules.later,
    ),
    (r"\b(?:this\s+time|same\s+(?:day|date|time))\s+next\s+month\b", rules.month_from_call),
    (r"\b(?:this\s+time|same\s+(?:day|time))\s+next\s+week\b", rules.days_on(7)),
)  # fmt: skip
_WEEKDAYS: tuple[tuple[str, Rule], ...] = (
    (
        rf"{_BY}\b{WEEKDAY},?\s+(?:on\s+|that's\s+|being\s+)?(?:the\s+|(?=\d)){ORDINAL}",
        rules.day_of_month,
    ),
    (rf"{_BY}\bnext\s+week,?\s+(?:on\s+)?{WEEKDAY}", rules.weekday_in(1)),
    (rf"{_BY}{_THE}\b{WEEKDAY}\s+(?:of\s+)?next\s+week\b", rules.weekday_in(1)),
    (rf"{_BY}{_THE}\b{WEEKDAY}\s+after\s+next\b", rules.after_next),
    (rf"{_BY}\b{COUNT}\s+{WEEKDAY}s\s+from\s+(?:now|today)\b", rules.nth_weekday),
    (rf"{_BY}\bnext\s+{WEEKDAY}", rules.weekday_in(1)),
    (rf"{_BY}\bthis\s+{WEEKDAY}(?!\s+(?:week|fortnight)\b)", rules.weekday_in(0)),
    (rf"{_BY}\bthe\s+{WEEKDAY}(?!\s+(?:coming|next|week|fortnight|after|before)\b)(?:'?s)?\b", rules.the_weekday),
    (rf"{_BY}(?:\b{_THE}(?:this\s+)?coming\s+)?{_THE}\b{WEEKDAY}(?:\s+(?:coming|next))?(?:'?s)?\b", rules.coming),
)  # fmt: skip
_DAYS: tuple[tuple[str, Rule], ...] = (
    (rf"{_BY}(?:over\s+|at\s+)?{_THE}\bnext\s+weekend\b", rules.weekend(1)),
    (rf"{_BY}(?:over\s+|at\s+)?\b(?:this|the)\s+(?:coming\s+)?weekend\b", rules.weekend(0)),
    (rf"{_BY}{_THE}(?:\bday\s+after\s+tomorrow\b|\bnext\s+tomorrow\b)", rules.days_on(2)),
    (
        rf"{_BY}(?:{_THE}end\s+of\s+)?\b(?:to\s?morrow|the\s+morra|the\s+morrow|tomorra|tomorow|tomoz|tmrw|"
        rf"2moro)(?:'?s)?\b",
        rules.days_on(1),
    ),
    (rf"{_BY}(?:{_THE}end\s+of\s+)?\b(?:today|to\s?night|tonite)(?:'?s)?\b", rules.days_on(0)),
    (rf"{_BY}\bthe\s+{ORDINAL}{_NOUN_AFTER}", rules.day_of_month),
    (rf"{_BY}\b(?P<worded>)(?P<digits>\d{{1,2}})(?:st|nd|rd|th)\b{_NOUN_AFTER}", rules.day_of_month),
    (rf"\b(?:by|on|until|till)\s+(?P<digits>)(?P<worded>{WORDED})\b{_NOUN_AFTER}", rules.day_of_month),
    (rf"(?<![-\w])(?<!\ba )(?P<digits>)(?P<worded>{_LONE_ORDINAL})\b{_NOUN_AFTER}", rules.day_of_month),
    (
        r"(?:^|(?<=[,.;!?] ))(?P<digits>)(?P<worded>first|second|third)(?=\s*(?:[,.;]|$|is\b))",
        rules.day_of_month,
    ),
    (
        rf"\b(?:by|on|until|till)\s+the\s+{PLAIN_DAY}"
        r"(?!\s*(?:%|-|percent|hundred|thousand|grand|dollars?|pounds?|quid|bucks|euros?|rupees|rand|k\b|"
        r"and\s+a\s+half|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|plan|minimum|payment|"
        r"card|loan|account)\b))",
        rules.day_of_month,
    ),
    (r"\b(?:the\s+|on\s+)?(?:that\s+|very\s+)?same\s+day\b|"
        r"\b(?:on\s+)?that\s+(?:very\s+)?(?:day|morning|evening|night|afternoon)\b", rules.same_day),
    (
        rf"\b(?:when|whenever|once|as\s+soon\s+as|after|the\s+(?:day|minute|second))\s+(?:(?:i|we|she|he|"
        rf"they)\b(?:'s|'m)?[^,.;!?]{{0,25}}?\b(?:gets?\s+paid|paid|get\s+\w+\s+(?:\w+\s+)?{_INCOME})\b|(?:my|me|"
        rf"the|our|his|her|it)\b(?:'s)?[^,.;!?]{{0,35}}?\b(?:{_INCOME}(?:\s+\w+)?\s*{_ARRIVES}|{_INCOME}(?:'s|"
        rf"\s+is)\s+in|{_ARRIVES}|{_INCOME})\b)",
        rules.unresolved,
    ),
    (
        r"\b(?:my\s+|the\s+)?(?:next\s+)?(?:pay\s?day|salary\s+day|wage\s+day)\b|"
        r"\b(?:my\s+|the\s+)?next\s+(?:pay\s?)?check\b",
        rules.unresolved,
    ),
)  # fmt: skip
_PERIODS: tuple[tuple[str, Rule], ...] = (
    (rf"{_BY}{_THE}\bweek\s+after\s+next\b", rules.week_after_next),
    (rf"{_BY}\b(?:some\s?time\s+|in\s+)?(?:(?P<next>next)|this)\s+week\b(?:\s+some\s?time)?", rules.week),
    (rf"{_BY}\b(?:some\s?time\s+|in\s+)?(?:(?P<next>next)|this)\s+month\b(?:\s+some\s?time)?", rules.month_end),
    (rf"\b(?:in|during|some\s?time\s+in)\s+{MONTH}", rules.month_end),
)  # fmt: skip


def _compiled(*tables: tuple[tuple[str, Rule], ...]) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(pattern), rule) for table in tables for pattern, rule in table)


HOLIDAYS = _compiled(_HOLIDAYS)
"""Holidays, whose names have days and months in them."""
DAYS = _compiled(_WITHIN_MONTHS, _COUNTED, _WEEKDAYS, _DAYS)
"""Days, best told first."""
PERIODS = _compiled(_PERIODS)
"""Weeks and months at large, to be tried after the days."""
TODAY = re.compile(
    r"\b(?:right now|now-now|now|rn|straight ?away|right away|immediately|right this (?:second|minute)|"
    r"this (?:afternoon|arvo|evening|morning|minute|second)|as soon as we hang up|after this(?: call)?|"
    r"when i get (?:home|off)|(?:in|on|at) my (?:dinner|lunch|tea|coffee)? ?(?:hour|break|lunch)|at lunch(?:time)?|"
    r"(?:by|before) (?:noon|midday|lunch|midnight|closing)|(?:ten|five|twenty|thirty|a few|a couple of) minutes|"
    r"(?:in |like |within )*(?:(?:half )?an|the|a couple of|two|three|a few) hours?|after work|later on|"
    r"(?:by )?(?:the )?(?:close of (?:business|play)|end of (?:the )?(?:business )?day|end of play|cob|eod)|"
    r"this second)\b"
)
"""Words that mean today if nothing else names a day."""
TOMORROW = re.compile(r"\bin the morning\b|\bfirst thing\b|\bovernight\b")
"""Words that mean tomorrow if nothing else names a day."""
