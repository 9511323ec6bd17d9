"""Files of one JSON object a line: in from a file or stdin, out to stdout, mistakes with file and line."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO, TypeVar

from assist.errors import InputError

Shape = TypeVar("Shape")


class Lines:
    """Reads lines one at a time, so that a caller who waits for each answer gets it.

    A bad line is reported with its number and passed over; ``mistakes`` counts them.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.mistakes = 0

    def read(self, parse: Callable[[str], Shape]) -> Iterator[Shape]:
        """Yield what ``parse`` makes of every line that is not blank.

        Raises:
            InputError: the file cannot be opened.
        """
        name = str(self._path) if self._path else "stdin"
        with self._open() as source:
            for number, line in enumerate(source, 1):
                if not line.strip():
                    continue
                try:
                    yield parse(line.decode("utf-8-sig" if number == 1 else "utf-8"))
                except UnicodeDecodeError:
                    self._report(f"{name}:{number}: not UTF-8 text")
                except InputError as error:
                    self._report(f"{name}:{number}: {error}")

    def _open(self) -> Any:
        if self._path is None:
            return contextlib.nullcontext(sys.stdin.buffer)
        try:
            return self._path.open("rb")
        except OSError as error:
            raise InputError(f"{self._path}: {error.strerror}") from None

    def _report(self, message: str) -> None:
        self.mistakes += 1
        print(message, file=sys.stderr, flush=True)  # noqa: T201 - this is the command line's own voice


def write_line(value: Any, out: TextIO | None = None) -> None:
    """One JSON object on a line of its own."""
    stream = out or sys.stdout
    stream.write(json.dumps(value, ensure_ascii=False) + "\n")
    stream.flush()


class Progress:
    """A counter on stderr, shown only on a terminal."""

    def __init__(self, what: str, total: float | None = None) -> None:
        self._what = what
        self._total = total
        self._is_shown = sys.stderr.isatty()

    def show(self, done: float) -> None:
        if self._is_shown:
            share = f" {100 * done / self._total:.0f} %" if self._total else f" {done:.0f}"
            sys.stderr.write(f"\r{self._what}{share}  ")
            sys.stderr.flush()

    def close(self) -> None:
        if self._is_shown:
            sys.stderr.write("\n")
