"""G.711 and PCM as the standards define them."""

import sys

import numpy as np
import pytest

from assist.audio.codecs import SAMPLE_BYTES, decode, encode
from assist.errors import AudioError


def samples(pcm: bytes) -> list[int]:
    return np.frombuffer(pcm, "<i2").tolist()


@pytest.mark.parametrize(
    ("code", "sample"),
    [(0x00, -32124), (0x80, 32124), (0x7F, 0), (0xFF, 0), (0xFE, 8), (0x7E, -8), (0x8F, 16764)],
)
def test_mulaw_codes_have_the_values_of_g711(code, sample):
    assert samples(decode("mulaw", bytes([code]))) == [sample]


@pytest.mark.parametrize(
    ("code", "sample"), [(0xD5, 8), (0x55, -8), (0xAA, 32256), (0x2A, -32256), (0x80, 5504), (0x00, -5504)]
)
def test_alaw_codes_have_the_values_of_g711(code, sample):
    assert samples(decode("alaw", bytes([code]))) == [sample]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the standard library dropped audioop in Python 3.13")
@pytest.mark.filterwarnings("ignore:'audioop' is deprecated")
def test_every_code_decodes_as_in_the_standard_library():
    import audioop

    codes = bytes(range(256))
    assert decode("mulaw", codes) == audioop.ulaw2lin(codes, 2)
    assert decode("alaw", codes) == audioop.alaw2lin(codes, 2)


@pytest.mark.parametrize("law", ["mulaw", "alaw"])
def test_encoding_a_decoded_code_gives_a_code_of_the_same_value(law):
    values = decode(law, bytes(range(256)))
    assert decode(law, encode(law, values)) == values


@pytest.mark.parametrize("law", ["mulaw", "alaw"])
def test_encoding_takes_the_nearest_value(law):
    values = np.unique(np.frombuffer(decode(law, bytes(range(256))), "<i2")).astype(int)
    every_sample = np.arange(-32768, 32768)
    coded = np.frombuffer(decode(law, encode(law, every_sample.astype("<i2").tobytes())), "<i2").astype(int)
    nearest = np.abs(every_sample[:, None] - values[None]).min(axis=1)
    assert (np.abs(every_sample - coded) == nearest).all()


def test_eight_bit_pcm_is_unsigned():
    assert samples(decode("u8", bytes([0, 128, 255]))) == [-32768, 0, 32512]


def test_24_bit_pcm_keeps_its_upper_16_bits():
    assert samples(decode("s24le", b"\xff\x34\x12\x00\x00\x80")) == [0x1234, -32768]


@pytest.mark.parametrize("encoding", ["s16le", "s24le"])
def test_16_bits_survive_a_wide_encoding(encoding):
    pcm = np.arange(-32768, 32768, 7).astype("<i2").tobytes()
    assert decode(encoding, encode(encoding, pcm)) == pcm


@pytest.mark.parametrize("encoding", SAMPLE_BYTES)
def test_no_bytes_are_no_samples(encoding):
    assert decode(encoding, b"") == encode(encoding, b"") == b""


@pytest.mark.parametrize("encoding", ["s16le", "s24le"])
def test_half_a_sample_is_refused(encoding):
    with pytest.raises(AudioError, match="in the middle of a sample"):
        decode(encoding, b"\0")


def test_an_unknown_encoding_is_refused_by_name():
    with pytest.raises(AudioError, match="'opus'; known: s16le"):
        decode("opus", b"")
