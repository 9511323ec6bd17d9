"""WAV files of every supported kind are read; every other file is refused with its reason."""

import struct
import tracemalloc

import numpy as np
import pytest

from assist.audio.wav import channel_order, open_wav, read_wav, write_wav
from assist.errors import AudioError

RATE = 8000


def tone(seconds: float, hertz: float, rate: int = RATE) -> bytes:
    return (8000 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype("<i2").tobytes()


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def fmt(
    tag: int = 1, channels: int = 2, rate: int = RATE, bits: int = 16, extra: bytes = b""
) -> tuple[bytes, bytes]:
    block = channels * bits // 8
    return b"fmt ", struct.pack("<HHIIHH", tag, channels, rate, rate * block, block, bits) + extra


def written(path, data: bytes):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["u8", "s16le", "s24le", "mulaw", "alaw"])
@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_both_channels_are_read_apart_in_every_encoding_and_rate(tmp_path, encoding, rate):
    agent, debtor = tone(0.5, 300, rate), tone(0.5, 700, rate)
    write_wav(tmp_path / "call.wav", rate, (agent, debtor), encoding=encoding)
    recording = read_wav(tmp_path / "call.wav")
    assert recording.rate == rate
    for read, meant in zip(recording.channels, (agent, debtor), strict=True):
        error = np.frombuffer(read, "<i2").astype(int) - np.frombuffer(meant, "<i2")
        assert np.abs(error).max() <= {"s16le": 0, "s24le": 0, "u8": 255}.get(encoding, 256)


def test_extensible_headers_are_read_by_the_format_they_wrap(tmp_path):
    guid = bytes.fromhex("0100 00000000 1000 8000 00aa00389b71")
    header = fmt(tag=0xFFFE, extra=struct.pack("<HHI", 22, 16, 3) + guid)
    recording = read_wav(written(tmp_path / "x.wav", riff(header, (b"data", b"\1\0\2\0" * 10))))
    assert recording.channels == (b"\1\0" * 10, b"\2\0" * 10)


def test_chunks_that_are_not_sound_are_stepped_over(tmp_path):
    data = riff(
        (b"LIST", b"INFOodd"), fmt(), (b"fact", b"\0\0\0\0"), (b"data", b"\1\0\2\0"), (b"id3 ", b"tail")
    )
    assert read_wav(written(tmp_path / "x.wav", data)).channels == (b"\1\0", b"\2\0")


def test_a_length_left_open_by_a_streaming_recorder_means_to_the_end_of_the_file(tmp_path):
    data = riff(fmt(), (b"data", b"\1\0\2\0" * 4000))
    at = data.index(b"data") + 4
    path = written(tmp_path / "x.wav", data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :])
    with open_wav(path) as reader:
        assert reader.duration_s == 0.5


def test_blocks_put_together_are_the_recording(tmp_path):
    agent, debtor = tone(1.03, 300), tone(1.03, 700)
    write_wav(tmp_path / "call.wav", RATE, (agent, debtor))
    with open_wav(tmp_path / "call.wav") as reader:
        blocks = list(reader.blocks(0.1))
        again = list(reader.blocks(0.1))
    assert [len(block[0]) for block in blocks] == [1600] * 10 + [480]
    assert b"".join(block[0] for block in blocks) == agent
    assert b"".join(block[1] for block in blocks) == debtor
    assert again == blocks


def test_four_hours_are_read_without_holding_them_in_memory(tmp_path):
    frames = 4 * 3600 * RATE
    header = riff(fmt(tag=7, bits=8), (b"data", b""))
    with (tmp_path / "long.wav").open("wb") as file:
        file.write(header[:-4] + struct.pack("<I", 2 * frames))
        file.truncate(len(header) + 2 * frames)
    tracemalloc.start()
    with open_wav(tmp_path / "long.wav") as reader:
        assert reader.duration_s == 4 * 3600
        seconds = sum(len(agent) for agent, _ in reader.blocks(60)) / (2 * RATE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds == 4 * 3600
    assert peak < 20_000_000


def test_a_file_cut_short_says_how_much_of_it_is_there(tmp_path):
    write_wav(tmp_path / "call.wav", RATE, (tone(10, 300), tone(10, 700)))
    whole = (tmp_path / "call.wav").read_bytes()
    path = written(tmp_path / "cut.wav", whole[: 44 + 4 * RATE * 4])
    with pytest.raises(AudioError, match=r"cut\.wav: truncated: 4\.0 of 10\.0 seconds"):
        open_wav(path)


@pytest.mark.parametrize("length", [8, 11, 12, 15, 20, 30, 40])
def test_a_file_cut_inside_its_header_is_refused(tmp_path, length):
    write_wav(tmp_path / "call.wav", RATE, (tone(1, 300), tone(1, 700)))
    path = written(tmp_path / "cut.wav", (tmp_path / "call.wav").read_bytes()[:length])
    with pytest.raises(AudioError, match=r"cut\.wav: .*(cut short|not a WAV file)"):
        open_wav(path)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"ID3\x04\0\0\0\0\0\0" + b"\0" * 90, "it looks like an MP3 file"),
        (b"\xff\xfb\x90\x00" + b"\0" * 90, "it looks like an MP3 or AAC file"),
        (b"OggS" + b"\0" * 90, "it looks like an Ogg file"),
        (b"fLaC" + b"\0" * 90, "it looks like a FLAC file"),
        (b"\0\0\0\x20ftypM4A " + b"\0" * 90, "it looks like an MP4 or M4A file"),
        (b"agent: hello\ndebtor: hello\n", "it looks like text"),
        ("座席：您好。".encode() * 200, "it looks like text"),
        (bytes(range(256)), "it does not begin with RIFF and WAVE"),
        (riff(fmt(), (b"data", b"")), "no sound in it"),
        (riff((b"data", b"\0" * 400)), "does not say in which format"),
        (riff(fmt()), "ends before its samples begin"),
        (riff(fmt(tag=3, bits=32), (b"data", b"\0" * 400)), "32-bit floating point is not supported"),
        (riff(fmt(tag=0x11, bits=4), (b"data", b"\0" * 400)), "4-bit IMA ADPCM is not supported"),
        (riff(fmt(rate=6000), (b"data", b"\0" * 400)), "6000 samples a second; from 8000 to 48000"),
        (riff(fmt(rate=96000), (b"data", b"\0" * 400)), "96000 samples a second; from 8000 to 48000"),
        (riff(fmt(channels=6), (b"data", b"\0" * 480)), "6 channels; one or two"),
        (riff(fmt(channels=0), (b"data", b"\0" * 480)), "0 channels; one or two"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(tmp_path, data, reason):
    path = written(tmp_path / "call.wav", data)
    with pytest.raises(AudioError, match=reason) as refusal:
        open_wav(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(AudioError, match=r"none\.wav: cannot be opened: No such file"):
        open_wav(tmp_path / "none.wav")


@pytest.mark.parametrize(
    ("spec", "channels", "order"),
    [
        (None, 2, ("agent", "debtor")),
        ("agent,debtor", 2, ("agent", "debtor")),
        ("debtor, agent", 2, ("debtor", "agent")),
        ("agent", 1, ("agent",)),
        ("debtor", 1, ("debtor",)),
    ],
)
def test_who_speaks_on_which_channel(spec, channels, order):
    assert channel_order(spec, channels) == order


def test_a_mono_recording_without_a_named_speaker_is_refused_with_the_remedy():
    with pytest.raises(AudioError, match="--channels agent or --channels debtor"):
        channel_order(None, 1)


@pytest.mark.parametrize(
    ("spec", "channels"), [("agent", 2), ("agent,debtor", 1), ("agent,agent", 2), ("customer", 1), ("", 2)]
)
def test_a_channel_order_that_does_not_fit_is_refused(spec, channels):
    with pytest.raises(AudioError, match="--channels"):
        channel_order(spec, channels)
