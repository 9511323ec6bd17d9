"""Audio on disk: what is acknowledged is there, nothing is there twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.errors import AudioError, StoreError
from assist.store.audio_files import AudioFiles, AudioFormat, SpeakerAudio, deinterleaved, interleaved

PCM = AudioFormat("s16le", 8000)


def opened(folder: Path, audio_format: AudioFormat = PCM) -> SpeakerAudio:
    return AudioFiles(folder).open("call-1", "agent", audio_format)


def test_samples_are_read_back_as_they_were_stored(tmp_path: Path) -> None:
    track = opened(tmp_path)
    assert track.append(0, b"\x01\x00\x02\x00") == 2
    assert track.append(2, b"\x03\x00") == 3
    assert track.read(1, 10) == b"\x02\x00\x03\x00"


def test_samples_sent_twice_are_stored_once(tmp_path: Path) -> None:
    track = opened(tmp_path)
    track.append(0, b"\x01\x00\x02\x00")
    assert track.append(1, b"\x02\x00\x03\x00") == 3
    assert track.append(0, b"\x01\x00") == 3
    assert track.read(0, 10) == b"\x01\x00\x02\x00\x03\x00"


def test_a_gap_is_refused_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    track = opened(tmp_path)
    with pytest.raises(AudioError, match="sample 5 came before sample 0"):
        track.append(5, b"\x01\x00")
    assert track.samples == 0


def test_half_a_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="whole samples"):
        opened(tmp_path).append(0, b"\x01")


def test_a_recording_goes_on_where_a_killed_process_left_it(tmp_path: Path) -> None:
    opened(tmp_path).append(0, b"\x01\x00\x02\x00")
    path = tmp_path / "call-1" / "agent.s16le"
    with path.open("ab") as file:
        file.write(b"\x07")
    again = opened(tmp_path)
    assert again.samples == 2
    again.append(2, b"\x03\x00")
    assert again.read(0, 9) == b"\x01\x00\x02\x00\x03\x00"


def test_mu_law_is_kept_as_it_came_and_read_as_samples(tmp_path: Path) -> None:
    track = opened(tmp_path, AudioFormat("mulaw", 8000))
    track.append(0, b"\xff\x7f\x00")
    assert (tmp_path / "call-1" / "agent.mulaw").read_bytes() == b"\xff\x7f\x00"
    assert track.read(0, 2) == b"\x00\x00\x00\x00"
    assert track.read(2, 1) == (-32124).to_bytes(2, "little", signed=True)


def test_a_full_disk_is_told_and_leaves_whole_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    track = opened(tmp_path)
    track.append(0, b"\x01\x00")
    real = os.pwrite
    room = [1]

    def pwrite(file: int, data: bytes, offset: int) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        room[0] -= 1
        return real(file, bytes(data)[:1], offset)

    monkeypatch.setattr(os, "pwrite", pwrite)
    with pytest.raises(StoreError, match="No space left"):
        track.append(1, b"\x02\x00")
    monkeypatch.undo()
    assert track.samples == 1
    assert (tmp_path / "call-1" / "agent.s16le").stat().st_size == 2
    assert track.append(1, b"\x02\x00") == 2


@pytest.mark.parametrize("call_id", ["", "../up", "a/b", ".hidden", "x" * 129, "a\nb"])
def test_a_call_id_cannot_leave_the_folder(tmp_path: Path, call_id: str) -> None:
    with pytest.raises(StoreError, match="call id"):
        AudioFiles(tmp_path).open(call_id, "agent", PCM)


@pytest.mark.parametrize(("encoding", "rate"), [("mp3", 8000), ("s16le", 7999), ("s16le", 48001)])
def test_a_format_nobody_can_hear_is_refused(encoding: str, rate: int) -> None:
    with pytest.raises(AudioError):
        AudioFormat(encoding, rate)


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("channels", [1, 2])
def test_channels_come_apart_as_they_were_put_together(width: int, channels: int) -> None:
    parts = [bytes(range(10 * index, 10 * index + 6)) for index in range(channels)]
    assert deinterleaved(interleaved(parts, width), channels, width) == parts


def test_a_payload_that_ends_in_half_a_frame_is_refused() -> None:
    with pytest.raises(AudioError, match="whole frames"):
        deinterleaved(b"\x00" * 6, 2, 2)
