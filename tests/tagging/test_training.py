"""Training runs from corpora to a folder that serves, and the same seed gives the same model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch

from assist.errors import InputError
from assist.tagging.base_model import BaseModel
from assist.tagging.corpus import load_corpora, split_by_situation
from assist.tagging.fine_tuning import Recipe, Task, fine_tuned
from assist.tagging.tagger import Tagger
from assist.tagging.training import train

pytestmark = [pytest.mark.training, pytest.mark.filterwarnings("default")]

SAID = [
    ("debtor", "I lost my job and have no money", ["hardship"]),
    ("debtor", "This was never my account", ["dispute"]),
    ("debtor", "I will pay you on Friday", ["promise"]),
    ("agent", "The police will arrest you today", ["false_legal_claim"]),
    ("agent", "Could you tell me your postcode", []),
]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    lines = [
        json.dumps(
            {
                "id": f"{at}-{number}", "lang": "en", "script": "latn", "speaker": speaker, "context": [],
                "text": f"{text} number {number}", "labels": labels, "situation": f"s{number}", "style": "plain",
            }
        )
        for number in range(24)
        for at, (speaker, text, labels) in enumerate(SAID)
    ]  # fmt: skip
    (folder / "tiny.jsonl").write_text("\n".join(lines))
    return folder


def test_an_epoch_on_a_tiny_corpus_gives_a_model_that_serves(corpora: Path, tmp_path: Path) -> None:
    said: list[str] = []

    done = train(corpora, tmp_path / "model", progress=said.append, recipe=Recipe(layers=2, epochs=2))

    tagger = Tagger.load(tmp_path / "model")
    assert tagger.version == done.version
    assert done.losses[1] < done.losses[0]
    assert any("epoch 1 of 2" in line for line in said)
    reading = tagger.read("I lost my job and have no money", speaker="debtor", lang="en")
    assert max(reading.scores, key=reading.scores.__getitem__) == "hardship"


def test_the_same_seed_gives_the_same_model(corpora: Path, tmp_path: Path) -> None:
    recipe = Recipe(layers=1, epochs=1)

    first, second = (
        train(corpora, tmp_path / name, seed=3, progress=lambda line: None, recipe=recipe).version
        for name in ("a", "b")
    )

    assert first == second


def test_runs_beside_each_other_are_averaged_into_one_model(corpora: Path) -> None:
    records = split_by_situation(load_corpora(corpora)).train
    kept = BaseModel.of_package().cut_vocabulary(record.text for record in records)

    def weights(runs: int, seed: int) -> Any:
        recipe = Recipe(layers=1, epochs=1, runs=runs)
        network, _ = fine_tuned(Task(records, {}, kept, recipe, seed), lambda line: None)
        return network.value.weight

    both, first, second = weights(2, 3), weights(1, 3), weights(1, 1_003)

    assert torch.allclose(both, (first + second) / 2, atol=1e-3)
    assert not torch.allclose(first, second, atol=1e-3)


def test_a_corpus_too_small_to_split_is_refused(tmp_path: Path) -> None:
    one = {
        "id": "a", "lang": "en", "script": "latn", "speaker": "debtor", "context": [], "text": "Hello",
        "labels": [], "situation": "s", "style": "x",
    }  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(one))

    with pytest.raises(InputError, match="too few situations"):
        train(tmp_path, tmp_path / "model", progress=lambda line: None)
