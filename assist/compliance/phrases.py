"""The small language that phrases of the lexicon are written in.

=============  ==========================================================================
``word word``  these words side by side (Mandarin: these characters; spaces mean nothing)
``call~``      English: any form of the verb: call, calls, calling, called
``(a|b c|d)``  one of these
``[x]``        x may be missing; ``[a|b]`` one of them or nothing
``{kin}``      one of the expressions of a concept in ``concepts.yaml``
``...``        a gap: up to 8 characters of Mandarin or 4 English words
``..12``       a gap of up to 12 characters or words
=============  ==========================================================================

The full-width signs of a Chinese keyboard count as their half-width twins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assist.compliance.text import read_speech
from assist.events import Language

DEFAULT_GAP = {"zh": 8, "en": 4}
WIDEST_GAP = 40
HALF_WIDTH = str.maketrans("\uff08\uff09\uff5c\uff3b\uff3d\uff5b\uff5d\uff5e\u3010\u3011", "()|[]{}~[]")


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Tokens that stand side by side."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the expressions of a concept."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Anything, up to ``limit`` tokens, within one sentence."""

    limit: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an empty one makes the choice optional."""

    alternatives: tuple[tuple[Node, ...], ...]


Node = Literal | Slot | Gap | Choice

_PIECE = re.compile(
    r"\s*(?:(?P<gap>…|\.\.\.|\.\.(?P<limit>\d+))|(?P<sign>[()\[\]|])|\{(?P<slot>[^{}]*)\}|(?P<word>[^\s()\[\]|{}…]+?)(?=$|[\s()\[\]|{}…]|\.\.))"
)


# A phrase is tried, indexed for its rule and indexed for the examples: one reading serves them all.
@cache
def parse_phrase(written: str, lang: Language) -> tuple[Node, ...]:
    """The sequence that a written phrase stands for. Raises PhraseError."""
    pieces = list(_pieces(written.translate(HALF_WIDTH)))
    nodes, rest = _sequence(pieces, 0, lang)
    if rest < len(pieces):
        raise PhraseError(f"'{pieces[rest][1]}' closes nothing; remove it or open it first")
    if not nodes:
        raise PhraseError("the phrase is empty; write the words that are said")
    if isinstance(nodes[0], Gap) or isinstance(nodes[-1], Gap):
        raise PhraseError("a gap at the edge of a phrase means nothing; remove it")
    if _may_be_empty(nodes):
        raise PhraseError("every part may be missing, so it would match anything; leave one part outside [ ]")
    return nodes


def _pieces(written: str) -> Iterator[tuple[str, str]]:
    place = 0
    while written[place:].strip():
        found = _PIECE.match(written, place)
        if found is None:
            raise PhraseError(f"cannot read '{written[place:].strip()}'; a brace may be missing its partner")
        place = found.end()
        if found["gap"]:
            yield "gap", found["limit"] or ""
        elif found["sign"]:
            yield "sign", found["sign"]
        elif found["slot"] is not None:
            yield "slot", found["slot"].strip()
        elif found["word"][-1] in "?*+":
            raise PhraseError(
                f"'{found['word']}' holds a sign that means nothing here; [x] marks what may be missing"
            )
        else:
            yield "word", found["word"]


def _sequence(pieces: list[tuple[str, str]], place: int, lang: Language) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    words: list[str] = []

    def settle() -> None:
        if words:
            nodes.extend(_literals(words, lang))
            words.clear()

    while place < len(pieces):
        kind, value = pieces[place]
        if kind == "sign" and value in ")]|":
            break
        place += 1
        if kind == "word":
            words.append(value)
            continue
        settle()
        if kind == "gap":
            limit = int(value) if value else DEFAULT_GAP[lang]
            if not 1 <= limit <= WIDEST_GAP:
                raise PhraseError(f"a gap of {limit} is out of range; use ..1 to ..{WIDEST_GAP}")
            if nodes and isinstance(nodes[-1], Gap):
                raise PhraseError("two gaps in a row; write one with the length you mean, such as ..12")
            nodes.append(Gap(limit))
        elif kind == "slot":
            nodes.append(Slot(value))
        else:
            choice, place = _choice(pieces, place, lang, closing=")" if value == "(" else "]")
            nodes.append(choice)
    settle()
    return tuple(nodes), place


def _choice(pieces: list[tuple[str, str]], place: int, lang: Language, *, closing: str) -> tuple[Choice, int]:
    alternatives: list[tuple[Node, ...]] = []
    while True:
        nodes, place = _sequence(pieces, place, lang)
        if not nodes:
            raise PhraseError("an empty alternative; use [ ] for a part that may be missing")
        alternatives.append(nodes)
        if place >= len(pieces):
            raise PhraseError(f"a bracket is never closed; add '{closing}'")
        sign = pieces[place][1]
        place += 1
        if sign == "|":
            continue
        if sign != closing:
            raise PhraseError(f"'{sign}' where '{closing}' should close the bracket")
        if closing == "]":
            alternatives.append(())
        return Choice(tuple(alternatives)), place


def _literals(words: list[str], lang: Language) -> Iterator[Node]:
    if lang == "zh":
        yield Literal(_tokens("".join(words), lang))
        return
    run: list[str] = []
    for word in words:
        if word.endswith("~"):
            if run:
                yield Literal(_tokens(" ".join(run), lang))
                run = []
            yield Choice(tuple((Literal(_tokens(form, lang)),) for form in verb_forms(word[:-1].lower())))
        else:
            run.append(word)
    if run:
        yield Literal(_tokens(" ".join(run), lang))


@cache
def _tokens(words: str, lang: Language) -> tuple[str, ...]:
    tokens = read_speech(words, lang).tokens
    if not tokens:
        raise PhraseError(
            f"'{words}' can never match: punctuation and hesitations are not compared; remove it"
        )
    if lang == "zh" and all(token.isascii() and token.isalpha() for token in tokens) and len(tokens) > 12:
        raise PhraseError(f"'{words}' is not Mandarin; check the rule's lang")
    if lang == "en" and any("一" <= token[0] <= "鿿" for token in tokens):
        raise PhraseError(f"'{words}' is not English; check the rule's lang")
    return tokens


def _may_be_empty(nodes: tuple[Node, ...]) -> bool:
    return all(
        isinstance(node, Gap)
        or (isinstance(node, Choice) and any(_may_be_empty(sequence) for sequence in node.alternatives))
        for node in nodes
    )


IRREGULAR = {
    "be": "be is are am was were been being",
    "bring": "bring brings bringing brought",
    "come": "come comes coming came",
    "do": "do does doing did done",
    "find": "find finds finding found",
    "get": "get gets getting got gotten",
    "give": "give gives giving gave given",
    "go": "go goes going went gone",
    "have": "have has having had",
    "hear": "hear hears hearing heard",
    "know": "know knows knowing knew known",
    "let": "let lets letting",
    "lose": "lose loses losing lost",
    "make": "make makes making made",
    "pay": "pay pays paying paid",
    "put": "put puts putting",
    "read": "read reads reading",
    "say": "say says saying said",
    "see": "see sees seeing saw seen",
    "sell": "sell sells selling sold",
    "send": "send sends sending sent",
    "speak": "speak speaks speaking spoke spoken",
    "take": "take takes taking took taken",
    "tell": "tell tells telling told",
    "think": "think thinks thinking thought",
}


def verb_forms(verb: str) -> tuple[str, ...]:
    """The regular forms of an English verb, or the listed ones of an irregular verb."""
    if verb in IRREGULAR:
        return tuple(IRREGULAR[verb].split())
    if not verb.isalpha():
        raise PhraseError(f"'{verb}~' is not a verb; put ~ right after one")
    if verb.endswith("e"):
        return verb, verb + "s", verb[:-1] + "ing", verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb):
        return verb, verb + "s", verb + verb[-1] + "ing", verb + verb[-1] + "ed"
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return verb, plural, verb + "ing", verb + "ed"


def spell_out(nodes: tuple[Node, ...]) -> Iterator[tuple[Literal | Slot, ...]]:
    """Every sequence of literals and slots that gapless ``nodes`` stand for. Raises PhraseError at a gap."""
    if not nodes:
        yield ()
        return
    head, rest = nodes[0], nodes[1:]
    if isinstance(head, Gap):
        raise PhraseError("an expression of a concept cannot have a gap; list its wordings instead")
    heads: Iterator[tuple[Literal | Slot, ...]]
    if isinstance(head, Choice):
        heads = (sequence for alternative in head.alternatives for sequence in spell_out(alternative))
    else:
        heads = iter([(head,)])
    for first in heads:
        for tail in spell_out(rest):
            yield first + tail
