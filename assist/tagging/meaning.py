"""Embeddings of the pretrained encoder, before it has learned any label: what two utterances are about.

Imports torch: for checking the corpora.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import torch

from assist.tagging.base_model import BaseModel
from assist.tagging.corpus import Record
from assist.tagging.encoding import TokenLayout, UtteranceInContext, padded
from assist.tagging.network import TaggingNetwork

_BATCH = 64
_TOLD_EVERY = 20


def embeddings(records: Sequence[Record], progress: Callable[[str], None]) -> npt.NDArray[np.float32]:
    """The mean-pooled vector of each record, ``(records, hidden)``. Raises ModelError without the model."""
    base = BaseModel.of_package()
    kept = base.cut_vocabulary(record.text for record in records)
    layout = TokenLayout(base.tokenizer(kept))
    network = TaggingNetwork.pretrained(base, kept, layers=base.shape.layers, outputs=1).eval()
    laid_out = [layout.lay_out(UtteranceInContext(each.text, each.speaker, each.lang)) for each in records]
    order = sorted(range(len(laid_out)), key=lambda row: len(laid_out[row]))
    pooled = np.zeros((len(records), base.shape.hidden), dtype=np.float32)
    with torch.no_grad():
        for done, start in enumerate(range(0, len(order), _BATCH), start=1):
            rows = order[start : start + _BATCH]
            batch = padded([laid_out[row] for row in rows])
            pooled[rows] = network.pooled(*(torch.from_numpy(each) for each in batch)).numpy()
            if done % _TOLD_EVERY == 0:
                progress(f"{start + len(rows)} of {len(order)} utterances read")
    return pooled
