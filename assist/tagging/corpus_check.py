"""Is the corpus fit to learn from: near duplicates, balance, labels that fall short.

Near duplicates are pairs whose character n-gram sets have a Jaccard similarity over a bound. The
search is exact: with the n-grams of every text in one global order, rarest first, two sets of
similarity t or more share at least one n-gram within their first ``size - ceil(t * size) + 1``
(prefix filtering, Bayardo, Ma and Srikant 2007).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import opencc

from assist.events import LANGUAGES, SPEAKERS, Language
from assist.tagging.corpus import Record, bare_text, part_of
from assist.tagging.labels import LABELS_OF

_GRAM: dict[Language, int] = {"zh": 2, "en": 4}
_SHORTEST: dict[Language, int] = {"zh": 6, "en": 16}


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
