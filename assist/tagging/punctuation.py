"""Words as a recogniser without punctuation and case writes them."""

from __future__ import annotations

import re

from assist.events import Language


def drop_punctuation(text: str, lang: Language) -> str:
    """What a recogniser without punctuation and case writes; apostrophes and decimal points stay."""
    if lang == "zh":
        return re.sub(r"[^\w.%]|(?<!\d)\.|\.(?!\d)", "", text)
    kept = re.sub(r"[^\w\s'’.,$£%-]|(?<!\d)[.,]|[.,](?!\d)|(?<!\w)['’-]|[-](?!\w)", " ", text)
    return " ".join(kept.lower().split())
