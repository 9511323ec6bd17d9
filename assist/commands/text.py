"""``assist replay`` and ``assist annotate``: words in, judgements out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from assist.annotation import annotate
from assist.commands.lines import Lines, write_line
from assist.record.result import call_result
from assist.recording import replay_transcript
from assist.settings import read_settings
from assist.shapes import details_of, read_transcript, read_utterance
from assist.stages import load_stages


def add_parsers(commands: Any) -> None:
    replay: argparse.ArgumentParser = commands.add_parser(
        "replay",
        help="call transcripts in, call results out",
        description="Read one call transcript a line and print one call result a line.",
    )
    replay.add_argument("transcripts", type=Path, nargs="?", metavar="CALLS.jsonl", help="default: stdin")
    replay.set_defaults(run=run_replay)
    single: argparse.ArgumentParser = commands.add_parser(
        "annotate",
        help="utterances in, annotations out",
        description="Read one utterance a line and print one annotation a line, in the same order.",
    )
    single.add_argument("utterances", type=Path, nargs="?", metavar="UTTERANCES.jsonl", help="default: stdin")
    single.set_defaults(run=run_annotate)


def run_replay(options: argparse.Namespace) -> int:
    stages = load_stages(read_settings())
    lines = Lines(options.transcripts)
    for call in lines.read(read_transcript):
        details = details_of(call.id, call.lang, call.call)
        events = replay_transcript(call.turns, details=details, stages=stages)
        write_line(call_result(call.id, call.lang, events))
    return 1 if lines.mistakes else 0


def run_annotate(options: argparse.Namespace) -> int:
    stages = load_stages(read_settings())
    lines = Lines(options.utterances)
    for said in lines.read(read_utterance):
        write_line(annotate(said, stages))
    return 1 if lines.mistakes else 0
