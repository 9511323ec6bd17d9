"""The deck: every card of a folder, checked as a whole when it is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from assist.errors import ContentError
from assist.guidance.card import Card
from assist.guidance.card_fields import Mistake
from assist.guidance.card_file import dump_card, read_card


@dataclass(frozen=True)
class Deck:
    """Cards by id, in the order of their ids. ``version`` is a hash of what the cards say."""

    cards: Mapping[str, Card]
    version: str

    @classmethod
    def of(cls, cards: list[Card]) -> Deck:
        ordered = {card.id: card for card in sorted(cards, key=lambda card: card.id)}
        digest = hashlib.sha256("\0".join(dump_card(card) for card in ordered.values()).encode())
        return cls(MappingProxyType(ordered), digest.hexdigest()[:16])

    @classmethod
    def load(cls, folder: Path) -> Deck:
        """All cards under ``folder``. Raises ``ContentError`` with one line for every mistake in any file."""
        cards, mistakes = _read_folder(folder)
        if mistakes:
            raise ContentError("\n".join(str(mistake) for mistake in mistakes))
        return cls.of(cards)

    def __getitem__(self, card: str) -> Card:
        return self.cards[card]

    def __len__(self) -> int:
        return len(self.cards)


def check_cards(folder: Path) -> list[str]:
    """Every mistake in the cards under ``folder``, a line each; empty when all is well."""
    return [str(mistake) for mistake in _read_folder(folder)[1]]


def _read_folder(folder: Path) -> tuple[list[Card], list[Mistake]]:
    if not folder.is_dir():
        return [], [Mistake(str(folder), 1, "no such folder", "name the folder that holds the cards")]
    paths = sorted(path for path in folder.rglob("*.y*ml") if path.is_file())
    if not paths:
        return [], [Mistake(str(folder), 1, "no cards in this folder", "put cards in <topic>/<id>.yaml")]
    cards: list[Card] = []
    mistakes: list[Mistake] = []
    files: dict[str, str] = {}
    for path in paths:
        file = path.relative_to(folder).as_posix()
        try:
            source = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            mistakes.append(Mistake(file, 1, "not UTF-8 text", "save the file as UTF-8"))
            continue
        card, found = read_card(source, file)
        mistakes.extend(found)
        if card is None:
            continue
        if card.id in files:
            mistakes.append(
                Mistake(file, 1, f"id {card.id!r} is also that of {files[card.id]}", "give one another id")
            )
        files.setdefault(card.id, file)
        cards.append(card)
    return cards, sorted(mistakes)
