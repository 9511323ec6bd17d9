"""The network as it is trained: the pretrained encoder, standardised mean pooling and one linear head.

E5 pools by mean, and its vectors all point much the same way (mean cosine 0.82 over unrelated
sentences), so they are standardised with the mean and spread of the training set before the head and
before they are used as embeddings. Imports torch and transformers: for training alone.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from assist.tagging.base_model import BaseModel, Shape
from assist.tagging.encoding import END_ID, PADDING_ID, START_ID


class TaggingNetwork(nn.Module):  # type: ignore[misc, unused-ignore]
    """Token ids, mask and types of shape ``(batch, tokens)`` to ``(logits, embedding)``.

    ``logits`` is ``(batch, outputs)``; ``embedding`` ``(batch, hidden)``, each row of length 1. Only the
    tokens of type 0, the utterance itself, are pooled.
    """

    def __init__(self, shape: Shape, *, vocabulary: int, layers: int, outputs: int) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=vocabulary,
            hidden_size=shape.hidden,
            num_hidden_layers=layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.feed_forward,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.token_types,
            hidden_act="gelu",
            layer_norm_eps=1e-12,
            pad_token_id=PADDING_ID,
            bos_token_id=START_ID,
            eos_token_id=END_ID,
            # Dropout on a CPU costs more time than the matrices, and the fused attention's backward in
            # bfloat16 more still.
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        self.bert = BertModel(config, add_pooling_layer=False)
        # The vocabulary is most of the weights; training it gained nothing and would let it overfit.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.register_buffer("feature_mean", torch.zeros(shape.hidden))
        self.register_buffer("feature_spread", torch.ones(shape.hidden))
        self.feature_mean: Tensor
        self.feature_spread: Tensor
        self.head = nn.Linear(shape.hidden, outputs)
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, -2.0)

    @classmethod
    def pretrained(cls, base: BaseModel, kept: list[int], *, layers: int, outputs: int) -> TaggingNetwork:
        """The first ``layers`` layers of the base model with the pieces ``kept``, and a head that knows nothing."""
        network = cls(base.shape, vocabulary=len(kept), layers=layers, outputs=outputs)
        weights = {
            name: torch.from_numpy(np.ascontiguousarray(values))
            for name, values in base.bert_weights(kept, layers).items()
        }
        network.bert.load_state_dict(weights, strict=True)
        return network

    def pooled(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The mean over the utterance's own tokens, ``(batch, hidden)``."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        own = (attention_mask * (1 - token_type_ids)).unsqueeze(-1).to(states.dtype)
        return (states * own).sum(dim=1) / own.sum(dim=1)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        pooled = self.pooled(input_ids, attention_mask, token_type_ids)
        standard = (pooled - self.feature_mean) / self.feature_spread
        length = standard.pow(2).sum(dim=1, keepdim=True).sqrt()
        return self.head(standard), standard / (length + 1e-6)
