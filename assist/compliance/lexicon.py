"""The lexicon folder: YAML -> rules, read once, with every mistake named by file, line and remedy.

``concepts.yaml``, ``scope.yaml`` and ``homophones.yaml`` stand beside one file for each conduct category.
A rule that is broken, never matches, is too slow or is contradicted by its own examples stops the load.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from assist.compliance.lexicon_reading import LexiconReader
from assist.compliance.rule_matching import RuleMatcher
from assist.compliance.rules import Category, Rule
from assist.errors import ContentError
from assist.events import Language


class Lexicon:
    """Rules, ready to match. ``version`` names the content: the same files give the same version."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        categories: Mapping[str, Category],
        matchers: Mapping[Language, RuleMatcher],
        version: str,
    ) -> None:
        self.rules = rules
        self.categories = categories
        self.matchers = matchers
        self.version = version

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Reads a lexicon folder. Raises ContentError with one line a mistake: ``file:line: what; hint``."""
        reader = LexiconReader(folder)
        reader.read()
        if reader.mistakes:
            raise ContentError("\n".join(reader.mistakes))
        return cls(tuple(reader.rules), reader.categories, reader.matchers, content_version(folder))


def check_lexicon(folder: Path) -> list[str]:
    """Every mistake in a lexicon folder, one line each; empty when it can be loaded."""
    reader = LexiconReader(folder)
    reader.read()
    return reader.mistakes


def content_version(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of any YAML file of the folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(b"\0")
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:12]
