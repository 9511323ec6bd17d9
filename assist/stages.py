"""Loading the stages that every command and the server share."""

from __future__ import annotations

from pathlib import Path

from assist.compliance.lexicon import Lexicon
from assist.compliance.screening import Screener
from assist.conversation import Stages
from assist.guidance.cards import Deck
from assist.guidance.ranking import Ranker
from assist.settings import Settings
from assist.tagging.tagger import Tagger


def load_stages(settings: Settings, *, cards: Path | None = None, lexicon: Path | None = None) -> Stages:
    """The tagger, the screen and the cards; ``cards`` and ``lexicon`` stand in for the settings' folders.

    Raises:
        ModelError: the tagging model is missing or broken.
        ContentError: mistakes in the cards or the lexicon, a line each.
    """
    return Stages(
        tagger=Tagger.load(settings.models / "tagging"),
        screener=Screener(Lexicon.load(lexicon or settings.lexicon)),
        ranker=Ranker(Deck.load(cards or settings.cards)),
    )
