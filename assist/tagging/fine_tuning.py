"""Fine-tuning the network on what people said: one run, or several at once whose weights are averaged.

Runs that start from the same pretrained weights end in the same valley, and the mean of their weights does better on
speech unlike the corpora's than any of them, at the cost of one model (Wortsman et al. 2022, "Model soups"). Each
further run has a process of its own. Imports torch.
"""

from __future__ import annotations

import math
import multiprocessing
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from assist.tagging.aims import aims
from assist.tagging.augmentation import Augmentation, as_written
from assist.tagging.base_model import BaseModel
from assist.tagging.corpus import Record
from assist.tagging.encoding import TokenLayout, Tokens, padded
from assist.tagging.heard_texts import HeardTexts
from assist.tagging.labels import OUTPUTS
from assist.tagging.network import TaggingNetwork
from assist.tagging.noise import RecogniserNoise

Progress = Callable[[str], None]
Weights = dict[str, npt.NDArray[np.float32]]

_POOL_BATCHES = 16
_STANDARDISED_ON = 2_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of.

    Eight layers of twelve: twelve were hardly better and miss the time an utterance may take, six were worse.
    ``runs`` fine-tunings from the same start, in orders of their own, are averaged weight by weight.
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
    runs: int = 2


@dataclass(frozen=True, slots=True)
class Task:
    """What to learn from: the training part, what a recogniser heard of it, and the vocabulary that is kept."""

    records: tuple[Record, ...]
    heard: HeardTexts
    kept: list[int]
    recipe: Recipe
    seed: int


@dataclass(frozen=True, slots=True)
class _Run:
    weights: Weights
    losses: tuple[float, ...]


def fine_tuned(task: Task, progress: Progress) -> tuple[TaggingNetwork, tuple[float, ...]]:
    """The network after all runs, and the mean loss of each epoch of the first of them.

    Progress is told of the first run; the others go at the same pace beside it.
    """
    seeds = [task.seed + 1_000 * run for run in range(task.recipe.runs)]
    if len(seeds) == 1:
        runs = [_run(task, seeds[0], progress)]
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=len(seeds) - 1, mp_context=context) as beside:
            others = [beside.submit(_run, task, seed, _silent) for seed in seeds[1:]]
            runs = [_run(task, seeds[0], progress), *(other.result() for other in others)]
    network = _start(task)
    mean = {name: np.mean([run.weights[name] for run in runs], axis=0) for name in runs[0].weights}
    learned = {name: torch.from_numpy(each) for name, each in mean.items()}
    network.load_state_dict(network.state_dict() | learned, strict=True)
    return network.eval(), runs[0].losses


def _silent(line: str) -> None:
    pass


def _start(task: Task) -> TaggingNetwork:
    base = BaseModel.of_package()
    network = TaggingNetwork.pretrained(base, task.kept, layers=task.recipe.layers, outputs=len(OUTPUTS))
    _standardise(network, TokenLayout(base.tokenizer(task.kept)), task.records, task.seed)
    return network


def _run(task: Task, seed: int, progress: Progress) -> _Run:
    torch.manual_seed(seed)
    torch.set_num_threads(task.recipe.threads)
    torch.use_deterministic_algorithms(True)
    network = _start(task)
    layout = TokenLayout(BaseModel.of_package().tokenizer(task.kept))
    augmentation = Augmentation(task.records, RecogniserNoise(), task.heard)
    losses = _fine_tune(network, layout, augmentation, task.records, seed, task.recipe, progress)
    learned = {name for name, weight in network.named_parameters() if weight.requires_grad}
    weights = {name: each.numpy() for name, each in network.state_dict().items() if name in learned}
    return _Run(weights, losses)


def _standardise(network: TaggingNetwork, layout: TokenLayout, records: Sequence[Record], seed: int) -> None:
    chosen = list(records)
    random.Random(seed).shuffle(chosen)  # noqa: S311
    tokens = sorted((layout.lay_out(as_written(r)) for r in chosen[:_STANDARDISED_ON]), key=len)
    pooled = []
    with torch.no_grad():
        for start in range(0, len(tokens), 64):
            pooled.append(network.pooled(*tensors(tokens[start : start + 64])))
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
    optimiser = _optimiser(network, recipe)
    steps = recipe.epochs * math.ceil(len(records) / recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate_at(step / steps, recipe.warm_up)
    )
    objective = nn.BCEWithLogitsLoss(
        reduction="none", pos_weight=torch.full((len(OUTPUTS),), recipe.positive_weight)
    )
    fast = _has_fast_bfloat16()
    losses = []
    network.train()
    for epoch in range(recipe.epochs):
        variants = [augmentation.draw(record, chance) for record in records]
        drawn = [layout.lay_out(variant.utterance) for variant in variants]
        targets, counted = (
            torch.tensor(rows).float()
            for rows in zip(*(aims(*variant.said) for variant in variants), strict=True)
        )
        total = 0.0
        for done, rows in enumerate(_batches(drawn, recipe.batch, chance), start=1):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
                logits, _, _ = network(*tensors([drawn[row] for row in rows]))
            mask = counted[rows]
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
    plain = [w for n, w in trained.items() if n.startswith("bert.") and w.dim() < 2]
    matrices = [w for n, w in trained.items() if n.startswith("bert.") and w.dim() >= 2]
    head = [w for n, w in trained.items() if not n.startswith("bert.")]
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


def tensors(batch: Sequence[Tokens]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and types of a batch, for the network."""
    ids, mask, types = padded(batch)
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(types)


def _has_fast_bfloat16() -> bool:
    """Without the processor's own instructions bfloat16 is slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
