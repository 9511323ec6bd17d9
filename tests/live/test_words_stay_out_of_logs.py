"""A customer's words are data, never log text."""

from __future__ import annotations

import json
import logging

import pytest

from assist.conversation import Stages
from assist.events import Language
from assist.recording import replay_transcript
from assist.samples.library import sample_call
from assist.shapes import details_of, read_transcript


class Failing:
    """A stage that fails with the words of the call in its error, as careless code would."""

    version = "failing"

    def suggest(self, moment: object) -> None:
        raise ValueError(repr(moment))

    def screen(self, text: str, **_: object) -> None:
        raise ValueError(text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_sentence_of_a_call_is_in_any_log_record_even_when_stages_fail(
    lang: Language, stages: Stages, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    call = read_transcript(sample_call(lang).transcript.read_text(encoding="utf-8"))
    failing = Stages(stages.tagger, Failing(), Failing())  # type: ignore[arg-type]
    for used in (stages, failing):
        replay_transcript(call.turns, details=details_of(call.id, call.lang, call.call), stages=used)
    logged = json.dumps(
        [[str(value) for value in vars(record).values()] for record in caplog.records], ensure_ascii=False
    )
    assert any(record.message == "stage down" for record in caplog.records)
    assert [turn.text for turn in call.turns if turn.text in logged] == []
    assert not call.call.debtor_name or call.call.debtor_name not in logged
