"""Live calls without a socket: the real stages, the scripted engine, a real store, audio on a real disk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from assist import wire
from assist.audio_line import Line
from assist.conversation import Stages
from assist.errors import ModelError, ProtocolError, StoreError
from assist.events import CallDetails, CallEvent, Language
from assist.live_call import LiveCall
from assist.recognition.contract import Recognizer
from assist.recognition.scripted_engine import ScriptedRecognizer, scripts_of
from assist.record.result import call_result
from assist.recording import replay_transcript
from assist.samples.library import sample_call
from assist.shapes import read_transcript
from assist.store.audio_files import AudioFiles
from assist.store.calls import CallStore
from assist.switchboard import Engines, Switchboard
from assist.telephony.native import Start

RATE = 8000
FRAME = 800


def sample(lang: Language) -> dict[str, Any]:
    transcript: dict[str, Any] = json.loads(sample_call(lang).transcript.read_text(encoding="utf-8"))
    return transcript


def speaking(lang: Language) -> Engines:
    return {
        speaker: ScriptedRecognizer(script) for speaker, script in scripts_of(sample(lang)["turns"]).items()
    }


def nobody(lang: Language) -> Recognizer:
    raise ModelError(f"no engine for {lang}")


@asynccontextmanager
async def switchboard(
    store: CallStore, folder: Path, stages: Stages, **options: Any
) -> AsyncIterator[Switchboard]:
    settings = {
        "threads": 2,
        "max_calls": 4,
        "resume_window_s": 30.0,
        "stall_s": 5.0,
        "recognizer_for": nobody,
    }
    board = Switchboard(store=store, files=AudioFiles(folder), stages=stages, **settings | options)
    yield board
    await board.close()


def start(
    call: str | None = "c1", lang: str = "en", channels: tuple[str, ...] = ("agent", "debtor")
) -> Start:
    details = sample("en" if lang == "en" else "zh")["call"]
    return Start(call, lang, "mulaw", RATE, channels, 0.0, details)  # type: ignore[arg-type]


async def send(live: LiveCall, line: Line, seconds: Iterable[int], channels: int = 2) -> None:
    """Silence, second by second: the scripted engine goes by the clock alone."""
    for second in seconds:
        for first in range(second * RATE, (second + 1) * RATE, FRAME):
            assert line.store(first, b"\xff" * FRAME * channels)
        live.audio_arrived()
        await asyncio.sleep(0)


async def until(live: LiveCall, holds: Callable[[], bool]) -> None:
    """Wait for what a reader of the feed would see."""
    async with asyncio.timeout(20):
        while not holds():
            await live.feed.news(live.feed.version, 0.2)


def shown(store: CallStore) -> list[CallEvent]:
    return [e for e in store.events_after("c1") if e.kind == "suggestions" and e.data["cards"]]


def length_s(lang: Language) -> int:
    return int(sample(lang)["turns"][-1]["end_s"]) + 2


def heard(events: Iterable[CallEvent]) -> list[str]:
    return [event.data["text"] for event in events if event.kind == "utterance"]


def judged(result: dict[str, Any]) -> list[Any]:
    utterances = [
        [u["speaker"], u["text"], u["tags"], u["promises"], u["cards"], u["findings"]]
        for u in result["utterances"]
    ]
    return [utterances, result["promises"], result["checks"], result["outcome"], result["summary"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_live_call_is_judged_as_its_transcript_is(
    lang: Language, store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(lang=lang), source="live", engines=speaking(lang))
        await send(live, line, range(length_s(lang)))
        live.remove_line(line, finished=True)
        await live.result
    transcript = read_transcript(json.dumps(sample(lang) | {"id": "c1"}))
    replayed = replay_transcript(transcript.turns, details=details_in(store), stages=stages)
    assert judged(call_result("c1", lang, store.events_after("c1"))) == judged(
        call_result("c1", lang, replayed)
    )


def details_in(store: CallStore) -> CallDetails:
    stored = store.get("c1")
    assert stored is not None
    return wire.details_from(stored.details)


async def test_the_log_is_numbered_without_gaps_from_started_to_ended(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(20))
        live.remove_line(line, finished=True)
        await live.result
    events = store.events_after("c1")
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert (events[0].kind, events[-1].kind) == ("started", "ended")
    assert [event.at_s for event in events[:-1]] == sorted(event.at_s for event in events[:-1])
    assert {"utterance", "check", "right_party"} <= {event.kind for event in events}


async def test_a_line_that_drops_is_taken_up_where_it_was(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(10))
        live.remove_line(line, finished=False)
        again, line = await board.connect(start(), source="live", engines=speaking("en"))
        assert again is live
        assert line.next_sample == 10 * RATE
        await send(live, line, range(9, 20))
        live.remove_line(line, finished=True)
        await live.result
    whole = [turn["text"] for turn in sample("en")["turns"] if turn["end_s"] <= 20]
    assert heard(store.events_after("c1"))[: len(whole)] == whole
    assert "resumed" in [event.kind for event in store.events_after("c1")]


async def test_a_call_whose_server_died_is_taken_up_with_nothing_lost_or_doubled(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(30))
        await until(live, lambda: live.feed.line.get("heard_s", 0) >= 29)
        for task in list(board._tasks.values()):
            task.cancel()
        await asyncio.gather(*board._tasks.values(), return_exceptions=True)
    before = store.events_after("c1")
    assert before[-1].kind != "ended"

    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        assert line.next_sample == 30 * RATE
        await send(live, line, range(30, length_s("en")))
        live.remove_line(line, finished=True)
        await live.result
    events = store.events_after("c1")
    assert events[: len(before)] == before
    assert "interrupted" in [event.kind for event in events]
    assert heard(events) == [turn["text"] for turn in sample("en")["turns"]]
    uninterrupted = replay_transcript(
        read_transcript(json.dumps(sample("en"))).turns, details=details_in(store), stages=stages
    )
    assert call_result("c1", "en", events)["promises"] == call_result("c1", "en", uninterrupted)["promises"]


async def test_a_server_that_stops_leaves_its_calls_interrupted(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(5))
    call = store.get("c1")
    assert call is not None
    assert call.state == "interrupted"
    assert store.events_after("c1")[-1].kind == "interrupted"


async def test_a_call_that_nobody_takes_up_is_heard_to_its_end_and_closed(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages, resume_window_s=0.2) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(10))
        live.remove_line(line, finished=False)
        await live.result
    ended = store.events_after("c1")[-1]
    assert (ended.kind, ended.data["reason"]) == ("ended", "line_lost")
    assert len(heard(store.events_after("c1"))) >= 3


async def test_each_speaker_may_come_on_a_line_of_their_own(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, agent = await board.connect(start(channels=("agent",)), source="live", engines=speaking("en"))
        same, debtor = await board.connect(start(channels=("debtor",)), source="live", engines=speaking("en"))
        assert same is live
        for second in range(20):
            await send(live, agent, [second], channels=1)
            await send(live, debtor, [second], channels=1)
        live.remove_line(agent, finished=True)
        live.remove_line(debtor, finished=True)
        await live.result
    speakers = [event.data["speaker"] for event in store.events_after("c1") if event.kind == "utterance"]
    assert speakers == [turn["speaker"] for turn in sample("en")["turns"]][: len(speakers)]
    assert len(speakers) > 4


async def test_one_way_audio_is_heard_without_the_other_side(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, agent = await board.connect(start(channels=("agent",)), source="live", engines=speaking("en"))
        _, debtor = await board.connect(start(channels=("debtor",)), source="live", engines=speaking("en"))
        await send(live, debtor, [0], channels=1)
        await send(live, agent, range(12), channels=1)
        await until(live, lambda: len(heard(store.events_after("c1"))) >= 2)
        live.remove_line(agent, finished=True)
        live.remove_line(debtor, finished=True)
        await live.result
    assert {e.data["speaker"] for e in store.events_after("c1") if e.kind == "utterance"} == {"agent"}


async def test_a_second_sender_for_the_same_speaker_is_refused(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(1))
        with pytest.raises(ProtocolError, match="another sender") as refusal:
            await board.connect(start(channels=("agent",)), source="live", engines=speaking("en"))
        assert refusal.value.code == "conflict"
        assert live.lines == [line]


async def test_a_line_that_has_long_been_silent_is_taken_over(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        line.last_media_at -= 60
        again, second = await board.connect(start(), source="live", engines=speaking("en"))
        assert again is live
        assert live.lines == [second]


async def test_a_sender_that_comes_back_with_another_format_is_refused(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        live.remove_line(line, finished=False)
        other = Start("c1", "en", "s16le", 16000, ("agent", "debtor"), 0.0, {})
        with pytest.raises(ProtocolError, match="began with mulaw at 8000"):
            await board.connect(other, source="live", engines=speaking("en"))


async def test_an_ended_call_is_not_begun_again(store: CallStore, tmp_path: Path, stages: Stages) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        live.remove_line(line, finished=True)
        await live.result
        await asyncio.sleep(0)
        with pytest.raises(ProtocolError, match="has ended"):
            await board.connect(start(), source="live", engines=speaking("en"))


async def test_past_its_capacity_the_server_is_busy_and_says_so(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages, max_calls=1) as board:
        await board.connect(start("c1"), source="live", engines=speaking("en"))
        with pytest.raises(ProtocolError, match="all this server takes") as refusal:
            await board.connect(start("c2"), source="live", engines=speaking("en"))
        assert refusal.value.code == "busy"


async def test_a_language_without_an_engine_is_refused_with_the_remedy(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        with pytest.raises(ProtocolError, match="no engine for zh") as refusal:
            await board.connect(start(lang="zh"), source="live")
        assert refusal.value.code == "engine"
    assert store.get("c1") is None


async def test_a_store_that_is_away_for_a_while_loses_nothing(
    store: CallStore, tmp_path: Path, stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, away = store.append, [True]

    def failing(call_id: str, entries: list[CallEvent]) -> None:
        if away[0]:
            raise StoreError("the database is away")
        append(call_id, entries)

    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(3))
        monkeypatch.setattr(store, "append", failing)
        await send(live, line, range(3, 20))
        await until(live, lambda: live.feed.line.get("store") == "down")
        away[0] = False
        live.remove_line(line, finished=True)
        await live.result
    events = store.events_after("c1")
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    said = [turn["text"] for turn in sample("en")["turns"] if turn["end_s"] <= 20]
    assert heard(events)[: len(said)] == said


async def test_a_stage_that_fails_is_logged_as_down_and_the_others_go_on(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    class Broken:
        version = "broken"

        def screen(self, *_: object, **__: object) -> None:
            raise RuntimeError("the words of a call must not be in the log")

    broken = Stages(stages.tagger, Broken(), stages.ranker)  # type: ignore[arg-type]
    async with switchboard(store, tmp_path, broken) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(length_s("en")))
        live.remove_line(line, finished=True)
        await live.result
    events = store.events_after("c1")
    judging = [e.data for e in events if e.kind == "stage" and e.data["stage"] != "recognition"]
    assert judging == [{"stage": "compliance", "state": "down", "why": "RuntimeError"}]
    assert {"tags", "suggestions", "promise", "ended"} <= {event.kind for event in events}


async def test_an_engine_that_fails_is_logged_as_down_and_the_call_still_ends(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    class Breaking(ScriptedRecognizer):
        def open(self, *, rate: int) -> Any:
            stream = super().open(rate=rate)
            stream.endpoint = stream.close = lambda: 1 / 0  # type: ignore[method-assign]
            return stream

    engines = {**speaking("en"), "debtor": Breaking([(1.0, 2.0, "Hello?")])}
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=engines)
        await send(live, line, range(30))
        live.remove_line(line, finished=True)
        await live.result
    events = store.events_after("c1")
    down = [event.data["why"] for event in events if event.kind == "stage" and event.data["state"] == "down"]
    assert "ZeroDivisionError" in down
    assert events[-1].kind == "ended"
    assert {event.data["speaker"] for event in events if event.kind == "utterance"} == {"agent"}


async def test_a_card_that_is_not_helpful_does_not_come_back(
    store: CallStore, tmp_path: Path, stages: Stages
) -> None:
    async with switchboard(store, tmp_path, stages) as board:
        live, line = await board.connect(start(), source="live", engines=speaking("en"))
        await send(live, line, range(48))
        await until(live, lambda: bool(shown(store)))
        card = shown(store)[0].data["cards"][0]["id"]
        await live.feedback(card, "dismissed")
        number = store.last_number("c1")
        await send(live, line, range(48, 100))
        live.remove_line(line, finished=True)
        await live.result
    later = [
        c["id"] for e in store.events_after("c1", number) if e.kind == "suggestions" for c in e.data["cards"]
    ]
    assert card not in later
