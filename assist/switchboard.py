"""The switchboard: every live call of this process, which sender belongs to which, and calls left by a crash."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from assist import wire
from assist.audio_line import Line
from assist.call import Call, Ear
from assist.conversation import Conversation, Entry, Stages
from assist.errors import AssistError, InputError, ProtocolError, StoreError
from assist.events import SPEAKERS, CallDetails, CallEvent, Language, Speaker
from assist.live_call import LiveCall
from assist.recognition.contract import Recognizer
from assist.shapes import read_details
from assist.store.audio_files import SAFE_ID, AudioFiles, AudioFormat, SpeakerAudio
from assist.store.calls import ENDED, LIVE, CallStore, StoredCall, numbered
from assist.telephony.native import Start

logger = logging.getLogger(__name__)

Engines = Mapping[Speaker, Recognizer]

TAKE_OVER_S = 3.0
"""A sender that comes back is let in on a line that has been silent this long, though it was never closed."""


class Switchboard:
    """Belongs to one event loop. ``recognizer_for`` loads an engine (slow, in a thread) or raises ModelError."""

    def __init__(
        self,
        *,
        store: CallStore,
        files: AudioFiles,
        stages: Stages,
        recognizer_for: Callable[[Language], Recognizer],
        threads: int,
        max_calls: int,
        resume_window_s: float,
        stall_s: float,
    ) -> None:
        self.store = store
        self.files = files
        self._stages = stages
        self._recognizer_for = recognizer_for
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hearing")
        self._max_calls = max_calls
        self._resume_window_s = resume_window_s
        self._stall_s = stall_s
        self._live: dict[str, LiveCall] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._doors: dict[str, asyncio.Lock] = {}
        self._closing = False

    def get(self, call_id: str) -> LiveCall | None:
        return self._live.get(call_id)

    @property
    def live_calls(self) -> list[LiveCall]:
        return list(self._live.values())

    async def connect(
        self, start: Start, *, source: str, engines: Engines | None = None
    ) -> tuple[LiveCall, Line]:
        """Begin a call, join one with the other speaker's stream, or take one up after a dropped line.

        ``engines`` is given where a call is not to be heard by its language's own engine, such as a scripted one.

        Raises:
            ProtocolError: ``busy``, ``ended``, ``conflict`` (another sender or another format), ``bad_start``,
                ``engine`` (no engine for the language) or ``storage``.
        """
        if self._closing:
            raise ProtocolError("busy", "the server is stopping; try again in a moment")
        call_id = start.call or new_call_id()
        if not SAFE_ID.fullmatch(call_id):
            raise ProtocolError("bad_start", "call: 1 to 128 letters, digits or . _ : @ -")
        async with self._doors.setdefault(call_id, asyncio.Lock()):
            try:
                return await self._connect(call_id, start, source, engines)
            except StoreError as error:
                raise ProtocolError("storage", str(error)) from error

    async def _connect(
        self, call_id: str, start: Start, source: str, engines: Engines | None
    ) -> tuple[LiveCall, Line]:
        audio_format = AudioFormat(start.encoding, start.rate)
        line = Line(start.channels, audio_format, start.start_s)
        live = self._live.get(call_id)
        resumed = live is not None
        if live is None:
            stored = await asyncio.to_thread(self.store.get, call_id)
            if stored is not None and stored.state == ENDED:
                raise ProtocolError("ended", f"call {call_id} has ended")
            if len(self._live) >= self._max_calls:
                raise ProtocolError(
                    "busy", f"{self._max_calls} calls are running, which is all this server takes"
                )
            if stored is not None:
                live = await self._take_up(stored, engines)
                resumed = True
            else:
                live = await self._begin(call_id, start, source, engines)
        self._make_room(live, line)
        self._check_format(live, line)
        opened: dict[Speaker, SpeakerAudio] = {}
        for speaker in line.channels:
            if speaker not in live.tracks:
                opened[speaker] = await asyncio.to_thread(self.files.open, call_id, speaker, audio_format)
        live.add_line(line, opened, {})
        if resumed:
            await live.log("resumed", {"speakers": list(line.channels), "next": line.next_sample})
        return live, line

    async def _begin(self, call_id: str, start: Start, source: str, engines: Engines | None) -> LiveCall:
        lang: Language = "zh" if start.lang == "zh" else "en"
        try:
            details = read_details(call_id, lang, start.details)
            if engines is None:
                recognizer = await asyncio.to_thread(self._recognizer_for, lang)
                engines = dict.fromkeys(SPEAKERS, recognizer)
        except InputError as error:
            raise ProtocolError("bad_start", f"details: {error}") from None
        except AssistError as error:
            raise ProtocolError("engine", str(error)) from error
        audio = {"encoding": start.encoding, "rate": start.rate, "start_s": start.start_s}
        await asyncio.to_thread(
            self.store.create,
            call_id,
            lang=lang,
            source=source,
            started_at=dt.datetime.now(dt.UTC),
            details=wire.details_json(details),
            audio=audio,
        )
        conversation = Conversation(details, self._stages)
        versions = self._stages.versions | {"engine": engines["agent"].info.name}
        data = {"details": wire.details_json(details), "audio": audio, "source": source, "versions": versions}
        opening = [Entry("started", 0.0, data), *conversation.opening()]
        return self._run(details, conversation, engines, opening, live=source != "recording")

    async def _take_up(self, stored: StoredCall, engines: Engines | None = None) -> LiveCall:
        """A call whose server died or whose sender is coming back: from its log and its audio."""
        details = wire.details_from(stored.details)
        if engines is None:
            recognizer = await asyncio.to_thread(self._recognizer_for, details.lang)
            engines = dict.fromkeys(SPEAKERS, recognizer)
        events = await asyncio.to_thread(self.store.events_after, stored.id)
        conversation = Conversation(details, self._stages)
        conversation.restore(events)
        entries: list[Entry] = []
        if stored.state == LIVE:
            entries = [Entry("interrupted", _last_at(events), {"reason": "server died"})]
        live = self._run(
            details,
            conversation,
            engines,
            entries,
            live=stored.source != "recording",
            last_number=len(events),
        )
        self._reopen_tracks(live, stored, events)
        return live

    def _reopen_tracks(self, live: LiveCall, stored: StoredCall, events: list[CallEvent]) -> None:
        audio_format = AudioFormat(stored.audio["encoding"], stored.audio["rate"])
        start_s = stored.audio.get("start_s", 0.0)
        folder = self.files.folder(stored.id)
        for speaker in SPEAKERS:
            if not (folder / f"{speaker}.{audio_format.encoding}").exists():
                continue
            heard_s = max(
                (
                    e.data["heard_until_s"] or 0.0
                    for e in events
                    if e.kind == "utterance" and e.data["speaker"] == speaker
                ),
                default=start_s,
            )
            line = Line((speaker,), audio_format, start_s)
            track = self.files.open(stored.id, speaker, audio_format)
            heard = min(track.samples, max(0, round((heard_s - start_s) * audio_format.rate)))
            live.add_line(line, {speaker: track}, {speaker: heard})
            live.remove_line(line, finished=False)

    def _run(
        self,
        details: CallDetails,
        conversation: Conversation,
        engines: Engines,
        opening: list[Entry],
        *,
        live: bool,
        last_number: int = 0,
    ) -> LiveCall:
        def make_ear(speaker: Speaker, rate: int, start_s: float) -> Ear:
            return Ear(speaker, engines[speaker], rate=rate, start_s=start_s)

        call = LiveCall(
            details.id,
            Call(conversation, {}),
            store=self.store,
            pool=self._pool,
            make_ear=make_ear,
            last_number=last_number,
            live=live,
            resume_window_s=self._resume_window_s,
            stall_s=self._stall_s,
        )
        self._live[details.id] = call
        task = asyncio.create_task(call.run(opening), name=f"call {details.id}")
        self._tasks[details.id] = task
        task.add_done_callback(lambda done: self._gone(details.id, done))
        return call

    def _gone(self, call_id: str, task: asyncio.Task[None]) -> None:
        self._live.pop(call_id, None)
        self._tasks.pop(call_id, None)
        self._doors.pop(call_id, None)
        if not task.cancelled() and (error := task.exception()):
            logger.error(
                "call failed",
                extra={"call": call_id, "error": type(error).__name__},
            )

    def _make_room(self, live: LiveCall, line: Line) -> None:
        """One sender a speaker: a second is refused, unless the first has fallen silent and is taken over."""
        now = time.monotonic()
        for other in list(live.lines):
            if not set(other.channels) & set(line.channels):
                continue
            if now - other.last_media_at < TAKE_OVER_S:
                raise ProtocolError("conflict", f"another sender is speaking for call {live.id}")
            live.remove_line(other, finished=False)

    def _check_format(self, live: LiveCall, line: Line) -> None:
        for speaker in line.channels:
            track = live.tracks.get(speaker)
            if track and track.audio.format != line.format:
                was = track.audio.format
                raise ProtocolError(
                    "conflict", f"the call began with {was.encoding} at {was.rate} samples a second"
                )

    async def recover(self) -> int:
        """Take up what was running when the last server stopped; returns how many calls."""
        count = 0
        for stored in await asyncio.to_thread(self.store.unfinished):
            try:
                await self._take_up(stored)
                count += 1
            except AssistError as error:
                # No engine for it here and now; its sender or an operator with one may take it up later.
                logger.error("call not taken up", extra={"call": stored.id, "why": str(error)})
                if stored.state == LIVE:
                    await asyncio.to_thread(self._mark_interrupted, stored)
        return count

    def _mark_interrupted(self, stored: StoredCall) -> None:
        events = self.store.events_after(stored.id)
        entry = Entry("interrupted", _last_at(events), {"reason": "server died"})
        self.store.append(stored.id, numbered([entry], len(events), dt.datetime.now(dt.UTC)))

    @property
    def closing(self) -> bool:
        """Whether the server is going down: readers of a feed are to let go and come back later."""
        return self._closing

    def begin_closing(self) -> None:
        """Take no more calls and wake every reader, so that none holds the server up."""
        self._closing = True
        for live in self._live.values():
            live.feed.ring()

    async def close(self) -> None:
        """Leave every call in its log as interrupted and stop."""
        self.begin_closing()
        for live in list(self._live.values()):
            live.interrupt()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._pool.shutdown(wait=True)


def new_call_id() -> str:
    """A call id that sorts by time and cannot be guessed."""
    return f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(5)}"


def _last_at(events: list[CallEvent]) -> float:
    return events[-1].at_s if events else 0.0
