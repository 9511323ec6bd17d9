"""Settings: one place, no silent defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.errors import SettingsError
from assist.settings import read_settings, setting_keys

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("# ours\nASSIST_PORT=1111\nASSIST_MAX_CALLS=7\nASSIST_STALL_S='9'\n")
    settings = read_settings({"ASSIST_PORT": "2222", "ASSIST_MAX_CALLS": "8"}, env_file, port=3333)
    assert (settings.port, settings.max_calls, settings.stall_s) == (3333, 8, 9.0)


def test_a_misspelt_key_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the environment: unknown setting ASSIST_PROT"):
        read_settings({"ASSIST_PROT": "1"}, tmp_path / ".env")


@pytest.mark.parametrize(("key", "value"), [("ASSIST_PORT", "eighty"), ("ASSIST_STALL_S", "soon")])
def test_a_value_of_the_wrong_type_is_an_error_with_its_key(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=key):
        read_settings({key: value}, tmp_path / ".env")


def test_a_line_that_is_no_setting_is_an_error_with_its_number(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("ASSIST_PORT=1\nnonsense\n")
    with pytest.raises(SettingsError, match=":2: expected KEY=VALUE"):
        read_settings({}, env_file)


def test_a_server_that_others_can_reach_needs_a_stream_token(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ASSIST_STREAM_TOKEN"):
        read_settings({"ASSIST_HOST": "0.0.0.0"}, tmp_path / ".env")
    assert (
        read_settings({"ASSIST_HOST": "0.0.0.0", "ASSIST_STREAM_TOKEN": "s"}, tmp_path / ".env").host
        == "0.0.0.0"
    )


def test_every_setting_is_in_the_operators_table() -> None:
    table = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [key for key in setting_keys() if f"`{key}`" not in table] == []
