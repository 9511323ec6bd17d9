"""The encoder on ONNX Runtime: token sequences in, a logit a label and an embedding out.

One pass reads an utterance for tags, conduct and similarity alike. Weights are int8 with one scale a
channel; activations are quantised as they come, one scale a tensor, so an utterance read in a batch
differs from the same utterance read alone in the last digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from assist.errors import ModelError
from assist.tagging.encoding import TokenLayout, Tokens, UtteranceInContext, padded

Floats = npt.NDArray[np.float32]

BATCH = 32
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUTS = ("logits", "embedding", "evidence")
_SCORES = OUTPUTS[:2]


@dataclass(frozen=True, slots=True)
class Encoded:
    """``logits`` of shape (utterances, outputs); ``embeddings`` (utterances, 384), each of length 1."""

    logits: Floats
    embeddings: Floats


class Encoder:
    """The session and its tokenizer. Safe to share between threads."""

    def __init__(self, model: Path, tokenizer: Path, *, threads: int = 1) -> None:
        """Load both files; raises ModelError naming the one that cannot be used.

        ``threads`` is how many batches of ``encode_batch`` run at once, each on one core: two cores that share
        one batch wait for each other at every layer.
        """
        try:
            self._layout = TokenLayout(Tokenizer.from_file(str(tokenizer)))
        except Exception as error:  # the library raises bare Exception
            raise ModelError(f"{tokenizer}: not a tokenizer of this model ({error})") from None
        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the library's errors share no other base class
            raise ModelError(f"{model}: not a model that ONNX Runtime can load ({error})") from None
        found = tuple(tensor.name for tensor in self._session.get_outputs())
        if found != OUTPUTS:
            raise ModelError(f"{model}: gives {', '.join(found)} instead of {', '.join(OUTPUTS)}")
        self.outputs: int = self._session.get_outputs()[0].shape[1]

    def encode(self, utterance: UtteranceInContext) -> Encoded:
        """One utterance alone, as in a live call: the result depends on nothing else."""
        return self._run([self._layout.lay_out(utterance)])

    def encode_batch(self, utterances: Sequence[UtteranceInContext]) -> Encoded:
        """Many utterances, in the order given; short ones run with short ones to save padding."""
        laid_out = [self._layout.lay_out(utterance) for utterance in utterances]
        order = sorted(range(len(laid_out)), key=lambda at: (len(laid_out[at]), at))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        logits = np.zeros((len(laid_out), self.outputs), dtype=np.float32)
        embeddings: Floats | None = None
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(self._run, ([laid_out[row] for row in rows] for rows in batches))
            for rows, encoded in zip(batches, found, strict=True):
                if embeddings is None:
                    embeddings = np.zeros((len(laid_out), encoded.embeddings.shape[1]), dtype=np.float32)
                logits[rows] = encoded.logits
                embeddings[rows] = encoded.embeddings
        return Encoded(logits, np.zeros((0, 0), dtype=np.float32) if embeddings is None else embeddings)

    def _run(self, batch: Sequence[Tokens]) -> Encoded:
        logits, embeddings = self._session.run(_SCORES, dict(zip(INPUTS, padded(batch), strict=True)))
        return Encoded(logits, embeddings)
