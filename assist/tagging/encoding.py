"""How an utterance and the turns before it become one sequence of token ids.

::

    <s> speaker utterance </s>   [speaker the end of the turn before </s> ...]
    type 0 ..................    type 1 .....................................

The speaker is one ordinary word of the vocabulary, so that no embedding has to be learned anew. The
utterance comes first and its tokens alone are pooled; the turns before it (most recent first) may
only colour them. They share a small budget of tokens: a turn's end says more about what is answered
than its beginning, and every token costs time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from assist.events import Language, Speaker, Turn

Ids = npt.NDArray[np.int64]

START_ID, PADDING_ID, END_ID = 0, 1, 2
SPEAKER_PIECES: dict[Speaker, str] = {"agent": "▁agent", "debtor": "▁customer"}
UTTERANCE_TOKENS = 128
CONTEXT_TOKENS = 24
CONTEXT_TURNS = 2
# Some recognisers set Mandarin apart in words, right or wrong; nobody writes it so.
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class UtteranceInContext:
    """What is read: an utterance, who said it, in which language, and the turns before it, oldest first."""

    text: str
    speaker: Speaker
    lang: Language
    context: Sequence[Turn] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sequence: token ids, and for each 0 (the utterance) or 1 (context)."""

    ids: tuple[int, ...]
    types: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)


class TokenLayout:
    """Lays utterances out as token sequences. Safe to share between threads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._speaker_ids: dict[Speaker, int] = {}
        for speaker, piece in SPEAKER_PIECES.items():
            found = tokenizer.token_to_id(piece)
            if found is None:
                raise ValueError(f"the tokenizer has no piece {piece!r}")
            self._speaker_ids[speaker] = found

    def lay_out(self, utterance: UtteranceInContext) -> Tokens:
        """The sequence of one utterance; a very long one keeps its first and last words."""
        own = self._pieces(utterance.text)
        if len(own) > UTTERANCE_TOKENS:
            half = UTTERANCE_TOKENS // 2
            own = own[:half] + own[-half:]
        ids = [START_ID, self._speaker_ids[utterance.speaker], *own, END_ID]
        before: list[int] = []
        left = CONTEXT_TOKENS
        for turn in reversed(utterance.context[-CONTEXT_TURNS:]):
            if left < 4:
                break
            said = self._pieces(turn.text)[-left:]
            before += [self._speaker_ids[turn.speaker], *said, END_ID]
            left -= len(said)
        return Tokens((*ids, *before), (0,) * len(ids) + (1,) * len(before))

    def _pieces(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(_GAP.sub("", text), add_special_tokens=False).ids)


def padded(batch: Sequence[Tokens]) -> tuple[Ids, Ids, Ids]:
    """Arrays of shape ``(len(batch), longest)``: ids, attention mask (1 where there is a token), types."""
    longest = max(len(tokens) for tokens in batch)
    ids = np.full((len(batch), longest), PADDING_ID, dtype=np.int64)
    mask = np.zeros_like(ids)
    types = np.zeros_like(ids)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens.ids
        mask[row, : len(tokens)] = 1
        types[row, : len(tokens)] = tokens.types
    return ids, mask, types
