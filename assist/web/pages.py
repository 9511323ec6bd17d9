"""The start page and the panel's page."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from assist.errors import AssistError
from assist.events import LANGUAGES, Language
from assist.store.audio_files import SAFE_ID
from assist.switchboard import new_call_id
from assist.web.rendering import LOCALE_COOKIE, LOCALES, locale_of, page, strings

RECENT = 20


async def start_page(request: Request) -> Response:
    return await start_page_with(request, None)


async def start_page_with(request: Request, mistake: str | None, status_code: int = 200) -> Response:
    """The start page, with what was wrong with the last form if anything was."""
    house = request.app.state.house
    calls = await run_in_threadpool(house.store.recent, RECENT)
    context = {
        "mistake": mistake,
        "engines": {lang: _engine(house, lang) for lang in LANGUAGES},
        "calls": [
            {
                "id": call.id,
                "lang": call.lang,
                "state": call.state,
                "source": call.source,
                "outcome": call.outcome,
                "started_at": call.started_at.astimezone(),
                "debtor_name": call.details.get("debtor_name"),
            }
            for call in calls
        ],
    }
    return page(request, "start.html", context, status_code)


def _engine(house: Any, lang: Language) -> dict[str, str | None]:
    try:
        return {"name": house.recognizers.engine_name(lang), "missing": None}
    except AssistError as error:
        return {"name": None, "missing": str(error)}


async def open_call(request: Request) -> Response:
    """Open a panel that waits for a call's audio."""
    form = await request.form()
    lang = form.get("lang")
    if lang not in LANGUAGES:
        raise HTTPException(422, "lang: en or zh")
    return RedirectResponse(f"/calls/{new_call_id()}?lang={lang}", status_code=303)


async def panel_page(request: Request) -> Response:
    """The side panel of one call; of a call that has no audio yet it waits for it."""
    call_id = request.path_params["call"]
    if not SAFE_ID.fullmatch(call_id):
        raise HTTPException(404, "there is no such call")
    call = await run_in_threadpool(request.app.state.house.store.get, call_id)
    lang = call.lang if call else request.query_params.get("lang")
    if lang not in LANGUAGES:
        raise HTTPException(404, "there is no such call")
    locale = locale_of(request)
    scheme = "wss" if request.url.scheme == "https" else "ws"
    context = {
        "call": call_id,
        "lang": lang,
        "waiting": call is None,
        "audio_url": f"{scheme}://{request.url.netloc}/audio",
        # "<" is escaped so that no string can end the block that carries it.
        "panel_strings": json.dumps(strings(locale), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return page(request, "panel.html", context)


async def choose_language(request: Request) -> Response:
    form = await request.form()
    locale, back = str(form.get("locale", "")), str(form.get("back", "/"))
    if locale not in LOCALES:
        raise HTTPException(422, "unknown language")
    if not back.startswith("/") or back.startswith("//"):
        back = "/"
    response = RedirectResponse(back, status_code=303)
    response.set_cookie(LOCALE_COOKIE, locale, max_age=365 * 86400, samesite="lax", httponly=True)
    return response


async def healthz(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _not_found(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette hands over only these
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": error.detail}, status_code=error.status_code, headers=error.headers)
    context = {"status": error.status_code, "detail": error.detail}
    return page(request, "error.html", context, status_code=error.status_code)


async def _refused(request: Request, error: Exception) -> Response:
    context = {"status": 503, "detail": str(error)}
    return page(request, "error.html", context, status_code=503)


exception_handlers: Any = {HTTPException: _not_found, AssistError: _refused}

routes = [
    Route("/", start_page),
    Route("/language", choose_language, methods=["POST"]),
    Route("/calls/open", open_call, methods=["POST"]),
    Route("/calls/{call}", panel_page),
]
