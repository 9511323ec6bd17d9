"""The server: settings in, one ASGI application out, with everything it holds opened and closed in one place."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from assist.events import Language
from assist.recognition.contract import Recognizer
from assist.recognition.engines import engine_for, load_recognizer
from assist.settings import Settings
from assist.stages import load_stages
from assist.store.audio_files import AudioFiles
from assist.store.calls import CallStore
from assist.store.database import open_database
from assist.store.people import People
from assist.switchboard import Switchboard
from assist.web import audio_door, pages, panel_feed, recordings, sign_in
from assist.web.guard import Guard

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class House:
    """What the pages and doors share; they find it as ``app.state.house``."""

    settings: Settings
    people: People
    store: CallStore
    files: AudioFiles
    switchboard: Switchboard
    recognizers: Recognizers


class Recognizers:
    """The engines of this process: one shared model a language, loaded when first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: dict[str, Recognizer] = {}
        self._lock = threading.Lock()

    def engine_name(self, lang: Language) -> str:
        """The engine for a language.

        Raises:
            ModelError: none is installed, or the one that is asked for is missing; names the remedy.
        """
        return engine_for(lang, engine=self._settings.engine(lang), models=self._settings.speech_models)

    def get(self, lang: Language) -> Recognizer:
        """The loaded engine; raises ModelError as ``engine_name``. Slow at first: call it in a thread."""
        with self._lock:
            if lang not in self._loaded:
                name = self.engine_name(lang)
                recognizer = load_recognizer(name, lang=lang, models=self._settings.speech_models)
                recognizer.warm()
                self._loaded[lang] = recognizer
            return self._loaded[lang]

    def close(self) -> None:
        for recognizer in self._loaded.values():
            recognizer.close()


def build_app(settings: Settings) -> Starlette:
    """Open the store, load the stages and put the pages together; raises AssistError with what is wrong."""
    database = open_database(settings.data, settings.database_url)
    stages = load_stages(settings)
    store, files = CallStore(database), AudioFiles(settings.data / "audio")
    recognizers = Recognizers(settings)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        switchboard = Switchboard(
            store=store,
            files=files,
            stages=stages,
            recognizer_for=recognizers.get,
            threads=settings.threads,
            max_calls=settings.max_calls,
            resume_window_s=settings.resume_window_s,
            stall_s=settings.stall_s,
        )
        app.state.house = House(settings, People(database), store, files, switchboard, recognizers)
        if taken_up := await switchboard.recover():
            logger.warning("calls taken up after an unclean stop", extra={"calls": taken_up})
        async with recordings.player(app):
            yield
        await switchboard.close()
        recognizers.close()
        database.dispose()

    routes: list[BaseRoute] = [
        *sign_in.routes,
        *pages.routes,
        *panel_feed.routes,
        *recordings.routes,
        WebSocketRoute("/audio", audio_door.audio),
        Route("/healthz", pages.healthz),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard)],
        exception_handlers=pages.exception_handlers,
        lifespan=lifespan,
    )
    app.state.settings = settings
    return app
