"""Mandarin before it is read: numerals in running speech, one form for all regions, what was misheard, named days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assist.promises.mandarin_days import FEASTS, feast, next_lunar_day, working_day
from assist.promises.mandarin_folding import fold
from assist.promises.mandarin_numbers import numerals, read_count


@pytest.mark.parametrize(
    ("spoken", "values"),
    [
        ("两千三", [2300]),
        ("一万零五百", [10500]),
        ("十二万八", [128000]),
        ("三万五千五百", [35500]),
        ("一千五六", [1500]),
        ("三五千", [3000]),
        ("2千3", [2300]),
        ("1,200.50", [Decimal("1200.50")]),
        ("千二", [1200]),
        ("万五", [15000]),
        ("千儿八百", [800]),
        ("百八十", [80]),
        ("廿八", [28]),
        ("八八四二", [8842]),
        ("五百三百", [500, 300]),
        ("一千五五百", [1500, 500]),
        ("一万二一次", [12000, 1]),
        ("成千上万", []),
        ("万一", [1]),
    ],
)
def test_a_numeral_ends_where_the_next_word_begins(spoken: str, values: list[int]) -> None:
    assert [numeral.value for numeral in numerals(spoken)] == values


def test_what_is_no_numeral_as_a_whole_has_no_count() -> None:
    assert read_count("五百三百") is None
    assert read_count("三点五") is None


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("聽日過三千蚊俾你", "明日过三千块给你"),
        ("廿號出糧嗰日", "廿号出粮那日"),
        ("佢下個月尾先還晒", "他下个月底先还完"),
        ("勒个月莫得", "这个月没有"),
        ("１５號", "15号"),
    ],
)
def test_every_region_is_read_in_one_form_as_long_as_it_was(said: str, folded: str) -> None:
    assert fold(said) == folded


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("下个月八好给你五白块", "下个月八号给你五百块"),
        ("里拜五还", "礼拜五还"),
        ("圣下的月低还", "剩下的月底还"),
        ("全不还清", "全部还清"),
        ("下州五", "下周五"),
        ("给你大五百", "给你打五百"),
    ],
)
def test_a_word_of_money_or_time_is_heard_behind_its_homophone(heard: str, meant: str) -> None:
    assert fold(heard) == meant


@pytest.mark.parametrize(
    "said",
    [
        "前天我还了三百",
        "这是完全不对的",
        "给你赚钱的机会",
        "五百好不好",
        "二十好几的人了",
        "一穷二白",
        "今天一般的东西都卖了",
        "打热线还没人接",
        "下个月第一个周五",
        "去庙里拜拜",
        "省下的钱",
    ],
)
def test_what_was_heard_right_stays(said: str) -> None:
    assert fold(said) == said


def test_a_feast_of_the_lunar_calendar_falls_where_the_calendar_has_it() -> None:
    assert feast(dt.date(2026, 2, 3), "年三十") == dt.date(2026, 2, 16)
    assert feast(dt.date(2026, 2, 17), "春节") == dt.date(2026, 2, 17)
    assert feast(dt.date(2026, 2, 18), "中秋") == dt.date(2026, 9, 25)


@pytest.mark.parametrize("name", FEASTS)
def test_every_feast_comes_within_a_lunar_leap_year(name: str) -> None:
    call = dt.date(2026, 6, 15)

    assert call <= feast(call, name) <= call + dt.timedelta(days=390)


def test_a_lunar_day_that_the_month_lacks_is_its_last() -> None:
    assert next_lunar_day(dt.date(2026, 1, 20), 12, 30) == dt.date(2026, 2, 16)


def test_working_days_leave_out_the_weekend() -> None:
    assert working_day(dt.date(2025, 3, 13), 3) == dt.date(2025, 3, 18)
