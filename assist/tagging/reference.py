"""The shipped model as a torch network again, to hold what serves against what was trained.

Weights come out of the ONNX file, int8 back to float by their scales. What is left between this network and
ONNX Runtime is what serving adds: activations rounded to int8 as they come, and fused kernels. Imports torch:
for tests and benches.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from assist.tagging import model_folder
from assist.tagging.base_model import Shape
from assist.tagging.encoding import TokenLayout
from assist.tagging.network import TaggingNetwork

Floats = npt.NDArray[np.float32]

_HEADS = 12
_QUERY, _KEY, _VALUE = "query", "key", "value"


def reference_network(folder: Path) -> tuple[TaggingNetwork, TokenLayout]:
    """The network of the model folder and the layout of its tokens. Raises ModelError if it is not whole."""
    model_folder.verify(folder)
    tensors = dict(_named_tensors(onnx.load(folder / model_folder.ENCODER)))
    word = tensors["bert.embeddings.word_embeddings.weight"]
    layers = 1 + max(int(name.split(".")[3]) for name in tensors if name.startswith("bert.encoder.layer."))
    shape = Shape(
        hidden=word.shape[1],
        layers=layers,
        heads=_HEADS,
        feed_forward=tensors["bert.encoder.layer.0.intermediate.dense.bias"].shape[0],
        positions=tensors["bert.embeddings.position_embeddings.weight"].shape[0],
        token_types=tensors["bert.embeddings.token_type_embeddings.weight"].shape[0],
    )
    network = TaggingNetwork(shape, vocabulary=word.shape[0], layers=layers, outputs=tensors["bias"].shape[0])
    state = {name: torch.from_numpy(np.array(values)) for name, values in tensors.items()}
    network.load_state_dict(state, strict=True)
    network.eval()
    return network, TokenLayout(Tokenizer.from_file(str(folder / model_folder.TOKENIZER)))


def _named_tensors(model: onnx.ModelProto) -> Iterator[tuple[str, Floats]]:
    """Every weight under the name that torch knows it by."""
    stored = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}

    def matrix(name: str) -> Floats:
        plain = name.removesuffix("_quantized")
        values = stored[name].astype(np.float32)
        return np.asarray(values * stored[f"{plain}_scale"]) if plain != name else values

    yield (
        "bert.embeddings.word_embeddings.weight",
        stored["word_rows"].astype(np.float32) * stored["word_scales"],
    )
    yield from ((name, values) for name, values in stored.items() if name.startswith(("bert.", "feature_")))
    yield "bias", stored["bias"]
    attentions = 0
    for node in model.graph.node:
        if node.op_type in ("QAttention", "Attention"):
            weights, biases = np.split(matrix(node.input[1]), 3, axis=1), np.split(stored[node.input[2]], 3)
            for part, weight, bias in zip((_QUERY, _KEY, _VALUE), weights, biases, strict=True):
                name = f"bert.encoder.layer.{attentions}.attention.self.{part}"
                yield f"{name}.weight", weight.T
                yield f"{name}.bias", bias
            attentions += 1
        elif node.op_type in ("MatMul", "MatMulInteger"):
            module = node.name.removesuffix("_quant").removesuffix("/MatMul").strip("/")
            yield f"{module.replace('/', '.')}.weight", matrix(node.input[1]).T
