"""The server's doors from outside: senders and readers that err, stall, crash or mean harm."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from assist.audio.wav import read_wav, write_wav
from assist.samples.library import sample_call
from assist.telephony import native
from tests.web.conftest import Server, start_server

RATE = 8000


def start(call: str | None = None, **audio: Any) -> str:
    message = {"type": "start", "lang": "en", "call": call, "details": {}}
    layout = {"encoding": "s16le", "rate": RATE, "channels": ["agent", "debtor"]} | audio
    return json.dumps(message | {"audio": layout})


async def answer(socket: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(10):
        reply: dict[str, Any] = json.loads(await socket.recv())
        return reply


async def begun(socket: ClientConnection, call: str | None = None, **audio: Any) -> dict[str, Any]:
    await socket.send(start(call, **audio))
    reply = await answer(socket)
    assert reply["type"] == "started", reply
    return reply


def second(at: int) -> bytes:
    return native.media_message(at * RATE, b"\0" * 4 * RATE)


async def test_what_was_acknowledged_is_on_disk(server: Server) -> None:
    async with connect(server.audio_url) as line:
        await begun(line, "acked")
        for at in range(3):
            await line.send(second(at))
            await asyncio.sleep(0.3)
        acks = [await answer(line)]
        stored = (server.data / "audio" / "acked" / "agent.s16le").stat().st_size // 2
        assert acks[0]["type"] == "ack"
        assert stored >= acks[0]["next"] > 0
        await line.send('{"type": "stop"}')


async def test_the_sender_is_told_to_go_back_over_a_gap(server: Server) -> None:
    async with connect(server.audio_url) as line:
        await begun(line, "gap")
        await line.send(second(5))
        assert await answer(line) == {"type": "expect", "next": 0}
        await line.send(second(0))
        await line.send('{"type": "stop"}')
        assert (await answer(line))["type"] == "ack"
        assert (await answer(line))["type"] == "stopped"


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["hello"], "bad_json"),
        ([b"\0" * 100], "media_before_start"),
        (['{"type": "start"}'], "bad_start"),
        ([start(rate=96000)], "bad_start"),
        ([start("../../etc")], "bad_start"),
        ([start("text-as-audio"), "these are words, not audio"], "bad_json"),
        ([start("half"), native.media_message(0, b"\0\0\0")], "bad_media"),
        ([start("twice"), start("twice")], "second_start"),
    ],
)
async def test_a_sender_that_errs_is_told_why_and_let_go(
    server: Server, messages: list[str | bytes], code: str
) -> None:
    async with connect(server.audio_url) as line:
        for message in messages:
            await line.send(message)
        reply = await answer(line)
        while reply["type"] != "error":
            reply = await answer(line)
        with pytest.raises(ConnectionClosed):
            await line.recv()
    assert reply["code"] == code


async def test_two_senders_for_one_call_do_not_mix(server: Server) -> None:
    async with connect(server.audio_url) as first, connect(server.audio_url) as other:
        await begun(first, "two")
        await first.send(second(0))
        await other.send(start("two"))
        refusal = await answer(other)
        assert refusal["code"] == "conflict"
        await first.send(second(1))
        await first.send('{"type": "stop"}')
        while (reply := await answer(first))["type"] != "stopped":
            pass
        assert reply["result"]["id"] == "two"


async def test_a_page_of_another_site_cannot_speak(server: Server) -> None:
    async with connect(server.audio_url, additional_headers={"Origin": "https://elsewhere.example"}) as line:
        assert (await answer(line))["code"] == "unauthorised"


async def test_a_stalled_sender_is_shown_and_may_go_on(tmp_path: Path) -> None:
    server = start_server(tmp_path, ASSIST_STALL_S="1")
    try:
        async with connect(server.audio_url) as line:
            await begun(line, "stall")
            await line.send(second(0))
            await asyncio.to_thread(_until_shown, server, "stall", '"state": "stalled"')
            await line.send(second(1))
            await line.send('{"type": "stop"}')
            while (reply := await answer(line))["type"] != "stopped":
                pass
            assert reply["result"]["outcome"] == "no_commitment"
    finally:
        server.stop()


def _until_shown(server: Server, call: str, words: str) -> None:
    with server.client() as client, client.stream("GET", f"/calls/{call}/events") as stream:
        for text in stream.iter_lines():
            if words in text:
                return


async def test_a_panel_that_never_reads_harms_nobody(server: Server) -> None:
    with server.client() as client:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    deaf = socket.create_connection((urlsplit(server.url).hostname, urlsplit(server.url).port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    deaf.sendall(f"GET /calls/deaf/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    try:
        async with connect(server.audio_url) as line:
            await begun(line, "deaf")
            for at in range(20):
                await line.send(second(at))
            await line.send('{"type": "stop"}')
            while (reply := await answer(line))["type"] != "stopped":
                pass
            assert reply["result"]["id"] == "deaf"
    finally:
        deaf.close()


async def test_a_killed_server_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    server = start_server(tmp_path)
    port = int(urlsplit(server.url).port or 0)
    acknowledged = 0
    async with connect(server.audio_url) as line:
        await begun(line, "killed")
        for at in range(4):
            await line.send(second(at))
            await asyncio.sleep(0.3)
        while acknowledged < 2 * RATE:
            reply = await answer(line)
            acknowledged = reply["next"]
        server.stop(signal.SIGKILL)
    server = start_server(tmp_path, port)
    try:
        with server.client() as client:
            assert "Interrupted" in client.get("/", headers={"accept-language": "en"}).text
        async with connect(server.audio_url) as line:
            reply = await begun(line, "killed")
            assert reply["next"] >= acknowledged
            await line.send(second(reply["next"] // RATE))
            await line.send('{"type": "stop"}')
            while (reply := await answer(line))["type"] != "stopped":
                pass
        with server.client() as client:
            assert client.get("/calls/killed/result").json()["outcome"] == "no_commitment"
    finally:
        server.stop()


def test_a_server_stops_within_seconds_though_panels_listen(tmp_path: Path) -> None:
    server = start_server(tmp_path)
    with server.client() as client, client.stream("GET", "/calls/nothing-yet/events?lang=en") as stream:
        assert stream.status_code == 200
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=15) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 12
    if server.process.stdout:
        server.process.stdout.close()


def test_a_port_that_is_taken_is_told_in_one_line(server: Server, tmp_path: Path) -> None:
    port = str(urlsplit(server.url).port)
    done = subprocess.run(
        [sys.executable, "-m", "assist", "serve", "--port", port, "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"assist: cannot listen on 127.0.0.1:{port}: Address already in use")


def test_forms_of_another_site_are_refused(server: Server) -> None:
    with server.client() as client:
        headers = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
        assert client.post("/calls/open", data={"lang": "en"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/", "/calls/sample-1", "/calls/sample-1/events", "/calls/sample-1/result"])
def test_nothing_is_shown_to_who_is_not_signed_in(server: Server, path: str) -> None:
    assert httpx.get(server.url + path).status_code == 401
    assert httpx.get(server.url + path, headers={"accept": "text/html"}).headers["location"] == "/sign-in"


def test_pages_carry_a_strict_content_security_policy(server: Server) -> None:
    with server.client() as client:
        page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.wav", b"these are words, not audio " * 40, "WAV"),
        ("cut.wav", b"RIFF\x24\x00\x00\x00WAVEfmt ", "cut.wav"),
        ("empty.wav", b"", "empty.wav"),
    ],
)
def test_an_upload_that_is_no_recording_is_told_by_name(
    server: Server, name: str, content: bytes, said: str
) -> None:
    with server.client() as client:
        page = client.post("/calls/upload", data={"lang": "en"}, files={"recording": (name, content)})
    assert page.status_code == 422
    assert said in page.text
    assert "Traceback" not in page.text


def test_a_stream_goes_on_over_a_killed_server_with_nothing_lost_or_doubled(tmp_path: Path) -> None:
    sample = read_wav(sample_call("en").wav)
    recording = tmp_path / "start.wav"
    write_wav(recording, sample.rate, [channel[: 40 * 2 * sample.rate] for channel in sample.channels])
    server = start_server(tmp_path / "data")
    port = int(urlsplit(server.url).port or 0)
    sender = subprocess.Popen(
        [
            *(sys.executable, "-m", "assist", "stream", str(recording), "--url", server.audio_url),
            *("--call", "restarted", "--speed", "4"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    _until_shown(server, "restarted", '"kind": "utterance"')
    server.stop(signal.SIGKILL)
    server = start_server(tmp_path / "data", port)
    try:
        output, _ = sender.communicate(timeout=120)
        result = json.loads(output)
        for speaker, channel in zip(("agent", "debtor"), read_wav(recording).channels, strict=True):
            stored = (tmp_path / "data" / "audio" / "restarted" / f"{speaker}.s16le").read_bytes()
            assert stored == channel
        texts = [utterance["text"] for utterance in result["utterances"]]
        assert len(texts) == len(set(texts))
        assert "Angela" in texts[0]
        assert "debt collector" in " ".join(texts)
        turns = [utterance["turn"] for utterance in result["utterances"]]
        assert turns == list(range(len(turns)))
    finally:
        sender.kill()
        server.stop()
