"""What the lexicon holds once it is read: rules and what is said of their categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assist.events import Language

Severity = Literal["critical", "major", "minor"]
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must hit or must miss, with the line it is written on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One thing an agent may not say in one language.

    ``unless`` withdraws the rule within the same sentence, ``unless_anywhere`` within the utterance.
    ``respects_negation`` is False for words that offend however they are put. ``third_party`` rules hold only
    while someone other than the debtor is on the line.
    """

    id: str
    category: str
    lang: Language
    severity: Severity
    say: tuple[str, ...]
    why: str
    say_instead: str
    source: str | None
    hits: tuple[Example, ...]
    misses: tuple[Example, ...]
    file: str
    line: int
    unless: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    respects_negation: bool = True
    third_party: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """What is said when only the model objects: severity, reason and a better sentence in each language."""

    id: str
    severity: Severity
    why: Mapping[Language, str]
    say_instead: Mapping[Language, str]
    source: Mapping[Language, str]
