import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from assist.compliance.lexicon import Lexicon
from assist.compliance.screening import Screener
from assist.events import LANGUAGES, CallDetails, EarlierPromise, Language, Promise, Tag
from assist.guidance.card import DEBTOR_NOT_KNOWN, TOPICS, Card
from assist.guidance.card_file import dump_card, read_card
from assist.guidance.cards import Deck
from assist.guidance.placeholders import PLACEHOLDERS, facts_of, fill
from assist.guidance.ranking import Moment, Ranker
from assist.tagging.labels import DEBTOR_TAGS

ROOT = Path(__file__).parents[2]
DECK = Deck.load(ROOT / "guidance_cards")
RANKER = Ranker(DECK)
CARDS = list(DECK.cards.values())
EACH_CARD = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
EACH_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)

FRIDAY = dt.date(2026, 11, 27)
PROMISES = {
    "complete": Promise(Decimal(500), None, "Friday", FRIDAY),
    "no_date": Promise(Decimal(500), None, None, None),
    "no_amount": Promise(None, None, "Friday", FRIDAY),
}


def moment_for(card: Card, lang: Language, utterance: str) -> Moment:
    """The plainest moment that the card's own conditions describe."""
    broken = EarlierPromise(Decimal(300), dt.date(2026, 10, 30), kept=False)
    return Moment(
        utterance=utterance,
        lang=lang,
        tags=[Tag(tag, 0.9) for tag in card.when.all or card.when.any[:1]],
        right_party="verified" if "verified" in card.when.right_party else card.when.right_party[0],
        details=CallDetails(
            id="1",
            lang=lang,
            date=dt.date(2026, 11, 20),
            debtor_name="王芳" if lang == "zh" else "Ann Lee",
            balance=Decimal(1250),
            currency="CNY" if lang == "zh" else "USD",
            days_overdue=40,
            earlier_promises=(broken,) * card.when.broken_promises,
        ),
        promises=[PROMISES[card.when.promise]] if card.when.promise else [],
    )


def test_the_library_covers_every_topic_and_every_tag() -> None:
    assert len(CARDS) >= 90
    assert {card.topic for card in CARDS} == set(TOPICS)
    assert {tag for card in CARDS for tag in card.when.tags} == set(DEBTOR_TAGS)


@EACH_CARD
def test_a_shipped_card_survives_writing_and_reading(card: Card) -> None:
    assert read_card(dump_card(card), f"{card.topic}/{card.id}.yaml") == (card, [])


@EACH_CARD
def test_a_card_stands_on_rows_of_the_documents_or_on_law(card: Card) -> None:
    for lang in LANGUAGES:
        assert card.rows or any(
            word in card.texts[lang].source for word in ("CONC", "CFR", "1692", "民法", "工作指引")
        )


@EACH_CARD
def test_no_two_cards_have_the_same_title(card: Card) -> None:
    for lang in LANGUAGES:
        assert [c.id for c in CARDS if c.texts[lang].situation == card.texts[lang].situation] == [card.id]


@EACH_LANGUAGE
@EACH_CARD
def test_every_raise_example_brings_its_card(card: Card, lang: Language) -> None:
    for example in card.texts[lang].raises:
        shown = [suggestion.card for suggestion in RANKER.suggest(moment_for(card, lang, example))]
        assert card.id in shown, example


@EACH_LANGUAGE
@EACH_CARD
def test_no_leave_example_brings_its_card(card: Card, lang: Language) -> None:
    for example in card.texts[lang].leaves:
        shown = [suggestion.card for suggestion in RANKER.suggest(moment_for(card, lang, example))]
        assert card.id not in shown, example


@EACH_LANGUAGE
def test_a_raise_example_nearly_always_brings_its_card_first(lang: Language) -> None:
    first = [
        RANKER.suggest(moment_for(card, lang, example))[0].card == card.id
        for card in CARDS
        for example in card.texts[lang].raises
    ]
    assert sum(first) / len(first) >= 0.97


@EACH_LANGUAGE
@EACH_CARD
def test_a_card_says_each_thing_in_the_language_it_is_written_in(card: Card, lang: Language) -> None:
    text = card.texts[lang]
    for sentence in (text.situation, *text.say, text.ask, text.avoid, *text.raises, *text.leaves):
        without = sentence
        for name in PLACEHOLDERS:
            without = without.replace(f"{{{name}}}", "")
        has_chinese = any("\u4e00" <= character <= "\u9fff" for character in without)
        assert has_chinese == (lang == "zh"), sentence
        if lang == "zh":
            assert not any(f"{mark}" in sentence.rstrip() for mark in ",;?!"), sentence


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(Lexicon.load(ROOT / "compliance_lexicon"))


@EACH_LANGUAGE
@EACH_CARD
def test_the_compliance_screen_passes_every_sentence(card: Card, lang: Language, screener: Screener) -> None:
    moment = moment_for(card, lang, "")
    every_promise = [PROMISES["complete"]]
    facts = facts_of(moment.details, every_promise, lang) | {
        "earlier_promise_amount": "300",
        "earlier_promise_date": "30 October" if lang == "en" else "10月30日",
    }
    for sentence in card.texts[lang].say:
        spoken = fill(sentence, facts)
        assert spoken is not None
        for state in card.when.right_party:
            assert screener.screen(spoken, lang=lang, context=(), right_party=state) == (), (state, spoken)


def test_cards_for_strangers_exist_and_tell_nothing() -> None:
    for_strangers = [card for card in CARDS if DEBTOR_NOT_KNOWN.intersection(card.when.right_party)]
    assert len(for_strangers) >= 10
    assert not any(card.collecting or card.account_facts for card in for_strangers)


def test_the_card_in_the_documentation_is_a_card_without_mistakes() -> None:
    page = (ROOT / "docs" / "cards.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    card, mistakes = read_card(example, "acknowledging-hardship/lost-job.yaml")
    assert card is not None
    assert mistakes == []
