"""The training corpora: one utterance a line, strictly read, split by situation.

A record is one JSON object::

    {"id": "zh-debtor-00017", "lang": "zh", "script": "hans", "speaker": "debtor",
     "text": "...", "context": [{"speaker": "agent", "text": "..."}], "labels": ["hardship"],
     "reasons": {"hardship": ["job_loss"]}, "situation": "factory-closed", "style": "elderly, short",
     "note": "..."}

``context`` holds the turns before, oldest first; ``labels`` may be empty; ``reasons``, ``on_the_line`` (true
where the third party is who speaks) and ``note`` are optional.

All utterances of one ``situation`` go to the same part of the split, so that no paraphrase of a
training utterance is ever used to judge the model. Two folders hold utterances by other hands: ``dev`` is
calibrated and chosen on, and never trained on; ``exam`` is for nothing but the figures that are told. Two hold
something else: ``promises`` cases for the reader of promises, ``misheard`` what a recogniser made of records.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

from assist.errors import InputError
from assist.events import LANGUAGES, SPEAKERS, Language, Speaker, Turn
from assist.tagging.labels import LABELS_OF, REASONS_OF

Script = Literal["hans", "hant", "latn"]
Part = Literal["train", "dev", "test"]

_SCRIPTS_OF: dict[str, tuple[Script, ...]] = {"zh": ("hans", "hant"), "en": ("latn",)}
_REQUIRED = ("id", "lang", "script", "speaker", "text", "context", "labels", "situation", "style")
_OPTIONAL = ("reasons", "on_the_line", "note")
_MOST_CONTEXT_TURNS = 4
_MOST_REASONS = 2
EXAM, OTHER_HANDS, PROMISES, MISHEARD = "exam", "dev", "promises", "misheard"
_ASIDE = frozenset({EXAM, OTHER_HANDS, PROMISES, MISHEARD})


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled utterance. ``where`` is ``file:line``; ``labels`` are in vocabulary order.

    ``reasons`` has those of each label that was given any, ``on_the_line`` None where nobody judged it.
    """

    id: str
    lang: Language
    script: Script
    speaker: Speaker
    text: str
    context: tuple[Turn, ...]
    labels: tuple[str, ...]
    situation: str
    style: str
    where: str
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on_the_line: bool | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The three parts of the corpora. No situation is in two of them.

    ``other_hands`` is the development set that others wrote: a second dev part, and a harder one.
    """

    train: tuple[Record, ...]
    dev: tuple[Record, ...]
    test: tuple[Record, ...]
    other_hands: tuple[Record, ...] = ()


def load_corpora(folder: Path) -> tuple[Record, ...]:
    """Read every ``*.jsonl`` below ``folder`` in path order.

    Raises InputError with one line a mistake (``file:line: what``): the corpora are only used whole.
    """
    records, mistakes = read_corpora(folder)
    if mistakes:
        raise InputError("\n".join(mistakes))
    if not records:
        raise InputError(f"{folder}: no *.jsonl with a record in it; the corpora belong in models/corpora")
    return records


def read_corpora(folder: Path) -> tuple[tuple[Record, ...], list[str]]:
    """The records that can be read, and the mistakes (``file:line: what``), duplicates included.

    Folders that are for something else than training are left out; each is read when it is itself asked for.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; the corpora belong in models/corpora")
    records: list[Record] = []
    mistakes: list[str] = []
    for path in sorted(folder.rglob("*.jsonl")):
        if _ASIDE & set(path.relative_to(folder).parts):
            continue
        found, wrong = _read_file(path, path.relative_to(folder).as_posix())
        records += found
        mistakes += wrong
    mistakes += _duplicates(records)
    return tuple(records), mistakes


def _read_file(path: Path, name: str) -> tuple[list[Record], list[str]]:
    records: list[Record] = []
    mistakes: list[str] = []
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        return [], [f"{name}: cannot be read as UTF-8 ({error.__class__.__name__})"]
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            records.append(parse_record(line, where))
        except InputError as error:
            mistakes.append(str(error))
    return records, mistakes


def parse_record(line: str, where: str) -> Record:
    """One line as a record; raises InputError with the first thing that is wrong, led by ``where``."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error.msg}, column {error.colno})") from None
    if not isinstance(data, dict):
        raise InputError(f"{where}: a record is a JSON object, not {type(data).__name__}")
    if unknown := data.keys() - set(_REQUIRED) - set(_OPTIONAL):
        raise InputError(f"{where}: unknown field {min(unknown)!r}")
    if missing := [name for name in _REQUIRED if name not in data]:
        raise InputError(f"{where}: missing field {missing[0]!r}")
    for name in ("id", "text", "situation", "style"):
        if not isinstance(data[name], str) or not data[name].strip():
            raise InputError(f"{where}: {name} must be text that is not blank")
    if data["lang"] not in LANGUAGES:
        raise InputError(f"{where}: lang is {data['lang']!r}; known: {', '.join(LANGUAGES)}")
    if data["script"] not in _SCRIPTS_OF[data["lang"]]:
        known = ", ".join(_SCRIPTS_OF[data["lang"]])
        raise InputError(f"{where}: script is {data['script']!r}; {data['lang']} has: {known}")
    if data["speaker"] not in SPEAKERS:
        raise InputError(f"{where}: speaker is {data['speaker']!r}; known: {', '.join(SPEAKERS)}")
    labels = _parse_labels(data["labels"], data["speaker"], where)
    return Record(
        id=data["id"],
        lang=data["lang"],
        script=data["script"],
        speaker=data["speaker"],
        text=data["text"],
        context=_parse_context(data["context"], where),
        labels=labels,
        situation=data["situation"],
        style=data["style"],
        where=where,
        reasons=_parse_reasons(data.get("reasons", {}), labels, where),
        on_the_line=_parse_on_the_line(data.get("on_the_line"), labels, where),
    )


def _parse_context(turns: object, where: str) -> tuple[Turn, ...]:
    if not isinstance(turns, list):
        raise InputError(f"{where}: context must be a list of turns")
    if len(turns) > _MOST_CONTEXT_TURNS:
        raise InputError(f"{where}: context has {len(turns)} turns; at most {_MOST_CONTEXT_TURNS} are read")
    parsed = []
    for turn in turns:
        if not isinstance(turn, dict) or turn.keys() != {"speaker", "text"}:
            raise InputError(f"{where}: a context turn has exactly 'speaker' and 'text'")
        if turn["speaker"] not in SPEAKERS:
            raise InputError(f"{where}: context speaker is {turn['speaker']!r}; known: {', '.join(SPEAKERS)}")
        if not isinstance(turn["text"], str) or not turn["text"].strip():
            raise InputError(f"{where}: context text must be text that is not blank")
        parsed.append(Turn(turn["speaker"], turn["text"]))
    return tuple(parsed)


def _parse_labels(labels: object, speaker: Speaker, where: str) -> tuple[str, ...]:
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise InputError(f"{where}: labels must be a list of label ids")
    known = LABELS_OF[speaker]
    for label in labels:
        if label not in known:
            raise InputError(f"{where}: unknown label {label!r} for the {speaker}; known: {', '.join(known)}")
    if len(set(labels)) != len(labels):
        raise InputError(f"{where}: a label is listed twice")
    return tuple(label for label in known if label in labels)


def _parse_reasons(given: object, labels: tuple[str, ...], where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, dict):
        raise InputError(f"{where}: reasons must be an object of lists by label")
    parsed: dict[str, tuple[str, ...]] = {}
    for label, reasons in given.items():
        if label not in REASONS_OF or label not in labels:
            raise InputError(f"{where}: reasons for {label!r}, which is not a label here that has reasons")
        if not isinstance(reasons, list) or not 1 <= len(reasons) <= _MOST_REASONS:
            raise InputError(f"{where}: {label} has a list of one or {_MOST_REASONS} reasons")
        for reason in reasons:
            if reason not in REASONS_OF[label]:
                known = ", ".join(REASONS_OF[label])
                raise InputError(f"{where}: unknown reason {reason!r} for {label}; known: {known}")
        if len(set(reasons)) != len(reasons):
            raise InputError(f"{where}: a reason for {label} is listed twice")
        parsed[label] = tuple(reasons)
    return parsed


def _parse_on_the_line(given: object, labels: tuple[str, ...], where: str) -> bool | None:
    if given is None:
        return None
    if not isinstance(given, bool) or "third_party" not in labels:
        raise InputError(f"{where}: on_the_line is true or false, and only where third_party is a label")
    return given


def _duplicates(records: Iterable[Record]) -> Iterator[str]:
    """A short answer may recur after different words of the other side; anything else may not recur."""
    by_id: dict[str, str] = {}
    by_words: dict[tuple[str, ...], str] = {}
    for record in records:
        if record.id in by_id:
            yield f"{record.where}: id {record.id!r} is already at {by_id[record.id]}"
        by_id.setdefault(record.id, record.where)
        words = (record.speaker, bare_text(record.text), *(bare_text(turn.text) for turn in record.context))
        if words in by_words:
            yield f"{record.where}: the same text and context as {by_words[words]}"
        by_words.setdefault(words, record.where)


def bare_text(text: str) -> str:
    """``text`` without case, width, punctuation and spaces: what two spellings of the same words share."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def part_of(situation: str) -> Part:
    """The part a situation belongs to: 80 % train, 10 % dev, 10 % test, by a hash of its slug."""
    bucket = int.from_bytes(hashlib.sha256(situation.encode()).digest()[:8], "big") % 10
    return "test" if bucket == 0 else "dev" if bucket == 1 else "train"


def load_split(folder: Path) -> Split:
    """The corpora of ``folder`` in their parts, with its development set by other hands if it has one.

    Raises InputError as ``load_corpora``.
    """
    other = load_corpora(folder / OTHER_HANDS) if (folder / OTHER_HANDS).is_dir() else ()
    return replace(split_by_situation(load_corpora(folder)), other_hands=other)


def split_by_situation(records: Iterable[Record]) -> Split:
    """Split so that no situation straddles two parts; the same records always split the same way."""
    parts: dict[str, list[Record]] = {part: [] for part in get_args(Part)}
    for record in records:
        parts[part_of(record.situation)].append(record)
    return Split(*(tuple(parts[part]) for part in ("train", "dev", "test")))
