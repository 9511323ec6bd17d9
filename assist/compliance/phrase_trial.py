"""Tries a phrase before it is trusted: is it readable, can it match at all, and how much work may it cause."""

from __future__ import annotations

from assist.compliance.matching import BUILT_IN_SLOTS, Concepts, PhraseIndex
from assist.compliance.phrases import Choice, Gap, Literal, Node, PhraseError, parse_phrase, spell_out

MOST_WORK = 4000
MOST_EXPRESSIONS = 5000
SPOKEN_SLOTS = {
    "zh": {"amount": "五百块", "number": "五百"},
    "en": {"amount": "500 dollars", "number": "500"},
}


def trial(phrase: str, index: PhraseIndex[object], *, of_concept: bool = False) -> None:
    """Raises PhraseError when a phrase is unreadable, can never match or would be too slow.

    Args:
        phrase: as the author wrote it.
        index: the index of the phrase's language, with its concepts; it is not changed by a failure.
        of_concept: an expression of a concept, which can have no gap.
    """
    nodes = parse_phrase(phrase, index.lang)
    steps, reach = _work(nodes)
    if steps * (1 + reach) > MOST_WORK:
        raise PhraseError(
            f"too slow: {steps} parts over gaps of {reach}; shorten the gaps or split the phrase"
        )
    if of_concept:
        for count, _ in enumerate(spell_out(nodes)):
            if count > MOST_EXPRESSIONS:
                raise PhraseError(f"more than {MOST_EXPRESSIONS} wordings in one expression; split it")
    own: PhraseIndex[object] = PhraseIndex(index.lang, index.concepts)
    own.add("trial", phrase)
    joint = "" if index.lang == "zh" else " "
    spoken = joint.join(_sample(nodes, index.concepts))
    if not own.matches(own.hear(spoken)):
        raise PhraseError("it can never match what it describes; look for a sign that is not compared")


def _work(nodes: tuple[Node, ...]) -> tuple[int, int]:
    """How many parts a phrase has and how far its gaps reach together."""
    steps = reach = 0
    for node in nodes:
        if isinstance(node, Gap):
            reach += node.limit
        elif isinstance(node, Choice):
            inner = [_work(sequence) for sequence in node.alternatives]
            steps += 1 + sum(count for count, _ in inner)
            reach += max(length for _, length in inner)
        else:
            steps += 1
    return steps, reach


def _sample(nodes: tuple[Node, ...], concepts: Concepts) -> list[str]:
    """The tokens of one way to say the phrase."""
    said: list[str] = []
    for node in nodes:
        if isinstance(node, Literal):
            said.extend(node.tokens)
        elif isinstance(node, Choice):
            said.extend(_sample(node.alternatives[0], concepts))
        elif not isinstance(node, Gap):
            if node.name in BUILT_IN_SLOTS:
                said.append(SPOKEN_SLOTS[concepts.lang][node.name])
            else:
                said.extend(min(concepts.expressions(node.name)))
    return said
