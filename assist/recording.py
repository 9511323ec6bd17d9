"""Calls that are over: a recording or a transcript through the same stages as a live call, as fast as they go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from assist.audio.wav import open_wav
from assist.call import BLOCK_S, Call, Ear
from assist.conversation import Conversation, Entry, Stages
from assist.events import CallDetails, CallEvent, Speaker, Utterance
from assist.recognition.contract import Recognizer
from assist.shapes import TimedTurnIn
from assist.store.calls import numbered


def hear_recording(
    path: Path,
    *,
    channels: Sequence[Speaker],
    details: CallDetails,
    stages: Stages,
    recognizer: Recognizer,
    progress: Callable[[float], None] | None = None,
) -> list[CallEvent]:
    """The log of a recorded call, as a live call would have written it, without partials.

    Raises:
        AudioError: the file is not the audio it says it is.
    """
    heard_s = 0.0
    # Agent before debtor within a block, as a live call's order of media time has it.
    order = sorted(range(len(channels)), key=lambda index: channels[index])
    with open_wav(path) as wav:
        ears = {speaker: Ear(speaker, recognizer, rate=wav.rate) for speaker in channels}
        call = Call(Conversation(details, stages), ears)
        entries = call.conversation.opening()
        for block in wav.blocks(BLOCK_S):
            for index in order:
                entries += call.hear(channels[index], block[index], partials=False)[1]
            heard_s += len(block[0]) / 2 / wav.rate
            if progress:
                progress(heard_s)
    last_words = [heard for speaker in channels for heard in call.last_words(speaker)]
    entries += call.finish(last_words, "ended", at_s=round(heard_s, 3))
    return _as_log(entries)


def replay_transcript(
    turns: Sequence[TimedTurnIn], *, details: CallDetails, stages: Stages
) -> list[CallEvent]:
    """The log of a call whose words are known already."""
    conversation = Conversation(details, stages)
    entries = conversation.opening()
    for number, turn in enumerate(turns):
        utterance = Utterance(number, turn.speaker, details.lang, turn.text, turn.start_s, turn.end_s)
        entries += conversation.hear(utterance)
    entries += conversation.finish(max(turn.end_s for turn in turns), "ended")
    return _as_log(entries)


def _as_log(entries: Sequence[Entry]) -> list[CallEvent]:
    return numbered(entries, 0, dt.datetime.now(dt.UTC))
