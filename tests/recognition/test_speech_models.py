"""Speech models are pulled whole over unsteady lines or not at all. A real HTTP server plays the makers' site."""

import bz2
import hashlib
import io
import json
import socket
import tarfile
import threading
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from assist.errors import ModelError
from assist.recognition.models import CATALOGUE, check_models, installed_models, known_model, pull

NAME = "vosk-model-small-cn-0.22"
SHERPA = "sherpa-onnx-streaming-zipformer-zh-int8-2025-06-30"


def model_files() -> dict[str, bytes]:
    noise = np.random.default_rng(5)
    return {
        f"{NAME}/am/final.mdl": noise.bytes(300_000),
        f"{NAME}/conf/model.conf": b"--beam=10\n",
        f"{NAME}/conf/mfcc.conf": b"--sample-frequency=16000\n",
        f"{NAME}/graph/HCLr.fst": noise.bytes(200_000),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:bz2") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


@dataclass
class Site:
    """What the server offers and how badly the line behaves."""

    files: dict[str, bytes]
    break_after: list[int] = field(default_factory=list)
    """For each coming transfer, after how many bytes the line breaks."""
    etag: str = '"1"'
    ranges: bool = True
    failing: int = 0
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name = request.path.lstrip("/")
        wanted = request.headers.get("Range")
        self.asked.append((name, wanted))
        if self.failing and name != "model-list.json":
            self.failing -= 1
            request.send_error(503)
            return
        if name not in self.files:
            request.send_error(404)
            return
        data, start = self.files[name], 0
        fresh = request.headers.get("If-Range") in (None, self.etag)
        if wanted and self.ranges and fresh:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(data):
                request.send_response(416)
                request.send_header("Content-Range", f"bytes */{len(data)}")
                request.send_header("Content-Length", "0")
                request.end_headers()
                return
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            request.send_response(200)
        request.send_header("Content-Length", str(len(data) - start))
        request.send_header("ETag", self.etag)
        request.end_headers()
        body = data[start:]
        if name != "model-list.json" and self.break_after:
            body = body[: self.break_after.pop(0)]
            request.close_connection = True
        request.wfile.write(body)


@pytest.fixture
def site():
    files = model_files()
    offered = Site({f"{NAME}.zip": zipped(files)})
    archive = offered.files[f"{NAME}.zip"]
    entry = {"name": NAME, "lang": "cn", "size": len(archive), "md5": hashlib.md5(archive).hexdigest()}
    offered.files["model-list.json"] = json.dumps([{"name": "other"}, entry]).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            offered.answer(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    offered.url = f"http://127.0.0.1:{server.server_port}"
    yield offered
    server.shutdown()
    thread.join()
    server.server_close()


def archives_asked(site: Site) -> list[str | None]:
    return [wanted for name, wanted in site.asked if name != "model-list.json"]


def left_over(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_a_pulled_model_is_unpacked_whole(tmp_path, site):
    model = pull("zh", tmp_path, url=site.url)
    assert (model.name, model.kind, model.languages) == (NAME, "vosk", ("zh",))
    for name, data in model_files().items():
        assert (tmp_path / name).read_bytes() == data
    assert check_models(tmp_path) == []
    assert left_over(tmp_path) == []
    assert model in installed_models(tmp_path)


def test_progress_counts_up_to_the_size(tmp_path, site):
    seen = []
    pull("zh", tmp_path, url=site.url, progress=lambda got, size: seen.append((got, size)))
    size = len(site.files[f"{NAME}.zip"])
    assert seen[-1] == (size, size)
    assert [got for got, _ in seen] == sorted(got for got, _ in seen)


def test_a_transfer_that_breaks_goes_on_where_it_broke(tmp_path, site):
    site.break_after = [100_000, 50_000]
    pull("zh", tmp_path, url=site.url)
    assert archives_asked(site) == [None, "bytes=100000-", "bytes=150000-"]
    assert check_models(tmp_path) == []


def test_a_line_that_stays_broken_keeps_what_came_for_the_next_call(tmp_path, site):
    site.break_after = [200_000, 0, 0, 0]
    with pytest.raises(ModelError, match="200000 bytes are kept, run the command again"):
        pull("zh", tmp_path, url=site.url)
    assert not (tmp_path / NAME).exists()
    site.asked.clear()
    pull("zh", tmp_path, url=site.url)
    assert archives_asked(site) == ["bytes=200000-"]
    assert check_models(tmp_path) == []


def test_a_file_changed_meanwhile_is_fetched_from_its_beginning(tmp_path, site):
    site.break_after = [200_000, 0, 0, 0]
    with pytest.raises(ModelError):
        pull("zh", tmp_path, url=site.url)
    changed = zipped(model_files() | {f"{NAME}/README": b"a later edition"})
    site.files = {f"{NAME}.zip": changed}
    site.etag = '"2"'
    pull("zh", tmp_path, url=site.url)
    assert (tmp_path / NAME / "README").read_bytes() == b"a later edition"
    assert check_models(tmp_path) == []


def test_a_server_without_ranges_is_asked_from_the_beginning(tmp_path, site):
    site.ranges, site.break_after = False, [100_000]
    pull("zh", tmp_path, url=site.url)
    assert check_models(tmp_path) == []


def test_a_complete_archive_left_behind_is_not_fetched_again(tmp_path, site):
    (tmp_path / f".{NAME}.zip.part").write_bytes(site.files[f"{NAME}.zip"])
    seen = []
    pull("zh", tmp_path, url=site.url, progress=lambda *count: seen.append(count))
    assert seen == []
    assert check_models(tmp_path) == []


def test_a_busy_server_is_asked_again(tmp_path, site):
    site.failing = 2
    pull("zh", tmp_path, url=site.url)
    assert len(archives_asked(site)) == 3


def test_an_archive_that_differs_from_its_published_md5_is_refused_and_removed(tmp_path, site):
    archive = bytearray(site.files[f"{NAME}.zip"])
    archive[5000] ^= 1
    site.files[f"{NAME}.zip"] = bytes(archive)
    with pytest.raises(ModelError, match="its MD5 is not the published one; removed"):
        pull("zh", tmp_path, url=site.url)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_another_size_than_published_is_refused_and_removed(tmp_path, site):
    site.files[f"{NAME}.zip"] = site.files[f"{NAME}.zip"][:-100]
    with pytest.raises(ModelError, match=r"bytes came, .* are published; removed"):
        pull("zh", tmp_path, url=site.url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["flipped", "truncated", "not a zip"])
def test_a_damaged_archive_is_refused_even_where_nothing_is_published(tmp_path, site, damage):
    del site.files["model-list.json"]
    archive = bytearray(site.files[f"{NAME}.zip"])
    if damage == "flipped":
        archive[5000] ^= 1
    elif damage == "truncated":
        archive = archive[:-20_000]
    else:
        archive = bytearray(b"<html>Please sign in to this network</html>")
    site.files[f"{NAME}.zip"] = bytes(archive)
    with pytest.raises(ModelError, match=r"the archive is damaged .* was removed; pull it again"):
        pull("zh", tmp_path, url=site.url)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_without_a_model_is_refused(tmp_path, site):
    del site.files["model-list.json"]
    site.files[f"{NAME}.zip"] = zipped({f"{NAME}/README": b"nothing else"})
    with pytest.raises(ModelError, match="holds no vosk model"):
        pull("zh", tmp_path, url=site.url)
    assert list(tmp_path.iterdir()) == []


def test_members_cannot_be_unpacked_outside_the_folder(tmp_path, site):
    del site.files["model-list.json"]
    site.files[f"{NAME}.zip"] = zipped(model_files() | {"../../outside": b"x"})
    folder = tmp_path / "models" / "speech"
    pull("zh", folder, url=site.url)
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "models" / "outside").exists()
    site.files[f"{SHERPA}.tar.bz2"] = tarred({"../../outside": b"x"})
    with pytest.raises(ModelError, match="the archive is damaged"):
        pull(SHERPA, folder, url=site.url)
    assert not (tmp_path / "outside").exists()


def test_an_older_model_stays_until_the_new_one_is_whole(tmp_path, site):
    pull("zh", tmp_path, url=site.url)
    whole = site.files.copy()
    site.files = {f"{NAME}.zip": whole[f"{NAME}.zip"][:-20_000]}
    with pytest.raises(ModelError):
        pull("zh", tmp_path, url=site.url)
    assert check_models(tmp_path) == []
    site.files = whole
    pull("zh", tmp_path, url=site.url)
    assert check_models(tmp_path) == []


def test_without_a_network_the_way_by_hand_is_told(tmp_path):
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        with pytest.raises(
            ModelError, match=r"cannot be downloaded: .*refused.*check the network"
        ) as refusal:
            pull("zh", tmp_path, url=url)
    assert f"get {url}/{NAME}.zip on another machine" in str(refusal.value)
    assert str(tmp_path / NAME) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_model_that_the_server_does_not_have_is_not_asked_for_again(tmp_path, site):
    site.files.clear()
    with pytest.raises(ModelError, match="the server answers 404"):
        pull("zh", tmp_path, url=site.url)
    assert len(archives_asked(site)) == 1


def test_sherpa_models_come_as_tar_archives(tmp_path, site):
    files = {
        f"{SHERPA}/{name}": b"x" * 100 for name in ("tokens.txt", "encoder.int8.onnx", "joiner.int8.onnx")
    }
    site.files[f"{SHERPA}.tar.bz2"] = tarred(files)
    assert pull(SHERPA, tmp_path, url=site.url).kind == "sherpa"
    site.files[f"{SHERPA}.tar.bz2"] = bz2.compress(b"not a tar")
    with pytest.raises(ModelError, match="the archive is damaged"):
        pull(SHERPA, tmp_path, url=site.url)


def test_files_lost_or_altered_later_are_named(tmp_path, site):
    pull("zh", tmp_path, url=site.url)
    (tmp_path / NAME / "am" / "final.mdl").write_bytes(b"x" * 300_000)
    (tmp_path / NAME / "conf" / "mfcc.conf").unlink()
    damaged, missing = check_models(tmp_path)
    assert "final.mdl: damaged or altered; pull the model again: assist models pull" in damaged
    assert "mfcc.conf: missing; pull" in missing


def test_a_folder_put_in_place_by_hand_is_a_model_if_its_files_are_there(tmp_path):
    for name, data in model_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert [model.name for model in installed_models(tmp_path) if not model.packaged] == [NAME]
    assert check_models(tmp_path) == []
    (tmp_path / NAME / "am" / "final.mdl").unlink()
    (mistake,) = check_models(tmp_path)
    assert "not a speech model (missing: am/final.mdl)" in mistake


def test_the_model_inside_a_package_is_always_there(tmp_path):
    (model,) = installed_models(tmp_path / "nowhere")
    assert (model.name, model.languages, model.packaged) == ("whisper-tiny.en", ("en",), True)
    assert (model.path / "model.bin").is_file()


def test_models_are_known_by_language_or_full_name():
    assert known_model("zh").name == NAME
    assert known_model("en").languages == ("en",)
    for model in CATALOGUE:
        assert known_model(model.name) is model
    with pytest.raises(ModelError, match="no speech model is called 'vosk-cn'; known: zh, en, vosk-model"):
        known_model("vosk-cn")
