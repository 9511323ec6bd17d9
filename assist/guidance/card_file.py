"""YAML to card and back: one file a card, ``guidance_cards/<topic>/<id>.yaml``, languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, cast

import yaml

from assist.events import LANGUAGES, Language, RightParty
from assist.guidance.card import (
    DEBTOR_NOT_KNOWN,
    DEBTOR_ON_THE_LINE,
    PROMISE_STATES,
    RIGHT_PARTY_STATES,
    STATUSES,
    TOPICS,
    Card,
    CardText,
    PromiseState,
    Status,
    When,
)
from assist.guidance.card_fields import Fields, Mistake, Mistakes
from assist.guidance.placeholders import ACCOUNT_PLACEHOLDERS, PLACEHOLDERS, placeholders_in
from assist.guidance.similarity import plain
from assist.tagging.labels import DEBTOR_TAGS

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

CARD_KEYS = (
    "id",
    "version",
    "topic",
    "status",
    "when",
    "collecting",
    "account_facts",
    "rows",
    *LANGUAGES,
)
WHEN_KEYS = (
    "any",
    "all",
    "none",
    "min_score",
    "right_party",
    "jurisdiction",
    "promise",
    "broken_promises",
    "priority",
)
TEXT_KEYS = ("situation", "say", "ask", "avoid", "cues", "examples", "source")

LONGEST: Mapping[Language, Mapping[str, int]] = {
    "en": {"situation": 90, "say": 220, "ask": 240, "avoid": 280, "source": 200, "cue": 40},
    "zh": {"situation": 40, "say": 80, "ask": 100, "avoid": 120, "source": 120, "cue": 12},
}
"""Characters a text may have: it is read in the middle of a conversation."""

DEBT_WORDS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "debt", "debts", "owe", "owes", "owed", "owing", "overdue", "arrears", "balance", "loan", "credit",
        "repay", "repayment", "pay", "paid", "payment", "payments", "instalment", "instalments", "collect",
        "collecting", "collection", "collector",
    ),
    "zh": ("欠", "逾期", "还款", "还钱", "债", "贷", "账单", "余额", "催收", "分期", "付款", "信用卡"),
}  # fmt: skip
"""Words that tell a listener of a debt: none may stand on a card for somebody who may not be the debtor."""


def read_card(source: str, file: str) -> tuple[Card | None, list[Mistake]]:
    """The card written in ``source``, or None and every mistake in it. ``file`` only names the place."""
    mistakes = Mistakes(file)
    try:
        root = yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return None, [Mistake(file, line, f"not YAML: {error.problem}", "check indents, colons and quotes")]
    except yaml.YAMLError:
        return None, [Mistake(file, 1, "not YAML text", "save the file as UTF-8 text")]
    if root is None:
        return None, [Mistake(file, 1, "the file is empty", f"write keys: {', '.join(CARD_KEYS)}")]
    fields = Fields(root, mistakes, name="the card", keys=CARD_KEYS)
    card = Card(
        id=fields.text("id"),
        version=int(fields.number("version", low=1, high=100_000)),
        topic=fields.word("topic", TOPICS),
        status=cast(Status, fields.word("status", STATUSES)),
        when=_read_when(fields, mistakes),
        collecting=fields.truth("collecting"),
        account_facts=fields.truth("account_facts"),
        rows=fields.matching("rows", r"\d{3}-\d{3}", "write document-row, as 001-102")
        if "rows" in fields
        else (),
        texts=MappingProxyType({lang: _read_text(fields, mistakes, lang) for lang in LANGUAGES}),
    )
    _check_place(card, fields, mistakes, PurePath(file))
    _check_safety(card, fields, mistakes)
    return (None if mistakes.found else card), mistakes.found


def _read_when(fields: Fields, mistakes: Mistakes) -> When:
    node = fields.node("when")
    if node is None:
        return When()
    when = Fields(node, mistakes, name="'when'", keys=WHEN_KEYS)
    states = when.words("right_party", RIGHT_PARTY_STATES) if "right_party" in when else DEBTOR_ON_THE_LINE
    promise = when.word("promise", PROMISE_STATES) if "promise" in when else ""
    return When(
        any=when.words("any", DEBTOR_TAGS) if "any" in when else (),
        all=when.words("all", DEBTOR_TAGS) if "all" in when else (),
        none=when.words("none", DEBTOR_TAGS) if "none" in when else (),
        min_score=when.number("min_score", low=0, high=1, whole=False) if "min_score" in when else 0.0,
        right_party=cast(tuple[RightParty, ...], states),
        jurisdiction=(
            when.matching("jurisdiction", r"[A-Z]{2}(-[A-Z0-9]+)?", "write US or US-NY")
            if "jurisdiction" in when
            else ()
        ),
        promise=cast(PromiseState, promise) if promise else None,
        broken_promises=(
            int(when.number("broken_promises", low=0, high=100)) if "broken_promises" in when else 0
        ),
        priority=int(when.number("priority", low=0, high=10)) if "priority" in when else 5,
    )


def _read_text(fields: Fields, mistakes: Mistakes, lang: Language) -> CardText:
    node = fields.node(lang)
    if node is None:
        return CardText("", (), "", "", "", (), ())
    text = Fields(node, mistakes, name=f"'{lang}'", keys=TEXT_KEYS)
    longest = LONGEST[lang]
    examples_node = text.node("examples")
    raises: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    if examples_node is not None:
        examples = Fields(examples_node, mistakes, name=f"'examples' of '{lang}'", keys=("raise", "leave"))
        raises = examples.texts("raise", fewest=2)
        leaves = examples.texts("leave", fewest=1)
        for index, example in enumerate(leaves):
            if plain(example, lang) in {plain(other, lang) for other in raises}:
                mistakes.add(
                    examples.line_of("leave", index),
                    "an example stands under 'raise' and 'leave'",
                    "keep one",
                )
    card_text = CardText(
        situation=text.text("situation", longest=longest["situation"]),
        say=text.texts("say", fewest=1, most=3, longest=longest["say"]),
        ask=text.text("ask", longest=longest["ask"]),
        avoid=text.text("avoid", longest=longest["avoid"]),
        source=text.text("source", longest=longest["source"]),
        cues=text.texts("cues", fewest=1, longest=longest["cue"]) if "cues" in text else (),
        raises=raises,
        leaves=leaves,
    )
    for index, sentence in enumerate(card_text.say):
        _check_placeholders(sentence, text.line_of("say", index), mistakes)
    for key, value in (
        ("situation", card_text.situation),
        ("ask", card_text.ask),
        ("avoid", card_text.avoid),
        ("source", card_text.source),
    ):
        if "{" in value or "}" in value:
            mistakes.add(text.line_of(key), f"a brace in {key!r}", "placeholders stand in 'say' only")
    return card_text


def _check_placeholders(sentence: str, line: int, mistakes: Mistakes) -> None:
    try:
        names = placeholders_in(sentence)
    except ValueError:
        mistakes.add(line, "a brace without its match in 'say'", "write placeholders as {balance}")
        return
    for name in names:
        if name not in PLACEHOLDERS:
            mistakes.add(line, f"unknown placeholder {{{name}}}", f"known: {', '.join(sorted(PLACEHOLDERS))}")


def _check_place(card: Card, fields: Fields, mistakes: Mistakes, file: PurePath) -> None:
    if card.id and file.stem != card.id:
        mistakes.add(
            fields.line_of("id"), f"id {card.id!r} is not the file's name", f"name the file {card.id}.yaml"
        )
    if card.topic and file.parent.name and file.parent.name != card.topic:
        mistakes.add(
            fields.line_of("topic"),
            f"topic {card.topic!r} is not the folder's name",
            f"move it to {card.topic}/",
        )


def _check_safety(card: Card, fields: Fields, mistakes: Mistakes) -> None:
    """What no author may switch off: the person's safety, and silence towards others."""
    if card.is_safety and (card.collecting or card.account_facts):
        mistakes.add(
            fields.line_of("collecting" if card.collecting else "account_facts"),
            "a card for a person at risk collects or tells account facts",
            "set both to false: safety comes first",
        )
    when_line = fields.line_of("when")
    for lang, text in card.texts.items():
        names = {name for sentence in text.say for name in _names_or_none(sentence)}
        facts = sorted(names & ACCOUNT_PLACEHOLDERS)
        if facts and not card.account_facts:
            mistakes.add(
                fields.line_of("account_facts"),
                f"{{{facts[0]}}} in {lang!r} is an account fact",
                "set it to true",
            )
        if not card.when.tags and not text.cues and "verified" in card.when.right_party:
            mistakes.add(
                when_line,
                f"no tag in 'when' and no cues in {lang!r}: the card would always show",
                "give one of them",
            )
    stranger = [state for state in card.when.right_party if state in DEBTOR_NOT_KNOWN]
    if not stranger:
        return
    if card.account_facts or card.collecting:
        mistakes.add(
            when_line,
            f"a card for {stranger[0]!r} collects or tells account facts",
            "set both to false or drop the state",
        )
    for lang, text in card.texts.items():
        for index, sentence in enumerate(text.say):
            word = _debt_word(sentence, lang)
            if word:
                line = Fields(
                    cast(yaml.Node, fields.node(lang)), Mistakes(""), name="", keys=TEXT_KEYS
                ).line_of("say", index)
                mistakes.add(
                    line,
                    f"{word!r} in a card for {stranger[0]!r}",
                    "say nothing that tells a stranger of a debt",
                )


def _names_or_none(sentence: str) -> tuple[str, ...]:
    try:
        return placeholders_in(sentence)
    except ValueError:
        return ()


def _debt_word(sentence: str, lang: Language) -> str | None:
    said = plain(sentence, lang)
    words = said.split() if lang == "en" else ()
    return next(
        (word for word in DEBT_WORDS[lang] if (word in words if lang == "en" else word in said)), None
    )


def dump_card(card: Card) -> str:
    """The card as YAML that ``read_card`` reads back to an equal card."""
    when: dict[str, Any] = {}
    defaults = When()
    for key in WHEN_KEYS:
        value = getattr(card.when, key)
        if value != getattr(defaults, key):
            when[key] = list(value) if isinstance(value, tuple) else value
    data: dict[str, Any] = {
        "id": card.id,
        "version": card.version,
        "topic": card.topic,
        "status": card.status,
        "when": when,
        "collecting": card.collecting,
        "account_facts": card.account_facts,
    }
    if card.rows:
        data["rows"] = list(card.rows)
    for lang in ("zh", "en"):
        data[lang] = _text_data(card.texts[lang])
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110))


def _text_data(text: CardText) -> dict[str, Any]:
    data: dict[str, Any] = {
        "situation": text.situation,
        "say": list(text.say),
        "ask": text.ask,
        "avoid": text.avoid,
    }
    if text.cues:
        data["cues"] = list(text.cues)
    data["examples"] = {"raise": list(text.raises), "leave": list(text.leaves)}
    data["source"] = text.source
    return data
