"""The folder a tagging model lives in, and the proof that its files are whole.

::

    models/tagging/
        manifest.json     version, and for each other file its sha256 and size in bytes
        encoder.onnx      weights
        tokenizer.json    vocabulary
        tagger.json       labels, calibration, thresholds
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from assist.errors import ModelError
from assist.events import LANGUAGES
from assist.tagging.calibration import LabelCalibration

MANIFEST = "manifest.json"
ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"
TAGGER = "tagger.json"
FILES = (ENCODER, TOKENIZER, TAGGER)

_REMEDY = "restore it from the release, or run 'assist train'"


def write_manifest(folder: Path) -> str:
    """Write ``manifest.json`` over the three files and give the version, a digest of them."""
    files = {name: _digest(folder / name) for name in FILES}
    whole = "".join(entry["sha256"] for entry in files.values())
    version = "tagging-" + hashlib.sha256(whole.encode()).hexdigest()[:12]
    text = json.dumps({"version": version, "files": files}, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return version


def verify(folder: Path) -> str:
    """The version of a whole model; raises ModelError naming the file that is missing or altered."""
    path = folder / MANIFEST
    manifest = _read_json(path)
    files = manifest.get("files")
    version = manifest.get("version")
    if not isinstance(version, str) or not isinstance(files, dict) or set(files) != set(FILES):
        raise ModelError(f"{path}: not the manifest of a tagging model; {_REMEDY}")
    for name in FILES:
        found = folder / name
        if not found.is_file():
            raise ModelError(f"{found}: missing; {_REMEDY}")
        expected = files[name]
        size = found.stat().st_size
        if size != expected["bytes"]:
            raise ModelError(f"{found}: {size} bytes instead of {expected['bytes']}; {_REMEDY}")
        if _digest(found)["sha256"] != expected["sha256"]:
            raise ModelError(f"{found}: altered, its checksum is not that of the manifest; {_REMEDY}")
    return version


def read_calibrations(folder: Path, labels: tuple[str, ...]) -> tuple[LabelCalibration, ...]:
    """The calibration of each label, in the order given; raises ModelError when the labels differ."""
    path = folder / TAGGER
    data = _read_json(path)
    found = data.get("labels")
    if not isinstance(found, list) or tuple(entry.get("label") for entry in found) != labels:
        raise ModelError(f"{path}: made for other labels than this version's; run 'assist train'")
    try:
        return tuple(
            LabelCalibration(
                slope=float(entry["slope"]),
                offset=float(entry["offset"]),
                thresholds={lang: float(entry["thresholds"][lang]) for lang in LANGUAGES},
                faint={lang: float(entry["faint"][lang]) for lang in LANGUAGES} if "faint" in entry else None,
            )
            for entry in found
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: calibration cannot be read ({error!r}); {_REMEDY}") from None


def write_calibrations(
    folder: Path, labels: tuple[str, ...], calibrations: tuple[LabelCalibration, ...]
) -> None:
    """Write ``tagger.json``."""
    entries = [
        {
            "label": label,
            "slope": round(each.slope, 6),
            "offset": round(each.offset, 6),
            "thresholds": dict(each.thresholds),
        }
        | ({"faint": dict(each.faint)} if each.faint else {})
        for label, each in zip(labels, calibrations, strict=True)
    ]
    (folder / TAGGER).write_text(json.dumps({"labels": entries}, indent=2) + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path}: missing; {_REMEDY}") from None
    except (OSError, ValueError):
        raise ModelError(f"{path}: cannot be read as JSON; {_REMEDY}") from None
    if not isinstance(data, dict):
        raise ModelError(f"{path}: not a JSON object; {_REMEDY}")
    return data


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}
