"""A live call at the edge: audio on disk in, log and feed out, one task group a call.

Overload policy: audio is never dropped, it waits on disk. Partial transcripts are skipped first. When hearing is
more than two seconds behind what was stored, the log and the panel say so. The store refusing a write holds the
call back, with what was heard kept, until it takes it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from assist.audio_line import Line
from assist.call import BLOCK_S, Call, Ear
from assist.conversation import Entry
from assist.errors import StoreError
from assist.events import CallEvent, PartialTranscript, Speaker
from assist.feed import Feed
from assist.recognition.hearing import Heard
from assist.store.audio_files import SpeakerAudio
from assist.store.calls import CallStore, numbered

logger = logging.getLogger(__name__)

SKIP_PARTIALS_BEHIND_S = 0.6
SAY_BEHIND_S = 2.0
CAUGHT_UP_S = 0.5
JOB_S = 1.0
"""At most this much audio is heard in one turn of a worker, so that calls take turns fairly."""
PATIENCE_S = 1.0
"""How long hearing waits for a speaker whose audio is late before it goes on with the other."""
RETRY_S = 0.5


@dataclass(slots=True)
class Track:
    """One speaker's audio and how far it has been heard, in samples of its own rate."""

    audio: SpeakerAudio
    start_s: float
    heard: int
    grew_at: float

    @property
    def stored_s(self) -> float:
        return self.start_s + self.audio.samples / self.audio.format.rate

    @property
    def heard_s(self) -> float:
        return self.start_s + self.heard / self.audio.format.rate


class LiveCall:
    """Owns one call from its first sample to its ``ended`` entry. Belongs to one event loop."""

    def __init__(
        self,
        call_id: str,
        call: Call,
        *,
        store: CallStore,
        pool: Executor,
        make_ear: Callable[[Speaker, int, float], Ear],
        last_number: int = 0,
        live: bool = True,
        resume_window_s: float = 300.0,
        stall_s: float = 20.0,
    ) -> None:
        self.id = call_id
        self.feed = Feed()
        self.lines: list[Line] = []
        self.tracks: dict[Speaker, Track] = {}
        self.result: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._call = call
        self._store = store
        self._pool = pool
        self._make_ear = make_ear
        self._number = last_number
        self._live = live
        self._resume_window_s = resume_window_s
        self._stall_s = stall_s
        self._unwritten: list[CallEvent] = []
        self._arrived = asyncio.Event()
        self._lock = asyncio.Lock()
        self._stop_reason: str | None = None
        self._interrupting = False
        self._lineless_since: float | None = time.monotonic()
        self._recognition_down = False
        self._lagging = False

    # -- audio in ------------------------------------------------------------------------------------

    def add_line(
        self, line: Line, tracks: dict[Speaker, SpeakerAudio], heard_from: dict[Speaker, int]
    ) -> None:
        """A sender is connected. Tracks that are open already go on where they were."""
        now = time.monotonic()
        for speaker in line.channels:
            if speaker in self.tracks:
                continue
            audio = tracks[speaker]
            heard = heard_from.get(speaker, 0)
            track = Track(audio, line.start_s, heard, now)
            self._call.listen_to(self._make_ear(speaker, audio.format.rate, track.heard_s))
            self.tracks[speaker] = track
        line.attach({speaker: self.tracks[speaker].audio for speaker in line.channels})
        self.lines.append(line)
        self._lineless_since = None
        self.feed.set_line(state="live", speakers=sorted(self.tracks))
        self.audio_arrived()

    def audio_arrived(self) -> None:
        """Samples were stored: hearing may go on."""
        self._arrived.set()

    def remove_line(self, line: Line, *, finished: bool) -> None:
        """A sender is gone: it said stop, or its line dropped and it may come back."""
        if line not in self.lines:
            return
        self.lines.remove(line)
        if finished and not self.lines:
            self.stop("ended")
        elif not self.lines:
            self._lineless_since = time.monotonic()
            self.feed.set_line(state="line_lost")
            self.feed.ring()

    def stop(self, reason: str) -> None:
        """Hear what is stored and close the call."""
        if self._stop_reason is None:
            self._stop_reason = reason
        self.audio_arrived()

    def interrupt(self) -> None:
        """The server stops: leave the call as it is, to be taken up from its log."""
        self._interrupting = True
        self.audio_arrived()

    # -- the task group ------------------------------------------------------------------------------

    async def run(self, opening: Sequence[Entry]) -> None:
        """Hear until stopped or interrupted. Log entries in ``opening`` are written first."""
        try:
            await self._log(opening)
            async with asyncio.TaskGroup() as tasks:
                watch = tasks.create_task(self._watch_lines())
                await self._listen()
                watch.cancel()
        finally:
            for track in self.tracks.values():
                track.audio.close()
            self.feed.close()
            if not self.result.done():
                self.result.set_result(None)

    async def _listen(self) -> None:
        while not self._interrupting:
            self._arrived.clear()
            work, wait_s = self._due()
            if work:
                async with self._lock:
                    partials = await self._in_pool(self._hear, work)
                await self._tell(partials)
                continue
            if self._stop_reason is not None:
                await self._finish(self._stop_reason)
                return
            try:
                async with asyncio.timeout(wait_s):
                    await self._arrived.wait()
            except TimeoutError:
                continue
        await self._log([Entry("interrupted", self._at_s(), {"reason": "server stopped"})])

    def _due(self) -> tuple[list[tuple[Speaker, int, int]], float | None]:
        """The blocks to hear next, in the order of media time, and how long to wait if there are none."""
        now = time.monotonic()
        heard = {speaker: track.heard for speaker, track in self.tracks.items()}
        stored = {speaker: track.audio.samples for speaker, track in self.tracks.items()}
        work: list[tuple[Speaker, int, int]] = []
        wait_s: float | None = None
        budget_s = JOB_S
        while budget_s > 0:
            order = sorted(self.tracks, key=lambda s: (self._at(s, heard[s]), s))
            for speaker in order:
                track = self.tracks[speaker]
                block = round(BLOCK_S * track.audio.format.rate)
                ready = stored[speaker] - heard[speaker]
                if ready >= block or (ready and self._stop_reason is not None):
                    count = min(block, ready)
                    work.append((speaker, heard[speaker], count))
                    heard[speaker] += count
                    track.grew_at = now
                    break
                if self._stop_reason is None and (late_s := now - track.grew_at) < PATIENCE_S:
                    # The speaker whose turn it is has nothing yet: wait a little, to keep the order of the call.
                    return work, PATIENCE_S - late_s
            else:
                return work, wait_s
            budget_s -= BLOCK_S
        return work, wait_s

    def _at(self, speaker: Speaker, sample: int) -> float:
        track = self.tracks[speaker]
        return track.start_s + sample / track.audio.format.rate

    def _hear(self, work: Sequence[tuple[Speaker, int, int]]) -> list[PartialTranscript | Speaker]:
        shown: list[PartialTranscript | Speaker] = []
        partials = self._live and self._behind_s() < SKIP_PARTIALS_BEHIND_S
        for speaker, first, count in work:
            track = self.tracks[speaker]
            try:
                heard, entries = self._call.hear(speaker, track.audio.read(first, count), partials=partials)
            # The outer edge of recognition: its failure is logged, the audio stays, the call goes on.
            except Exception as error:
                heard, entries = [], self._recognition(error, self._at(speaker, first))
            else:
                if self._recognition_down:
                    entries = [*self._recognition(None, self._at(speaker, first)), *entries]
            track.heard = first + count
            shown += heard
            shown += [e.data["speaker"] for e in entries if e.kind == "utterance"]
            self._number_entries(entries)
        self._write()
        return shown

    def _recognition(self, error: Exception | None, at_s: float) -> list[Entry]:
        down = error is not None
        if down == self._recognition_down:
            return []
        self._recognition_down = down
        why = type(error).__name__ if error else None
        if error:
            logger.error("recognition down", extra={"call": self.id, "error": why})
        state = {"stage": "recognition", "state": "down" if down else "ok", "why": why}
        return [Entry("stage", at_s, state)]

    async def _tell(self, shown: Sequence[PartialTranscript | Speaker]) -> None:
        for item in shown:
            if isinstance(item, PartialTranscript):
                self.feed.show_partial(item)
            else:
                self.feed.clear_partial(item)
        await self._until_written()
        behind = self._behind_s()
        lagging = self._live and behind > (CAUGHT_UP_S if self._lagging else SAY_BEHIND_S)
        if lagging != self._lagging:
            self._lagging = lagging
            state = {"stage": "recognition", "state": "lagging" if lagging else "ok", "why": None}
            await self._log([Entry("stage", self._at_s(), state)])
        self.feed.set_line(behind_s=round(behind, 1) if lagging else 0, heard_s=round(self._at_s(), 1))
        self.feed.ring()

    async def _finish(self, reason: str) -> None:
        async with self._lock:
            entries = await self._in_pool(self._last_words, reason)
        await self._log(entries)

    def _last_words(self, reason: str) -> list[Entry]:
        entries: list[Entry] = []
        last_words: list[Heard] = []
        for speaker in self.tracks:
            try:
                last_words += self._call.last_words(speaker)
            # An engine that fails on one speaker's last words must not take the other's, or the end of the call.
            except Exception as error:
                entries += self._recognition(error, self._at_s())
        return entries + self._call.finish(last_words, reason, at_s=self._at_s())

    async def _watch_lines(self) -> None:
        """Say when audio stops coming, and close a call that nobody takes up again."""
        while True:
            await asyncio.sleep(0.5)
            now = time.monotonic()
            if self._lineless_since is not None:
                if now - self._lineless_since >= self._resume_window_s:
                    self.stop("line_lost")
                continue
            last = max((line.last_media_at for line in self.lines), default=now)
            if now - last >= self._resume_window_s:
                self.stop("stalled")
            elif self.feed.set_line(state="stalled" if now - last >= self._stall_s else "live"):
                self.feed.ring()

    # -- what the agent does -------------------------------------------------------------------------

    async def feedback(self, card: str, action: str) -> None:
        """The agent used a card or found it not helpful.

        Raises:
            ValueError: an unknown action.
        """
        async with self._lock:
            await self._in_pool(self._call.conversation.feedback, card, action)
        await self._log([Entry("card_feedback", self._at_s(), {"card": card, "action": action})])

    # -- the log -------------------------------------------------------------------------------------

    async def log(self, kind: str, data: dict[str, Any]) -> None:
        """Write one entry now."""
        await self._log([Entry(kind, self._at_s(), data)])

    async def _log(self, entries: Sequence[Entry]) -> None:
        async with self._lock:
            self._number_entries(entries)
            await self._in_pool(self._write)
        await self._until_written()
        self.feed.ring()

    def _number_entries(self, entries: Sequence[Entry]) -> None:
        events = numbered(entries, self._number, dt.datetime.now(dt.UTC))
        self._number += len(events)
        self._unwritten += events

    def _write(self) -> None:
        try:
            self._store.append(self.id, self._unwritten)
        except StoreError as error:
            logger.error("log not written", extra={"call": self.id, "why": str(error)})
            return
        self._unwritten = []

    async def _until_written(self) -> None:
        while self._unwritten:
            if self.feed.set_line(store="down"):
                self.feed.ring()
            await asyncio.sleep(RETRY_S)
            async with self._lock:
                await self._in_pool(self._write)
        if self.feed.set_line(store="ok"):
            self.feed.ring()

    def _behind_s(self) -> float:
        return max((track.stored_s - track.heard_s for track in self.tracks.values()), default=0.0)

    def _at_s(self) -> float:
        return round(max((track.heard_s for track in self.tracks.values()), default=0.0), 3)

    async def _in_pool(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
