"""The sherpa adapter: what its models must be, and how tokens become words."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from assist.audio.voice_activity import MODEL_FILE
from assist.errors import ModelError
from assist.recognition.engines import engine_for, load_recognizer
from assist.recognition.models import installed_models
from assist.recognition.sherpa_engine import SherpaRecognizer, words_of

TINY = Path(__file__).parent / "fixtures" / "sherpa-tiny"


def result(tokens, starts, logs=()):
    return SimpleNamespace(tokens=tokens, timestamps=starts, ys_probs=list(logs))


def texts(*tokens):
    return [word.text for word in words_of(result(tokens, [0.1 * n for n in range(len(tokens))]), 0.0, 60.0)]


def test_pieces_are_joined_into_words_at_their_marks():
    assert texts("▁I", "▁CAN", "▁P", "AY", " FIF", "TY") == ["I", "CAN", "PAY", "FIFTY"]


def test_every_chinese_character_is_a_word():
    assert texts("我", "下", "周", "还") == ["我", "下", "周", "还"]


def test_mixed_speech_is_parted_between_the_scripts():
    assert texts("▁V", "IP", "客", "户", "▁O", "K") == ["VIP", "客", "户", "OK"]


def test_a_word_lasts_until_the_next_begins_but_not_through_a_pause():
    first, second = words_of(result(["▁YES", "▁NO"], [0.2, 3.0]), 10.0, 60.0)
    assert (first.start_s, first.end_s) == (10.2, 10.6)
    assert (second.start_s, second.end_s) == (13.0, 13.2)


def test_the_confidence_of_a_word_is_the_mean_of_its_pieces():
    (word,) = words_of(result(["▁P", "AY"], [0.0, 0.1], [-0.2, -0.4]), 0.0, 60.0)
    assert word.confidence == pytest.approx(0.7408, abs=1e-4)
    (unknown,) = words_of(result(["▁PAY"], [0.0]), 0.0, 60.0)
    assert unknown.confidence is None


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="no sherpa-onnx streaming model here"):
        SherpaRecognizer(tmp_path, lang="zh")


def test_a_model_of_the_wrong_kind_is_refused_and_the_server_lives(tmp_path):
    """The library ends the process on such a file; the trial in a process of its own takes the blow."""
    wrong = tmp_path / "wrong"
    shutil.copytree(TINY, wrong)
    shutil.copy(MODEL_FILE, wrong / "encoder.onnx")
    with pytest.raises(ModelError, match="not a streaming model that sherpa-onnx can load"):
        SherpaRecognizer(wrong, lang="zh")


def test_a_damaged_model_is_refused(tmp_path):
    damaged = tmp_path / "damaged"
    shutil.copytree(TINY, damaged)
    (damaged / "joiner.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError, match="not a streaming model that sherpa-onnx can load"):
        SherpaRecognizer(damaged, lang="zh")


def test_an_installed_model_hears_both_its_languages(tmp_path):
    name = "sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20"
    shutil.copytree(TINY, tmp_path / name)
    assert installed_models(tmp_path)[0].languages == ("zh", "en")
    for lang in ("zh", "en"):
        assert engine_for(lang, models=tmp_path) == "sherpa"
        recognizer = load_recognizer("sherpa", lang=lang, models=tmp_path)
        assert recognizer.info.streaming
        recognizer.close()
