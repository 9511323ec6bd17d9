"""What serves is what was trained: the int8 model beside the torch network with the same weights."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import numpy as np
import torch

from assist.errors import ModelError
from assist.tagging import model_folder
from assist.tagging.agreement import Agreement, agreement, require_agreement
from assist.tagging.corpus import load_corpora, split_by_situation
from assist.tagging.encoder import Encoder
from assist.tagging.encoding import UtteranceInContext, padded
from assist.tagging.reference import reference_network

pytestmark = [pytest.mark.training, pytest.mark.filterwarnings("default")]

MODELS = Path(__file__).parents[2] / "models"
FOLDER = MODELS / "tagging"


def test_the_shipped_model_scores_as_the_torch_network_within_the_tolerance() -> None:
    network, layout = reference_network(FOLDER)
    encoder = Encoder(FOLDER / model_folder.ENCODER, FOLDER / model_folder.TOKENIZER)
    test = split_by_situation(load_corpora(MODELS / "corpora")).test[::4]
    utterances = [UtteranceInContext(r.text, r.speaker, r.lang, r.context) for r in test]

    found = agreement(network, layout, encoder, utterances)

    assert found.within_tolerance, found


def test_the_embeddings_that_find_like_utterances_agree_too() -> None:
    network, layout = reference_network(FOLDER)
    encoder = Encoder(FOLDER / model_folder.ENCODER, FOLDER / model_folder.TOKENIZER)
    said = UtteranceInContext("I lost my job in May and I can pay two hundred on Friday", "debtor", "en")

    with torch.no_grad():
        _, true, _ = network(*(torch.from_numpy(each) for each in padded([layout.lay_out(said)])))

    assert float(np.sum(true.numpy() * encoder.encode(said).embeddings)) > 0.97


def test_a_model_that_strays_is_not_shipped() -> None:
    with pytest.raises(ModelError, match="strays from the network"):
        require_agreement(Agreement(scores=100, mean=0.05, largest=0.9, changed=1))
    with pytest.raises(ModelError, match="strays from the network"):
        require_agreement(Agreement(scores=100, mean=0.001, largest=0.9, changed=3))
