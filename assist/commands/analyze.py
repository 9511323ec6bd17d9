"""``assist analyze``: a recording in, one call result out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assist.audio.wav import channel_order, open_wav
from assist.commands.details import details_from_file
from assist.commands.lines import Progress, write_line
from assist.recognition.engines import engine_for, load_recognizer
from assist.record.result import call_result
from assist.recording import hear_recording
from assist.settings import read_settings
from assist.shapes import read_details
from assist.stages import load_stages


def add_parsers(commands: Any) -> None:
    parser: argparse.ArgumentParser = commands.add_parser(
        "analyze",
        help="a recording in, one call result out",
        description="Hear a two-channel WAV (PCM 8/16/24-bit, mu-law or A-law, 8-48 kHz) and print its call result.",
    )
    parser.add_argument("recording", type=Path, metavar="CALL.wav")
    parser.add_argument("--lang", required=True, choices=("en", "zh"), help="the language of the call")
    parser.add_argument(
        "--channels",
        metavar="ORDER",
        help='who is on which channel: "agent,debtor" (default) or "debtor,agent"; for mono "agent" or "debtor"',
    )
    parser.add_argument("--engine", help="speech engine; default: what is installed for the language")
    parser.add_argument(
        "--call", type=Path, metavar="FILE", help="JSON file with the call's details (date, balance, ...)"
    )
    parser.add_argument("--id", help="the call's id; default: the file's name")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    settings = read_settings()
    with open_wav(options.recording) as wav:
        duration_s, channels = wav.duration_s, channel_order(options.channels, wav.channels)
    details = read_details(
        options.id or options.recording.stem, options.lang, details_from_file(options.call)
    )
    name = engine_for(
        options.lang, engine=options.engine or settings.engine(options.lang), models=settings.speech_models
    )
    stages = load_stages(settings)
    recognizer = load_recognizer(name, lang=options.lang, models=settings.speech_models)
    progress = Progress("heard", duration_s)
    try:
        events = hear_recording(
            options.recording,
            channels=channels,
            details=details,
            stages=stages,
            recognizer=recognizer,
            progress=progress.show,
        )
    finally:
        progress.close()
        recognizer.close()
    write_line(call_result(details.id, details.lang, events) | {"engine": name})
    return 0
