"""A recording as a telephone system sends it: short frames, numbered, at speaking pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from assist.audio.wav import open_wav
from assist.store.audio_files import interleaved

FRAME_S = 0.1


async def paced_frames(
    path: Path, *, speed: float | None, from_sample: int = 0
) -> AsyncIterator[tuple[int, bytes]]:
    """Yield ``(first sample, interleaved s16le)`` of a WAV from the frame on that holds ``from_sample``.

    ``speed`` is a multiple of speaking pace; None sends as fast as it is taken. Pace is kept against the clock,
    so that a slow moment is caught up and the call does not drift.

    Raises:
        AudioError: the file is not the audio it says it is.
    """
    loop = asyncio.get_running_loop()
    began: float | None = None
    position = 0
    with await asyncio.to_thread(open_wav, path) as wav:
        for block in wav.blocks(FRAME_S):
            count = len(block[0]) // 2
            if position + count > from_sample:
                if began is None:
                    began = loop.time() - position / wav.rate / (speed or 1.0)
                due = began + (position + count) / wav.rate / speed if speed else 0.0
                await asyncio.sleep(max(0.0, due - loop.time()))
                yield position, interleaved(block, 2)
            position += count
