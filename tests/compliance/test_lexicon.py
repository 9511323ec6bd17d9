"""The delivered lexicon is whole; a lexicon with mistakes is refused with file, line and remedy."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assist.compliance.lexicon import Lexicon, check_lexicon
from assist.errors import ContentError
from assist.tagging.labels import CONDUCT_CATEGORIES

LEXICON = Path(__file__).parents[2] / "compliance_lexicon"

RULE = """
  - id: threat.en.trial
    lang: en
    severity: major
    say:
      - purple elephant
    why: It is a trial.
    say_instead: Let us talk about something else.
    examples:
      hit: [the purple elephant, a purple elephant]
      miss: [a yellow elephant, never a purple elephant]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "lexicon"
    shutil.copytree(LEXICON, copy)
    threat = copy / "threat.yaml"
    head = threat.read_text(encoding="utf-8").split("rules:")[0]
    threat.write_text(head + "rules:" + RULE, encoding="utf-8")
    return copy


@pytest.fixture
def changed(folder: Path) -> Callable[[str, str], list[str]]:
    def change(old: str, new: str) -> list[str]:
        path = folder / "threat.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return check_lexicon(folder)

    return change


def test_the_delivered_lexicon_has_no_mistake() -> None:
    assert check_lexicon(LEXICON) == []


def test_the_delivered_lexicon_covers_every_category_in_both_languages() -> None:
    rules = Lexicon.load(LEXICON).rules
    counted = Counter((rule.category, rule.lang) for rule in rules)
    assert all(counted[category, lang] >= 4 for category in CONDUCT_CATEGORIES for lang in ("en", "zh"))
    assert min(Counter(rule.lang for rule in rules).values()) >= 60


def test_every_rule_offers_a_better_sentence_that_the_screen_itself_accepts() -> None:
    lexicon = Lexicon.load(LEXICON)
    refused = [
        rule.id
        for rule in lexicon.rules
        if any(
            hit.withdrawn is None
            for hit in lexicon.matchers[rule.lang].find(rule.say_instead, third_party=False)
        )
    ]
    assert refused == []


def test_the_better_sentence_of_every_category_is_accepted_too() -> None:
    lexicon = Lexicon.load(LEXICON)
    for category in lexicon.categories.values():
        for lang, sentence in category.say_instead.items():
            hits = lexicon.matchers[lang].find(sentence, third_party=False)
            assert [hit.rule.id for hit in hits if hit.withdrawn is None] == [], category.id


def test_a_trial_rule_loads(folder: Path) -> None:
    assert check_lexicon(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("say_instead: Let", "say_insted: Let", 19, "unknown key 'say_insted'"),
        ("severity: major", "severity: fatal", 15, "severity 'fatal' is unknown"),
        ("lang: en", "lang: fr", 14, "lang 'fr' is unknown"),
        ("- purple elephant\n", "- purple {elefant}\n", 17, "unknown slot {elefant}"),
        ("- purple elephant\n", "- (purple|violet elephant\n", 17, "never closed"),
        ("- purple elephant\n", "- '!!!'\n", 17, "can never match"),
        ("- purple elephant\n", "- ''\n", 17, "empty"),
        ("- purple elephant\n", "- 紫色大象\n", 17, "not English"),
        ("- purple elephant\n", "- " + " ..40 ".join("abcdefghijkl") + "\n", 17, "too slow"),
        ("- purple elephant\n", "- purple elephant\n      - purple elephant\n", 18, "stands already on line 17"),
        ("- purple elephant\n", "- {kin} calls\n", 17, "quotes"),
        ("a purple elephant]", "a mauve elephant]", 21, "misses an example that must hit"),
        ("[a yellow elephant,", "[one purple elephant,", 22, "hits an example that must miss"),
        ("hit: [the purple elephant, a purple elephant]", "hit: [the purple elephant]", 21, "1 examples that hit"),
        ("    why: It is a trial.\n", "", 13, "why is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_a_hint(
    changed: Callable[[str, str], list[str]], old: str, new: str, line: int, words: str
) -> None:
    mistakes = changed(old, new)
    assert any(mistake.startswith(f"threat.yaml:{line}: ") and words in mistake for mistake in mistakes), (
        mistakes
    )


def test_an_id_may_be_used_once(folder: Path) -> None:
    path = folder / "threat.yaml"
    path.write_text(path.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    assert any("is taken by threat.yaml:13" in mistake for mistake in check_lexicon(folder))


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    (folder / "scope.yaml").write_text("en:\n  nevr:\n    - x\n", encoding="utf-8")
    (folder / "fees.yaml").write_text("category: fees\n", encoding="utf-8")
    (folder / "abuse.yaml").unlink()
    with pytest.raises(ContentError) as raised:
        Lexicon.load(folder)
    lines = str(raised.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["scope.yaml", "abuse.yaml", "fees.yaml"]


def test_a_file_that_is_not_yaml_is_named(folder: Path) -> None:
    (folder / "concepts.yaml").write_text("en: [a, b\nzh: {", encoding="utf-8")
    assert any(
        mistake.startswith("concepts.yaml:") and "not YAML" in mistake for mistake in check_lexicon(folder)
    )


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such folder"):
        Lexicon.load(tmp_path / "nowhere")


def test_a_concept_that_holds_itself_is_refused(folder: Path) -> None:
    path = folder / "concepts.yaml"
    path.write_text(path.read_text(encoding="utf-8") + '  loop: ["{loop}"]\n', encoding="utf-8")
    assert any("contains itself" in mistake for mistake in check_lexicon(folder))


def test_the_version_changes_with_the_content(folder: Path) -> None:
    before = Lexicon.load(folder).version
    assert Lexicon.load(folder).version == before
    (folder / "threat.yaml").write_text(
        (folder / "threat.yaml").read_text(encoding="utf-8").replace("It is a trial.", "It was a trial."),
        encoding="utf-8",
    )
    assert Lexicon.load(folder).version != before
