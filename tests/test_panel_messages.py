"""Log entries as the panel shows them, and the words of its pages."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

import assist.web
from assist.events import CallEvent, PartialTranscript
from assist.panel.messages import panel_message, partial_message
from assist.tagging.labels import REASONS_OF

WEB = Path(assist.web.__file__).parent
NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def said(text: str) -> CallEvent:
    words = [[character, 0.0, 0.1, None] for character in text]
    data = {"turn": 0, "speaker": "agent", "text": text, "words": words, "heard_until_s": 2.0}
    return CallEvent(7, "utterance", 1.5, NOON, data)


def test_a_message_carries_its_number_and_leaves_out_what_no_panel_shows() -> None:
    message = panel_message(said("您好"))
    assert (message["kind"], message["number"], message["text"]) == ("utterance", 7, "您好")
    assert "words" not in message


def test_traditional_readers_get_the_words_in_their_script_and_the_offsets_stay_true() -> None:
    text = "因为你今天不还，我们就让警察来抓你。"
    finding = CallEvent(
        8, "finding", 1.5, NOON, {"turn": 0, "category": "threat", "start": 8, "quote": text[8:]}
    )
    shown, objected = panel_message(said(text), traditional=True), panel_message(finding, traditional=True)
    assert shown["text"] == "因為你今天不還，我們就讓警察來抓你。"
    assert shown["text"][8:] == objected["quote"]
    assert objected["category"] == "threat"


def test_a_partial_has_no_number_for_the_utterance_takes_its_place() -> None:
    message = partial_message(PartialTranscript("debtor", "我没钱", 1.0, 1.4), traditional=True)
    assert message == {"kind": "partial", "speaker": "debtor", "text": "我沒錢", "start_s": 1.0}


def test_every_word_that_the_pages_use_is_there_in_all_three_languages() -> None:
    words = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in (WEB / "locales").glob("*.json")}
    assert set(words) == {"en", "zh-Hans", "zh-Hant"}
    assert words["en"].keys() == words["zh-Hans"].keys() == words["zh-Hant"].keys()
    used: set[str] = set()
    for path in (*(WEB / "static").glob("*.js"), *(WEB / "templates").glob("*.html")):
        used |= set(re.findall(r"\bt\.([a-z_]+)\b", path.read_text(encoding="utf-8")))
    assert used - words["en"].keys() == set()
    assert [key for locale in words.values() for key, value in locale.items() if not value.strip()] == []


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_every_reason_has_words_on_the_panel(locale: str) -> None:
    words = json.loads((WEB / "locales" / f"{locale}.json").read_text(encoding="utf-8"))

    for tag, reasons in REASONS_OF.items():
        assert all(words[f"reason_{tag}_{reason}"] for reason in reasons)
    assert words["on_the_line"]


def test_reasons_stay_identifiers_in_either_script() -> None:
    event = CallEvent(
        1, "tags", 0.0, NOON, {"turn": 0, "tags": [{"tag": "hardship", "reasons": ["illness"]}]}
    )

    assert panel_message(event, traditional=True)["tags"] == [{"tag": "hardship", "reasons": ["illness"]}]
