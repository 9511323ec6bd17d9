"""How fast is the tagging model, beside the plain transformers pipeline and the machine's own matrix multiply?

``python -m benchmarks.tagging [--rounds 3] [--out FILE.json]``, with the ``train`` extra installed (the pipeline is
torch's). Everything is measured in one run, the contestants by turns, on the test part of the corpora: utterances
with the turns before them, as they come. One utterance at a time on one core, tokenising included; then all of them
in batches on one core and on two. The pipeline is ``feature-extraction`` of transformers with the weights that the
shipped model holds, its attention over the words done here. The peak is a large matrix product, in float32 (torch)
and in int8 (ONNX Runtime), on as many cores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from assist.settings import ROOT
from assist.tagging import model_folder
from assist.tagging.corpus import load_corpora, split_by_situation
from assist.tagging.encoder import Encoder
from assist.tagging.encoding import UtteranceInContext

FOLDER = ROOT / "models" / "tagging"
ONE_AT_A_TIME, WARM_UP = 400, 20


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    import torch

    torch.set_grad_enabled(False)
    records = split_by_situation(load_corpora(ROOT / "models" / "corpora")).test
    said = [UtteranceInContext(r.text, r.speaker, r.lang, r.context) for r in records]
    report: dict[str, Any] = {
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "versions": {name: version(name) for name in ("onnxruntime", "torch", "transformers", "numpy")},
        "model": model_folder.verify(FOLDER),
        "megabytes": round(sum((FOLDER / name).stat().st_size for name in model_folder.FILES) / 1e6, 1),
        "load_s": cold_loads(options.rounds),
        "one utterance, one core": single(said[:ONE_AT_A_TIME], options.rounds),
        "batches": [batches(said, threads, options.rounds) for threads in (1, 2)],
    }
    text = json.dumps(report, indent=2)
    print(text)
    if options.out:
        options.out.write_text(text + "\n")


def cold_loads(rounds: int) -> list[float]:
    """Seconds for a fresh process to import and load the tagger and to read its first utterance."""
    program = (
        "import time; start = time.perf_counter()\n"
        "from pathlib import Path\n"
        "from assist.tagging.tagger import Tagger\n"
        f"tagger = Tagger.load(Path({str(FOLDER)!r}))\n"
        "tagger.read('I lost my job', speaker='debtor', lang='en')\n"
        "print(time.perf_counter() - start)"
    )
    runs = (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
        for _ in range(rounds)
    )
    return [round(float(run.stdout), 2) for run in runs]


class Pipeline:
    """The plain way: transformers' feature extraction, then the outputs' attention in numpy."""

    def __init__(self) -> None:
        from transformers import PreTrainedTokenizerFast, pipeline

        from assist.tagging.reference import reference_network

        network, self.layout = reference_network(FOLDER)
        self.network = network
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_file=str(FOLDER / model_folder.TOKENIZER),
            pad_token="<pad>",
            cls_token="<s>",
            sep_token="</s>",
        )
        self.extract = pipeline("feature-extraction", model=network.bert, tokenizer=tokenizer, device="cpu")
        self.mean, self.spread = network.feature_mean.numpy(), network.feature_spread.numpy()
        self.query, self.value, self.bias = (
            each.detach().numpy() for each in (network.query.weight, network.value.weight, network.bias)
        )

    def score(self, texts: Sequence[str], batch: int) -> np.ndarray[Any, Any]:
        return np.stack(
            [self._head(np.asarray(each[0])) for each in self.extract(list(texts), batch_size=batch)]
        )

    def _head(self, states: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        standard = (states - self.mean) / self.spread
        weights = np.exp(standard @ self.query.T / np.sqrt(standard.shape[1]))
        return np.asarray((weights / weights.sum(axis=0) * (standard @ self.value.T)).sum(axis=0) + self.bias)


def as_text(utterance: UtteranceInContext) -> str:
    """The same words for the pipeline, which knows no turns: the context after the utterance."""
    return " ".join([utterance.text, *(turn.text for turn in utterance.context[-2:])])


def single(said: Sequence[UtteranceInContext], rounds: int) -> dict[str, Any]:
    with_cores(1)
    encoder = Encoder(FOLDER / model_folder.ENCODER, FOLDER / model_folder.TOKENIZER, threads=1)
    pipeline = Pipeline()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours += timed(lambda each: encoder.encode(each), said)
        theirs += timed(lambda each: pipeline.score([as_text(each)], 1), said)
    return {
        "ours_ms": quantiles(ours),
        "pipeline_ms": quantiles(theirs),
        "times_faster_at_p50": round(float(np.median(theirs) / np.median(ours)), 2),
        "times_faster_at_p95": round(float(np.quantile(theirs, 0.95) / np.quantile(ours, 0.95)), 2),
    }


def batches(said: Sequence[UtteranceInContext], threads: int, rounds: int) -> dict[str, Any]:
    with_cores(threads)
    encoder = Encoder(FOLDER / model_folder.ENCODER, FOLDER / model_folder.TOKENIZER, threads=threads)
    pipeline = Pipeline()
    texts = [as_text(each) for each in said]
    tokens = sum(len(pipeline.layout.lay_out(each)) for each in said)
    weights = sum(
        each.numel() for name, each in pipeline.network.named_parameters() if name.startswith("bert.encoder")
    )
    work = 2.0 * weights * tokens
    ours, theirs, float32, int8 = [], [], [], []
    encoder.encode_batch(said[:WARM_UP])
    for _ in range(rounds):
        ours.append(seconds(lambda: encoder.encode_batch(said)))
        theirs.append(seconds(lambda: pipeline.score(texts[:ONE_AT_A_TIME], 32)))
        float32.append(float32_peak())
        int8.append(int8_peak(threads))
    rate = [len(said) / each for each in ours]
    worked = [work / each / 1e9 for each in ours]
    plain = [min(ONE_AT_A_TIME, len(said)) / each for each in theirs]
    return {
        "cores": threads,
        "utterances": len(said),
        "tokens_an_utterance": round(tokens / len(said), 1),
        "ours_a_second": spread(rate),
        "pipeline_a_second": spread(plain),
        "times_faster": round(float(np.median(rate) / np.median(plain)), 2),
        "ours_gop_a_second": spread(worked),
        "peak_float32_gop_a_second": spread(float32),
        "peak_int8_gop_a_second": spread(int8),
        "share_of_float32_peak": round(
            float(np.median([work / each / 1e9 for each in ours]) / np.median(float32)), 2
        ),
        "share_of_int8_peak": round(
            float(np.median([work / each / 1e9 for each in ours]) / np.median(int8)), 2
        ),
    }


def float32_peak(size: int = 1536) -> float:
    """Billions of operations a second of one large product."""
    import torch

    a, b = torch.randn(size, size), torch.randn(size, size)
    torch.mm(a, b)
    return 2 * size**3 / min(seconds(lambda: torch.mm(a, b)) for _ in range(5)) / 1e9


def int8_peak(threads: int, size: int = 1536) -> float:
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(1)
    weights = numpy_helper.from_array(rng.integers(-127, 127, (size, size)).astype(np.int8), "w")
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "peak",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [size, size])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [size, size])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    x = rng.integers(0, 255, (size, size)).astype(np.uint8)
    session.run(None, {"x": x})
    return 2 * size**3 / min(seconds(lambda: session.run(None, {"x": x})) for _ in range(5)) / 1e9


def with_cores(count: int) -> None:
    import torch

    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0) | set(range(os.cpu_count() or 1)))[:count]))
    torch.set_num_threads(count)


def timed(work: Callable[[UtteranceInContext], object], said: Sequence[UtteranceInContext]) -> list[float]:
    for each in said[:WARM_UP]:
        work(each)
    return [seconds(lambda each=each: work(each)) for each in said]  # type: ignore[misc]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quantiles(values: Sequence[float]) -> dict[str, float]:
    return {f"p{q}": round(float(np.percentile(values, q)) * 1000, 2) for q in (50, 95, 99)} | {
        "n": len(values)
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "median": round(float(np.median(values)), 1),
        "min": round(min(values), 1),
        "max": round(max(values), 1),
    }


if __name__ == "__main__":
    main()
