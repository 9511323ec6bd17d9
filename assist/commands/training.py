"""``assist train`` and ``assist evaluate``: the tagging model from its corpora, and how good it is."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from assist.settings import read_settings
from assist.tagging.corpus import PROMISES


def add_parsers(commands: Any) -> None:
    train: argparse.ArgumentParser = commands.add_parser(
        "train",
        help="train the tagging model",
        description="Train the tagging model from the corpora (extra: train).",
    )
    train.add_argument("--corpora", type=Path, help="default: models/corpora")
    train.add_argument("--out", type=Path, help="default: models/tagging")
    train.add_argument("--seed", type=int, default=7)
    train.set_defaults(run=run_train)
    evaluate: argparse.ArgumentParser = commands.add_parser(
        "evaluate",
        help="score the tagging model",
        description="Per-label precision, recall, F1 with intervals.",
    )
    evaluate.add_argument("--corpora", type=Path, help="default: models/corpora")
    evaluate.add_argument("--model", type=Path, help="default: models/tagging")
    evaluate.add_argument(
        "--every",
        action="store_true",
        help="score every utterance, not the test part alone: for a set by other hands, such as models/corpora/exam",
    )
    evaluate.set_defaults(run=run_evaluate)


def run_train(options: argparse.Namespace) -> int:
    from assist.evaluation.label_report import format_report
    from assist.evaluation.training_run import train_and_describe

    settings = read_settings()
    report = train_and_describe(
        options.corpora or settings.models / "corpora",
        options.out or settings.models / "tagging",
        seed=options.seed,
        progress=_tell,
    )
    sys.stdout.write(format_report(report) + "\n")
    return 0


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def run_evaluate(options: argparse.Namespace) -> int:
    from assist.evaluation.label_report import format_report
    from assist.evaluation.label_scores import evaluate
    from assist.evaluation.promise_scores import format_promises, load_cases, score_promises
    from assist.evaluation.screen_scores import evaluate_screen, format_screen

    settings = read_settings()
    model, corpora = (
        options.model or settings.models / "tagging",
        options.corpora or settings.models / "corpora",
    )
    sys.stdout.write(format_report(evaluate(model, corpora, every=options.every)) + "\n\n")
    sys.stdout.write(
        format_screen(evaluate_screen(model, settings.lexicon, corpora, every=options.every)) + "\n"
    )
    for path in sorted((corpora / PROMISES).glob("*.jsonl")):
        sys.stdout.write("\n" + format_promises(path.stem, score_promises(load_cases(path))) + "\n")
    return 0
