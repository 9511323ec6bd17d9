"""Fetching one large archive over an unsteady line: resumed, checked, and unpacked whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import lzma
import shutil
import tarfile
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assist.errors import ModelError

Progress = Callable[[int, int | None], None]

_TIMEOUT_S: Final = 30.0
_BLOCK: Final = 1 << 18
# How often in a row a transfer may break without a single new byte before it is given up.
_FRUITLESS_TRIES: Final = 3
# The archive itself, and what is in it at up to three times its size.
_ROOM_NEEDED: Final = 4


@dataclass(frozen=True, slots=True)
class Source:
    """What to fetch, and what its makers say of it."""

    url: str
    size: int | None = None
    md5: str | None = None


class _Broken(Exception):
    """The transfer stopped before its end; it can be resumed."""


def fetch(source: Source, part: Path, *, by_hand: str, progress: Progress | None = None) -> Path:
    """Bring ``source`` into the file ``part``, going on from what an earlier call left, and return ``part``.

    Raises ModelError, with the advice ``by_hand``, if the source cannot be reached, stays incomplete or
    differs from its published size or MD5; a file that differs is removed.
    """
    if not source.url.startswith(("https://", "http://")):
        raise ModelError(f"{source.url}: not a web address (http or https)")
    fruitless, reason = 0, ""
    while fruitless < _FRUITLESS_TRIES:
        before = _size(part)
        try:
            _transfer(source, part, progress)
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise ModelError(
                    f"{source.url}: the server answers {error.code} {error.reason}; {by_hand}"
                ) from None
            reason = f"the server answers {error.code}"
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise ModelError(f"{part.parent}: no room left on the disk for {source.url}") from None
            reason = str(error.reason if isinstance(error, urllib.error.URLError) else error)
        except (_Broken, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
        else:
            _check(source, part, by_hand)
            return part
        fruitless = 0 if _size(part) > before else fruitless + 1
    got = _size(part)
    kept = f"; {got} bytes are kept, run the command again to go on" if got else "; check the network"
    raise ModelError(f"{source.url}: cannot be downloaded: {reason}{kept}, {by_hand}")


def read_json(url: str) -> Any:
    """What is at ``url``, or None where nothing can be read."""
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as response:  # noqa: S310
            return json.load(response)
    except (OSError, http.client.HTTPException, ValueError):
        return None


def unpack(archive: Path, folder: Path, url: str) -> Path:
    """Unpack a zip or tar.bz2 into ``folder`` and return it; every file is checked against its sum.

    Raises ModelError if the archive is damaged; it is removed then, since resuming it would be of no use.
    """
    try:
        if url.endswith(".zip"):
            with zipfile.ZipFile(archive) as zipped:
                # Reading a member checks its CRC, and members cannot leave the folder.
                zipped.extractall(folder)  # noqa: S202
        else:
            with tarfile.open(archive) as tarred:
                tarred.extractall(folder, filter="data")
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError) as error:
        _discard(archive)
        raise ModelError(f"{url}: the archive is damaged ({error}) and was removed; pull it again") from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ModelError(f"{folder}: no room left on the disk to unpack {url}") from None
        _discard(archive)
        raise ModelError(f"{url}: the archive is damaged ({error}) and was removed; pull it again") from None
    return folder


def _transfer(source: Source, part: Path, progress: Progress | None) -> None:
    tag_file = _tag_file(part)
    have = _size(part)
    headers = {}
    if have:
        headers["Range"] = f"bytes={have}-"
        if tag_file.is_file():
            # Where the file has changed meanwhile, the server then sends it from its beginning.
            headers["If-Range"] = tag_file.read_text(encoding="ascii")
    request = urllib.request.Request(source.url, headers=headers)  # noqa: S310
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()
        if error.code != 416:
            raise
        if _total(error.headers.get("Content-Range")) != have:
            _discard(part)
            raise _Broken("what was kept is not a part of the file") from None
        return
    with response:
        if response.status == 206:
            total = _total(response.headers.get("Content-Range"))
        else:
            have, length = 0, response.headers.get("Content-Length")
            total = int(length) if length else None
        if total and shutil.disk_usage(part.parent).free < _ROOM_NEEDED * total - have:
            raise ModelError(
                f"{part.parent}: {_ROOM_NEEDED * total >> 20} MB of room are needed for {source.url}"
            )
        tag_file.write_text(
            response.headers.get("ETag") or response.headers.get("Last-Modified") or "", encoding="ascii"
        )
        if not tag_file.stat().st_size:
            tag_file.unlink()
        with part.open("ab" if have else "wb") as file:
            while block := response.read(_BLOCK):
                file.write(block)
                have += len(block)
                if progress is not None:
                    progress(have, total)
    if total is not None and have < total:
        raise _Broken(f"the transfer broke off at {have} of {total} bytes")


def _check(source: Source, part: Path, by_hand: str) -> None:
    size = _size(part)
    if source.size is not None and size != source.size:
        _discard(part)
        raise ModelError(f"{source.url}: {size} bytes came, {source.size} are published; removed; {by_hand}")
    if source.md5:
        with part.open("rb") as file:
            found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
        if found != source.md5.lower():
            _discard(part)
            raise ModelError(f"{source.url}: its MD5 is not the published one; removed; {by_hand}")
    _tag_file(part).unlink(missing_ok=True)


def _tag_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.tag")


def _discard(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_file(part).unlink(missing_ok=True)


def _size(part: Path) -> int:
    return part.stat().st_size if part.is_file() else 0


def _total(content_range: str | None) -> int | None:
    total = (content_range or "").rpartition("/")[2]
    return int(total) if total.isdigit() else None
