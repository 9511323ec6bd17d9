"""Callguide's own audio protocol, without sockets: messages in, events out.

``docs/audio-protocol.md`` tells it whole. A sender says ``start``, sends audio in binary messages and says
``stop``. Every binary message begins with the sequence number of its first sample (counted a channel, from 0, as
TCP counts bytes): a sender whose line dropped goes on from what was acknowledged and loses and doubles nothing.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any, Literal

from assist.errors import ProtocolError
from assist.events import SPEAKERS, Speaker

VERSION = 1
HEADER = struct.Struct(">Q")
START_LIMIT = 65_536
MEDIA_LIMIT = 1_048_576
ENCODINGS = ("s16le", "mulaw", "alaw")


@dataclass(frozen=True, slots=True)
class Start:
    """A sender wants to begin or go on with a call. ``call`` is None where the server is to name it."""

    call: str | None
    lang: str
    encoding: str
    rate: int
    channels: tuple[Speaker, ...]
    start_s: float
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Media:
    """Samples of every channel of the start message, interleaved; ``first`` numbers the first of them."""

    first: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Stop:
    """The sender has sent everything."""


class NativeReceiver:
    """What a sender may say when. Give it every message; it raises ProtocolError on a breach."""

    def __init__(self) -> None:
        self._state: Literal["new", "started", "stopped"] = "new"

    def receive(self, message: str | bytes) -> Start | Media | Stop:
        if self._state == "stopped":
            raise ProtocolError("after_stop", "nothing may follow stop")
        if isinstance(message, bytes):
            return self._media(message)
        return self._text(message)

    def _media(self, message: bytes) -> Media:
        if self._state == "new":
            raise ProtocolError("media_before_start", "audio came before start")
        if len(message) > MEDIA_LIMIT:
            raise ProtocolError("too_large", f"an audio message has at most {MEDIA_LIMIT} bytes")
        if len(message) < HEADER.size:
            raise ProtocolError("bad_media", "an audio message begins with 8 bytes of sequence number")
        (first,) = HEADER.unpack_from(message)
        return Media(first, message[HEADER.size :])

    def _text(self, message: str) -> Start | Stop:
        if len(message) > START_LIMIT:
            raise ProtocolError("too_large", f"a text message has at most {START_LIMIT} characters")
        try:
            data = json.loads(message)
        except ValueError:
            raise ProtocolError("bad_json", "a text message must be JSON") from None
        kind = data.get("type") if isinstance(data, dict) else None
        if kind == "start":
            if self._state != "new":
                raise ProtocolError("second_start", "the stream has started already")
            start = _start(data)
            self._state = "started"
            return start
        if kind == "stop":
            if self._state == "new":
                raise ProtocolError("stop_before_start", "stop came before start")
            self._state = "stopped"
            return Stop()
        raise ProtocolError("unknown_type", 'type must be "start" or "stop"')


def _start(data: dict[str, Any]) -> Start:
    audio = data.get("audio")
    if not isinstance(audio, dict):
        raise ProtocolError("bad_start", "audio: an object with encoding, rate and channels is needed")
    if (version := data.get("version", VERSION)) != VERSION:
        raise ProtocolError("bad_version", f"version: {VERSION} is spoken here, not {version!r}")
    encoding = audio.get("encoding")
    if encoding not in ENCODINGS:
        raise ProtocolError("bad_start", f"audio.encoding: one of {', '.join(ENCODINGS)}")
    rate = audio.get("rate")
    if not isinstance(rate, int) or isinstance(rate, bool) or not 8000 <= rate <= 48000:
        raise ProtocolError("bad_start", "audio.rate: a whole number from 8000 to 48000")
    channels = audio.get("channels")
    if not isinstance(channels, list) or not channels or len(set(map(str, channels))) != len(channels):
        raise ProtocolError("bad_start", 'audio.channels: a list of "agent" and "debtor", each at most once')
    if any(channel not in SPEAKERS for channel in channels):
        raise ProtocolError("bad_start", 'audio.channels: only "agent" and "debtor" are known')
    lang = data.get("lang")
    if lang not in ("en", "zh"):
        raise ProtocolError("bad_start", 'lang: "en" or "zh"')
    call = data.get("call")
    if call is not None and not isinstance(call, str):
        raise ProtocolError("bad_start", "call: a string")
    start_s = audio.get("start_s", 0.0)
    if not isinstance(start_s, int | float) or isinstance(start_s, bool) or not 0 <= start_s <= 86_400:
        raise ProtocolError("bad_start", "audio.start_s: seconds from 0 to 86400")
    details = data.get("details", {})
    if not isinstance(details, dict):
        raise ProtocolError("bad_start", "details: an object")
    return Start(call, lang, encoding, rate, tuple(channels), float(start_s), details)


def start_message(start: Start) -> str:
    """What a sender says first."""
    audio = {
        "encoding": start.encoding,
        "rate": start.rate,
        "channels": list(start.channels),
        "start_s": start.start_s,
    }
    message = {
        "type": "start",
        "version": VERSION,
        "call": start.call,
        "lang": start.lang,
        "audio": audio,
        "details": start.details,
    }
    return json.dumps(message, ensure_ascii=False)


def media_message(first: int, payload: bytes) -> bytes:
    """Samples with the sequence number of the first."""
    return HEADER.pack(first) + payload


def started(call: str, next_sample: int) -> str:
    return json.dumps({"type": "started", "version": VERSION, "call": call, "next": next_sample})


def acknowledged(next_sample: int) -> str:
    """Everything before ``next_sample`` is stored and need not be sent again."""
    return json.dumps({"type": "ack", "next": next_sample})


def expected(next_sample: int) -> str:
    """A gap: the sender is to go on from ``next_sample``; what it sent beyond was passed over."""
    return json.dumps({"type": "expect", "next": next_sample})


def stopped(result: dict[str, Any]) -> str:
    return json.dumps({"type": "stopped", "result": result}, ensure_ascii=False)


def refused(error: ProtocolError) -> str:
    return json.dumps({"type": "error", "code": error.code, "message": str(error)})
