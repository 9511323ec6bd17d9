"""Log entries as the side panel shows them: an entry in, one plain message out, in the script the agent reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from opencc import OpenCC

from assist.events import CallEvent, PartialTranscript


def panel_message(event: CallEvent, *, traditional: bool = False) -> dict[str, Any]:
    """The message for one log entry. Every entry gives one, so that a reader can count."""
    data: dict[str, Any] = dict(event.data)
    if event.kind == "utterance":
        # The panel shows sentences; word times stay in the log for the reviewers.
        data = {key: value for key, value in data.items() if key not in ("words", "heard_until_s")}
    message = {
        "kind": event.kind,
        "number": event.number,
        "at_s": event.at_s,
        "at": event.at.isoformat(),
    } | data
    return _in_script(message, to_traditional()) if traditional else message


def partial_message(partial: PartialTranscript, *, traditional: bool = False) -> dict[str, Any]:
    """What is being said now. It has no number: the utterance that follows takes its place."""
    message = {
        "kind": "partial",
        "speaker": partial.speaker,
        "text": partial.text,
        "start_s": round(partial.start_s, 2),
    }
    return _in_script(message, to_traditional()) if traditional else message


@cache
def to_traditional() -> Callable[[str], str]:
    """Simplified to traditional as Taiwan writes it, character by character: offsets into the text stay true."""
    converter = OpenCC("s2tw")

    def convert(text: str) -> str:
        converted = str(converter.convert(text))
        # Offsets of findings are into the text as said; a conversion that changes the length would move them.
        return converted if len(converted) == len(text) else text

    return convert


IDENTIFIERS = frozenset(
    {"kind", "id", "card", "check", "category", "rule", "tag", "reasons", "state", "stage", "speaker"}
)


def _in_script(value: Any, convert: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, Mapping):
        return {k: v if k in IDENTIFIERS else _in_script(v, convert) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_script(item, convert) for item in value]
    return value
