"""The rules that part invented text from short true answers, on figures that were measured."""

import pytest

from assist.recognition.invented import is_invented, repeats_itself


def invented(text, no_speech=0.5, log_probability=-0.5, compression_ratio=0.7):
    return is_invented(
        text, no_speech=no_speech, log_probability=log_probability, compression_ratio=compression_ratio
    )


@pytest.mark.parametrize(
    ("text", "no_speech", "log_probability"),
    [
        ("Yes.", 0.63, -0.78),
        ("Now.", 0.80, -0.90),
        ("Yes.", 0.21, -1.11),
        ("No.", 0.7, -0.9),
        ("好。", 0.7, -0.9),
    ],
)
def test_a_short_true_answer_is_believed_however_unsure_the_model_is(text, no_speech, log_probability):
    assert not invented(text, no_speech, log_probability, 0.33)


@pytest.mark.parametrize(
    ("text", "no_speech", "log_probability"),
    [("You", 0.65, -0.8), ("you", 0.95, -1.0), ("Thank you.", 0.3, -0.9)],
)
def test_a_stock_phrase_in_doubt_is_not_believed(text, no_speech, log_probability):
    assert invented(text, no_speech, log_probability)


def test_a_stock_phrase_said_clearly_is_believed():
    assert not invented("Thank you.", 0.1, -0.3)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much for watching, and I'll see you in the next one.",
        "Thanks for watching!",
        "Please subscribe to my channel.",
        "请不吝点赞 订阅 转发",
        "字幕由Amara.org社区提供",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "谢谢观看",
        "感谢大家的收看，下期再见。",
        "中文字幕志愿者 李宗盛",
        "作词 作曲 编曲",
    ],
)
def test_captions_of_films_are_never_believed(text):
    assert invented(text, 0.0, -0.1)


@pytest.mark.parametrize(
    "text",
    [
        "好，再见。",
        "谢谢您，再见。",
        "对，没错。",
        "不行。",
        "那行吧。",
        "谢谢你的理解，下次再说。",
        "我下个月八号先还五百块。",
    ],
)
def test_what_people_say_on_such_calls_is_no_caption(text):
    assert not invented(text, 0.1, -0.6)
    assert not invented(text, 0.7, -0.9)


@pytest.mark.parametrize("text", ["谢谢大家", "谢谢。", "嗯。", "再见"])
def test_a_mandarin_stock_phrase_is_believed_only_if_clearly_said(text):
    assert invented(text, 0.7, -0.9)
    assert not invented(text, 0.1, -0.4)


@pytest.mark.parametrize("text", [". . .", "♪♪", "", " - "])
def test_text_without_a_letter_or_digit_is_not_speech(text):
    assert invented(text)


def test_a_mild_repetition_is_believed_only_if_the_model_heard_speech():
    assert invented("Sorry, sorry, sorry, sorry.", 0.79, -0.93, 1.5)
    assert not invented("No, no, no, no, no.", 0.2, -0.5, 1.5)


def test_an_endless_repetition_is_told_by_how_well_it_compresses():
    assert repeats_itself(9.1)
    assert not repeats_itself(2.0)
