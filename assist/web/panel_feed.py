"""The panel's stream of server-sent events, and the few things an agent does on it.

Every log entry has its number as event id, so a browser that lost its connection asks for what came after by
itself (``Last-Event-ID``): nothing missed, nothing twice. Partials have no id; the next utterance replaces them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from assist.conversation import Entry
from assist.events import CallEvent
from assist.feed import Feed
from assist.live_call import LiveCall
from assist.panel.messages import panel_message, partial_message
from assist.record.result import call_result
from assist.store.audio_files import SAFE_ID
from assist.store.calls import ENDED, CallStore, StoredCall, numbered

HEARTBEAT_S = 10.0
WAITING_S = 0.5
PAGE = 500


async def events(request: Request) -> Response:
    call_id = request.path_params["call"]
    if not SAFE_ID.fullmatch(call_id):
        raise HTTPException(404, "there is no such call")
    try:
        after = int(request.headers.get("last-event-id") or request.query_params.get("after") or 0)
    except ValueError:
        raise HTTPException(400, "Last-Event-ID must be a number") from None
    traditional = request.query_params.get("script") == "hant"
    return StreamingResponse(
        _stream(request, call_id, after, traditional),
        media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )


async def _stream(request: Request, call_id: str, after: int, traditional: bool) -> AsyncIterator[str]:
    house = request.app.state.house
    store: CallStore = house.store
    shown_partials: dict[str, str] = {}
    shown_line: dict[str, Any] = {}
    seen, idle = -1, 0
    while not house.switchboard.closing:
        live: LiveCall | None = house.switchboard.get(call_id)
        feed: Feed | None = live.feed if live else None
        seen = feed.version if feed else seen
        entries = await run_in_threadpool(store.events_after, call_id, after, PAGE)
        for entry in entries:
            after = entry.number
            yield _event(panel_message(entry, traditional=traditional), entry.number)
        if len(entries) == PAGE:
            continue
        if feed is None:
            call = await run_in_threadpool(store.get, call_id)
            if call is not None and call.state == ENDED:
                yield _event({"kind": "line", "state": "closed"}) + "event: end\ndata: {}\n\n"
                return
            # A panel opened ahead of its call's audio, or a call that is just being taken up.
            idle += 1
            if idle % round(HEARTBEAT_S / WAITING_S) == 1:
                yield ": waiting\n\n"
            await asyncio.sleep(WAITING_S)
            continue
        if (line := feed.line) != shown_line:
            shown_line = line
            yield _event({"kind": "line"} | line)
        for partial in feed.partials.values():
            if shown_partials.get(partial.speaker) != partial.text:
                shown_partials[partial.speaker] = partial.text
                yield _event(partial_message(partial, traditional=traditional))
        for speaker in set(shown_partials) - set(feed.partials):
            del shown_partials[speaker]
        if feed.closed:
            # The call's task is about to leave the switchboard; its last entries are in the store.
            await asyncio.sleep(0.05)
        elif not await feed.news(seen, HEARTBEAT_S):
            yield ": still here\n\n"


def _event(message: dict[str, Any], number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}data: {json.dumps(message, ensure_ascii=False)}\n\n"


async def result(request: Request) -> Response:
    """The call result as JSON."""
    call = await stored_call(request)
    log = await run_in_threadpool(request.app.state.house.store.events_after, call.id)
    return JSONResponse(call_result(call.id, call.lang, log))


async def card_feedback(request: Request) -> Response:
    """The agent used a card, or found it not helpful."""
    call = await stored_call(request)
    action, card = request.path_params["action"], request.path_params["card"]
    if action not in ("used", "dismissed"):
        raise HTTPException(404)
    live: LiveCall | None = request.app.state.house.switchboard.get(call.id)
    if live:
        await live.feedback(card, action)
    else:
        await _append(request, call, Entry("card_feedback", 0.0, {"card": card, "action": action}))
    return Response(status_code=204)


async def save_summary(request: Request) -> Response:
    """The summary as the agent corrected it; the one that was made stays in the log beside it."""
    call = await stored_call(request)
    try:
        summary = json.loads(await request.body())
        lines = [
            {
                "kind": str(line["kind"]),
                "text": str(line["text"]),
                "turns": [int(turn) for turn in line["turns"]],
            }
            for line in summary["lines"]
        ]
    except (ValueError, KeyError, TypeError):
        raise HTTPException(422, "lines: a list of objects with kind, text and turns") from None
    if request.app.state.house.switchboard.get(call.id):
        raise HTTPException(409, "the call is still running")
    data = {"summary": {"lang": call.lang, "lines": lines}}
    await _append(request, call, Entry("summary_saved", 0.0, data))
    return Response(status_code=204)


async def end_call(request: Request) -> Response:
    """The agent closes a call that has no sender any more."""
    call = await stored_call(request)
    live: LiveCall | None = request.app.state.house.switchboard.get(call.id)
    if live:
        live.stop("ended")
    return Response(status_code=204)


async def stored_call(request: Request) -> StoredCall:
    """The call of the path; 404 if there is none."""
    call: StoredCall | None = await run_in_threadpool(
        request.app.state.house.store.get, request.path_params["call"]
    )
    if call is None:
        raise HTTPException(404, "there is no such call")
    return call


async def _append(request: Request, call: StoredCall, entry: Entry) -> None:
    """Add to the log of a call that has ended: at the media time where it ended."""
    store: CallStore = request.app.state.house.store

    def append() -> None:
        last: CallEvent = store.events_after(call.id)[-1]
        at_end = Entry(entry.kind, last.at_s, entry.data)
        store.append(call.id, numbered([at_end], last.number, dt.datetime.now(dt.UTC)))

    await run_in_threadpool(append)


routes = [
    Route("/calls/{call}/events", events),
    Route("/calls/{call}/result", result),
    Route("/calls/{call}/cards/{card}/{action}", card_feedback, methods=["POST"]),
    Route("/calls/{call}/summary", save_summary, methods=["POST"]),
    Route("/calls/{call}/end", end_call, methods=["POST"]),
]
