"""From the corpora to a model folder: fine-tune, export, calibrate.

Debtor utterances train the debtor tags and agents' the conduct categories, through one encoder. Imports torch:
behind the ``train`` extra.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assist.errors import InputError
from assist.tagging import model_folder
from assist.tagging.agreement import Agreement, agreement, require_agreement
from assist.tagging.augmentation import Augmentation, as_written
from assist.tagging.base_model import BaseModel
from assist.tagging.calibrating import calibrate
from assist.tagging.corpus import Record, Split, load_split
from assist.tagging.encoder import Encoder
from assist.tagging.encoding import TokenLayout
from assist.tagging.export import export_int8
from assist.tagging.fine_tuning import Progress, Recipe, Task, fine_tuned, tensors
from assist.tagging.heard_texts import HeardTexts, load_heard
from assist.tagging.labels import OUTPUTS
from assist.tagging.noise import RecogniserNoise

_EXAMPLES = 64
_COMPARED = 400


@dataclass(frozen=True, slots=True)
class Trained:
    """What came out: the version, how many utterances each part had, the mean loss of each epoch, and how far
    the int8 model is from the network."""

    version: str
    train: int
    dev: int
    test: int
    losses: tuple[float, ...]
    agreement: Agreement


def train(
    corpora: Path, out: Path, *, seed: int = 7, progress: Progress, recipe: Recipe | None = None
) -> Trained:
    """Train on ``corpora`` and put the model folder at ``out``, replacing one that is there.

    The same corpora, seed, recipe and machine give the same model. Raises InputError for corpora that
    cannot be used, ModelError when the base model is missing. ``out`` is untouched until all is done.
    """
    split = load_split(corpora)
    heard = load_heard(corpora, split.train)
    return train_on(split, out, heard=heard, seed=seed, progress=progress, recipe=recipe)


def train_on(
    split: Split,
    out: Path,
    *,
    heard: HeardTexts | None = None,
    seed: int = 7,
    progress: Progress,
    recipe: Recipe | None = None,
) -> Trained:
    """As ``train``, on a split that is given, with what a recogniser heard of its training part."""
    recipe = recipe or Recipe()
    if not split.train or not split.dev:
        raise InputError("too few situations: the train and dev parts need at least one each")
    progress("reading the base model")
    base = BaseModel.of_package()
    kept = base.cut_vocabulary(_all_texts(split.train))
    layout = TokenLayout(tokenizer := base.tokenizer(kept))
    network, losses = fine_tuned(Task(split.train, heard or {}, kept, recipe, seed), progress)
    augmentation = Augmentation(split.train, RecogniserNoise(), heard)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".training-") as made:
        folder = Path(made) / "model"
        folder.mkdir()
        progress("exporting")
        tokenizer.save(str(folder / model_folder.TOKENIZER))
        export_int8(
            network,
            folder / model_folder.ENCODER,
            examples=tensors([layout.lay_out(as_written(record)) for record in split.dev[:_EXAMPLES]]),
        )
        encoder = Encoder(folder / model_folder.ENCODER, folder / model_folder.TOKENIZER)
        compared = [as_written(record) for record in split.dev[:_COMPARED]]
        found = agreement(network, layout, encoder, compared)
        progress(f"int8 beside float: {found}")
        require_agreement(found)
        progress("calibrating")
        calibrations = calibrate(
            encoder, augmentation, dev=split.dev, other_hands=split.other_hands, seed=seed + 1
        )
        model_folder.write_calibrations(folder, OUTPUTS, calibrations)
        version = model_folder.write_manifest(folder)
        out.mkdir(exist_ok=True)
        for name in (*model_folder.FILES, model_folder.MANIFEST):
            shutil.move(folder / name, out / name)
    progress(f"{version} is in {out}")
    return Trained(version, len(split.train), len(split.dev), len(split.test), losses, found)


def _all_texts(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        yield record.text
        for turn in record.context:
            yield turn.text
