"""Is the corpus fit to learn from: near duplicates by words and by meaning, label rules, balance.

Near duplicates are pairs whose character n-gram sets have a Jaccard similarity over a bound. The
search is exact: with the n-grams of every text in one global order, rarest first, two sets of
similarity t or more share at least one n-gram within their first ``size - ceil(t * size) + 1``
(prefix filtering, Bayardo, Ma and Srikant 2007). Those by meaning are pairs whose standardised embeddings have a
cosine over a bound; which embeddings is the caller's choice.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

from assist.events import LANGUAGES, SPEAKERS, Language
from assist.tagging.corpus import Record, bare_text, part_of
from assist.tagging.labels import DEBTOR_TAGS, LABELS_OF, REASONS_OF

_GRAM: dict[Language, int] = {"zh": 2, "en": 4}
_SHORTEST: dict[Language, int] = {"zh": 6, "en": 16}
_ROWS = 512
FEWEST_POSITIVES = 300
FEWEST_HARD_NEGATIVES = 1 / 3

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two records whose words nearly coincide. ``similarity`` is the Jaccard similarity, 0..1."""

    first: Record
    second: Record
    similarity: float


def near_duplicates(records: Sequence[Record], *, at_least: float = 0.6) -> list[NearDuplicate]:
    """Pairs of one language and speaker at or over the bound, most alike first.

    Both scripts of Mandarin are compared as simplified. Replies too short to be judged (under 6
    characters of Mandarin, 16 letters of English) are left out: "OK, fine" is nobody's phrase.
    """
    pairs: list[NearDuplicate] = []
    for lang in LANGUAGES:
        for speaker in SPEAKERS:
            group = [record for record in records if record.lang == lang and record.speaker == speaker]
            pairs += _near_duplicates_of_group(group, lang, at_least)
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.first.id, pair.second.id))


def _near_duplicates_of_group(
    records: Sequence[Record], lang: Language, at_least: float
) -> list[NearDuplicate]:
    sets: list[tuple[Record, frozenset[str]]] = []
    for record in records:
        words = bare_text(_simplified(record.text) if lang == "zh" else record.text)
        if len(words) >= _SHORTEST[lang]:
            size = _GRAM[lang]
            sets.append((record, frozenset(words[at : at + size] for at in range(len(words) - size + 1))))
    rarity = Counter(gram for _, grams in sets for gram in grams)
    seen_with: dict[str, list[int]] = defaultdict(list)
    pairs: list[NearDuplicate] = []
    for index, (record, grams) in enumerate(sets):
        ordered = sorted(grams, key=lambda gram: (rarity[gram], gram))
        prefix = ordered[: len(ordered) - math.ceil(at_least * len(ordered)) + 1]
        candidates = {other for gram in prefix for other in seen_with[gram]}
        for other in sorted(candidates):
            other_record, other_grams = sets[other]
            shared = len(grams & other_grams)
            similarity = shared / (len(grams) + len(other_grams) - shared)
            if similarity >= at_least:
                pairs.append(NearDuplicate(other_record, record, similarity))
        for gram in prefix:
            seen_with[gram].append(index)
    return pairs


def alike_by_meaning(
    records: Sequence[Record], embeddings: Floats, *, at_least: float = 0.85
) -> list[NearDuplicate]:
    """Pairs of one language and speaker whose embeddings have this cosine or more, most alike first.

    ``embeddings`` is ``(records, size)``, as the encoder gives them: they are standardised here, for those of
    a pretrained encoder all point much the same way. Short replies are left out as in ``near_duplicates``.
    """
    standard = (embeddings - embeddings.mean(axis=0)) / (embeddings.std(axis=0) + 1e-6)
    standard /= np.linalg.norm(standard, axis=1, keepdims=True) + 1e-6
    pairs: list[NearDuplicate] = []
    for lang in LANGUAGES:
        for speaker in SPEAKERS:
            rows = [
                row
                for row, record in enumerate(records)
                if (record.lang, record.speaker) == (lang, speaker)
                and len(bare_text(record.text)) >= _SHORTEST[lang]
            ]
            own = standard[rows]
            for start in range(0, len(rows), _ROWS):
                cosines = own[start : start + _ROWS] @ own.T
                for first, second in np.argwhere(cosines >= at_least):
                    if second > start + first:
                        a, b = records[rows[start + first]], records[rows[second]]
                        pairs.append(NearDuplicate(a, b, float(cosines[first, second])))
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.first.id, pair.second.id))


def broken_rules(records: Iterable[Record]) -> list[str]:
    """Records that say less than a record has to (``file:line: what``): reasons and who speaks, for debtors."""
    broken = []
    for record in records:
        for label in record.labels:
            if label in REASONS_OF and label not in record.reasons:
                broken.append(f"{record.where}: {label} without its reason")
        if "third_party" in record.labels and record.on_the_line is None:
            broken.append(f"{record.where}: third_party without on_the_line")
    return broken


def shortfalls(records: Sequence[Record]) -> list[str]:
    """Where the debtors' corpus has too few positives of a tag, or too few utterances without any."""
    short = []
    for lang in LANGUAGES:
        group = [record for record in records if record.speaker == "debtor" and record.lang == lang]
        for label in DEBTOR_TAGS:
            positives = sum(label in record.labels for record in group)
            if positives < FEWEST_POSITIVES:
                short.append(
                    f"debtor {lang}: {positives} utterances with {label}; at least {FEWEST_POSITIVES}"
                )
        none = sum(not record.labels for record in group)
        if none < FEWEST_HARD_NEGATIVES * len(group):
            short.append(f"debtor {lang}: {none} of {len(group)} utterances have no label; at least a third")
    return short


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


def straddling(pairs: Iterable[NearDuplicate]) -> list[NearDuplicate]:
    """Those near duplicates that sit in two parts of the split: each makes the test easier than life."""
    return [pair for pair in pairs if part_of(pair.first.situation) != part_of(pair.second.situation)]


def balance_report(records: Sequence[Record]) -> str:
    """Counts by speaker and language: records, no label, several labels, positives of each label by part."""
    lines: list[str] = []
    for speaker in SPEAKERS:
        for lang in LANGUAGES:
            group = [record for record in records if record.speaker == speaker and record.lang == lang]
            if not group:
                continue
            none = sum(not record.labels for record in group)
            several = sum(len(record.labels) > 1 for record in group)
            traditional = sum(record.script == "hant" for record in group)
            context = sum(bool(record.context) for record in group)
            situations = len({record.situation for record in group})
            lines.append(
                f"{speaker} {lang}: {len(group)} utterances in {situations} situations; "
                f"{none} without a label, {several} with several, {context} with context"
                + (f", {traditional} traditional" if lang == "zh" else "")
            )
            for label in LABELS_OF[speaker]:
                parts = Counter(part_of(r.situation) for r in group if label in r.labels)
                lines.append(
                    f"  {label:24} {sum(parts.values()):5}"
                    f"   train {parts['train']:5}  dev {parts['dev']:4}  test {parts['test']:4}"
                )
    return "\n".join(lines)
