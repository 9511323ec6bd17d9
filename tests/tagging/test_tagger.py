"""The shipped tagging model, loaded and asked as the product does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assist.errors import ModelError
from assist.events import LANGUAGES, Turn
from assist.tagging.encoding import CONTEXT_TOKENS, UTTERANCE_TOKENS, UtteranceInContext
from assist.tagging.labels import ALL_LABELS, CONDUCT_CATEGORIES, DEBTOR_TAGS, LABEL_NAMES
from assist.tagging.model_folder import FILES, write_manifest
from assist.tagging.tagger import Tagger

SHIPPED = Path(__file__).parents[2] / "models" / "tagging"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(SHIPPED)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "tagging"))


def said(text: str, lang: Any = "en", speaker: Any = "debtor", *context: Turn) -> UtteranceInContext:
    return UtteranceInContext(text, speaker, lang, context)


UTTERANCES = [
    said("I lost my job in March and there is nothing coming in."),
    said("我上个月刚失业，现在真的一分钱都没有", "zh"),
    said("我上個月剛失業，現在真的一分錢都沒有", "zh"),
    said("Okay.", "en", "debtor", Turn("agent", "So 312.40 on the thirtieth, by debit card?")),
    said("You pay today or the police will be at your door tonight.", "en", "agent"),
    said("今天不还，我们就打电话给你单位领导和你爸妈。", "zh", "agent"),
    said("Good morning, may I speak to Mrs Jones?", "en", "agent"),
    said("那个就是我想问一下我这个到底还差多少钱啊因为我上次还了一部分嘛然后后来又扣了一次", "zh"),
]


def test_every_label_has_a_name_in_both_languages() -> None:
    assert set(LABEL_NAMES) == set(ALL_LABELS)
    assert all(set(names) == set(LANGUAGES) and all(names.values()) for names in LABEL_NAMES.values())


def test_a_plain_hardship_is_tagged_in_both_languages_and_scripts(tagger: Tagger) -> None:
    for utterance in UTTERANCES[:3]:
        reading = tagger.read(utterance.text, speaker="debtor", lang=utterance.lang)
        assert "hardship" in {tag.tag for tag in reading.tags}


def test_a_plain_threat_of_police_is_a_conduct_category(tagger: Tagger) -> None:
    reading = tagger.read(UTTERANCES[4].text, speaker="agent", lang="en")

    assert {tag.tag for tag in reading.conduct} & {"threat", "false_legal_claim"}


def test_the_speaker_decides_the_vocabulary(tagger: Tagger) -> None:
    text = "You pay today or the police will be at your door tonight."

    debtor, agent = (tagger.read(text, speaker=speaker, lang="en") for speaker in ("debtor", "agent"))

    assert (debtor.conduct, agent.tags) == ((), ())
    assert tuple(debtor.scores) == DEBTOR_TAGS
    assert tuple(agent.scores) == CONDUCT_CATEGORIES


def test_a_short_answer_is_read_with_what_it_answers(tagger: Tagger) -> None:
    asked = tagger.read("Okay.", speaker="debtor", lang="en", context=UTTERANCES[3].context)
    alone = tagger.read("Okay.", speaker="debtor", lang="en")

    assert asked.scores["promise"] > alone.scores["promise"]


def test_only_labels_over_their_threshold_are_listed_highest_first(tagger: Tagger) -> None:
    for utterance in UTTERANCES:
        reading = tagger.read(
            utterance.text, speaker=utterance.speaker, lang=utterance.lang, context=utterance.context
        )
        listed = {tag.tag for tag in (*reading.tags, *reading.conduct)}
        over = {
            label
            for label, score in reading.scores.items()
            if score >= tagger.threshold(label, utterance.lang)
        }
        assert listed == over
        for tags in (reading.tags, reading.conduct):
            assert [tag.score for tag in tags] == sorted((tag.score for tag in tags), reverse=True)
        assert all(0 <= score <= 1 for score in reading.scores.values())


@pytest.mark.parametrize(
    ("text", "lang", "label", "reason"),
    [
        (
            "I lost my job in March and I can't afford it.",
            "en",
            "hardship",
            "job_loss",
        ),
        ("厂里裁员把我裁了，现在没工作，真的还不上。", "zh", "hardship", "job_loss"),
        ("I paid that off in full back in March, look again.", "en", "dispute", "already_paid"),
        ("这笔钱根本不是我借的，我从来没办过。", "zh", "dispute", "not_mine"),
        ("My husband will be paying that for me, speak to him.", "en", "third_party", "spouse_or_partner"),
        ("她不在家，我是她妈妈。", "zh", "third_party", "parent"),
    ],
)
def test_a_tag_comes_with_the_reason_that_was_given(
    tagger: Tagger, text: str, lang: Any, label: str, reason: str
) -> None:
    reading = tagger.read(text, speaker="debtor", lang=lang)

    (tag,) = [tag for tag in reading.tags if tag.tag == label]
    assert tag.reasons[0] == reason


@pytest.mark.parametrize(
    ("text", "lang", "speaking"),
    [
        ("He's not in, I'm his mother, who's calling?", "en", True),
        ("My wife handles that, she'll pay it.", "en", False),
        ("他出去了，我是他爱人。", "zh", True),
        ("不要打给我爸妈，他们不知道这事。", "zh", False),
    ],
)
def test_a_third_party_that_speaks_is_told_from_one_spoken_of(
    tagger: Tagger, text: str, lang: Any, speaking: bool
) -> None:
    reading = tagger.read(text, speaker="debtor", lang=lang)

    (tag,) = [tag for tag in reading.tags if tag.tag == "third_party"]
    assert tag.on_the_line is speaking


def test_a_tag_without_reasons_of_its_kind_has_none(tagger: Tagger) -> None:
    reading = tagger.read("How much is it exactly?", speaker="debtor", lang="en")

    assert [(tag.reasons, tag.on_the_line) for tag in reading.tags] == [((), None)]


def test_mandarin_set_apart_by_a_recogniser_is_read_as_it_was_said(tagger: Tagger) -> None:
    apart, together = (
        tagger.read(text, speaker="debtor", lang="zh") for text in ("我 真的 没 钱 还 了", "我真的没钱还了")
    )

    assert apart.scores == together.scores


def test_what_is_faint_is_not_said(tagger: Tagger) -> None:
    for utterance in UTTERANCES:
        reading = tagger.read(utterance.text, speaker=utterance.speaker, lang=utterance.lang)
        assert not {tag.tag for tag in reading.faint} & {tag.tag for tag in reading.tags}
        assert all(tag.score < tagger.threshold(tag.tag, utterance.lang) for tag in reading.faint)


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "——"])
def test_an_utterance_without_words_has_no_label(tagger: Tagger, text: str) -> None:
    reading = tagger.read(text, speaker="debtor", lang="zh", context=[Turn("agent", "您什么时候还？")])

    assert (reading.tags, set(reading.scores.values())) == ((), {0.0})


def test_the_same_utterance_is_read_the_same_every_time_and_after_a_reload(tagger: Tagger) -> None:
    again = Tagger.load(SHIPPED)

    for utterance in UTTERANCES:
        ask: dict[str, Any] = {
            "speaker": utterance.speaker,
            "lang": utterance.lang,
            "context": utterance.context,
        }
        assert tagger.read(utterance.text, **ask) == tagger.read(utterance.text, **ask)
        assert tagger.read(utterance.text, **ask) == again.read(utterance.text, **ask)


def test_a_batch_keeps_its_order_and_nearly_the_scores_of_single_readings(tagger: Tagger) -> None:
    """Activations are quantised for a batch as a whole, so scores move a little with the company."""
    batch = UTTERANCES * 5
    singles = [tagger.read(u.text, speaker=u.speaker, lang=u.lang, context=u.context) for u in batch]

    together = tagger.read_batch(batch)

    moved = [
        abs(single.scores[label] - both.scores[label])
        for single, both in zip(singles, together, strict=True)
        for label in single.scores
    ]
    assert [list(each.scores) for each in together] == [list(each.scores) for each in singles]
    assert np.mean(moved) < 0.02
    assert max(moved) < 0.25


def test_an_empty_batch_is_read_as_nothing(tagger: Tagger) -> None:
    assert tagger.read_batch([]) == []


def test_embeddings_have_length_one_and_bring_like_sentences_together(tagger: Tagger) -> None:
    texts = ["I lost my job last month.", "They laid me off four weeks ago.", "Who gave you this number?"]

    found = [tagger.read(text, speaker="debtor", lang="en").embedding for text in texts]

    first, second, third = (np.asarray(each) for each in found)
    assert np.allclose([np.linalg.norm(each) for each in (first, second, third)], 1, atol=1e-3)
    assert first @ second > first @ third


def test_a_run_on_of_minutes_is_read_within_bounds(tagger: Tagger) -> None:
    long = "and then I told him about the boiler and he said " * 300
    context = [Turn("agent", long)] * 4

    reading = tagger.read(long, speaker="debtor", lang="en", context=context)
    tokens = tagger._encoder._layout.lay_out(UtteranceInContext(long, "debtor", "en", context))

    assert len(tokens) <= UTTERANCE_TOKENS + CONTEXT_TOKENS + 6
    assert set(reading.scores) == set(DEBTOR_TAGS)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_the_remedy(copy: Path, name: str) -> None:
    (copy / name).unlink()

    with pytest.raises(ModelError, match=rf"{name}: missing; restore it .*assist train"):
        Tagger.load(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_named(copy: Path, name: str) -> None:
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ModelError, match=rf"{name}: \d+ bytes instead of {len(whole)}"):
        Tagger.load(copy)


@pytest.mark.parametrize("name", FILES)
def test_an_altered_file_of_the_right_size_is_named(copy: Path, name: str) -> None:
    whole = bytearray((copy / name).read_bytes())
    whole[len(whole) // 2] ^= 1
    (copy / name).write_bytes(whole)

    with pytest.raises(ModelError, match=rf"{name}: altered"):
        Tagger.load(copy)


def test_a_folder_without_a_manifest_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json: missing"):
        Tagger.load(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "files": {}}', "\x00"])
def test_a_broken_manifest_is_named(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)

    with pytest.raises(ModelError, match=r"manifest\.json: "):
        Tagger.load(copy)


def test_a_model_for_other_labels_is_refused(copy: Path) -> None:
    settings = json.loads((copy / "tagger.json").read_text())
    settings["labels"].pop()
    (copy / "tagger.json").write_text(json.dumps(settings))
    write_manifest(copy)

    with pytest.raises(ModelError, match="made for other labels"):
        Tagger.load(copy)


def test_files_that_are_whole_but_no_model_are_refused(copy: Path) -> None:
    (copy / "encoder.onnx").write_bytes(b"not a model")
    write_manifest(copy)

    with pytest.raises(ModelError, match=r"encoder\.onnx: not a model that ONNX Runtime can load"):
        Tagger.load(copy)


def test_a_file_that_is_no_tokenizer_is_refused(copy: Path) -> None:
    (copy / "tokenizer.json").write_text("{}")
    write_manifest(copy)

    with pytest.raises(ModelError, match=r"tokenizer\.json: not a tokenizer"):
        Tagger.load(copy)


def test_the_model_on_disk_is_under_sixty_megabytes() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 60_000_000


def test_serving_needs_none_of_the_packages_for_training() -> None:
    import subprocess
    import sys

    code = (
        "import sys, assist.tagging.tagger, assist.promises.reading; "
        "print([m for m in ('torch', 'transformers', 'wordfreq', 'onnx', 'sentencepiece') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=SHIPPED.parents[1], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
