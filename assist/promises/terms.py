"""Whose promise it is and on what condition. Reads folded text and answers with offsets or words."""

from __future__ import annotations

from typing import Literal

from assist.events import Language
from assist.promises import english_conditions, english_payers, mandarin_conditions, mandarin_payer


def whose_promise(folded: str, lang: Language) -> Literal["debtor", "third_party"]:
    """``third_party`` when somebody other than the debtor is to pay.

    Money borrowed or received from somebody is still the debtor's to pay.
    """
    if lang == "zh":
        return mandarin_payer.payer(folded) or "debtor"
    return english_payers.payer_of(folded, (0, len(folded)))


def condition_span(folded: str, lang: Language) -> tuple[int, int] | None:
    """Where the condition of the promise stands, half-open, or None."""
    return (
        mandarin_conditions.condition(folded) if lang == "zh" else english_conditions.condition_span(folded)
    )
