"""Recordings into the pipeline: the sample calls at speaking pace, and uploads as fast as they can be heard."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assist.audio.wav import channel_order, open_wav
from assist.errors import AssistError, AudioError
from assist.events import LANGUAGES
from assist.pacing import paced_frames
from assist.recognition.scripted_engine import ScriptedRecognizer, scripts_of
from assist.samples.library import sample_call
from assist.switchboard import Engines, new_call_id
from assist.telephony.native import Start
from assist.web.pages import start_page_with

logger = logging.getLogger(__name__)

COPY_BLOCK = 1 << 20


@contextlib.asynccontextmanager
async def player(app: Starlette) -> AsyncIterator[None]:
    """Owns the tasks that play recordings; they end with the server."""
    app.state.playing = set()
    yield
    for task in app.state.playing:
        task.cancel()
    await asyncio.gather(*app.state.playing, return_exceptions=True)


async def play_sample(request: Request) -> Response:
    """Play a sample call through the pipeline, as a telephone system would send it."""
    lang = request.path_params["lang"]
    if lang not in LANGUAGES:
        raise HTTPException(404)
    scripted = (await request.form()).get("engine") == "scripted"
    sample = sample_call(lang)
    transcript = json.loads(sample.transcript.read_text(encoding="utf-8"))
    engines: Engines | None = None
    if scripted:
        scripts = scripts_of(transcript["turns"])
        engines = {speaker: ScriptedRecognizer(script) for speaker, script in scripts.items()}
    else:
        try:
            await asyncio.to_thread(request.app.state.house.recognizers.get, lang)
        except AssistError as error:
            return await start_page_with(request, str(error), 409)
    call_id = new_call_id()
    with await asyncio.to_thread(open_wav, sample.wav) as wav:
        start = Start(call_id, lang, "s16le", wav.rate, ("agent", "debtor"), 0.0, transcript["call"])
    _play(request, start, sample.wav, source="sample", speed=1.0, engines=engines)
    return RedirectResponse(f"/calls/{call_id}?lang={lang}", status_code=303)


async def upload(request: Request) -> Response:
    """Take an uploaded recording and hear it."""
    house = request.app.state.house
    limit = house.settings.max_upload_mb * 1_000_000
    if int(request.headers.get("content-length") or 0) > limit:
        return await start_page_with(
            request, f"The file is larger than {house.settings.max_upload_mb} MB.", 413
        )
    async with request.form() as form:
        file, lang = form.get("recording"), form.get("lang")
        if not isinstance(file, UploadFile) or not file.filename:
            return await start_page_with(request, "Choose a WAV file first.", 422)
        if lang not in LANGUAGES:
            raise HTTPException(422, "lang: en or zh")
        path = house.settings.data / "uploads" / f"{secrets.token_hex(8)}.wav"
        await asyncio.to_thread(_save, file, path)
    try:
        with await asyncio.to_thread(open_wav, path) as wav:
            rate = wav.rate
            channels = channel_order(str(form.get("channels") or "") or None, wav.channels)
        await asyncio.to_thread(house.recognizers.get, lang)
    except AssistError as error:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        status = 422 if isinstance(error, AudioError) else 409
        return await start_page_with(request, str(error).replace(str(path), file.filename), status)
    call_id = new_call_id()
    start = Start(call_id, str(lang), "s16le", rate, channels, 0.0, {})
    _play(request, start, path, source="recording", speed=None, engines=None, delete=True)
    return RedirectResponse(f"/calls/{call_id}?lang={lang}", status_code=303)


def _save(file: UploadFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        while block := file.file.read(COPY_BLOCK):
            out.write(block)


def _play(
    request: Request,
    start: Start,
    path: Path,
    *,
    source: str,
    speed: float | None,
    engines: Engines | None,
    delete: bool = False,
) -> None:
    app = request.app

    async def play() -> None:
        live, line = await app.state.house.switchboard.connect(start, source=source, engines=engines)
        finished = False
        try:
            async for first, payload in paced_frames(path, speed=speed):
                await asyncio.to_thread(line.store, first, payload)
                live.audio_arrived()
            finished = True
        finally:
            live.remove_line(line, finished=finished)
            if delete:
                await asyncio.to_thread(path.unlink, missing_ok=True)

    def done(task: asyncio.Task[None]) -> None:
        app.state.playing.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("recording not played", extra={"call": start.call, "error": type(error).__name__})

    task = asyncio.create_task(play())
    app.state.playing.add(task)
    task.add_done_callback(done)


routes = [
    Route("/calls/sample/{lang}", play_sample, methods=["POST"]),
    Route("/calls/upload", upload, methods=["POST"]),
]
