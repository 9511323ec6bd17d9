"""``assist models list / pull / check``: speech models and the tagging model."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from assist.commands.lines import Progress
from assist.errors import ModelError
from assist.recognition.models import CATALOGUE, DEFAULTS, check_models, installed_models, pull
from assist.settings import read_settings
from assist.tagging.tagger import Tagger


def add_parsers(commands: Any) -> None:
    actions = commands.add_parser("models", help="speech and tagging models").add_subparsers(
        required=True, metavar="ACTION"
    )
    listing = actions.add_parser("list", help="what is installed, and what can be pulled")
    listing.set_defaults(run=run_list)
    get: argparse.ArgumentParser = actions.add_parser("pull", help="get a speech model")
    get.add_argument("name", metavar="NAME", help='"zh", "en" or a full name from the list')
    get.add_argument(
        "--url", help="take it from a mirror instead of the makers; for whisper-base, the package registry"
    )
    get.set_defaults(run=run_pull)
    check = actions.add_parser("check", help="whether the files are whole")
    check.set_defaults(run=run_check)


def run_list(_options: argparse.Namespace) -> int:
    settings = read_settings()
    out = sys.stdout
    out.write("installed\n")
    for model in installed_models(settings.speech_models):
        where = "in a package" if model.packaged else str(model.path)
        out.write(f"  {model.name:46} {model.kind:8} {','.join(model.languages) or '-':6} {where}\n")
    try:
        out.write(
            f"  {'tagging':46} encoder  en,zh  version {Tagger.load(settings.models / 'tagging').version}\n"
        )
    except ModelError as error:
        out.write(f"  tagging: {error}\n")
    out.write("to be pulled with “assist models pull NAME”\n")
    present = {model.name for model in installed_models(settings.speech_models)}
    short = {name: key for key, name in DEFAULTS.items()}
    for known in CATALOGUE:
        if known.name not in present:
            alias = f"(or “{short[known.name]}”)" if known.name in short else ""
            out.write(f"  {known.name:46} {known.kind:8} {','.join(known.languages):6} {alias}\n")
    return 0


def run_pull(options: argparse.Namespace) -> int:
    settings = read_settings()
    progress: Progress | None = None

    def show(got: int, total: int | None) -> None:
        nonlocal progress
        if progress is None:
            progress = Progress(f"{options.name}:", total)
        progress.show(got if total else got / 1e6)

    try:
        model = pull(options.name, settings.speech_models, url=options.url, progress=show)
    finally:
        if progress:
            progress.close()
    sys.stdout.write(f"{model.name} is installed at {model.path}\n")
    return 0


def run_check(_options: argparse.Namespace) -> int:
    settings = read_settings()
    mistakes = check_models(settings.speech_models)
    try:
        Tagger.load(settings.models / "tagging")
    except ModelError as error:
        mistakes.append(str(error))
    for mistake in mistakes:
        sys.stdout.write(f"{mistake}\n")
    sys.stderr.write(f"{len(mistakes) or 'no'} mistake{'' if len(mistakes) == 1 else 's'}\n")
    return 1 if mistakes else 0
