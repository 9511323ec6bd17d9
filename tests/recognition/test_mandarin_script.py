"""Mandarin is written one way, whatever a model wrote, and its pieces still make up the text."""

import pytest

from assist.recognition.mandarin_script import uniform_mandarin


@pytest.mark.parametrize(
    ("written", "uniform"),
    [
        ("我現在沒錢 你們是聽不懂人話嗎?", "我现在没钱你们是听不懂人话吗？"),
        ("好的,我今天就還", "好的，我今天就还"),
        ("一共 6800 塊,利息500", "一共 6800 块，利息500"),
        ("用 App 还", "用 App 还"),
        ("2,716", "2,716"),
        ("对 。没错", "对。没错"),
        ("乾隆的头发干了", "乾隆的头发干了"),
    ],
)
def test_script_punctuation_and_gaps(written, uniform):
    assert uniform_mandarin([written]) == [uniform]


def test_the_pieces_make_up_the_text_and_stay_in_their_places():
    pieces = [" 我", "現在", "沒", "錢,", " 你", "們"]
    assert uniform_mandarin(pieces) == [" 我", "现在", "没", "钱，", "你", "们"]


def test_a_word_cut_in_two_is_converted_as_a_word():
    assert "".join(uniform_mandarin(["頭", "髮", "發", "薪"])) == "头发发薪"
    assert uniform_mandarin(["乾", "隆"]) == ["乾", "隆"]


def test_nothing_stays_nothing():
    assert uniform_mandarin([]) == []
    assert uniform_mandarin(["", ""]) == ["", ""]
