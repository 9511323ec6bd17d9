"""The voice gate: how likely it is that somebody speaks, frame by frame (Silero VAD 6, on onnxruntime).

One session serves every stream; a stream owns only its recurrent state. Energy gates let ringing tones,
keypad tones and hold music through; this one was measured not to.

On a line with hardly a noise floor (noise suppression, a good line through mu-law) the network was measured
to miss soft short words; a little noise under its copy of the sound mends that, and makes it take less babble
for speech. ``docs/speech-engines.md`` has the figures.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assist.errors import AudioError, ModelError

MODEL_FILE: Final = Path(__file__).parents[2] / "models" / "voice_activity" / "silero_vad.onnx"
MODEL_SHA256: Final = "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3"

FRAME_S: Final = 0.032
# What the network wants before each frame, by rate: samples of the frame before.
_CONTEXT: Final = {8_000: 32, 16_000: 64}

# Below this peak (of 32768) there is nothing to hear: the least step of mu-law lies under it.
_DEAD_PEAK: Final = 8
# After half a second of a dead line the network is not asked, and has heard a quiet line when sound returns.
_DEAD_FRAMES: Final = 16
# The noise laid under the sound: its level from 300 to 3400 Hz hardly depends on the rate.
_NOISE_DBFS: Final = {8_000: -47.0, 16_000: -44.0}
_NOISE_FRAMES: Final = 64
# How long the quiet line was.
_QUIET_FRAMES: Final = 32


@functools.cache
def load_session(path: Path = MODEL_FILE) -> onnxruntime.InferenceSession:
    """Load the gate's network, once a process. ModelError if the file is missing or not the one released."""
    try:
        data = path.read_bytes()
    except OSError:
        raise ModelError(
            f"{path}: the voice gate's model is missing; restore the file from the release"
        ) from None
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        raise ModelError(
            f"{path}: the voice gate's model is damaged or altered; restore the file from the release"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


class _Past(NamedTuple):
    """What the network has heard: its recurrent state, and the end of the frame before."""

    state: NDArray[np.float32]
    context: NDArray[np.float32]


class VoiceActivity:
    """The gate of one stream at 8000 or 16000 samples a second; ask with frames of ``frame_samples``.

    Raises AudioError at another rate, ModelError if the network cannot be loaded.
    """

    def __init__(self, rate: int, *, model_file: Path = MODEL_FILE) -> None:
        if rate not in _CONTEXT:
            raise AudioError(
                f"speech is heard at 8000 or 16000 samples a second, not {rate}; resample it first"
            )
        self.rate = rate
        self.frame_samples = round(FRAME_S * rate)
        self._session = load_session(model_file)
        self._noise = _noise(rate)
        self._asked = 0
        self._dead = 0
        self._past = _unheard(rate)

    def speech_probability(self, frame: bytes) -> float:
        """How likely speech is in the next frame of s16le, 0 to 1. AudioError if it has another length."""
        if len(frame) != 2 * self.frame_samples:
            raise AudioError(
                f"the voice gate takes frames of {self.frame_samples} samples, not {len(frame) / 2:g}"
            )
        samples = np.frombuffer(frame, "<i2")
        self._dead = self._dead + 1 if np.abs(samples.astype(np.int32)).max() <= _DEAD_PEAK else 0
        if self._dead >= _DEAD_FRAMES:
            if self._dead == _DEAD_FRAMES:
                self._past = _quiet(self.rate, self._session)
            return 0.0
        noise = self._noise[self._asked % _NOISE_FRAMES]
        self._asked += 1
        probability, self._past = _ask(
            self._session, self.rate, samples.astype(np.float32) / 32768 + noise, self._past
        )
        return probability


def _ask(
    session: onnxruntime.InferenceSession, rate: int, frame: NDArray[np.float32], past: _Past
) -> tuple[float, _Past]:
    heard: NDArray[np.float32] = np.concatenate((past.context, frame[None]), axis=1)
    probability, state = session.run(
        None, {"input": heard, "state": past.state, "sr": np.array(rate, np.int64)}
    )
    return float(probability[0, 0]), _Past(state, heard[:, -_CONTEXT[rate] :])


@functools.cache
def _noise(rate: int) -> NDArray[np.float32]:
    # A frozen generator, so that a call is heard the same with every version of NumPy.
    white = np.random.RandomState(11).standard_normal((_NOISE_FRAMES, round(FRAME_S * rate)))
    return (white * 10 ** (_NOISE_DBFS[rate] / 20)).astype(np.float32)


def _unheard(rate: int) -> _Past:
    return _Past(np.zeros((2, 1, 128), np.float32), np.zeros((1, _CONTEXT[rate]), np.float32))


@functools.cache
def _quiet(rate: int, session: onnxruntime.InferenceSession) -> _Past:
    """What the network remembers after a second of a quiet line."""
    past = _unheard(rate)
    for frame in _noise(rate)[:_QUIET_FRAMES]:
        _, past = _ask(session, rate, frame, past)
    return past
