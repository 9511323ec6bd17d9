"""What does the compliance lexicon cost an utterance?

``python -m benchmarks.screening``: the time of one utterance on one core with the shipped lexicon, over the examples
of its rules, which are the dearest utterances it meets: nearly each has words of several rules.
"""

from __future__ import annotations

import json
import os
import time

import numpy as np

from assist.compliance.lexicon import Lexicon
from assist.settings import ROOT

ROUNDS = 5


def main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lexicon = Lexicon.load(ROOT / "compliance_lexicon")
    for lang in ("en", "zh"):
        texts = [
            example.text
            for rule in lexicon.rules
            if rule.lang == lang
            for example in (*rule.hits, *rule.misses)
        ]
        matcher = lexicon.matchers[lang]
        spent: list[float] = []
        for _ in range(ROUNDS):
            for text in texts:
                began = time.perf_counter()
                matcher.find(text, third_party=False)
                spent.append(time.perf_counter() - began)
        rules = sum(rule.lang == lang for rule in lexicon.rules)
        figures = {f"p{q}_us": round(float(np.percentile(spent, q)) * 1e6) for q in (50, 95, 99)}
        print(json.dumps({"lang": lang, "rules": rules, "utterances": len(texts), **figures}))


if __name__ == "__main__":
    main()
