"""A call's details from a file, for the commands that take one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assist.errors import InputError


def details_from_file(path: Path | None) -> dict[str, Any]:
    """The ``call`` object of a call transcript, or that object by itself; empty without a file.

    Raises:
        InputError: the file cannot be read or holds no object.
    """
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"{path}: not JSON: {error}") from None
    if not isinstance(given, dict):
        raise InputError(f"{path}: an object is needed")
    # A call transcript's "call" object, or that object by itself.
    details = given.get("call", given)
    return details if isinstance(details, dict) else {}
