"""``assist cards check``, ``assist lexicon check`` and ``assist backtest``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assist import wire
from assist.commands.lines import Lines, write_line
from assist.compliance.lexicon import check_lexicon
from assist.conversation import Stages
from assist.errors import InputError
from assist.events import CallDetails
from assist.guidance.cards import check_cards
from assist.record.result import call_result
from assist.recording import replay_transcript
from assist.settings import Settings, read_settings
from assist.shapes import TimedTurnIn, details_of, read_transcript
from assist.stages import load_stages
from assist.store.calls import CallStore
from assist.store.database import open_database


def add_parsers(commands: Any) -> None:
    cards = commands.add_parser("cards", help="check the guidance cards").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = cards.add_parser("check", help="every mistake with file, line and a hint")
    check.add_argument("folder", type=Path, nargs="?", help="default: guidance_cards/")
    check.set_defaults(run=run_cards)
    lexicon = commands.add_parser("lexicon", help="check the compliance lexicon").add_subparsers(
        required=True, metavar="ACTION"
    )
    check = lexicon.add_parser("check", help="every mistake with file, line and a hint")
    check.add_argument("folder", type=Path, nargs="?", help="default: compliance_lexicon/")
    check.set_defaults(run=run_lexicon)
    backtest: argparse.ArgumentParser = commands.add_parser(
        "backtest",
        help="what a changed folder of cards or rules would have shown or flagged",
        description="Run stored calls, or a file of call transcripts, against today's cards and lexicon and against "
        "a changed folder; print one line an utterance where they differ, and the totals on stderr.",
    )
    backtest.add_argument(
        "calls", type=Path, nargs="?", metavar="CALLS.jsonl", help="default: the stored calls"
    )
    backtest.add_argument("--cards", type=Path, metavar="DIR", help="the changed cards")
    backtest.add_argument("--lexicon", type=Path, metavar="DIR", help="the changed lexicon")
    backtest.add_argument(
        "--last", type=int, default=500, metavar="N", help="stored calls to look at (default 500)"
    )
    backtest.set_defaults(run=run_backtest)


def run_cards(options: argparse.Namespace) -> int:
    folder = options.folder or read_settings().cards
    return _report(check_cards(folder), folder)


def run_lexicon(options: argparse.Namespace) -> int:
    folder = options.folder or read_settings().lexicon
    return _report(check_lexicon(folder), folder)


def _report(mistakes: list[str], folder: Path) -> int:
    for mistake in mistakes:
        sys.stdout.write(f"{mistake}\n")
    sys.stderr.write(f"{folder}: {len(mistakes) or 'no'} mistake{'' if len(mistakes) == 1 else 's'}\n")
    return 1 if mistakes else 0


def run_backtest(options: argparse.Namespace) -> int:
    if not options.cards and not options.lexicon:
        raise InputError("backtest needs --cards DIR or --lexicon DIR: the changed folder to try")
    settings = read_settings()
    today = load_stages(settings)
    changed = load_stages(settings, cards=options.cards, lexicon=options.lexicon)
    lines = Lines(options.calls)
    calls = added = removed = 0
    for details, turns in _transcripts(lines) if options.calls else _stored(settings, options.last):
        calls += 1
        for difference in _differences(details, turns, today, changed):
            added += len(difference["now"])
            removed += len(difference["no_longer"])
            write_line(difference)
    sys.stderr.write(f"{calls} calls: {added} would now be shown or flagged, {removed} no longer\n")
    return 1 if lines.mistakes else 0


Transcript = tuple[CallDetails, list[TimedTurnIn]]


def _transcripts(lines: Lines) -> Iterator[Transcript]:
    for call in lines.read(read_transcript):
        yield details_of(call.id, call.lang, call.call), call.turns


def _stored(settings: Settings, last: int) -> Iterator[Transcript]:
    store = CallStore(open_database(settings.data, settings.database_url))
    for call in store.recent(last):
        said = [event.data for event in store.events_after(call.id) if event.kind == "utterance"]
        turns = [
            TimedTurnIn(speaker=u["speaker"], text=u["text"], start_s=u["start_s"], end_s=u["end_s"])
            for u in said
        ]
        if turns:
            yield wire.details_from(call.details), turns


def _differences(
    details: CallDetails, turns: list[TimedTurnIn], today: Stages, changed: Stages
) -> Iterator[dict[str, Any]]:
    before, after = (
        call_result(details.id, details.lang, replay_transcript(turns, details=details, stages=stages))
        for stages in (today, changed)
    )
    for old, new in zip(before["utterances"], after["utterances"], strict=True):
        had, has = _judgements(old), _judgements(new)
        now = [has[key] for key in has if key not in had]
        no_longer = [had[key] for key in had if key not in has]
        if now or no_longer:
            where = {"id": details.id, "turn": old["turn"], "speaker": old["speaker"], "text": old["text"]}
            yield where | {"now": now, "no_longer": no_longer}


def _judgements(utterance: dict[str, Any]) -> dict[Any, dict[str, Any]]:
    cards = {
        ("card", card["id"], card["version"]): {"card": card["id"], "title": card["title"]}
        for card in utterance["cards"]
    }
    findings = {
        ("finding", finding["category"], finding["rule"], finding["start"], finding["end"]): {
            key: finding[key] for key in ("category", "severity", "origin", "rule", "quote")
        }
        for finding in utterance["findings"]
    }
    return cards | findings
