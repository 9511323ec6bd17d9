"""The scripted engine says its lines on time, in both languages, even on silence."""

import pytest

from assist.errors import InputError
from assist.events import PartialTranscript
from assist.recognition.hearing import Heard, Hearing
from assist.recognition.scripted_engine import ScriptedRecognizer, ScriptLine, scripts_of

RATE = 8000
SCRIPT = [(1.0, 3.0, "I can pay fifty dollars."), (4.0, 6.0, "我下周五还款。")]


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE))


def hearing(start_s: float = 0.0) -> Hearing:
    return Hearing("debtor", ScriptedRecognizer(SCRIPT).open(rate=RATE), rate=RATE, start_s=start_s)


def test_a_line_is_final_when_its_time_is_over_and_not_before():
    debtor = hearing()
    assert not [said for said in debtor.hear(silence(2.95)) if isinstance(said, Heard)]
    (heard,) = [said for said in debtor.hear(silence(0.1)) if isinstance(said, Heard)]
    assert (heard.text, heard.start_s, heard.end_s) == ("I can pay fifty dollars.", 1.0, 3.0)
    assert 3.0 <= heard.heard_until_s < 3.1


def test_partials_grow_word_by_word():
    partials = [said for said in hearing().hear(silence(6.5)) if isinstance(said, PartialTranscript)]
    assert [partial.text for partial in partials] == [
        "I",
        "I can",
        "I can pay",
        "I can pay fifty",
        "I can pay fifty dollars.",
        "我",
        "我下",
        "我下周",
        "我下周五",
        "我下周五还",
        "我下周五还款。",
    ]
    assert partials[0].start_s == pytest.approx(1.0, abs=0.04)
    assert partials[5].start_s == pytest.approx(4.0, abs=0.04)


def test_the_words_of_a_line_fill_its_time_and_make_up_its_text():
    english, mandarin = [
        said for said in hearing().hear(silence(7), partials=False) if isinstance(said, Heard)
    ]
    assert " ".join(word.text for word in english.words) == english.text
    assert "".join(word.text for word in mandarin.words) == mandarin.text
    for heard in (english, mandarin):
        assert heard.words[0].start_s == heard.start_s
        assert heard.words[-1].end_s == pytest.approx(heard.end_s)


def test_a_call_that_ends_in_mid_line_keeps_the_words_said():
    debtor = hearing()
    debtor.hear(silence(1.5))
    (last,) = debtor.finish()
    assert last.text == "I can pay"
    assert last.end_s == pytest.approx(1.5)


def test_a_call_resumed_later_goes_on_in_the_script():
    debtor = hearing(start_s=3.5)
    (heard,) = [said for said in debtor.hear(silence(3)) if isinstance(said, Heard)]
    assert (heard.text, heard.start_s) == ("我下周五还款。", 4.0)


def test_a_call_transcript_is_split_by_speaker():
    turns = [
        {"speaker": "agent", "text": "Hello.", "start_s": 0, "end_s": 1},
        {"speaker": "debtor", "text": "Yes?", "start_s": 1.5, "end_s": 2},
    ]
    assert scripts_of(turns) == {
        "agent": [ScriptLine(0, 1, "Hello.")],
        "debtor": [ScriptLine(1.5, 2, "Yes?")],
    }


@pytest.mark.parametrize(
    "turn", [{"speaker": "agent"}, {"speaker": "other", "text": "x", "start_s": 0, "end_s": 1}]
)
def test_a_bad_turn_is_named_by_its_number(turn):
    with pytest.raises(InputError, match="turn 1: needs speaker"):
        scripts_of([turn])


@pytest.mark.parametrize(
    ("script", "number"),
    [
        ([(0, 1, "a"), (2, 1, "b")], 2),
        ([(0, 1, " ")], 1),
        ([(0, 2, "a"), (1, 3, "b")], 2),
        ([(-1, 2, "a")], 1),
    ],
)
def test_a_script_that_cannot_be_spoken_names_the_line(script, number):
    with pytest.raises(InputError, match=f"script line {number}:"):
        ScriptedRecognizer(script)
