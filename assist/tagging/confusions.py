"""Which English words a recogniser takes for which, from what was said and what was heard, word for word.

The table is tab-separated text, one confusion a line: the words said, how often they were said, what was heard
instead (nothing where the word was lost) and how often.
"""

from __future__ import annotations

import csv
import difflib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from assist.errors import InputError
from assist.tagging.english_spelt_out import spell_out
from assist.tagging.punctuation import drop_punctuation

TABLE: Final = Path(__file__).parent / "english_confusions.tsv"

_FIELDS: Final = ["said", "times_said", "heard", "times_heard"]
_MOST_SAID, _MOST_HEARD = 2, 3
_SHORT_WORD = 4
_ALIKE = 0.7
_SURELY = 0.9
# "sent" and "want" end in nt and deny nothing, so what is written without its apostrophe is listed.
_NEGATION: Final = re.compile(
    r"no|nope|nah|not|never|nothing|none|nobody|nowhere|neither|nor|without|cannot|\w+n['’]t"
    r"|(?:do|does|did|ca|wo|is|are|was|were|have|has|had|would|could|should|ai|must|need)nt",
    re.IGNORECASE,
)


def is_negation(word: str) -> bool:
    return _NEGATION.fullmatch(word) is not None


def negations(words: Iterable[str]) -> list[str]:
    """The negations among ``words`` in their order; n't, cannot and not are one."""
    found = [word.lower() for word in words if is_negation(word)]
    return ["not" if word.endswith("t") and word != "without" else word for word in found]


def plain_words(text: str) -> list[str]:
    """``text`` as lower-case words without punctuation, numbers in words: what two transcripts share."""
    apart = re.sub(r"(?<=\d)[:/](?=\d)|-", " ", text.replace("’", "'"))
    words = drop_punctuation(spell_out(apart), "en").split()
    # "two hundred and forty" is heard as 240 and so spelt out.
    return [
        word
        for at, word in enumerate(words)
        if not (word == "and" and at and words[at - 1] in ("hundred", "thousand"))
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """Neighbouring words that differ; either side may be empty, not both. ``at`` is where in what was said."""

    at: int
    said: tuple[str, ...]
    heard: tuple[str, ...]


def changes(said: Sequence[str], heard: Sequence[str]) -> list[Change]:
    """What differs in a shortest edit (Levenshtein, words as units), neighbouring edits as one change."""
    found: list[Change] = []
    at = end = other = other_end = 0
    for kept_said, kept_heard in [*_kept(said, heard), (len(said), len(heard))]:
        at, other = end, other_end
        if kept_said > at or kept_heard > other:
            found.append(Change(at, tuple(said[at:kept_said]), tuple(heard[other:kept_heard])))
        end, other_end = kept_said + 1, kept_heard + 1
    return found


def _kept(said: Sequence[str], heard: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the words that a shortest edit leaves as they are, in order."""
    costs = [list(range(len(heard) + 1))]
    for row, word in enumerate(said, 1):
        line = [row]
        for column, other in enumerate(heard, 1):
            swapped = costs[-1][column - 1] + (word != other)
            line.append(min(swapped, costs[-1][column] + 1, line[-1] + 1))
        costs.append(line)
    row, column, kept = len(said), len(heard), []
    while row and column:
        if costs[row][column] == costs[row - 1][column - 1] + (said[row - 1] != heard[column - 1]):
            row, column = row - 1, column - 1
            if said[row] == heard[column]:
                kept.append((row, column))
        elif costs[row][column] == costs[row - 1][column] + 1:
            row -= 1
        else:
            column -= 1
    yield from reversed(kept)


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words substituted, lost and brought in, by a shortest edit."""
    return sum(max(len(change.said), len(change.heard)) for change in changes(said, heard))


@dataclass(frozen=True, slots=True)
class Confusion:
    """``said`` was heard as ``heard`` ("" where it was lost) ``times_heard`` times of ``times_said``."""

    said: str
    times_said: int
    heard: str
    times_heard: int


def confusions(pairs: Iterable[tuple[Sequence[str], Sequence[str]]], *, at_least: int = 2) -> list[Confusion]:
    """What was taken for what in ``pairs`` of said and heard words, the most frequent first.

    One or two words against up to three, and short words lost. Kept is what was met in ``at_least``
    utterances, or between words of some length that are written alike. Nothing that touches or brings in a negation.
    """
    spoken: Counter[str] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    met_in: defaultdict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for said, heard in pairs:
        spoken.update(said)
        spoken.update(" ".join(pair) for pair in pairwise(said))
        for change in changes(said, heard):
            if _is_usable(change):
                key = " ".join(change.said), " ".join(change.heard)
                met[key] += 1
                met_in[key].add(tuple(said))
    kept = [
        Confusion(words, spoken[words], instead, times)
        for (words, instead), times in met.items()
        if len(met_in[words, instead]) >= at_least or _written_alike(words, instead)
    ]
    return sorted(kept, key=lambda one: (-one.times_heard, one.said, one.heard))


def _is_usable(change: Change) -> bool:
    if not 1 <= len(change.said) <= _MOST_SAID or len(change.heard) > _MOST_HEARD:
        return False
    if not change.heard and (len(change.said) > 1 or len(change.said[0]) > _SHORT_WORD):
        return False
    return not any(is_negation(word) for word in (*change.said, *change.heard))


def _written_alike(said: str, heard: str) -> bool:
    longer = min(len(said), len(heard)) > _SHORT_WORD
    return longer and difflib.SequenceMatcher(None, said, heard).ratio() >= _ALIKE


class ConfusionTable:
    """Draws what is heard for what is said, each confusion as often as it was met."""

    def __init__(self, known: Iterable[Confusion]) -> None:
        self._heard: dict[str, list[tuple[str, int]]] = {}
        self._missed: dict[str, float] = {}
        said = heard = 0
        for one in known:
            if one.said not in self._heard and " " not in one.said:
                said += one.times_said
            heard += one.times_heard if " " not in one.said else 0
            self._heard.setdefault(one.said, []).append((one.heard, one.times_heard))
            self._missed[one.said] = self._missed.get(one.said, 0) + one.times_heard / one.times_said
        self._mean = heard / said if said else 1.0

    @classmethod
    def read(cls, path: Path = TABLE) -> ConfusionTable:
        """Raises InputError as ``read_confusions``."""
        return cls(read_confusions(path))

    def mishear(self, words: Sequence[str], chance: random.Random, rate: float) -> tuple[int, str] | None:
        """How many of the next ``words`` are misheard and as what, or None if they are heard as they are.

        ``rate`` is the share of the table's words that are misheard; a word that was missed oftener than
        others is missed oftener here. No draw is made for words that the table does not have.
        """
        for length in range(min(_MOST_SAID, len(words)), 0, -1):
            said = " ".join(words[:length])
            if said in self._heard and chance.random() < min(_SURELY, rate * self._missed[said] / self._mean):
                heard, times = zip(*self._heard[said], strict=True)
                return length, chance.choices(heard, times)[0]
        return None


def read_confusions(path: Path) -> list[Confusion]:
    """Raises InputError naming a line that cannot be read or that has a negation in it."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if next(rows, None) != _FIELDS:
            raise InputError(f"{path}:1: the columns are {', '.join(_FIELDS)}")
        for number, row in enumerate(rows, 2):
            try:
                said, times_said, heard, times_heard = row
                one = Confusion(said, int(times_said), heard, int(times_heard))
            except ValueError:
                raise InputError(f"{path}:{number}: four columns, the second and fourth numbers") from None
            if any(is_negation(word) for word in (*said.split(), *heard.split())):
                raise InputError(f"{path}:{number}: a negation is never touched nor brought in")
            found.append(one)
    return found


def write_confusions(path: Path, found: Iterable[Confusion]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        rows.writerow(_FIELDS)
        rows.writerows([one.said, one.times_said, one.heard, one.times_heard] for one in found)
