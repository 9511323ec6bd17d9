"""The WebSocket for audio: the shell around ``assist.telephony.native``."""

from __future__ import annotations

import asyncio
import hmac
import logging

from starlette.websockets import WebSocket, WebSocketDisconnect

from assist.audio_line import Line
from assist.errors import ProtocolError, StoreError
from assist.live_call import LiveCall
from assist.record.result import call_result
from assist.telephony import native
from assist.web.guard import is_same_site, is_signed_in

logger = logging.getLogger(__name__)

START_WITHIN_S = 10.0
ACKNOWLEDGE_EVERY_S = 0.25
REFUSED = 4400
CLOSE_CODES = {"busy": 1013, "unauthorised": 4401, "conflict": 4409, "ended": 4410, "storage": 1013}


async def audio(websocket: WebSocket) -> None:
    """Take one sender's audio until it stops, drops off or breaks the protocol."""
    await websocket.accept()
    try:
        if not await _may_speak(websocket):
            raise ProtocolError("unauthorised", "the stream token is missing or wrong")
        await _serve(websocket)
    except ProtocolError as error:
        await _refuse(websocket, error)
    except (WebSocketDisconnect, RuntimeError):
        return


async def _serve(websocket: WebSocket) -> None:
    receiver = native.NativeReceiver()
    try:
        async with asyncio.timeout(START_WITHIN_S):
            start = receiver.receive(await _message(websocket))
    except TimeoutError:
        raise ProtocolError("no_start", f"no start message within {START_WITHIN_S:.0f} seconds") from None
    if not isinstance(start, native.Start):
        raise ProtocolError("bad_start", "the first message must be start")
    switchboard = websocket.app.state.house.switchboard
    live, line = await switchboard.connect(start, source="live")
    finished = False
    try:
        await websocket.send_text(native.started(live.id, line.next_sample))
        finished = await _take(websocket, receiver, live, line)
    finally:
        live.remove_line(line, finished=finished)
    if live.lines:
        await websocket.send_text(native.stopped({"id": live.id, "outcome": None}))
    else:
        await live.result
        events = await asyncio.to_thread(switchboard.store.events_after, live.id)
        details = events[0].data["details"]
        await websocket.send_text(native.stopped(call_result(live.id, details["lang"], events)))
    await websocket.close()


async def _take(websocket: WebSocket, receiver: native.NativeReceiver, live: LiveCall, line: Line) -> bool:
    """Store audio as it comes; returns True when the sender said stop."""
    loop = asyncio.get_running_loop()
    acknowledged_at = loop.time()
    asked_for = -1
    while True:
        message = receiver.receive(await _message(websocket))
        if isinstance(message, native.Stop):
            await websocket.send_text(native.acknowledged(line.next_sample))
            return True
        if not isinstance(message, native.Media):
            raise ProtocolError("second_start", "the stream has started already")
        if line not in live.lines:
            raise ProtocolError("conflict", "another sender has taken over")
        try:
            stored = await asyncio.to_thread(line.store, message.first, message.payload)
        except StoreError as error:
            raise ProtocolError("storage", str(error)) from error
        if not stored:
            # Said once a gap: a sender that is on its way back would be told again with every message.
            if asked_for != line.next_sample:
                asked_for = line.next_sample
                await websocket.send_text(native.expected(line.next_sample))
            continue
        live.audio_arrived()
        if loop.time() - acknowledged_at >= ACKNOWLEDGE_EVERY_S:
            acknowledged_at = loop.time()
            await websocket.send_text(native.acknowledged(line.next_sample))


async def _message(websocket: WebSocket) -> str | bytes:
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    text: str | None = message.get("text")
    content: bytes = message.get("bytes") or b""
    return content if text is None else text


async def _may_speak(websocket: WebSocket) -> bool:
    token = websocket.app.state.house.settings.stream_token
    given = websocket.headers.get("authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    if "origin" in websocket.headers:
        # A browser: our own page with a session, and no other.
        return is_same_site(websocket.headers) and await is_signed_in(websocket)
    return not token


async def _refuse(websocket: WebSocket, error: ProtocolError) -> None:
    logger.info("sender refused", extra={"code": error.code})
    try:
        await websocket.send_text(native.refused(error))
        await websocket.close(CLOSE_CODES.get(error.code, REFUSED), reason=error.code)
    except (WebSocketDisconnect, RuntimeError):
        return
