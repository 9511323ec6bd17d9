"""The one place where settings are read: flags over environment (``ASSIST_*``) over ``.env`` over defaults.

An unknown ``ASSIST_`` key is an error: a misspelt setting must never be a silent default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assist.errors import SettingsError

PREFIX = "ASSIST_"
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set; ``docs/settings.md`` has the same table in words."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = ROOT / "var"
    database_url: str | None = None
    models: Path = ROOT / "models"
    cards: Path = ROOT / "guidance_cards"
    lexicon: Path = ROOT / "compliance_lexicon"
    engine_en: str | None = None
    engine_zh: str | None = None
    stream_token: str | None = None
    resume_window_s: float = 300.0
    stall_s: float = 20.0
    recognition_threads: int = 0
    max_upload_mb: int = 512
    max_calls: int = 64
    log_level: str = "info"

    @property
    def speech_models(self) -> Path:
        return self.models / "speech"

    def engine(self, lang: str) -> str | None:
        """The engine asked for in this language, or None to take what is installed."""
        return self.engine_zh if lang == "zh" else self.engine_en

    @property
    def threads(self) -> int:
        return self.recognition_threads or os.cpu_count() or 1

    @property
    def is_loopback(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}


def _from_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        key, equals, value = entry.partition("=")
        if not equals:
            raise SettingsError(f"{path}:{number}: expected KEY=VALUE")
        values[key.strip()] = value.strip().strip("\"'")
    return values


def read_settings(
    environment: Mapping[str, str] | None = None,
    env_file: Path | None = None,
    **flags: Any,
) -> Settings:
    """Read the settings; ``flags`` that are None count as not given.

    Raises:
        SettingsError: an unknown key, or a value of the wrong type, named with where it came from.
    """
    environment = os.environ if environment is None else environment
    env_file = Path(".env") if env_file is None else env_file
    known = {field.name for field in fields(Settings)}
    given: dict[str, Any] = {}
    for where, source in ((str(env_file), _from_env_file(env_file)), ("the environment", environment)):
        for key, value in source.items():
            if not key.startswith(PREFIX):
                continue
            name = key.removeprefix(PREFIX).lower()
            if name not in known:
                raise SettingsError(f"{where}: unknown setting {key}; known: {', '.join(setting_keys())}")
            if value != "":
                given[name] = value
    given.update({name: value for name, value in flags.items() if value is not None})
    try:
        settings = TypeAdapter(Settings).validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg'].lower()}") from None
    if not settings.is_loopback and not settings.stream_token:
        raise SettingsError(
            f"ASSIST_HOST is {settings.host}: a server that others can reach needs ASSIST_STREAM_TOKEN, "
            "the secret that telephone systems send with their audio"
        )
    return settings


def setting_keys() -> list[str]:
    """The environment names of all settings."""
    return [PREFIX + field.name.upper() for field in fields(Settings)]
