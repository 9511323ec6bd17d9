"""Whether words are meant: a match that is negated, quoted, asked about or disowned is no finding.

The cues are phrases of the lexicon's own language, in ``scope.yaml``. A Mandarin or English sentence withdraws
what stands in it in four ways:

``never``     a strong refusal before it in the same sentence: "under no circumstances will we ...", 绝不会……
``not``       a plain negation before it in the same clause, within reach, or inside a gap of the match
``bare``      a bare 不 or 没 right before it
``reported``  somebody else's words or a question: "has anyone told you that ...", 您说有人……
``disowned``  a rejection after it, in the same or the next sentence: "... nobody here may say that"

``idioms`` hold a negation that negates nothing (不得不, "not only"), ``turns`` end every scope (但是, "or else"),
``subjects`` begin a new statement (我们会, "we will") and end the scope of what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assist.compliance.matching import Heard, Match, PhraseIndex
from assist.compliance.text import Spoken
from assist.events import Language

CUES = ("never", "not", "bare", "reported", "disowned", "idioms", "turns", "subjects")
REACH = {"zh": 9, "en": 7}
LAYER = "scope"
# What a transcript puts in quotation marks is somebody's words repeated.
_QUOTATION = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"|‘[^’]*’(?!\w)")

Withdrawal = Literal["negated", "reported", "disowned"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of scope cue, the owner of its phrases in the index."""

    kind: str


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


class Scope:
    """The scope cues found in one utterance."""

    def __init__(self, index: PhraseIndex[object], heard: Heard) -> None:
        self._spoken: Spoken = heard.spoken
        self._reach = REACH[heard.spoken.lang]
        spans: Mapping[str, list[_Span]] = {kind: [] for kind in CUES}
        for match in index.matches(heard, layer=LAYER):
            if isinstance(match.owner, Cue):
                spans[match.owner.kind].append(_Span(match.start, match.end))
        self._quotations = [found.span() for found in _QUOTATION.finditer(heard.spoken.text)]
        idioms = spans["idioms"]
        self._spans = {
            kind: [span for span in found if not any(_holds(idiom, span) for idiom in idioms)]
            if kind in ("never", "not", "bare", "disowned")
            else found
            for kind, found in spans.items()
        }

    def withdraws(self, match: Match[object]) -> Withdrawal | None:
        """Why the matched words are not meant, or None when they are."""
        if self._is_negated(match):
            return "negated"
        if self._is_reported(match):
            return "reported"
        if self._is_disowned(match):
            return "disowned"
        return None

    def _is_negated(self, match: Match[object]) -> bool:
        sentences, clauses = self._spoken.sentences, self._spoken.clauses
        for cue in self._spans["never"]:
            if (
                cue.end <= match.start
                and sentences[cue.start] == sentences[match.start]
                and not self._is_cut(cue.end, match.start, subjects="clause")
            ):
                return True
        for cue in self._spans["not"]:
            if (
                cue.end <= match.start
                and match.start - cue.end <= self._reach
                and clauses[cue.end - 1] == clauses[match.start]
                and not self._is_cut(cue.end, match.start, subjects="any")
            ):
                return True
        for cue in self._spans["bare"]:
            if cue.end == match.start and clauses[cue.start] == clauses[match.start]:
                return True
        inside = (*self._spans["never"], *self._spans["not"], *self._spans["bare"])
        return any(first <= cue.start and cue.end <= last for first, last in match.gaps for cue in inside)

    def _is_reported(self, match: Match[object]) -> bool:
        start, end = self._spoken.span(match.start, match.end)
        if any(first <= start and end <= last for first, last in self._quotations):
            return True
        sentences = self._spoken.sentences
        return any(
            cue.start < match.start
            and sentences[cue.start] == sentences[match.start]
            and not self._is_cut(cue.end, match.start, subjects="clause")
            for cue in self._spans["reported"]
        )

    def _is_disowned(self, match: Match[object]) -> bool:
        sentences = self._spoken.sentences
        return any(
            cue.start >= match.end
            and sentences[cue.start] <= sentences[match.end - 1] + 1
            and not self._is_cut(match.end, cue.start, subjects="none")
            for cue in self._spans["disowned"]
        )

    def _is_cut(self, first: int, last: int, *, subjects: Literal["any", "clause", "none"]) -> bool:
        """Whether the statement changes between two tokens.

        ``subjects``: every new subject counts, or only one that opens a clause, or none.
        """
        if any(
            first <= turn.start < max(last, first + 1) for turn in self._spans["turns"] if turn.start <= last
        ):
            return True
        if subjects == "none":
            return False
        clauses = self._spoken.clauses
        for subject in self._spans["subjects"]:
            if first <= subject.start <= last:
                if subjects == "any":
                    return True
                if subject.start > 0 and clauses[subject.start] != clauses[subject.start - 1]:
                    return True
        return False


def _holds(idiom: _Span, cue: _Span) -> bool:
    """Whether the idiom takes in the end of the cue, where the negation stands."""
    return idiom.start < cue.end <= idiom.end


def add_scope(index: PhraseIndex[object], written: Mapping[str, Sequence[str]], lang: Language) -> None:
    """Adds the cues of one language to its index. Raises PhraseError, or KeyError for an unknown kind."""
    for kind, phrases in written.items():
        if kind not in CUES:
            raise KeyError(kind)
        for phrase in phrases:
            index.add(Cue(kind), phrase, layer=LAYER)
