"""``assist serve`` and ``assist sign-in-link``."""

from __future__ import annotations

import argparse
import logging
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

from assist.errors import SettingsError
from assist.settings import Settings, read_settings
from assist.store.database import open_database
from assist.store.people import People
from assist.telephony.native import MEDIA_LIMIT
from assist.web.app import build_app

SHUTDOWN_S = 3


def add_parsers(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "serve",
        help="start the server",
        description="Start the server; it prints its address and how to sign in.",
    )
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default 8000; 0 takes a free one)")
    parser.add_argument("--data", type=Path, help="folder for the store and the recordings (default var/)")
    parser.add_argument("--log-level", choices=("debug", "info", "warning", "error"))
    parser.set_defaults(run=run_serve)
    link: argparse.ArgumentParser = commands.add_parser(
        "sign-in-link",
        help="make a new sign-in link",
        description="Print a new sign-in link, valid for 24 hours.",
    )
    link.add_argument("--data", type=Path, help="folder of the store (default var/)")
    link.add_argument("--port", type=int)
    link.set_defaults(run=run_link)


class _Server(uvicorn.Server):
    """Prints the one line a new user needs, once the server really listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        listening = self.servers[0].sockets[0].getsockname()
        app: Any = self.config.app
        link = _link(app.state.settings, app.state.house.people, port=listening[1])
        sys.stdout.write(f"Callguide is ready. Open this link to sign in: {link}\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Panels hold their streams open for ever: they let go first, and come back to the next server.
        app: Any = self.config.app
        app.state.house.switchboard.begin_closing()
        await super().shutdown(sockets)


def run_serve(options: argparse.Namespace) -> int:
    settings = read_settings(
        host=options.host, port=options.port, data=options.data, log_level=options.log_level
    )
    logging.getLogger("assist").setLevel(settings.log_level.upper())
    listener = _listen(settings.host, settings.port)
    app = build_app(settings)
    config = uvicorn.Config(
        app,
        log_level=settings.log_level if settings.log_level != "info" else "warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=MEDIA_LIMIT + 1024,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    server = _Server(config)
    server.run(sockets=[listener])
    return 0 if server.started else 2


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port"
        ) from None


def run_link(options: argparse.Namespace) -> int:
    settings = read_settings(data=options.data, port=options.port)
    database = open_database(settings.data, settings.database_url)
    sys.stdout.write(_link(settings, People(database), port=settings.port) + "\n")
    return 0


def _link(settings: Settings, people: People, *, port: int) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}/sign-in/{people.make_link_key()}"
