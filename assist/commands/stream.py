"""``assist stream``: plays a recording to a running server at speaking pace, as a telephone system would."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from assist.audio.wav import channel_order, open_wav
from assist.commands.details import details_from_file
from assist.commands.lines import Progress, write_line
from assist.errors import AssistError, ProtocolError
from assist.pacing import paced_frames
from assist.settings import read_settings
from assist.telephony import native

TRIES = 8
RETRY_CODES = ("conflict", "busy", "storage")
PATIENCE_S = 600.0


def add_parsers(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "stream",
        help="play a recording to a running server",
        description="Play a recording to a running server at speaking pace and print the call result at its end.",
    )
    parser.add_argument("recording", type=Path, metavar="CALL.wav")
    parser.add_argument(
        "--url", required=True, help="the server's audio address, such as ws://127.0.0.1:8000/audio"
    )
    parser.add_argument(
        "--lang", default="en", choices=("en", "zh"), help="the language of the call (default en)"
    )
    parser.add_argument("--channels", metavar="ORDER", help='as for "analyze"')
    parser.add_argument("--speed", type=_speed, default=1.0, help="multiple of speaking pace (default 1)")
    parser.add_argument("--call", help="the call's id; default: the server names it")
    parser.add_argument("--details", type=Path, metavar="FILE", help="JSON file with the call's details")
    parser.add_argument("--token", help="the server's stream token")
    parser.set_defaults(run=run)


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.1 <= speed <= 100:
        raise argparse.ArgumentTypeError("from 0.1 to 100")
    return speed


def run(options: argparse.Namespace) -> int:
    with open_wav(options.recording) as wav:
        duration_s, rate = wav.duration_s, wav.rate
        channels = channel_order(options.channels, wav.channels)
    start = native.Start(
        call=options.call,
        lang=options.lang,
        encoding="s16le",
        rate=rate,
        channels=channels,
        start_s=0.0,
        details=details_from_file(options.details),
    )
    progress = Progress("sent", duration_s)
    token = options.token or read_settings().stream_token
    sender = Sender(options.url, start, token=token)
    try:
        result = asyncio.run(sender.send(options.recording, speed=options.speed, progress=progress))
    finally:
        progress.close()
    write_line(result)
    return 0


class Sender:
    """Sends one recording, and takes up after a dropped line from what the server had stored."""

    def __init__(self, url: str, start: native.Start, *, token: str | None) -> None:
        self._url = url
        self._start = start
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._is_named = False
        self._rewind: int | None = None

    async def send(self, path: Path, *, speed: float, progress: Progress) -> dict[str, Any]:
        """Returns the call result.

        Raises:
            ProtocolError: the server refused.
            AssistError: the server cannot be reached, or went away for too long.
        """
        tries = 0
        while True:
            try:
                async with connect(self._url, additional_headers=self._headers, max_size=None) as socket:
                    next_sample = await self._begin(socket)
                    tries = 0
                    return await self._play(socket, path, next_sample, speed, progress)
            except ProtocolError as error:
                # A server that has not yet noticed the dropped line, or is just restarting, takes us a moment later.
                tries += 1
                if not self._is_named or error.code not in RETRY_CODES or tries >= TRIES:
                    raise
            except (OSError, websockets.WebSocketException) as error:
                tries += 1
                if tries >= TRIES or not self._is_named:
                    why = str(error).splitlines()[0] if str(error) else type(error).__name__
                    raise AssistError(f"{self._url}: {why}") from None
            await asyncio.sleep(min(10.0, 0.5 * 2**tries))

    async def _begin(self, socket: ClientConnection) -> int:
        await socket.send(native.start_message(self._start))
        answer = json.loads(await socket.recv())
        _refuse(answer)
        if not self._is_named:
            self._is_named = True
            self._start = dataclasses.replace(self._start, call=answer["call"])
            sys.stderr.write(f"call {answer['call']}\n")
        return int(answer["next"])

    async def _play(
        self, socket: ClientConnection, path: Path, next_sample: int, speed: float, progress: Progress
    ) -> dict[str, Any]:
        result: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        listener = asyncio.create_task(self._listen(socket, result))
        try:
            self._rewind = next_sample
            while self._rewind is not None:
                begin, self._rewind = self._rewind, None
                async for first, payload in paced_frames(path, speed=speed, from_sample=begin):
                    await socket.send(native.media_message(first, payload))
                    progress.show(first / self._start.rate)
                    if self._rewind is not None or result.done():
                        break
                if result.done():
                    break
            if not result.done():
                await socket.send(json.dumps({"type": "stop"}))
            async with asyncio.timeout(PATIENCE_S):
                return await result
        except TimeoutError:
            raise AssistError(f"{self._url}: no call result within {PATIENCE_S:.0f} seconds") from None
        finally:
            listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listener

    async def _listen(self, socket: ClientConnection, result: asyncio.Future[dict[str, Any]]) -> None:
        try:
            async for message in socket:
                answer = json.loads(message)
                _refuse(answer)
                if answer["type"] == "expect":
                    self._rewind = int(answer["next"])
                elif answer["type"] == "stopped":
                    result.set_result(answer["result"])
                    return
            raise websockets.ConnectionClosedError(None, None)
        except (ProtocolError, websockets.WebSocketException) as error:
            if not result.done():
                result.set_exception(error)


def _refuse(answer: dict[str, Any]) -> None:
    if answer["type"] == "error":
        raise ProtocolError(answer["code"], f"the server refused: {answer['message']}")
