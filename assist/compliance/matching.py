"""Finds phrases in an utterance, in one pass over its tokens whatever the number of phrases.

Every literal of every phrase is a path in one trie; the pass yields which literals and concepts stand where.
A phrase is looked at only when its rarest part was seen, and then by stepping from place to place, never by
backtracking, so its cost is bounded by the length of the utterance.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assist.compliance.homophones import Homophones
from assist.compliance.phrases import Choice, Gap, Literal, Node, PhraseError, Slot, parse_phrase, spell_out
from assist.compliance.text import Spoken, read_speech
from assist.events import Language

BUILT_IN_SLOTS = frozenset({"amount", "number"})

# Where each literal or concept (by number) stands: start token -> end tokens.
Places = dict[int, dict[int, list[int]]]
# End token -> (tokens skipped, start token, gaps passed as (from, to) token ranges); the smaller path wins.
Path = tuple[int, int, tuple[tuple[int, int], ...]]
Paths = dict[int, Path]

Owner = TypeVar("Owner", bound=Hashable)

_NUMBER_ZH = r"(?:[0-9]+(?:[.,][0-9]+)*[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿半几]+)"
_AMOUNT_ZH = re.compile(_NUMBER_ZH + r"(?:多|来)?(?:块钱?|元|人民币|港币|美元|美金|刀|台币|镑|欧元|万)")
_ANY_NUMBER_ZH = re.compile(_NUMBER_ZH)
_WORDS_EN = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|and|a)"
)
_NUMBER_EN = rf"(?:[0-9][0-9,.]*|{_WORDS_EN.replace('|and|a)', ')')}(?: {_WORDS_EN})*)"
_AMOUNT_EN = re.compile(
    rf"(?<!\S)(?:[$€£¥] ?{_NUMBER_EN}"
    rf"|{_NUMBER_EN} (?:dollars?|bucks|pounds?|quid|euros?|cents|grand|yuan|rmb|hkd|usd))(?!\S)"
)
_ANY_NUMBER_EN = re.compile(rf"(?<!\S){_NUMBER_EN}(?!\S)")


@dataclass(frozen=True, slots=True)
class Match(Generic[Owner]):
    """Tokens ``start`` up to but without ``end`` are a phrase of ``owner``; ``gaps`` are what it skipped."""

    owner: Owner
    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Owner]):
    owner: Owner
    nodes: tuple[_Step, ...]
    needs: tuple[frozenset[int], ...]
    first: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Stand:
    """A step onto a literal or concept."""

    number: int


@dataclass(frozen=True, slots=True)
class _Either:
    alternatives: tuple[tuple[_Step, ...], ...]


_Step = _Stand | _Either | Gap


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance with the places of every literal and concept in it."""

    spoken: Spoken
    places: Places


class Concepts:
    """Named sets of expressions, as written by the author; each is read when a phrase first needs it."""

    def __init__(self, written: Mapping[str, Sequence[str]], lang: Language) -> None:
        self.lang = lang
        self._written = written
        self._read: dict[str, frozenset[tuple[str, ...]]] = {}
        self._reading: list[str] = []

    def names(self) -> frozenset[str]:
        return frozenset(self._written) | BUILT_IN_SLOTS

    def expressions(self, name: str) -> frozenset[tuple[str, ...]]:
        """The token sequences of a concept. Raises PhraseError when it is unknown or holds itself."""
        if name in self._read:
            return self._read[name]
        if name not in self._written:
            close = [known for known in sorted(self.names()) if known[:3] == name[:3]]
            known = ", ".join(close or sorted(self.names()))
            raise PhraseError(f"unknown slot {{{name}}}; define it in concepts.yaml, or use one of: {known}")
        if name in self._reading:
            raise PhraseError(f"the concept {name} contains itself; break the circle")
        self._reading.append(name)
        try:
            found = {tokens for entry in self._written[name] for tokens in self._spelled(entry)}
        finally:
            self._reading.pop()
        self._read[name] = frozenset(found)
        return self._read[name]

    def _spelled(self, entry: str) -> Iterable[tuple[str, ...]]:
        for sequence in spell_out(parse_phrase(entry, self.lang)):
            runs: list[tuple[str, ...]] = [()]
            for part in sequence:
                tails = [part.tokens] if isinstance(part, Literal) else sorted(self.expressions(part.name))
                runs = [run + tail for run in runs for tail in tails]
            yield from runs


class PhraseIndex(Generic[Owner]):
    """All phrases of one language. Add them, then ``hear`` an utterance once and ask for matches."""

    def __init__(self, lang: Language, concepts: Concepts, homophones: Homophones | None = None) -> None:
        self.lang = lang
        self.concepts = concepts
        self._homophones = homophones
        self._trie: dict[str, object] = {}
        self._numbers: dict[tuple[str, ...] | str, int] = {}
        self._lengths: list[float] = []
        self._by_anchor: dict[str, dict[int, list[_Phrase[Owner]]]] = {}
        self._builtin_wanted: set[str] = set()

    def add(self, owner: Owner, written: str, *, layer: str = "rules") -> None:
        """Adds one phrase. Raises PhraseError. Layers are matched apart from one another."""
        steps = self._compile(parse_phrase(written, self.lang))
        needs: list[frozenset[int]] = []
        for step in steps:
            need = self._need(step)
            if need:
                needs.append(need)
        needs.sort(key=self._rarity, reverse=True)
        phrase = _Phrase(owner, steps, tuple(needs), self._first(steps))
        anchors = self._by_anchor.setdefault(layer, {})
        for number in needs[0]:
            anchors.setdefault(number, []).append(phrase)

    def hear(self, text: str) -> Heard:
        """The one pass over an utterance."""
        spoken = read_speech(text, self.lang)
        places: Places = {}
        self._walk(spoken.tokens, spoken.clauses, places)
        if self._homophones is not None:
            mended = self._homophones.repair(spoken.tokens)
            if mended is not None:
                self._walk(mended, spoken.clauses, places)
        if self._builtin_wanted:
            self._find_numbers(spoken, places)
        return Heard(spoken, places)

    def matches(self, heard: Heard, *, layer: str = "rules") -> list[Match[Owner]]:
        """Every phrase of the layer that stands in the utterance, within one sentence each."""
        anchors = self._by_anchor.get(layer)
        if not anchors:
            return []
        places = heard.places
        seen: set[int] = set()
        found: list[Match[Owner]] = []
        sentences = heard.spoken.sentences
        for number in list(places):
            for phrase in anchors.get(number, ()):
                if id(phrase) in seen:
                    continue
                seen.add(id(phrase))
                if any(need.isdisjoint(places) for need in phrase.needs):
                    continue
                paths: Paths = {
                    start: (0, start, ()) for first in phrase.first for start in places.get(first, ())
                }
                for end, (_, start, gaps) in self._follow(phrase.nodes, paths, heard).items():
                    if sentences[start] == sentences[end - 1]:
                        found.append(Match(phrase.owner, start, end, gaps))
        return found

    def _compile(self, nodes: tuple[Node, ...]) -> tuple[_Step, ...]:
        steps: list[_Step] = []
        for node in nodes:
            if isinstance(node, Literal):
                steps.append(_Stand(self._literal(node.tokens)))
            elif isinstance(node, Slot):
                steps.append(_Stand(self._concept(node.name)))
            elif isinstance(node, Choice):
                steps.append(_Either(tuple(self._compile(sequence) for sequence in node.alternatives)))
            else:
                steps.append(node)
        return tuple(steps)

    def _literal(self, tokens: tuple[str, ...]) -> int:
        number = self._numbers.get(tokens)
        if number is None:
            number = self._new_number(tokens, float(sum(len(token) for token in tokens)))
            self._plant(tokens, number)
        return number

    def _concept(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is not None:
            return number
        if name in BUILT_IN_SLOTS:
            self._builtin_wanted.add(name)
            return self._new_number(name, 0.5)
        expressions = self.concepts.expressions(name)
        shortest = min(sum(len(token) for token in tokens) for tokens in expressions)
        # A concept of many expressions is seen oftener than one literal of the same length.
        number = self._new_number(name, shortest - min(len(expressions), 50) / 50)
        for tokens in expressions:
            self._plant(tokens, number)
        return number

    def _new_number(self, key: tuple[str, ...] | str, rarity: float) -> int:
        number = self._numbers[key] = len(self._lengths)
        self._lengths.append(rarity)
        return number

    def _plant(self, tokens: tuple[str, ...], number: int) -> None:
        node = self._trie
        for token in tokens:
            node = node.setdefault(token, {})  # type: ignore[assignment]
        node.setdefault("", []).append(number)  # type: ignore[attr-defined]

    def _need(self, step: _Step) -> frozenset[int]:
        """Literals and concepts of which one must be seen for the step to be taken; empty if none must."""
        if isinstance(step, _Stand):
            return frozenset((step.number,))
        if isinstance(step, Gap):
            return frozenset()
        needs: set[int] = set()
        for sequence in step.alternatives:
            best = max((self._need(inner) for inner in sequence), key=self._rarity, default=frozenset[int]())
            if not best:
                return frozenset()
            needs |= best
        return frozenset(needs)

    def _rarity(self, need: frozenset[int]) -> float:
        return min((self._lengths[number] for number in need), default=-1.0)

    def _first(self, steps: tuple[_Step, ...]) -> frozenset[int]:
        first: set[int] = set()
        for step in steps:
            if isinstance(step, Gap):
                continue
            if isinstance(step, _Stand):
                first.add(step.number)
                break
            for sequence in step.alternatives:
                first |= self._first(sequence)
            if self._need(step):
                break
        return frozenset(first)

    def _walk(self, tokens: tuple[str, ...], clauses: tuple[int, ...], places: Places) -> None:
        root = self._trie
        count = len(tokens)
        for start in range(count):
            node = root.get(tokens[start])
            place = start + 1
            while node is not None:
                numbers = node.get("")  # type: ignore[attr-defined]
                if numbers is not None and clauses[start] == clauses[place - 1]:
                    for number in numbers:
                        ends = places.setdefault(number, {}).setdefault(start, [])
                        if place not in ends:
                            ends.append(place)
                if place >= count:
                    break
                node = node.get(tokens[place])  # type: ignore[attr-defined]
                place += 1

    def _find_numbers(self, spoken: Spoken, places: Places) -> None:
        mandarin = self.lang == "zh"
        joint = "" if mandarin else " "
        said = joint.join(spoken.tokens)
        begins: dict[int, int] = {}
        closes: dict[int, int] = {}
        at = 0
        for index, token in enumerate(spoken.tokens):
            begins[at] = index
            at += len(token)
            closes[at] = index + 1
            at += len(joint)
        for slot, pattern in (
            ("amount", _AMOUNT_ZH if mandarin else _AMOUNT_EN),
            ("number", _ANY_NUMBER_ZH if mandarin else _ANY_NUMBER_EN),
        ):
            if slot not in self._builtin_wanted:
                continue
            number = self._numbers[slot]
            for found in pattern.finditer(said):
                start, end = begins.get(found.start()), closes.get(found.end())
                if start is not None and end is not None:
                    places.setdefault(number, {}).setdefault(start, []).append(end)

    def _follow(self, steps: tuple[_Step, ...], paths: Paths, heard: Heard, *, joined: bool = False) -> Paths:
        """``joined``: the first word follows the one before at once, so it stands in the same clause."""
        for step in steps:
            if isinstance(step, _Stand):
                paths = self._stand(step.number, paths, heard, joined=joined)
                joined = True
            elif isinstance(step, Gap):
                paths = self._pass_gap(step.limit, paths, heard.spoken.sentences)
                joined = False
            else:
                merged: Paths = {}
                for sequence in step.alternatives:
                    for end, path in self._follow(sequence, paths, heard, joined=joined).items():
                        if end not in merged or path < merged[end]:
                            merged[end] = path
                paths = merged
                joined = joined or bool(self._need(step))
            if not paths:
                break
        return paths

    @staticmethod
    def _stand(number: int, paths: Paths, heard: Heard, *, joined: bool) -> Paths:
        after: Paths = {}
        starts = heard.places.get(number)
        if not starts:
            return after
        clauses = heard.spoken.clauses
        for place, path in paths.items():
            if joined and place < len(clauses) and clauses[place - 1] != clauses[place]:
                continue
            for end in starts.get(place, ()):
                if end not in after or path < after[end]:
                    after[end] = path
        return after

    @staticmethod
    def _pass_gap(limit: int, paths: Paths, sentences: tuple[int, ...]) -> Paths:
        after: Paths = {}
        count = len(sentences)
        for place, (skipped, start, gaps) in paths.items():
            sentence = sentences[place - 1]
            for reached in range(place, min(place + limit, count) + 1):
                if reached > place and sentences[reached - 1] != sentence:
                    break
                passed = (*gaps, (place, reached)) if reached > place else gaps
                path = (skipped + reached - place, start, passed)
                if reached not in after or path < after[reached]:
                    after[reached] = path
        return after
