"""Callguide's own audio protocol, message by message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assist.errors import ProtocolError
from assist.telephony import native

START: dict[str, Any] = {
    "type": "start",
    "version": 1,
    "call": "c1",
    "lang": "en",
    "audio": {"encoding": "mulaw", "rate": 8000, "channels": ["agent", "debtor"]},
    "details": {"balance": 720},
}


def begun() -> native.NativeReceiver:
    receiver = native.NativeReceiver()
    receiver.receive(json.dumps(START))
    return receiver


def test_a_start_message_says_who_is_on_which_channel() -> None:
    start = native.NativeReceiver().receive(json.dumps(START))
    assert start == native.Start("c1", "en", "mulaw", 8000, ("agent", "debtor"), 0.0, {"balance": 720})


def test_what_a_sender_writes_is_what_a_receiver_reads() -> None:
    start = native.Start(None, "zh", "s16le", 16000, ("debtor",), 2.5, {"debtor_name": "王五"})
    assert native.NativeReceiver().receive(native.start_message(start)) == start
    media = begun().receive(native.media_message(1600, b"\x01\x02"))
    assert media == native.Media(1600, b"\x01\x02")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"audio": None}, "audio"),
        ({"lang": "fr"}, "lang"),
        ({"version": 2}, "version"),
        ({"call": 7}, "call"),
        ({"details": []}, "details"),
        ({"audio": START["audio"] | {"encoding": "mp3"}}, "audio.encoding"),
        ({"audio": START["audio"] | {"rate": 7999}}, "audio.rate"),
        ({"audio": START["audio"] | {"rate": True}}, "audio.rate"),
        ({"audio": START["audio"] | {"rate": "8000"}}, "audio.rate"),
        ({"audio": START["audio"] | {"channels": []}}, "audio.channels"),
        ({"audio": START["audio"] | {"channels": ["agent", "agent"]}}, "audio.channels"),
        ({"audio": START["audio"] | {"channels": ["caller"]}}, "audio.channels"),
        ({"audio": START["audio"] | {"start_s": -1}}, "audio.start_s"),
    ],
)
def test_a_start_message_with_a_mistake_is_refused_by_field(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ProtocolError, match=said):
        native.NativeReceiver().receive(json.dumps(START | change))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("hello", "bad_json"),
        ("[]", "unknown_type"),
        ('{"type": "start"', "bad_json"),
        ('{"type": "media"}', "unknown_type"),
        ('{"type": "stop"}', "stop_before_start"),
        (b"\0" * 20, "media_before_start"),
        ("x" * (native.START_LIMIT + 1), "too_large"),
    ],
)
def test_before_start_nothing_else_is_taken(message: str | bytes, code: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        native.NativeReceiver().receive(message)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"\0" * 7, "bad_media"),
        (b"\0" * (native.MEDIA_LIMIT + 1), "too_large"),
        (json.dumps(START), "second_start"),
    ],
)
def test_after_start_only_media_and_stop_are_taken(message: str | bytes, code: str) -> None:
    with pytest.raises(ProtocolError) as refusal:
        begun().receive(message)
    assert refusal.value.code == code


def test_nothing_follows_stop() -> None:
    receiver = begun()
    assert receiver.receive('{"type": "stop"}') == native.Stop()
    with pytest.raises(ProtocolError, match="nothing may follow"):
        receiver.receive(native.media_message(0, b""))
