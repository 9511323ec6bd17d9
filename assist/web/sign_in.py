"""Signing in by the link that the server prints, and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assist.store.people import SESSION_LIFETIME, People
from assist.web.guard import COOKIE
from assist.web.rendering import page


async def sign_in_page(request: Request) -> Response:
    return page(request, "sign_in.html", {"refused": False})


async def sign_in(request: Request) -> Response:
    """Open a session with a link's key: by the link itself (GET) or pasted into the form (POST)."""
    if request.method == "POST":
        key = str((await request.form()).get("key", "")).strip().rsplit("/", 1)[-1]
    else:
        key = request.path_params["key"]
    people: People = request.app.state.house.people
    session = await run_in_threadpool(people.sign_in, key)
    if session is None:
        return page(request, "sign_in.html", {"refused": True}, status_code=403)
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        COOKIE,
        session,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


async def sign_out(request: Request) -> Response:
    if session := request.cookies.get(COOKIE):
        await run_in_threadpool(request.app.state.house.people.sign_out, session)
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE)
    return response


routes = [
    Route("/sign-in", sign_in_page),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-in/{key}", sign_in),
    Route("/sign-out", sign_out, methods=["POST"]),
]
