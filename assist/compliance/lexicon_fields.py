"""Reads the fields of a lexicon's files, noting each mistake with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assist.compliance.located import Located, YamlMistake, read_located
from assist.compliance.rules import Example
from assist.events import LANGUAGES, Language

LANGUAGE_OF: Mapping[str, Language] = {lang: lang for lang in LANGUAGES}


class FieldReader:
    """Opens the files of one folder; ``mistakes`` has one line for each thing wrong in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mistakes: list[str] = []

    def _mistake(self, file: str, line: int, what: str, hint: str) -> None:
        self.mistakes.append(f"{file}:{line}: {what}; {hint}")

    def _open(self, name: str) -> dict[str, Located]:
        try:
            found = read_located(self.folder / name)
        except YamlMistake as mistake:
            self.mistakes.append(f"{name}:{mistake.line}: {mistake}")
        except FileNotFoundError:
            self._mistake(
                name, 1, "the file is missing", "every lexicon has it; copy it from the delivered lexicon"
            )
        except (OSError, UnicodeDecodeError):
            self._mistake(name, 1, "the file cannot be read", "save it as UTF-8 text that this user may read")
        else:
            if isinstance(found.value, dict):
                return found.value
            self._mistake(name, found.line, "not a list of names with values", "begin each line with 'name:'")
        return {}

    def _texts(self, name: str, item: Located | None, what: str) -> list[Example]:
        """A list of non-empty strings with their lines; a single string counts as a list of one."""
        if item is None:
            return []
        items = item.value if isinstance(item.value, list) else [item]
        texts: list[Example] = []
        for entry in items:
            if isinstance(entry.value, str) and entry.value.strip():
                texts.append(Example(entry.value, entry.line))
            elif isinstance(entry.value, dict | list):
                self._mistake(
                    name,
                    entry.line,
                    f"{what} is not a sentence",
                    "put it in quotes if it begins with { or [ or holds ': '",
                )
            else:
                self._mistake(name, entry.line, f"{what} is empty", "write it or remove the line")
        return texts

    def _text(self, name: str, item: Located | None, what: str, line: int) -> str:
        if item is None:
            self._mistake(name, line, f"{what} is missing", f"add '{what}:' with one sentence")
            return ""
        if not isinstance(item.value, str) or not item.value.strip():
            self._mistake(
                name, item.line, f"{what} is not a sentence", "write one, in quotes if it holds ': '"
            )
            return ""
        return item.value.strip()

    def _languages(self, name: str, found: dict[str, Located]) -> dict[Language, Located]:
        by_language: dict[Language, Located] = {}
        for key, item in found.items():
            lang = LANGUAGE_OF.get(key)
            if lang is not None:
                by_language[lang] = item
            else:
                self._mistake(name, item.line, f"unknown language {key!r}", "use en or zh")
        return by_language

    def _one_of(self, name: str, item: Located | None, what: str, allowed: Sequence[Any], line: int) -> Any:
        if item is None:
            self._mistake(name, line, f"{what} is missing", f"use one of {', '.join(allowed)}")
        elif item.value not in allowed:
            self._mistake(
                name, item.line, f"{what} {item.value!r} is unknown", f"use one of {', '.join(allowed)}"
            )
        else:
            return item.value
        return None
