"""Mandarin as a multilingual model writes it, made uniform: simplified script, full-width punctuation, no gaps.

Whisper changes between the two scripts from one utterance to the next, whatever script the speaker's region
writes; rules and tags must not depend on that chance.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

_HAN: Final = "\u3400-\u9fff"
_WIDE: Final = "，。？！；：、"
# Spaces that only part characters; those beside Latin letters and digits are kept.
_GAP: Final = re.compile(rf"(?<=[{_HAN}{_WIDE}])\s+(?=[{_HAN}{_WIDE}])|\s+(?=[{_WIDE}])|(?<=[{_WIDE}])\s+")
_NARROW: Final = re.compile(rf"(?<=[{_HAN}])[,?!;:]")
_WIDENED: Final = str.maketrans(",?!;:", "，？！；：")


def uniform_mandarin(pieces: Sequence[str]) -> list[str]:
    """Rewrite the successive pieces of one text; as many come back, and joined they are the text rewritten.

    Traditional characters are converted with OpenCC (t2s) over the whole text, so that a piece that holds
    half a word is converted as part of that word.
    """
    whole = "".join(pieces)
    simple = simplified(whole)
    if len(simple) != len(whole):
        simple = "".join(pieces := [simplified(piece) for piece in pieces])
    simple = _NARROW.sub(lambda found: found[0].translate(_WIDENED), simple)
    dropped = {place for gap in _GAP.finditer(simple) for place in range(*gap.span())}
    ends = list(accumulate(len(piece) for piece in pieces))
    return [
        "".join(simple[place] for place in range(start, end) if place not in dropped)
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def simplified(text: str) -> str:
    """``text`` in simplified script."""
    converted: str = _converter().convert(text)
    return converted


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
