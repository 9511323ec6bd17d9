"""Makes ``fixtures/sherpa-tiny``: a real streaming transducer for sherpa-onnx, untrained, of a few kilobytes.

It says words of its six at places that depend on the sound, always the same ones, so that the adapter can be
exercised against the real library. Needs the package ``onnx``: ``python make_sherpa_model.py``.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = Path(__file__).parent / "fixtures" / "sherpa-tiny"
TOKENS = ["<blk>", "<sos/eos>", "<unk>", "▁YES", "▁NO", "TEEN", "▁PAY", "好", "的"]
FRAMES, BANDS, STEPS, STATE = 8, 80, 2, 4
FLOAT = TensorProto.FLOAT


def model(name: str, nodes, inputs, outputs, weights, metadata: dict[str, object]) -> None:
    values = [numpy_helper.from_array(value, key) for key, value in weights.items()]
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(key, kind, shape) for key, kind, shape in inputs],
        [helper.make_tensor_value_info(key, FLOAT, shape) for key, shape in outputs],
        values,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    helper.set_model_props(made, {key: str(value) for key, value in metadata.items()})
    onnx.checker.check_model(made)
    onnx.save(made, FOLDER / f"{name}.onnx")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    vocabulary = len(TOKENS)
    random = np.random.default_rng(3)
    # Only the shape of the spectrum counts, not the loudness: each token's weights sum to zero.
    weights = random.standard_normal((BANDS, vocabulary)).astype(np.float32) / 12
    weights -= weights.mean(axis=0)
    weights[:, :3] = 0
    bias = np.array([3.0, -50, -50, 0, 0, 0, 0, 0, 0], np.float32)
    model(
        "encoder",
        [
            helper.make_node("Reshape", ["x", "groups"], ["grouped"]),
            helper.make_node("ReduceMean", ["grouped"], ["steps"], axes=[2], keepdims=0),
            helper.make_node("MatMul", ["steps", "weights"], ["scored"]),
            helper.make_node("Add", ["scored", "bias"], ["encoder_out"]),
            helper.make_node("Identity", ["h"], ["next_h"]),
            helper.make_node("Identity", ["c"], ["next_c"]),
        ],
        [
            ("x", FLOAT, ["N", FRAMES, BANDS]),
            ("h", FLOAT, [1, "N", STATE]),
            ("c", FLOAT, [1, "N", STATE]),
        ],
        [
            ("encoder_out", ["N", STEPS, vocabulary]),
            ("next_h", [1, "N", STATE]),
            ("next_c", [1, "N", STATE]),
        ],
        {
            "groups": np.array([-1, STEPS, FRAMES // STEPS, BANDS], np.int64),
            "weights": weights,
            "bias": bias,
        },
        {
            "model_type": "lstm",
            "num_encoder_layers": 1,
            "T": FRAMES,
            "decode_chunk_len": FRAMES,
            "rnn_hidden_size": STATE,
            "d_model": STATE,
        },
    )
    # A token just said is not said again at once.
    model(
        "decoder",
        [
            helper.make_node("Gather", ["y", "last"], ["said"], axis=1),
            helper.make_node("Gather", ["penalties", "said"], ["decoder_out"], axis=0),
        ],
        [("y", TensorProto.INT64, ["N", 2])],
        [("decoder_out", ["N", vocabulary])],
        {
            "last": np.array(1, np.int64),
            "penalties": (-6 * np.eye(vocabulary) * (np.arange(vocabulary) > 0)).astype(np.float32),
        },
        {"vocab_size": vocabulary, "context_size": 2},
    )
    model(
        "joiner",
        [helper.make_node("Add", ["encoder_out", "decoder_out"], ["logit"])],
        [("encoder_out", FLOAT, ["N", vocabulary]), ("decoder_out", FLOAT, ["N", vocabulary])],
        [("logit", ["N", vocabulary])],
        {},
        {"joiner_dim": vocabulary},
    )
    lines = [f"{token} {number}\n" for number, token in enumerate(TOKENS)]
    (FOLDER / "tokens.txt").write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
