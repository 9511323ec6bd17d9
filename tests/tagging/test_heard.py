"""Utterances are heard over a line drawn once, an interrupted run goes on, and only what is sound is kept."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("num2words")

from numpy.typing import NDArray

from assist.audio.wav import write_wav
from assist.errors import ModelError
from assist.recognition.contract import EngineInfo, Recognized
from assist.tagging import heard
from assist.tagging.confusions import read_confusions
from assist.tagging.corpus import Record
from assist.tagging.heard import Hearing, hear_all, keep
from assist.tagging.spoken import sayable, speak

pytestmark = pytest.mark.training

SAID = ("I paid that debt before Friday", "That debt is not mine at all", "You want me to call at 6.")
INFO = EngineInfo("deaf", ("en",), streaming=False, sample_rates=(8_000,))


def record(at: int) -> Record:
    return Record(
        id=f"en-{at}", lang="en", script="latn", speaker="debtor", text=SAID[at], context=(), labels=(),
        situation=f"s{at}", style="plain", where="here",
    )  # fmt: skip


RECORDS = [record(at) for at in range(len(SAID))]


@dataclass
class OneAnswer:
    """Answers every utterance alike and keeps the sound that it was given."""

    answer: str | None
    sounds: list[bytes] = field(default_factory=list)
    info = INFO

    def open(self, *, rate: int) -> OneAnswer:
        assert rate == 8_000
        return self

    def accept(self, pcm: bytes, *, partial: bool) -> str | None:
        self.sounds.append(pcm)
        return None

    def endpoint(self) -> Recognized | None:
        return Recognized(self.answer, 0, 1) if self.answer else None

    def skip(self, samples: int) -> None: ...

    def warm(self) -> None: ...

    def close(self) -> Recognized | None:  # type: ignore[override]
        return self.endpoint()


def tone(step: float) -> NDArray[np.float32]:
    return (np.sin(np.arange(8_000) * step) * 0.3).astype(np.float32)


@pytest.fixture(autouse=True)
def synthesiser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heard, "speak", lambda text, chance: tone(0.1 + chance.random()))


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """One of the two utterances is spoken by another voice already."""
    write_wav(tmp_path / "en-1.wav", 8_000, [(tone(0.3) * 32_767).astype("<i2").tobytes()])
    return tmp_path


def heard_by(engine: OneAnswer, spoken: Path, log: str = "log.jsonl", *, takes: int = 2) -> list[Hearing]:
    return hear_all(engine, RECORDS[:2], spoken, spoken / log, takes=takes, minutes=1)  # type: ignore[arg-type]


def test_every_utterance_is_heard_as_often_as_asked(spoken: Path) -> None:
    found = heard_by(OneAnswer("I paid that dead before Friday."), spoken)

    assert [(one.id, one.take) for one in found] == [("en-0", 0), ("en-1", 0), ("en-0", 1), ("en-1", 1)]
    assert found[0].word_error_rate == pytest.approx(1 / 6, abs=0.001)


def test_a_recording_that_is_there_is_heard_instead_of_the_synthesiser(spoken: Path) -> None:
    found = heard_by(OneAnswer("yes"), spoken, takes=1)

    assert [one.voice for one in found] == ["flite", "recorded"]


def test_the_same_take_is_on_the_same_line_again_and_another_is_not(spoken: Path) -> None:
    first, again = OneAnswer("yes"), OneAnswer("yes")
    heard_by(first, spoken)
    heard_by(again, spoken, "again.jsonl")

    assert first.sounds == again.sounds
    assert len(set(first.sounds)) == 4


def test_an_interrupted_run_goes_on_where_it_stopped(spoken: Path) -> None:
    before = heard_by(OneAnswer("yes"), spoken, takes=1)
    rest = OneAnswer("no")

    found = heard_by(rest, spoken, takes=2)

    assert found[:2] == before
    assert [one.heard for one in found[2:]] == ["no", "no"]
    assert len(rest.sounds) == 2


def test_nothing_is_heard_once_the_time_is_over(spoken: Path) -> None:
    found = hear_all(OneAnswer("yes"), RECORDS, spoken, spoken / "log", takes=1, minutes=-1)  # type: ignore[arg-type]

    assert found == []


def test_an_engine_that_hears_nothing_got_every_word_wrong(spoken: Path) -> None:
    assert {one.word_error_rate for one in heard_by(OneAnswer(None), spoken)} == {1.0}


def test_confusions_are_counted_and_variants_kept_without_what_says_something_else(tmp_path: Path) -> None:
    lost_negation = "That dead is mine at all"
    found = [
        Hearing("en-0", 0, "I paid that dead before Friday", 0.167, "flite", "white", 9.0),
        Hearing("en-0", 1, "I paid that dead before Friday", 0.167, "flite", "hum", 3.0),
        Hearing("en-1", 0, lost_negation, 0.333, "flite", "white", 9.0),
        Hearing("en-9", 0, "Whose record is no more", 0.2, "flite", "white", 9.0),
        Hearing("en-2", 0, "Fred with all kites", 0.9, "flite", "white", 9.0),
    ]

    counts = keep(found, RECORDS, tmp_path / "table.tsv", tmp_path / "kept" / "en.jsonl")

    table = read_confusions(tmp_path / "table.tsv")
    texts = [json.loads(line) for line in (tmp_path / "kept" / "en.jsonl").read_text().splitlines()]
    assert [(one.said, one.heard, one.times_heard) for one in table] == [("debt", "dead", 3)]
    assert texts == [{"id": "en-0", "heard": "I paid that dead before Friday", "word_error_rate": 0.167}]
    assert counts == (1, 1)


@pytest.mark.skipif(not shutil.which("flite"), reason="flite is not installed")
def test_the_same_draw_speaks_the_same_way() -> None:
    first, again, other = (speak("I paid that", random.Random(seed)) for seed in (0, 0, 1))

    assert 0.4 < len(first) / 8_000 < 3
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_missing_synthesiser_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)

    with pytest.raises(ModelError, match="apt-get install flite"):
        speak("I paid that", random.Random(0))


def test_a_voice_is_given_words_for_numbers_and_no_stage_directions() -> None:
    assert sayable(replace(RECORDS[2], text='I *can\'t*... [crying] "pay" £40 at 3:30.').text) == (
        "I can't ... pay forty pounds at three thirty."
    )
