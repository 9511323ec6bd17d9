"""A real server as a child process, and a real Chromium that fails a test on any error it shows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page

READY = re.compile(r"sign in: (http://\S+)")


@dataclass
class Server:
    """A running ``assist serve``."""

    process: subprocess.Popen[str]
    link: str
    data: Path

    @property
    def url(self) -> str:
        parts = urlsplit(self.link)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def audio_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/audio"

    @contextmanager
    def client(self) -> Iterator[httpx.Client]:
        """A program that is signed in."""
        with httpx.Client(base_url=self.url, follow_redirects=True, timeout=30) as client:
            client.get(urlsplit(self.link).path)
            yield client

    def stop(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(timeout=20)
        if self.process.stdout:
            self.process.stdout.close()


def start_server(data: Path, port: int = 0, **environment: str) -> Server:
    process = subprocess.Popen(
        [sys.executable, "-m", "assist", "serve", "--port", str(port), "--data", str(data)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    assert process.stdout
    for line in process.stdout:
        if found := READY.search(line):
            return Server(process, found[1], data)
    raise AssertionError(f"the server did not start: exit code {process.wait()}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
    ]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": arguments}


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """Fails the test on a console error, a page error or a request to another host."""
    wrong: list[str] = []
    hosts: set[str] = set()
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    yield context
    assert [message for message in wrong if "ERR_CONNECTION_REFUSED" not in message] == []
    assert hosts <= {"127.0.0.1", ""}


@pytest.fixture
def signed_in(page: Page, server: Server) -> Page:
    page.goto(server.link)
    return page
