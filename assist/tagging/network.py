"""The network as it is trained: the pretrained encoder, and for each output its own attention over the words.

Token states are standardised with the mean and spread of the training set's pooled vectors, for E5's all point
much the same way (mean cosine 0.82 over unrelated sentences). Each output then has a query, which weighs the
utterance's tokens, and a value, which says what a token speaks for (label attention, Mullenbach et al. 2018,
"Explainable Prediction of Medical Codes"): in a long utterance one clause carries the label, and a plain mean over
all words drowns it. Queries start at nought, which is that mean. A logit is the sum of what its tokens add, so the
words that carried a decision can be told exactly. Imports torch and transformers: for training alone.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from assist.tagging.base_model import BaseModel, Shape
from assist.tagging.encoding import END_ID, PADDING_ID, START_ID

# Most labels are not there: the bias says so from the first step.
_RARE = -2.0
_NEVER = 1e4


class TaggingNetwork(nn.Module):  # type: ignore[misc, unused-ignore]
    """Token ids, mask and types of shape ``(batch, tokens)`` to ``(logits, embedding, evidence)``.

    ``logits`` is ``(batch, outputs)``; ``embedding`` ``(batch, hidden)``, each row of length 1; ``evidence``
    ``(batch, tokens, outputs)``, what each token adds to each logit. Only the tokens of type 0, the utterance
    itself, count.
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
        self.query = nn.Linear(shape.hidden, outputs, bias=False)
        self.value = nn.Linear(shape.hidden, outputs, bias=False)
        self.bias = nn.Parameter(torch.full((outputs,), _RARE))
        nn.init.zeros_(self.query.weight)
        nn.init.zeros_(self.value.weight)

    @classmethod
    def pretrained(cls, base: BaseModel, kept: list[int], *, layers: int, outputs: int) -> TaggingNetwork:
        """The first ``layers`` layers of the base model, the pieces ``kept``, and outputs that know nothing yet."""
        network = cls(base.shape, vocabulary=len(kept), layers=layers, outputs=outputs)
        weights = {
            name: torch.from_numpy(np.ascontiguousarray(values))
            for name, values in base.bert_weights(kept, layers).items()
        }
        network.bert.load_state_dict(weights, strict=True)
        return network

    def pooled(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """The mean over the utterance's own tokens, ``(batch, hidden)``."""
        own = _own(attention_mask, token_type_ids)
        return _mean(self._states(input_ids, attention_mask, token_type_ids), own)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        own = _own(attention_mask, token_type_ids)
        states = (
            self._states(input_ids, attention_mask, token_type_ids) - self.feature_mean
        ) / self.feature_spread
        scale = math.sqrt(states.shape[-1])
        attention = torch.softmax((self.query(states) / scale).float() + (own - 1) * _NEVER, dim=1)
        evidence = attention * self.value(states).float()
        mean = _mean(states, own)
        length = mean.pow(2).sum(dim=1, keepdim=True).sqrt()
        return evidence.sum(dim=1) + self.bias, mean / (length + 1e-6), evidence

    def _states(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states: Tensor = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return states


def _own(attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
    return (attention_mask * (1 - token_type_ids)).unsqueeze(-1).float()


def _mean(states: Tensor, own: Tensor) -> Tensor:
    return (states * own).sum(dim=1) / own.sum(dim=1)
