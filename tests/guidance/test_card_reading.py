from pathlib import Path

import pytest

from assist.errors import ContentError
from assist.guidance.card_file import dump_card, read_card
from assist.guidance.cards import Deck, check_cards

CARD = """\
id: lost-job
version: 2
topic: acknowledging-hardship
status: approved
when:
  any: [hardship]
  priority: 6
collecting: false
account_facts: false
zh:
  situation: 对方失业了
  say:
    - 听到您失去工作，我很难过。
  ask: 现在的收入来源
  avoid: 不拿以前的收入说事
  cues: [失业]
  examples:
    raise: [我上个月失业了, 我被裁了]
    leave: [我在上班]
  source: 文档001第37页
en:
  situation: They have lost their job
  say:
    - I am sorry to hear about your job.
  ask: What income there is now
  avoid: No pointing at the old salary
  cues: [lost my job]
  examples:
    raise: [I lost my job, They laid me off]
    leave: [I am at work]
  source: Document 001, slide 37
"""
FILE = "acknowledging-hardship/lost-job.yaml"


def read(old: str = "", new: str = "", file: str = FILE) -> list[str]:
    assert old in CARD
    return [str(mistake) for mistake in read_card(CARD.replace(old, new, 1) if old else CARD, file)[1]]


def write(folder: Path, topic: str, name: str, text: str = CARD) -> None:
    (folder / topic).mkdir(parents=True, exist_ok=True)
    (folder / topic / name).write_text(text, encoding="utf-8")


def test_a_whole_card_has_no_mistake() -> None:
    assert read() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("status: approved", "statuss: approved", 4, "unknown key 'statuss' in the card; known: id, version"),
        ("status: approved", "status: fine", 4, "unknown word 'fine' in 'status'; known: draft"),
        ("status: approved\n", "", 1, "missing key 'status'"),
        ("version: 2", "version: two", 2, "not a whole number from 1"),
        ("version: 2", "version: 0", 2, "not a whole number from 1"),
        ("version: 2", "version: 2\nversion: 3", 3, "key 'version' stands twice"),
        ("topic: acknowledging-hardship", "topic: pressing", 3, "unknown word 'pressing' in 'topic'"),
        ("topic: acknowledging-hardship", "topic: tone", 3, "topic 'tone' is not the folder's name"),
        ("id: lost-job", "id: lost-house", 1, "id 'lost-house' is not the file's name"),
        ("any: [hardship]", "any: [hardships]", 6, "unknown word 'hardships' in 'any'; known: hardship"),
        ("any: [hardship]", "any: hardship", 6, "'any' in 'when' is not a list"),
        ("priority: 6", "priority: 11", 7, "not a whole number from 0 to 10"),
        ("priority: 6", "min_score: high", 7, "not a number from 0 to 1"),
        ("priority: 6", "jurisdiction: [usa]", 7, "'usa' in 'jurisdiction' is malformed; write US or US-NY"),
        ("priority: 6", "right_party: [debtor]", 7, "unknown word 'debtor' in 'right_party'"),
        ("priority: 6", "promise: maybe", 7, "unknown word 'maybe' in 'promise'"),
        ("collecting: false", "collecting: nearly", 8, "'collecting' in the card is not true or false"),
        ("    - 听到您失去工作，我很难过。", "    - ''", 13, "'say' in 'zh' is empty"),
        ("  say:\n    - I am sorry to hear about your job.\n", "", 22, "missing key 'say' in 'en'"),
        (
            "  say:\n    - I am",
            "  say: []\n  ask2:\n    - I am",
            23,
            "'say' in 'en' has 0 items; give at least 1",
        ),
        ("I am sorry to hear about your job.", "word " * 50, 24, "has 249 characters; shorten to 220"),
        ("听到您失去工作，我很难过。", "听" * 81, 13, "has 81 characters; shorten to 80"),
        ("I am sorry to hear", "You {owe} it", 24, "unknown placeholder {owe}; known: balance"),
        ("I am sorry to hear", "You {balance it", 24, "a brace without its match"),
        (
            "I am sorry to hear",
            "The {balance} hurts",
            9,
            "{balance} in 'en' is an account fact; set it to true",
        ),
        (
            "  ask: What income",
            "  ask: The {balance} income",
            25,
            "a brace in 'ask'; placeholders stand in 'say'",
        ),
        (
            "raise: [I lost my job, They laid me off]",
            "raise: [I lost my job]",
            29,
            "has 1 items; give at least 2",
        ),
        ("leave: [I am at work]", "leave: ['I lost my job!']", 30, "stands under 'raise' and 'leave'"),
        ("  source: Document 001, slide 37", "  source:", 31, "'source' in 'en' is empty"),
        ("situation: 对方失业了", "situation: [对方失业了]", 11, "'situation' in 'zh' is not plain text"),
        ("  any: [hardship]\n", "", 6, None),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_hint(old: str, new: str, line: int, told: str | None) -> None:
    mistakes = read(old, new)
    if told is None:
        assert mistakes == [], "a card with cues needs no tag"
        return
    assert any(told in mistake for mistake in mistakes), mistakes
    assert any(mistake.startswith(f"{FILE}:{line}: ") for mistake in mistakes), mistakes
    assert all("; " in mistake for mistake in mistakes)


def test_a_missing_language_is_a_mistake() -> None:
    without_english = CARD[: CARD.index("\nen:\n") + 1]
    assert [str(m) for m in read_card(without_english, FILE)[1]] == [
        f"{FILE}:1: missing key 'en' in the card; add en:"
    ]


@pytest.mark.parametrize("text", ["", "id: [", "\x00", "- a\n- b\n", "id: a: b"])
def test_what_is_no_card_is_one_clear_mistake(text: str) -> None:
    card, mistakes = read_card(text, FILE)
    assert card is None
    assert mistakes
    assert str(mistakes[0]).startswith((f"{FILE}:1: ", f"{FILE}:2: "))


def test_a_card_with_neither_tag_nor_cue_would_always_show() -> None:
    text = (
        CARD.replace("  any: [hardship]\n", "")
        .replace("  cues: [失业]\n", "")
        .replace("  cues: [lost my job]\n", "")
    )
    assert any("the card would always show" in str(mistake) for mistake in read_card(text, FILE)[1])


def test_a_safety_card_may_not_collect() -> None:
    text = CARD.replace("acknowledging-hardship", "vulnerability-stop").replace(
        "collecting: false", "collecting: true"
    )
    mistakes = [str(mistake) for mistake in read_card(text, "vulnerability-stop/lost-job.yaml")[1]]
    assert len(mistakes) == 1
    assert "safety comes first" in mistakes[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "I am sorry to hear about your job.",
            "I am sorry, it is about a debt.",
            "'debt' in a card for 'not_the_debtor'",
        ),
        ("听到您失去工作，我很难过。", "他有一笔欠款。", "'欠' in a card for 'not_the_debtor'"),
        (
            "collecting: false",
            "collecting: true",
            "a card for 'not_the_debtor' collects or tells account facts",
        ),
        (
            "account_facts: false",
            "account_facts: true",
            "a card for 'not_the_debtor' collects or tells account facts",
        ),
    ],
)
def test_a_card_for_a_stranger_may_not_tell_of_the_debt(old: str, new: str, told: str) -> None:
    text = CARD.replace("  priority: 6", "  right_party: [not_the_debtor]")
    assert read_card(text, FILE)[1] == []
    assert any(told in str(mistake) for mistake in read_card(text.replace(old, new), FILE)[1])


def test_a_card_survives_writing_and_reading() -> None:
    card, _ = read_card(CARD, FILE)
    assert card is not None
    assert read_card(dump_card(card), FILE) == (card, [])


def test_loading_tells_all_mistakes_of_all_files(tmp_path: Path) -> None:
    write(tmp_path, "acknowledging-hardship", "lost-job.yaml", CARD.replace("version: 2", "version: x"))
    write(tmp_path, "tone", "calm.yaml", "id: calm\n")
    with pytest.raises(ContentError) as raised:
        Deck.load(tmp_path)
    told = str(raised.value).splitlines()
    assert told == check_cards(tmp_path)
    assert any(line.startswith("acknowledging-hardship/lost-job.yaml:2: ") for line in told)
    assert any(line.startswith("tone/calm.yaml:1: missing key 'topic'") for line in told)


def test_an_id_may_stand_once(tmp_path: Path) -> None:
    write(tmp_path, "acknowledging-hardship", "lost-job.yaml")
    write(tmp_path, "more/acknowledging-hardship", "lost-job.yaml")
    assert any("id 'lost-job' is also that of" in mistake for mistake in check_cards(tmp_path))


def test_a_file_that_is_not_utf8_is_a_mistake_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "calm.yaml").write_bytes("id: 困难的客户".encode("gb18030"))
    assert check_cards(tmp_path) == ["tone/calm.yaml:1: not UTF-8 text; save the file as UTF-8"]


def test_a_folder_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    assert "no cards in this folder" in check_cards(tmp_path)[0]
    assert "no such folder" in check_cards(tmp_path / "nowhere")[0]


def test_the_version_follows_what_cards_say_and_not_how_files_are_laid_out(tmp_path: Path) -> None:
    versions = []
    for name, text in (
        ("plain", CARD),
        ("laid_out", CARD.replace("any: [hardship]", "any:\n    - hardship") + "# a remark\n"),
        ("changed", CARD.replace("I am sorry to hear", "I am very sorry to hear")),
    ):
        write(tmp_path / name, "acknowledging-hardship", "lost-job.yaml", text)
        versions.append(Deck.load(tmp_path / name).version)
    assert versions[0] == versions[1] != versions[2]
