"""``assist corpora check``: are the corpora fit to learn from?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assist.errors import ModelError
from assist.settings import read_settings
from assist.tagging.corpus import Record, read_corpora
from assist.tagging.corpus_check import (
    NearDuplicate,
    alike_by_meaning,
    balance_report,
    broken_rules,
    near_duplicates,
    shortfalls,
    straddling,
)


def add_parsers(commands: Any) -> None:
    actions = commands.add_parser("corpora", help="check the training corpora").add_subparsers(
        required=True, metavar="ACTION"
    )
    check: argparse.ArgumentParser = actions.add_parser(
        "check",
        help="mistakes, near duplicates across the split, label rules and balance",
        description="Every mistake with file and line; pairs that nearly say the same and sit in two parts of the "
        "split; labels without their reasons; tags with too few utterances. Exit code 1 if there is any.",
    )
    check.add_argument("folder", type=Path, nargs="?", help="default: models/corpora")
    check.add_argument(
        "--meaning",
        action="store_true",
        help="also pairs that say the same in other words, by the pretrained encoder (extra: train; some minutes)",
    )
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> int:
    records, wrong = read_corpora(options.folder or read_settings().models / "corpora")
    wrong += broken_rules(records)
    wrong += _told(straddling(near_duplicates(records)), "nearly the same words as")
    if options.meaning:
        wrong += _told(straddling(_by_meaning(records)), "means nearly the same as")
    wrong += shortfalls(records)
    for line in wrong:
        sys.stdout.write(line + "\n")
    sys.stdout.write(balance_report(records) + "\n")
    sys.stderr.write(f"{len(records)} records, {len(wrong)} mistakes\n")
    return 1 if wrong else 0


def _by_meaning(records: Sequence[Record]) -> list[NearDuplicate]:
    try:
        from assist.tagging.meaning import embeddings
    except ImportError as error:
        raise ModelError(f"{error.name} is not installed; pip install 'callguide[train]'") from None
    return alike_by_meaning(records, embeddings(records, _tell))


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(line + "\n")


def _told(pairs: Sequence[NearDuplicate], how: str) -> list[str]:
    return [f"{p.second.where}: {how} {p.first.where} in another part ({p.similarity:.2f})" for p in pairs]
