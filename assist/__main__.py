"""The command line: ``assist …`` or ``python -m assist …``."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from assist.commands import analyze, content, corpora, models, serve, stream, text, training
from assist.errors import AssistError

GROUPS = (serve, analyze, text, stream, models, content, corpora, training)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assist",
        description="Callguide: guidance and compliance for people who make debt-collection calls.",
        epilog="Settings come from ASSIST_* in the environment or .env; docs/settings.md lists them.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in GROUPS:
        group.add_parsers(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0: done; 1: done, with mistakes that were reported; 2: it could not be done."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )
    options = build_parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except AssistError as error:
        print(f"assist: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output is gone (head, less); what is left must not be flushed into a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
