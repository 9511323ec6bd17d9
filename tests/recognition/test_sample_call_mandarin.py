"""What matters most in the Mandarin sample call is heard from its sound, with the model that a registry carries."""

import pytest

from assist.audio.wav import read_wav
from assist.recognition.hearing import Hearing
from assist.recognition.whisper_engine import WhisperRecognizer
from assist.samples.library import sample_call


@pytest.fixture(scope="module")
def recognizer(whisper_base):
    whisper = WhisperRecognizer(whisper_base, lang="zh")
    yield whisper
    whisper.close()


def heard(recognizer, channel: int, begin_s: float, end_s: float):
    recording = read_wav(sample_call("zh").wav)
    span = slice(2 * round(begin_s * recording.rate), 2 * round(end_s * recording.rate))
    speaker = ("agent", "debtor")[channel]
    hearing = Hearing(speaker, recognizer.open(rate=recording.rate), rate=recording.rate, start_s=begin_s)
    return [*hearing.hear(recording.channels[channel][span], partials=False), *hearing.finish()]


def test_the_threat_of_the_police_is_heard(recognizer):
    (said,) = heard(recognizer, 0, 64.0, 70.5)
    assert "你今天不还" in said.text
    assert "让警察来抓你" in said.text


def test_the_promise_is_heard_with_its_sum_and_its_day(recognizer):
    text = "".join(said.text for said in heard(recognizer, 1, 111.0, 117.5))
    assert "下个月8号" in text
    assert "还500块" in text


def test_a_soft_short_consent_is_heard(recognizer):
    """那行吧, after a long silence of the debtor."""
    (said,) = heard(recognizer, 1, 88.0, 96.0)
    assert 94.1 < said.start_s < said.end_s < 95.0
    assert "行" in said.text


def test_words_are_written_in_simplified_script_in_one_piece(recognizer):
    (said,) = heard(recognizer, 0, 64.0, 70.5)
    assert "".join(word.text for word in said.words) == said.text
    assert not {"們", "還", "說", " "} & set(said.text)
