import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assist.events import CallDetails, EarlierPromise, Language, Promise, RightParty, Tag
from assist.guidance.card_file import read_card
from assist.guidance.cards import Deck
from assist.guidance.history import History
from assist.guidance.ranking import FATIGUE_TURNS, Moment, Ranker
from assist.guidance.similarity import heard_cue, written_similarity

DECK = Deck.load(Path(__file__).parents[2] / "guidance_cards")
RANKER = Ranker(DECK)
TODAY = dt.date(2026, 11, 20)


def details(lang: Language, *, known: bool = True, broken: int = 0) -> CallDetails:
    return CallDetails(
        id="1",
        lang=lang,
        date=TODAY,
        debtor_name="王芳" if lang == "zh" else "Ann Lee",
        balance=Decimal(1250) if known else None,
        currency="CNY" if lang == "zh" else "USD",
        days_overdue=40 if known else None,
        earlier_promises=(EarlierPromise(Decimal(300), dt.date(2026, 10, 30), kept=False),) * broken,
    )


def moment(
    utterance: str,
    lang: Language,
    *tags: str,
    score: float = 0.9,
    right_party: RightParty = "verified",
    promises: Sequence[Promise] = (),
    history: History | None = None,
    turn: int | None = None,
    call: CallDetails | None = None,
) -> Moment:
    return Moment(
        utterance,
        lang,
        [Tag(tag, score) for tag in tags],
        right_party,
        call or details(lang),
        promises,
        history or History(),
        turn,
    )


def ids(moment: Moment, ranker: Ranker = RANKER) -> list[str]:
    return [suggestion.card for suggestion in ranker.suggest(moment)]


def seen(history: History, moment: Moment) -> History:
    return history.shown(
        RANKER.suggest(moment), turn=moment.now, tags=moment.tags, utterance=moment.utterance
    )


LOST_JOB = pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "I was laid off in October and I have nothing left"), ("zh", "我十月份失业了，一点钱都没有")],
)
SUICIDAL = pytest.mark.parametrize(
    ("lang", "said"), [("en", "honestly I don't want to live any more"), ("zh", "我真的不想活了")]
)
MOTHER = pytest.mark.parametrize(
    ("lang", "said"), [("en", "he's not here, I'm his mother"), ("zh", "他不在家，我是他妈妈")]
)
EACH_LANGUAGE = pytest.mark.parametrize("lang", ["en", "zh"])


@LOST_JOB
def test_the_card_for_the_cause_comes_before_the_general_one(lang: Language, said: str) -> None:
    shown = ids(moment(said, lang, "hardship"))
    assert shown[0] == "lost-job"
    assert "hardship-heard" in shown
    assert not {"family-illness", "business-failed", "disaster"}.intersection(shown)


@LOST_JOB
def test_at_most_three_and_ranked_from_one(lang: Language, said: str) -> None:
    shown = RANKER.suggest(moment(said, lang, "hardship", "stalling", "relief_request", "dispute"))
    assert [suggestion.rank for suggestion in shown] == [1, 2, 3]


@pytest.mark.parametrize(("lang", "said"), [("en", "mm-hm"), ("zh", "嗯")])
def test_none_when_none_helps(lang: Language, said: str) -> None:
    assert ids(moment(said, lang)) == []


@LOST_JOB
def test_the_same_moment_gives_the_same_cards(lang: Language, said: str) -> None:
    now = moment(said, lang, "hardship", "stalling")
    assert RANKER.suggest(now) == Ranker(Deck.of(list(reversed(DECK.cards.values())))).suggest(now)


def test_the_reason_names_what_was_heard_in_the_language_of_the_call() -> None:
    english = RANKER.suggest(moment("I got laid off", "en", "hardship", score=0.94))[0]
    chinese = RANKER.suggest(moment("我失业了", "zh", "hardship", score=0.94))[0]
    assert english.why == "Hardship (0.94) heard: “laid off”"
    assert chinese.why == "听到困难 (0.94)：“失业”"
    assert english.title == DECK["lost-job"].texts["en"].situation
    assert chinese.title == DECK["lost-job"].texts["zh"].situation


@EACH_LANGUAGE
def test_before_verification_the_reason_is_the_state_of_the_call(lang: Language) -> None:
    said = "喂" if lang == "zh" else "Hello?"
    shown = RANKER.suggest(moment(said, lang, right_party="answered"))
    assert [suggestion.card for suggestion in shown] == ["opening"]
    assert shown[0].why == (
        "已接通，尚未确认是谁" if lang == "zh" else "Somebody has answered; who it is has not been asked"
    )


@SUICIDAL
def test_vulnerability_outranks_everything(lang: Language, said: str) -> None:
    shown = ids(moment(said, lang, "vulnerability", "hardship", "refusal", "stalling", "dispute"))
    assert shown[0] == "suicidal-words"
    assert shown[1] == "person-at-risk"


@SUICIDAL
def test_vulnerability_outranks_even_at_a_lower_score(lang: Language, said: str) -> None:
    tags = [Tag("vulnerability", 0.31), Tag("hardship", 0.99)]
    assert ids(replace(moment(said, lang), tags=tags))[0] == "suicidal-words"


@SUICIDAL
def test_vulnerability_holds_back_every_collecting_card(lang: Language, said: str) -> None:
    promise = Promise(Decimal(500), None, "Friday", dt.date(2026, 11, 27))
    now = moment(said, lang, "vulnerability", "promise", "hardship", "stalling", promises=[promise])
    assert not any(DECK[card].collecting for card in ids(now))


@SUICIDAL
def test_collecting_stays_held_back_for_the_rest_of_the_call(lang: Language, said: str) -> None:
    history = seen(History(), moment(said, lang, "vulnerability", turn=4))
    later = moment("", lang, "stalling", turn=30, history=history)
    assert "soon-without-a-date" in ids(replace(later, history=History()))
    assert not any(DECK[card].collecting for card in ids(later))


@SUICIDAL
def test_the_agent_who_hears_the_person_can_judge_that_it_was_no_risk(lang: Language, said: str) -> None:
    history = seen(History(), moment(said, lang, "vulnerability", turn=4)).dismissed("person-at-risk", turn=5)
    assert "soon-without-a-date" in ids(moment("", lang, "stalling", turn=30, history=history))
    again = moment(said, lang, "vulnerability", "stalling", turn=32, history=history)
    assert not any(DECK[card].collecting for card in ids(again))


@SUICIDAL
def test_a_safety_card_shows_again_as_long_as_the_risk_is_heard(lang: Language, said: str) -> None:
    first = moment(said, lang, "vulnerability", turn=4)
    assert ids(replace(first, turn=6, history=seen(History(), first)))[0] == "suicidal-words"


@MOTHER
@pytest.mark.parametrize("state", ["answered", "not_the_debtor", "claims_to_be_debtor"])
def test_a_third_party_on_the_line_holds_back_all_that_tells_of_the_account(
    lang: Language, said: str, state: RightParty
) -> None:
    tags = ("third_party", "information_request", "hardship", "promise", "stalling")
    for card in ids(moment(said, lang, *tags, right_party=state)):
        assert not DECK[card].account_facts
        assert not DECK[card].collecting
        assert "not_the_debtor" in DECK[card].when.right_party


@pytest.mark.parametrize(("lang", "said"), [("en", "how much is it?"), ("zh", "一共多少钱")])
@pytest.mark.parametrize("state", ["unanswered", "answered", "not_the_debtor", "claims_to_be_debtor"])
def test_account_facts_wait_for_verification(lang: Language, said: str, state: RightParty) -> None:
    assert "how-much" in ids(moment(said, lang, "information_request"))
    assert not any(
        DECK[card].account_facts for card in ids(moment(said, lang, "information_request", right_party=state))
    )


@pytest.mark.parametrize(
    ("lang", "said", "told"),
    [("en", "how much is it?", "1,250 dollars"), ("zh", "一共多少钱", "1,250元")],
)
def test_facts_are_filled_in_from_the_call(lang: Language, said: str, told: str) -> None:
    assert told in RANKER.suggest(moment(said, lang, "information_request"))[0].say[0]


@pytest.mark.parametrize(("lang", "said"), [("en", "how much is it?"), ("zh", "一共多少钱")])
def test_a_card_whose_facts_are_not_known_is_not_offered(lang: Language, said: str) -> None:
    assert "how-much" not in ids(moment(said, lang, "information_request", call=details(lang, known=False)))


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("amount", "date", "card"),
    [
        (Decimal(500), dt.date(2026, 11, 27), "recap-promise"),
        (Decimal(500), None, "promise-without-date"),
        (None, dt.date(2026, 11, 27), "promise-without-amount"),
    ],
)
def test_a_promise_raises_what_it_still_lacks(
    lang: Language, amount: Decimal | None, date: dt.date | None, card: str
) -> None:
    said = "好，我还" if lang == "zh" else "All right"
    shown = ids(moment(said, lang, "promise", promises=[Promise(amount, None, None, date)]))
    promise_cards = {"recap-promise", "promise-without-date", "promise-without-amount"}
    assert promise_cards.intersection(shown) == {card}


@EACH_LANGUAGE
def test_a_broken_promise_is_told_as_date_and_amount_and_as_a_question(lang: Language) -> None:
    now = moment("", lang, "stalling", call=details(lang, broken=1))
    card = next(s for s in RANKER.suggest(now) if s.card == "earlier-promise-broken")
    assert "300" in card.say[0]
    assert card.say[0].endswith(("?", "？"))
    assert "earlier-promise-broken" not in ids(moment("", lang, "stalling"))


@LOST_JOB
def test_a_dismissed_card_does_not_come_back_soon(lang: Language, said: str) -> None:
    history = History().dismissed("lost-job", turn=4)
    assert "lost-job" not in ids(moment(said, lang, "hardship", turn=8, history=history))
    assert "lost-job" in ids(moment(said, lang, "hardship", turn=40, history=history))


@LOST_JOB
def test_a_card_shown_just_before_is_not_pushed_again_without_a_new_reason(lang: Language, said: str) -> None:
    first = moment(said, lang, "hardship", turn=4)
    history = seen(History(), first)
    assert "lost-job" not in ids(replace(first, turn=6, history=history))
    assert "lost-job" in ids(replace(first, turn=4 + FATIGUE_TURNS, history=history))


def test_another_cause_is_a_new_reason() -> None:
    history = seen(History(), moment("I was laid off", "en", "hardship", turn=4))
    again = moment("yes, I lost my job and found nothing", "en", "hardship", turn=6, history=history)
    assert "lost-job" in ids(again)


@LOST_JOB
def test_a_used_card_rests_longer_than_a_shown_one(lang: Language, said: str) -> None:
    first = moment(said, lang, "hardship", turn=4)
    history = seen(History(), first).used("lost-job", turn=5)
    assert "lost-job" not in ids(replace(first, turn=5 + FATIGUE_TURNS, history=history))


def test_a_history_is_never_changed() -> None:
    history = History()
    history.used("lost-job", turn=1)
    history.dismissed("lost-job", turn=1)
    history.shown((), turn=1, tags=[Tag("vulnerability", 0.9)], utterance="")
    assert history == History()


@EACH_LANGUAGE
def test_a_card_that_is_not_approved_is_not_shown(lang: Language) -> None:
    said = "I was laid off" if lang == "en" else "我失业了"
    draft = Ranker(Deck.of([replace(DECK["lost-job"], status="draft")]))
    assert ids(moment(said, lang, "hardship"), draft) == []


def test_a_card_for_a_jurisdiction_waits_for_it() -> None:
    card = replace(DECK["lost-job"], when=replace(DECK["lost-job"].when, jurisdiction=("US",)))
    ranker = Ranker(Deck.of([card]))
    for code, expected in (("US", ["lost-job"]), ("US-NY", ["lost-job"]), ("UK", []), (None, [])):
        call = replace(details("en"), jurisdiction=code)
        assert ids(moment("I was laid off", "en", "hardship", call=call), ranker) == expected


def test_an_uncertain_tag_does_not_raise_a_card_that_wants_a_sure_one() -> None:
    assert DECK["keeps-insulting"].when.min_score == 0.6
    assert "keeps-insulting" in ids(moment("grr", "en", "hostility", score=0.6))
    assert "keeps-insulting" not in ids(moment("grr", "en", "hostility", score=0.59))


def test_an_encoder_can_take_the_place_of_the_written_measure() -> None:
    def meaning(utterance: str, examples: Sequence[str], lang: Language) -> Sequence[float]:
        return [1.0 if "lost my job" in example else 0.0 for example in examples]

    said = moment("the factory has no further use for me", "en", "hardship")
    assert "lost-job" not in ids(said)
    assert ids(said, Ranker(DECK, meaning))[0] == "lost-job"


@pytest.mark.parametrize(
    ("said", "cue"),
    [
        ("我失业了", "失业"),
        ("我失業了", "失业"),
        ("我丢了公作", "丢了工作"),
        ("我十页了", None),
        ("什么时候的", None),
    ],
)
def test_mandarin_cues_hear_traditional_characters_and_long_homophones(said: str, cue: str | None) -> None:
    assert heard_cue(said, ["失业", "丢了工作", "什么事"], "zh") == cue


@pytest.mark.parametrize(
    ("said", "cue"),
    [("I got LAID OFF.", "laid off"), ("I’ve lost my job", "lost my job"), ("I plaid offhand", None)],
)
def test_english_cues_are_whole_words_in_any_case(said: str, cue: str | None) -> None:
    assert heard_cue(said, ["laid off", "lost my job"], "en") == cue


def test_similarity_is_one_for_the_same_words_and_none_for_others() -> None:
    assert written_similarity("我失業了！", ["我失业了", "今天下雨"], "zh") == (1.0, 0.0)
    assert written_similarity("I lost my job!", ["i lost my job", "sunny today"], "en") == (1.0, 0.0)
    assert written_similarity("", [""], "en") == (0.0,)


def test_a_card_read_from_a_file_ranks_as_written(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "guidance_cards/tone/objects-to-your-tone.yaml").read_text(
        encoding="utf-8"
    )
    card, mistakes = read_card(text, "tone/objects-to-your-tone.yaml")
    assert card is not None
    assert mistakes == []
    assert ids(moment("don't talk to me like that", "en"), Ranker(Deck.of([card]))) == [
        "objects-to-your-tone"
    ]


@pytest.mark.parametrize(
    ("said", "cues", "lang"),
    [("你是诈骗，我要举报", ["骗我"], "zh"), ("I have no time. Off I go", ["time off"], "en")],
)
def test_a_cue_never_reaches_across_a_punctuation_mark(said: str, cues: list[str], lang: Language) -> None:
    assert heard_cue(said, cues, lang) is None


@pytest.mark.parametrize(
    ("lang", "said", "why"),
    [
        ("en", "What do you want me to say?", "Heard something like “What do you want from me?”"),
        ("zh", "你到底想要怎么样啊", "听到类似“你到底想怎么样”的话"),
    ],
)
def test_a_card_found_by_its_examples_names_the_nearest(lang: Language, said: str, why: str) -> None:
    assert [suggestion.why for suggestion in RANKER.suggest(moment(said, lang))] == [why]
