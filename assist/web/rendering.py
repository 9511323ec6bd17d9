"""Pages from templates, in the language the reader chose. Words from a call reach a page escaped only."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

HERE = Path(__file__).parent
LOCALES = ("en", "zh-Hans", "zh-Hant")
LOCALE_COOKIE = "callguide_language"


@cache
def strings(locale: str) -> dict[str, str]:
    """All words of the pages in one language."""
    text = (HERE / "locales" / f"{locale}.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def locale_of(request: Request) -> str:
    """The language chosen on a page, else the browser's, else English."""
    chosen = request.cookies.get(LOCALE_COOKIE)
    if chosen in LOCALES:
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        wanted = part.partition(";")[0].strip().lower()
        if wanted.startswith("zh"):
            return "zh-Hant" if any(mark in wanted for mark in ("hant", "-tw", "-hk", "-mo")) else "zh-Hans"
        if wanted.startswith("en"):
            return "en"
    return "en"


def page(request: Request, template: str, context: dict[str, Any], status_code: int = 200) -> Response:
    """Render a page; a name that the template uses and nobody gave is an error."""
    locale = locale_of(request)
    html = (
        _environment()
        .get_template(template)
        .render(t=strings(locale), locale=locale, locales=LOCALES, path=request.url.path, **context)
    )
    return HTMLResponse(html, status_code=status_code)
