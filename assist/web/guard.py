"""At the door of every page: signed in or sent to sign in, no writing from other sites, strict headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "callguide_session"
OPEN_PATHS = ("/static/", "/sign-in", "/healthz")
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """ASGI middleware. WebSockets pass: the audio door has its own rules, as telephone systems have no cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = await self._refusal(HTTPConnection(scope), scope["method"])
        await (refusal or self._app)(scope, receive, send_with_headers)

    async def _refusal(self, connection: HTTPConnection, method: str) -> Response | None:
        path = connection.url.path
        if method not in ("GET", "HEAD") and not is_same_site(connection.headers):
            return PlainTextResponse("This form was sent from another site.", status_code=403)
        if any(path == open_path.rstrip("/") or path.startswith(open_path) for open_path in OPEN_PATHS):
            return None
        if await is_signed_in(connection):
            return None
        if "text/html" in connection.headers.get("accept", "") and method == "GET":
            return RedirectResponse("/sign-in", status_code=303)
        return PlainTextResponse("Sign in first.", status_code=401)


async def is_signed_in(connection: HTTPConnection) -> bool:
    session = connection.cookies.get(COOKIE)
    if not session:
        return False
    people = connection.app.state.house.people
    return await run_in_threadpool(people.is_signed_in, session)


def is_same_site(headers: Headers) -> bool:
    """Whether a request comes from our own pages, or from a program that is no browser.

    Browsers say so in Sec-Fetch-Site; older ones in Origin. Neither can be set by a page's script.
    """
    if (site := headers.get("sec-fetch-site")) is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
