"""What readers of a live call wait on: a bell, and the few things that are shown but not logged.

The log is the truth and lies in the store; a reader keeps its own place in it. So a slow reader has no queue
that could fill: it reads on from its number when it can, and of partials it sees only the newest.
"""

from __future__ import annotations

import asyncio
from typing import Any

from assist.events import PartialTranscript, Speaker


class Feed:
    """Belongs to one event loop."""

    def __init__(self) -> None:
        self.version = 0
        self.closed = False
        self._partials: dict[Speaker, PartialTranscript] = {}
        self._line: dict[str, Any] = {}
        self._bell = asyncio.Event()

    @property
    def partials(self) -> dict[Speaker, PartialTranscript]:
        """What is being said now, by speaker."""
        return dict(self._partials)

    @property
    def line(self) -> dict[str, Any]:
        """The state of the audio line and the stages, as plain JSON."""
        return dict(self._line)

    def show_partial(self, partial: PartialTranscript) -> None:
        self._partials[partial.speaker] = partial

    def clear_partial(self, speaker: Speaker) -> None:
        self._partials.pop(speaker, None)

    def set_line(self, **state: Any) -> bool:
        """Change the line's state; returns whether anything changed."""
        changed = any(self._line.get(key) != value for key, value in state.items())
        self._line.update(state)
        return changed

    def ring(self) -> None:
        """Something is new: wake every reader."""
        self.version += 1
        self._bell.set()
        self._bell = asyncio.Event()

    def close(self) -> None:
        self.closed = True
        self.ring()

    async def news(self, seen: int, patience_s: float) -> bool:
        """Wait until the version is past ``seen``; False if ``patience_s`` went by in silence."""
        if self.version != seen or self.closed:
            return True
        bell = self._bell
        try:
            async with asyncio.timeout(patience_s):
                await bell.wait()
        except TimeoutError:
            return False
        return True
