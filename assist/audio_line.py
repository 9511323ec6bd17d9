"""One sender's line: the channels it carries and where its audio goes."""

from __future__ import annotations

import time
from collections.abc import Mapping

from assist.errors import AudioError, ProtocolError
from assist.events import Speaker
from assist.store.audio_files import AudioFormat, SpeakerAudio, deinterleaved


class Line:
    """Takes a sender's numbered samples and stores them, channel by channel."""

    def __init__(
        self, channels: tuple[Speaker, ...], audio_format: AudioFormat, start_s: float = 0.0
    ) -> None:
        self.channels = channels
        self.format = audio_format
        self.start_s = start_s
        self.last_media_at = time.monotonic()
        self._tracks: Mapping[Speaker, SpeakerAudio] = {}

    def attach(self, tracks: Mapping[Speaker, SpeakerAudio]) -> None:
        self._tracks = tracks

    @property
    def next_sample(self) -> int:
        """The first sample that is not yet stored in every channel."""
        return min(track.samples for track in self._tracks.values())

    def store(self, first: int, payload: bytes) -> bool:
        """Store a message's samples; False where it leaves a gap, and nothing of it is kept.

        Samples that are stored already are passed over, so a sender may repeat what it is not sure of.

        Raises:
            ProtocolError: the payload is not whole samples of every channel.
            StoreError: the disk refused; the sender is to keep the samples.
        """
        if first > self.next_sample:
            return False
        try:
            parts = deinterleaved(payload, len(self.channels), self.format.sample_bytes)
        except AudioError as error:
            raise ProtocolError("bad_media", str(error)) from None
        for speaker, part in zip(self.channels, parts, strict=True):
            self._tracks[speaker].append(first, part)
        self.last_media_at = time.monotonic()
        return True
