"""The voice gate: how likely it is that somebody speaks, frame by frame (Silero VAD 6, on onnxruntime).

One session serves every stream; a stream owns only its recurrent state. Energy gates let ringing tones,
keypad tones and hold music through; this one was measured not to.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Final

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
# After half a second of a dead line the network is not asked, and starts afresh when sound returns.
_DEAD_FRAMES: Final = 16


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
        self._rate = np.array(rate, np.int64)
        self._dead = 0
        self._context: NDArray[np.float32]
        self._state, self._context = self._fresh()

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
                self._state, self._context = self._fresh()
            return 0.0
        heard: NDArray[np.float32] = np.concatenate(
            (self._context, samples.astype(np.float32)[None] / 32768), axis=1
        )
        probability, self._state = self._session.run(
            None, {"input": heard, "state": self._state, "sr": self._rate}
        )
        self._context = heard[:, -_CONTEXT[self.rate] :]
        return float(probability[0, 0])

    def _fresh(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return np.zeros((2, 1, 128), np.float32), np.zeros((1, _CONTEXT[self.rate]), np.float32)
