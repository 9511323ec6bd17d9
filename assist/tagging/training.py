"""From the corpora to a model folder: fine-tune, export, calibrate.

Debtor utterances train the debtor tags and agents' the conduct categories, through one encoder.
Calibration and thresholds come from the exported int8 model on the dev part, clean and misheard, one
utterance at a time as in a live call. Imports torch: behind the ``train`` extra.
"""

from __future__ import annotations

import math
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from assist.errors import InputError
from assist.tagging import model_folder
from assist.tagging.augmentation import Augmentation, as_written
from assist.tagging.base_model import BaseModel
from assist.tagging.calibration import LabelCalibration, choose_thresholds, fit_scaling, scaled
from assist.tagging.corpus import Record, Split, load_corpora, split_by_situation
from assist.tagging.encoder import Encoder
from assist.tagging.encoding import TokenLayout, Tokens, padded
from assist.tagging.export import export_int8
from assist.tagging.labels import ALL_LABELS, LABELS_OF
from assist.tagging.network import TaggingNetwork
from assist.tagging.noise import RecogniserNoise

Progress = Callable[[str], None]

_POOL_BATCHES = 16
_STANDARDISED_ON = 2_000
_EXAMPLES = 64
# A person at risk who is overheard costs more than a needless moment of care.
_BETA = {"vulnerability": 2.0}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of.

    Eight layers of twelve: twelve were no better on the test part and miss the time an utterance may take,
    six were worse.
    """

    layers: int = 8
    epochs: int = 4
    batch: int = 32
    rate: float = 1.5e-4
    head_rate: float = 3e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    positive_weight: float = 1.5
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Trained:
    """What came out: the version, how many utterances each part had and the mean loss of each epoch."""

    version: str
    train: int
    dev: int
    test: int
    losses: tuple[float, ...]


def train(
    corpora: Path, out: Path, *, seed: int = 7, progress: Progress, recipe: Recipe | None = None
) -> Trained:
    """Train on ``corpora`` and put the model folder at ``out``, replacing one that is there.

    The same corpora, seed, recipe and machine give the same model. Raises InputError for corpora that
    cannot be used, ModelError when the base model is missing. ``out`` is untouched until all is done.
    """
    return train_on(
        split_by_situation(load_corpora(corpora)), out, seed=seed, progress=progress, recipe=recipe
    )


def train_on(
    split: Split, out: Path, *, seed: int = 7, progress: Progress, recipe: Recipe | None = None
) -> Trained:
    """As ``train``, on a split that is given."""
    recipe = recipe or Recipe()
    if not split.train or not split.dev:
        raise InputError("too few situations: the train and dev parts need at least one each")
    torch.manual_seed(seed)
    torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(True)
    progress("reading the base model")
    base = BaseModel.of_package()
    kept = base.cut_vocabulary(_all_texts(split.train))
    layout = TokenLayout(tokenizer := base.tokenizer(kept))
    network = TaggingNetwork(base, kept, layers=recipe.layers, labels=len(ALL_LABELS))
    augmentation = Augmentation(split.train, RecogniserNoise())
    _standardise(network, layout, split.train, seed)
    losses = _fine_tune(network, layout, augmentation, split.train, seed, recipe, progress)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".training-") as made:
        folder = Path(made) / "model"
        folder.mkdir()
        progress("exporting")
        tokenizer.save(str(folder / model_folder.TOKENIZER))
        export_int8(
            network,
            folder / model_folder.ENCODER,
            examples=_tensors([layout.lay_out(as_written(record)) for record in split.dev[:_EXAMPLES]]),
        )
        progress("calibrating")
        calibrations = _calibrate(folder, augmentation, split.dev, seed)
        model_folder.write_calibrations(folder, ALL_LABELS, calibrations)
        version = model_folder.write_manifest(folder)
        out.mkdir(exist_ok=True)
        for name in (*model_folder.FILES, model_folder.MANIFEST):
            shutil.move(folder / name, out / name)
    progress(f"{version} is in {out}")
    return Trained(version, len(split.train), len(split.dev), len(split.test), losses)


def _all_texts(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        yield record.text
        for turn in record.context:
            yield turn.text


def _standardise(network: TaggingNetwork, layout: TokenLayout, records: Sequence[Record], seed: int) -> None:
    chosen = list(records)
    random.Random(seed).shuffle(chosen)  # noqa: S311
    tokens = sorted((layout.lay_out(as_written(r)) for r in chosen[:_STANDARDISED_ON]), key=len)
    pooled = []
    with torch.no_grad():
        for start in range(0, len(tokens), 64):
            pooled.append(network.pooled(*_tensors(tokens[start : start + 64])))
    features = torch.cat(pooled)
    network.feature_mean.copy_(features.mean(dim=0))
    network.feature_spread.copy_(features.std(dim=0, correction=0) + 1e-4)


def _fine_tune(
    network: TaggingNetwork,
    layout: TokenLayout,
    augmentation: Augmentation,
    records: Sequence[Record],
    seed: int,
    recipe: Recipe,
    progress: Progress,
) -> tuple[float, ...]:
    chance = random.Random(seed)  # noqa: S311
    targets = torch.tensor([[label in r.labels for label in ALL_LABELS] for r in records]).float()
    counted = {
        speaker: torch.tensor([label in labels for label in ALL_LABELS]).float()
        for speaker, labels in LABELS_OF.items()
    }
    optimiser = _optimiser(network, recipe)
    steps = recipe.epochs * math.ceil(len(records) / recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate_at(step / steps, recipe.warm_up)
    )
    objective = nn.BCEWithLogitsLoss(
        reduction="none", pos_weight=torch.full((len(ALL_LABELS),), recipe.positive_weight)
    )
    fast = _has_fast_bfloat16()
    losses = []
    network.train()
    for epoch in range(recipe.epochs):
        drawn = [layout.lay_out(augmentation.draw(record, chance)) for record in records]
        total = 0.0
        for done, rows in enumerate(_batches(drawn, recipe.batch, chance), start=1):
            mask = torch.stack([counted[records[row].speaker] for row in rows])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
                logits, _ = network(*_tensors([drawn[row] for row in rows]))
            loss = (objective(logits.float(), targets[rows]) * mask).sum() / mask.sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(rows)
            if done % 20 == 0:
                seen = min(done * recipe.batch, len(records))
                progress(f"epoch {epoch + 1} of {recipe.epochs}: {seen} of {len(records)} utterances")
        losses.append(total / len(records))
        progress(f"epoch {epoch + 1} of {recipe.epochs}: loss {losses[-1]:.4f}")
    return tuple(losses)


def _optimiser(network: TaggingNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    trained = {name: weight for name, weight in network.named_parameters() if weight.requires_grad}
    plain = [w for n, w in trained.items() if not n.startswith("head.") and w.dim() < 2]
    matrices = [w for n, w in trained.items() if not n.startswith("head.") and w.dim() >= 2]
    head = [w for n, w in trained.items() if n.startswith("head.")]
    return torch.optim.AdamW(
        [
            {"params": matrices, "lr": recipe.rate, "weight_decay": recipe.weight_decay},
            {"params": plain, "lr": recipe.rate, "weight_decay": 0.0},
            {"params": head, "lr": recipe.head_rate, "weight_decay": recipe.weight_decay},
        ],
        fused=True,
    )


def _rate_at(share: float, warm_up: float) -> float:
    if share < warm_up:
        return max(share / warm_up, 1e-3)
    return 0.5 * (1 + math.cos(math.pi * (share - warm_up) / (1 - warm_up)))


def _batches(drawn: Sequence[Tokens], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Shuffled batches of like lengths: padding is time spent on nothing."""
    order = list(range(len(drawn)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), size * _POOL_BATCHES):
        pool = sorted(order[start : start + size * _POOL_BATCHES], key=lambda row: len(drawn[row]))
        batches += [pool[at : at + size] for at in range(0, len(pool), size)]
    chance.shuffle(batches)
    yield from batches


def _tensors(batch: Sequence[Tokens]) -> tuple[Tensor, Tensor, Tensor]:
    ids, mask, types = padded(batch)
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(types)


def _has_fast_bfloat16() -> bool:
    """Without the processor's own instructions bfloat16 is slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _calibrate(
    folder: Path, augmentation: Augmentation, dev: Sequence[Record], seed: int
) -> tuple[LabelCalibration, ...]:
    encoder = Encoder(folder / model_folder.ENCODER, folder / model_folder.TOKENIZER)
    chance = random.Random(seed + 1)  # noqa: S311
    heard = [as_written(record) for record in dev] + [augmentation.damaged(record, chance) for record in dev]
    logits = np.concatenate([encoder.encode(utterance).logits for utterance in heard]).astype(np.float64)
    records = [*dev, *dev]
    found: dict[str, LabelCalibration] = {}
    for speaker, labels in LABELS_OF.items():
        rows = [row for row, record in enumerate(records) if record.speaker == speaker]
        columns = [ALL_LABELS.index(label) for label in labels]
        truth = np.array([[label in records[row].labels for label in labels] for row in rows], dtype=bool)
        own = logits[np.ix_(rows, columns)]
        scalings = [
            fit_scaling(own[:, at], truth[:, at]) if truth[:, at].any() else (1.0, 0.0)
            for at in range(len(labels))
        ]
        scores = np.stack(
            [scaled(own[:, at], slope, offset) for at, (slope, offset) in enumerate(scalings)], axis=1
        )
        thresholds = choose_thresholds(
            scores,
            truth,
            [records[row].lang for row in rows],
            betas=[_BETA.get(label, 1.0) for label in labels],
        )
        for label, (slope, offset), chosen in zip(labels, scalings, thresholds, strict=True):
            found[label] = LabelCalibration(slope, offset, chosen)
    return tuple(found[label] for label in ALL_LABELS)
